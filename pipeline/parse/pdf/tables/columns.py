"""Columns that white strips part, and rows of print within them.

In: lines of print of one stretch of a page. Out: the strips that no line
crosses, the lines of each column, and the rows they form.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from pipeline.parse.pdf.lines import Line

_FIGURES = re.compile(
    r"(?=.*[\d０-９○◯●△×✓✗])[\d０-９\s.,，．:：/\-−–~～〜()（）+＋%％円人件年月日時間分万億兆千百社校名個"
    r"回度歳米ドル¥$€£※*＊○◯●△×✓✗]+"
)
Strip = tuple[float, float]  # from the right end of a column to the left end of the next

# White this wide (in type sizes) parts columns; words of one phrase stand nearer.
_STRIP = 0.9
# This much more white than between lines (in type sizes), across all columns, parts rows.
_WHITE = 0.35


def print_rows(lines: Sequence[Line]) -> list[list[Line]]:
    """Group lines that stand beside each other, top to bottom, each left to right."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda x: (x.top + x.bottom, x.x0)):
        if rows and _beside(rows[-1][0], line):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda x: x.x0) for row in rows]


def _beside(a: Line, b: Line) -> bool:
    return min(a.bottom, b.bottom) - max(a.top, b.top) > 0.5 * min(a.height, b.height)


def strips(lines: Sequence[Line], least: float | None = None) -> list[Strip]:
    """Find the white strips that run through all lines, `least` points wide or more."""
    if not lines:
        return []
    width = _STRIP * median(x.size for x in lines) if least is None else least
    found: list[Strip] = []
    reach: float | None = None
    for line in sorted(lines, key=lambda x: x.x0):
        if reach is not None and line.x0 - reach >= width:
            found.append((reach, line.x0))
        reach = line.x1 if reach is None else max(reach, line.x1)
    return found


def narrowed(open_strips: Sequence[Strip], lines: Sequence[Line], least: float) -> list[Strip]:
    """Keep what lines leave of strips found elsewhere, `least` points wide or more."""
    found: list[Strip] = []
    for start, end in open_strips:
        left, right = start, end
        for line in lines:
            if line.x1 > left and line.x0 < right:
                if line.x0 < start or line.x1 < (start + end) / 2:
                    left = line.x1
                else:
                    right = line.x0
        if right - left >= least:
            found.append((left, right))
    return found


def parted(line: Line, gutters: Sequence[Strip], least: float) -> list[Line]:
    """Cut a line at the spaces that stand in strips: columns nearer than a line's own gaps."""
    if line.lead_mark is not None or len(line.edges) != len(line.text) + 1:
        return [line]
    cuts: list[int] = []
    for start, end in gutters:
        for at, char in enumerate(line.text[1:-1], start=1):
            # A space begins where the character before it ends.
            left, right = max(line.edges[at], start), min(line.edges[at + 1], end)
            if char.isspace() and right - left >= least:
                cuts.append(at)
                break
    parts: list[Line] = []
    begin = 0
    for cut in [*cuts, len(line.text)]:
        edges = line.edges[begin : cut + 1]
        parts.append(
            replace(
                line,
                text=line.text[begin:cut],
                box=(edges[0], line.top, edges[-1], line.bottom),
                edges=edges,
                marks=[(at - begin, mark) for at, mark in line.marks if begin < at <= cut],
            )
        )
        begin = cut + 1
    return parts if cuts else [line]


def column_of(line: Line, gutters: Sequence[Strip]) -> tuple[int, int]:
    """Give the first and the last column that a line stands in."""
    first = sum(line.x0 >= g[1] - 1 for g in gutters)
    last = sum(line.x1 > g[0] + 1 for g in gutters)
    return first, max(first, last)


def is_figures(text: str) -> bool:
    """Tell whether words are figures, amounts, dates or marks."""
    return _FIGURES.fullmatch(text.strip()) is not None


def is_wrapped(lines: Sequence[Line]) -> bool:
    """Tell whether a column's lines are prose that wraps at its right margin.

    Reads as: more than half of its lines, ten characters long or more, end
    near the longest one's end.
    """
    long = [x for x in lines if len(x.text) >= (10 if x.wide else 22)]
    if len(long) < 2 or len(long) < 0.6 * len(lines):
        return False
    right = max(x.x1 for x in long)
    return sum(x.x1 > right - 3 * x.size for x in long) > 0.5 * len(long)


def table_rows(lines: Sequence[Line], gutters: Sequence[Strip]) -> list[list[Line]]:
    """Part the lines between two rules into rows.

    Reads as: a row of print is a row of the table when most have words in
    every column and no column is wrapped prose; else a row begins after more
    white than usual, or where the first column has words again after a gap.
    """
    rows = print_rows(lines)
    if len(rows) < 2:
        return [list(lines)]
    columns: dict[int, list[Line]] = {}
    for line in sorted(lines, key=lambda x: x.top):
        columns.setdefault(column_of(line, gutters)[0], []).append(line)
    wrapped = any(is_wrapped(column) for column in columns.values())
    full = sum(len({column_of(x, gutters)[0] for x in row}) > len(gutters) / 2 for row in rows)
    firsts = [any(column_of(x, gutters)[0] == 0 for x in row) for row in rows]
    if not wrapped and full >= 0.6 * len(rows):
        starts = [i == 0 or firsts[i] or not any(firsts) for i in range(len(rows))]
    else:
        reach = list(itertools.accumulate((max(x.bottom for x in r) for r in rows), max))
        white = [min(x.top for x in b) - end for end, b in zip(reach, rows[1:], strict=False)]
        leads = sorted(
            b.top - a.bottom for column in columns.values() for a, b in itertools.pairwise(column)
        )
        usual = leads[len(leads) // 3] if leads else 0.0
        size = median(x.size for x in lines)
        starts = [True, *(w > usual + _WHITE * size for w in white)]
        # White inside one column only is a paragraph's, unless the first column begins anew.
        starts = [s and (f or not any(firsts)) for s, f in zip(starts, firsts, strict=True)]
        starts[0] = True
    found: list[list[Line]] = []
    for row, starting in zip(rows, starts, strict=True):
        if starting:
            found.append([])
        found[-1] += row
    return found
