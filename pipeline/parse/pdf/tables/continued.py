"""Tables that go on over a page break, made one.

In: every page's tables and the lines outside them, furniture aside. Out: the
same lists, changed in place: a table that continues the last one of the page
before is joined to it, its repeated heading rows set apart, a row cut by the
break one row again. Afterwards every table's headings are marked, and an
uncertain table has become one or given its lines back to the page.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.parse.pdf.lines import Line
from pipeline.parse.pdf.tables.cells import Table
from pipeline.parse.pdf.tables.headers import mark_headers
from pipeline.parse.pdf.tables.joining import append, same_columns
from pipeline.records import Box

# A table that goes on ends in the lower half: only a very high row leaves more of a page empty.
_REACH = 0.5
_CONTINUED = re.compile(
    r"(?:続き|つづき|続く|つづく|cont(?:inued|['’]d|\.)(?: (?:on|from) (?:the )?"
    r"(?:next|previous) page)?)\s*[)）\]】]?\s*$",
    re.IGNORECASE,
)
_NOTE = re.compile(r"[\d０-９]{1,3}[\s\u3000.．)）]|[*＊†‡※]")


@dataclass(slots=True)
class PageTables:
    """What joining needs to know of a page; `lines` exclude furniture and tables."""

    tables: list[Table]
    lines: list[Line]
    height: float
    turned: list[Line] = field(default_factory=list)  # of grids that turned out to be no tables


def join_tables(pages: Sequence[PageTables], body: float) -> list[Line]:
    """Join continued tables; `body` is the type size of prose in points.

    Gives the lines that only say that a table goes on; they are furniture.
    """
    said: list[Line] = []
    before: PageTables | None = None
    last: tuple[Table, Box] | None = None  # the lowest table of the page before, and where it ends
    for page in pages:
        ends = [(table, table.box) for table in page.tables]
        first = min(page.tables, key=lambda t: t.box[1], default=None)
        if before is not None and last is not None and first is not None:
            foot, top = last[1], first.box
            notices = [x for x in before.lines if x.top > foot[3] - 2 and _says(x)]
            headings = [x for x in page.lines if x.bottom < top[1] + 2 and _says(x)]
            if _at_the_break(foot, before, top, page, body) and same_columns(last[0], first):
                append(last[0], first)
                page.tables.remove(first)
                ends = [(last[0], top), *((t, box) for t, box in ends if t is not first)]
                before.lines[:] = [x for x in before.lines if x not in notices]
                page.lines[:] = [x for x in page.lines if x not in headings]
                said += notices + headings
        before, last = page, max(ends, key=lambda end: end[1][3], default=None)
    number = 0
    for page in pages:
        for table in [t for t in page.tables if not t.certain]:
            page.tables.remove(table)
            page.lines += table.spare
            page.turned += table.spare_turned
        for table in page.tables:
            number += 1
            table.number = number
            mark_headers(table)
    return said


def _says(line: Line) -> bool:
    """Reads as: a short line that ends "(continued)", the table's title perhaps before it."""
    text = line.text.strip()
    return len(text) < 100 and _CONTINUED.search(text) is not None


def _at_the_break(foot: Box, before: PageTables, top: Box, page: PageTables, body: float) -> bool:
    """Tell whether nothing but notes stands between a table's end and the next one's start."""
    if foot[3] < _REACH * before.height:
        return False
    under = [x for x in before.lines if x.top > foot[3] - 2 and not _says(x)]
    first = min(under, key=lambda x: x.top, default=None)
    if first is not None and not _is_note(first, body):
        return False
    return not any(x.bottom < top[1] + 2 and not _says(x) for x in page.lines)


def _is_note(line: Line, body: float) -> bool:
    small = line.size <= 0.93 * body
    return small and (line.lead_mark is not None or _NOTE.match(line.text.lstrip()) is not None)
