"""What lines grow into: a draft with its print, and the page it comes from.

In: lines. Out: `PageLayout`, a page ready to be grown into blocks, and `Grown`, a
block with the lines that heading detection looks at; notes numbered and
told apart from what follows them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from pipeline.numbering import Numbered
from pipeline.parse.assembly import Draft, Piece
from pipeline.parse.pdf.layout import Region
from pipeline.parse.pdf.lines import Line
from pipeline.parse.pdf.notes import NOTE_START, Rule
from pipeline.parse.pdf.tables import Table
from pipeline.records import BlockKind

# （委員会）, 【第６条 試用期間】: a caption alone on its line.
BRACKETED = re.compile(
    r"[（(【〔〈《＜\[［](?![\d０-９]+[）)】\]])[^）)】〕〉》＞]{2,40}[）)】〕〉》＞\]］]"
)


@dataclass(slots=True)
class PageLayout:
    """One page, furniture aside, in reading order."""

    number: int
    regions: list[Region]
    tables: list[Table]
    aside: list[tuple[BlockKind, Line]] = field(default_factory=list)  # furniture, ruby, ...
    rules: tuple[Rule, ...] = ()  # horizontal: x0, x1, y
    body: float = 10.0  # the page's body type, in points


@dataclass(slots=True)
class Grown:
    """A draft with what heading detection needs to know about its print."""

    draft: Draft
    lines: list[Line]
    region: Region | None
    style: Numbered | None = None
    raised: bool = False  # a note that a raised marker opens
    foot: bool = False  # a note at the foot of a page, which text may follow

    @property
    def text(self) -> str:
        """The words, its lines parted by a space."""
        return " ".join(line.text.strip() for line in self.lines)


def follow_endnotes(blocks: list[Grown], body: float) -> None:
    """Keep unnumbered paragraphs after the first endnote with the notes.

    Reads as: once a note stands in the text itself and nothing but notes and
    plain paragraphs follows to the end of the document, all of that is notes.
    """
    text = [b for b in blocks if b.draft.kind not in (BlockKind.FURNITURE, BlockKind.FIGURE)]
    at = len(text)
    while at > 0:
        block = text[at - 1]
        kind = block.draft.kind
        plain = kind is BlockKind.PARAGRAPH and block.lines[0].size <= 1.1 * body
        if kind is not BlockKind.NOTE and not (plain and not block.lines[0].bold):
            break
        at -= 1
    tail = text[at:]
    notes = (i for i, b in enumerate(tail) if b.draft.kind is BlockKind.NOTE and not b.foot)
    first = next(notes, None)
    for block in tail[first:] if first is not None else []:
        block.draft.kind = BlockKind.NOTE


def set_signs_apart(blocks: Sequence[Grown]) -> None:
    """Keep with the drawings what has no letter: a rule of asterisks, a bracket, lone points."""
    for grown in blocks:
        if grown.draft.kind is BlockKind.PARAGRAPH and not any(map(str.isalnum, grown.text)):
            grown.draft.kind = BlockKind.FIGURE


def take_note_number(draft: Draft, line: Line) -> None:
    """Take the marker that opens a note off its words, in place."""
    if line.lead_mark is not None:
        draft.number = line.lead_mark
        draft.pieces[0] = replace(draft.pieces[0], marks=tuple(line.marks))
        return
    match = NOTE_START.match(line.text.lstrip())
    if match is None:
        return
    lead = len(line.text) - len(line.text.lstrip())
    end = lead + match.end()
    draft.number = match[0].strip()
    draft.pieces[0] = Piece(
        line.text[end:],
        line.page,
        (line.edges[end], line.top, line.x1, line.bottom),
        line.edges[end:],
        tuple((max(at - end, 0), mark) for at, mark in line.marks),
    )


def piece_of(line: Line) -> Piece:
    """Give a line as assembly wants it."""
    return Piece(line.text, line.page, line.box, line.edges, line.all_marks)
