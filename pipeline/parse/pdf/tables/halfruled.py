"""Tables with flat rules only: a rule above, below the headings, at the foot.

In: a page's lines and flat rules that belong to no grid. Out: tables, and the
lines in none of them. Columns are the white strips that run from rule to
rule; a stretch without one (prose under a page's head rule) is no part.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from pipeline.parse.pdf.lines import Line
from pipeline.parse.pdf.tables.cells import Table, TableCell
from pipeline.parse.pdf.tables.columns import (
    Strip,
    column_of,
    is_figures,
    is_wrapped,
    narrowed,
    parted,
    print_rows,
    strips,
    table_rows,
)
from pipeline.parse.pdf.tables.openended import LEAST, Band, with_open_ends
from pipeline.parse.pdf.tables.rules import Rule, Rules
from pipeline.records import Box

_SAME = 5.0  # points; rules of one table begin and end together
_SHORTEST = 120.0  # points; shorter rules underline words or part off notes
_MOST_COLUMNS = 20
# Words beside a stretch: few lines, short against the rules; a column of text is longer.
_LABELS, _LABEL = 4, 0.3


def half_ruled(lines: Sequence[Line], rules: Rules, page: int) -> tuple[list[Table], list[Line]]:
    """Find the tables between flat rules; give them and the other lines."""
    found: list[Table] = []
    rest = list(lines)
    for group in _groups(rules.flat):
        all_bands = _bands(group, rest, rules.upright)
        for run in _runs(all_bands):
            bands = with_open_ends(run, group, rest, all_bands)
            table = _table(bands, group, page)
            if table is None:
                continue
            found.append(table)
            taken = {id(x) for band in bands for x in band.lines}
            rest = [x for x in rest if id(x) not in taken]
    return found, rest


def _groups(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Group the long rules that begin and end at the same places."""
    groups: list[list[Rule]] = []
    for rule in sorted((r for r in rules if r.length >= _SHORTEST), key=lambda r: r.at):
        for group in groups:
            first = group[0]
            if abs(first.start - rule.start) <= _SAME and abs(first.end - rule.end) <= _SAME:
                group.append(rule)
                break
        else:
            groups.append([rule])
    return [g for g in groups if len(g) >= 2]


def _bands(group: list[Rule], lines: Sequence[Line], posts: Sequence[Rule]) -> list[Band]:
    start, end = group[0].start - _SAME, group[0].end + _SAME
    bands = []
    for above, below in itertools.pairwise(group):
        inside = [
            x
            for x in lines
            if x.top > above.at - 0.4 * x.height
            and x.bottom < below.at + 0.4 * x.height
            and x.table is None
        ]
        held = [x for x in inside if start <= x.x0 and x.x1 <= end]
        posted = any(
            start < p.at < end
            and min(p.end, below.at) - max(p.start, above.at) > 0.6 * (below.at - above.at)
            for p in posts
        )
        # Lines of text beside the rules: these part something else. Posts between them: boxes.
        beside = [x for x in inside if not (start <= x.x0 and x.x1 <= end)]
        labels = len(beside) <= _LABELS and all(_is_label(x, start, end) for x in beside)
        plain = not posted and labels
        bands.append(Band(above.at, below.at, held if plain else []))
    return bands


def _is_label(line: Line, start: float, end: float) -> bool:
    """Tell a few words wholly beside the rules: what the rows there have in common."""
    apart = line.x1 < start + _SAME or line.x0 > end - _SAME
    return apart and not is_figures(line.text) and line.x1 - line.x0 < _LABEL * (end - start)


def _runs(bands: Sequence[Band]) -> list[list[Band]]:
    """Find stretches of bands that share white strips, a heading band across them included."""
    runs: list[list[Band]] = []
    run: list[Band] = []
    shared: list[Strip] = []
    for at, band in enumerate(bands):
        cut = [part for line in band.lines for part in parted(line, shared, LEAST)]
        both = narrowed(shared, cut, LEAST) if band.lines else []
        if both:
            band.parts = cut
            run.append(band)
            shared = both
            continue
        if run:
            runs.append(run)
        run, shared = ([band], band.gutters) if band.gutters else ([], [])
        before = bands[at - 1] if run and at else None
        if before is not None and _is_head(before) and not any(before in r for r in runs):
            run.insert(0, before)
    return [*runs, run] if run else runs


def _is_head(band: Band) -> bool:
    """Reads as: one or two rows of print, several words beside each other: headings of groups."""
    rows = print_rows(band.lines)
    return 0 < len(rows) <= 2 and any(len(row) > 1 for row in rows)


