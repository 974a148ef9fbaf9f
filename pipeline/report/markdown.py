"""A document as clean Markdown, and as plain text with its structure shown.

In: a `Document`. Out: CommonMark with tables and footnotes. Headings at their
level, lists nested with their printed numbers, notes at `[^1]` where a marker
leads to them and raised (`<sup>`) where none does, captions in italics,
contents lines as links, labels of figures small, framed text quoted. Where a
page begins whose words were recognised in a picture, a line in ‹› says so.
Furniture and readings are left out.

Always holds: `read_markdown` gives back the same kinds, numbers and words
(the front matter names the writer, see `parse.markdown_own`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence

from pipeline.numbering import split_number
from pipeline.parse.citations import levels
from pipeline.parse.markdown_own import NO_NUMBER
from pipeline.records import Block, BlockKind, Document, Source
from pipeline.report.markdown_notes import linked
from pipeline.report.markdown_words import (
    broken,
    cell,
    escaped,
    line_start,
    native_number,
)
from pipeline.tables import tables

_RECOGNISED = {
    "en": "p. {}: text recognised in a scan, may have mistakes",
    "ja": "{}頁：画像から文字認識した本文。誤りがありうる",
}
_SILENT = frozenset({BlockKind.FURNITURE, BlockKind.RUBY})
_BARE = re.compile(r"[0-9０-９]{1,2} [\u3040-\u9fff「『（]")  # 「２　委員会は、…」
_LISTED = frozenset({BlockKind.ITEM, BlockKind.CONTENTS})


def markdown(document: Document) -> str:
    """Write a document as Markdown."""
    return _front(document.source) + _Writer(document).body()


def _front(source: Source) -> str:
    """Write what is known of the document, for programs and for our own reader."""
    known = {
        "title": source.title,
        "date": source.date,
        "language": source.language,
        "source_url": source.url,
        "generator": "concord",
    }
    lines = [f"{k}: {json.dumps(v, ensure_ascii=False)}" for k, v in known.items() if v]
    return "\n".join(["---", *lines, "---", "", ""])


class _Writer:
    """Writes the blocks of one document in order."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._levels = levels(document.blocks, document.text)
        self._labels, self._notes = linked(document)
        self._tables = tables(document)
        self._told: set[int] = set()  # recognised pages that were said to be so
        self._open: list[tuple[int, int]] = []  # list items: level, column of their words

    def body(self) -> str:
        """Give everything below the front matter."""
        parts: list[str] = []
        before: Block | None = None
        blocks = self._document.blocks
        rows: list[Block] = []
        for i, block in enumerate(blocks):
            if block.kind in _SILENT:
                continue
            if block.kind is BlockKind.TABLE:
                rows.append(block)
                after = next((b for b in blocks[i + 1 :] if b.kind not in _SILENT), None)
                if after is not None and (after.kind, after.boxed, after.table) == (
                    block.kind,
                    block.boxed,
                    block.table,
                ):
                    continue
                first = rows[0]
                text, rows = self._table(rows), []
                self._open.clear()
            else:
                first = block
                text = self._block(i, block)
            text = "\n".join(f"> {x}".rstrip() for x in text.split("\n")) if block.boxed else text
            note = self._recognised(first)
            if before is not None:
                parts.append("\n\n" if note else _gap(before, block, parts[-1], text))
            parts.append(note)
            parts.append(text)
            before = block
        return "".join(parts) + "\n"

    def _recognised(self, block: Block) -> str:
        """Give a line before the first block of a page whose words were recognised."""
        pages = {a.page for a in block.anchors} & set(self._document.recognised) - self._told
        self._told |= pages
        said = _RECOGNISED["ja" if self._document.source.language == "ja" else "en"]
        return "".join(f"<sub>‹{said.format(page)}›</sub>\n\n" for page in sorted(pages))

    def _table(self, rows: Sequence[Block]) -> str:
        """Write the rows of one table; the first is its heading, as Markdown wants one.

        A cell that spans several places has its words in the first of them.
        """
        table = self._tables.get(rows[0].table or 0)
        if table is None or not table.cells:
            cells = [[cell(c) for c in self._words(row).split(" | ")] for row in rows]
        else:
            text = self._document.text
            cells = [
                [
                    cell(text[c.span[0] : c.span[1]]) if c and (c.row, c.column) == (at, i) else ""
                    for i, c in enumerate(places, start=1)
                ]
                for at, places in enumerate(table.grid(), start=1)
            ]
            cells = [row for row in cells if any(row)]
        width = max(len(row) for row in cells)
        lines = [_row(row, width) for row in cells]
        return "\n".join([lines[0], "|" + " --- |" * width, *lines[1:]])

    def _words(self, block: Block) -> str:
        return self._document.text[block.span[0] : block.span[1]]

    def _block(self, at: int, block: Block) -> str:
        """Write one block that is no table row."""
        words = self._marked(block)
        if block.kind is BlockKind.ITEM:
            return self._item(block, words, self._levels[at] or 1)
        if block.kind is BlockKind.PARAGRAPH and block.level and self._open:
            self._open = [entry for entry in self._open if entry[0] <= block.level]
            indent = " " * (self._open[-1][1] if self._open else 0)
            return indent + line_start(words).replace("\n", "\\\n" + indent)
        if block.kind is BlockKind.CONTENTS:
            link = escaped(self._words(block), link=True).replace("\n", "<br>")
            self._open.clear()
            return f"- [{link}](#)"
        self._open.clear()
        if block.kind is BlockKind.TITLE:
            return "# " + broken(words)
        if block.kind is BlockKind.HEADING:
            return "#" * min((block.level or 1) + 1, 6) + " " + broken(_numbered(block, words))
        if block.kind is BlockKind.NOTE:
            return self._note(at, block, words)
        if block.kind is BlockKind.CAPTION:
            return f"*{broken(words)}*"
        if block.kind is BlockKind.FIGURE:
            return f"<small>{broken(words)}</small>"
        return line_start(words).replace("\n", "\\\n")

    def _item(self, block: Block, words: str, level: int) -> str:
        self._open = [entry for entry in self._open if entry[0] < level]
        column = self._open[-1][1] if self._open else 0
        indent = " " * column
        marker = "-"
        if native_number(block.number):
            marker = block.number or ""
            text = line_start(words)
        else:
            text = line_start(_numbered(block, words))
        self._open.append((level, column + len(marker) + 1))
        inner = " " * (column + len(marker) + 1)
        return f"{indent}{marker} {text}".replace("\n", "\\\n" + inner)

    def _note(self, at: int, block: Block, words: str) -> str:
        label = self._notes.get(at)
        number = block.number or NO_NUMBER
        if label is None:
            return line_start(f"<sup>{escaped(number)}</sup> {words}").replace("\n", "\\\n")
        shown = "" if label.partition("--")[0] == block.number else f"<sup>{escaped(number)}</sup> "
        return f"[^{label}]: " + line_start(shown + words).replace("\n", "\\\n    ")

    def _marked(self, block: Block) -> str:
        """Give a block's words escaped, with the markers of its notes."""
        start, end = block.span
        parts: list[str] = []
        for offset, printed in block.marks:
            at = min(max(offset, start), end)
            label = self._labels.get((offset, printed))
            parts.append(escaped(self._document.text[start:at]))
            shown = f"[^{label}]" if label else f"<sup>{escaped(printed)}</sup>"
            # At the very start it would read as the number of a note.
            parts.append(shown if label or any(parts) else "")
            start = at
        rest = escaped(self._document.text[start:end])
        if parts and parts[-1].endswith("]") and rest[:1] in ("(", "[", ":"):
            rest = "\\" + rest
        return "".join([*parts, rest])


