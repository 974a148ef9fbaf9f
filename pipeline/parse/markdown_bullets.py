"""Lists whose line ends a program has eaten: "The rules: * be fair * be open".

In: a draft of a Markdown file. Out: the same draft, or its words before the first
bullet and an item for each bullet.
"""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.parse.assembly import Draft, Piece
from pipeline.records import BlockKind

_BULLET = re.compile(r"(?:^|\s)(?:\*\s+)+(?=\S)")
_ENDS = re.compile(r"[。．.!?！？]\s*[」』）)”\"]*$")
_OPENS = re.compile(r"[A-Z(（「\u3040-\u9fff]")
_LEAST = 5  # characters of an item: "a * b * c" is a sum


def unrolled(draft: Draft) -> list[Draft]:
    """Part a draft at its bullets.

    Reads as: two asterisks or more in one paragraph, each between spaces and before a
    capital letter or Japanese words. One alone may be a sign or open a remark. After an
    item that is a whole sentence the bullets are its fellows, else they stand below it.
    """
    if draft.kind not in (BlockKind.PARAGRAPH, BlockKind.ITEM) or len(draft.pieces) != 1:
        return [draft]
    piece = draft.pieces[0]
    cuts = list(_BULLET.finditer(piece.text))
    if len(cuts) < 2:
        return [draft]
    ends = [*(c.start() for c in cuts[1:]), len(piece.text)]
    spans = [(c.end(), end) for c, end in zip(cuts, ends, strict=True) if c.end() < end]
    words = [piece.text[start:end].strip() for start, end in spans]
    if len(words) < 2 or any(len(w) < _LEAST or not _OPENS.match(w) for w in words):
        return [draft]
    head = piece.text[: cuts[0].start()].strip()
    found: list[Draft] = []
    fellows = draft.kind is BlockKind.ITEM and (not head or _ENDS.search(head) is not None)
    if head:
        lead = _part(piece, 0, cuts[0].start())
        found.append(replace(draft, pieces=[lead], leads=_ENDS.search(head) is None))
    level, depth = draft.level, draft.depth
    if not fellows:
        level, depth = (level or 0) + 1, (0.0 if depth is None else depth) + 0.9
    for start, end in spans:
        part = _part(piece, start, end)
        found.append(Draft(BlockKind.ITEM, [part], level, depth=depth, boxed=draft.boxed))
    return found


def _part(piece: Piece, start: int, end: int) -> Piece:
    marks = tuple((at - start, mark) for at, mark in piece.marks if start <= at <= end)
    return replace(piece, text=piece.text[start:end], marks=marks)
