"""PDFs with tables, drawn for the tests: our own words, English and Japanese."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from reportlab.lib import colors
from reportlab.lib.enums import TA_LEFT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import (
    Paragraph,
    SimpleDocTemplate,
    Spacer,
    Table,
    TableStyle,
)

pdfmetrics.registerFont(UnicodeCIDFont("HeiseiMin-W3"))
GRID = [("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("VALIGN", (0, 0), (-1, -1), "TOP")]
JAPANESE = ParagraphStyle(
    "ja", fontName="HeiseiMin-W3", fontSize=10.5, leading=16, wordWrap="CJK", alignment=TA_LEFT
)
ENGLISH = ParagraphStyle("en", fontName="Helvetica", fontSize=10, leading=13)
BOLD = ParagraphStyle("bold", parent=ENGLISH, fontName="Helvetica-Bold")


def words(text: str, bold: bool = False) -> Any:
    """Set words in the font of their script."""
    if any(ord(c) > 0x2E80 for c in text):
        return Paragraph(text, JAPANESE)
    return Paragraph(text, BOLD if bold else ENGLISH)


def table(
    rows: Sequence[Sequence[str]],
    widths: Sequence[float],
    style: Sequence[Any] = GRID,
    repeat: int = 0,
) -> Any:
    """Set a table; `repeat` rows stand again on every page."""
    cells = [
        [words(text, bold=bool(repeat) and i < repeat) for text in row]
        for i, row in enumerate(rows)
    ]
    return Table(cells, colWidths=list(widths), style=TableStyle(list(style)), repeatRows=repeat)


def write(path: Path, *flow: Any) -> Path:
    """Write a PDF of paragraphs and tables, white between them."""
    parts: list[Any] = []
    for part in flow:
        parts += [words(part) if isinstance(part, str) else part, Spacer(1, 12)]
    SimpleDocTemplate(str(path), pagesize=A4, leftMargin=72, rightMargin=72).build(parts)
    return path
