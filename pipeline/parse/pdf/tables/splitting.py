"""Cells that hold several cells, because no rule parts them.

In: the cells of a ruled table. Out: the same, with a heading across columns
parted where each of its words stands over a column of its own, and a row
without inner rules parted into its lines of figures.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from pipeline.parse.pdf.lines import Line
from pipeline.parse.pdf.tables.cells import TableCell
from pipeline.records import Box

_FIGURES = re.compile(r"(?=.*[\d０-９○●△×✓])[^。]{1,20}")
_LEAST = 3  # lines of figures; two are more often a heading that wraps


def split_cells(cells: Sequence[TableCell], edges: Sequence[float]) -> list[TableCell]:
    """Part cells that hold several."""
    wide = [part for cell in cells for part in _by_column(cell, edges)]
    return _by_line(wide)


def _by_column(cell: TableCell, edges: Sequence[float]) -> list[TableCell]:
    """Reads as: one row of print over several columns, each word inside one of them."""
    if cell.columns < 2 or not 2 <= len(cell.lines) <= cell.columns:
        return [cell]
    top, bottom = cell.lines[0].top, cell.lines[0].bottom
    if any(x.top > bottom or x.bottom < top for x in cell.lines):
        return [cell]
    held: dict[int, Line] = {}
    for line in cell.lines:
        column = sum(line.x0 >= e - 1 for e in edges[1:-1])
        if column in held or line.x1 > edges[column + 1] + 1:
            return [cell]
        held[column] = line
    page, box = cell.places[0]
    found = []
    for column in range(cell.column, cell.column + cell.columns):
        part: Box = (
            round(edges[column], 2),
            box[1],
            round(edges[column + 1], 2),
            box[3],
        )
        lines = [held[column]] if column in held else []
        found.append(
            TableCell(cell.row, column, cell.rows, 1, [(page, part)], lines, shade=cell.shade)
        )
    return found


def _by_line(cells: Sequence[TableCell]) -> list[TableCell]:
    """Reads as: the cells of a row have their lines side by side, three or more, one of figures."""
    found: list[TableCell] = []
    shift = 0
    for row in sorted({c.row for c in cells}):
        mine = [c for c in cells if c.row == row]
        covering = [c for c in cells if c.row < row < c.row + c.rows]
        count = len(mine[0].lines)
        if covering or not _in_step(mine, count):
            for cell in mine:
                cell.row += shift
            found += mine
            continue
        for cell in mine:
            found += _lines_of(cell, shift)
        shift += count - 1
    return sorted(found, key=lambda c: (c.row, c.column))


def _in_step(row: Sequence[TableCell], count: int) -> bool:
    if count < _LEAST or len(row) < 2 or any(c.rows != 1 or len(c.lines) != count for c in row):
        return False
    level = all(
        abs(c.lines[i].bottom - row[0].lines[i].bottom) < 0.4 * c.lines[i].size
        for c in row
        for i in range(count)
    )
    return level and any(
        sum(_FIGURES.fullmatch(x.text.strip()) is not None for x in c.lines) > 0.7 * count
        for c in row[1:]
    )


def _lines_of(cell: TableCell, shift: int) -> list[TableCell]:
    page, box = cell.places[0]
    between = [(a.bottom + b.top) / 2 for a, b in itertools.pairwise(cell.lines)]
    tops = [box[1], *between, box[3]]
    return [
        TableCell(
            cell.row + shift + i,
            cell.column,
            1,
            cell.columns,
            [(page, (box[0], round(tops[i], 2), box[2], round(tops[i + 1], 2)))],
            [line],
            shade=cell.shade,
        )
        for i, line in enumerate(cell.lines)
    ]
