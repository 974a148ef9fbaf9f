"""The elements of an HTML tree made into drafts.

In: an lxml element. Out: drafts in reading order. Headings carry ten times
their rank as level (h2: 20), headings told only from bold or italic print
`BOLD` or `ITALIC`; `outline.settle` makes levels of both. Walks the tree by
events, so that depth of nesting costs nothing.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from copy import deepcopy
from typing import Any

from pipeline.numbering import split_number
from pipeline.parse.assembly import Draft, Piece
from pipeline.parse.columns import SENTENCE_END, Group, numbered_draft, part_at_breaks, words
from pipeline.parse.html_lists import OpenList, links_to_itself
from pipeline.parse.html_marks import (
    Run,
    is_note_reference,
    is_notes,
    is_permalink,
    leads_back,
    print_level,
    sets_number,
    tag_of,
)
from pipeline.parse.html_tables import is_bare_number, table_rows
from pipeline.parse.nesting import Nesting
from pipeline.parse.plain import drafts_of_text
from pipeline.parse.powers import LOOK_BACK, raised_power
from pipeline.records import BlockKind

LISTS = 10.0  # depth of list items, above that of any numbered paragraph

_BREAK, _MARK = "\x0b", "\x00"
_HEADINGS = {f"h{n}": n * 10 for n in range(1, 7)}
_BLOCKS = frozenset(
    "address article aside blockquote body center dd details dialog div dl dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu nav ol p pre "
    "section summary table tbody td tfoot th thead tr ul caption html head".split()
)
# What no reader sees; ruby readings are kept apart.
_UNSEEN = frozenset(
    "script style noscript template iframe object canvas video audio map datalist input rp head "
    "title meta link img annotation annotation-xml desc metadata".split()
)
_SILENT = _UNSEEN | {"rt", "rtc"}
_FRAMES = frozenset({"blockquote", "aside"})
_BOLD_TAGS, _ITALIC_TAGS = frozenset({"b", "strong"}), frozenset({"i", "em", "cite"})


def _walked(part: Any) -> list[Draft]:
    return Walker().walk(part)


class Walker:
    """Walks one tree once; `deliberate` when its line breaks always mean something."""

    def __init__(
        self, deliberate: bool = False, around: Collection[Any] = (), apart: bool = True
    ) -> None:
        self._deliberate = deliberate
        self._apart = apart  # False: all of it stands apart already
        self._around = around  # elements that are no part of the text
        self._readings: list[str] = []  # ruby above the words collected
        self._below = 0  # a list right after "16. We will:" stands below that item
        self.drafts: list[Draft] = []
        self._runs: list[Run] = []
        self._marks: list[str] = []  # printed note references, in order
        self._lists: list[OpenList] = []
        self._item: list[str | None] = []  # number of a list item whose words have not come yet
        self._inside: list[str] = []  # heading, caption, note and contents elements that are open
        self._bold = self._italic = self._framed = self._cells = 0
        self._number: str | None = None  # of the cell beside the words to come
        self._before: list[tuple[int, Nesting]] = []  # as it was before a table, by open cells
        self._nesting = Nesting()

    def walk(self, root: Any) -> list[Draft]:
        """Give the drafts of everything under `root`."""
        from lxml import etree

        events = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
        for event, element in events:
            if event == "start":
                if not self._start(element):
                    events.skip_subtree()
            elif event == "end":
                self._end(element)
            if event != "start" and element is not root and element.tail:
                self._text(element.tail)
        self._flush()
        self._lone_number()
        return self.drafts

    def _start(self, element: Any) -> bool:
        """Enter an element; False when its content is not to be walked."""
        tag = tag_of(element)
        if self._is_apart(element, tag):
            self._furniture(element)
            return False
        if tag == "rt":
            self._readings.append("".join(element.itertext()).strip())
        if tag in _SILENT or leads_back(element) or is_permalink(element):
            return False
        if tag in _BLOCKS:
            self._flush()
        if tag == "br":
            self._text(_BREAK)
        elif is_note_reference(element):
            self._marks.append("".join(element.itertext()).strip())
            self._runs.append(Run(_MARK, bool(self._bold), bool(self._italic)))
            return False
        elif tag == "sup" and (power := self._power(element)) is not None:
            self._text(power)
            return False
        elif tag == "pre":
            self._preformatted(element)
            return False
        elif (
            tag == "table" and (rows := table_rows(element, _walked, len(self.drafts))) is not None
        ):
            for row in rows:
                self._add(row)
            return False
        self._open(element, tag)
        if element.text:
            self._text(element.text)
        return True

    def _open(self, element: Any, tag: str) -> None:
        if is_notes(element):
            self._inside.append("note")
        if tag in ("ul", "ol", "dl", "menu"):
            contents = not self._lists and links_to_itself(element)
            if not self._lists:
                self._below = int(self._follows_lead_in(tag))
            elif self.drafts and self.drafts[-1].kind is BlockKind.ITEM:
                # Markup says what stands below; an unfinished sentence goes on there.
                last = self.drafts[-1]
                last.leads = SENTENCE_END.search(words(last.pieces)[-20:]) is None
            self._lists.append(OpenList.of(element, contents))
        elif tag == "li":
            self._item = [self._lists[-1].next_number(element) if self._lists else None]
        elif tag in ("dt", "dd"):
            self._item = [None]
            if self._lists:
                self._lists[-1].in_body = tag == "dd"
        elif tag in _HEADINGS or tag in ("caption", "figcaption"):
            self._inside.append(tag)
        self._framed += tag in _FRAMES
        self._cells += tag == "td"
        if tag == "table" and all(cells != self._cells for cells, _ in self._before):
            self._before.append((self._cells, deepcopy(self._nesting)))
        self._bold += tag in _BOLD_TAGS
        self._italic += tag in _ITALIC_TAGS

    def _end(self, element: Any) -> None:
        tag = tag_of(element)
        if self._is_apart(element, tag):
            return
        if tag in _SILENT or tag == "pre" or leads_back(element) or is_note_reference(element):
            return
        if tag in _BLOCKS:
            self._flush()
        self._framed -= tag in _FRAMES
        self._cells -= tag == "td"
        if tag == "tr":
            self._lone_number()
        self._bold -= tag in _BOLD_TAGS
        if tag in ("span", "strong", "b") and sets_number(element):
            self._text(" ")
        self._italic -= tag in _ITALIC_TAGS
        if tag in ("ul", "ol", "dl", "menu") and self._lists:
            self._lists.pop()
            self._item = []
        elif tag in ("li", "dt", "dd"):
            self._item = []
        if self._inside and (tag == self._inside[-1] or is_notes(element)):
            self._inside.pop()

    def _text(self, text: str) -> None:
        self._runs.append(Run(text, bool(self._bold), bool(self._italic)))

    def _power(self, element: Any) -> str | None:
        before = "".join(run.text for run in self._runs[-3:])[-LOOK_BACK:]
        return raised_power("".join(element.itertext()).strip(), before.rstrip("\n"))

    def _flush(self) -> None:
        """Make a draft, or several at deliberate line breaks, of the words collected."""
        self._words()
        readings = " ".join(reading for reading in self._readings if reading)
        self._readings = []
        if readings:
            self._add(Draft(BlockKind.RUBY, [Piece(readings)]))

    def _words(self) -> None:
        runs, self._runs = self._runs, []
        marks, self._marks = self._marks, []
        raw = "".join(run.text for run in runs)
        if not raw.strip(" \t\n\r\f\x0b\x00\xa0\u3000"):
            return
        lines = _lines(raw, marks)
        inside = self._inside[-1] if self._inside else ""
        if inside in _HEADINGS:
            self._nesting.reset()
            pieces = [p for line in lines for p in line]
            self._add(Draft(BlockKind.HEADING, pieces, level=_HEADINGS[inside]))
        elif inside in ("caption", "figcaption"):
            self._add(Draft(BlockKind.CAPTION, [p for line in lines for p in line]))
        elif inside == "note":
            self._note([p for line in lines for p in line])
        elif self._lists:
            self._list_words(lines)
        else:
            for group in part_at_breaks(lines, self._deliberate):
                self._paragraph(group, runs if len(lines) == 1 else [])

    def _list_words(self, lines: list[list[Piece]]) -> None:
        """The first words of an item are the item; the rest stands below it."""
        contents = self._lists[0].contents
        level = self._below + sum(1 + entry.in_body for entry in self._lists)
        # "2." after a list of another kind goes on from "1.": it has no lead-in above.
        goes_on = len(self._lists) == 1 and self._lists[0].goes_on
        depth = 0.0 if goes_on else LISTS + level
        for group in part_at_breaks(lines, self._deliberate):
            if contents:
                self._add(Draft(BlockKind.CONTENTS, group.pieces))
            elif self._item:
                number = self._item.pop()
                own = split_number(group.text) if number is None else None
                if own is not None and own.style == "note":
                    self._add(Draft(BlockKind.NOTE, group.pieces))
                    continue
                self._add(
                    Draft(BlockKind.ITEM, group.pieces, level=level, number=number, depth=depth,
                          keep_breaks=group.notice)
                )  # fmt: skip
            elif split_number(group.text) is not None:
                self._add(Draft(BlockKind.ITEM, group.pieces, level=level + 1, depth=depth + 0.5))
            else:
                self._add(
                    Draft(BlockKind.PARAGRAPH, group.pieces, level=level, depth=depth + 0.7,
                          keep_breaks=group.notice)
                )  # fmt: skip

    def _note(self, pieces: list[Piece]) -> None:
        """Begin a note at a list item, or go on with the one whose item is still open."""
        last = self.drafts[-1] if self.drafts else None
        if self._lists and not self._item and last is not None and last.kind is BlockKind.NOTE:
            pieces[0].before = "\n"
            last.pieces += pieces
            return
        number = self._item.pop() if self._item else None
        self._add(Draft(BlockKind.NOTE, pieces, number=number))

    def _follows_lead_in(self, tag: str) -> bool:
        last = self.drafts[-1] if self.drafts else None
        if last is None or last.kind is not BlockKind.ITEM or (last.depth or 0) < LISTS:
            return False
        return tag != "ol" and words(last.pieces).endswith((":", "："))

    def _paragraph(self, group: Group, runs: list[Run]) -> None:
        while self._before and self._before[-1][0] >= self._cells:
            self._nesting = self._before.pop()[1]  # numbers in a table end with it
        if self._cells and self._number is None and is_bare_number(group.text):
            self._number = group.text  # it stands in a cell of its own
            return
        if self._number is not None:
            first, number, self._number = group.pieces[0], self._number, None
            marks = tuple((at + len(number) + 1, m) for at, m in first.marks)
            group.pieces[0] = Piece(f"{number} {first.text}", marks=marks)
            self._add(numbered_draft(group, self._nesting))
            return
        if re.search(r"\w", group.text) is None:
            self._add(Draft(BlockKind.FURNITURE, group.pieces))
            return
        level = print_level(group.text, runs)
        if level is not None:
            self._nesting.reset()
            self._add(Draft(BlockKind.HEADING, group.pieces, level=level))
            return
        self._add(numbered_draft(group, self._nesting))

    def _is_apart(self, element: Any, tag: str) -> bool:
        """Tell what is seen but no text: what stands around it, and what was struck out."""
        named = tag == "del" or element in self._around
        return self._apart and named and tag not in _UNSEEN

    def _furniture(self, element: Any) -> None:
        """Keep what stands around the text: one block a region, its lines apart."""
        runs, self._runs = self._runs, []  # a button inside a sentence does not end it
        inner = Walker(apart=False).walk(element)
        lines = [words(d.pieces) for d in inner if re.search(r"\S", words(d.pieces))]
        if lines:
            pieces = [Piece(line, before="\n" if i else None) for i, line in enumerate(lines)]
            self._add(Draft(BlockKind.FURNITURE, pieces))
        self._runs = runs

    def _lone_number(self) -> None:
        """Keep the number of a cell that has no words beside it."""
        if self._number is not None:
            self._add(Draft(BlockKind.PARAGRAPH, [Piece(self._number)]))
            self._number = None

    def _preformatted(self, element: Any) -> None:
        """Wrapped prose in a <pre> (many American pages) reads as plain text."""
        text = "".join(element.itertext())
        for draft in drafts_of_text(text):
            self._add(draft)

    def _add(self, draft: Draft) -> None:
        draft.boxed = self._framed > 0
        self.drafts.append(draft)


def _lines(raw: str, marks: list[str]) -> list[list[Piece]]:
    """Split at <br>, then at line ends of the file, white space collapsed."""
    queue = iter(marks)
    found = []
    for line in raw.split(_BREAK):
        pieces = []
        for part in line.split("\n"):
            text = re.sub(r"[ \t\r\f\xa0]+", " ", part).strip(" ")
            at: list[tuple[int, str]] = []
            while (i := text.find(_MARK)) >= 0:
                text = text[:i] + text[i + 1 :]
                at.append((i, next(queue, "")))
            if text.strip() or at:
                pieces.append(Piece(text, marks=tuple(at)))
        if any(p.text.strip() for p in pieces):
            found.append(pieces)
    return found
