"""Notes at the foot of a region grown into blocks, over columns and pages.

In: a region's lines. Out: its text without the notes, and the notes as blocks, each
joined to what of it stands on the next page.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from pipeline.parse.assembly import Draft
from pipeline.parse.pdf.continuation import SENTENCE_END, is_full, sentence_state
from pipeline.parse.pdf.grown import Grown, piece_of, take_note_number
from pipeline.parse.pdf.layout import Region
from pipeline.parse.pdf.lines import Line
from pipeline.parse.pdf.notes import Rule, below_rule, is_note, opens_note
from pipeline.records import BlockKind


class Footnotes:
    """Tells the notes of a region from its text, and remembers the last one."""

    def __init__(self, body: float) -> None:
        self.body = body
        self.last: Grown | None = None  # which the next page may go on with
        self.raised_ahead = False  # notes with raised markers stand on this page

    def part(
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
        goes_on = self.goes_on(lines[0])
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

    def endnote_goes_on(self, line: Line) -> bool:
        """Tell whether an endnote in the type of the text runs over from the last page.

        Reads as: nothing else stands on the page before, the note ends inside a
        sentence, and the type stays.
        """
        if self.last is None or not self.goes_on(line) or self.last.region is None:
            return False
        if self.last.lines[-1].page == line.page:
            return False
        if self.raised_ahead:
            return False  # it goes on at the foot
        before = self.last.lines[-1]
        if abs(before.size - line.size) > 0.05 * line.size or line.bold != before.bold:
            return False
        full = is_full(before, line, self.last.region)
        return sentence_state(self.last.text, before, line, self.last.region, full)[1]

    def goes_on(self, line: Line) -> bool:
        """Tell whether the last page's note is unfinished, or that of the column before."""
        if self.last is None:
            return False
        before = self.last.lines[-1]
        column = before.page == line.page and before.x1 < line.x0
        if before.page != line.page - 1 and not column:
            return False
        return SENTENCE_END.search(before.text) is None

    def grow(self, lines: list[Line], region: Region) -> list[Grown]:
        """Grow the notes of a region."""
        grown: list[Grown] = []
        note: Grown | None = None
        last: Line | None = None
        if lines and not opens_note(lines[0]) and self.goes_on(lines[0]):
            note = self.last
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
                grown.append(note)
            else:
                note.draft.pieces.append(piece_of(line))
                note.lines.append(line)
            last = line
        if note is not None:
            self.last = note
        return grown
