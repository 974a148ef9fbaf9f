"""Where a stretch of a block stands on its pages.

In: a block's anchors (lines with the edges of their characters) and a span.
Out: anchors for that span: one box a line, joined where lines follow in one
column, so that a sentence has one box a column and page.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.records import Anchor, Box, Span


def anchors_of(anchors: Sequence[Anchor], span: Span) -> tuple[Anchor, ...]:
    """Cut anchors to a span; boxes in points, rounded to a tenth."""
    found: list[Anchor] = []
    for anchor in anchors:
        start, end = max(anchor.span[0], span[0]), min(anchor.span[1], span[1])
        if start >= end:
            continue
        box = _cut(anchor, start, end)
        last = found[-1] if found else None
        if last is not None and box is not None and _follows(last, anchor.page, box):
            found[-1] = Anchor(anchor.page, _union(last.box, box), (last.span[0], end))
        else:
            found.append(Anchor(anchor.page, box, (start, end)))
    return tuple(found)


def _cut(anchor: Anchor, start: int, end: int) -> Box | None:
    if anchor.box is None:
        return None
    x0, top, x1, bottom = anchor.box
    edges = anchor.edges
    if edges is not None and len(edges) > end - anchor.span[0]:
        x0 = edges[start - anchor.span[0]]
        at = end - anchor.span[0]
        x1 = edges[at] if end < anchor.span[1] else edges[-1]
    return (round(x0, 1), round(top, 1), round(max(x1, x0), 1), round(bottom, 1))


def _follows(last: Anchor, page: int, box: Box) -> bool:
    """Reads as: the next line of the same column on the same page."""
    if last.page != page or last.box is None:
        return False
    below = -2 <= box[1] - last.box[3] <= 2.5 * (box[3] - box[1]) or (
        last.box[1] <= box[1] <= last.box[3]
    )
    return below and box[0] < last.box[2] and box[2] > last.box[0]


def _union(a: Box | None, b: Box) -> Box:
    if a is None:
        return b
    return (min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3]))
