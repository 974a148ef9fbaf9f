"""Characters that are not what they look like, counted document by document.

In: a document. Out: how many of its characters are CJK radicals (made
ordinary in its text), compatibility ideographs, full- or half-width forms
(both left as printed) or private to a font; and a problem when words hold
many of the last: nobody else can read or search them.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

from pipeline.records import Document, Problem

RADICALS, IDEOGRAPHS, WIDTHS = (
    "radicals made ordinary",
    "compatibility ideographs",
    "full- and half-width forms",
)
BULLETS, PRIVATE = "bullets in private use", "private-use characters"
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]")
# Fewer are a logo or a stray; five are words that nobody finds.
_FREQUENT = 5
_NAMED = 6

Counts = tuple[tuple[str, int], ...]


def unusual(document: Document) -> tuple[Counts, Problem | None]:
    """Count unusual characters; give a problem when many in the words are private to a font."""
    text = document.text
    private = Counter(_private(text))
    count = Counter(text)
    bullets = sum(n for c, n in count.items() if _is_private(c)) - private.total()
    bullets += sum(_is_private(c) for b in document.blocks for c in b.number or "")
    counts = {
        RADICALS: len(document.originals),
        IDEOGRAPHS: sum(n for c, n in count.items() if _is_ideograph(c)),
        WIDTHS: sum(n for c, n in count.items() if "\uff01" <= c <= "\uffee"),
        BULLETS: bullets,
        PRIVATE: private.total(),
    }
    problem = None
    if private.total() >= _FREQUENT:
        named = ", ".join(f"U+{ord(c):04X} ({n})" for c, n in private.most_common(_NAMED))
        more = " …" if len(private) > _NAMED else ""
        problem = Problem(
            "private-use",
            f"{private.total()} characters are private to a font and mean nothing outside it:"
            f" {named}{more}",
        )
    return tuple((name, count) for name, count in counts.items() if count), problem


def _private(text: str) -> Iterator[str]:
    """Give the private characters that stand in words.

    Reads as: U+F000 to U+F0FF are the symbol fonts; at the start of a word such
    a character is a bullet or an arrow, inside one it is a letter lost.
    """
    for match in _PRIVATE.finditer(text):
        char, at = match[0], match.start()
        if not ("\uf000" <= char <= "\uf0ff" and (at == 0 or text[at - 1].isspace())):
            yield char


def _is_private(char: str) -> bool:
    return unicodedata.category(char) == "Co"


def _is_ideograph(char: str) -> bool:
    return "\uf900" <= char <= "\ufaff" or "\U0002f800" <= char <= "\U0002fa1f"
