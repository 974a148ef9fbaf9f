"""Tables of a document read: by row with the headings, and down a column.

In: a `Document`. Out: a `Table` for every table of it: its cells by place, the
heading cells that hold for a cell, and a column's cells as one text.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.records import Cell, Document

# A first cell longer than this is content, not the label of its row.
_MOST_LABEL = 60


@dataclass(slots=True)
class Table:
    """One table: positions of its rows in `Document.blocks`, and its cells."""

    number: int
    rows: list[int] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)
    _rows: dict[int, list[Cell]] = field(default_factory=dict, repr=False)
    _headings: list[Cell] = field(default_factory=list, repr=False)

    @property
    def width(self) -> int:
        """How many columns."""
        return max((c.column + c.column_span - 1 for c in self.cells), default=0)

    @property
    def height(self) -> int:
        """How many rows, rows without words included."""
        return max((c.row + c.row_span - 1 for c in self.cells), default=0)

    def grid(self) -> list[list[Cell | None]]:
        """Give every place of the table its cell; a spanning cell stands in all of its places."""
        places: list[list[Cell | None]] = [[None] * self.width for _ in range(self.height)]
        for cell in self.cells:
            for row in range(cell.row, cell.row + cell.row_span):
                for column in range(cell.column, cell.column + cell.column_span):
                    places[row - 1][column - 1] = cell
        return places

    def heading_rows(self) -> int:
        """Count the rows at the top whose cells with words are all headings."""
        count = 0
        for row in range(1, self.height + 1):
            here = [c for c in self._by_row().get(row, ()) if c.row == row and _filled(c)]
            if not here or not all(c.header for c in here):
                break
            count = row
        return count

    def column(self, number: int) -> list[Cell]:
        """Give a column's cells from top to bottom, headings first; wider cells included."""
        return [c for c in self.cells if 0 <= number - c.column < c.column_span]

    def labels(self, cell: Cell) -> list[Cell]:
        """Give the cells that name a cell: headings above it, then the label of its row.

        Reads as: heading cells above in the same column; on the left, heading
        cells of the row and the row's first cell.
        """
        rows = self._by_row()
        above = [
            other
            for other in self._headings
            if other.row < cell.row and _meet(other.column, other.column_span, cell)
        ]
        beside: list[Cell] = []
        for row in range(cell.row, cell.row + cell.row_span):
            for other in rows.get(row, ()):
                if other.column >= cell.column or other in beside or not _filled(other):
                    continue
                short = other.span[1] - other.span[0] <= _MOST_LABEL
                if other.header or (other.column == 1 and short):
                    beside.append(other)
        return above + [other for other in beside if other not in above]

    def _by_row(self) -> dict[int, list[Cell]]:
        """Index the cells by every row they stand in; a table may have thousands of rows."""
        if not self._rows:
            self._headings = [c for c in self.cells if c.header and _filled(c)]
            for cell in self.cells:
                for row in range(cell.row, cell.row + cell.row_span):
                    self._rows.setdefault(row, []).append(cell)
        return self._rows


def _filled(cell: Cell) -> bool:
    return cell.span[0] < cell.span[1]


def _meet(column: int, span: int, cell: Cell) -> bool:
    return column < cell.column + cell.column_span and cell.column < column + span


def tables(document: Document) -> dict[int, Table]:
    """Collect a document's tables by their numbers."""
    found: dict[int, Table] = {}
    for position, block in enumerate(document.blocks):
        if block.table is not None:
            table = found.setdefault(block.table, Table(block.table))
            table.rows.append(position)
            table.cells += block.cells
    return found


def column_text(document: Document, table: Table, number: int) -> str:
    """Read one column of a table down as a text of its own: 原文, 訳 or 新 alone."""
    words = (document.text[c.span[0] : c.span[1]] for c in table.column(number))
    return "\n\n".join(w for w in words if w)
