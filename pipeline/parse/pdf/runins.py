"""Headings that stand in one block with the text below them, parted.

In: grown blocks. Out: more of them: articles that begin their text on the
line of their number, sections whose title is followed by text ("Sec. 2.
Purpose. It is ..."), headings that print or tags tell from the lines below.
Captions of Japanese articles are joined with the article's number.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.numbering import LEGAL, Numbered, split_number
from pipeline.parse.assembly import Piece
from pipeline.parse.pdf.blocks import BRACKETED, Grown
from pipeline.parse.pdf.continuation import SENTENCE_END
from pipeline.parse.pdf.evidence import Evidence
from pipeline.parse.pdf.lines import Line
from pipeline.records import BlockKind

_CAPTION = re.compile(r"[（(][^（）()]{1,40}(?:[（(][^（）()]{1,20}[）)][^（）()]{0,20})?[）)]")
# "Policy and Principles." at the head of a section, before its text.
_RUN_IN = re.compile(r"[A-Z“\"][^.;:!?]{1,90}?[.](?:—|\s+|$)(?=[A-Z(“\"]|$)")
_SMALL = re.compile(r"(?:of|and|the|for|to|in|on|with|or|a|an|by|from|under|at|as)$")
_MAX_CAPTION = 42


def part_headings(blocks: list[Grown], evidence: Evidence) -> None:
    """Part blocks in place."""
    found: list[Grown] = []
    for block in blocks:
        for part in _glued(block, evidence):
            found += _article(part, found)
    blocks[:] = [b for b in found if b.draft.pieces]


def _glued(block: Grown, evidence: Evidence) -> list[Grown]:
    """Part a block where tags change from heading to text, or text to heading."""
    if block.draft.kind not in (BlockKind.PARAGRAPH, BlockKind.ITEM) or len(block.lines) < 2:
        return [block]
    if len(block.draft.pieces) != len(block.lines):
        return [block]
    cuts: list[int] = []
    for i in range(1, len(block.lines)):
        a, b = evidence.role(block.lines[i - 1]), evidence.role(block.lines[i])
        if a is None or b is None or a.element == b.element:
            continue
        if (a.kind == "heading") != (b.kind == "heading"):
            cuts.append(i)
    if not cuts:
        return [block]
    parts: list[Grown] = []
    for start, end in zip([0, *cuts], [*cuts, len(block.lines)], strict=True):
        parts.append(_regrown(block, block.draft.pieces[start:end], block.lines[start:end]))
    return parts


def _regrown(like: Grown, pieces: list[Piece], lines: list[Line]) -> Grown:
    """Make a block of some of another's lines."""
    pieces[0].before = None
    style = split_number(pieces[0].text, bare=lines[0].wide)
    kind = BlockKind.ITEM if style is not None else BlockKind.PARAGRAPH
    draft = replace(like.draft, kind=kind, pieces=pieces, number=None)
    return Grown(draft, lines, like.region, style)


def _article(block: Grown, before: Sequence[Grown]) -> list[Grown]:
    """Part the number of an article or section from the text on its line."""
    number = block.style
    if block.draft.kind is not BlockKind.ITEM or number is None or number.style not in LEGAL:
        return [block]
    if block.draft.number is not None or not number.rest.strip():
        return [block]
    first = block.draft.pieces[0]
    japanese = number.printed.startswith("第")
    end = _title_end(number, first.text, japanese)
    whole = len(first.text) <= end and len(block.draft.pieces) == 1
    if end == 0 and not _is_prose(block, japanese):
        return [block]
    caption = _caption_above(before) if japanese and end == 0 else None
    if whole and caption is None:
        return [block]
    head = Grown(
        replace(block.draft, kind=BlockKind.HEADING, pieces=[first], number=number.printed),
        block.lines[:1], block.region, number,
    )  # fmt: skip
    cut = end or number.offset
    rest = [_after(first, cut), *block.draft.pieces[1:]]
    if end:
        head.draft.pieces = [_between(first, number.offset, end)]
    elif caption is not None:
        head.draft.pieces = caption.draft.pieces
        head.lines = caption.lines
        caption.draft.pieces = []  # gone: `part_headings` leaves it out
    else:
        head.draft.pieces = [_between(first, 0, number.offset)]
        head.draft.number = None
    if not any(p.text.strip() for p in rest):
        return [head]
    text = Grown(
        replace(block.draft, kind=BlockKind.PARAGRAPH, pieces=rest, number=None),
        block.lines, block.region,
    )  # fmt: skip
    return [head, text]


def _title_end(number: Numbered, text: str, japanese: bool) -> int:
    """Find where a title on the number's line ends; 0 when there is none."""
    if japanese:
        found = _CAPTION.match(text, number.offset)
        return found.end() if found and number.style == "article" else 0
    if number.style not in ("section", "article"):
        return 0
    title = _RUN_IN.match(text, number.offset)
    if title is None:
        return 0
    words = re.findall(r"[A-Za-z][\w’'-]*", title[0])
    small = sum(w[0].islower() and not _SMALL.match(w) for w in words)
    return title.end() if len(words) <= 12 and small <= max(2, len(words) // 2) else 0


def _is_prose(block: Grown, japanese: bool) -> bool:
    """Tell a section whose text follows its number from a heading."""
    words = block.text.strip()
    ended = SENTENCE_END.search(words) is not None
    if japanese:
        return (
            block.style is not None
            and block.style.style == "article"
            and (ended or len(words) > _MAX_CAPTION)
        )
    return ended and len(words) > 120


def _caption_above(before: Sequence[Grown]) -> Grown | None:
    """Find the bracketed caption right above an article."""
    for block in reversed(before[-3:]):
        if block.draft.kind in (BlockKind.FURNITURE, BlockKind.NOTE, BlockKind.RUBY):
            continue
        if block.draft.kind in (BlockKind.PARAGRAPH, BlockKind.ITEM) and len(block.lines) <= 2:
            words = "".join(x.text.strip() for x in block.lines)
            if BRACKETED.fullmatch(words) or _CAPTION.fullmatch(words):
                return block
        return None
    return None


def _after(piece: Piece, at: int) -> Piece:
    """Give the words of a piece from an offset on."""
    return _between(piece, at, len(piece.text))


def _between(piece: Piece, start: int, end: int) -> Piece:
    """Cut a stretch out of a piece, its box and edges with it."""
    edges, box = piece.edges, piece.box
    if edges is not None:
        edges = edges[start : end + 1]
        if box is not None:
            box = (edges[0], box[1], edges[-1], box[3])
    marks = tuple((at - start, mark) for at, mark in piece.marks if start <= at <= end)
    return replace(
        piece, text=piece.text[start:end], box=box, edges=edges, marks=marks, before=None
    )
