"""Tables whose flat rules stand only between their rows.

In: a stretch of a table between rules, and the lines around it. Out: the same stretch
with the first row, above the topmost rule, and the last one, below the lowest.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median, mode

from pipeline.parse.pdf.lines import Line
from pipeline.parse.pdf.tables.columns import Strip, column_of, narrowed, parted, print_rows, strips
from pipeline.parse.pdf.tables.rules import Rule

LEAST = 3.0  # points of white that a strip keeps through all stretches
_SAME = 5.0  # points; cells of one table stand between the ends of its rules
# A table whose rules stand only between its rows: this many, cells that begin where those
# between the rules do (points), in their type size, no further off (type sizes).
_OPEN_BANDS, _ALIGNED, _ALIKE, _NEAR = 3, 3.0, 0.08, 1.3


class Band:
    """The lines between two rules that follow each other."""

    __slots__ = ("bottom", "gutters", "lines", "parts", "top")

    def __init__(self, top: float, bottom: float, lines: list[Line]) -> None:
        self.top = top
        self.bottom = bottom
        self.lines = lines
        self.parts = lines  # the same, cut where they cross a strip
        self.gutters = strips(lines)


def with_open_ends(
    run: list[Band], group: Sequence[Rule], lines: Sequence[Line], bands: Sequence[Band]
) -> list[Band]:
    """Add the first and the last row where rules stand only between the rows.

    Reads as: above the first rule, or below the last one, rows of print keep the strips open
    and begin where the cells between the rules begin. A caption or a note does not.
    """
    if len(run) < _OPEN_BANDS:
        return run
    parts = [x for band in run for x in band.parts]
    gutters = strips(parts, LEAST)
    if not gutters:
        return run
    size = median(x.size for x in parts)
    margins = [_margins([x for x in parts if column_of(x, gutters)[0] == i]) for i in (0, 1)]
    start, end = group[0].start - _SAME, group[0].end + _SAME
    held = [x for x in lines if start <= x.x0 and x.x1 <= end and x.table is None]
    found = list(run)
    if run[0] is bands[0]:
        above = [row for row in print_rows(held) if row[0].bottom < run[0].top + 0.4 * size]
        room = max(band.bottom - max(x.bottom for x in band.parts) for band in run)
        rows = _open_rows(above[::-1], run[0].top, gutters, size, room)
        while rows and not _opens_row(rows[-1], gutters, margins):
            rows.pop()
        if rows:
            parts = [x for row in reversed(rows) for x in row]
            found.insert(0, Band(min(x.top for x in parts), run[0].top, parts))
    if run[-1] is bands[-1]:
        below = [row for row in print_rows(held) if row[0].top > run[-1].bottom - 0.4 * size]
        room = max(min(x.top for x in band.parts) - band.top for band in run)
        rows = _open_rows(below, run[-1].bottom, gutters, size, room)
        if rows and _opens_row(rows[0], gutters, margins):
            parts = [x for row in rows for x in row]
            found.append(Band(run[-1].bottom, max(x.bottom for x in parts), parts))
    return found


def _margins(lines: Sequence[Line]) -> tuple[float, ...]:
    """Give where the cells of a column begin: furthest left, and at most of their lines."""
    return min(x.x0 for x in lines), mode(round(x.x0, 0) for x in lines)


def _open_rows(
    rows: Sequence[list[Line]], edge: float, gutters: Sequence[Strip], size: float, room: float
) -> list[list[Line]]:
    """Take the rows of print that follow one another from a rule away and keep the strips.

    `room` is the white that the rows between the rules leave there, in points.
    """
    found: list[list[Line]] = []
    for row in rows:
        away = max(min(x.top for x in row) - edge, edge - max(x.bottom for x in row))
        alike = all(abs(x.size - size) <= _ALIKE * size for x in row)
        near = _NEAR * size if found else max(_NEAR * size, room + 1)
        if away > near or not alike or any(not x.is_text for x in row):
            break
        cut = [part for line in row for part in parted(line, gutters, LEAST)]
        if len(narrowed(gutters, cut, LEAST)) < len(gutters):
            break
        found.append(cut)
        edge = min(x.top for x in row) if edge > row[0].top else max(x.bottom for x in row)
    return found


def _opens_row(
    row: Sequence[Line], gutters: Sequence[Strip], margins: Sequence[tuple[float, ...]]
) -> bool:
    """Tell whether words begin at the margins of the first two columns."""
    return all(
        any(
            column_of(x, gutters)[0] == i and any(abs(x.x0 - at) <= _ALIGNED for at in edges)
            for x in row
        )
        for i, edges in enumerate(margins)
    )
