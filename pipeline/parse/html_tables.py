"""Tables of web pages: rows of cells, or only a layout.

In: a table element and the walk that reads what is inside a cell. Out: its
caption and rows as drafts; None for a table that lays out the page, such as
those that set "(1)" and the words it numbers side by side.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from pipeline.numbering import split_number
from pipeline.parse.assembly import Draft, Piece
from pipeline.parse.cells import Loose, placed_rows, span
from pipeline.parse.columns import words
from pipeline.parse.html_marks import tag_of
from pipeline.parse.trails import heading_label
from pipeline.records import BlockKind

Walk = Callable[[Any], list[Draft]]

_LINE_END = re.compile(r"(\S)\s*\n\s*")


def table_rows(table: Any, walk: Walk, number: int) -> list[Draft] | None:
    """Give a table's caption and rows; None when it only lays out the page.

    `number` tells its rows from those of other tables.
    """
    rows = list(table.iter("tr"))
    cells = [[c for c in row if tag_of(c) in ("td", "th")] for row in rows]
    if max((len(row) for row in cells), default=0) < 2 or _only_numbers(cells):
        return None
    for tag in ("table", "h1", "h2", "h3", "h4"):
        if next((e for e in table.iter(tag) if e is not table), None) is not None:
            return None
    found: list[Draft] = []
    for caption in table.iter("caption"):
        found += [Draft(BlockKind.CAPTION, d.pieces) for d in walk(caption)]
    loose = [[_cell(cell, walk) for cell in row] for row in cells]
    return [*found, *placed_rows(loose, number)]


def _cell(cell: Any, walk: Walk) -> Loose:
    """Read a cell: each paragraph on a line, list numbers and note markers with it."""
    pieces: list[Piece] = []
    for draft in walk(cell):
        text = words(draft.pieces)
        label = heading_label(draft.number, text)
        shift = len(label) - len(text)
        marks = draft.pieces[0].marks if len(draft.pieces) == 1 else ()
        text = _LINE_END.sub(_unbroken, label.strip())
        shown = tuple((min(at + shift, len(text)), printed) for at, printed in marks)
        pieces.append(Piece(text, marks=shown, before="\n" if pieces else None))
    header = tag_of(cell) == "th" or next(cell.iterancestors("thead"), None) is not None
    return Loose(pieces, span(cell.get("rowspan")), span(cell.get("colspan")), header)


def _unbroken(match: re.Match[str]) -> str:
    """Close a line break in a cell: after kana it only wraps, else it parts."""
    return match[1] if "\u3040" <= match[1] <= "\u30ff" else f"{match[1]} "


def _only_numbers(rows: Sequence[Sequence[Any]]) -> bool:
    """Tell a table that sets numbers beside the words they number (EUR-Lex, ministries).

    Reads as: every row is a number or bullet and one filled cell. A data table
    numbers its rows without brackets or point, or has more columns.
    """
    for row in rows:
        filled = [text for cell in row if (text := " ".join("".join(cell.itertext()).split()))]
        if any(tag_of(cell) == "th" for cell in row) or len(filled) != 2:
            return False
        if not is_bare_number(filled[0]):
            return False
    return True


def is_bare_number(text: str) -> bool:
    """Tell words that are nothing but a printed number or bullet."""
    number = split_number(f"{text} x") if len(text) <= 12 else None
    return number is not None and number.rest == "x"
