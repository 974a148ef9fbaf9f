"""Notes: what stands in the same note before, and where its mark stands.

In: segments in reading order and the document. Out: words that a definition in
a note may point back to ("in that text", 本方針において). Always: verbatim words
of the document; empty outside notes.
"""

from __future__ import annotations

import re

from pipeline.records import BlockKind, Document, Segment

_FURTHER = re.compile(r"\s*(?:なお|また|さらに)[、，]")
_MARK = re.compile(r"\s*[\[(（]?(?P<mark>\d{1,3}|[ivx]{1,5})[\])）.]?\s")
_REACH = 200  # characters before a mark: about a sentence


def note_so_far(note: tuple[int, str], first: Segment, unit: str) -> tuple[int, str]:
    """Give the last block and the text of the note that a unit stands in, empty outside notes.

    A note's further paragraphs have no number; a parser may take them for
    ordinary ones when they begin with なお or また.
    """
    near = first.block - note[0] <= 2 and not first.number and bool(note[1])
    if first.kind is BlockKind.NOTE:
        goes_on = first.block == note[0] or near
        return first.block, (note[1] if goes_on else "") + unit
    if near and (first.block == note[0] or _FURTHER.match(unit)):
        return first.block, note[1] + unit
    return -9, ""


def marked(document: Document) -> dict[str, str]:
    """Give for each note mark the words that it stands behind."""
    words: dict[str, str] = {}
    for block in document.blocks:
        for offset, mark in block.marks:
            start = max(block.span[0], offset - _REACH)
            words.setdefault(_bare(mark), document.text[start:offset])
    return words


def around(first: Segment, document: Document, marks: dict[str, str]) -> str:
    """Give the words before a sentence in its block; for a note, those before its mark too."""
    text = document.text
    leading = _MARK.match(text, *first.context)
    number = document.blocks[first.block].number if first.block < len(document.blocks) else None
    mark = number or (leading["mark"] if leading else "")
    return marks.get(_bare(mark), "") + "; " + text[first.context[0] : first.span[0]]


def _bare(mark: str) -> str:
    return mark.strip(" []()（）.*")
