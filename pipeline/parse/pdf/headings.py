"""Headings, titles and contents told from other blocks by print and number.

In: grown blocks of a whole document. Out: the same drafts with kind TITLE,
HEADING (and level) or CONTENTS where they are that.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.numbering import LEGAL, RANKS, Numbered, canonical, split_number
from pipeline.parse.pdf.blocks import BRACKETED, Grown, is_bullet
from pipeline.parse.pdf.continuation import SENTENCE_END
from pipeline.records import BlockKind

_LARGE = 1.12  # from here a type size stands out from body type
# Headings without number or bracket that Japanese rules and notices share.
_SPACED = re.compile(
    r"附\s*則|付\s*則|前\s*文|記|別\s*[紙記表添]|目\s*次|はじめに|おわりに|備\s*考"
)
_NUMBERS = frozenset({"number", "decimal", "paren-number", "roman-wide", "circled", "roman"})
_CONTENTS = re.compile(r"(?:目\s*次|もくじ|contents|table of contents)", re.IGNORECASE)
_PAGE_AT_END = re.compile(r"[\s\u3000.…]\s*[\d０-９]{1,3}\s*$")
_MAX_WIDE, _MAX_LATIN, _MAX_LINES = 80, 160, 4


def mark_headings(blocks: Sequence[Grown], body: float) -> None:
    """Set kinds and levels in place."""
    _mark_contents(blocks)
    _mark_title(blocks, body)
    texts = [b for b in blocks if b.draft.kind in (BlockKind.PARAGRAPH, BlockKind.ITEM)]
    mostly_bold = sum(b.lines[0].bold for b in texts) > 0.5 * len(texts)
    keys: dict[int, tuple[float, float, float]] = {}
    items: dict[str, int] = {}  # style: value of the last list item in it
    for i, block in enumerate(blocks):
        if block.draft.kind not in (BlockKind.PARAGRAPH, BlockKind.ITEM):
            continue
        after = next((b for b in blocks[i + 1 :] if b.draft.kind is not BlockKind.FURNITURE), None)
        heading = _is_heading(block, after, body, mostly_bold)
        if block.style is not None and (value := _value(block.style)) is not None:
            # The last of a list of items is no heading, however short.
            heading = heading and items.get(block.style.style) != value - 1
            items[block.style.style] = -1 if heading else value
        if heading:
            block.draft.kind = BlockKind.HEADING
            keys[i] = _key(block, body)
    _mark_siblings(blocks, body, keys)
    _join_legal_titles(blocks, keys)
    order = {key: level for level, key in enumerate(sorted(set(keys.values())), start=1)}
    for i, key in keys.items():
        if blocks[i].draft.kind is BlockKind.HEADING:
            blocks[i].draft.level = order[key]


def _is_heading(block: Grown, after: Grown | None, body: float, mostly_bold: bool) -> bool:
    """Reads as: short, no sentence, and set or numbered apart from the prose."""
    words = block.text.strip()
    line = block.lines[0]
    limit = _MAX_WIDE if line.wide else _MAX_LATIN
    if len(words) > limit or len(block.lines) > _MAX_LINES or not words:
        return False
    if not re.search(r"[^\W\d_]", words):
        return False  # a bare number or sign
    if len(words) < 2:
        return _SPACED.fullmatch(words) is not None
    style = block.style
    legal = style is not None and style.style in LEGAL
    if words.endswith(("、", ",", ";", "；", "，")) or is_bullet(style):
        return False
    is_label = (legal and len(words) < 40) or (
        words.endswith((".", "．")) and style is not None and len(words) < 8
    )
    if SENTENCE_END.search(words) and not is_label:
        return False
    if words[:1].islower() and style is None:
        return False
    if line.size >= _LARGE * body and line.size <= 6 * body:
        return True
    if line.bold and not mostly_bold and all(x.bold for x in block.lines):
        return True
    if style is not None and legal:
        return len(style.rest) <= (40 if line.wide else 100)
    if BRACKETED.fullmatch(words) or _SPACED.fullmatch(words):
        return True
    if style is None or style.style not in _NUMBERS or line.size < 0.93 * body:
        return False
    short = len(words) <= (40 if line.wide else 80) and len(block.lines) <= 2
    sibling = after is not None and after.style is not None and after.style.style == style.style
    return short and not sibling and after is not None and after.draft.kind is not BlockKind.TABLE


def _mark_siblings(
    blocks: Sequence[Grown], body: float, keys: dict[int, tuple[float, float, float]]
) -> None:
    """Follow the number sequence: after heading （１）, an unfinished （２） in its style is one too."""
    expected: dict[str, int] = {}
    for i, block in enumerate(blocks):
        style = block.style
        if style is None or style.style not in _NUMBERS:
            continue
        value = _value(style)
        if value is None:
            continue
        if block.draft.kind is BlockKind.HEADING:
            expected[style.style] = value + 1
        elif block.draft.kind is BlockKind.ITEM and expected.get(style.style) == value:
            words = block.text.strip()
            limit = 100 if block.lines[0].wide else 140
            if len(words) <= limit and not SENTENCE_END.search(words):
                block.draft.kind = BlockKind.HEADING
                keys[i] = _key(block, body)
                expected[style.style] = value + 1


def _value(style: Numbered) -> int | None:
    value = canonical(style.printed)
    return int(value) if value.isdigit() else None


def _key(block: Grown, body: float) -> tuple[float, float, float]:
    """Order of headings: large type before small, then outer numbers, then bold."""
    size = block.lines[0].size
    bucket = -round(size) if size >= 1.08 * body else 0.0
    style = block.style or split_number(block.text, bare=True)
    if style is not None:
        rank = RANKS[style.style] + 0.1 * (style.depth - 1)
    else:
        rank = (
            9.8
            if BRACKETED.fullmatch(block.text.strip())
            else 4.5
            if _SPACED.fullmatch(block.text.strip())
            else 5.5
        )
    return (bucket, rank, 0.0 if block.lines[0].bold else 1.0)


def _join_legal_titles(
    blocks: Sequence[Grown], keys: dict[int, tuple[float, float, float]]
) -> None:
    """Give "Article 3" / 「第一章」 alone on its line the short line that follows as its words."""
    for i, block in enumerate(blocks[:-1]):
        after = blocks[i + 1]
        style = block.style
        if block.draft.kind is not BlockKind.HEADING or style is None or style.style not in LEGAL:
            continue
        if style.rest.strip() or after.style is not None:
            continue
        words = after.text.strip()
        limit = 40 if after.lines[0].wide else 140
        if after.draft.kind not in (BlockKind.PARAGRAPH, BlockKind.HEADING):
            continue
        if len(words) <= limit and not SENTENCE_END.search(words) and len(after.lines) <= 3:
            block.draft.number = style.printed
            block.draft.pieces = list(after.draft.pieces)
            block.lines += after.lines
            after.draft.pieces = []
            keys.pop(i + 1, None)
            after.draft.kind = BlockKind.PARAGRAPH


def _mark_title(blocks: Sequence[Grown], body: float) -> None:
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
        return
    marked = False
    for block in here:
        large = block.lines[0].size >= 0.95 * largest
        if large and len(block.text) <= 200:
            block.draft.kind = BlockKind.TITLE
            marked = True
        elif marked:
            return


def _mark_contents(blocks: Sequence[Grown]) -> None:
    """Mark lines under a contents heading that end in a page number."""
    within = 0
    for block in blocks:
        if block.draft.kind not in (BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.CONTENTS):
            continue
        words = block.text.strip()
        if _CONTENTS.fullmatch(words):
            # The word itself is no section: nothing stands under it in a trail.
            block.draft.kind = BlockKind.CONTENTS
            within = 3
        elif within and (block.draft.kind is BlockKind.CONTENTS or _PAGE_AT_END.search(words)):
            block.draft.kind = BlockKind.CONTENTS
            within = 3
        elif within:
            within -= 1
