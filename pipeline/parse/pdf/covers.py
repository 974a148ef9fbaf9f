"""The title of a document, and the cover it stands on.

In: grown blocks. Out: the same drafts, the title with kind TITLE, and the
page that is only a cover.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.parse.pdf.blocks import Grown
from pipeline.parse.pdf.candidates import KNOWN
from pipeline.parse.pdf.continuation import SENTENCE_END
from pipeline.parse.pdf.evidence import bare
from pipeline.parse.titles import has_title_words, may_be_title
from pipeline.records import BlockKind

_TEXT = (BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.HEADING, BlockKind.TABLE)
_HEAD_LINES = 4  # blocks before a title: an addressee, a number, a date
_MIN_PART = 8  # characters of a title that is set again, in parts


def cover_of(blocks: Sequence[Grown]) -> int | None:
    """Find the page that holds a title and nothing to read: its other lines head nothing."""
    page = next((b.lines[0].page for b in blocks if b.draft.kind is BlockKind.TITLE), None)
    if page is None:
        return None
    for block in blocks:
        text = block.draft.kind in _TEXT and block.lines[0].page == page
        if text and (len(block.text) > 120 or SENTENCE_END.search(block.text.strip())):
            return None
    return page


def mark_title(blocks: Sequence[Grown], body: float) -> None:
    """Mark the largest type on the first page with text as the title."""
    first = next((b.lines[0].page for b in blocks if b.draft.kind is BlockKind.PARAGRAPH), None)
    here = [
        b
        for b in blocks
        if b.draft.kind is BlockKind.PARAGRAPH and b.lines[0].page == first and len(b.text) > 3
    ]
    if not here:
        return
    largest = max(b.lines[0].size for b in here)
    if largest < 1.2 * body:
        _mark_plain_title(here)
        return
    marked = False
    for block in here:
        large = block.lines[0].size >= 0.95 * largest
        if large and len(block.text) <= 200:
            block.draft.kind = BlockKind.TITLE
            marked = True
        elif marked:
            break
    _mark_repeated_title(blocks, body)


def _mark_repeated_title(blocks: Sequence[Grown], body: float) -> None:
    """Mark the title where it stands again in large type: an inner cover, the first page of text."""
    title = bare("".join(b.text for b in blocks if b.draft.kind is BlockKind.TITLE))
    for block in blocks:
        large = block.draft.kind is BlockKind.PARAGRAPH and block.lines[0].size >= 1.12 * body
        words = bare(block.text) if large and len(block.text) <= 200 else ""
        if len(words) >= _MIN_PART and words in title:
            block.draft.kind = BlockKind.TITLE


def _mark_plain_title(here: Sequence[Grown]) -> None:
    """Mark a title set like the text below it: the first line that may be one."""
    for block in here[:_HEAD_LINES]:
        words = block.text.strip()
        if block.style is not None or KNOWN.fullmatch(words) or len(block.lines) > 3:
            return
        if has_title_words(words) and may_be_title(words):
            block.draft.kind = BlockKind.TITLE
            return
