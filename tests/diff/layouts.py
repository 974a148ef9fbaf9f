"""A document set anew: other page size, type, line breaks, running heads and marks.

In: a document as Concord read it. Out: a PDF with the same words in another layout.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.pagesizes import A5, LETTER
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Spacer

from pipeline.numbering import canonical
from pipeline.records import Block, BlockKind, Document

_LEFT_OUT = {BlockKind.FURNITURE, BlockKind.CONTENTS, BlockKind.RUBY, BlockKind.FIGURE}


def set_anew(document: Document, path: Path, *, narrow: bool = False, head: str = "Draft") -> None:
    """Write a document's words as a PDF on A5 or letter pages, with a running head."""
    japanese = document.source.language == "ja"
    face, bold = ("Times-Roman", "Times-Bold")
    if japanese:
        face, bold = ("HeiseiMin-W3", "HeiseiKakuGo-W5")
        for name in (face, bold):
            pdfmetrics.registerFont(UnicodeCIDFont(name))
    body = ParagraphStyle(
        "body", fontName=face, fontSize=9 if narrow else 11, leading=13 if narrow else 16,
        spaceAfter=8, wordWrap="CJK" if japanese else None, alignment=4,
    )  # fmt: skip
    item = ParagraphStyle("item", parent=body, leftIndent=24, bulletIndent=4, bulletFontName=face)
    heads = [
        ParagraphStyle(f"h{n}", parent=body, fontName=bold, fontSize=body.fontSize + 6 - 2 * n,
                       leading=body.leading + 8 - 2 * n, spaceBefore=10, alignment=0)
        for n in range(4)
    ]  # fmt: skip
    story: list[Any] = []
    listed = [b for b in document.blocks if b.kind is BlockKind.HEADING]
    for block in document.blocks:
        if block.kind in _LEFT_OUT or block.table is not None:
            continue
        text = document.text[block.span[0] : block.span[1]]
        if block.kind in (BlockKind.HEADING, BlockKind.TITLE):
            style = heads[min(block.level or 0, 3)]
            story.append(Paragraph(escape(_numbered(block, text)), style))
        elif block.kind is BlockKind.ITEM:
            mark = block.number if block.number and canonical(block.number) else "–"
            story.append(Paragraph(escape(text), item, bulletText=mark))
        else:
            story.append(Paragraph(escape(_numbered(block, text)), body))
        if block.kind is BlockKind.TITLE:
            for heading in listed:
                words = _numbered(heading, document.text[heading.span[0] : heading.span[1]])
                story.append(Paragraph(f"{escape(words)} {'.' * 30} 3", body))
            story += [PageBreak(), Spacer(1, 12)]

    def decorate(canvas: Any, frame: Any) -> None:
        canvas.setFont(face, 8)
        canvas.drawString(60, frame.pagesize[1] - 30, head)
        canvas.drawCentredString(frame.pagesize[0] / 2, 24, f"- {frame.page} -")

    SimpleDocTemplate(
        str(path), pagesize=A5 if narrow else LETTER, leftMargin=60, rightMargin=60,
        topMargin=60, bottomMargin=60, title=document.source.title,
    ).build(story, onFirstPage=decorate, onLaterPages=decorate)  # fmt: skip


def _numbered(block: Block, text: str) -> str:
    return f"{block.number} {text}" if block.number else text
