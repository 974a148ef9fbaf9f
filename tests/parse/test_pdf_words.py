"""Words of a PDF as the reader sees them: tight lines, powers, sentences over lines and pages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from pipeline.parse import parse
from pipeline.parse.pdf.lines import Char, lines_of
from pipeline.records import Block, BlockKind, Document

FONT, SIZE = "Times-Roman", 11
TOP = A4[1] - 90
Draw = Callable[[Callable[[Canvas], None]], Document]


@pytest.fixture
def draw(tmp_path: Path) -> Draw:
    """Give a function that reads what another one draws."""

    def run(paint: Callable[[Canvas], None]) -> Document:
        canvas = Canvas(str(tmp_path / "drawn.pdf"), pagesize=A4)
        paint(canvas)
        canvas.save()
        return parse(tmp_path / "drawn.pdf", "0" * 64)

    return run


def spaced(canvas: Canvas, words: str, y: float, gap: float, letters: float = 0.0) -> None:
    """Set a line word by word, as TeX does: no space is drawn; `gap` in type sizes."""
    x = 72.0
    for word in words.split():
        for part in word if letters else [word]:
            canvas.drawString(x, y, part)
            x += pdfmetrics.stringWidth(part, FONT, SIZE) + letters * SIZE
        x += gap * SIZE


def raised(canvas: Canvas, y: float, *parts: str) -> None:
    """Set a line whose every second part is small and raised."""
    x = 72.0
    for i, part in enumerate(parts):
        size = SIZE if i % 2 == 0 else 0.6 * SIZE
        canvas.setFont(FONT, size)
        canvas.drawString(x, y if i % 2 == 0 else y + 0.38 * SIZE, part)
        x += pdfmetrics.stringWidth(part, FONT, size)
    canvas.setFont(FONT, SIZE)


def words_of(doc: Document, block: Block) -> str:
    return doc.text[slice(*block.span)]


@pytest.mark.parametrize("gap", [0.17, 0.25])
def test_words_of_a_line_set_too_tight_come_apart(draw: Draw, gap: float) -> None:
    lines = ["Values such as anonymity, confidentiality and control guide", "every choice we make."]

    def paint(canvas: Canvas) -> None:
        canvas.setFont(FONT, SIZE)
        spaced(canvas, lines[0], TOP, gap)
        spaced(canvas, lines[1], TOP - 14, 0.25)

    doc = draw(paint)
    assert doc.text == " ".join(lines)
    for block in doc.blocks:
        for anchor in block.anchors:
            assert anchor.edges is None or len(anchor.edges) == anchor.span[1] - anchor.span[0] + 1


def test_letters_set_wide_stay_one_word(draw: Draw) -> None:
    def paint(canvas: Canvas) -> None:
        canvas.setFont(FONT, SIZE)
        spaced(canvas, "SECURITY NOTICE", TOP, 0.4, letters=0.16)
        spaced(canvas, "Staff report every loss of data to the office.", TOP - 40, 0.25)

    assert draw(paint).text.startswith("SECURITY NOTICE")


@pytest.mark.parametrize(
    ("parts", "words", "marks"),
    [
        (("A model with more than 10", "25", " operations is reported."), "10²⁵ operations", []),
        (("A dose of 3 × 10", "–6", " grams is the limit here."), "10⁻⁶ grams", []),
        (("The hall has 40 m", "2", " of floor and two doors."), "40 m² of floor", []),
        (("The duty of Article 10", "3", " is met by a report."), "Article 10 is met", ["3"]),
        (("The office reports on May 10", "4", " every year."), "May 10 every", ["4"]),
        (("The network holds 110", "7", " members in the country."), "110 members", ["7"]),
        (("The office keeps a register", "12", " of all projects."), "register of all", ["12"]),
    ],
)
def test_a_power_is_no_note_marker(
    draw: Draw, parts: tuple[str, ...], words: str, marks: list[str]
) -> None:
    def paint(canvas: Canvas) -> None:
        raised(canvas, TOP, *parts)

    doc = draw(paint)
    assert words in doc.text
    assert [printed for block in doc.blocks for _, printed in block.marks] == marks


@pytest.mark.parametrize(
    ("font", "before", "after"),
    [
        (FONT, "Count all the days of this year, but only", "the number of days of the last one."),
        ("HeiseiMin-W3", "今年の日数の全部を数え、昨年の日数は、その", "だけを数えるものとする。"),
    ],
)
def test_a_fraction_that_begins_a_line_is_no_note_marker(
    draw: Draw, font: str, before: str, after: str
) -> None:
    """A heading beside it is as high as two lines: the stroke belongs to the second."""
    pdfmetrics.registerFont(UnicodeCIDFont("HeiseiMin-W3"))

    def paint(canvas: Canvas) -> None:
        canvas.setFont(font, SIZE)
        canvas.drawString(72, TOP, before)
        x, y = 72.0, TOP - 11.5
        for size, rise, figure in ((6.5, 3.4, "1"), (SIZE, 0.0, "/"), (6.5, 1.0, "3")):
            canvas.setFont(FONT, size)
            canvas.drawString(x, y + rise, figure)
            x += pdfmetrics.stringWidth(figure, FONT, size)
        canvas.setFont(font, SIZE)
        canvas.drawString(x + 3, y, after)
        canvas.setFont(font, 16)
        canvas.drawString(400, TOP - 6, "Who files" if font == FONT else "届出をする者")

    doc = draw(paint)
    assert f"1/3{' ' if font == FONT else ''}{after}" in doc.text
    assert not [mark for block in doc.blocks for mark in block.marks]
    assert not [block for block in doc.blocks if block.kind is BlockKind.NOTE]


def test_a_fraction_stands_apart_from_the_number_before_it() -> None:
    def run(words: str, x: float, size: float, top: float) -> list[Char]:
        return [
            {"text": c, "x0": x + i * 5, "x1": x + i * 5 + 5, "top": top, "bottom": top + size,
             "size": size, "fontname": "F"}
            for i, c in enumerate(words)
        ]  # fmt: skip

    chars = [*run("costs 48", 72, 10, 100), *run("1", 112, 6, 100.4), *run("/", 117, 10, 100)]
    chars += [*run("2", 122, 6, 103.2), *run("cents", 130, 10, 100)]
    assert [line.text for line in lines_of(chars, 1)] == ["costs 48 1/2 cents"]


def ragged(canvas: Canvas, lines: list[str], y: float) -> float:
    for line in lines:
        canvas.drawString(72, y, line)
        y -= 16
    return y


def test_a_sentence_goes_on_after_a_short_line_before_a_long_word(draw: Draw) -> None:
    """Ragged lines end early where the next word, a name in capitals, did not fit."""
    lines = [
        "(a) Within ninety days of this date, after hearing each of the agencies concerned,",
        "the Director of the Office for Research and of the Institute shall see that the",
        "ENVIRONMENT COMMISSION and every body under it has a plan that says who does",
        "what by when.",
    ]

    def paint(canvas: Canvas) -> None:
        canvas.setFont(FONT, SIZE)
        ragged(canvas, [*lines, "", "(b) The Director reports once a year."], TOP)

    items = [words_of(d, b) for d in [draw(paint)] for b in d.blocks if b.kind is BlockKind.ITEM]
    assert items == [" ".join(lines)[4:], "The Director reports once a year."]


def test_a_sentence_that_breaks_off_on_a_preposition_goes_on_overleaf(draw: Draw) -> None:
    first = [
        "Each agency names an officer who knows the rules and the systems, and keeps a list of",
        "the systems in use for the needs of section 8 of Executive Order 777 of",
    ]
    second = ["December 3 and of section 4 of the order that came before it, and shows the list."]

    def paint(canvas: Canvas) -> None:
        canvas.setFont(FONT, SIZE)
        ragged(canvas, ["The list is public. Anyone may ask for it and has it within a week."], TOP)
        ragged(canvas, first, 120)
        canvas.showPage()
        canvas.setFont(FONT, SIZE)
        ragged(canvas, second, TOP)

    doc = draw(paint)
    block = next(b for b in doc.blocks if "December" in words_of(doc, b))
    assert words_of(doc, block) == " ".join(first + second)
    assert {a.page for a in block.anchors} == {1, 2}


def test_items_end_on_and_or(draw: Draw) -> None:
    lines = [
        "The report covers:",
        "- the partners of each project and",
        "- Foreign sources of funds or",
        "- Travel of staff.",
    ]

    def paint(canvas: Canvas) -> None:
        canvas.setFont(FONT, SIZE)
        ragged(canvas, lines, TOP)

    doc = draw(paint)
    assert [words_of(doc, b) for b in doc.blocks if b.kind is BlockKind.ITEM] == [
        line[2:] for line in lines[1:]
    ]


def test_a_middle_dot_after_an_english_lead_in_is_a_bullet(draw: Draw) -> None:
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont

    pdfmetrics.registerFont(UnicodeCIDFont("HeiseiMin-W3"))

    def paint(canvas: Canvas) -> None:
        canvas.setFont(FONT, SIZE)
        canvas.drawString(72, TOP, "People of many kinds are needed for this, such as")
        for i, who in enumerate(("those who do research;", "those who apply it.")):
            canvas.setFont("HeiseiMin-W3", SIZE)
            canvas.drawString(72, TOP - 16 * (i + 1), "・")
            canvas.setFont(FONT, SIZE)
            canvas.drawString(84, TOP - 16 * (i + 1), who)

    doc = draw(paint)
    assert [b.kind for b in doc.blocks][1:] == [BlockKind.ITEM, BlockKind.ITEM]


def test_rounding_in_the_matrix_does_not_turn_text(draw: Draw) -> None:
    """Forms inside forms leave level text a slope nobody sees."""
    first, second = "The council met in public.", "It kept a record of the vote."

    def paint(canvas: Canvas) -> None:
        canvas.transform(1, -0.00002, -0.00002, 1, 0, 0)
        canvas.setFont(FONT, SIZE)
        ragged(canvas, [first, second], TOP)

    doc = draw(paint)
    assert doc.text == f"{first} {second}"
    assert {b.kind for b in doc.blocks} == {BlockKind.PARAGRAPH}


def test_text_set_wider_than_a_form_above_it_stays_together(draw: Draw) -> None:
    """The usual step is told for each type size: most lines of the page are the form's."""
    text = [
        "1. The council took its first position on the whole of the proposal on the 6 December",
        "2022, while the other chamber settled what it thought of it in a vote on the 14 June of",
        "2023 and asked for more time.",
        "2. The council then asked the members what they thought of the many changes made in",
        "2024, and said so in a letter to all of them that it sent in the spring of the year and",
        "in another one after that.",
    ]

    def paint(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 8)
        for i in range(14):
            canvas.drawString(300, TOP - 10 * i, f"DIVISION {i + 1}")
        canvas.setFont(FONT, SIZE + 1)
        y = TOP - 180
        for line in text:
            y -= 22 + 14 * line.startswith("2. ")
            canvas.drawString(72 if line[1] == "." else 92, y, line)

    doc = draw(paint)
    items = [words_of(doc, b) for b in doc.blocks if b.kind is BlockKind.ITEM]
    assert items == [" ".join(text[:3])[3:], " ".join(text[3:])[3:]]


