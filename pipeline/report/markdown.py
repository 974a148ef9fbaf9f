"""A document as clean Markdown, and as plain text with its structure shown.

In: a `Document`. Out: headings, lists, tables and notes as Markdown;
furniture and readings are left out, contents lines kept as they are.
"""

from __future__ import annotations

from pipeline.records import Block, BlockKind, Document

_SILENT = frozenset({BlockKind.FURNITURE, BlockKind.RUBY})


def markdown(document: Document) -> str:
    """Write a document as Markdown."""
    parts = [f"# {document.source.title}"]
    in_table = False
    for block in document.blocks:
        words = document.text[block.span[0] : block.span[1]]
        if block.kind in _SILENT:
            continue
        if block.kind is BlockKind.TABLE:
            cells = [c.strip().replace("\n", " ") for c in words.split(" | ")]
            row = "| " + " | ".join(cells) + " |"
            if in_table:
                parts[-1] += "\n" + row
            else:
                parts.append(row + "\n|" + " --- |" * len(cells))
            in_table = True
            continue
        in_table = False
        parts.append(_block(block, words))
    return "\n\n".join(parts) + "\n"


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
    """Write a document in reading order with page, kind and number of every block.

    A block that is apparatus says so: ‹references›.
    """
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
        serves = (
            f"‹{block.apparatus}› "
            if block.apparatus and block.kind is not BlockKind.CONTENTS
            else ""
        )
        lines.append(f"{page:8}{block.kind.value + level:11}{serves}{number}{words}")
    return "\n".join(lines)
