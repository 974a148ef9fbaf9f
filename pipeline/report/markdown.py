"""A document as clean Markdown, and as plain text with its structure shown.

In: a `Document`. Out: headings, lists, tables and notes as Markdown;
furniture and readings are left out, contents lines kept as they are. A table
has its heading row where one is known; a cell that spans several places has
its words in the first of them.
"""

from __future__ import annotations

from pipeline.records import Block, BlockKind, Document
from pipeline.tables import Table, tables

_SILENT = frozenset({BlockKind.FURNITURE, BlockKind.RUBY})


def markdown(document: Document) -> str:
    """Write a document as Markdown."""
    parts = [f"# {document.source.title}"]
    known = tables(document)
    last: int | None = None
    for block in document.blocks:
        words = document.text[block.span[0] : block.span[1]]
        if block.kind in _SILENT:
            continue
        if block.table is not None:
            if block.table != last:
                parts.append(_table(document, known[block.table]))
            last = block.table
            continue
        last = None
        parts.append(_block(block, words))
    return "\n\n".join(parts) + "\n"


def _table(document: Document, table: Table) -> str:
    """Write a table; Markdown has one heading row, so several become one."""
    rows: list[list[str]] = []
    for row, places in enumerate(table.grid(), start=1):
        first = [
            document.text[c.span[0] : c.span[1]] if c and c.row == row and c.column == i else ""
            for i, c in enumerate(places, start=1)
        ]
        if any(first):
            rows.append([_escaped(words) for words in first])
    count = min(table.heading_rows(), len(rows))
    head = [" / ".join(w for w in column if w) for column in zip(*rows[:count], strict=True)]
    lines = [_row(head or [""] * table.width), "|" + " --- |" * table.width]
    return "\n".join([*lines, *(_row(row) for row in rows[count:])])


def _row(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _escaped(words: str) -> str:
    return words.strip().replace("\\", "\\\\").replace("|", "\\|").replace("\n", "<br>")


def _block(block: Block, words: str) -> str:
    numbered = f"{block.number} {words}" if block.number else words
    if block.kind is BlockKind.HEADING:
        return f"{'#' * min((block.level or 1) + 1, 6)} {numbered}"
    if block.kind is BlockKind.ITEM:
        return f"- {numbered}"
    if block.kind is BlockKind.NOTE:
        return f"> {numbered}"
    if block.kind is BlockKind.TITLE:
        return f"**{words}**"
    if block.kind is BlockKind.FIGURE:
        return f"*[{words}]*"
    return numbered


def reading(document: Document) -> str:
    """Write a document in reading order with page, kind and number of every block."""
    lines = []
    for block in document.blocks:
        words = document.text[block.span[0] : block.span[1]]
        pages = sorted({a.page for a in block.anchors})
        page = (
            f"p. {'-'.join(str(p) for p in (pages[0], pages[-1]))}"
            if len(pages) > 1
            else (f"p. {pages[0]}" if pages else "")
        )
        number = f"[{block.number}] " if block.number else ""
        level = str(block.level) if block.level and block.kind is BlockKind.HEADING else ""
        lines.append(f"{page:8}{block.kind.value + level:11}{number}{words}")
    return "\n".join(lines)
