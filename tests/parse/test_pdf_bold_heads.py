"""Bold words that head the text after them on their line stay in its first sentence's block."""

from __future__ import annotations

import pytest
from reportlab.pdfgen.canvas import Canvas

from pipeline.records import BlockKind
from tests.parse.conftest import Draw

REST = [
    "fund lists every project that it pays for and keeps the list",
    "for ten years after the last payment was made to the project.",
]


@pytest.mark.parametrize(
    ("heads", "plain", "said"),
    [
        (["Lists of supported projects."], "The", "Lists of supported projects. The fund"),
        (
            ["Lists of supported projects and of all that they", "received from abroad."],
            "Each",
            "that they received from abroad. Each fund",
        ),
        (["Lists of projects:"], "every", "Lists of projects: every fund"),
    ],
)
def test_a_bold_head_keeps_its_text(draw: Draw, heads: list[str], plain: str, said: str) -> None:
    def paint(canvas: Canvas) -> None:
        for section in range(4):
            top = 760 - 150 * section
            canvas.setFont("Helvetica", 10)
            canvas.drawString(
                72, top, "Nobody is asked twice for the same list in one year by an office."
            )
            top -= 24
            for at, head in enumerate(heads):
                canvas.setFont("Helvetica-Bold", 10)
                canvas.drawString(72, top - 12 * at, head)
            last = top - 12 * (len(heads) - 1)
            canvas.setFont("Helvetica", 10)
            width = canvas.stringWidth(f"{heads[-1]} ", "Helvetica-Bold", 10)
            first = f"{plain} {REST[0]}"[: 58 - len(heads[-1])].rsplit(" ", 1)[0]
            canvas.drawString(72 + width, last, first)
            rest = f"{plain} {' '.join(REST)}"[len(first) + 1 :]
            canvas.drawString(72, last - 12, rest[:60].rsplit(" ", 1)[0])
            canvas.drawString(72, last - 24, rest[len(rest[:60].rsplit(" ", 1)[0]) + 1 :])

    document = draw(paint)
    assert not [b for b in document.blocks if b.kind is BlockKind.HEADING]
    assert sum(said in document.text[slice(*b.span)] for b in document.blocks) == 4


def test_a_bold_head_may_be_larger_than_its_text(draw: Draw) -> None:
    def paint(canvas: Canvas) -> None:
        canvas.setFont("Helvetica-Bold", 12)
        canvas.drawString(72, 700, "REPORTS TO THE FUND:")
        canvas.setFont("Helvetica", 8)
        canvas.drawString(230, 700, "by May")

    document = draw(paint)
    assert "REPORTS TO THE FUND: by May" in document.text
    assert document.problems == ()
