"""Where characters stand: what fonts, spacing and overprinting say of it, and what they do not."""

from __future__ import annotations

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from pipeline.parse.pdf.miner.pen import descent_of
from pipeline.records import BlockKind, Document
from tests.parse.conftest import JAPANESE_FACE, Draw

W, H = A4
EN = "Helvetica"


def words(document: Document, kind: BlockKind) -> list[str]:
    return [document.text[b.span[0] : b.span[1]] for b in document.blocks if b.kind is kind]


@pytest.mark.parametrize(
    ("font", "rows"),
    [
        (JAPANESE_FACE, [["利用者区分", "大学の研究者", "企業の利用者"], ["端末", "校内", "社内"]]),
        (EN, [["Kind of user", "University", "Business"], ["Terminal", "Campus", "Office"]]),
    ],
)
def test_the_space_after_a_glyph_carries_it_into_the_next_cell(
    draw: Draw, font: str, rows: list[list[str]]
) -> None:
    """Programs leap from cell to cell with the character spacing of a cell's last glyph."""
    edges = [72.0, 190.0, 330.0, 460.0]

    def paint(canvas: Canvas) -> None:
        canvas.setFont(font, 10)
        for i, row in enumerate(rows):
            y = 700 - 24 * i
            text = canvas.beginText(edges[0] + 8, y)
            for j, cell in enumerate(row):
                text.setCharSpace(0)
                text.textOut(cell[:-1])
                after = edges[j + 1] + 8 - (edges[j] + 8 + canvas.stringWidth(cell, font, 10))
                text.setCharSpace(after)
                text.textOut(cell[-1])
            canvas.drawText(text)
        for y in (716, 692, 668):
            canvas.line(edges[0], y, edges[-1], y)
        for x in edges:
            canvas.line(x, 668, x, 716)

    assert words(draw(paint), BlockKind.TABLE) == [" | ".join(row) for row in rows]


def test_a_letter_that_falls_upon_the_same_letter_of_the_next_cell_is_kept(draw: Draw) -> None:
    """A line runs over into the next cell, where an "o" comes to lie on an "o"."""
    size, long, short = 8, "the notes of the operator who", "Possible"
    width = W - 200

    def paint(canvas: Canvas) -> None:
        canvas.setFont(EN, size)
        over = 120 + canvas.stringWidth(long[:-1], EN, size)  # where the last letter begins
        edge = over - canvas.stringWidth("P", EN, size)
        for i in range(4):
            y = 700 - 20 * i
            canvas.drawString(120, y, long if i == 1 else "the notes")
            canvas.drawString(edge, y, short)
        for i in range(5):
            canvas.line(110, 714 - 20 * i, 110 + width, 714 - 20 * i)
        for x in (110.0, edge - 0.5, 110 + width):
            canvas.line(x, 634, x, 714)

    rows = words(draw(paint), BlockKind.TABLE)
    assert len(rows) == 4
    assert all(row.endswith("Possible") for row in rows), rows


def test_words_printed_twice_are_read_once(draw: Draw) -> None:
    def paint(canvas: Canvas) -> None:
        canvas.setFont(EN, 11)
        for shift in (0.0, 0.25):
            canvas.drawString(72 + shift, 700, "Who is responsible for the records of a project")
        canvas.drawString(72, 680, "The office keeps them and answers for them to the ministry.")

    document = draw(paint)
    assert document.text.count("responsible") == 1
    assert "rrees" not in document.text


class _Face:
    def __init__(self, descent: float) -> None:
        self.descent = descent

    def get_descent(self) -> float:
        return self.descent


@pytest.mark.parametrize(("stated", "used"), [(-0.2, -0.2), (-0.45, -0.45), (-1.9, -0.2)])
def test_no_face_reaches_two_lines_below_its_baseline(stated: float, used: float) -> None:
    assert descent_of(_Face(stated)) == used


@pytest.mark.parametrize(
    ("font", "title", "lines"),
    [
        (EN, "Items to note", ["Visitors register with the office that", "receives them and keep the number they",
                               "are given until the day on which they", "leave; the office then writes to them."]),
        (JAPANESE_FACE, "留意する事項", ["来訪者は受入れの窓口に届け出て番号を受け", "取り退出の日までこれを保管しなければなら",
                                   "ない窓口は退出の後に速やかに来訪者へその", "結果を書面により通知するものとしています"]),
    ],
)  # fmt: skip
@pytest.mark.parametrize("at", [0.0, 3.0, 5.0])
def test_a_heading_as_high_as_two_lines_of_the_next_column_leaves_them_in_order(
    draw: Draw, font: str, title: str, lines: list[str], at: float
) -> None:
    """The heading of one column reaches over two lines of the other, which are not one row."""

    def paint(canvas: Canvas) -> None:
        canvas.setFont(font, 9.5)
        for i in range(12):
            canvas.drawString(330 if i % 4 else 342, 700 - 10 * i, lines[i % 4])
            if not 3 <= i <= 7:
                canvas.drawString(72, 700 - 10 * i, lines[i % 4])
        canvas.setFont(font, 15)
        canvas.drawString(72, 650 - at, title)

    document = draw(paint)
    text = "".join(document.text.split())
    assert "".join("".join(lines).split()) * 3 in text
    assert "".join(title.split()) in text
