"""Grids of rules with words in them: tables, told from boxes around prose and from drawings.

In: the grids of a page and its characters. Out: `Table`s with their cells'
lines, and the characters that stand in no table.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.parse.pdf.lines import Char, Line, lines_of
from pipeline.parse.pdf.tables.cells import Table, TableCell
from pipeline.parse.pdf.tables.grid import Grid
from pipeline.parse.pdf.tables.inner import part_columns
from pipeline.parse.pdf.tables.splitting import split_cells
from pipeline.parse.pdf.turned import Sheet, Way, by_way, lines_along
from pipeline.records import Box

# Cells of a table fill its outline; boxes joined by arrows leave holes.
_CLOSED = 0.8
# A line of a chart runs through its figures; a table's rules pass between words.
_CROSSED = 0.04
# A form has empty cells; a plot's grid has hardly anything else.
_FILLED = 0.2
# With words in nearly every cell it is a table, even when badly placed glyphs cross its rules.
_FULL = 0.7
_LINE = 8  # characters of a line before it may run over into the next cell
_PEN = 2.5  # points
_ROOM = 9.0  # points; an empty row or column this narrow is the space in a double rule


@dataclass(slots=True)
class Ruled:
    """What the rules of one page hold."""

    tables: list[Table]
    loose: list[Char]  # characters of no table
    turned: list[Line]  # lines that run another way, of no table


def ruled(
    grids: Sequence[Grid],
    chars: list[Char],
    turned: Sequence[Line],
    page: int,
    sheet: Sheet,
    shades: Sequence[tuple[Box, str]] = (),
) -> Ruled:
    """Sort out the grids of a page, the largest first; a grid inside a table is part of its cell.

    `sheet` is the page from its visible corner, as `chars` are counted.
    """
    found = Ruled([], chars, list(turned))
    for grid in sorted(grids, key=lambda g: -_area(g.box)):
        inside = _inside(found.loose, grid.box)
        if not inside or any(within(grid.box, table.box) for table in found.tables):
            continue
        held = _hold(grid, inside)
        certain = is_table(grid, held)
        if certain is None:
            continue
        if _crossed(grid, held) <= _CROSSED:
            held = _with_overflow(held, inside)
        taken = {id(c) for mine in held for c in mine}
        table = _table(grid, held, inside, page, sheet, certain=certain)
        _take_turned(table, grid, found)
        table.cells = _tidy(table.cells)
        table.edges = [*_left_edges(table.cells), grid.box[2]]
        _shade(table, shades)
        table.cells = part_columns(split_cells(table.cells, table.edges))
        table.edges = [*_left_edges(table.cells), grid.box[2]]
        found.tables.append(table)
        found.loose = [c for c in found.loose if id(c) not in taken]
    found.tables.sort(key=lambda t: (t.box[1], t.box[0]))
    return found


def _take_turned(table: Table, grid: Grid, found: Ruled) -> None:
    """Move lines that run another way into the cells around their middles."""
    rest: list[Line] = []
    for line in found.turned:
        at = grid.cell_at((line.x0 + line.x1) / 2, (line.top + line.bottom) / 2)
        if at is None:
            rest.append(line)
        else:
            table.cells[at].lines.append(replace(line, edges=()))
    found.turned = rest


def _left_edges(cells: Sequence[TableCell]) -> list[float]:
    columns = sorted({c.column for c in cells})
    return [min(c.places[0][1][0] for c in cells if c.column == i) for i in columns]


def _hold(grid: Grid, chars: list[Char]) -> list[list[Char]]:
    """Give every cell its characters, by their middles."""
    held: list[list[Char]] = [[] for _ in grid.cells]
    for char in chars:
        at = grid.cell_at((char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2)
        if at is not None:
            held[at].append(char)
    return held


def _with_overflow(held: Sequence[list[Char]], chars: Sequence[Char]) -> list[list[Char]]:
    """Give back to a cell the end of its line that runs over into the next cell.

    Reads as: in the order of the file, characters that touch the one before them on its
    baseline go on with a line of many characters. A cell with a character or two of its
    own (a form with a box for each) runs over into none.
    """
    owner = {id(c): i for i, mine in enumerate(held) for c in mine}
    length = 0  # of the line, in the cell where it began
    for before, char in itertools.pairwise(chars):
        home, here = owner.get(id(before)), owner.get(id(char))
        touches = _touch(before, char)
        if home == here or home is None or here is None or not touches or length < _LINE:
            length = length + 1 if touches and home == here else 1
        else:
            owner[id(char)] = home
    found: list[list[Char]] = [[] for _ in held]
    for char in chars:
        if id(char) in owner:
            found[owner[id(char)]].append(char)
    return found


def _touch(before: Char, char: Char) -> bool:
    """Tell two characters of one line with no white between them."""
    size = char["size"]
    return (
        abs(before["bottom"] - char["bottom"]) < 0.1 * size
        and abs(before["size"] - size) < 0.1 * size
        and bool(-0.3 * size < char["x0"] - before["x1"] < 0.12 * size)
    )


def is_table(grid: Grid, held: Sequence[list[Char]]) -> bool | None:
    """Tell whether a grid is a table; False: one row, only if it continues another; None: no.

    Reads as: cells that fill its outline, two rows or more with words in two
    cells. Boxes with arrows, plots, and boxes around prose are none.
    """
    filled: dict[int, int] = {}
    for cell, mine in zip(grid.cells, held, strict=True):
        if any(not c["text"].isspace() for c in mine):
            filled[cell.row] = filled.get(cell.row, 0) + 1
    rows = sum(count >= 2 for count in filled.values())
    if rows == 0 or grid.closed < _CLOSED or sum(filled.values()) < _FILLED * len(grid.cells):
        return None
    full = len(grid.cells) >= 4 and sum(filled.values()) >= _FULL * len(grid.cells)
    return None if not full and _crossed(grid, held) > _CROSSED else rows >= 2


def _crossed(grid: Grid, held: Sequence[list[Char]]) -> float:
    """The share of characters that a rule cuts from the neighbour they touch."""
    owner = {id(c): i for i, mine in enumerate(held) for c in mine}
    chars = [c for mine in held for c in mine if not c["text"].isspace()]
    chars.sort(key=lambda c: (round(c["bottom"]), c["x0"]))
    cut = 0
    for before, char in itertools.pairwise(chars):
        near = abs(before["bottom"] - char["bottom"]) < 1 and (
            -0.3 * char["size"] < char["x0"] - before["x1"] < 0.12 * char["size"]
        )
        cut += near and owner[id(before)] != owner[id(char)]
    return cut / max(len(chars), 1)


def _table(
    grid: Grid,
    held: list[list[Char]],
    inside: list[Char],
    page: int,
    sheet: Sheet,
    *,
    certain: bool,
) -> Table:
    cells = [
        TableCell(c.row, c.column, c.rows, c.columns, [(page, _round(c.box))], lines_of(mine, page))
        for c, mine in zip(grid.cells, held, strict=True)
    ]
    table = Table(page, _round(grid.box), [], cells, certain=certain)
    if not certain:
        # A label set downwards beside a box must not be read into the lines of the box.
        ways = by_way(inside)
        table.spare = lines_of(ways[Way.RIGHT], page)
        table.spare_turned = lines_along(ways[Way.DOWN], sheet, Way.DOWN, page)
    return table


def _shade(table: Table, shades: Sequence[tuple[Box, str]]) -> None:
    """Give cells the colour that fills most of them; the last one painted lies on top."""
    near = [(box, colour) for box, colour in shades if _common(box, table.box) > 0]
    for cell in table.cells:
        box = cell.places[0][1]
        covered: dict[str, float] = {}
        for area, colour in near:
            covered[colour] = covered.get(colour, 0.0) + _common(area, box)
        for colour, size in covered.items():
            if size >= 0.6 * _area(box):
                cell.shade = colour


def _common(a: Box, b: Box) -> float:
    width = min(a[2], b[2]) - max(a[0], b[0])
    height = min(a[3], b[3]) - max(a[1], b[1])
    return max(width, 0.0) * max(height, 0.0)


def _tidy(cells: list[TableCell]) -> list[TableCell]:
    """Drop the narrow rows and columns without words that double rules make."""
    rows = _kept(cells, [(c.row, c.rows, c.places[0][1][3] - c.places[0][1][1]) for c in cells])
    columns = _kept(
        cells, [(c.column, c.columns, c.places[0][1][2] - c.places[0][1][0]) for c in cells]
    )
    kept = [c for c in cells if c.lines or (c.row in rows and c.column in columns)]
    row_at = {row: i for i, row in enumerate(sorted(rows))}
    column_at = {column: i for i, column in enumerate(sorted(columns))}
    for cell in kept:
        cell.rows = sum(cell.row <= r < cell.row + cell.rows for r in rows)
        cell.columns = sum(cell.column <= c < cell.column + cell.columns for c in columns)
        cell.row, cell.column = row_at[cell.row], column_at[cell.column]
    return sorted(kept, key=lambda c: (c.row, c.column))


def _kept(cells: list[TableCell], places: list[tuple[int, int, float]]) -> set[int]:
    """Give the rows or columns (first, how many, points) with words or room for some."""
    return {
        first
        for cell, (first, count, extent) in zip(cells, places, strict=True)
        if cell.lines or (count == 1 and extent > _ROOM)
    }


def _inside(chars: Sequence[Char], box: Box) -> list[Char]:
    x0, top, x1, bottom = box
    return [
        c
        for c in chars
        if x0 <= (c["x0"] + c["x1"]) / 2 <= x1 and top <= (c["top"] + c["bottom"]) / 2 <= bottom
    ]


def within(box: Box, other: Box) -> bool:
    """Tell whether a box lies in another, a pen's width aside."""
    return (
        box[0] >= other[0] - _PEN
        and box[1] >= other[1] - _PEN
        and box[2] <= other[2] + _PEN
        and box[3] <= other[3] + _PEN
    )


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _round(box: Box) -> Box:
    return (round(box[0], 2), round(box[1], 2), round(box[2], 2), round(box[3], 2))
