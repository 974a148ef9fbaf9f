"""Lines put into reading order.

In: lines of one page or frame, furniture already taken out. Out: the same lines
in the order a person reads them, in `Region`s: stretches with one left and
right margin. Columns are read one after the other; a heading, table or figure
across them ends the columns above it. Scattered labels between columns come
apart from the prose around them.
"""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from pipeline.parse.pdf.gutters import Post, gutter_of, rows_of
from pipeline.parse.pdf.lines import Line

# Fewer lines of body type beside a strip are no text that has notes.
_MIN_ROWS = 3
# Where most paragraphs have one line or two, white between them outnumbers the steps in them.
_USUAL = 0.35
_MIN_STEPS = 4  # from a line to the next in one type size before they tell a pitch
# White this high across the page (in body sizes) may part a drawing from prose.
_WHITE = 1.0
# A rule that ends columns runs this far into both, as a share of their width.
_INTO = 0.25
_EDGE = 3.0  # points within which lines begin at one place

Flat = tuple[float, float, float]  # drawn level: x0, x1, y


@dataclass(slots=True)
class Region:
    """Lines in reading order between one pair of margins."""

    lines: list[Line]
    left: float
    right: float
    figure: bool = False  # scattered labels of a drawing
    frame: int | None = None  # the frame it stands in
    pitch: float | None = None  # usual distance of tops, where the region is a part of another
    notes: bool = False  # the foot of the page


def pitch_of(lines: Sequence[Line]) -> float:
    """The usual distance from one line's top to the next, in points."""
    steps = sorted(step for _, step in _steps(lines))
    return (
        steps[int(_USUAL * (len(steps) - 1))] if steps else 1.8 * (lines[0].size if lines else 10.0)
    )


def pitches_of(lines: Sequence[Line]) -> dict[float, float]:
    """The same for each type size that has enough lines to tell: forms set tight, text spaced."""
    steps: dict[float, list[float]] = {}
    for line, step in _steps(lines):
        steps.setdefault(size_of(line), []).append(step)
    return {size: median(found) for size, found in steps.items() if len(found) >= _MIN_STEPS}


def size_of(line: Line) -> float:
    """Give the type size of a line to half a point."""
    return round(2 * line.size) / 2


def _steps(lines: Sequence[Line]) -> list[tuple[Line, float]]:
    return [
        (b, b.top - a.top)
        for a, b in itertools.pairwise(lines)
        if a.table is None and 0.5 * a.height < b.top - a.top < 3 * max(a.size, 1)
    ]


def read_order(
    lines: Sequence[Line],
    body_size: float,
    across: Sequence[Flat] = (),
    posts: Sequence[Post] = (),
) -> list[Region]:
    """Put a page's lines into reading order.

    `across` are what is drawn level: rules, the edges of bars. One that runs over a gutter
    ends the columns above it, however short the heading below. `posts` are upright rules.
    """
    if not lines:
        return []
    strip = _side_strip(lines, body_size)
    if strip is not None:
        aside = {id(x) for x in strip}
        main = [x for x in lines if id(x) not in aside]
        return [*read_order(main, body_size, across, posts), _region(_by_rows(strip))]
    gutter = gutter_of(lines, body_size, posts)
    if gutter is None:
        return [_region(_by_rows(lines))]
    lines = [part for line in lines for part in _parted(line, gutter[1])]
    left, right = min(x.x0 for x in lines), max(x.x1 for x in lines)
    regions: list[Region] = []
    for band, crossing in _bands(lines, gutter, across):
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
            sides = ((left, gutter[0]), (gutter[1], right))
            for i, (start, end) in enumerate(sides):
                side = [x for x in part if (x.x0 >= middle) == bool(i)]
                regions += _column(side, (start, end), body_size, across, posts)
    return regions


def _parted(line: Line, start: float) -> list[Line]:
    """Part a line that hanging punctuation joined with the next column's.

    Reads as: a character stands exactly where that column begins, after a gap that no
    character fills.
    """
    if not line.is_text or not line.x0 < start - line.size < line.x1:
        return [line]
    for at in range(1, len(line.text)):
        if abs(line.edges[at] - start) > 1.5 or line.text[at].isspace():
            continue
        words = line.text[:at].rstrip()
        if words and start - line.edges[len(words) - 1] >= 1.6 * line.size:
            return list(line.cut(at))
    return [line]


