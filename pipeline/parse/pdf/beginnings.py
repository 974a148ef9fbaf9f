"""Whether a line of text begins a block or goes on with the one above it.

In: the open block and the next line in reading order. Out: a yes or no, from the
number it carries, how full the line before is, whether its sentence has ended,
type, distance and indent.
"""

from __future__ import annotations

import re

from pipeline.numbering import Numbered
from pipeline.parse.pdf.captions import is_caption
from pipeline.parse.pdf.continuation import fills_own_margins, is_full, open_quote, sentence_state
from pipeline.parse.pdf.grown import BRACKETED, Grown
from pipeline.parse.pdf.gutters import same_row
from pipeline.parse.pdf.layout import Region
from pipeline.parse.pdf.lines import Line
from pipeline.parse.pdf.wrapped import counts_on, is_mentioned, is_set_out, may_wrap, wraps_at_dot
from pipeline.text.joining import is_wide

# （答）, 【背景】: a label alone on its line. Round brackets often end the title or item above.
_LABEL = re.compile(
    r"[（(][答問注例案参考別添紙記]{1,2}[）)]|[【〔〈《［][^】〕〉》］]{1,40}[】〕〉》］]"
)

_ENCLOSED = re.compile(r"[①-⑳⑴-⒇]|[（(][\d０-９]{1,3}[)）]")  # 「⑶の手続に…」 below a short line
# "ACTION: Proposed rule.": labels of notices, each before its text, below a full line.
_CAPITALS = re.compile(r"[A-Z][A-Z ,&/’'-]{2,50}:(?=\s|$)")
_PARTICLE = re.compile(r"[をにがはとでもやのへ、]\s*$")


def begins(
    above: Grown,
    line: Line,
    last: Line | None,
    number: Numbered | None,
    region: Region,
    pitch: float,
    body: float,
) -> bool:
    """Tell whether a line begins a new block, and does not go on with the one `above`.

    `last` is the line before in the same region: None at the top of a column or page;
    `pitch` the usual distance of lines, `body` the body type size, both in points.
    """
    assert above.region is not None
    before = above.lines[-1]
    if last is not None and same_row(last, line):
        return False
    margins = region if last is not None else above.region
    full = is_full(before, line, margins)
    ended, unfinished = sentence_state(above.text, before, line, margins, full)
    if (
        number is not None
        and unfinished
        and full
        and (counts_on(above.text, number) or is_mentioned(number))
    ):
        return False  # 「①…、②…、③」 in running text, the third at the beginning of a line
    full = full or (not ended and fills_own_margins(before, above.lines, margins))
    if number is not None and (
        ended or not full or not may_wrap(number, line, above.lines, above.style)
    ):
        middle_dot = before.wide and number.style == "dash" and number.printed == "・"
        return not (
            unfinished
            and middle_dot
            and wraps_at_dot(line, above.lines, above.style, margins.right)
        )
    if (ended and _CAPITALS.match(line.text)) or (not full and _ENCLOSED.match(line.text)):
        return True
    small = max(line.size, before.size) <= 1.05 * body and not ended
    alike = small and not _differs(line.head or line.size, before.tail or before.size)
    if _differs(line.size, before.size) and not alike:
        return not open_quote(above.text)
    if not full and _LABEL.fullmatch(line.text.strip()) and not open_quote(above.text):
        return True
    if last is None:  # a new column or page
        if is_caption(line.text):
            return True
        prose = before.size <= 1.1 * body and line.bold == before.bold
        return not (prose and unfinished)
    step = line.top - before.top
    if step < -2 or step > 2.7 * pitch:
        return True
    if step > 1.45 * pitch:
        if is_caption(line.text):
            return True
        return not unfinished or (not full and is_set_out(line, above.lines, above.style))
    if _leaves_heading(above, line):
        return True
    if unfinished:
        return False
    indented = line.x0 > before.x0 + 0.7 * line.size
    # In a narrow column a heading may fill its line; the text below it is indented.
    capital = above.style is None or line.text[:1].isupper()
    headed = before.bold and indented and capital
    goes_on = line.text[:1].islower() or (full and not ended)
    if line.runs_in and before.bold and goes_on:
        return False  # a bold head of two lines, with its text after it on the second
    plain = line.size <= 1.12 * body
    if line.bold != before.bold and (not full or ended or (headed and plain)):
        return True
    if ended:
        outdented = line.x0 < min(x.x0 for x in above.lines) - 0.3 * line.size
        if outdented or BRACKETED.fullmatch(line.text.strip()):
            return True
    if not full:
        return not _is_display(above, line, before, body)
    hanging = len(above.lines) == 1 and above.style is not None
    return indented and not hanging and (ended or line.wide)


def _is_display(above: Grown, line: Line, before: Line, body: float) -> bool:
    """Tell whether two short lines are one heading set over several lines."""
    large = line.size > 1.12 * body and before.size > 1.12 * body
    bold = line.bold and before.bold and above.style is None
    return large or (bold and abs(_middle(line) - _middle(before)) < line.size)


def _leaves_heading(above: Grown, line: Line) -> bool:
    """Tell the text below a heading that fills its line, in Japanese.

    Reads as: up to three lines in one face that end in no particle, then an indented line in
    another and smaller type; both mostly in Japanese, or the face may be that of a few foreign words.
    """
    first = above.lines[0]
    if line.font == first.font or len(above.lines) > 3 or line.size > 0.97 * first.size:
        return False
    if line.x0 <= min(x.x0 for x in above.lines) + 0.7 * line.size:
        return False
    if any(x.font != first.font for x in above.lines) or _PARTICLE.search(above.lines[-1].text):
        return False
    return _is_japanese(above.lines[-1]) and _is_japanese(line)


def _is_japanese(line: Line) -> bool:
    return line.wide and sum(map(is_wide, line.text)) >= 0.6 * len(line.text)


def _differs(a: float, b: float) -> bool:
    """Tell two type sizes apart; small capitals at both sides of a line end are one."""
    return abs(a - b) > 0.1 * max(a, b)


def _middle(line: Line) -> float:
    return (line.x0 + line.x1) / 2
