"""Rules that meet, made into grids of cells.

In: the rules of one page. Out: a `Grid` for every set of rules that touch:
its cells with row, column and spans, each a rectangle closed on all sides.
Sides left open (tables of Japanese white papers have no outer uprights) are
closed where the flat rules end together.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.parse.pdf.tables.rules import Rule, Rules
from pipeline.records import Box

_TOUCH = 3.5  # points; strokes that end this near each other meet
_ROW = 10.0  # points; a row of print is no lower
_NARROW = 6.0  # points; what is narrower is the space in a double rule or padding, no cell
_MOST_PAIRS = 1_500_000  # flat rules times upright ones; beyond is a drawing
_MOST_UNITS = 60_000  # rows times columns of one grid


@dataclass(frozen=True, slots=True)
class GridCell:
    """A closed rectangle of a grid; rows and columns from 0."""

    row: int
    column: int
    rows: int
    columns: int
    box: Box


@dataclass(slots=True)
class Grid:
    """Cells between rules that touch; `closed` is the share of its box inside cells."""

    box: Box
    cells: list[GridCell]
    xs: list[float]
    ys: list[float]
    closed: float

    def cell_at(self, x: float, y: float) -> int | None:
        """Give the position in `cells` of the one around a point."""
        column, row = bisect_right(self.xs, x) - 1, bisect_right(self.ys, y) - 1
        return self._owner.get((row, column))

    _owner: dict[tuple[int, int], int]


def grids_of(rules: Rules) -> list[Grid]:
    """Find the grids of a page, top to bottom."""
    grids = []
    for flat, upright in _components(rules):
        grid = _grid(flat, upright)
        if grid is not None:
            grids.append(grid)
    return sorted(grids, key=lambda g: (g.box[1], g.box[0]))


_Component = tuple[list[Rule], list[Rule]]


def _components(rules: Rules) -> list[_Component]:
    """Group rules that touch each other, directly or through others."""
    flat, upright = rules.flat, rules.upright
    if not flat or not upright or len(flat) * len(upright) > _MOST_PAIRS:
        return []
    parent = list(range(len(flat) + len(upright)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    places = [r.at for r in flat]  # ascending, as `Rules` keeps them
    for j, post in enumerate(upright, start=len(flat)):
        first = bisect_right(places, post.start - _TOUCH)
        last = bisect_right(places, post.end + _TOUCH)
        for i in range(first, last):
            if flat[i].start - _TOUCH <= post.at <= flat[i].end + _TOUCH:
                parent[root(i)] = root(j)
    groups: dict[int, _Component] = {}
    for i, rule in enumerate([*flat, *upright]):
        groups.setdefault(root(i), ([], []))[i >= len(flat)].append(rule)
    return [g for g in groups.values() if g[0] and g[1] and len(g[0]) + len(g[1]) >= 3]


def _grid(flat: list[Rule], upright: list[Rule]) -> Grid | None:
    made = _closing(flat, upright)
    flat, made = _reaching_out(flat, upright, made)
    upright = [*upright, *made]
    flat = [*flat, *_closing(upright, flat)]
    xs = _positions(upright)
    ys = _positions(flat)
    if len(xs) < 2 or len(ys) < 2 or (len(xs) - 1) * (len(ys) - 1) > _MOST_UNITS:
        return None
    wall_left = _walls(upright, xs, ys)
    wall_top = _walls(flat, ys, xs)
    regions = _regions(len(xs) - 1, len(ys) - 1, wall_left, wall_top)
    boxes = [part for region in regions for part in _rectangles(region)]
    if not boxes:
        return None
    return _numbered(boxes, xs, ys)


def _closing(across: list[Rule], posts: list[Rule]) -> list[Rule]:
    """Make the outer posts that are not printed: where most rules across begin or end.

    Reads as: three rules or more (and two thirds of the long ones) reach the
    same place clearly outside the last post.
    """
    if not posts or len(across) < 2:
        return []
    longest = max(r.length for r in across)
    wide = [r for r in across if r.length >= 0.6 * longest]
    first, last = min(p.at for p in posts), max(p.at for p in posts)
    made = []
    starts = [r.start if r.start < first - 2 * _TOUCH else None for r in wide]
    stops = [r.end if r.end > last + 2 * _TOUCH else None for r in wide]
    for ends in (starts, stops):
        places = Counter(round(e / 4) for e in ends if e is not None)
        if not places:
            continue
        place, _ = places.most_common(1)[0]
        near = [
            (e, r.at)
            for r, e in zip(wide, ends, strict=True)
            if e is not None and abs(e - 4 * place) <= 6
        ]
        if len(near) >= max(2, 0.6 * len(wide)):
            at = sum(e for e, _ in near) / len(near)
            made.append(Rule(at, min(y for _, y in near), max(y for _, y in near)))
    return made


def _reaching_out(
    flat: list[Rule], upright: list[Rule], made: list[Rule]
) -> tuple[list[Rule], list[Rule]]:
    """Close a table open on all sides above its first flat rule and below its last.

    Reads as: no outer uprights are printed, and those between the columns reach out beyond
    the rules between the rows, all to the same place: first and last row have no rule there.
    """
    if len(made) != 2 or len(flat) < 2:
        return flat, made
    left, right = sorted(post.at for post in made)
    places = [r.at for r in flat]
    start, end = min(r.start for r in upright), max(r.end for r in upright)
    added = []
    if min(places) - start > _ROW and all(r.start - start <= _TOUCH for r in upright):
        added.append(Rule(start, left, right))
    if end - max(places) > _ROW and all(end - r.end <= _TOUCH for r in upright):
        added.append(Rule(end, left, right))
    if not added:
        return flat, made
    flat = sorted([*flat, *added], key=lambda r: r.at)
    return flat, [Rule(post.at, flat[0].at, flat[-1].at) for post in made]


def _positions(rules: Sequence[Rule]) -> list[float]:
    found: list[float] = []
    for at in sorted({r.at for r in rules}):
        if not found or at - found[-1] >= _NARROW:
            found.append(at)
    return found


def _walls(rules: Sequence[Rule], across: list[float], along: list[float]) -> list[set[int]]:
    """For every position across: the intervals along it that a rule covers."""
    walls: list[set[int]] = [set() for _ in across]
    for rule in rules:
        at = min(range(len(across)), key=lambda i: abs(across[i] - rule.at))
        for k in range(len(along) - 1):
            middle = (along[k] + along[k + 1]) / 2
            if rule.start - 1 <= middle <= rule.end + 1:
                walls[at].add(k)
    return walls


_Unit = tuple[int, int]  # row, column


def _regions(
    columns: int, rows: int, wall_left: list[set[int]], wall_top: list[set[int]]
) -> list[list[_Unit]]:
    """Flood the units that no rule parts; what is open to the outside is no cell."""
    seen: set[_Unit] = set()
    found: list[list[_Unit]] = []
    for start in ((r, c) for r in range(rows) for c in range(columns)):
        if start in seen:
            continue
        seen.add(start)
        region, stack, leaks = [], [start], False
        while stack:
            row, column = stack.pop()
            region.append((row, column))
            for wall, unit in (
                (row in wall_left[column], (row, column - 1)),
                (row in wall_left[column + 1], (row, column + 1)),
                (column in wall_top[row], (row - 1, column)),
                (column in wall_top[row + 1], (row + 1, column)),
            ):
                if wall:
                    continue
                if not (0 <= unit[0] < rows and 0 <= unit[1] < columns):
                    leaks = True
                elif unit not in seen:
                    seen.add(unit)
                    stack.append(unit)
        if not leaks:
            found.append(region)
    return found


_Rectangle = tuple[int, int, int, int]  # row, column, rows, columns


def _rectangles(region: list[_Unit]) -> list[_Rectangle]:
    """Cut a region into rectangles: one when it is one, else runs of rows."""
    left = set(region)
    found: list[_Rectangle] = []
    while left:
        row, column = min(left)
        width = 1
        while (row, column + width) in left:
            width += 1
        height = 1
        while all((row + height, column + i) in left for i in range(width)):
            height += 1
        left -= {(row + j, column + i) for j in range(height) for i in range(width)}
        found.append((row, column, height, width))
    return found


def _numbered(boxes: list[_Rectangle], xs: list[float], ys: list[float]) -> Grid:
    """Number rows and columns by the positions where cells begin."""
    rows = sorted({b[0] for b in boxes})
    columns = sorted({b[1] for b in boxes})
    cells: list[GridCell] = []
    owner: dict[_Unit, int] = {}
    area = 0.0
    for row, column, height, width in sorted(boxes):
        box = (xs[column], ys[row], xs[column + width], ys[row + height])
        area += (box[2] - box[0]) * (box[3] - box[1])
        first, last = bisect_right(rows, row) - 1, bisect_right(rows, row + height - 1)
        left, right = bisect_right(columns, column) - 1, bisect_right(columns, column + width - 1)
        for j in range(height):
            for i in range(width):
                owner[row + j, column + i] = len(cells)
        cells.append(GridCell(first, left, last - first, right - left, box))
    outer = (
        min(c.box[0] for c in cells),
        min(c.box[1] for c in cells),
        max(c.box[2] for c in cells),
        max(c.box[3] for c in cells),
    )
    whole = (outer[2] - outer[0]) * (outer[3] - outer[1])
    return Grid(outer, cells, xs, ys, area / whole if whole else 0.0, owner)
