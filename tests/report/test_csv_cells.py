"""Cells of CSV that spreadsheet programs would compute, and how the words are had back."""

from __future__ import annotations

import csv
import io
import re
import string
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import open_index
from pipeline.cli.door import lines_out
from pipeline.query.compare import Comparison
from pipeline.report.csv_cells import guarded
from pipeline.report.tables import render


def recovered(cell: str) -> str:
    """Have the words back as README tells: one apostrophe less before such a sign."""
    return cell[1:] if re.match(r"''*[=+\-@＝＋－＠\t\r\n]", cell) else cell


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ('=HYPERLINK("http://example.org")', '\'=HYPERLINK("http://example.org")'),
        ("+81 3 0000 0000", "'+81 3 0000 0000"),
        ("- 研究者は開示する。", "'- 研究者は開示する。"),
        ("@SUM(1)", "'@SUM(1)"),
        ("＝１＋１", "'＝１＋１"),
        ("\t=1", "'\t=1"),
        ("'=1", "''=1"),
        ("'quoted'", "'quoted'"),
        ("a = b", "a = b"),
        ("研究者は=を書く。", "研究者は=を書く。"),
        ("", ""),
        (-3, -3),
        (0.5, 0.5),
        (None, None),
        (False, False),
    ],
)
def test_only_words_that_would_be_computed_are_guarded(value: object, cell: object) -> None:
    assert guarded(value) == cell
    assert recovered(cell) == value if isinstance(cell, str) else cell == value


@given(st.text(alphabet=st.sampled_from("'=+-@＝＋－＠\t\r\n あ" + string.ascii_letters)))
def test_words_are_had_back_and_never_computed(text: str) -> None:
    cell = guarded(text)
    assert isinstance(cell, str) and recovered(cell) == text
    assert cell[:1] not in {*"=+-@＝＋－＠\t\r\n"}


@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_table_guards_its_passages(sample_index: Path, language: str) -> None:
    with open_index(sample_index) as concord:
        table = concord.compare(columns=["X-HIN"], rows=["training"])
    lines = list(csv.DictReader(io.StringIO(render(_opening(table), "csv", language))))
    texts = [line["text"] for line in lines if line["status"] == "found"]
    assert texts and all(text.startswith("'=") for text in texts)
    said = [h.segment.text for row in table.rows for cell in row.cells for h in cell.claims]
    assert [recovered(text) for text in texts] == ["=" + text for text in said]
    assert all(line["place"] for line in lines)


def _opening(table: Comparison) -> Comparison:
    """Give a table each of whose passages begins as a formula does."""
    row = table.rows[0]
    cells = tuple(
        replace(
            cell,
            claims=tuple(
                replace(hit, segment=replace(hit.segment, text="=" + hit.segment.text))
                for hit in cell.claims
            ),
        )
        for cell in row.cells
    )
    return replace(table, rows=(replace(row, cells=cells),))


def test_commands_guard_what_they_list(capsys: pytest.CaptureFixture[str]) -> None:
    lines_out(iter([{"text": "＝和", "page": -1, "boxes": []}]), "csv")
    held = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert held == [{"text": "'＝和", "page": "-1", "boxes": "[]"}]
