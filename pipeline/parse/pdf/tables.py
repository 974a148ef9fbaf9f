"""Ruled tables of a page.

In: a pdfplumber page and its characters. Out: tables as rows of cells, each
cell its lines of print, and the characters that stand in none of them. A box
drawn around prose is no table.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from pipeline.parse.pdf.lines import Char, Line, lines_of
from pipeline.records import Box

# A drawing has thousands of strokes, a table tens; finding cells is quadratic.
_MAX_EDGES = 1200
_MIN_EDGE = 8.0  # points; shorter strokes are hatching and arrow heads


@dataclass(slots=True)
class Table:
    """Rows of cells; a cell is the lines of print inside it, possibly none."""

    box: Box
    rows: list[list[list[Line]]]

    def moved(self, shift: Callable[[Box], Box]) -> Table:
        """Give it in other coordinates."""
        across = shift((0.0, 0.0, 0.0, 0.0))[0]
        rows = [
            [[_moved(line, shift, across) for line in cell] for cell in row] for row in self.rows
        ]
        return Table(shift(self.box), rows)


def _moved(line: Line, shift: Callable[[Box], Box], across: float) -> Line:
    return replace(line, box=shift(line.box), edges=tuple(e + across for e in line.edges))


def tables_of(page: Any, chars: list[Char], number: int) -> tuple[list[Table], list[Char]]:
    """Find ruled tables; give them and the characters outside all of them."""
    if not _worth_a_look(page):
        return [], chars
    found: list[Table] = []
    for raw in page.find_tables({"edge_min_length": _MIN_EDGE, "snap_tolerance": 3}):
        inside = _inside(chars, raw.bbox)
        if len(raw.rows) < 2 or not inside:
            continue
        rows = [
            [lines_of(_inside(inside, cell), number) if cell else [] for cell in row.cells]
            for row in raw.rows
        ]
        if _is_table(rows):
            box: Box = tuple(round(float(v), 2) for v in raw.bbox)  # type: ignore[assignment]
            found.append(Table(box, rows))
    if not found:
        return [], chars
    taken = {id(c) for table in found for c in _inside(chars, table.box)}
    return found, [c for c in chars if id(c) not in taken]


def _worth_a_look(page: Any) -> bool:
    edges: list[Char] = page.edges
    if len(edges) > _MAX_EDGES:
        return False
    long_edges = [e for e in edges if max(e["width"], e["height"]) >= _MIN_EDGE]
    flat = sum(bool(e["orientation"] == "h") for e in long_edges)
    return flat >= 3 and len(long_edges) - flat >= 2


def _inside(chars: list[Char], box: Any) -> list[Char]:
    x0, top, x1, bottom = box
    return [
        c
        for c in chars
        if x0 <= (c["x0"] + c["x1"]) / 2 <= x1 and top <= (c["top"] + c["bottom"]) / 2 <= bottom
    ]


def _is_table(rows: list[list[list[Line]]]) -> bool:
    """Reads as: two rows or more in which two cells or more hold words."""
    filled = [sum(bool(cell) for cell in row) for row in rows]
    return sum(count >= 2 for count in filled) >= 2