def _column(
    lines: list[Line],
    sides: tuple[float, float],
    body_size: float,
    across: Sequence[Flat],
    posts: Sequence[Post],
) -> list[Region]:
    """Read one side of a gutter, which may be columns again."""
    if not lines:
        return []
    if gutter_of(lines, body_size, posts) is not None:
        return read_order(lines, body_size, across, posts)
    return [Region(_by_rows(lines), *sides)]


def _region(lines: list[Line]) -> Region:
    """Measure margins: where the left edges and most right edges stand."""
    left = min(line.x0 for line in lines)
    rights = sorted(line.x1 for line in lines)
    return Region(lines, left, rights[min(len(rights) - 1, int(len(rights) * 0.95))])


def _by_rows(lines: Sequence[Line]) -> list[Line]:
    return [line for row in rows_of(lines) for line in row]


def _side_strip(lines: Sequence[Line], body_size: float) -> list[Line] | None:
    """Find the notes in a strip beside the text.

    Reads as: smaller type wholly to the right, or wholly to the left, of
    everything else.
    """
    text = [x for x in lines if x.size >= 0.93 * body_size]
    if len(text) < _MIN_ROWS:
        return None
    edge, start = max(x.x1 for x in text), min(x.x0 for x in text)
    right = [x for x in lines if x.x0 > edge + 0.5 * body_size and x.is_text]
    left = [x for x in lines if x.x1 < start - 0.5 * body_size and x.is_text]
    for notes, rightwards in ((right, True), (left, False)):
        chosen = {id(x) for x in notes}
        rest = [x for x in lines if id(x) not in chosen]
        if len(notes) < 2 or sum(len(x.text) for x in rest) < 2 * sum(len(x.text) for x in notes):
            continue
        if rightwards:
            apart = max(x.x1 for x in rest) <= min(n.x0 for n in notes)
        else:
            apart = max(n.x1 for n in notes) <= min(x.x0 for x in rest)
            # Numbers and bullets hang to the left too; notes are words.
            apart = apart and min(len(n.text) for n in notes) > 3
        if apart:
            return notes
    return None


def _bands(
    lines: Sequence[Line], gutter: tuple[float, float], across: Sequence[Flat]
) -> list[tuple[list[Line], bool]]:
    """Part a page where lines cross the gutter: (lines, crossing) from top to bottom.

    Columns also end above a rule or a bar that runs well into both of them.
    """
    left, right = min(x.x0 for x in lines), max(x.x1 for x in lines)
    reach = gutter[0] - _INTO * (gutter[0] - left), gutter[1] + _INTO * (right - gutter[1])
    cuts = sorted(y for x0, x1, y in across if x0 <= reach[0] and x1 >= reach[1])
    bands: list[tuple[list[Line], bool]] = []
    last = 0
    for row in rows_of(lines):
        crossing = any(x.x0 < gutter[0] - 1 and x.x1 > gutter[1] - 1 for x in row)
        middle = (row[0].top + row[0].bottom) / 2
        above = bisect_right(cuts, middle)
        if bands and bands[-1][1] == crossing and (crossing or above == last):
            bands[-1][0].extend(row)
        else:
            bands.append((list(row), crossing))
        last = above
    return bands


def _in_columns(chunk: Sequence[Line]) -> bool:
    """Tell short lines of a text in two languages from labels: they begin at few places."""
    edges = {round(x.x0 / _EDGE) for x in chunk}
    wide = sum(x.wide for x in chunk)
    return len(edges) <= _MIN_ROWS and _MIN_ROWS < wide < len(chunk) - _MIN_ROWS


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
        figure = short and (small or (len(chunk) >= 8 and not _in_columns(chunk)))
        figure = figure and len(chunk) >= 4
        if parts and parts[-1][1] == figure:
            parts[-1][0].extend(chunk)
        else:
            parts.append((chunk, figure))
    return parts
