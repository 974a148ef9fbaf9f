"""Columns inside a ruled column: "one unit, 30 days        500 yen" with no rule between.

In: the cells of a ruled table. Out: the same, a column parted where white of
one width runs through its cells and the words on one side are figures.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from pipeline.parse.pdf.lines import Line
from pipeline.parse.pdf.tables.cells import TableCell
from pipeline.parse.pdf.tables.columns import Strip, column_of, is_figures, parted
from pipeline.records import Box

_GAP = 0.6  # type sizes; words of one phrase stand nearer
_LEAST = 3  # cells that must have words on both sides, and
_MOST = 0.6  # this share of the column's filled cells


def part_columns(cells: Sequence[TableCell]) -> list[TableCell]:
    """Part the columns that hold several; numbers of columns count on."""
    plan = {
        column: strips
        for column in sorted({c.column for c in cells})
        if (strips := _strips([c for c in cells if c.column == column and c.columns == 1]))
    }
    if not plan:
        return list(cells)
    found: list[TableCell] = []
    for cell in cells:
        before = sum(len(strips) for column, strips in plan.items() if column < cell.column)
        inside = [plan[c] for c in range(cell.column, cell.column + cell.columns) if c in plan]
        mine = plan.get(cell.column, []) if cell.columns == 1 else []
        cell.column += before
        if not mine:
            cell.columns += sum(len(s) for s in inside)
            found.append(cell)
        else:
            found += _parts(cell, mine)
    return found


def _strips(column: Sequence[TableCell]) -> list[Strip]:
    """Find the white strips that part a column's cells."""
    filled = [c for c in column if c.lines]
    spans = {id(c): [s for line in c.lines for s in _words(line)] for c in filled}
    several = [c for c in filled if _is_several(spans[id(c)])]
    if len(several) < max(_LEAST, _MOST * len(filled)):
        return []
    size = median(line.size for c in several for line in c.lines)
    found: list[Strip] = []
    reach: float | None = None
    for start, end, _ in sorted(s for c in several for s in spans[id(c)]):
        if reach is not None and start - reach >= _GAP * size:
            found.append((reach, start))
        reach = end if reach is None else max(reach, end)
    return [strip for strip in found if _parts_figures(strip, [spans[id(c)] for c in several])]


_Words = tuple[float, float, str]  # from, to, what


def _words(line: Line) -> list[_Words]:
    """Cut a line at its wide spaces."""
    found: list[_Words] = []
    begin = 0
    if len(line.edges) != len(line.text) + 1:
        return [(line.x0, line.x1, line.text)]
    for at, char in enumerate(line.text):
        if char.isspace() and line.edges[at + 1] - line.edges[at] >= _GAP * line.size:
            if at > begin:
                found.append((line.edges[begin], line.edges[at], line.text[begin:at]))
            begin = at + 1
    if begin < len(line.text):
        found.append((line.edges[begin], line.x1, line.text[begin:]))
    return found


def _is_several(words: Sequence[_Words]) -> bool:
    """Tell whether some words of a cell stand clearly beside others."""
    return max(w[0] for w in words) > min(w[1] for w in words)


def _parts_figures(strip: Strip, cells: Sequence[Sequence[_Words]]) -> bool:
    """Reads as: most cells have words on both sides, on one of them only figures."""
    left = [[w[2] for w in words if w[1] <= strip[0] + 0.1] for words in cells]
    right = [[w[2] for w in words if w[0] >= strip[1] - 0.1] for words in cells]
    both = [(a, b) for a, b in zip(left, right, strict=True) if a and b]
    figures = sum(is_figures(b[0]) or is_figures(a[-1]) for a, b in both)
    return len(both) >= 0.8 * len(cells) and figures >= _MOST * len(cells)


def _parts(cell: TableCell, strips: Sequence[Strip]) -> list[TableCell]:
    """Part one cell; a line across a strip keeps it whole."""
    lines = [part for line in cell.lines for part in parted(line, strips, 0.5)]
    places = [column_of(line, strips) for line in lines]
    if any(first != last for first, last in places):
        cell.columns = len(strips) + 1
        return [cell]
    page, box = cell.places[0]
    edges = [box[0], *(round(s[1] - 2, 2) for s in strips), box[2]]
    found = []
    for at in range(len(strips) + 1):
        mine = [line for line, place in zip(lines, places, strict=True) if place[0] == at]
        part: Box = (edges[at], box[1], edges[at + 1], box[3])
        found.append(
            TableCell(
                cell.row, cell.column + at, cell.rows, 1, [(page, part)], mine, shade=cell.shade
            )
        )
    return found
