"""Lines of characters: how wide they are, how they join, which begin anew.

In: pieces of one paragraph. Out: their words, their width in columns, and
groups of them where line breaks are deliberate. Shared by the readers of
formats that have lines but no layout.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.numbering import LEGAL
from pipeline.parse.assembly import Draft, Piece
from pipeline.parse.nesting import Nesting, first_number, leading_numbers
from pipeline.records import BlockKind
from pipeline.text.joining import is_wide, joint

SENTENCE_END = re.compile(r"[。．.!?！？:：;；]\s*[」』）)”\"’']*\s*$")
_PARTICLE = re.compile(r"[のをにはがへ、。，．](?!\s)")
_LABEL = 60  # characters; as long as assembly lets a label be
_SHORT = 40.0  # columns; a broken-off line up to here is set like that on purpose


@dataclass(slots=True)
class Group:
    """Lines that make one block; `notice` when their breaks mean something."""

    pieces: list[Piece]
    notice: bool = False

    @property
    def text(self) -> str:
        """The words, joined as assembly will join them."""
        return words(self.pieces)


def words(pieces: Sequence[Piece]) -> str:
    """Join pieces as assembly will, for looking at."""
    text = ""
    for piece in pieces:
        if text:
            text += piece.before if piece.before is not None else joint(text, piece.text)
        text += piece.text
    return text


def width(text: str) -> float:
    """Count the columns that a text takes: a Japanese character takes two."""
    return float(sum(2 if is_wide(c) else 1 for c in text))


def part_at_breaks(lines: Sequence[list[Piece]], deliberate: bool = False) -> list[Group]:
    """Part a paragraph whose lines were broken by hand; `deliberate` when surely so.

    Reads as: a number, or a finished sentence above, begins a new block; a
    short line, or one that its successor outruns, is broken off on purpose (a
    notice); a long one is only wrapped.
    """
    found: list[Group] = []
    before = ""
    for line in lines:
        text = words(line)
        if not found or SENTENCE_END.search(before[-20:]) or first_number(text) is not None:
            found.append(Group(list(line)))
        else:
            group = found[-1]
            if not (_cut(before, text) or (not deliberate and _wrapped(before, text))):
                group.notice = True
                line[0].before = "\n"
            group.pieces += line
        before = text
    for group in (g for g in found if g.notice):
        # Only the deliberate breaks may show in a notice.
        for earlier, piece in pairwise(group.pieces):
            if piece.before is None:
                piece.before = joint(earlier.text, piece.text)
    return found


def _cut(before: str, after: str) -> bool:
    """Tell a break that nobody sets on purpose: before a particle, inside a long sentence."""
    if _PARTICLE.match(after):
        return True
    goes_on = after[0].islower() or (after[0].isascii() and before[-1].isascii())
    return width(before) > _SHORT and goes_on and after[0].isalpha()


def _wrapped(before: str, after: str) -> bool:
    columns = width(before)
    return columns > _SHORT and columns >= 0.8 * width(after)


def numbered_draft(group: Group, nesting: Nesting) -> Draft:
    """Make an item of a paragraph that begins with a number, else a paragraph."""
    numbers = leading_numbers(group.text)
    if not numbers or not numbers[-1].rest.strip():
        depth = nesting.prose()
        return Draft(
            BlockKind.PARAGRAPH, group.pieces, level=None if depth is None else int(depth),
            depth=depth, keep_breaks=group.notice,
        )  # fmt: skip
    if numbers[0].style == "note":
        return Draft(BlockKind.NOTE, group.pieces, keep_breaks=group.notice)
    level = nesting.level(numbers)
    rest = numbers[-1].rest
    if len(rest) <= _LABEL and not SENTENCE_END.search(rest[-20:]):
        nesting.label(level)
    # "2." with no "1." before it goes on from elsewhere: the lead-in above is not its own.
    depth = 0.0 if nesting.orphan and numbers[0].style not in LEGAL else float(level)
    if numbers[0].printed.isdecimal():
        depth = level - 1.0  # 「２　…」 stands beside the words of its article, not below them
    draft = Draft(BlockKind.ITEM, group.pieces, level=level, depth=depth, keep_breaks=group.notice)
    first = draft.pieces[0]
    cut = sum(n.offset for n in numbers)
    if len(numbers) > 1 and cut < len(first.text):
        draft.number = " ".join(n.printed for n in numbers)
        marks = tuple((at - cut, m) for at, m in first.marks if at >= cut)
        draft.pieces = [Piece(first.text[cut:], marks=marks), *draft.pieces[1:]]
    return draft
