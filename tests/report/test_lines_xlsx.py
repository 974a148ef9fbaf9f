"""Lists and changes as spreadsheets: whole, verbatim, cited, in the reader's language."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner

from pipeline import open_index
from pipeline.api import Opened
from pipeline.cli import main
from pipeline.report.lines import defined_line, finding_line
from pipeline.report.lines_xlsx import lines_xlsx


@pytest.fixture(scope="module")
def opened(sample_index: Path) -> Iterator[Opened]:
    with open_index(sample_index) as concord:
        yield concord


def read(made: bytes, sheet: int = 0) -> list[dict[str, Any]]:
    page = openpyxl.load_workbook(io.BytesIO(made)).worksheets[sheet]
    head, *rows = page.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


@pytest.mark.parametrize(
    ("document", "names", "strength"),
    [
        ("alb-guidance-2024", ("Passage", "Id", "Page", "Strength", "Bearer"), "must"),
        ("hin-guideline-2024", ("該当箇所", "識別子", "ページ", "強さ", "主体"), "義務"),
    ],
)
def test_findings_are_whole(
    opened: Opened, document: str, names: tuple[str, ...], strength: str
) -> None:
    filters = opened.filters(documents=(document,), kind="obligation")
    lines = [finding_line(placed) for placed in opened.findings(filters)]
    rows = read(lines_xlsx(lines, document))
    text, name, page, how, bearer = names
    assert len(rows) == len(lines) > 5
    for row, line in zip(rows, lines, strict=True):
        assert (row[text], row[name], row[page]) == (line["text"], line["id"], line["page"])
        assert row[bearer] == line["bearer"]
    assert {strength} <= {row[how] for row in rows}
    assert {"Term", "用語", "Rank"}.isdisjoint(rows[0])  # no line fills them


def test_definitions_in_both_languages(opened: Opened) -> None:
    lines = [defined_line(found) for found in opened.define("研究セキュリティ")]
    rows = read(lines_xlsx(lines, "研究セキュリティ"))
    assert [row["Term"] for row in rows] == [line["term"] for line in lines]
    assert {"研究セキュリティ", "Research security"} <= {row["Term"] for row in rows}


def test_nothing_found_is_an_empty_sheet() -> None:
    assert read(lines_xlsx([], "nothing")) == []


@pytest.mark.parametrize(
    ("words", "head"),
    [
        (("search", "研究者の申告", "--language", "ja"), "該当箇所"),
        (("search", "disclosure of funding"), "Passage"),
        (("define", "research security"), "Term"),
        (("findings", "--kind", "definition"), "Term"),
    ],
)
def test_commands_write_files(
    sample_index: Path, tmp_path: Path, words: tuple[str, ...], head: str
) -> None:
    out = tmp_path / "list.xlsx"
    asked = [*words, "--index", str(sample_index)]
    made = CliRunner().invoke(main, [*asked, "--out", str(out)], catch_exceptions=False)
    assert made.exit_code == 0 and str(out) in made.stdout
    listed = CliRunner().invoke(main, [*asked, "--format", "jsonl"], catch_exceptions=False)
    lines = [json.loads(line) for line in listed.stdout.splitlines()]
    rows = read(out.read_bytes())
    assert len(rows) == len(lines) > 0
    assert all(row[head] for row in rows)
    for form in ("txt", "csv", "jsonl"):
        text = tmp_path / f"list.{form}"
        CliRunner().invoke(main, [*asked, "--out", str(text)], catch_exceptions=False)
        assert str(lines[-1]["id"]) in text.read_text("utf-8-sig")


_PAIRS = {
    "en": ("alb-guidance-2021", "alb-guidance-2024"),
    "ja": ("hin-guideline-2021", "hin-guideline-2024"),
}


@pytest.mark.parametrize("language", ["en", "ja"])
def test_changes_are_whole_on_both_sides(sample_index: Path, tmp_path: Path, language: str) -> None:
    out = tmp_path / "changes.xlsx"
    asked = ["diff", *_PAIRS[language], "--index", str(sample_index)]
    made = CliRunner().invoke(main, [*asked, "--out", str(out)], catch_exceptions=False)
    assert made.exit_code == 0
    listed = CliRunner().invoke(main, [*asked, "--format", "jsonl"], catch_exceptions=False)
    lines = [json.loads(line) for line in listed.stdout.splitlines()]
    rows = read(out.read_bytes())
    old, new, page = ("旧", "新", "新ページ") if language == "ja" else ("Old", "New", "New page")
    assert [(row[old], row[new], row[page]) for row in rows] == [
        (line["old_text"], line["new_text"], line["new_page"]) for line in lines
    ]
    counted = read(out.read_bytes(), 1)
    assert sum(row["計" if language == "ja" else "total"] or 0 for row in counted) > len(lines)
    brief = tmp_path / "counts.xlsx"
    CliRunner().invoke(main, [*asked, "--summary", "--out", str(brief)], catch_exceptions=False)
    assert read(brief.read_bytes()) == counted