def _table(bands: Sequence[Band], group: Sequence[Rule], page: int) -> Table | None:
    # The first band may be headings of groups of columns, across the strips.
    gutters = strips([x for band in bands[1:] or bands for x in band.parts], LEAST)
    whole = narrowed(gutters, bands[0].parts, LEAST)
    gutters = whole if len(whole) == len(gutters) else gutters
    if not gutters or len(gutters) >= _MOST_COLUMNS:
        return None
    several = len(bands) > 3  # rules between all rows: what stands between two is one row
    rows: list[tuple[float, float, list[Line]]] = []
    for i, band in enumerate(bands):
        one = several or i == 0 < len(bands) - 1 or _has_one_label(band, gutters)
        parts = [band.parts] if one else table_rows(band.parts, gutters)
        for j, part in enumerate(parts):
            top = band.top if j == 0 else min(x.top for x in part)
            bottom = band.bottom if j == len(parts) - 1 else max(x.bottom for x in part)
            rows.append((top, bottom, part))
    if not _is_table(rows, gutters, len(bands)):
        return None
    return make_table(rows, gutters, (group[0].start, group[0].end), page)


def _has_one_label(band: Band, gutters: Sequence[Strip]) -> bool:
    """Tell a row whose first cell is set at half its height, beside text that begins above it."""
    label = [x for x in band.parts if column_of(x, gutters)[0] == 0]
    rest = [x for x in band.parts if column_of(x, gutters)[0] > 0]
    if not label or not rest:
        return False
    label.sort(key=lambda x: x.top)
    room = 0.3 * label[0].size
    joined = all(b.top - a.bottom < a.size for a, b in itertools.pairwise(label))
    above, below = min(x.top for x in rest), max(x.bottom for x in rest)
    off = abs(label[0].top + label[-1].bottom - band.top - band.bottom) / 2
    centred = below > label[-1].bottom + room or off < label[0].size
    return joined and above < label[0].top - room and centred


def _is_table(
    rows: Sequence[tuple[float, float, list[Line]]], gutters: Sequence[Strip], bands: int
) -> bool:
    """Reads as: two rows or more with words in two columns, and not just prose in columns.

    With no rule between the first and the last one every row has words in every column.
    """
    filled = [len({column_of(x, gutters)[0] for x in lines}) for _, _, lines in rows]
    if sum(count >= 2 for count in filled) < 2:
        return False
    if bands < 2 and (len(rows) < 3 or min(filled) <= len(gutters)):
        return False
    if len(rows) > 2 or len(gutters) > 1:
        return True
    columns: dict[int, list[Line]] = {}
    for line in rows[-1][2]:
        columns.setdefault(column_of(line, gutters)[0], []).append(line)
    return not all(len(c) > 3 and is_wrapped(c) for c in columns.values())


def make_table(
    rows: Sequence[tuple[float, float, list[Line]]],
    gutters: Sequence[Strip],
    sides: tuple[float, float],
    page: int,
) -> Table:
    """Make a table of rows of lines and the strips between its columns."""
    edges = [sides[0], *(g[1] - 3 for g in gutters), sides[1]]
    cells: list[TableCell] = []
    for row, (top, bottom, lines) in enumerate(rows):
        held: dict[tuple[int, int], list[Line]] = {}
        for line in sorted(lines, key=lambda x: (x.top + x.bottom, x.x0)):
            held.setdefault(column_of(line, gutters), []).append(line)
        held = _disjoint(held)
        covered = {c for first, last in held for c in range(first, last + 1)}
        spans = [*held, *((c, c) for c in range(len(edges) - 1) if c not in covered)]
        for first, last in sorted(spans):
            box: Box = (
                round(edges[first], 2),
                round(top, 2),
                round(edges[last + 1], 2),
                round(bottom, 2),
            )
            mine = held.get((first, last), [])
            cells.append(TableCell(row, first, 1, last - first + 1, [(page, box)], mine))
    outer = (sides[0], rows[0][0], sides[1], rows[-1][1])
    return Table(page, outer, edges, cells, ruled=False)


def _disjoint(held: dict[tuple[int, int], list[Line]]) -> dict[tuple[int, int], list[Line]]:
    """Put lines that share columns into one cell."""
    found: dict[tuple[int, int], list[Line]] = {}
    for span in sorted(held):
        last = next(reversed(found), None)
        if last is not None and span[0] <= last[1]:
            lines = found.pop(last) + held[span]
            lines.sort(key=lambda x: (x.top + x.bottom, x.x0))
            found[last[0], max(last[1], span[1])] = lines
        else:
            found[span] = held[span]
    return found
