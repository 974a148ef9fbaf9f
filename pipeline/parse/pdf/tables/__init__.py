"""Tables of a page.

In: a pdfplumber page and its characters. Out: tables as cells, each with its
lines of print and box, and the characters that stand in none of them. A box
drawn around prose is no table.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.parse.pdf.lines import Char, Line
from pipeline.parse.pdf.tables.cells import Table, TableCell, pieces_of
from pipeline.parse.pdf.tables.continued import PageTables, join_tables
from pipeline.parse.pdf.tables.grid import grids_of
from pipeline.parse.pdf.tables.halfruled import half_ruled
from pipeline.parse.pdf.tables.ruled import ruled, within
from pipeline.parse.pdf.tables.rules import Rules, rules_of, shades_of, sides_of, strokes_of
from pipeline.parse.pdf.tables.shading import cell_shades
from pipeline.parse.pdf.tables.unruled import unruled
from pipeline.parse.pdf.turned import Sheet, Way
from pipeline.records import Box

__all__ = [
    "PageTables",
    "Rules",
    "Table",
    "TableCell",
    "aligned_tables",
    "join_tables",
    "pieces_of",
    "tables_of",
]


@dataclass(slots=True)
class Found:
    """What the rules of a page hold."""

    tables: list[Table]
    loose: list[Char]  # characters in no ruled table
    turned: list[Line]  # lines that run another way, in no table
    rules: Rules  # those outside the tables


def tables_of(
    page: Any, chars: list[Char], turned: Sequence[Line], sheet: Sheet, way: Way, number: int
) -> Found:
    """Find the ruled tables of a page.

    `chars` and all that is found count from the visible corner, turned so that
    lines run to the right; `turned` are lines that run another way, as they
    stand on the page (headings of narrow columns).
    """

    def turn(box: Box) -> Box:
        there = sheet.turn(dict(zip(_SIDES, box, strict=True)), way)
        return (there["x0"], there["top"], there["x1"], there["bottom"])

    shades = [(turn(box), colour) for box, colour in shades_of(page)]
    strokes = [turn(box) for box in strokes_of(page)]
    rules = rules_of(strokes)
    grids = grids_of(rules)
    apart = cell_shades([box for box, _ in shades], grids)
    if apart:
        grids = grids_of(rules_of([*strokes, *sides_of(apart)]))
    seen = sheet.visible()
    found = ruled(grids, chars, turned if way is Way.RIGHT else [], number, seen, shades)
    boxes = [table.box for table in found.tables]
    left = Rules(
        tuple(r for r in rules.flat if not _in_any((r.start, r.at, r.end, r.at), boxes)),
        tuple(r for r in rules.upright if not _in_any((r.at, r.start, r.at, r.end), boxes)),
    )
    return Found(
        found.tables, found.loose, found.turned if way is Way.RIGHT else list(turned), left
    )


def _in_any(rule: Box, boxes: Sequence[Box]) -> bool:
    return any(within(rule, box) for box in boxes)


_SIDES = ("x0", "top", "x1", "bottom")


def aligned_tables(
    lines: Sequence[Line], rules: Rules, drawings: Sequence[Box], number: int
) -> tuple[list[Table], list[Line]]:
    """Find tables without upright rules among a page's lines, furniture aside.

    Gives them and the lines that are in none. The labels of a drawing are no
    table, well as they may be aligned.
    """
    half, rest = half_ruled(lines, rules, number)
    free = [line for line in rest if not _in_any(line.box, drawings)]
    bare = unruled(free, number)
    taken = {id(line) for table in bare for cell in table.cells for line in cell.lines}
    return [*half, *bare], [line for line in rest if id(line) not in taken]
