"""Markers of notes joined to their notes.

In: a document. Out: a label for every marker whose note is found, and for
that note; the label is the marker as printed, and a count where the same one
is printed again for another note.
"""

from __future__ import annotations

import re

from pipeline.records import Document

_LABEL = re.compile(r"[^\s\[\]^\\`*_<>|-]{1,20}")


def linked(document: Document) -> tuple[dict[tuple[int, str], str], dict[int, str]]:
    """Label the notes that markers lead to, one label each; give labels by marker and by note."""
    labels: dict[tuple[int, str], str] = {}
    notes: dict[int, str] = {}
    used: dict[str, int] = {}
    for block in document.blocks:
        for (offset, printed), at in zip(block.marks, block.notes, strict=True):
            if at is None or not _LABEL.fullmatch(printed):
                continue
            if at not in notes:
                used[printed] = used.get(printed, 0) + 1
                notes[at] = printed if used[printed] == 1 else f"{printed}--{used[printed]}"
            if notes[at].partition("--")[0] == printed:
                labels[offset, printed] = notes[at]
    return labels, notes
