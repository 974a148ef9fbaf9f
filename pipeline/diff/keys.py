"""Words to compare by, with the place where they stand.

In: text as shown. Out: its words with offsets, each in two forms, and keys of
whole passages. The `form` makes typography one: widths, quotes, dashes,
hyphens, blanks. The `root` also makes capitals one, and spellings of a Japanese
word (Sudachi's normalised form: および and 及び); signs have none. Nothing
here is ever shown.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from pipeline.languages import has_japanese
from pipeline.text.radicals import fold_radicals
from pipeline.text.tokens import surfaces

_QUOTES = "'\"`´‘’‚‛“”„‟′″«»‹›＂＇「」『』〝〟"
_DASHES = "-‐‑‒–—―−─━\u00ad\u0336~〜"
# What print adds or drops without a word being another: blanks, quotes, dashes, bullets.
_UNSEEN = re.compile(rf"[\s\u200b-\u200f\ufeff{re.escape(_QUOTES + _DASHES)}]+")
_LATIN = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*|\d+(?:[.,]\d+)*|[^\w\s]|_", re.UNICODE)
_JA_SIGNS = str.maketrans({"、": ",", "，": ",", "。": ".", "．": ".", "：": ":", "；": ";"})
# The end of a list item: what follows there says that a list goes on, not what the item says.
_TAIL = re.compile(r"(?:[\s.,;:]+and)?[\s.,;:]*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Word:
    """A word or sign of a text: `text[start:end]`."""

    start: int
    end: int
    form: str
    root: str  # "" for signs


def form_of(text: str) -> str:
    """Make typography one: widths, signs, quotes, dashes, blanks."""
    return _UNSEEN.sub("", _plain(text))


def _plain(text: str) -> str:
    """Make widths and signs one."""
    return unicodedata.normalize("NFKC", fold_radicals(text)).translate(_JA_SIGNS)


def words(text: str) -> tuple[Word, ...]:
    """Part a text into words and signs, blanks left out."""
    if not has_japanese(text):
        return tuple(_latin(text, 0))
    found: list[Word] = []
    for start, end, root in surfaces(text):
        piece = text[start:end]
        form = form_of(piece)
        if has_japanese(piece):
            if form:
                found.append(Word(start, end, form, root if _spoken(form) else ""))
        else:
            found += _latin(piece, start)
    return tuple(found)


def _latin(text: str, offset: int) -> list[Word]:
    found = []
    for match in _LATIN.finditer(text):
        form = form_of(match[0])
        if form:
            root = form.casefold() if _spoken(form) else ""
            found.append(Word(match.start() + offset, match.end() + offset, form, root))
    return found


def _spoken(form: str) -> bool:
    return any(c.isalnum() for c in form)


def exact_key(text: str) -> str:
    """Give a key that passages share when nothing but typography differs.

    A capital at the start and the signs at the end, with the "and" of a list,
    go with the place in a sentence or list.
    """
    key = _UNSEEN.sub("", _TAIL.sub("", _plain(text)))
    return key[:1].casefold() + key[1:]


def loose_key(found: tuple[Word, ...]) -> str:
    """Give a key that passages share when they have the same words, however spelt."""
    roots = [word.root for word in found if word.root]
    if roots and roots[-1] == "and":
        roots.pop()
    return "".join(roots)