@pytest.mark.parametrize(
    ("second", "goes_on"),
    [
        ("– and they may be right – that the office keeps all that it is sent by anyone.", True),
        ("— and they may be right — that the office keeps all that it is sent by anyone.", True),
        ("J-1 visitors and their hosts are asked to write to the office about it soon.", True),
        ("A-1 Reports are kept.", False),
    ],
)
def test_a_line_of_prose_may_begin_with_a_dash_or_code(
    draw: Draw, second: str, goes_on: bool
) -> None:
    first = "It was said in the hall that the people who come to the office may well think so"

    def paint(canvas: Canvas) -> None:
        canvas.setFont(FONT, SIZE)
        ragged(canvas, [first, second], TOP)

    assert (draw(paint).text == f"{first} {second}") is goes_on


def test_dashes_after_a_full_line_are_a_list(draw: Draw) -> None:
    lines = [
        "– the partners of each project and all those who stand behind them, wherever they are"
    ]
    lines += ["– the sources of its funds", "– the travel of its staff"]

    def paint(canvas: Canvas) -> None:
        canvas.setFont(FONT, SIZE)
        ragged(canvas, ["The report covers, in this order:", *lines], TOP)

    doc = draw(paint)
    assert [words_of(doc, b) for b in doc.blocks if b.kind is BlockKind.ITEM] == [
        line[2:] for line in lines
    ]


