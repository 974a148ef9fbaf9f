"""Rows of tables parted for segments.

In: a document's tables and one row of them. Out: the stretches of the row
that are read on their own, and the words that name a stretch: its column's
headings and its row's label. A short row is one stretch; in a longer one every
cell with sentences is parted at its paragraphs and list items, the short
cells before it kept in front ("3 | 管理者 | 管理者は、…").
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.records import Block, Cell, Document, Span
from pipeline.tables import Table

# A row up to here is one unit: term and meaning, question and answer, name and figures.
WHOLE = 300
_SENTENCE_END = re.compile(r"[。！？]|[.!?](?:\s|$)")
_LABEL = 60  # characters; a longer cell is content even without a sentence
_MOST_STEM = 400


def stretches(text: str, block: Block) -> list[Span]:
    """Part a row into the stretches that hold its sentences; no word is left out."""
    filled = [cell.span for cell in block.cells if cell.span[0] < cell.span[1]]
    if not filled or block.span[1] - block.span[0] <= WHOLE:
        return [block.span]
    found: list[Span] = []
    start: int | None = None  # where short cells began that wait for the next long one
    end = 0
    for cell in filled:
        lead = cell[0] if start is None else start
        if not _is_prose(text[cell[0] : cell[1]]):
            start, end = lead, cell[1]
            continue
        if cell[0] - lead > 2 * _LABEL:
            found.append((lead, end))
            lead = cell[0]
        for part in _paragraphs(text, cell):
            found.append((lead, part[1]))
            lead = part[1] + 1
        start = None
    if start is not None:
        found.append((start, end))
    return found


def _is_prose(words: str) -> bool:
    return len(words) > _LABEL or (len(words) > 20 and _SENTENCE_END.search(words) is not None)


def _paragraphs(text: str, span: Span) -> list[Span]:
    found: list[Span] = []
    start = span[0]
    for line in text[span[0] : span[1]].split("\n"):
        if line.strip():
            found.append((start, start + len(line)))
        start += len(line) + 1
    return found


def stem(document: Document, table: Table, cells: Sequence[Cell], span: Span) -> str | None:
    """Give the words that name a stretch of a row; None when nothing names it.

    Of several cells only the headings above them; of one cell its row's label
    as well. What the stretch itself says is not said again.
    """
    inside = [c for c in cells if c.span[0] < span[1] and span[0] < c.span[1]]
    whole = len(inside) > 1
    words: list[str] = []
    for cell in inside:
        if cell.header:
            continue
        names = [c for c in table.labels(cell) if not (c.span[0] < span[1] and span[0] < c.span[1])]
        if whole:
            names = [c for c in names if c.row < cell.row]
        for name in names:
            said = document.text[name.span[0] : name.span[1]].replace("\n", " ")
            if said not in words:
                words.append(said)
    return " | ".join(words)[:_MOST_STEM] or None
