"""Line numbers in the margin, as transcripts and bills print them, told from the text.

In: the lines of every page. Out: the same lines without the numbers, and the numbers.
They name lines of print, no item of what is said: left in, they stand in the
middle of sentences.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import median

from pipeline.parse.pdf.lines import Line

_NUMBER = re.compile(r"\s*(\d{1,3})(?=\s+\S|\s*$)")
# Pages of transcripts have 25 lines; a list of ten items in a row, each of one line, is rare.
_LEAST = 10
_LEAST_FIFTHS = 4  # 5, 10, 15, 20: every fifth line is numbered
_GOES_ON = 3  # lines that go on in mid-sentence, or have no words: no item of a list does
_ALIGNED = 0.5  # type sizes

_Found = list[tuple[Line, int, int]]  # a line, the value and where its number ends


def part_line_numbers(pages: Sequence[list[Line]]) -> list[tuple[list[Line], list[Line]]]:
    """Part the line numbers of every page from its text.

    Reads as: numbers one below the other count up line by line, ten at least, left of all
    words beside them, and some stand before a line that goes on in mid-sentence or
    before none; on a page with fewer, where another page has them. Or they count by five
    outside the text.
    """
    columns = [_column(lines) for lines in pages]
    sure = [found for found in columns if len(found) >= _LEAST and _goes_on(found)]
    at = median(_right(x) for found in sure for x in found) if sure else 0.0
    parted = []
    for lines, found in zip(pages, columns, strict=True):
        here = bool(found) and abs(_right(found[0]) - at) <= _ALIGNED * found[0][0].size
        if not sure or not here:
            found = _fifths(lines)
        parted.append(_parted(lines, found) if found else (lines, []))
    return parted


def _parted(lines: Sequence[Line], found: _Found) -> tuple[list[Line], list[Line]]:
    ends = {id(line): end for line, _, end in found}
    text: list[Line] = []
    numbers: list[Line] = []
    for line in lines:
        end = ends.get(id(line))
        if end is None:
            text.append(line)
        elif not line.text[end:].strip():
            numbers.append(line)
        else:
            number, words = line.cut(end + len(line.text[end:]) - len(line.text[end:].lstrip()))
            numbers.append(number)
            text.append(words)
    return text, numbers


def _column(lines: Sequence[Line]) -> _Found:
    """Find the numbers that count up from 1 along the left edge of a page."""
    found: _Found = []
    for line in sorted(lines, key=lambda x: x.top):
        match = _NUMBER.match(line.text)
        if match is None or int(match[1]) != len(found) + 1:
            continue
        if found and abs(line.edges[match.end()] - _right(found[0])) > 2.0 + line.size:
            continue
        found.append((line, int(match[1]), match.end(1)))
    if not found:
        return []
    right = max(_right(x) for x in found)
    top, bottom = found[0][0].top, found[-1][0].bottom
    taken = {id(x[0]) for x in found}
    beside = [x for x in lines if id(x) not in taken and top <= x.top < bottom]
    clear = all(x.x0 >= right for x in beside)
    return found if clear and _aligned(found) else []


def _fifths(lines: Sequence[Line]) -> _Found:
    """Find the numbers 5, 10, 15 … in one column outside the text, with lines between them."""
    found: _Found = []
    for line in sorted(lines, key=lambda x: x.top):
        match = _NUMBER.match(line.text)
        if match is not None and int(match[1]) == 5 * (len(found) + 1):
            found.append((line, int(match[1]), match.end(1)))
    if len(found) < _LEAST_FIFTHS or not _aligned(found):
        return []
    taken = {id(x[0]) for x in found}
    top, bottom = found[0][0].top, found[-1][0].top
    rest = [x for x in lines if id(x) not in taken and top <= x.top <= bottom]
    left, right = min(x[0].x0 for x in found), max(_right(x) for x in found)
    outside = all(x.x0 > right for x in rest) or all(x.x1 < left for x in rest)
    return found if outside and len(rest) >= 2 * len(found) else []


def _right(found: tuple[Line, int, int]) -> float:
    """Give the right edge of a number."""
    line, _, end = found
    return line.edges[end] if end < len(line.text) else line.x1


def _aligned(found: _Found) -> bool:
    """Tell whether the numbers stand one below the other, at their left or right edges."""
    size = found[0][0].size
    rights = [_right(x) for x in found]
    lefts = [x[0].x0 for x in found]
    return any(max(xs) - min(xs) <= _ALIGNED * size for xs in (rights, lefts))


def _goes_on(found: _Found) -> bool:
    """Tell whether the numbers count lines: some stand before half a sentence or nothing."""
    words = [line.text[end:].strip() for line, _, end in found]
    return sum(not x or x[0].islower() for x in words) >= _GOES_ON
