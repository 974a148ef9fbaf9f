"""The empty strip between two columns of text.

In: the lines of one page or frame, and the upright rules drawn on it. Out: where one
column ends and the next begins, or nothing. Labels beside values, forms and
signature blocks stand side by side as well.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from pipeline.parse.pdf.lines import Line

# A gutter between columns is at least this wide, in body type sizes.
_GUTTER = 0.9
# Long lines side by side over fewer rows are a form or a signature block.
_MIN_ROWS = 3
# A column's line fills about half of the page; labels beside values do not.
_LONG = 0.33
# Three columns or more: narrower, so more rows must agree and most lines fill their column.
_NARROW, _NARROW_ROWS, _FULL_SHARE = 0.2, 6, 0.5
# A rule between columns is this share of the text's height; lines beside it fill their column.
_TALL, _FULL_LINES, _FILLED = 0.4, 6, 0.6
# Type sizes by which two columns that do not share their lines drift apart over four rows.
_DRIFT = 0.1

Post = tuple[float, float, float]  # drawn upright: x, top, bottom


def same_row(a: Line, b: Line) -> bool:
    """Tell whether two lines stand beside each other."""
    overlap = min(a.bottom, b.bottom) - max(a.top, b.top)
    return a.page == b.page and overlap > 0.5 * min(a.height, b.height)


def rows_of(lines: Sequence[Line]) -> list[list[Line]]:
    """Group lines that stand beside each other, each row left to right."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda item: (item.top + item.bottom, item.x0)):
        if rows and same_row(rows[-1][0], line):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda item: item.x0) for row in rows]


def gutter_of(
    lines: Sequence[Line], body_size: float, posts: Sequence[Post] = ()
) -> tuple[float, float] | None:
    """Find the empty strip between two text columns, if there is one.

    Reads as: in several rows two long lines stand beside each other, parted at
    the same place: near the middle of the page by three rows, elsewhere (three
    columns) by more, whose lines mostly fill their column on both sides. A rule drawn
    between full lines parts columns that are set closer.
    """
    ruled = _ruled_gutter(lines, posts)
    if ruled is not None:
        return ruled
    left, right = min(x.x0 for x in lines), max(x.x1 for x in lines)
    width = right - left
    parted = [
        (a, b)
        for row in rows_of(lines)
        for a, b in itertools.pairwise(row)
        if b.x0 - a.x1 >= _GUTTER * body_size
    ]
    beside = [(a, b) for a, b in parted if min(a.x1 - a.x0, b.x1 - b.x0) >= _NARROW * width]
    pairs = [
        (a.x1, b.x0)
        for a, b in beside
        if min(a.x1 - a.x0, b.x1 - b.x0) >= _LONG * width
        and left + 0.3 * width < (a.x1 + b.x0) / 2 < right - 0.3 * width
    ]
    if len(pairs) < _MIN_ROWS:
        pairs = (
            _short_columns(pairs, parted, body_size)
            or _narrow_pairs(beside, body_size)
            or _bilingual(parted)
        )
    if not pairs:
        return None
    # The columns' facing margins: ragged ends leave more white, never less.
    start = sorted(p[0] for p in pairs)[int(0.9 * (len(pairs) - 1))]
    end = sorted(p[1] for p in pairs)[int(0.1 * (len(pairs) - 1))]
    return (start, end) if end - start >= 0.5 * body_size else None


def _ruled_gutter(lines: Sequence[Line], posts: Sequence[Post]) -> tuple[float, float] | None:
    """Find columns with an upright rule between them."""
    top, bottom = min(x.top for x in lines), max(x.bottom for x in lines)
    left, right = min(x.x0 for x in lines), max(x.x1 for x in lines)
    for at, start, end in posts:
        if end - start < _TALL * (bottom - top) or not left < at < right:
            continue
        beside = [x for x in lines if start < (x.top + x.bottom) / 2 < end and x.is_text]
        sides = [x for x in beside if x.x1 <= at + 1], [x for x in beside if x.x0 >= at - 1]
        if sum(map(len, sides)) < len(beside) or not all(sides):
            continue
        gutter = max(x.x1 for x in sides[0]), min(x.x0 for x in sides[1])
        widths = gutter[0] - left, right - gutter[1]
        if gutter[0] < gutter[1] and all(
            sum(x.x1 - x.x0 > _FILLED * width for x in side) >= max(_FULL_LINES, 0.5 * len(side))
            for side, width in zip(sides, widths, strict=True)
        ):
            return gutter
    return None


def _short_columns(
    pairs: list[tuple[float, float]], parted: Sequence[tuple[Line, Line]], body_size: float
) -> list[tuple[float, float]]:
    """Take few long pairs where more rows begin at the same place on the right.

    Reads as: the end of two columns below a box, four rows of it or more (the last line of
    a paragraph may be short), most of them filled on the left.
    """
    if len(pairs) < 2:
        return []
    start = pairs[0][1]
    rows = [(a.x1, b.x0) for a, b in parted if abs(b.x0 - start) <= 1.5]
    margin = max((x1 for x1, _ in rows), default=0.0)
    full = sum(margin - x1 <= 1.5 * body_size for x1, _ in rows)
    return rows if len(rows) > _MIN_ROWS and full >= _FULL_SHARE * len(rows) else []


def _bilingual(parted: Sequence[tuple[Line, Line]]) -> list[tuple[float, float]]:
    """Take lines in Japanese beside lines in English, however short.

    Reads as: both sides begin at one place in four rows or more, and their lines drift
    apart: each column is set on its own. Terms beside their meanings share their rows.
    """
    found: dict[tuple[int, int, bool], list[tuple[Line, Line]]] = {}
    for a, b in parted:
        if a.is_text and b.is_text and a.wide != b.wide:
            found.setdefault((round(a.x0 / 2), round(b.x0 / 2), a.wide), []).append((a, b))
    for rows in found.values():
        steps = [a.bottom - b.bottom for a, b in rows]
        if len(rows) > _MIN_ROWS and max(steps) - min(steps) > _DRIFT * rows[0][0].size:
            return [(a.x1, b.x0) for a, b in rows]
    return []


def _narrow_pairs(
    beside: Sequence[tuple[Line, Line]], body_size: float
) -> list[tuple[float, float]]:
    """Find the leftmost gutter on which enough full lines agree."""
    found: list[list[tuple[float, float]]] = []
    for x1, x0 in sorted((a.x1, b.x0) for a, b in beside):
        if found and abs(x0 - found[-1][-1][1]) <= body_size:
            found[-1].append((x1, x0))
        else:
            found.append([(x1, x0)])
    for pairs in found:
        margin = max(p[0] for p in pairs)
        full = sum(margin - p[0] <= 1.5 * body_size for p in pairs)
        if len(pairs) >= _NARROW_ROWS and full >= _FULL_SHARE * len(pairs):
            return pairs
    return []
