"""What a table is made of while a PDF is read, and how a cell's lines join.

In: lines of print that stand in one cell. Out: `TableCell`s and `Table`s, and
the pieces of a cell's text: lines that wrap are joined, list items and
paragraphs inside a cell begin after a line break.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.numbering import BULLETS, canonical, split_number
from pipeline.parse.assembly import Piece
from pipeline.parse.pdf.lines import Line
from pipeline.parse.pdf.tables.columns import is_figures
from pipeline.records import Box

_SENTENCE_END = re.compile(r"[。．.!?！？:：;；]\s*[」』）)”\"’']*\s*$")
# A Japanese line may stop this many characters before the margin (no punctuation at its start).
_EARLY = 2.6


@dataclass(slots=True)
class TableCell:
    """One cell; rows and columns from 0. A page break gives it two places."""

    row: int
    column: int
    rows: int
    columns: int
    places: list[tuple[int, Box]]
    lines: list[Line]
    header: bool = False
    shade: str | None = None  # the colour behind it, when it is not the page's

    @property
    def text(self) -> str:
        """The words without line ends, for comparison only."""
        return " ".join(line.text.strip() for line in self.lines)


@dataclass(slots=True)
class Table:
    """Cells in reading order. An uncertain table is one only if it goes on another."""

    page: int
    box: Box
    edges: list[float]  # left edge of every column and the right edge of the last
    cells: list[TableCell]
    ruled: bool = True
    certain: bool = True
    spare: list[Line] = field(default_factory=list)  # the same words as lines of the page
    spare_turned: list[Line] = field(default_factory=list)  # those of them that run downwards
    number: int = 0  # in the order of the document
    heading: int = 0  # rows at the top that stand again on later pages
    repeated: list[Line] = field(default_factory=list)  # those rows as printed again

    @property
    def rows(self) -> list[list[list[Line]]]:
        """Rows of cells of lines."""
        return [[cell.lines for cell in row] for row in self.by_row()]

    def by_row(self) -> list[list[TableCell]]:
        """Cells by the row in which they begin, left to right."""
        found: dict[int, list[TableCell]] = {}
        for cell in self.cells:
            found.setdefault(cell.row, []).append(cell)
        return [sorted(found[row], key=lambda c: c.column) for row in sorted(found)]

    @property
    def height(self) -> int:
        """How many rows."""
        return max((c.row + c.rows for c in self.cells), default=0)

    @property
    def width(self) -> int:
        """How many columns."""
        return max((c.column + c.columns for c in self.cells), default=0)


def pieces_of(cell: TableCell) -> list[Piece]:
    """Give a cell's lines as pieces of its text, breaks between paragraphs put in."""
    pieces: list[Piece] = []
    left = min((x.x0 for x in cell.lines), default=0.0)
    steps = [
        b.top - a.top
        for a, b in itertools.pairwise(cell.lines)
        if a.page == b.page and b.top - a.top > 0.5 * a.height
    ]
    pitch = min(steps, default=0.0)
    counted: dict[str, int] = {}  # the last number of each style that began a line
    for i, line in enumerate(cell.lines):
        next_item = _counts_on(line, counted)
        edges = line.edges or None  # none on a line that runs another way
        piece = Piece(line.text, line.page, line.box, edges, line.all_marks)
        if i:
            before = cell.lines[i - 1]
            apart = line.page == before.page and line.top - before.top > 1.45 * pitch
            if _beside(before, line):
                piece.before = " "
            elif (
                apart or next_item or _breaks(before, line, left, _right(cell, before), cell.lines)
            ):
                piece.before = "\n"
        pieces.append(piece)
    return pieces


def _counts_on(line: Line, counted: dict[str, int]) -> bool:
    """Tell whether a line begins with the number after the last one of its style, and note it."""
    number = split_number(line.text)
    if number is None or number.style in BULLETS:
        return False
    value = canonical(number.printed)
    if not value.isascii() or not value.isdigit():
        return False
    before = counted.get(number.style)
    counted[number.style] = int(value)
    return before is not None and int(value) == before + 1


def _right(cell: TableCell, line: Line) -> float:
    """Where lines of a cell end: its widest line, or its box less a margin."""
    box = next((b for page, b in cell.places if page == line.page), None)
    reach = max(x.x1 for x in cell.lines if x.page == line.page)
    return reach if box is None else max(reach, box[2] - 1.2 * line.size)


def _beside(before: Line, line: Line) -> bool:
    overlap = min(before.bottom, line.bottom) - max(before.top, line.top)
    return before.page == line.page and overlap > 0.5 * min(before.height, line.height)


def _breaks(before: Line, line: Line, left: float, right: float, lines: Sequence[Line]) -> bool:
    """Tell whether a paragraph or list item of the cell begins with a line.

    Reads as: a bullet, or a number after a finished or short line; a line
    after one that ended though more would have fitted; figures below figures.
    Centred labels on two lines ("実施" / "状況") are one word group.
    """
    number = split_number(line.text)
    if number is not None and number.style in BULLETS:
        return True
    if is_figures(before.text) and is_figures(line.text):
        return True
    short = _is_short(before, line, right)
    ended = _SENTENCE_END.search(before.text) is not None
    if number is not None and (ended or short):
        return True
    if not short:
        return ended and line.x0 > left + 0.7 * line.size and line.wide
    if ended:
        return True
    label = len(lines) <= 3 and sum(len(x.text) for x in lines) <= 24
    centred = abs((before.x0 + before.x1) - (line.x0 + line.x1)) < 0.8 * line.size
    inset = min(before.x0, line.x0) > left + 0.3 * line.size or abs(before.x0 - line.x0) > 1
    return not (label and (centred or inset or len(before.text) <= 6))


def _is_short(before: Line, line: Line, right: float) -> bool:
    """Tell whether the next line's first word would still have fitted."""
    room = right - before.x1
    if before.wide or line.wide:
        return room > _EARLY * before.size
    word = line.text.split(" ", 1)[0]
    return room > (len(word) * 0.55 + 1.2) * before.size
