"""Lines in reading order grown into blocks.

In: the regions of every page. Out: drafts of paragraphs, items, notes, table
rows and contents lines, joined over lines, columns and pages. Headings are
told apart afterwards (`headings`), when every block's neighbours are known.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.numbering import Numbered, split_number
from pipeline.parse.assembly import Draft
from pipeline.parse.pdf.apart import floating_caption, labels_of, rows_of
from pipeline.parse.pdf.beginnings import begins
from pipeline.parse.pdf.footnotes import Footnotes
from pipeline.parse.pdf.grown import (
    Grown,
    PageLayout,
    follow_endnotes,
    piece_of,
    set_signs_apart,
    take_note_number,
)
from pipeline.parse.pdf.gutters import same_row
from pipeline.parse.pdf.layout import Region, pitch_of, pitches_of, size_of
from pipeline.parse.pdf.lines import Line
from pipeline.parse.pdf.notes import Rule, is_note
from pipeline.parse.pdf.tables import Table
from pipeline.records import BlockKind

_DOTS = re.compile(r"(?:[.．…‥・･]\s?){4,}\s*[-–]?\s*[\dⅰ-ⅻivxlcIVX０-９]*\s*[-–]?\s*$")
_LEADING = 1.2  # of the type size, where too few lines of it stand on the page to tell


def grow(pages: Sequence[PageLayout], body: float) -> list[Grown]:
    """Grow blocks over the whole document; `body` is the body type size in points."""
    grower = _Grower(body)
    for page in pages:
        grower.page(page)
    grower.close()
    follow_endnotes(grower.done, body)
    set_signs_apart(grower.done)
    return grower.done


class _Grower:
    """Holds the block that is open while lines stream by."""

    def __init__(self, body: float) -> None:
        self.body = body
        self.done: list[Grown] = []
        self.open: Grown | None = None
        self.later: list[Grown] = []  # notes and furniture inside an open paragraph
        self.notes = Footnotes(body)
        self.frame_at: tuple[int, int | None] = (0, None)  # page and frame last read
        self.boxed: _Grower | None = None  # what stands in a frame, read by itself

    def page(self, page: PageLayout) -> None:
        self.notes.raised_ahead = any(x.lead_mark for region in page.regions for x in region.lines)
        for kind, line in page.aside:
            self.later.append(Grown(Draft(kind, [piece_of(line)]), [line], None))
        for at, region in enumerate(page.regions):
            if at == 0 and not (region.figure or region.notes):
                self._carry_over(region)
            if not region.lines:
                continue
            if region.figure:
                self.later += labels_of(region)
            elif region.frame is not None:
                self._framed(region, page)
            else:
                # Below the text of a page that ends in a frame its notes do not end the frame.
                if not region.notes:
                    self._leave_frame()
                self._region(region, page, page.rules)
        if self.open is None and self.boxed is None:
            self._flush()

    def _region(self, region: Region, page: PageLayout, rules: Sequence[Rule]) -> None:
        text, notes = self.notes.part(region, rules, page.body)
        pitch = region.pitch or pitch_of(text)
        pitches = {} if region.pitch else pitches_of(text)
        if self.open is not None and (caption := floating_caption(self.open, text, pitch)):
            self.later.append(caption)
            text = text[len(caption.lines) :]
        last: Line | None = None
        for line in text:
            if line.table is not None:
                self._table(page.tables[line.table])
                last = None
                continue
            usual = pitches.get(size_of(line), _LEADING * line.size)
            self._line(line, last, region, max(pitch, usual))
            last = line
        self.later += self.notes.grow(notes, region)

    def _carry_over(self, region: Region) -> None:
        """Go on with the last page's block where a frame was drawn on one of the pages only.

        Takes the lines that belong to it out of the region.
        """
        stream, same = (self.boxed, self) if region.frame is None else (self, self.boxed)
        if stream is None or stream.open is None:
            return
        if stream.open.lines[-1].page != region.lines[0].page - 1 or (
            same is not None and same.open is not None and same.goes_on(region)
        ):
            return
        pitch = region.pitch or pitch_of(region.lines)
        last: Line | None = None
        while region.lines and region.lines[0].is_text:
            line = region.lines[0]
            number = split_number(line.text, bare=line.wide)
            if stream._begins(line, last, number, region, pitch):
                return
            stream.open.draft.pieces.append(piece_of(line))
            stream.open.lines.append(line)
            region.lines = region.lines[1:]
            last = line

    def goes_on(self, region: Region) -> bool:
        """Tell whether a new page's first line goes on with the open block."""
        line = region.lines[0]
        number = split_number(line.text, bare=line.wide)
        return line.is_text and not self._begins(line, None, number, region, 0.0)

    def _framed(self, region: Region, page: PageLayout) -> None:
        """Read on in the frame that is open, or in another one."""
        here = (page.number, region.frame)
        if self.boxed is not None and self.frame_at != here and self.frame_at[0] == page.number:
            self.boxed.close()  # two frames of one page have nothing in common
        if self.boxed is None:
            self.boxed = _Grower(self.body)
        self.frame_at = here
        self.boxed._region(region, page, [])

    def _leave_frame(self) -> None:
        """Put what stood in a frame after the prose it interrupts, above the notes of its pages."""
        if self.boxed is None:
            return
        self.boxed.close()
        for grown in self.boxed.done:
            grown.draft.boxed = True
        self.later = _by_page(self.later, self.boxed.done)
        self.boxed = None
        if self.open is None:
            self._flush()

    def close(self) -> None:
        """End the open block."""
        self._leave_frame()
        if self.open is not None:
            self.done.append(self.open)
            self.open = None
        self._flush()

    def _flush(self) -> None:
        self.done += self.later
        self.later = []

    def _line(self, line: Line, last: Line | None, region: Region, pitch: float) -> None:
        # 「２ 前項の…」: paragraphs of Japanese articles carry a bare number.
        number = split_number(line.text, bare=line.wide)
        if line.contents or _DOTS.search(line.text):
            self.close()
            self.done.append(Grown(Draft(BlockKind.CONTENTS, [piece_of(line)]), [line], region))
            return
        if self.open is not None and not self._begins(line, last, number, region, pitch):
            piece = piece_of(line)
            if last is not None and same_row(last, line):
                piece.before = " "
            self.open.draft.pieces.append(piece)
            self.open.lines.append(line)
            return
        self.close()
        if last is None and number is None and self.notes.endnote_goes_on(line):
            assert self.notes.last is not None
            self.open = self.notes.last
            self.open.foot = False  # an endnote after all
            self.done = [block for block in self.done if block is not self.open]
            self.open.draft.pieces.append(piece_of(line))
            self.open.lines.append(line)
            return
        draft = Draft(BlockKind.PARAGRAPH, [piece_of(line)])
        if is_note(line, self.body):
            draft.kind = BlockKind.NOTE
            take_note_number(draft, line)
            number = None
        elif number is not None:
            draft.kind = BlockKind.ITEM
        self.open = Grown(draft, [line], region, number)

    def _begins(
        self, line: Line, last: Line | None, number: Numbered | None, region: Region, pitch: float
    ) -> bool:
        """Tell whether a line begins a block of its own below the open one."""
        assert self.open is not None
        return begins(self.open, line, last, number, region, pitch, self.body)

    def _table(self, table: Table) -> None:
        self.later += rows_of(table)
        if self.open is None:
            self._flush()


def _by_page(around: Sequence[Grown], boxed: Sequence[Grown]) -> list[Grown]:
    """Set what stood in a frame among what stood around it on the same pages: notes go below."""
    found: list[Grown] = []
    at = 0
    for grown in around:
        last = grown.lines[0].page - (grown.draft.kind is not BlockKind.NOTE)
        while at < len(boxed) and boxed[at].lines[0].page <= last:
            found.append(boxed[at])
            at += 1
        found.append(grown)
    return [*found, *boxed[at:]]
