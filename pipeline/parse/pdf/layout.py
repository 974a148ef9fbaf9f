"""Lines of a page put into reading order.

In: the lines of one page, furniture already taken out. Out: the same lines
in the order a person reads them, in `Region`s: stretches with one left and
right margin. Two columns are read one after the other; a heading or figure
across both ends the columns above it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from pipeline.parse.pdf.lines import Line

# A gutter between columns is at least this wide, in body type sizes.
_GUTTER = 1.0
# Columns side by side over fewer rows are a form or a signature block.
_MIN_ROWS = 5
# Lines of a text column fill most of it; labels beside values do not.
_FILL = 0.55


@dataclass(slots=True)
class Region:
    """Lines in reading order between one pair of margins."""

    lines: list[Line]
    left: float
    right: float


def read_order(lines: Sequence[Line], body_size: float) -> list[Region]:
    """Put a page's lines into reading order."""
    if not lines:
        return []
    gutter = _gutter(lines, body_size)
    if gutter is None:
        return [_region(_by_rows(lines))]
    regions: list[Region] = []
    for band, crossing in _bands(lines, gutter):
        if crossing:
            regions.append(_region(_by_rows(band)))
            continue
        middle = (gutter[0] + gutter[1]) / 2
        for side in (
            [line for line in band if line.x0 < middle],
            [line for line in band if line.x0 >= middle],
        ):
            regions += read_order(side, body_size) if len(side) >= 2 * _MIN_ROWS else (
                [_region(_by_rows(side))] if side else []
            )
    return regions


def _region(lines: list[Line]) -> Region:
    """Measure margins: where the left edges and most right edges stand."""
    left = min(line.x0 for line in lines)
    rights = sorted(line.x1 for line in lines)
    return Region(lines, left, rights[min(len(rights) - 1, int(len(rights) * 0.95))])


def _by_rows(lines: Sequence[Line]) -> list[Line]:
    """Sort by rows: what overlaps vertically by half is one row, left to right."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda item: (item.top + item.bottom, item.x0)):
        if rows:
            first = rows[-1][0]
            overlap = min(first.bottom, line.bottom) - max(first.top, line.top)
            if overlap > 0.5 * min(first.height, line.height):
                rows[-1].append(line)
                continue
        rows.append([line])
    return [line for row in rows for line in sorted(row, key=lambda item: item.x0)]


def _gutter(lines: Sequence[Line], body_size: float) -> tuple[float, float] | None:
    """Find the empty strip between two text columns, if there is one.

    Reads as: a vertical strip near the middle that most lines leave free, with
    long lines on both sides of it standing side by side over several rows.
    """
    left, right = min(x.x0 for x in lines), max(x.x1 for x in lines)
    width = right - left
    if width < 12 * body_size:
        return None
    best: tuple[float, float] | None = None
    edges = sorted({round(x.x1, 1) for x in lines if left + 0.2 * width < x.x1 < right - 0.2 * width})
    best_rows = 0
    for start in edges:
        after = [x.x0 for x in lines if x.x0 >= start + _GUTTER * body_size]
        if not after:
            continue
        end = min(after)
        if not left + 0.25 * width < (start + end) / 2 < right - 0.25 * width:
            continue
        crossing = [x for x in lines if x.x0 < start - 1 and x.x1 > start + 1]
        ours = [x for x in lines if x.x1 <= start + 1]
        theirs = [x for x in lines if x.x0 >= end - 1]
        if len(crossing) > 0.6 * len(lines) or not ours or not theirs:
            continue
        rows = _side_by_side(ours, theirs)
        fill = min(
            median(x.x1 - x.x0 for x in ours) / (start - left),
            median(x.x1 - x.x0 for x in theirs) / (right - end),
        )
        if rows >= _MIN_ROWS and fill >= _FILL and rows > best_rows:
            best, best_rows = (start, end), rows
    return best


def _side_by_side(ours: list[Line], theirs: list[Line]) -> int:
    """Count lines on the left that have a neighbour on the right at their height."""
    spans = sorted((x.top, x.bottom) for x in theirs)
    count = 0
    for line in ours:
        middle = (line.top + line.bottom) / 2
        count += any(top - line.height <= middle <= bottom + line.height for top, bottom in spans)
    return count


def _bands(
    lines: Sequence[Line], gutter: tuple[float, float]
) -> list[tuple[list[Line], bool]]:
    """Part a page where lines cross the gutter: (lines, crossing) from top to bottom."""
    bands: list[tuple[list[Line], bool]] = []
    for line in sorted(lines, key=lambda item: (item.top + item.bottom, item.x0)):
        crossing = line.x0 < gutter[0] - 1 and line.x1 > gutter[1] - 1
        if bands and bands[-1][1] == crossing:
            bands[-1][0].append(line)
        else:
            bands.append(([line], crossing))
    return bands
