"""Shading that stands for cells, told from panels, bars and the colour of a cell.

In: the shaded areas of a page and the grids its strokes make. Out: the areas
whose edges part cells as rules do.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.parse.pdf.tables.grid import Grid
from pipeline.parse.pdf.tables.ruled import within
from pipeline.records import Box

_NEAR = 4.0  # points; areas of one row begin and end together, a hair's breadth apart
_GAP = 8.0  # points; white between two shaded cells of a row
_MOST = 600  # more areas are a drawing


def cell_shades(areas: Sequence[Box], grids: Sequence[Grid]) -> list[Box]:
    """Choose the areas that are cells.

    Reads as: an area beside another of the same height; or one that lies
    right above or below a grid and is as wide (a heading row in one colour).
    What a cell holds is its colour; what holds cells or areas is a panel.
    """
    single = sorted(set(areas))
    if len(single) > _MOST:
        return []
    cells = [cell.box for grid in grids for cell in grid.cells]
    found = []
    for area in single:
        if any(within(area, cell) or within(cell, area) for cell in cells):
            continue
        if any(other != area and within(other, area) for other in single):
            continue
        beside = any(_beside(area, other) for other in (*single, *cells) if other != area)
        if beside or any(_crowns(area, grid.box) for grid in grids):
            found.append(area)
    return found


def _beside(a: Box, b: Box) -> bool:
    level = abs(a[1] - b[1]) <= _NEAR and abs(a[3] - b[3]) <= _NEAR
    return level and (-_NEAR <= b[0] - a[2] <= _GAP or -_NEAR <= a[0] - b[2] <= _GAP)


def _crowns(a: Box, grid: Box) -> bool:
    wide = abs(a[0] - grid[0]) <= _NEAR and abs(a[2] - grid[2]) <= _NEAR
    return wide and (abs(a[3] - grid[1]) <= _NEAR or abs(a[1] - grid[3]) <= _NEAR)
