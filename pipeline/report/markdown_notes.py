"""Markers of notes joined to their notes.

In: a document. Out: a label for every marker whose note is found, and for
that note; the label is the marker as printed, and a count where the same one
is printed again for another note.
"""

from __future__ import annotations

import re

from pipeline.numbering import canonical
from pipeline.records import BlockKind, Document

_LABEL = re.compile(r"[^\s\[\]^\\`*_<>|-]{1,20}")


def linked(document: Document) -> tuple[dict[tuple[int, str], str], dict[int, str]]:
    """Join markers to their notes: the next unclaimed note of that number, one label each.

    Gives labels by marker and by note. A note is claimed by the first marker
    that names it; later markers with the same number lead to it as well while
    no new note of that number has come.
    """
    labels: dict[tuple[int, str], str] = {}
    notes: dict[int, str] = {}
    used: dict[str, int] = {}
    places = _notes_by_number(document)
    for block in document.blocks:
        for offset, printed in block.marks:
            key = _key(printed)
            waiting = places.get(key, [])
            after = [i for i in waiting if document.blocks[i].span[0] > offset]
            at = after[0] if after else (waiting[-1] if waiting else None)
            if at is None or not _LABEL.fullmatch(printed):
                continue
            if at not in notes:
                used[printed] = used.get(printed, 0) + 1
                notes[at] = printed if used[printed] == 1 else f"{printed}--{used[printed]}"
            labels[offset, printed] = notes[at]
    return labels, notes


def _notes_by_number(document: Document) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for i, block in enumerate(document.blocks):
        if block.kind is BlockKind.NOTE and block.number:
            found.setdefault(_key(block.number), []).append(i)
    return found


def _key(printed: str) -> str:
    return canonical(printed) or printed.strip(".．)）( （").casefold()
