"""The list that a passage leads to.

In: a passage and those after it in its document. Out: how far its limbs reach: items that
continue it, and items of these. "means an entity that is" says nothing without (A) to (E).
"""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.records import Segment

_TAIL = 80  # characters of a lead-in by which its items are known


def reach(lead: Segment, following: Iterable[Segment], limit: int) -> int:
    """Give where the last limb ends that ends within `limit`; no limb is cut.

    Offsets in the document's text; the end of `lead` where it leads to nothing.
    """
    stop = lead.span[1]
    leads = [lead.text]
    for item in following:
        stem = item.stem
        if item.span[1] > limit or stem is None:
            break
        if not any(words.endswith(stem[-_TAIL:]) for words in leads):
            break
        leads.append(item.text)
        stop = item.span[1]
    return stop