def _gap(before: Block, block: Block, above: str, text: str) -> str:
    """Give what parts two blocks: items of one list stand close."""
    close = before.kind is block.kind and block.kind in _LISTED
    lead, own = above.lstrip(" >"), text.lstrip(" >")
    deeper = len(text) - len(own) > len(above) - len(lead)
    alike = deeper or lead[:1].isdigit() is own[:1].isdigit()
    if before.boxed and block.boxed:
        return "\n" if close and alike else "\n>\n"
    return "\n" if close and alike and not (before.boxed or block.boxed) else "\n\n"


def _numbered(block: Block, words: str) -> str:
    """Write a block's number before its words so that it is read as the same number."""
    if not block.number:
        return words
    number = escaped(block.number)
    tight = not (block.number[-1].isascii() or block.number[-1].isalnum())
    for text in ((f"{number}{words}",) if tight else ()) + (f"{number} {words}",):
        plain = text.replace("\\", "")
        bare = block.kind is BlockKind.HEADING or _BARE.match(plain) is not None
        found = split_number(plain, bare=bare)
        if found is not None and found.printed == block.number and found.rest.strip():
            return text
    return f"<span>{number}</span> {words}"


def _row(cells: Sequence[str], width: int) -> str:
    return "| " + " | ".join([*cells, *[""] * (width - len(cells))]) + " |"


def reading(document: Document) -> str:
    """Write a document in reading order with place, kind and number of every block.

    A block that is apparatus says so: ‹references›; one whose words were
    recognised in a picture too: ‹recognised›.
    """
    return "\n".join(_lines(document))


def _lines(document: Document) -> Iterator[str]:
    scans = frozenset(document.recognised)
    width = 8 if document.pages is not None else 20
    for block in document.blocks:
        words = document.text[block.span[0] : block.span[1]]
        pages = sorted({a.page for a in block.anchors})
        if document.pages is None:
            page = block.place or ""
        elif len(pages) > 1:
            page = f"p. {pages[0]}-{pages[-1]}"
        else:
            page = f"p. {pages[0]}" if pages else ""
        number = f"[{block.number}] " if block.number else ""
        level = str(block.level) if block.level and block.kind is BlockKind.HEADING else ""
        apparatus = block.apparatus if block.kind is not BlockKind.CONTENTS else None
        serves = f"‹{apparatus}› " if apparatus else ""
        scan = "‹recognised› " if not scans.isdisjoint(pages) else ""
        yield f"{page:{width}}{block.kind.value + level:11}{serves}{scan}{number}{words}"
