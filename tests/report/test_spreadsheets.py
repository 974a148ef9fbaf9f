"""Spreadsheets as another program reads them: verbatim, cited, linked, never computed."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils.escape import unescape

from pipeline import open_index
from pipeline.query.compare import Comparison, Status
from pipeline.report.addresses import page_address
from pipeline.report.sheets import Sheet, Value, Words, place_of, workbook
from pipeline.report.tables_xlsx import table_xlsx


@pytest.fixture(scope="module")
def table(sample_index: Path) -> Iterator[Comparison]:
    with open_index(sample_index) as concord:
        yield concord.compare(
            columns=["X-HIN", "X-ALB", "X-NONE"], rows=["研究セキュリティ", "training", "sanctions"]
        )


def opened(made: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(made), rich_text=True)


def lines(sheet: Any) -> list[dict[str, Any]]:
    head, *rows = ([cell.value for cell in row] for row in sheet.iter_rows())
    return [dict(zip(head, row, strict=True)) for row in rows]


@pytest.mark.parametrize("language", ["en", "ja"])
def test_every_passage_is_whole_and_cited(table: Comparison, language: str) -> None:
    book = opened(table_xlsx(table, language))
    head = {
        "en": ("Passage", "Segment", "Page", "Status", "Lead-in", "nothing found"),
        "ja": ("該当箇所", "区間", "ページ", "結果", "柱書き", "該当なし"),
    }[language]
    text, name, page, status, stem, silent = head
    claims = {
        hit.segment.id: hit for row in table.rows for cell in row.cells for hit in cell.claims
    }
    shown = [line for line in lines(book.worksheets[1]) if line[name] in claims]
    assert {line[name] for line in shown} == set(claims) and len(claims) >= 4
    for line in shown:
        segment = claims[line[name]].segment
        assert str(line[text]).replace("\r", "") == segment.text
        assert line[page] == segment.page and (line[stem] or None) == segment.stem
    empty = [line for line in lines(book.worksheets[1]) if line[name] is None]
    assert len(empty) == sum(not cell.claims for row in table.rows for cell in row.cells)
    assert any(silent in str(line[status]) for line in empty)
    documents = [
        line
        for line in lines(book.worksheets[2])
        if line["文書" if language == "ja" else "Document"]
    ]
    assert len(documents) == len({d for c in table.columns for d in c.documents}) + len(
        table.left_out
    )


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_table_leads_to_its_passages(table: Comparison, language: str) -> None:
    book = opened(table_xlsx(table, language))
    grid, passages, _ = book.worksheets
    assert (grid.freeze_panes, passages.freeze_panes) == ("B2", "D2")
    assert passages.auto_filter.ref.startswith("A1:")
    assert [cell.value for cell in grid[1]][1:] == ["X-HIN", "X-ALB", "X-NONE"]
    at = 1
    for row in table.rows:
        at += 2 if row.group else 1
        for place, cell in enumerate(row.cells, start=2):
            written = grid.cell(at, place)
            assert written.alignment.wrap_text and written.alignment.vertical == "top"
            if cell.status is Status.NO_DOCUMENTS:
                continue
            sheet, _, target = written.hyperlink.location.partition("!A")
            assert sheet == f"'{passages.title}'"
            led_to = [c.value for c in passages[int(target)]]
            if cell.claims:
                assert cell.claims[0].segment.id in led_to
                assert cell.claims[0].segment.text[:40] in str(written.value)
            else:
                assert str(written.value) in map(str, led_to)


@pytest.mark.parametrize(
    "text",
    ["=1+1", '=HYPERLINK("http://x","y")', "@SUM(A1)", "+81 3", "-5 dB", "<r><t>x</t></r>",
     "_x0041_", "\x07bell", "a\ttab", "＝１＋１"],
)  # fmt: skip
def test_no_text_is_computed_or_changed(text: str) -> None:
    row: list[Value] = [
        text,
        Words(((text, "plain"),)),
        Words(((text, "plain"), (" end", "small"))),
    ]
    made = workbook([Sheet("S", ["a", "b", "c"], [9, 9, 9], [row])], "t")
    cells = opened(made).active[2]
    assert [c.data_type for c in cells] == ["s", "s", "s"]
    wanted = [text, text, text + " end"]
    # openpyxl leaves it to its user to undo what the format does to control characters.
    for cell, said in zip(cells, wanted, strict=True):
        assert said in (str(cell.value), unescape(str(cell.value)))


def test_what_is_longer_than_a_cell_is_cut_with_a_sign() -> None:
    long = "漢𠮟" * 20_000  # the second takes two places in the format
    rows: list[list[Value]] = [
        [long, Words(((long[:30_000], "plain"), (long, "small")))],
        ["\ud800x", None],
    ]
    made = workbook([Sheet("[x]:*", ["a", "b"], [9, 9], rows)], "t")
    sheet = opened(made).active
    for cell in sheet[2]:
        text = str(cell.value)
        assert text.endswith(" […]") and len(text.encode("utf-16-le")) // 2 <= 32_767
        assert (long + long).startswith(text[:10_000])
    assert sheet.title == " x   " and str(sheet["A3"].value) == "?x"


def test_the_same_sheets_give_the_same_bytes(table: Comparison) -> None:
    assert table_xlsx(table, "ja") == table_xlsx(table, "ja")


def test_links_lead_to_pages_of_the_web_only(table: Comparison) -> None:
    entry = next(iter(table.documents.values()))
    source = replace(entry.source, url="https://example.org/方針.pdf")
    assert page_address(source, 3) == "https://example.org/方針.pdf#page=3"
    assert page_address(source) == "https://example.org/方針.pdf"
    for url in ("javascript:alert(1)", "file:///etc/passwd", "https://x y", None):
        assert page_address(replace(source, url=url), 3) is None
    link = Words((("3", "link"),), page_address(source, 3))
    inner = Words((("a", "plain"), ("b", "small")), place_of("S", 0))
    made = workbook([Sheet("S", ["a", "b"], [9, 9], [[link, inner]])], "t")
    left, right = opened(made).active[2]
    assert left.hyperlink.target.startswith("https://example.org/") and left.value == "3"
    assert right.hyperlink.location == "'S'!A2" and str(right.value) == "ab"
