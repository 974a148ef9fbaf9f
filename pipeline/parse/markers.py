"""Note markers joined to their notes.

In: the blocks of a document, whose markers were taken out of the words (`marks`).
Out: the same blocks with `notes`: for each marker the position of its note among
the blocks, None when no note has its number. Numbering may begin anew on each
page or chapter: the note on the marker's page comes first, then the next one.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from pipeline.records import Block, BlockKind

_EDGES = re.compile(r"^[\s(\[（［注]+|[\s)\]）］.．:：,，、]+$")


def marker_key(printed: str) -> str:
    """Give a marker in one spelling: "（１）", "注1" and "1" are "1"."""
    return _EDGES.sub("", unicodedata.normalize("NFKC", printed)).lower()


def with_notes(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Link every marker to its note."""
    by_key: dict[str, list[int]] = defaultdict(list)
    for at, block in enumerate(blocks):
        if block.kind is BlockKind.NOTE and block.number:
            by_key[marker_key(block.number)].append(at)
    if not by_key:
        return tuple(replace(b, notes=(None,) * len(b.marks)) if b.marks else b for b in blocks)
    return tuple(
        replace(
            block,
            notes=tuple(
                _note(by_key.get(marker_key(printed), []), blocks, at, offset)
                for offset, printed in block.marks
            ),
        )
        if block.marks
        else block
        for at, block in enumerate(blocks)
    )


def _note(notes: list[int], blocks: Sequence[Block], at: int, offset: int) -> int | None:
    """Choose among the notes of one number."""
    if not notes:
        return None
    page = next((a.page for a in blocks[at].anchors if offset <= a.span[1]), None)
    following = notes[max(bisect_right(notes, at) - 1, 0) :]
    near = [n for n in notes if page is not None and _page(blocks[n]) in (page, page + 1)]
    if near:
        return min(near, key=lambda n: (abs((_page(blocks[n]) or 0) - (page or 0)), abs(n - at)))
    after = [n for n in following if n > at]
    return after[0] if after else notes[-1]


def _page(block: Block) -> int | None:
    return block.anchors[0].page if block.anchors else None
