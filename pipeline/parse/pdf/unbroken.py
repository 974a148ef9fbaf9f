"""Lists that run over pages kept whole.

In: drafts in reading order. Out: the same drafts; running heads and feet, readings and
footnotes that stand between two items come after the last item, so that whoever
quotes a list from its first word to its last quotes no page number with it.
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
    after. What follows a list that goes on no further keeps its place.
    """
    found: list[Draft] = []
    waiting: list[Draft] = []  # brought by page breaks inside the list so far
    between: list[Draft] = []  # since the last words of the text
    last: BlockKind | None = None
    for draft in drafts:
        if draft.kind in _BETWEEN:
            between.append(draft)
            continue
        if draft.kind is BlockKind.ITEM and last in _LEADS:
            waiting += between
        else:
            found += waiting + between
            waiting = []
        found.append(draft)
        between, last = [], draft.kind
    return found + waiting + between
