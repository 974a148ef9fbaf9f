"""A question's words in the other language, by dictionary.

In: a question. Out: for each word or compound that the lexicon or the dictionary
knows, its translations as search tokens of the other language, best first, the
lexicon's before the dictionary's. Names, numbers and abbreviations stay as they
are. The longest stretch that is listed wins.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import TypeVar

from pipeline.dictionary import english, japanese
from pipeline.dictionary.compact import FILE, fold_key
from pipeline.dictionary.lexicon import NONE, Lexicon
from pipeline.languages import detect, has_japanese
from pipeline.text.tokens import content_tokens

MOST = 6  # translations of a word; more find hardly anything and cost time
_LONGEST = 5  # words or morphemes that one entry may span

T = TypeVar("T")


def translate(
    folder: Path | None, question: str, most: int = MOST, lexicon: Lexicon = NONE
) -> dict[str, list[list[str]]]:
    """Look up the words of a question in the lexicon and in a built dictionary, if there is one."""
    found: dict[str, list[list[str]]] = {}
    for word, known in stretches(folder, question, lexicon):
        kept = found.setdefault(word, [])
        for text in known:
            searched = list(_searched(text))
            if searched and searched not in kept and len(kept) < most:
                kept.append(searched)
    return {word: kept for word, kept in found.items() if kept}


@lru_cache(maxsize=20_000)
def _searched(text: str) -> tuple[str, ...]:
    """Give the search tokens of a translation: questions share most of their words."""
    return tuple(content_tokens(text))


def stretches(
    folder: Path | None, text: str, lexicon: Lexicon = NONE
) -> Iterator[tuple[str, list[str]]]:
    """Give the words of a text as they are taken together, with what they are listed as.

    Words that are not listed have an empty list.
    """
    find = _from_japanese if detect(text) == "ja" else _from_english
    return find(folder, text, lexicon)


def _from_japanese(
    folder: Path | None, question: str, lexicon: Lexicon
) -> Iterator[tuple[str, list[str]]]:
    for stretch, ours, listed in _longest(
        japanese.pieces(question),
        lexicon.english_of,
        lexicon.ja.longest,
        japanese.spellings,
        partial(_look_up, folder, "ja"),
    ):
        written = "".join(piece.written for piece in stretch)
        if not has_japanese(written):
            yield written, [written, *ours]
        elif ours or len(stretch) > 1 or stretch[0].alone:
            yield written, [*ours, *listed]


def _from_english(
    folder: Path | None, question: str, lexicon: Lexicon
) -> Iterator[tuple[str, list[str]]]:
    for stretch, ours, listed in _longest(
        english.words(question),
        lexicon.japanese_of,
        lexicon.en.longest,
        english.spellings,
        partial(_look_up, folder, "en"),
    ):
        written = " ".join(stretch)
        name = len(stretch) == 1 and english.is_name(written)
        yield written, [*ours, *([written] if name else []), *listed]


def _longest(
    units: Sequence[T],
    ours: Callable[[Sequence[T]], list[str]],
    longest: int,
    spellings: Callable[[Sequence[T]], list[str]],
    look_up: Callable[[set[str]], dict[str, list[str]]],
) -> Iterator[tuple[Sequence[T], list[str], list[str]]]:
    """Walk the units from the left, taking the longest stretch that is listed, else one unit.

    Gives the stretch, its translations in the lexicon and those in the dictionary.
    """
    keys = {
        (start, stop): [fold_key(s) for s in spellings(units[start:stop])]
        for start in range(len(units))
        for stop in range(start + 1, min(start + _LONGEST, len(units)) + 1)
    }
    listed = look_up({key for found in keys.values() for key in found})
    start = 0
    while start < len(units):
        for stop in range(min(start + max(longest, _LONGEST), len(units)), start, -1):
            known = _merged([listed[key] for key in keys.get((start, stop), ()) if key in listed])
            written = ours(units[start:stop])
            if known or written or stop == start + 1:
                yield units[start:stop], written, known
                start = stop
                break


def _merged(lists: Sequence[Sequence[str]]) -> list[str]:
    """Join ranked lists, the first of each before the second of any."""
    longest = max(map(len, lists), default=0)
    ranked = [found[rank] for rank in range(longest) for found in lists if rank < len(found)]
    return list(dict.fromkeys(ranked))


def _look_up(folder: Path | None, language: str, keys: Iterable[str]) -> dict[str, list[str]]:
    """Read the translations of those keys that are listed; `language` names the table."""
    if folder is None:
        return {}
    asked = sorted(keys)
    marks = ", ".join("?" * len(asked))
    rows = _open(folder, threading.get_ident()).execute(
        f"SELECT word, found FROM {language} WHERE word IN ({marks})", asked
    )
    return {word: json.loads(found) for word, found in rows}


@cache
def _open(folder: Path, thread: int) -> sqlite3.Connection:
    """Open the dictionary once a thread."""
    return sqlite3.connect(f"{(folder / FILE).as_uri()}?mode=ro&immutable=1", uri=True)
