"""A definition quoted in Japanese from an English text that is held is linked to its words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline import build
from pipeline.cli import main

ENGLISH = """# Common Principles of Northern Partners on Safe Research

Research safety means the protection of research results against theft by others.

A guest researcher means any person who works at an institution without pay.

Open data means data that anyone may use without asking.
"""
JAPANESE = """# 研究の安全に関する報告書

「Common Principles of Northern Partners on Safe Research」（2022年６月）において、客員研究者は、「無給で機関において働く者を指す」とされている。

また、同会議の発表では、研究の安全が主題となった。
"""


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("quoted")
    (folder / "principles.md").write_text(ENGLISH, encoding="utf-8")
    (folder / "report.md").write_text(JAPANESE, encoding="utf-8")
    build([folder / "principles.md", folder / "report.md"], folder / "index")
    return folder / "index"


def lines(index: Path, *asked: str) -> list[dict[str, object]]:
    result = CliRunner().invoke(main, [*asked, "--format", "jsonl", "--index", str(index)])
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.output.splitlines()]


def test_the_source_is_resolved_and_the_words_are_linked(index: Path) -> None:
    english = next(d["id"] for d in lines(index, "documents") if d["language"] == "en")
    found = lines(index, "findings", "--kind", "definition", "--language", "ja")
    assert [(d["term"], d["source_id"]) for d in found] == [("客員研究者", english)]
    (pair,) = lines(index, "quotations", "--definitions")
    quoted, original = pair["quoted"], pair["original"]
    assert isinstance(quoted, dict) and isinstance(original, dict)
    assert quoted["term"] == "客員研究者" and original["term"] == "guest researcher"


def test_the_reference_stands_in_both_directions(index: Path) -> None:
    english = str(next(d["id"] for d in lines(index, "documents") if d["language"] == "en"))
    (back,) = lines(index, "references", english, "--direction", "in")
    assert back["target"] == english and back["target_kind"] == "document"
    text = CliRunner().invoke(main, ["references", english, "--index", str(index)]).output
    assert "is cited by (1 references)" in text
