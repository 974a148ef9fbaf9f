"""Contents lists of plain text and web pages, which have neither leaders nor page numbers.

In: the drafts of a text. Out: the same, those of a contents list marked. Left as they
are they would be headings with nothing below, and every search would find them first.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from pipeline.parse.assembly import Draft
from pipeline.parse.columns import SENTENCE_END
from pipeline.parse.columns import words as joined
from pipeline.records import BlockKind

_TITLE = re.compile(r"(?:table of )?contents|目\s*次", re.IGNORECASE)
_LEAST, _LONGEST = 3, 120
_AGAIN = 0.6  # of the entries stand again as headings below


def mark_contents(drafts: Sequence[Draft]) -> None:
    """Mark the entries below a title of contents, in place.

    Reads as: short lines without a sentence's end, most of which stand again further
    down; the list ends where the first of them does.
    """
    for at, draft in enumerate(drafts):
        if _TITLE.fullmatch(joined(draft.pieces).strip(" :：")):
            end = _end(drafts, at + 1)
            if end > at + 1:
                for entry in drafts[at:end]:
                    entry.kind = BlockKind.CONTENTS


def _end(drafts: Sequence[Draft], start: int) -> int:
    """Find where the list that begins at `start` ends; `start` where none does."""
    entries: list[str] = []
    end = start
    for draft in drafts[start:]:
        words = _key(draft)
        if draft.kind is BlockKind.FURNITURE:
            end += 1
            continue
        if not words or len(words) > _LONGEST or SENTENCE_END.search(words[-3:]):
            break
        if entries and words == entries[0]:
            break
        entries.append(words)
        end += 1
    below = {_key(draft) for draft in drafts[end:]}
    # What stands between the list and the first section again is no entry of it.
    while entries and entries[-1] not in below:
        entries.pop()
        end -= 1
    again = sum(words in below for words in entries)
    return end if len(entries) >= _LEAST and again >= _AGAIN * len(entries) else start


def _key(draft: Draft) -> str:
    text = f"{draft.number or ''}{joined(draft.pieces)}"
    return "".join(unicodedata.normalize("NFKC", text).split()).lower()
