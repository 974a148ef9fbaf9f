"""Small documents and labels of our own words."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.records import Anchor, Block, BlockKind, Document, Source
from pipeline.score.bare import letters
from pipeline.score.gold import GoldSentence
from pipeline.score.resolve import Finder, digest, pieces


def document_of(pages: list[list[str]], language: str = "en") -> Document:
    """Make a document: a paragraph a string, on the page of its list."""
    blocks: list[Block] = []
    text = ""
    for number, paragraphs in enumerate(pages, start=1):
        for words in paragraphs:
            text += "\n\n" if text else ""
            span = (len(text), len(text) + len(words))
            text += words
            anchors = (Anchor(number, None, span),)
            blocks.append(Block(BlockKind.PARAGRAPH, span, anchors=anchors))
    return Document(Source("d", "Rules", language), text, tuple(blocks), len(pages))


def label(document: Document, words: str, page: int | None, **more: Any) -> GoldSentence:
    """Label a sentence as it stands in a document."""
    bare = letters(words)
    at = Finder(document).at(page, document.text.index(words))
    return GoldSentence("s1", page, at, len(bare), digest(bare), pieces(bare), **more)


@pytest.fixture
def labelled(tmp_path: Path) -> tuple[Path, Path]:
    """A data folder with one file in each language, and the folder of its labels."""
    data, gold = tmp_path / "data", tmp_path / "gold"
    data.mkdir()
    gold.mkdir()
    sheets: dict[str, list[tuple[str, dict[str, Any]]]] = {
        "en": [
            (
                "The institute must keep a register of its keys.",
                {
                    "duties": [
                        {
                            "modality": "must",
                            "from": "sentence",
                            "bearer": [[0, 12]],
                            "role": "institution",
                        }
                    ]
                },
            ),
            ("The weather was fine on that day in June.", {}),
            (
                "“Store” means a locked room for records.",
                {"defs": [{"term": [[0, 5]], "body": [10, 32]}]},
            ),
        ],
        "ja": [
            (
                "研究者は、鍵の台帳を備えなければならない。",
                {
                    "duties": [
                        {
                            "modality": "must",
                            "from": "sentence",
                            "bearer": [[0, 3]],
                            "role": "researcher",
                        }
                    ]
                },
            ),
            ("その日の天気はとても良かったという。", {}),
        ],
    }
    for language, sentences in sheets.items():
        words = "\n\n".join(sentence for sentence, _ in sentences)
        (data / f"rules.{language}.md").write_text(words + "\n", "utf-8")
        head = {
            "path": f"rules.{language}.md",
            "kind": "rules",
            "language": language,
            "split": "dev",
        }
        lines: list[dict[str, Any]] = [head]
        at = 0
        for number, (sentence, more) in enumerate(sentences, start=1):
            bare = letters(sentence)
            row = {"id": f"s{number}", "at": at, "len": len(bare), "hash": digest(bare)}
            lines.append(row | {"pieces": " ".join(pieces(bare))} | more)
            at += len(bare)
        (gold / f"rules.{language}.jsonl").write_text(
            "\n".join(json.dumps(line) for line in lines), "utf-8"
        )
    return data, gold