@pytest.mark.parametrize("words", ["Keep a list", "一覧を作成する"])
@pytest.mark.parametrize(
    ("face", "begins"),
    [("ABCDEF+Wingdings-Regular", "• "), ("WPTypographicSymbols", "• "), ("Garamond", "! ")],
)
def test_a_picture_before_a_line_is_a_bullet(words: str, face: str, begins: str) -> None:
    """Fonts of pictures that do not say what their glyphs are give "!" for a bullet."""

    def char(text: str, x: float, font: str) -> Char:
        return {
            "text": text, "fontname": font, "x0": x, "x1": x + 10, "top": 100.0, "bottom": 110.0,
            "size": 10.0, "upright": True, "fill": True, "stroke": False,
        }  # fmt: skip

    body = [char(c, 92 + 10 * i, "Garamond") for i, c in enumerate(words) if c != " "]
    (line,) = lines_of([char("!", 72, face), *body], 1)
    assert line.text == begins + words
    (line,) = lines_of([*body, char("!", 92 + 10 * len(words), face)], 1)
    assert line.text == words + "!"


def test_columns_set_close_stay_apart_where_a_line_fills_its_own(draw: Draw) -> None:
    """Gazettes leave little more than the width of a letter between three columns."""
    words = (
        "The office keeps a list of all the visits that partners from abroad make each year".split()
    )
    width = pdfmetrics.stringWidth
    gutter = 1.05 * SIZE
    columns = []
    for number in range(3):  # the same words, set from another one on
        turned = [*words[5 * number :], *words[: 5 * number]] * 8
        lines, line = [], ""
        for word in turned:
            if line and width(f"{line} {word}", FONT, SIZE) > 130:
                lines.append(line)
                line = word
            else:
                line = f"{line} {word}".strip()
        columns.append(lines[:20])
    full = max(width(x, FONT, SIZE) for lines in columns for x in lines)

    def paint(canvas: Canvas) -> None:
        canvas.setFont(FONT, SIZE)
        for number, lines in enumerate(columns):
            for row, line in enumerate(lines):
                canvas.drawString(72 + number * (full + gutter), TOP - 14 * row, line)

    doc = draw(paint)
    text = " ".join(words_of(doc, b) for b in doc.blocks)
    assert " ".join(text.split()) == " ".join(x for lines in columns for x in lines)
