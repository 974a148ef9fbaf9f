"""Contents pages, reference lists, member lists and forms, recognised.

In: an assembled document, whatever its format; or a bare passage. Out: the
document with `Block.apparatus` set where a block only serves the rest; a
passage's kind. Words are never changed, and a block with a sentence that says
what somebody must do is never taken: a missed form costs a rank, a hidden
duty costs an answer.
"""

from __future__ import annotations

from dataclasses import replace

from pipeline.parse.apparatus.alone import alone
from pipeline.parse.apparatus.passage import apparatus_of, is_passage, likelihood
from pipeline.parse.apparatus.printed import printed
from pipeline.parse.apparatus.regions import opener, regions
from pipeline.records import Apparatus, BlockKind, Document

__all__ = ["apparatus_of", "is_passage", "likelihood", "mark"]


def mark(document: Document) -> Document:
    """Say of every block whether it is apparatus, and of what kind."""
    blocks = printed(document)
    marks = {**alone(blocks, _form_pages(document)), **regions(blocks)}
    marks |= {
        i: Apparatus.CONTENTS
        for i, block in enumerate(document.blocks)
        if block.kind is BlockKind.CONTENTS
    }
    if not marks:
        return document
    marked = (replace(b, apparatus=marks.get(i)) for i, b in enumerate(document.blocks))
    return replace(document, blocks=tuple(marked))


def _form_pages(document: Document) -> frozenset[int]:
    """Give the pages with a running head such as 「様式集」 or "Form 2"."""
    return frozenset(
        block.anchors[0].page
        for block in document.blocks
        if block.kind is BlockKind.FURNITURE
        and block.anchors
        and opener(document.text[block.span[0] : block.span[1]]) is Apparatus.FORM
    )
