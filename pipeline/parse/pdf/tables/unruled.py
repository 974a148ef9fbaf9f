"""Tables without rules: short cells aligned in columns over several rows.

In: the lines of a page that are in no other table. Out: tables. Precision first: prose in two columns, lists, contents, signature
blocks and labels of drawings are aligned as well.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import median

from pipeline.numbering import split_number
from pipeline.parse.pdf.lines import Line
from pipeline.parse.pdf.tables.cells import Table
from pipeline.parse.pdf.tables.columns import (
    Strip,
    column_of,
    is_figures,
    narrowed,
    print_rows,
    strips,
)
from pipeline.parse.pdf.tables.halfruled import make_table

_LEAST = 3.0  # points of white that a strip keeps through all rows
_CELL = 26  # characters (Latin letters count half): a cell without rules is no longer
_CAPTION = re.compile(
    r"\s*[■●◆【〔（(<＜]?\s*(?:(?:図表|別表|表|資料)\s*第?[\d０-９一二三四五六七八九十]|第[\d０-９\-－ー−・]+表|"
    r"(?:TABLE|Table|Tab\.)\s*[\dIVXA-Z])"
)
_DOTS = re.compile(r"[.．…‥・･]{3}")
_ROWS, _ROWS_NAMED, _ROWS_TWO = 4, 3, 5


def unruled(lines: Sequence[Line], page: int) -> list[Table]:
    """Find tables by alignment alone."""
    rows = print_rows([x for x in lines if x.table is None])
    found: list[Table] = []
    at = 0
    while at < len(rows):
        run, gutters = _run(rows, at)
        caption = at > 0 and any(_CAPTION.match(x.text) for x in rows[at - 1])
        if _is_table(run, gutters, caption):
            spans = [(min(x.top for x in r), max(x.bottom for x in r), r) for r in run]
            held = [x for r in run for x in r]
            sides = (min(x.x0 for x in held), max(x.x1 for x in held))
            found.append(make_table(spans, gutters, sides, page))
            at += len(run)
        else:
            at += 1
    return found


def _run(rows: Sequence[list[Line]], start: int) -> tuple[list[list[Line]], list[Strip]]:
    """Take the rows that follow each other closely and keep the first one's strips open."""
    gutters = strips(rows[start])
    run = [rows[start]]
    if not gutters:
        return run, []
    for before, row in zip(rows[start:], rows[start + 1 :], strict=False):
        step = min(x.top for x in row) - min(x.top for x in before)
        size = median(x.size for x in row)
        near = 0 < step < 2.6 * size and 0.8 < size / before[0].size < 1.25
        both = narrowed(gutters, row, _LEAST) if len(row) > 1 else []
        if not near or len(both) < len(gutters):
            break
        run.append(row)
        gutters = both
    return run, gutters


def _is_table(rows: Sequence[list[Line]], gutters: Sequence[Strip], caption: bool) -> bool:
    """Reads as: all rows have words in all columns, cells are short, one column is figures.

    Three columns need four rows, two columns five; a caption ("表２", "Table 2")
    right above makes three rows and no figures enough.
    """
    least = _ROWS_NAMED if caption else (_ROWS if len(gutters) > 1 else _ROWS_TWO)
    if not gutters or len(rows) < least:
        return False
    columns: list[list[Line]] = [[] for _ in range(len(gutters) + 1)]
    for row in rows:
        for line in row:
            columns[column_of(line, gutters)[0]].append(line)
    if any(len(column) < len(rows) for column in columns):
        return False
    if any(_size(x) > _CELL or _DOTS.search(x.text) for c in columns for x in c):
        return False
    first = columns[0]
    if sum(_is_number_only(x) for x in first) > 0.5 * len(first) and len(columns) == 2:
        return False
    figures = [sum(is_figures(x.text) for x in c) for c in columns[1:]]
    return caption or max(figures) >= 0.6 * len(rows)


def _is_number_only(line: Line) -> bool:
    found = split_number(line.text + " x", bare=True)
    return found is not None and found.rest.strip() == "x"


def _size(line: Line) -> float:
    if line.text.isascii():
        return 0.5 * len(line.text)
    return sum(1.0 if ord(c) > 0x2E80 else 0.5 for c in line.text)
