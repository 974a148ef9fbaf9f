"""Documents that somebody may have meant by a name that no document has.

In: the name as it was typed and the titles of the documents, by id. Out: the ids to suggest, the
likeliest first; none where nothing is like it. Always: every word of the name has to be like one
of the document's: letters that two long names happen to share are no likeness.

Reads as: a slip in a word still leaves most of its letters in order (comunique); words typed
together are like the words that they are made of (eo14110, eo-14110). A Japanese name is a part
of a title as it stands, or has a whole name or title in it (指針第3版 for 指針).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

_LIKE = 0.75  # share of letters that two words have in common, in order
_SHOWN = 3
_WHOLE = 2  # letters of a Japanese name, at least, to be recognised in a longer one
_WORD = re.compile(r"[^\W_]+")


def suggested(name: str, titles: Mapping[str, str]) -> list[str]:
    """Give up to three ids of documents that a name may mean."""
    asked = _WORD.findall(_plain(name))
    worth = {
        known: like
        for known, title in titles.items()
        if (like := _likeness(asked, known, title)) >= _LIKE
    }
    return sorted(worth, key=lambda known: (-worth[known], len(known), known))[:_SHOWN]


def _likeness(asked: list[str], known: str, title: str) -> float:
    """Tell how like a name is to a document: as its least like word is, or as a whole."""
    if not asked:
        return 0.0
    held = [*_WORD.findall(known.lower()), *_WORD.findall(_plain(title))]
    words = [max(_like(word, other) for other in held) for word in asked] if held else [0.0]
    joined = _like("".join(asked), "".join(_WORD.findall(known.lower())))
    return max(joined, sum(words) / len(words) if min(words) >= _LIKE else 0.0)


def _like(one: str, other: str) -> float:
    from difflib import SequenceMatcher

    if not one.isascii():
        return float(one in other or (len(other) >= _WHOLE and other in one))
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).lower()
