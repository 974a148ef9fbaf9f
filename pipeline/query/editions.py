"""Which of documents that say the same is shown: originals, what is in force, the latest.

In: what is known of a document. Out: a key by which the best sorts first, and whether it is a
draft.
"""

from __future__ import annotations

import re

from pipeline.records import Source

_DRAFT = re.compile(r"\bdrafts?\b|\bproposal for\b|（案）|\(案\)|案$|素案|原案", re.IGNORECASE)
_NAMED_DRAFT = re.compile(r"(?:^|-)drafts?(?:-|$)|(?:^|-)(?:素案|原案)(?:-|$)")

Edition = tuple[bool, bool, str, bool]


def edition(source: Source, page: int | None) -> Edition:
    """Of passages that say the same: an original, not a draft, the latest, one with a page."""
    return (source.translation_of is not None, is_draft(source), _later(source.date), page is None)


def is_draft(source: Source) -> bool:
    """Reads as: a title that says draft, proposal or 案, or a file's name that says draft."""
    return bool(_DRAFT.search(source.title) or _NAMED_DRAFT.search(source.id))


def _later(date: str | None) -> str:
    """Write a date so that later ones come first."""
    return "".join(chr(ord("9") - int(c)) if c.isdigit() else c for c in date or "0")
