"""Lines in reading order grown into blocks.

In: the regions of every page. Out: drafts of paragraphs, items, notes, table
rows and contents lines, joined over lines, columns and pages. Headings are
told apart afterwards (`headings`), when every block's neighbours are known.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial

from pipeline.numbering import Numbered, split_number
from pipeline.parse.assembly import Draft
from pipeline.parse.pdf.apart import floating_caption, labels_of, rows_of
from pipeline.parse.pdf.captions import is_caption
from pipeline.parse.pdf.continuation import (
    SENTENCE_END,
    fills_own_margins,
    is_full,
    open_quote,
    sentence_state,
)
from pipeline.parse.pdf.grown import (
    BRACKETED,
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
from pipeline.parse.pdf.notes import Rule, below_rule, is_note, opens_note
from pipeline.parse.pdf.tables import Table
from pipeline.parse.pdf.wrapped import counts_on, is_mentioned, is_set_out, may_wrap, wraps_at_dot
from pipeline.records import BlockKind

_DOTS = re.compile(r"(?:[.．…‥・･]\s?){4,}\s*[-–]?\s*[\dⅰ-ⅻivxlcIVX０-９]*\s*[-–]?\s*$")
_LEADING = 1.2  # of the type size, where too few lines of it stand on the page to tell
# （答）, 【背景】: a label alone on its line. Round brackets often end the title or item above.
_LABEL = re.compile(
    r"[（(][答問注例案参考別添紙記]{1,2}[）)]|[【〔〈《［][^】〕〉》］]{1,40}[】〕〉》］]"
)

_ENCLOSED = re.compile(r"[①-⑳⑴-⒇]|[（(][\d０-９]{1,3}[)）]")  # 「⑶の手続に…」 below a short line
# "ACTION: Proposed rule.": labels of notices, each before its text, below a full line.
_CAPITALS = re.compile(r"[A-Z][A-Z ,&/’'-]{2,50}:(?=\s|$)")


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
        self.note: Grown | None = None  # the last note, which the next page may go on with
        self.raised_ahead = False  # notes with raised markers stand on this page
        self.frame_at: tuple[int, int | None] = (0, None)  # page and frame last read
        self.boxed: _Grower | None = None  # what stands in a frame, read by itself

    def page(self, page: PageLayout) -> None:
        self.raised_ahead = any(x.lead_mark for region in page.regions for x in region.lines)
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
        text, notes = self._part_notes(region, rules, page.body)
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
        self._notes(notes, region)

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
        if last is None and number is None and self._endnote_goes_on(line):
            assert self.note is not None
            self.open = self.note
            self.open.foot = False  # an endnote after all
            self.done = [block for block in self.done if block is not self.note]
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
        """Tell whether a line begins a new block."""
        assert self.open is not None and self.open.region is not None
        before = self.open.lines[-1]
        if last is not None and same_row(last, line):
            return False
        margins = region if last is not None else self.open.region
        full = is_full(before, line, margins)
        ended, unfinished = sentence_state(self.open.text, before, line, margins, full)
        if (
            number is not None
            and unfinished
            and full
            and (counts_on(self.open.text, number) or is_mentioned(number))
        ):
            return False  # 「①…、②…、③」 in running text, the third at the beginning of a line
        full = full or (not ended and fills_own_margins(before, self.open.lines, margins))
        if number is not None and (
            ended or not full or not may_wrap(number, line, self.open.lines, self.open.style)
        ):
            middle_dot = before.wide and number.style == "dash" and number.printed == "・"
            return not (
                unfinished
                and middle_dot
                and wraps_at_dot(line, self.open.lines, self.open.style, margins.right)
            )
        if (ended and _CAPITALS.match(line.text)) or (not full and _ENCLOSED.match(line.text)):
            return True
        small = max(line.size, before.size) <= 1.05 * self.body and not ended
        alike = small and not _differs(line.head or line.size, before.tail or before.size)
        if _differs(line.size, before.size) and not alike:
            return not open_quote(self.open.text)
        if not full and _LABEL.fullmatch(line.text.strip()) and not open_quote(self.open.text):
            return True
        if last is None:  # a new column or page
            if is_caption(line.text):
                return True
            prose = before.size <= 1.1 * self.body and line.bold == before.bold
            return not (prose and unfinished)
        step = line.top - before.top
        if step < -2 or step > 2.7 * pitch:
            return True
        if step > 1.45 * pitch:
            if is_caption(line.text):
                return True
            return not unfinished or (
                not full and is_set_out(line, self.open.lines, self.open.style)
            )
        if unfinished:
            return False
        indented = line.x0 > before.x0 + 0.7 * line.size
        # In a narrow column a heading may fill its line; the text below it is indented.
        capital = self.open.style is None or line.text[:1].isupper()
        headed = before.bold and indented and capital
        body = line.size <= 1.12 * self.body
        if line.bold != before.bold and (not full or ended or (headed and body)):
            return True
        if ended:
            outdented = line.x0 < min(x.x0 for x in self.open.lines) - 0.3 * line.size
            if outdented or BRACKETED.fullmatch(line.text.strip()):
                return True
        if not full:
            return not self._is_display(line, before)
        hanging = len(self.open.lines) == 1 and self.open.style is not None
        return indented and not hanging and (ended or line.wide)

    def _is_display(self, line: Line, before: Line) -> bool:
        """Tell whether two short lines are one heading set over several lines."""
        large = line.size > 1.12 * self.body and before.size > 1.12 * self.body
        assert self.open is not None
        bold = line.bold and before.bold and self.open.style is None
        return large or (bold and abs(_middle(line) - _middle(before)) < line.size)

    def _table(self, table: Table) -> None:
        self.later += rows_of(table)
        if self.open is None:
            self._flush()

    def _part_notes(
        self, region: Region, rules: Sequence[Rule], body: float
    ) -> tuple[list[Line], list[Line]]:
        """Part the notes at the foot of a region from its text.

        Reads as: what stands below a rule that opens with a marker or goes on
        with the last page's note; else the last lines, all in small type, from
        the first that opens with a marker; in type of any size, from the first
        that opens with a raised marker.
        """
        lines = region.lines
        if region.notes:
            return [], lines
        goes_on = self._note_goes_on(lines[0])
        at = below_rule(lines, region.left, region.right, rules, body, goes_on)
        if at is None:
            at = len(lines)
            while at > 0 and lines[at - 1].size <= 0.93 * body and lines[at - 1].is_text:
                at -= 1
            # In a frame, or in a page of small type, a number may count items as well.
            foot = at > 0 and region.frame is None
            opens = opens_note if foot else partial(is_note, body=body)
            while at < len(lines) and not opens(lines[at]):
                at += 1
        raised = next((i for i in range(at) if lines[i].lead_mark is not None), at)
        if all(x.is_text and x.size <= 1.1 * body for x in lines[raised:at]):
            at = raised
        return lines[:at], lines[at:]

    def _endnote_goes_on(self, line: Line) -> bool:
        """Tell whether an endnote in the type of the text runs over from the last page.

        Reads as: nothing else stands on the page before, the note ends inside a
        sentence, and the type stays.
        """
        if self.note is None or not self._note_goes_on(line) or self.note.region is None:
            return False
        if self.note.lines[-1].page == line.page:
            return False
        if self.raised_ahead:
            return False  # it goes on at the foot
        before = self.note.lines[-1]
        if abs(before.size - line.size) > 0.05 * line.size or line.bold != before.bold:
            return False
        full = is_full(before, line, self.note.region)
        return sentence_state(self.note.text, before, line, self.note.region, full)[1]

    def _note_goes_on(self, line: Line) -> bool:
        """Tell whether the last page's note is unfinished, or that of the column before."""
        if self.note is None:
            return False
        before = self.note.lines[-1]
        column = before.page == line.page and before.x1 < line.x0
        if before.page != line.page - 1 and not column:
            return False
        return SENTENCE_END.search(before.text) is None

    def _notes(self, lines: list[Line], region: Region) -> None:
        note: Grown | None = None
        last: Line | None = None
        if lines and not opens_note(lines[0]) and self._note_goes_on(lines[0]):
            note = self.note
        for line in lines:
            opens = opens_note(line)
            if opens and note is not None and line.lead_mark is None and note.raised:
                opens = False  # "2020 年" in a note whose fellows are marked by raised numbers
            apart = last is not None and (
                (SENTENCE_END.search(last.text) is not None and not is_full(last, line, region))
                or line.top - last.top > 1.9 * max(last.height, line.height)
            )
            if note is None or opens or (apart and not (note.raised and line.lead_mark is None)):
                draft = Draft(BlockKind.NOTE, [piece_of(line)])
                if opens:
                    take_note_number(draft, line)
                raised = line.lead_mark is not None
                note = Grown(draft, [line], region, raised=raised, foot=True)
                self.later.append(note)
            else:
                note.draft.pieces.append(piece_of(line))
                note.lines.append(line)
            last = line
        if note is not None:
            self.note = note


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


def _differs(a: float, b: float) -> bool:
    """Tell two type sizes apart; small capitals at both sides of a line end are one."""
    return abs(a - b) > 0.1 * max(a, b)


def _middle(line: Line) -> float:
    return (line.x0 + line.x1) / 2
