"""The words of an English question, as a dictionary may list them.

In: text. Out: runs of words, unbroken by signs, and the spellings under which a
stretch of a run is looked up. Inflections are undone by the rules of WordNet's
morphy: wrong guesses are harmless, because no dictionary lists them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from pipeline.languages import STOP_WORDS

_WORD = re.compile(r"[A-Za-zÀ-ɏ0-9]+(?:[.'&/-][A-Za-zÀ-ɏ0-9]+)*")
_ENDINGS = (
    ("ies", "y"), ("ches", "ch"), ("shes", "sh"), ("sses", "ss"), ("xes", "x"), ("zes", "z"),
    ("men", "man"), ("s", ""), ("ied", "y"), ("ed", "e"), ("ed", ""), ("ing", "e"), ("ing", ""),
)  # fmt: skip
_SHORTEST = 3  # letters that must stay
_DOUBLED = re.compile(r"([bdfgklmnprt])\1$")


def runs(text: str) -> Iterator[list[str]]:
    """Split a text into runs of words, case kept; hyphens part words, but not names."""
    text = unicodedata.normalize("NFKC", text).replace("’", "'")
    run: list[str] = []
    end = 0
    for match in _WORD.finditer(text):
        if run and text[end : match.start()].strip():
            yield run
            run = []
        word = match[0].removesuffix("'s")
        run += [word] if is_name(word) else word.split("-")
        end = match.end()
    if run:
        yield run


def is_name(word: str) -> bool:
    """Tell numbers and abbreviations: they are written the same in the other language."""
    capitals = any(c.isupper() for part in word.split("-") for c in part[1:])
    return capitals or any(c.isdigit() for c in word)


def spellings(words: Sequence[str]) -> list[str]:
    """Give the spellings of a stretch, most literal first; none when a function word ends it."""
    folded = [word.lower() for word in words]
    if folded[0] in STOP_WORDS or folded[-1] in STOP_WORDS:
        return []
    found = [" ".join(folded)]
    for place in sorted({0, len(folded) - 1}):  # "conflicts of interest", "research funds"
        found += [
            " ".join([*folded[:place], lemma, *folded[place + 1 :]])
            for lemma in uninflected(folded[place])
        ]
    if len(folded) > 1:
        found += [spelling.replace(" ", "-") for spelling in found]
    return list(dict.fromkeys(found))


def uninflected(word: str) -> list[str]:
    """Guess what an inflected word is a form of; the guesses need not be words."""
    found: list[str] = []
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            stem = word.removesuffix(ending)
            found.append(stem + instead)
            if ending in ("ed", "ing") and not instead and _DOUBLED.search(stem):
                found.append(stem[:-1])
    return list(dict.fromkeys(found))
