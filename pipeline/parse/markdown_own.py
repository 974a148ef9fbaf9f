"""Markdown that Concord wrote, read as it was meant.

In: the tokens of a file whose front matter names Concord as its writer (see
`report.markdown`). Out: drafts, kind by kind, without guessing: `#` is a
title, `##` a heading of level 1, a raised number opens a note, italics alone
are a caption, small print a figure's label, links into the page a contents
line, a quotation framed text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from pipeline.parse.assembly import Draft, Piece
from pipeline.parse.cells import Loose, lines_of_cell, placed_rows
from pipeline.records import BlockKind

if TYPE_CHECKING:
    from markdown_it.token import Token

# What the writer says of a page (that its words were recognised in a picture): not its words.
REMARK = re.compile(r"^<sub>‹[^›\n]{1,200}›</sub>\n\n", re.MULTILINE)
NO_NUMBER = "–"  # raised before a note that prints no number
_BREAKS = frozenset({"hardbreak", "softbreak"})


def drafts_of_tokens(tokens: Sequence[Token]) -> list[Draft]:
    """Give the drafts of a parsed file, notes where their definitions were gathered."""
    reader = _Reader()
    for token in tokens:
        reader.read(token)
    return reader.drafts


class _Reader:
    """Follows the tokens of one file."""

    def __init__(self) -> None:
        self.drafts: list[Draft] = []
        self._lists: list[str | None] = []  # per open item: its number until its words come
        self._depth = 0
        self._heading = 0
        self._quoted = 0
        self._note: str | None = None
        self._row: list[str] | None = None
        self._footnote = False
        self._rows: list[list[Loose]] = []

    def read(self, token: Token) -> None:
        """Take one token."""
        kind = token.type
        if kind == "heading_open":
            self._heading = int(token.tag[1:])
        elif kind == "list_item_open":
            number = f"{token.info}{token.markup}" if token.info else None
            self._lists.append(number or "")
        elif kind == "list_item_close":
            self._lists.pop()
        elif kind in ("blockquote_open", "blockquote_close"):
            self._quoted += token.nesting
        elif kind == "footnote_open":
            self._footnote = True
            self._note = str(token.meta.get("label", "")).partition("--")[0]
        elif kind == "footnote_close":
            self._footnote = False
        elif kind == "table_open":
            self._rows = []
        elif kind == "tr_open":
            self._row = []
        elif kind == "tr_close" and self._row is not None:
            self._rows.append([Loose(lines_of_cell(text.split("\n"))) for text in self._row])
            self._row = None
        elif kind == "table_close":
            for draft in placed_rows(self._rows, len(self.drafts)):
                self._add(draft)
        elif kind == "inline":
            self._words(token.children or [])
        if kind == "heading_close":
            self._heading = 0

    def _add(self, draft: Draft) -> None:
        draft.boxed = self._quoted > 0
        self.drafts.append(draft)

    def _words(self, children: list[Token]) -> None:
        line = _Line(children)
        if self._row is not None:
            self._row.append(line.text())
        elif self._heading == 1:
            self._add(Draft(BlockKind.TITLE, line.pieces))
        elif self._heading:
            number = line.number if line.opens == "span" else None
            self._add(Draft(BlockKind.HEADING, line.pieces, self._heading - 1, number))
        elif self._footnote:
            number = line.number if line.opens == "sup" else self._note
            self._add(Draft(BlockKind.NOTE, line.pieces, number=number))
        elif line.opens == "link":
            self._add(Draft(BlockKind.CONTENTS, line.pieces))
        elif self._lists and self._lists[-1] is not None:
            number = line.number if line.opens == "span" else self._lists[-1] or None
            self._lists[-1] = None
            self._add(Draft(BlockKind.ITEM, line.pieces, len(self._lists), number))
        elif line.opens == "sup":
            number = None if line.number == NO_NUMBER else line.number
            self._add(Draft(BlockKind.NOTE, line.pieces, number=number))
        elif line.opens == "em":
            self._add(Draft(BlockKind.CAPTION, line.pieces))
        elif line.opens == "small":
            self._add(Draft(BlockKind.FIGURE, line.pieces))
        else:
            self._add(Draft(BlockKind.PARAGRAPH, line.pieces, len(self._lists) or None))


class _Line:
    """The words of one block, with what opens it and the markers taken out."""

    def __init__(self, children: list[Token]) -> None:
        self.pieces: list[Piece] = [Piece("")]
        self.number: str | None = None
        self.opens = self._opens(children)
        self._raised: str | None = None  # words of an open <sup> or <span>
        self._first = self.opens in ("sup", "span")
        for child in children:
            self._take(child)

    def text(self) -> str:
        """The words of a table cell."""
        return "\n".join(piece.text for piece in self.pieces)

    def _opens(self, children: list[Token]) -> str:
        first = next((c for c in children if c.type != "text" or c.content), None)
        last = next((c for c in reversed(children) if c.type != "text" or c.content), None)
        if first is None or last is None:
            return ""
        if first.type == "link_open" and last.type == "link_close":
            return "link"
        if first.type == "em_open" and last.type == "em_close":
            return "em"
        if first.type == "html_inline":
            tag = first.content.strip("<>/ ")
            return tag if tag != "small" or last.content == "</small>" else ""
        return ""

    def _take(self, child: Token) -> None:
        if child.type == "html_inline":
            self._tag(child.content)
        elif child.type in _BREAKS:
            self._break()
        elif child.type == "footnote_ref":
            self._mark(str(child.meta.get("label", "")).partition("--")[0])
        elif child.content and child.type not in ("link_open", "link_close"):
            if self._raised is not None:
                self._raised += child.content
            else:
                self.pieces[-1].text += child.content

    def _break(self) -> None:
        self.pieces.append(Piece("", before="\n"))

    def _tag(self, tag: str) -> None:
        if tag == "<br>":
            self._break()
        elif tag in ("<sup>", "<span>"):
            self._raised = ""
        elif tag in ("</sup>", "</span>") and self._raised is not None:
            raised, self._raised = self._raised, None
            if self._first:
                self.number, self._first = raised, False
            else:
                self._mark(raised)

    def _mark(self, printed: str) -> None:
        piece = self.pieces[-1]
        piece.marks = (*piece.marks, (len(piece.text), printed))
