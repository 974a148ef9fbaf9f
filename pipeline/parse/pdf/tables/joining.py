"""Two parts of one table put together.

In: a table and the part of it on the next page. Out: the first, changed in
place: columns matched by their edges, repeated heading rows dropped (their
lines kept apart), and the row that the break has cut joined.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.numbering import split_number
from pipeline.parse.pdf.lines import Line
from pipeline.parse.pdf.tables.cells import Table, TableCell

_SAME = 6.0  # points; columns shift a little from page to page
_SAME_UNRULED = 15.0  # points; white strips depend on the words beside them
_SHIFT = 60.0  # points; left and right pages have different margins
_SENTENCE_END = re.compile(r"[。．.!?！？;；:：]\s*[」』）)”\"’']*\s*$")
_NUMBER = re.compile(r"[(（]?[\d０-９]+(?:[.．\-－][\d０-９]+)*[)）.．]?")
_MOST_HEADING = 5  # rows


def same_columns(table: Table, part: Table) -> bool:
    """Tell whether the column edges of one are all among those of the other."""
    if table.ruled != part.ruled or (not table.ruled and len(table.edges) != len(part.edges)):
        return False
    few, many = sorted((table.edges, _shifted(part, table)), key=len)
    near = _SAME if table.ruled else _SAME_UNRULED
    wide = abs((few[-1] - few[0]) - (many[-1] - many[0])) <= 2 * _SAME
    return len(few) >= 3 and wide and all(any(abs(a - b) <= near for b in many) for a in few)


def _shifted(part: Table, table: Table) -> list[float]:
    shift = part.edges[0] - table.edges[0]
    return [e - shift if abs(shift) <= _SHIFT else e for e in part.edges]


def append(table: Table, part: Table) -> None:
    """Join a part to its table."""
    _match_columns(table, part)
    repeated = _repeated(table, part)
    if repeated:
        table.heading = max(table.heading, repeated)
        head = [c for c in part.cells if c.row < repeated]
        table.repeated += [line for cell in head for line in cell.lines]
        part.cells = [c for c in part.cells if c.row >= repeated]
        for cell in part.cells:
            cell.row -= repeated
    if not part.cells:
        return
    height = table.height
    last = {c.column: c for c in table.cells if c.row + c.rows == height}
    cut = _is_cut(last, [c for c in part.cells if c.row == 0])
    shift = height - cut
    for cell in part.cells:
        above = last.get(cell.column)
        fits = above is not None and above.columns == cell.columns and cell.row == 0
        # An empty first cell on the new page: the label of the page before still holds.
        spans = fits and not cut and cell.column == 0 and not cell.lines
        if above is not None and fits and (cut or spans):
            above.lines += cell.lines
            above.places += cell.places
            above.rows += cell.rows - cut
            continue
        cell.row += shift
        table.cells.append(cell)
    table.cells.sort(key=lambda c: (c.row, c.column))
    table.certain = True


def _match_columns(table: Table, part: Table) -> None:
    """Number the columns of both by the edges of the one that has more."""
    shifted = _shifted(part, table)
    edges = max(table.edges, shifted, key=len)
    for one, mine in ((table, table.edges), (part, shifted)):
        at = [_nearest(edges, edge) for edge in mine]
        for cell in one.cells:
            end = at[min(cell.column + cell.columns, len(at) - 1)]
            cell.column = at[cell.column]
            cell.columns = max(end - cell.column, 1)
    table.edges = list(edges)


def _nearest(edges: Sequence[float], edge: float) -> int:
    return min(range(len(edges)), key=lambda i: abs(edges[i] - edge))


def _repeated(table: Table, part: Table) -> int:
    """Count the rows at the top of a part that say what the table's first rows say."""
    count = 0
    for ours, theirs in zip(table.by_row(), part.by_row(), strict=False):
        if count == _MOST_HEADING or _said(ours) != _said(theirs):
            break
        count += 1
    return count


def _said(row: Sequence[TableCell]) -> list[tuple[int, str]]:
    return [(c.column, re.sub(r"\s", "", c.text)) for c in row if c.lines]


def _is_cut(last: dict[int, TableCell], row: Sequence[TableCell]) -> bool:
    """Tell whether a page's first row is the rest of the last row of the page before.

    Reads as: its words stand under cells that have words, one of these stops
    in the middle of a sentence, and the row has no label or number of its
    own. Also: a label that goes on in lower case; words beside no label,
    where the last label was of one row.
    """
    filled = [c for c in row if c.lines]
    above = [last.get(c.column) for c in filled]
    if not filled or any(a is None or not a.lines for a in above):
        return False
    if any(a is not None and a.columns != c.columns for a, c in zip(above, filled, strict=True)):
        return False
    pairs = [(a, c) for a, c in zip(above, filled, strict=True) if a is not None]
    stops = [_stops_inside(a, c) for a, c in pairs]
    label = last.get(0)
    if filled[0].column > 0 and label is not None:
        # A label of one row that has none beside it on the new page: the same row goes on.
        one = label.rows == 1 and bool(label.lines)
        return one or any(stops)
    if _NUMBER.fullmatch(filled[0].text.strip()):
        return False
    goes_on = stops[0] and filled[0].lines[0].text.lstrip()[:1].islower()
    return goes_on or all(stops)


def _stops_inside(above: TableCell, below: TableCell) -> bool:
    """Reads as: the last line is full, no sentence ends, and no new item begins below."""
    line = above.lines[-1]
    if _SENTENCE_END.search(line.text) or _opens(below.lines[0]):
        return False
    box = above.places[-1][1]
    if line.wide:
        return line.x1 > box[2] - 3.0 * line.size - 4
    room = box[2] - 0.5 * line.size - line.x1
    word = below.lines[0].text.split(" ", 1)[0]
    lower = below.lines[0].text.lstrip()[:1].islower()
    return lower or room < (len(word) * 0.55 + 1.5) * line.size


def _opens(line: Line) -> bool:
    return split_number(line.text) is not None
