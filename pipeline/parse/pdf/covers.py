"""The title of a document, and the cover it stands on.

In: grown blocks. Out: the same drafts, the title with kind TITLE, and the
page that is only a cover.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.parse.pdf.candidates import KNOWN
from pipeline.parse.pdf.continuation import SENTENCE_END
from pipeline.parse.pdf.evidence import bare
from pipeline.parse.pdf.grown import Grown
from pipeline.parse.standing import is_standing
from pipeline.parse.titles import has_title_words, is_label, may_be_title
from pipeline.records import BlockKind

_TEXT = (BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.HEADING, BlockKind.TABLE)
_HEAD_LINES = 8  # blocks before a title: an addressee, a number, a date
_LETTER = re.compile(r"[^\W\d_]")
_MIN_LETTERS = 3  # 「指針」 has its document's name around it; "2024/1689" names nothing
_NOTICE = 12  # blocks in which a notice names its date, issuer and addressee
_MAX_SUBTITLE = 400  # a regulation says on its cover what it amends
_FRONT = 6  # pages of a cover, an inner cover and contents
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


def subtitles_of(blocks: Sequence[Grown]) -> set[int]:
    """Find the blocks right below the title, up to the first text: its parts, dates, issuers."""
    found: set[int] = set()
    page = 0
    for at, block in enumerate(blocks):
        if block.draft.kind is BlockKind.TITLE:
            page = block.lines[0].page
            found = set()
        elif page and block.draft.kind in _TEXT:
            words = block.text.strip()
            named = block.style is not None or KNOWN.fullmatch(words) is not None
            if block.lines[0].page != page or named or SENTENCE_END.search(words):
                return found
            if len(words) > _MAX_SUBTITLE:
                return found
            found.add(at)
    return found


def repeated_from(cover: int | None, blocks: Sequence[Grown]) -> set[int]:
    """Find the blocks of an inner cover that say again what the cover says."""
    if cover is None:
        return set()
    said = {bare(b.text) for b in blocks if b.lines[0].page == cover}
    return {
        at
        for at, block in enumerate(blocks)
        if cover < block.lines[0].page <= _FRONT
        and block.style is None
        and bare(block.text) in said
    }


def heads_of_notice(blocks: Sequence[Grown]) -> set[int]:
    """Find date, issuer and addressee above and below a title: they stand for themselves."""
    found: set[int] = set()
    page = blocks[0].lines[0].page if blocks else 0
    for at, block in enumerate(blocks):
        if block.lines[0].page != page or at > _NOTICE:
            return found
        words = " ".join(block.text.split())
        plain = block.style is None and block.draft.kind in _TEXT
        if plain and is_label(words) and not KNOWN.fullmatch(words):
            found.add(at)
    return found


def mark_title(blocks: Sequence[Grown], body: float) -> None:
    """Mark the largest type on the first page with text as the title."""
    first = next((b.lines[0].page for b in blocks if b.draft.kind is BlockKind.PARAGRAPH), None)
    here = [
        b
        for b in blocks
        if b.draft.kind is BlockKind.PARAGRAPH
        and b.lines[0].page == first
        and len(_LETTER.findall(b.text)) >= _MIN_LETTERS
        and not is_standing(" ".join(b.text.split()))
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
        if block.lines[0].page <= _FRONT and len(words) >= _MIN_PART and words in title:
            block.draft.kind = BlockKind.TITLE


def _mark_plain_title(here: Sequence[Grown]) -> None:
    """Mark a title set like the text below it: the first line that may be one."""
    for block in here[:_HEAD_LINES]:
        words = block.text.strip()
        if block.style is not None or KNOWN.fullmatch(words) or SENTENCE_END.search(words):
            return
        if has_title_words(words) and may_be_title(words):
            block.draft.kind = BlockKind.TITLE
            return
