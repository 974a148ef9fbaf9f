"""What a PDF says of its own structure, apart from its print.

In: an open PDF. Out: tags and bookmarks, ready to be asked about a block.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from pipeline.numbering import split_number
from pipeline.parse.pdf.bookmarks import Bookmark, bookmarks_of
from pipeline.parse.pdf.lines import Line
from pipeline.parse.pdf.structure import Role, Roles, roles_of

_BARE = re.compile(r"[\W_]+")


@dataclass(slots=True)
class Evidence:
    """Tags by (page, marked content), bookmarks by page and words."""

    roles: Roles = field(default_factory=dict)
    bookmarks: Sequence[Bookmark] = ()
    _named: dict[str, list[Bookmark]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        named: dict[str, list[Bookmark]] = defaultdict(list)
        for entry in self.bookmarks:
            named[bare(entry.title)].append(entry)
            number = split_number(entry.title, bare=True)
            if number is not None and number.rest and bare(number.rest) != bare(entry.title):
                named[bare(number.rest)].append(entry)
        named.pop("", None)
        self._named = dict(named)

    def role(self, line: Line) -> Role | None:
        """Give the tagged element a line belongs to."""
        if line.content is None:
            return None
        return self.roles.get((line.page, line.content))

    def bookmark(self, words: str, page: int) -> Bookmark | None:
        """Find the bookmark that has these words and leads to this page or the one beside it.

        The page may be off by one: a destination at the top of a page is
        often written as the end of the page before.
        """
        number = split_number(words, bare=True)
        entries = self._named.get(bare(words), ())
        if not entries and number is not None:
            # "1 Scope" in the outline, "1-1. Scope" in print.
            entries = self._named.get(bare(number.rest), ())
        near = [e for e in entries if e.page is not None and abs(e.page - page) <= 1]
        return min(near, key=lambda e: abs((e.page or 0) - page), default=None)


def bare(words: str) -> str:
    """Leave letters and digits only, in one width and case, for comparison."""
    return _BARE.sub("", unicodedata.normalize("NFKC", words)).lower()


def evidence_of(pdf: Any) -> Evidence:
    """Read tags and bookmarks of an open PDF."""
    return Evidence(roles_of(pdf), bookmarks_of(pdf))
