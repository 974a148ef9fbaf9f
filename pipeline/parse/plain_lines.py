"""Lines of plain text grown into blocks.

In: text with or without wrapped lines. Out: blocks of lines that belong
together, blank lines and deliberate breaks told from wrapping. A block never
reorders or drops a line that has words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from math import ceil

from pipeline.numbering import BULLETS, Numbered, canonical
from pipeline.parse.assembly import Piece
from pipeline.parse.columns import SENTENCE_END, Group, width
from pipeline.parse.nesting import first_number
from pipeline.parse.plain_pages import running_heads
from pipeline.text.joining import is_wide

_PAGE_NUMBER = re.compile(r"[-–—−‐]?\s*(?:page\s*)?\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?\s*[-–—−‐]?|.*\[Page \d+\]", re.I)  # fmt: skip
_UNDERLINE = re.compile(r"([=\-~^*#_+])\1{2,}")
_GOES_ON = re.compile(r"(?:[;；、,，]|\b(?:and|or))\s*$")
_MAX_WRAP = 200.0  # columns; nobody wraps prose later than this
_WIDE_FULL = 0.82  # a Japanese line ends early by a few characters, rarely by more
_MAX_LINES = 2000  # one paragraph; the rest goes on in another block


@dataclass(slots=True)
class Line:
    """One line with words."""

    text: str
    indent: float
    blank: bool  # a blank line stands above
    new_page: bool  # a form feed or page number stands above
    furniture: bool = False
    right: float = 0.0  # column where it ends


@dataclass(slots=True)
class TextBlock:
    """Lines that belong together; `broken` ones begin after a deliberate break."""

    lines: list[Line]
    broken: set[int] = field(default_factory=set)
    underline: str | None = None

    @property
    def number(self) -> Numbered | None:
        """The number or bullet it begins with."""
        return first_number(self.lines[0].text)

    def group(self) -> Group:
        """Give its pieces as they are to be joined."""
        pieces = [
            Piece(line.text, before="\n" if i in self.broken else None)
            for i, line in enumerate(self.lines)
        ]
        return Group(pieces)


def blocks_of(text: str) -> list[TextBlock]:
    """Grow the blocks of a text."""
    lines = lines_of(text)
    wrap = wrap_of(lines)
    blocks: list[TextBlock] = []
    later: list[TextBlock] = []  # page numbers inside a paragraph that goes on
    for line in lines:
        if line.furniture:
            later.append(TextBlock([line]))
            continue
        rule = _UNDERLINE.fullmatch(line.text)
        if rule:
            if blocks and not line.blank and len(blocks[-1].lines) == 1:
                blocks[-1].underline = rule[1]
            else:
                blocks += [*later, TextBlock([line])]
                later = []
            continue
        if blocks and blocks[-1].underline is None and not _begins(blocks[-1], line, wrap):
            full = wrap is None or _is_full(blocks[-1].lines[-1], line, wrap)
            if not full and not _hangs(blocks[-1], line):
                blocks[-1].broken.add(len(blocks[-1].lines))
            blocks[-1].lines.append(line)
            continue
        blocks += [*later, TextBlock([line])]
        later = []
    return blocks + later


def lines_of(text: str) -> list[Line]:
    """Split a text into its lines with words."""
    found: list[Line] = []
    blank = new_page = False
    for raw in text.split("\n"):
        for i, part in enumerate(raw.split("\f")):
            new_page = new_page or i > 0
            words = part.strip()
            if not words:
                blank = True
                continue
            lead = part[: len(part) - len(part.lstrip())].expandtabs(4)
            indent = width(lead)
            furniture = len(words) < 90 and _PAGE_NUMBER.fullmatch(words) is not None
            line = Line(words, indent, blank, new_page, furniture)
            line.right = indent + (width(words) if len(words) < 2 * _MAX_WRAP else _MAX_WRAP * 2)
            found.append(line)
            blank, new_page = False, furniture
    _set_heads_apart(found)
    return found


def _set_heads_apart(lines: list[Line]) -> None:
    """Make furniture of running heads, in place; what follows one begins a page."""
    kept = [line for line in lines if not line.furniture]
    starts = [i for i, line in enumerate(kept) if i == 0 or line.new_page]
    heads = running_heads([line.text for line in kept], starts)
    for i in sorted(heads):
        kept[i].furniture = True
        if i + 1 < len(kept):
            kept[i + 1].new_page = True


def wrap_of(lines: list[Line]) -> float | None:
    """Find the column at which lines are wrapped; None when they are not.

    Reads as: long lines that break off in mid-sentence with the next right
    below are wrapped; where nearly every line is whole, each is a paragraph.
    """
    pairs = [(a, b) for a, b in pairwise(lines) if not b.blank]
    cut = [a.right for a, b in pairs if not SENTENCE_END.search(a.text[-20:])
           and first_number(b.text) is None and _UNDERLINE.fullmatch(b.text) is None]  # fmt: skip
    if not cut or len(cut) < 0.2 * len(pairs):
        return None
    wrap = sorted(cut)[ceil(0.8 * (len(cut) - 1))]
    if sum(line.right > 1.25 * wrap for line in lines) > 0.1 * len(lines):
        return None
    near = sum(right >= 0.8 * wrap for right in cut)
    return wrap if 30 <= wrap <= _MAX_WRAP and near >= 0.5 * len(cut) else None


def _is_full(line: Line, after: Line, wrap: float) -> bool:
    """Tell a line that was only wrapped: what follows would not have fitted."""
    if is_wide(line.text[-1]) or is_wide(after.text[0]):
        return line.right >= _WIDE_FULL * wrap
    return line.right + 1 + width(after.text.split(None, 1)[0]) > 0.97 * wrap


def _begins(block: TextBlock, line: Line, wrap: float | None) -> bool:
    """Tell whether a line begins a new block."""
    before = block.lines[-1]
    if wrap is None or len(block.lines) >= _MAX_LINES:
        return True
    ended = SENTENCE_END.search(before.text[-20:]) is not None
    full = _is_full(before, line, wrap)
    number = first_number(line.text)
    if line.blank or line.new_page:
        # Text layers break paragraphs of Japanese at blank lines, all at pages.
        bridge = full and not ended and number is None and line.indent < before.indent + 2
        japanese = is_wide(before.text[-1]) and is_wide(line.text[0])
        return not (bridge and (japanese or line.new_page))
    if number is not None:
        return _number_begins(block, line, number, ended or not full)
    if full:
        return ended and line.indent >= before.indent + 2
    if ended:
        return True
    if _hangs(block, line):
        return False
    if block.number is not None and len(block.lines) == 1:
        return True
    return line.right >= 0.7 * wrap and before.right - before.indent <= 0.6 * wrap


def _hangs(block: TextBlock, line: Line) -> bool:
    """Tell a line set flush with the words after the bullet or number above."""
    number, first = block.number, block.lines[0]
    if number is None:
        return False
    return line.indent == first.indent + width(first.text[: number.offset])


def _number_begins(block: TextBlock, line: Line, number: Numbered, rest: bool) -> bool:
    """Tell a number that begins a block from one that a wrapped line happens to begin with."""
    before = block.lines[-1]
    if rest or line.indent != before.indent or _GOES_ON.search(before.text[-20:]):
        return True
    own = block.number
    if own is not None and own.style == number.style:
        if number.style in BULLETS:
            return True
        values = canonical(own.printed), canonical(number.printed)
        return all(v.isdigit() for v in values) and int(values[1]) == int(values[0]) + 1
    return number.style in BULLETS and number.printed not in "-–—−*"
