"""Cells of a table put in their places.

In: rows of cells as a file lists them, left to right, with the places each
spans. Out: rows as drafts, every cell with its row and column. Spans that
reach beyond the table are cut: no table is wider than its longest row says.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.parse.assembly import CellDraft, Draft, Piece, row_draft


@dataclass(slots=True)
class Loose:
    """A cell that has no place yet."""

    pieces: list[Piece]
    row_span: int = 1
    column_span: int = 1
    header: bool = False


def lines_of_cell(lines: Sequence[str]) -> list[Piece]:
    """Make pieces of a cell's paragraphs, each on a line of its own."""
    kept = [line.strip() for line in lines if line.strip()]
    return [Piece(line, before="\n" if i else None) for i, line in enumerate(kept)]


def placed_rows(rows: Sequence[Sequence[Loose]], table: int) -> Iterator[Draft]:
    """Place the cells of a table; `table` is any number that its rows share."""
    widest = max((len(row) for row in rows), default=1)
    taken: dict[int, int] = {}  # column: rows for which a cell above still holds it
    for number, row in enumerate(rows, start=1):
        held = {column: left - 1 for column, left in taken.items() if left > 1}
        column = 1
        cells = []
        for cell in row:
            while column in taken:
                column += 1
            across = min(max(cell.column_span, 1), widest)
            down = min(max(cell.row_span, 1), len(rows) - number + 1)
            cells.append(CellDraft(number, column, cell.pieces, down, across, cell.header))
            if down > 1:
                held.update(dict.fromkeys(range(column, column + across), down - 1))
            column += across
        taken = held
        yield row_draft(cells, table)


def span(text: str | None) -> int:
    """Read a span; what is no small number is 1."""
    return (
        int(text) if text is not None and text.isascii() and text.isdigit() and len(text) < 5 else 1
    )
