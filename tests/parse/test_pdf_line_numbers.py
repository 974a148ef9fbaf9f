"""Line numbers of transcripts and bills: kept apart from the words, lists left alone."""

from __future__ import annotations

import pytest
from reportlab.pdfgen.canvas import Canvas

from pipeline.records import BlockKind, Document
from tests.parse.conftest import JAPANESE_FACE as JA
from tests.parse.conftest import Draw

SPOKEN = (
    "The committee met to hear what the",
    "institutions had to say on the matter",
    "of foreign support.  The chair asked",
    "that every report name the agency",
    "concerned.",
    "",
    "Each institution shall report within",
    "thirty days, and the agency may ask",
    "for more.  No report is published",
    "before the agency has agreed to it.",
    "",
    "",
)
SAID = (
    "委員会は、外国からの支援に関して各機関が",
    "述べた意見を聴取した。議長は、すべての",
    "報告に担当機関の名称を記載するよう求めた。",
    "各機関は、三十日以内に報告しなければなら",
    "ない。",
    "",
    "",
    "",
    "担当機関は、追加の報告を求めることができ",
    "る。",
)


def words(document: Document, kind: BlockKind) -> list[str]:
    return [document.text[b.span[0] : b.span[1]] for b in document.blocks if b.kind is kind]


def page(canvas: Canvas, rows: tuple[str, ...], font: str, step: int = 1) -> None:
    canvas.setFont(font, 11)
    for at, row in enumerate(rows, start=1):
        y = 760 - 24 * at
        if at % step == 0:
            canvas.drawRightString(92, y, str(at))
        canvas.drawString(110, y, row)


@pytest.mark.parametrize(
    ("rows", "font", "said"),
    [
        (SPOKEN, "Courier", "Each institution shall report within thirty days, and the agency"),
        (SAID, JA, "各機関は、三十日以内に報告しなければならない。"),
    ],
)
def test_numbers_before_every_line(draw: Draw, rows: tuple[str, ...], font: str, said: str) -> None:
    found = draw(lambda canvas: page(canvas, rows, font))
    text = " ".join(words(found, BlockKind.PARAGRAPH))
    assert said in text
    assert not any(c.isdigit() for c in text)
    numbers = [str(at) for at in range(1, len(rows) + 1)]
    assert words(found, BlockKind.FURNITURE) == numbers


def test_numbers_of_a_last_page_with_few_lines(draw: Draw) -> None:
    def paint(canvas: Canvas) -> None:
        page(canvas, SPOKEN, "Courier")
        canvas.showPage()
        page(canvas, ("That was all; the committee rose", "at noon."), "Courier")

    text = " ".join(words(draw(paint), BlockKind.PARAGRAPH))
    assert "the committee rose at noon." in text


def test_every_fifth_line(draw: Draw) -> None:
    rows = (*SPOKEN, *SPOKEN[:10])
    found = draw(lambda canvas: page(canvas, rows, "Courier", step=5))
    assert words(found, BlockKind.FURNITURE) == ["5", "10", "15", "20"]
    assert "thirty days, and the agency may ask" in " ".join(words(found, BlockKind.PARAGRAPH))


def test_a_list_of_short_items_keeps_its_numbers(draw: Draw) -> None:
    rows = tuple(f"Requirement about the {name}" for name in "abcdefghijkl")
    found = draw(lambda canvas: page(canvas, rows, "Courier"))
    assert words(found, BlockKind.FURNITURE) == []
    assert "12" in found.text or any(b.number == "12" for b in found.blocks)
