"""Which cells of a table name the others.

In: a `Table`. Out: the same, with `header` set on the cells of its heading
rows and, when print says so, of its first column. Nothing is guessed from
position alone: shading, bold type, repetition on the next page, or words
that are labels above cells that are not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import median

from pipeline.parse.pdf.tables.cells import Table, TableCell
from pipeline.parse.pdf.tables.columns import is_figures

_SENTENCE_END = re.compile(r"[。．!?！？]\s*$|[a-z)]{3}\.\s*$")
_MOST_ROWS = 4  # heading rows; more would be a table of labels
_MARKED_LABEL = 80  # shaded or bold
_LABEL = 40  # characters (Latin letters count half): a heading of a column is no longer


def mark_headers(table: Table) -> None:
    """Set `header` on heading cells."""
    rows = table.by_row()
    for row in rows[: max(table.heading, _heading_rows(rows, table.width))]:
        for cell in row:
            cell.header = True
    if table.width > 1:
        _mark_first_column(rows)


def _heading_rows(rows: Sequence[Sequence[TableCell]], width: int) -> int:
    """Count the rows at the top that name columns."""
    if len(rows) < 2:
        return 0
    at = 0
    # A row of one cell over all columns is the table's title; the names follow it.
    while (
        at < min(len(rows) - 1, 2) and rows[at][0].columns == width > 1 and _is_label(rows[at][0])
    ):
        at += 1
    if at >= len(rows) - 1 or not _names(rows[at], rows[at + 1 :], width):
        return 0
    reach = max(cell.row + cell.rows for cell in rows[at])
    groups = any(_parts(cell, rows[at + 1]) > 1 for cell in rows[at] if cell.columns > 1)
    end = at + 1
    while end < min(len(rows) - 1, at + _MOST_ROWS):
        row = rows[end]
        shaded = end == at + 1 and len(row) > 1 and _stands_out(row, rows[end + 1 :])
        if not (row[0].row < reach or (groups and end == at + 1 and _all_labels(row)) or shaded):
            break
        end += 1
    return end


def _names(row: Sequence[TableCell], below: Sequence[Sequence[TableCell]], width: int) -> bool:
    """Tell whether a row names the columns below it."""
    others = [cell for r in below for cell in r if cell.lines]
    if not others or _recurs(row, below):
        return False
    if _stands_out(row, below):
        return True
    bold = sum(c.lines[0].bold for c in others)
    short = all(_size(c) <= _MARKED_LABEL for c in row)
    if short and all(c.lines[0].bold for c in row if c.lines) and bold <= 0.4 * len(others):
        return True
    if not _all_labels(row):
        return False
    named = [c for c in row if c.lines]
    blank = sum(c.columns for c in row if not c.lines)
    if len(named) < 2 or blank > 1 or any(is_figures(c.text) for c in named):
        return False
    return _unlike(row, below, width)


def _recurs(row: Sequence[TableCell], below: Sequence[Sequence[TableCell]]) -> bool:
    """Reads as: its first words begin later rows as well: it opens a section, like those."""
    first = row[0].text
    return bool(first) and any(r[0].column == 0 and r[0].text == first for r in below)


def _unlike(row: Sequence[TableCell], below: Sequence[Sequence[TableCell]], width: int) -> bool:
    """Tell whether cells under a label are of another sort: figures, signs, or clearly longer."""
    for cell in row:
        if not cell.lines:
            continue
        under = [
            c
            for r in below
            for c in r
            if c.lines
            and c.column < cell.column + cell.columns
            and c.column + c.columns > cell.column
        ]
        if len(under) < 2 and width < 3:
            continue
        figures = sum(is_figures(c.text) for c in under)
        if under and figures >= 0.6 * len(under):
            return True
        if under and median(_size(c) for c in under) >= 2.2 * _size(cell) and cell.column > 0:
            return True
    return False


def _mark_first_column(rows: Sequence[Sequence[TableCell]]) -> None:
    """Reads as: the body's first cells are shaded or bold labels, the others are not."""
    body = [row for row in rows if not any(c.header for c in row)]
    first = [row[0] for row in body if row[0].column == 0 and row[0].lines]
    rest = [c for row in body for c in row if c.column > 0 and c.lines]
    if len(first) < 2 or not rest or not all(_is_label(c) for c in first):
        return
    shaded = all(c.shade is not None for c in first) and not any(
        c.shade == first[0].shade for c in rest
    )
    bold = all(c.lines[0].bold for c in first) and sum(c.lines[0].bold for c in rest) <= 0.2 * len(
        rest
    )
    if shaded or bold:
        for cell in first:
            cell.header = True


def _parts(cell: TableCell, below: Sequence[TableCell]) -> int:
    """Count the cells with words of a row that stand under a wider cell."""
    return sum(bool(c.lines) and 0 <= c.column - cell.column < cell.columns for c in below)


def _all_labels(row: Sequence[TableCell]) -> bool:
    return any(c.lines for c in row) and all(_is_label(c) for c in row)


def _is_label(cell: TableCell) -> bool:
    text = cell.text
    return _size(cell) <= _LABEL and _SENTENCE_END.search(text) is None


def _size(cell: TableCell) -> float:
    """Characters, Latin ones by half."""
    return sum(1.0 if ord(c) > 0x2E80 else 0.5 for c in cell.text)


def _stands_out(row: Sequence[TableCell], below: Sequence[Sequence[TableCell]]) -> bool:
    """Tell whether a row is shaded and what stands below it is not, or otherwise.

    The first column may be shaded as well. A row all in one of its shades further
    down marks a section of the table, so that the shade names no columns.
    """
    shades = {c.shade for c in row}
    body = [c for r in below for c in r if c.column > 0]
    if None in shades or not body or any(_size(c) > _MARKED_LABEL for c in row):
        return False
    if any(len(r) > 1 and {c.shade for c in r} <= shades for r in below[_MOST_ROWS - 1 :]):
        return False
    return sum(c.shade in shades for c in body) <= 0.4 * len(body)
