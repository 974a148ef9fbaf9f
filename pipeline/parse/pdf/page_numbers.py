"""Contents pages without leaders told by their column of page numbers.

In: the lines of a page. Out: the same lines, an entry and the page number at the
right margin made one line that is marked as contents. Numbers in a table
are not taken: those of contents never fall and stand one to an entry.
"""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from pipeline.parse.pdf.gutters import same_row
from pipeline.parse.pdf.lines import Line
from pipeline.text.joining import is_wide

_PAGE = re.compile(
    r"[-–]?\s*(?:[\d０-９]{1,4}|[ivxlⅰ-ⅻ]{1,6})\s*[-–]?|[\d０-９]{1,4}\s*(?:頁|ページ)"
)
# Fewer entries than this may be the amounts of a small table.
_MIN_ENTRIES = 5
_MARGIN = 3.0  # points; page numbers end on one right edge
_MOST_PAGES = 3000


def join_contents(lines: Sequence[Line]) -> list[Line]:
    """Join the entries of a contents page with their page numbers."""
    columns: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        if _PAGE.fullmatch(line.text.strip()):
            columns[round(line.x1 / _MARGIN)].append(line)
    for at in sorted(columns, reverse=True):
        numbers = columns[at] + columns.get(at + 1, [])
        entries = _entries(sorted(numbers, key=lambda x: x.top), lines)
        if len(entries) >= _MIN_ENTRIES and _never_fall([number for _, number in entries]):
            return _joined(lines, entries)
    return list(lines)


def _entries(numbers: Sequence[Line], lines: Sequence[Line]) -> list[tuple[Line, Line]]:
    """Pair each number with the one line of words on its row."""
    found = []
    for number in numbers:
        row = [x for x in lines if x is not number and same_row(x, number)]
        if len(row) == 1 and row[0].x1 < number.x0 and re.search(r"[^\W\d_]", row[0].text):
            found.append((row[0], number))
    return found


def _never_fall(numbers: Sequence[Line]) -> bool:
    values = [_value(x.text) for x in numbers]
    arabic = [v for v in values if v is not None]
    if len(arabic) < 0.7 * len(values) or max(arabic, default=0) > _MOST_PAGES:
        return False
    rises = sum(b >= a for a, b in itertools.pairwise(arabic))
    # One step back: front matter, or an annex counted anew.
    return rises >= len(arabic) - 2 and len(set(arabic)) > 2


def _value(text: str) -> int | None:
    digits = re.search(r"\d+", text)  # full-width digits as well
    return int(digits[0]) if digits else None


def _joined(lines: Sequence[Line], entries: Sequence[tuple[Line, Line]]) -> list[Line]:
    number_of = {id(words): number for words, number in entries}
    gone = {id(number) for _, number in entries}
    found = []
    for line in lines:
        number = number_of.get(id(line))
        if number is not None:
            gap = "\u3000" if is_wide(line.text[-1]) else " "
            found.append(
                replace(
                    line,
                    text=line.text + gap + number.text,
                    box=(line.x0, min(line.top, number.top), number.x1, line.bottom),
                    edges=(*line.edges, *number.edges),
                    contents=True,
                )
            )
        elif id(line) not in gone:
            found.append(line)
    return found
