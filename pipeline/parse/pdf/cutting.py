"""Blocks cut in two at a place in their words.

In: a grown block and a line, or an offset in the words of its first lines.
Out: blocks that have its pieces and lines between them, each piece with its
box and edges.
"""

from __future__ import annotations

from dataclasses import replace

from pipeline.numbering import split_number
from pipeline.parse.assembly import Piece
from pipeline.parse.pdf.grown import Grown
from pipeline.parse.pdf.lines import Line
from pipeline.records import BlockKind

Place = tuple[int, int]  # piece, offset in its text


def regrown(like: Grown, pieces: list[Piece], lines: list[Line]) -> Grown:
    """Make a block of some of another's lines: an item when it begins with a number."""
    pieces = [replace(pieces[0], before=None), *pieces[1:]]
    style = split_number(pieces[0].text, bare=lines[0].wide)
    kind = BlockKind.ITEM if style is not None else BlockKind.PARAGRAPH
    draft = replace(like.draft, kind=kind, pieces=pieces, number=None)
    return Grown(draft, lines, like.region, style)


def at_lines(block: Grown, cuts: list[int]) -> list[Grown]:
    """Cut a block before the lines given; one piece stands for each line."""
    ends = [*cuts, len(block.lines)]
    return [
        regrown(block, block.draft.pieces[start:end], block.lines[start:end])
        for start, end in zip([0, *cuts], ends, strict=True)
    ]


def between(block: Grown, start: Place, end: Place) -> list[Piece]:
    """Give the pieces of a block from one place to another."""
    found: list[Piece] = []
    for at in range(start[0], min(end[0], len(block.draft.pieces) - 1) + 1):
        piece = block.draft.pieces[at]
        first = start[1] if at == start[0] else 0
        last = end[1] if at == end[0] else len(piece.text)
        if first < last:
            found.append(piece if last - first == len(piece.text) else _part(piece, first, last))
    return found


def lines_between(block: Grown, start: Place, end: Place) -> list[Line]:
    """Give the lines of a block from one place to another, cut as its pieces are."""
    if len(block.lines) != len(block.draft.pieces):
        return block.lines
    found: list[Line] = []
    for at in range(start[0], min(end[0], len(block.lines) - 1) + 1):
        line, piece = block.lines[at], block.draft.pieces[at]
        first = start[1] if at == start[0] else 0
        last = end[1] if at == end[0] else len(piece.text)
        if first >= last:
            continue
        if last - first == len(line.text):
            found.append(line)
            continue
        part = _part(piece, first, last)
        box, edges = part.box or line.box, part.edges or line.edges
        found.append(replace(line, text=part.text, box=box, edges=edges, marks=list(part.marks)))
    return found or block.lines[:1]


def _part(piece: Piece, start: int, end: int) -> Piece:
    edges, box = piece.edges, piece.box
    if edges is not None:
        edges = edges[start : end + 1]
        if box is not None:
            box = (edges[0], box[1], edges[-1], box[3])
    marks = tuple((at - start, mark) for at, mark in piece.marks if start <= at <= end)
    before = piece.before if start == 0 else None
    return replace(
        piece, text=piece.text[start:end], box=box, edges=edges, marks=marks, before=before
    )


def head_text(block: Grown, pieces: int) -> tuple[str, list[Place]]:
    """Join the first pieces of a block; give the text and the place of each character."""
    text: list[str] = []
    places: list[Place] = []
    for at, piece in enumerate(block.draft.pieces[:pieces]):
        if text and not block.lines[0].wide:
            text.append(" ")
            places.append((at, 0))
        text.append(piece.text)
        places += [(at, offset) for offset in range(len(piece.text))]
    return "".join(text), places
