"""Headings of real documents, by their numbers, words and depth; skipped without the data."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from pipeline.parse import parse
from pipeline.records import Block, BlockKind, Document
from pipeline.score.outlines import Outline, expand, load_outlines, measure
from pipeline.score.sections import compare, sections_of

TRUTH = Path(__file__).with_name("sections_truth.yaml")
RAW: list[dict[str, Any]] = yaml.safe_load(TRUTH.read_text("utf-8"))["documents"]
SLOW = {one["file"] for one in RAW if one.get("slow")}
CASES = [
    pytest.param(o, marks=[pytest.mark.slow] if o.file in SLOW else [], id=Path(o.file).stem)
    for o in load_outlines(TRUTH)
]


@cache
def read(path: Path) -> Document:
    return parse(path, "0" * 64)


def test_short_lists_are_written_out() -> None:
    assert expand(["chapter 1 / article 1-2", "chapter 2 / article 3", "2 / 2.1", "2 / 2.2"]) == [
        "chapter 1", "chapter 1/article 1", "chapter 1/article 2",
        "chapter 2", "chapter 2/article 3", "2", "2/2.1", "2/2.2",
    ]  # fmt: skip


@pytest.mark.parametrize("outline", CASES)
def test_numbered_headings(outline: Outline, shared_data: Path) -> None:
    path = shared_data / outline.file
    if not path.is_file():
        pytest.skip(f"no {outline.file}")
    found = measure(outline, read(path))
    assert found.precision >= outline.floor, found.added
    assert found.recall >= outline.floor, found.missing
    assert not found.items


@pytest.mark.parametrize("version", ["1.0", "1.1", "1.2", "2.0"])
def test_a_standard_has_the_same_sections_in_both_languages(
    version: str, shared_data: Path
) -> None:
    folder = shared_data / "pairs" / "openchain"
    documents = [read(folder / f"{version}.{language}.pdf") for language in ("ja", "en")]
    japanese, english = (sections_of(d) for d in documents)
    found = compare(japanese, english, by_number=True)
    assert found.both == found.first == found.second >= 6
    numbers = [
        {s.number.rstrip(".") for s in sections_of(d, items=True) if re.match(r"\d\.\d", s.number)}
        for d in documents
    ]
    assert numbers[0] == numbers[1]
    assert len(numbers[0]) >= 29


@pytest.mark.parametrize(
    ("version", "precision", "recall", "levels"),
    [
        ("1.0", 0.95, 0.89, 0.98),
        pytest.param("2.0", 0.98, 0.97, 0.99, marks=pytest.mark.slow),
    ],
)
def test_headings_as_the_publisher_wrote_them(
    version: str, precision: float, recall: float, levels: float, shared_data: Path
) -> None:
    pdf, official = (
        read(shared_data / "fidelity" / f"trusted-web-{version}.ja.{suffix}")
        for suffix in ("pdf", "md")
    )
    found = compare(sections_of(pdf), sections_of(official), by_number=False)
    assert found.precision >= precision, found.added
    assert found.recall >= recall, found.missing
    assert found.levels >= levels


# --- the seed report: PDF and text of one document ------------------------------------------


def bare(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)


def seed(shared_data: Path, suffix: str) -> Document:
    return read(next((shared_data / "seed").glob(f"*.{suffix}")))


def words(document: Document, block: Block) -> str:
    return document.text[block.span[0] : block.span[1]]


def test_seed_pdf_and_text_have_the_same_blocks(shared_data: Path) -> None:
    """Every heading, 〇 and ・ item and note: kind, number, words and trail."""
    lists = []
    for suffix in ("pdf", "txt"):
        document = seed(shared_data, suffix)
        lists.append(
            [
                (b.kind, b.number, bare(words(document, b)), tuple(bare(t) for t in b.trail))
                for b in document.blocks
                if b.kind in (BlockKind.HEADING, BlockKind.ITEM, BlockKind.NOTE)
            ]
        )
    assert lists[0] == lists[1]


def test_seed_outline(shared_data: Path) -> None:
    document = seed(shared_data, "pdf")
    heads = [b for b in document.blocks if b.kind is BlockKind.HEADING]
    assert [(b.level, b.number) for b in heads] == [
        (1, "１．"), (1, "２．"), (1, "３．"), (2, "（１）"), (2, "（２）"), (3, None), (3, None),
    ]  # fmt: skip
    items = [b for b in document.blocks if b.kind is BlockKind.ITEM]
    shape = "".join(f"{len(b.trail)}{b.number}" for b in items)
    assert shape == (
        "1〇1・1・1〇1・1・1・1〇1〇1〇1〇1〇2〇2〇2〇2〇2・2・2・2・2・2・2〇2〇2〇2〇3〇3〇3〇3〇3〇"
    )
    crossing = [b for b in items if len({a.page for a in b.anchors}) > 1]
    assert len(crossing) >= 3
