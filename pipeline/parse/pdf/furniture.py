"""Running heads, running feet and page numbers told from text.

In: the lines of every page. Out: for each page the positions of those that
are furniture. Furniture repeats (digits stripped) near the top or bottom
edge of several pages, or is a page number on its own there; a one-off
heading near the top is not.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from pipeline.numbering import LEGAL, split_number
from pipeline.parse.pdf.lines import Line

# Running heads and feet stand in the outer parts of the page height.
_TOP, _BOTTOM = 0.13, 0.87
_MUCH = 0.85
_MANY, _MOST = 4, 0.5  # pages, and their share, that repeat a line without letters
_PROSE = 40  # characters; a longer line may be the same sentence on two pages of a letter
_PAGE_NUMBER = re.compile(
    r"[-–—−‐\s\[(（・]*(?:page|p\.?|頁)?\s*[\d０-９]{1,5}\s*(?:(?:/|of|／)\s*[\d０-９]{1,4})?"
    r"\s*(?:頁|ページ)?[-–—−‐\s\])）・]*|[ivxlcIVXLC]{1,6}",
    re.IGNORECASE,
)
_STEP = 4.0  # points; furniture of one height may be set that far apart
_DIGITS = re.compile(r"[\d０-９]+|\b[ivxlc]{1,5}\b", re.IGNORECASE)


def furniture(pages: Sequence[Sequence[Line]], heights: Sequence[float]) -> list[set[int]]:
    """Find furniture on each page; gives positions in the page's list of lines.

    `heights` are the page heights in points.
    """
    zones: list[list[int]] = []
    for lines, height in zip(pages, heights, strict=True):
        zones.append(_edge_lines(lines, height))
    seen: dict[tuple[str, int], set[int]] = defaultdict(set)
    for page, (lines, zone) in enumerate(zip(pages, zones, strict=True)):
        for i in zone:
            words, place = _key(lines[i], heights[page])
            for near in (place - 1, place, place + 1):
                seen[words, near].add(page)
    count = len(pages)
    found: list[set[int]] = []
    for page, (lines, zone) in enumerate(zip(pages, zones, strict=True)):
        marked: set[int] = set()
        for i in zone:
            line = lines[i]
            repeats = len(seen[_key(line, heights[page])])
            outer = line.bottom < heights[page] * _TOP or line.top > heights[page] * _BOTTOM
            # Further in, a line that repeats may be a form's or a list's own words.
            prose = len(line.text) > _PROSE and line.text.rstrip()[-1:] not in ")）"
            few = 2 if count <= 3 and not prose else 3
            needed = few if outer else max(3, 0.4 * count)
            worded = re.search(r"[^\W\d_]", line.text) is not None
            # A file's number ("5662/24") on most pages; figures of a table stand further in.
            most = repeats >= max(_MANY, _MOST * count) and _is_in_margin(line, lines)
            enough = repeats >= needed if worded else outer and most
            number = _PAGE_NUMBER.fullmatch(line.text.strip()) is not None
            if enough or (number and _is_outermost(line, lines, heights[page])):
                marked.add(i)
        found.append(marked)
    return found


def _edge_lines(lines: Sequence[Line], height: float) -> list[int]:
    """Positions of lines in the outer parts of the page or of its text, outermost rows."""
    if not lines:
        return []
    tops = sorted({round(line.top) for line in lines})
    bottoms = sorted({round(line.bottom) for line in lines})
    second, last_but_one = tops[min(2, len(tops) - 1)], bottoms[max(-3, -len(bottoms))]
    return [
        i
        for i, line in enumerate(lines)
        if line.lead_mark is None  # a note that cites one work on many pages
        and (
            line.bottom < height * _TOP
            or line.top > height * _BOTTOM
            or round(line.top) < second
            or round(line.bottom) > last_but_one
        )
    ]


def _key(line: Line, height: float) -> tuple[str, int]:
    """A line without its digits with the edge it stands at, and how far from it.

    The distance is in steps: lines of one height may fall to either side of one. A title
    in capitals is no running head that has its words.
    """
    number = split_number(line.text)
    if number is not None and number.style in LEGAL:
        # "Article 5" high on a page is met once; a running head has the same number again.
        words = number.printed + _DIGITS.sub("#", number.rest)
    else:
        words = _DIGITS.sub("#", line.text)
    # Running heads keep their height; notes that cite one work again and again do not.
    above = line.top < height / 2
    place = round((line.top if above else height - line.bottom) / _STEP)
    return ("top:" if above else "bottom:") + re.sub(r"\s+", "", words), place


def _is_outermost(line: Line, lines: Sequence[Line], height: float) -> bool:
    """Tell whether nothing but other edge matter stands further out than this line."""
    if line.top > height / 2:
        beyond = sum(other.top > line.bottom for other in lines)
    else:
        beyond = sum(other.bottom < line.top for other in lines)
    return beyond <= 2


def _is_in_margin(line: Line, lines: Sequence[Line]) -> bool:
    """Tell whether only short lines stand beside this one or further out, and white further in."""
    if line.top > max(x.bottom for x in lines) / 2:
        out = [x for x in lines if x.bottom > line.top]
        inner = max((x.bottom for x in lines if x.bottom <= line.top), default=0.0)
        white = line.top - inner
    else:
        out = [x for x in lines if x.top < line.bottom]
        inner = min((x.top for x in lines if x.top >= line.bottom), default=line.bottom + 99.0)
        white = inner - line.bottom
    return white > 0.8 * line.size and all(len(x.text) <= _PROSE for x in out)


def page_body(lines: Sequence[Line], body: float) -> float:
    """Give the body type of one page: a little smaller than the document's on some.

    A page whose type is much smaller is notes or tables, measured against the document's.
    """
    here = body_size([lines])
    return here if _MUCH * body <= here < body else body


def body_size(pages: Sequence[Sequence[Line]]) -> float:
    """Give the type size that covers most of the paper, in points.

    By area, not by characters: small notes in English outnumber Japanese prose.
    """
    sizes: defaultdict[float, float] = defaultdict(float)
    for lines in pages:
        for line in lines:
            sizes[round(line.size * 2) / 2] += (line.x1 - line.x0) * line.size
    return max(sizes, key=lambda size: (sizes[size], size), default=10.0)
