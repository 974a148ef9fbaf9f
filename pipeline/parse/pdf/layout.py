"""Lines of a page put into reading order.

In: the lines of one page, furniture already taken out. Out: the same lines
in the order a person reads them, in `Region`s: stretches with one left and
right margin. Two columns are read one after the other; a heading, table or
figure across both ends the columns above it. Scattered labels of a drawing
come apart from the prose around it.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from pipeline.parse.pdf.lines import Line

# A gutter between columns is at least this wide, in body type sizes.
_GUTTER = 0.9
# Long lines side by side over fewer rows are a form or a signature block.
_MIN_ROWS = 3
# A column's line fills about half of the page; labels beside values do not.
_LONG = 0.33
# White this high across the page (in body sizes) may part a drawing from prose.
_WHITE = 1.0


@dataclass(slots=True)
class Region:
    """Lines in reading order between one pair of margins."""

    lines: list[Line]
    left: float
    right: float
    figure: bool = False  # scattered labels of a drawing


def read_order(lines: Sequence[Line], body_size: float) -> list[Region]:
    """Put a page's lines into reading order."""
    if not lines:
        return []
    strip = _side_strip(lines, body_size)
    if strip is not None:
        main = [x for x in lines if x.x0 < strip]
        return [
            *read_order(main, body_size),
            _region(_by_rows([x for x in lines if x.x0 >= strip])),
        ]
    gutter = _gutter(lines, body_size)
    if gutter is None:
        return [_region(_by_rows(lines))]
    left, right = min(x.x0 for x in lines), max(x.x1 for x in lines)
    regions: list[Region] = []
    for band, crossing in _bands(lines, gutter):
        if crossing:
            regions.append(_region(_by_rows(band)))
            continue
        for part, figure in _parts(band, gutter, body_size, right - left):
            if figure:
                region = _region(_by_rows(part))
                region.figure = True
                regions.append(region)
                continue
            middle = (gutter[0] + gutter[1]) / 2
            ours = [x for x in part if x.x0 < middle]
            theirs = [x for x in part if x.x0 >= middle]
            if ours:
                regions.append(Region(_by_rows(ours), left, gutter[0]))
            if theirs:
                regions.append(Region(_by_rows(theirs), gutter[1], right))
    return regions


def _region(lines: list[Line]) -> Region:
    """Measure margins: where the left edges and most right edges stand."""
    left = min(line.x0 for line in lines)
    rights = sorted(line.x1 for line in lines)
    return Region(lines, left, rights[min(len(rights) - 1, int(len(rights) * 0.95))])


def same_row(a: Line, b: Line) -> bool:
    """Tell whether two lines stand beside each other."""
    overlap = min(a.bottom, b.bottom) - max(a.top, b.top)
    return a.page == b.page and overlap > 0.5 * min(a.height, b.height)


def _rows(lines: Sequence[Line]) -> list[list[Line]]:
    """Group lines that stand beside each other, each row left to right."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda item: (item.top + item.bottom, item.x0)):
        if rows and same_row(rows[-1][0], line):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda item: item.x0) for row in rows]


def _by_rows(lines: Sequence[Line]) -> list[Line]:
    return [line for row in _rows(lines) for line in row]


def _gutter(lines: Sequence[Line], body_size: float) -> tuple[float, float] | None:
    """Find the empty strip between two text columns, if there is one.

    Reads as: in several rows two long lines stand beside each other, parted
    at the same place near the middle of the page.
    """
    left, right = min(x.x0 for x in lines), max(x.x1 for x in lines)
    width = right - left
    pairs = [
        (a.x1, b.x0)
        for row in _rows(lines)
        for a, b in itertools.pairwise(row)
        if b.x0 - a.x1 >= _GUTTER * body_size
        and min(a.x1 - a.x0, b.x1 - b.x0) >= _LONG * width
        and left + 0.3 * width < (a.x1 + b.x0) / 2 < right - 0.3 * width
    ]
    if len(pairs) < _MIN_ROWS:
        return None
    # The columns' facing margins: ragged ends leave more white, never less.
    start = sorted(p[0] for p in pairs)[int(0.9 * (len(pairs) - 1))]
    end = sorted(p[1] for p in pairs)[int(0.1 * (len(pairs) - 1))]
    return (start, end) if end - start >= 0.5 * body_size else None


def _side_strip(lines: Sequence[Line], body_size: float) -> float | None:
    """Find where a strip of notes beside the text begins, in points.

    Reads as: smaller type wholly to the right of everything else.
    """
    text = [x for x in lines if x.size >= 0.93 * body_size]
    if len(text) < _MIN_ROWS:
        return None
    edge = max(x.x1 for x in text)
    notes = [x for x in lines if x.x0 > edge + 0.5 * body_size and x.table is None]
    rest = [x for x in lines if x.x0 <= edge + 0.5 * body_size]
    if len(notes) < 2 or any(x.x1 > min(n.x0 for n in notes) for x in rest):
        return None
    if sum(len(x.text) for x in rest) < 2 * sum(len(x.text) for x in notes):
        return None
    return min(x.x0 for x in notes)


def _bands(lines: Sequence[Line], gutter: tuple[float, float]) -> list[tuple[list[Line], bool]]:
    """Part a page where lines cross the gutter: (lines, crossing) from top to bottom."""
    bands: list[tuple[list[Line], bool]] = []
    for row in _rows(lines):
        crossing = any(x.x0 < gutter[0] - 1 and x.x1 > gutter[1] - 1 for x in row)
        if bands and bands[-1][1] == crossing:
            bands[-1][0].extend(row)
        else:
            bands.append((list(row), crossing))
    return bands


def _parts(
    band: list[Line], gutter: tuple[float, float], body_size: float, width: float
) -> list[tuple[list[Line], bool]]:
    """Part a band of columns from the drawings in it: (lines, is a drawing).

    Reads as: between white strips across the page, lines that are short and
    mostly smaller than body type are labels, not columns of text.
    """
    parts: list[tuple[list[Line], bool]] = []
    bottom = 0.0
    chunks: list[list[Line]] = []
    for line in sorted(band, key=lambda x: x.top):
        if not chunks or line.top - bottom > _WHITE * body_size:
            chunks.append([])
        chunks[-1].append(line)
        bottom = max(bottom, line.bottom)
    for chunk in chunks:
        short = median(x.x1 - x.x0 for x in chunk) < 0.25 * width
        small = sum(x.size < 0.93 * body_size for x in chunk) > 0.5 * len(chunk)
        figure = short and (small or len(chunk) >= 8) and len(chunk) >= 4
        if parts and parts[-1][1] == figure:
            parts[-1][0].extend(chunk)
        else:
            parts.append((chunk, figure))
    return parts
