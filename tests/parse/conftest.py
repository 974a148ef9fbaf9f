"""What the tests of the PDF reader share: documents drawn for the purpose."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from pipeline.parse import parse
from pipeline.records import Document

JAPANESE_FACE = "HeiseiMin-W3"

Draw = Callable[[Callable[[Canvas], None]], Document]


@pytest.fixture
def draw(tmp_path: Path) -> Draw:
    """Give a function that reads what another one draws."""
    pdfmetrics.registerFont(UnicodeCIDFont(JAPANESE_FACE))

    def run(paint: Callable[[Canvas], None]) -> Document:
        path = tmp_path / "drawn.pdf"
        canvas = Canvas(str(path), pagesize=A4)
        paint(canvas)
        canvas.save()
        return parse(path, "0" * 64)

    return run
