"""The DOCX reader.

In: the bytes of a Word document. Out: a `Reading`: headings by style, outline
level, number or print; paragraphs and items with the numbers Word prints;
table rows; notes after the block that refers to them; running heads as
furniture. Changes are read as accepted. The document's date is not taken
from its properties: those date the file.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from pipeline.errors import DamagedFile, EmptyFile
from pipeline.numbering import LEGAL, split_number
from pipeline.parse.assembly import Draft, Piece, Reading
from pipeline.parse.cells import Loose, lines_of_cell, placed_rows, span
from pipeline.parse.columns import SENTENCE_END, Group, numbered_draft, part_at_breaks, width
from pipeline.parse.docx_numbers import Numbering, W
from pipeline.parse.docx_package import AGAIN, check, note_bodies, part_of, xml_of
from pipeline.parse.docx_styles import Style, Styles
from pipeline.parse.docx_words import Notes, Words, words_of
from pipeline.parse.nesting import Nesting
from pipeline.parse.outline import BOLD, settle
from pipeline.parse.titles import bears, plain
from pipeline.parse.trails import heading_label
from pipeline.records import BlockKind, Problem

_LARGE = 1.15  # from here a type size stands out from the body's
_MAX_HEADING = 110.0  # columns


def read_docx(data: bytes) -> Reading:
    """Read a Word document; raises EmptyFile, NotThatFormat, Encrypted or DamagedFile."""
    check(data)
    import docx
    from docx.opc.exceptions import PackageNotFoundError
    from lxml import etree

    try:
        document = docx.Document(io.BytesIO(data))
        reader = _Reader(document)
        drafts = reader.read()
    except (LookupError, ValueError, AttributeError, TypeError, EOFError, OverflowError,
            zipfile.BadZipFile, zlib.error, PackageNotFoundError, etree.XMLSyntaxError,
            RecursionError, NotImplementedError) as error:  # fmt: skip
        said = str(error)[:150] or type(error).__name__
        raise DamagedFile(f"the Word document is broken: {said}", AGAIN) from error
    if not any(p.text.strip() for d in drafts for p in d.pieces):
        raise EmptyFile("the Word document has no text", "it may hold only pictures: run OCR")
    drafts = settle(drafts)
    return Reading(drafts, problems=reader.problems, title=_stated_title(document, drafts))


class _Reader:
    """Reads one document in order."""

    def __init__(self, document: Any) -> None:
        self._document = document
        part = document.part
        self._numbering = Numbering(part_of(part, "numbering"))
        self._styles = Styles(part_of(part, "styles"))
        self._notes = Notes()
        self._note_texts = {kind: note_bodies(part, kind) for kind in ("footnote", "endnote")}
        self._nesting = Nesting()
        self._drafts: list[Draft] = []
        self._endnotes: list[Draft] = []
        self.problems: list[Problem] = []

    def read(self) -> list[Draft]:
        """Give the drafts of the whole document."""
        body = self._document.element.body
        self._body_size = self._usual_size(body)
        self._blocks(body)
        self._drafts += self._endnotes
        self._drafts += self._furniture()
        deleted = sum(1 for _ in body.iter(f"{W}delText"))
        if deleted:
            self.problems.append(
                Problem("tracked-changes", f"{deleted} deletions were set apart, insertions read")
            )
        comments = part_of(self._document.part, "comments")
        count = 0 if comments is None else sum(1 for _ in comments.iter(f"{W}comment"))
        if count:
            self.problems.append(Problem("comments", f"{count} comments were left out"))
        return self._drafts

    def _blocks(self, parent: Any, contents: bool = False) -> None:
        for element in parent:
            if element.tag == f"{W}p":
                self._paragraph(element, contents)
            elif element.tag == f"{W}tbl":
                self._table(element)
            elif element.tag == f"{W}sdt":
                gallery = element.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
                name = "" if gallery is None else gallery.get(f"{W}val") or ""
                inner = element.find(f"{W}sdtContent")
                if inner is not None:
                    self._blocks(inner, contents or name == "Table of Contents")
            elif element.tag in (f"{W}customXml", f"{W}ins", f"{W}moveTo"):
                self._blocks(element, contents)

    def _paragraph(self, element: Any, contents: bool) -> None:
        words = words_of(element, self._notes)
        style = self._styles.of(element)
        number, level = self._number(words, style)
        if words.text:
            self._drafts += self._made(words, style, number, level, contents)
        self._set_apart(words)
        for kind, note in words.notes:
            self._note(kind, note)
        for box in words.boxes:
            self._frame(box)

    def _frame(self, box: Any) -> None:
        """Read a text box, or the one cell of a table that only frames text."""
        first = len(self._drafts)
        self._blocks(box)
        for draft in self._drafts[first:]:
            draft.boxed = True

    def _set_apart(self, words: Words) -> None:
        """Keep what was deleted or hidden, and ruby readings, each as a block of its kind."""
        for kind, parts in ((BlockKind.FURNITURE, words.apart), (BlockKind.RUBY, words.readings)):
            text = " ".join(part.strip() for part in parts if part.strip())
            if text:
                self._drafts.append(Draft(kind, [Piece(text)]))

    def _number(self, words: Words, style: Style) -> tuple[str | None, int]:
        """Count a paragraph in its list: its printed number, and the level from 1."""
        if style.list_id is None or not words.text:
            return None, 0
        depth = self._numbering.level(style.list_id, style.list_level, style.name)
        return self._numbering.next(style.list_id, depth), depth + 1

    def _made(
        self, words: Words, style: Style, number: str | None, depth: int, contents: bool
    ) -> list[Draft]:
        groups = part_at_breaks(words.pieces(), deliberate=True)
        whole = [piece for group in groups for piece in group.pieces]
        if contents or style.kind is BlockKind.CONTENTS:
            return [Draft(BlockKind.CONTENTS, whole)]
        if style.kind in (BlockKind.TITLE, BlockKind.CAPTION):
            return [Draft(style.kind, whole)]
        level = style.heading
        if level is None and number is None:
            level = self._print_level(words, style)
        if level is not None:
            self._nesting.reset()
            return [Draft(BlockKind.HEADING, whole, level=level, number=number)]
        if number is None:
            return [numbered_draft(group, self._nesting) for group in groups]
        first, *rest = groups
        found = [self._item(first, depth, number)]
        return found + [Draft(BlockKind.PARAGRAPH, g.pieces, level=depth, depth=20.0) for g in rest]

    def _item(self, group: Group, level: int, number: str) -> Draft:
        """Make an item of a paragraph with an automatic number; articles stay to be settled."""
        legal = split_number(f"{number} {group.text}")
        if legal is not None and legal.style in LEGAL:
            first = group.pieces[0]
            shift = len(number) + 1
            marks = tuple((at + shift, m) for at, m in first.marks)
            group.pieces[0] = Piece(f"{number}　{first.text}", marks=marks)
            return numbered_draft(group, self._nesting)
        return Draft(
            BlockKind.ITEM, group.pieces, level=level, number=number, depth=10.0 + level,
            keep_breaks=group.notice,
        )  # fmt: skip

    def _print_level(self, words: Words, style: Style) -> int | None:
        """Tell a heading that is only set in bold or large type.

        Reads as: short, no sentence, and all of it set so. Large type in the
        middle of the line before any heading is the title.
        """
        text = words.text
        if width(text) > _MAX_HEADING or SENTENCE_END.search(text) or len(text) < 2:
            return None
        if not re.search(r"[^\W\d_]", text) or text.endswith(("、", ",", "，")):
            return None
        size = max(words.sizes, key=lambda s: words.sizes[s]) if words.sizes else style.size
        letters = sum(len(line.strip()) for line in words.lines) or 1
        if size is not None and self._body_size and size >= _LARGE * self._body_size:
            return BOLD if self._drafts else 10
        return BOLD if words.bold >= 0.9 * letters or style.bold else None

    def _usual_size(self, body: Any) -> float | None:
        """Find the type size of most characters."""
        sizes: dict[float, int] = {}
        for paragraph in body.iter(f"{W}p"):
            words = words_of(paragraph, Notes())
            stated = sum(words.sizes.values())
            for size, count in words.sizes.items():
                sizes[size] = sizes.get(size, 0) + count
            usual = self._styles.of(paragraph).size
            if usual is not None:
                sizes[usual] = sizes.get(usual, 0) + max(len(words.text) - stated, 0)
        return max(sizes, key=lambda s: sizes[s]) if sizes else None

    def _table(self, table: Any) -> None:
        rows = []
        for row in _children(table, "tr"):
            if row.find(f"{W}trPr/{W}del") is None:
                rows.append(row)
            else:
                struck = "".join(e.text or "" for e in row.iter(f"{W}delText", f"{W}t"))
                self._set_apart(Words(apart=[struck]))
        cells = [list(_children(row, "tc")) for row in rows]
        if max((len(row) for row in cells), default=0) < 2:
            for row in cells:  # a box around text
                for cell in row:
                    self._frame(cell)
            return
        first = len(self._drafts)
        apart_and_notes: list[Draft] = []
        loose: list[list[Loose]] = []
        open_cells: dict[int, Loose] = {}  # by column: the cell that those below are merged with
        for row, line in zip(rows, cells, strict=True):
            loose.append(self._row(row, line, open_cells))
            for cell in line:
                for kind in ("footnote", "endnote"):
                    for reference in cell.iter(f"{W}{kind}Reference"):
                        self._note(kind, reference.get(f"{W}id") or "")
        apart_and_notes, self._drafts[first:] = self._drafts[first:], []
        self._drafts += [*placed_rows(loose, first), *apart_and_notes]

    def _row(self, row: Any, cells: list[Any], open_cells: dict[int, Loose]) -> list[Loose]:
        """Read a row; a cell merged with the one above makes that one longer."""
        found: list[Loose] = []
        header = row.find(f"{W}trPr/{W}tblHeader") is not None
        column = 0
        for cell in cells:
            merge = cell.find(f"{W}tcPr/{W}vMerge")
            wide = cell.find(f"{W}tcPr/{W}gridSpan")
            across = span(None if wide is None else wide.get(f"{W}val"))
            above = open_cells.get(column)
            if merge is not None and merge.get(f"{W}val") != "restart" and above is not None:
                above.row_span += 1
            else:
                found.append(Loose(lines_of_cell(self._cell(cell)), 1, across, header))
                open_cells[column] = found[-1]
            column += across
        return found

    def _cell(self, cell: Any) -> list[str]:
        """Give the words of each paragraph of a cell, list numbers with them."""
        parts = []
        for paragraph in cell.iter(f"{W}p"):
            words = words_of(paragraph, self._notes)
            number, _ = self._number(words, self._styles.of(paragraph))
            self._set_apart(words)
            if words.text:
                parts.append(heading_label(number, words.text))
        return parts

    def _note(self, kind: str, note: str) -> None:
        body = self._note_texts[kind].pop(note, None)
        if body is None:
            return
        pieces: list[Piece] = []
        for part in body.iter(f"{W}p"):
            words = words_of(part, Notes())
            self._set_apart(words)
            found = [piece for line in words.pieces() for piece in line]
            if found and pieces:
                found[0].before = "\n"
            pieces += found
        draft = Draft(BlockKind.NOTE, pieces, number=self._notes.number(kind, note))
        (self._endnotes if kind == "endnote" else self._drafts).append(draft)

    def _furniture(self) -> Iterator[Draft]:
        seen = set()
        for relation in self._document.part.rels.values():
            if relation.is_external or not relation.reltype.endswith(("/header", "/footer")):
                continue
            for paragraph in xml_of(relation.target_part).iter(f"{W}p"):
                text = words_of(paragraph, Notes()).text
                if text and text not in seen:
                    seen.add(text)
                    yield Draft(BlockKind.FURNITURE, [Piece(text)])


def _children(parent: Any, name: str) -> Iterator[Any]:
    """Give children of a name, those in content controls and insertions with them."""
    for child in parent:
        if child.tag == f"{W}{name}":
            yield child
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml"):
            yield from _children(child, name)


def _stated_title(document: Any, drafts: list[Draft]) -> str | None:
    """Take the title from the properties when the text bears it: most are a template's."""
    title = " ".join((document.core_properties.title or "").split())
    return title if len(plain(title)) > 3 and bears(drafts, title) else None
