"""Lists that run over pages kept whole.

In: drafts in reading order. Out: the same drafts; running heads and feet, readings and
footnotes that a page break puts between two items come after the last item, so that
whoever quotes a list from its first word to its last quotes no page number with it.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.parse.assembly import Draft
from pipeline.records import BlockKind

_BETWEEN = frozenset({BlockKind.FURNITURE, BlockKind.RUBY, BlockKind.NOTE})
_LEADS = frozenset({BlockKind.ITEM, BlockKind.PARAGRAPH})


def unbroken(drafts: Sequence[Draft]) -> list[Draft]:
    """Put what a page break brings into a list behind the list.

    Reads as: a list goes on where an item or what leads to one stands before and an item
    after, on another page. What follows a list that goes on no further keeps its place, and
    so does a note that is printed between two items of one page.
    """
    found: list[Draft] = []
    waiting: list[Draft] = []  # brought by page breaks inside the list so far
    between: list[Draft] = []  # since the last words of the text
    last: Draft | None = None
    for draft in drafts:
        if draft.kind in _BETWEEN:
            between.append(draft)
            continue
        if draft.kind is not BlockKind.ITEM or last is None or last.kind not in _LEADS:
            found += waiting + between
            waiting = []
        elif _over_pages(last, draft):
            waiting += between
        else:
            found += between
        found.append(draft)
        between, last = [], draft
    return found + waiting + between


def _over_pages(before: Draft, after: Draft) -> bool:
    """Tell whether a page ends between two drafts."""
    pages = {piece.page for piece in (*before.pieces[-1:], *after.pieces[:1])}
    return len(pages) > 1
