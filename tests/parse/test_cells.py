"""Cells of tables in their places, whatever the format."""

from __future__ import annotations

from pipeline.parse.assembly import Draft, Reading, assemble
from pipeline.parse.cells import Loose, lines_of_cell, placed_rows, span
from pipeline.parse.egov import read_egov
from pipeline.parse.html import read_html
from pipeline.parse.markdown import read_markdown
from pipeline.records import Source

Shown = list[tuple[int, int, int, int, bool, str]]


def cells(reading: Reading) -> Shown:
    document = assemble(Source("x", "x"), reading.drafts, None)
    return [
        (c.row, c.column, c.row_span, c.column_span, c.header, document.text[slice(*c.span)])
        for block in document.blocks
        for c in block.cells
    ]


PAGE = """<body><p>Words above.</p><table><thead><tr><th colspan=2>手続<th rowspan=9>備考</tr></thead>
<tr><td rowspan=2>報告<td><p>毎年</p><p>３月</p><tr><td>９月<td>x</table></body>"""


def test_spans_of_a_page() -> None:
    assert cells(read_html(PAGE.encode())) == [
        (1, 1, 1, 2, True, "手続"),
        (1, 3, 3, 1, True, "備考"),
        (2, 1, 2, 1, False, "報告"),
        (2, 2, 1, 1, False, "毎年\n３月"),
        (3, 2, 1, 1, False, "９月"),
        (3, 4, 1, 1, False, "x"),
    ]


def test_tables_of_markdown_and_law() -> None:
    table = b"Above.\n\n| a | b |\n|---|---|\n| c | |\n| | d |\n"
    assert cells(read_markdown(table)) == [
        (1, 1, 1, 1, True, "a"),
        (1, 2, 1, 1, True, "b"),
        (2, 1, 1, 1, False, "c"),
        (2, 2, 1, 1, False, ""),
        (3, 1, 1, 1, False, ""),
        (3, 2, 1, 1, False, "d"),
    ]
    law = (
        "<Law><LawBody><TableStruct><Table><TableHeaderRow><TableHeaderColumn>名称</TableHeaderColumn>"
        "</TableHeaderRow><TableRow><TableColumn rowspan='2'><Sentence>甲</Sentence></TableColumn>"
        "<TableColumn><Sentence>乙</Sentence></TableColumn></TableRow><TableRow><TableColumn>"
        "<Sentence>丙</Sentence></TableColumn></TableRow></Table></TableStruct></LawBody></Law>"
    )
    assert cells(read_egov(law.encode())) == [
        (1, 1, 1, 1, True, "名称"),
        (2, 1, 2, 1, False, "甲"),
        (2, 2, 1, 1, False, "乙"),
        (3, 2, 1, 1, False, "丙"),
    ]


def test_absurd_spans_are_cut() -> None:
    rows = [[Loose(lines_of_cell(["a"]), span("9999"), span("9999")), Loose([])], []]
    drafts: list[Draft] = list(placed_rows(rows, 1))
    assert (drafts[0].cells[0].row_span, drafts[0].cells[0].column_span) == (2, 2)
    assert (span("99999999"), span("-3"), span("２"), span(None)) == (1, 1, 1, 1)
