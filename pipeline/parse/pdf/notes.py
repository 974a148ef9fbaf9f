"""Notes at the foot of a page or column told from its text.

In: lines in reading order, and the rules drawn on the page. Out: where the
notes begin. A note opens with a marker (a raised number, 注, ※, a number in
small type); notes stand last, in type no larger than the text's, mostly below
a short rule.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.parse.pdf.lines import Line

Rule = tuple[float, float, float]  # x0, x1, y

NOTE_START = re.compile(
    r"(?:[\d０-９]{1,3}|[ivx]{1,5}|[ⅰ-ⅻ]|[*＊]{1,3}|[†‡§]|※[\d０-９]*|[（(]?注[\d０-９]*[）)]?)"
    r"(?:[\s\u3000)）:：]|[.．](?![\d０-９])|(?=[「『（A-Z\u3040-\u9fff]))"
)
# A sign that opens a note anywhere, not only at the foot.
_SIGN = re.compile(r"[*＊†‡]|※|[（(]?注")
_SMALL = 0.93  # of body type
# A rule above notes begins at the text's margin, in points.
_INDENT = 20.0


def opens_note(line: Line) -> bool:
    """Tell whether a line at the foot opens a note."""
    return line.lead_mark is not None or NOTE_START.match(line.text.lstrip()) is not None


def is_note(line: Line, body: float) -> bool:
    """Tell whether a line anywhere is the beginning of a note."""
    if line.lead_mark is not None:
        return True
    words = line.text.lstrip()
    small = line.size <= _SMALL * body
    return small and _SIGN.match(words) is not None and opens_note(line)


def foot_of_page(
    lines: Sequence[Line], rules: Sequence[Rule], body: float
) -> tuple[list[Line], list[Line]]:
    """Part the notes across the foot of a page from what stands above, whatever its columns.

    Reads as: everything below a rule at the left margin, or at the end of the page,
    is small or opens with a raised marker, and its first line opens a note.
    """
    if not lines:
        return [], []
    order = sorted(lines, key=lambda x: (x.top, x.x0))
    left = min(x.x0 for x in lines)
    for x0, _, y in rules:
        below = [x for x in order if x.top + 0.3 * x.size >= y]
        if not below or len(below) == len(order) or abs(x0 - left) > _INDENT:
            continue
        # Text that goes on with the last page's note is judged later, in its column.
        first = below[0]
        opens = first.lead_mark is not None or (opens_note(first) and first.size <= 0.95 * body)
        if _all_notes(below, body) and opens:
            return _parted(order, below)
    at = len(order)
    while at > 0 and order[at - 1].size <= _SMALL * body and order[at - 1].is_text:
        at -= 1
    while at < len(order) and not opens_note(order[at]):
        at += 1
    # The first marker must stand at the margin, and no text beside or below it.
    below = order[at:]
    if below and abs(below[0].x0 - left) <= _INDENT and _apart(order[:at], below[0]):
        return _parted(order, below)
    return list(lines), []


def _all_notes(lines: Sequence[Line], body: float) -> bool:
    if all(x.is_text and x.size <= 0.95 * body for x in lines):
        return True
    # Notes in the type of the text are all so: small ones beside it stand below one column only.
    raised = any(x.lead_mark is not None for x in lines)
    alike = min(x.size for x in lines) > _SMALL * body
    return raised and alike and all(x.is_text and x.size <= 1.02 * body for x in lines)


def _apart(above: Sequence[Line], first: Line) -> bool:
    """Tell whether the notes stand clear of the line above, as notes do."""
    return not above or first.top - max(x.bottom for x in above) >= 0.5 * first.size


def _parted(order: Sequence[Line], foot: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    chosen = {id(x) for x in foot}
    return [x for x in order if id(x) not in chosen], list(foot)


def below_rule(
    lines: Sequence[Line],
    left: float,
    right: float,
    rules: Sequence[Rule],
    body: float,
    goes_on: bool,
) -> int | None:
    """Find the position of the first line below the rule that parts notes from a column's text.

    `goes_on`: the last page's note is unfinished, so that the first line need not open one.
    """
    for x0, x1, y in rules:
        if x1 < left or x0 > right or abs(x0 - left) > _INDENT:
            continue
        at = sum(line.top + 0.3 * line.size < y for line in lines)
        below = lines[at:]
        if not 0 < at < len(lines) or any(
            not x.is_text or x.size > 1.02 * body or x.top + 0.3 * x.size < y for x in below
        ):
            continue
        first = below[0]
        small = first.size <= 0.95 * body
        opens = first.lead_mark is not None or (opens_note(first) and small)
        marked = any(x.lead_mark is not None for x in below)
        if opens or ((marked or small) and goes_on):
            return at
    return None
