"""A question's words in the other language, by dictionary.

In: a question. Out: for each word or compound that the dictionary knows, its
translations as search tokens of the other language, best first. Names, numbers
and abbreviations stay as they are. The longest stretch that is listed wins.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import TypeVar

from pipeline.dictionary import english, japanese
from pipeline.dictionary.compact import FILE, fold_key
from pipeline.languages import detect, has_japanese
from pipeline.text.tokens import content_tokens

MOST = 6  # translations of a word; more find hardly anything and cost time
_LONGEST = 5  # words or morphemes that one entry may span

T = TypeVar("T")


def translate(folder: Path, question: str, most: int = MOST) -> dict[str, list[list[str]]]:
    """Look up the words of a question in a built dictionary."""
    find = _from_japanese if detect(question) == "ja" else _from_english
    found: dict[str, list[list[str]]] = {}
    for word, known in find(folder, question):
        kept = found.setdefault(word, [])
        for text in known:
            searched = content_tokens(text)
            if searched and searched not in kept and len(kept) < most:
                kept.append(searched)
    return {word: kept for word, kept in found.items() if kept}


def _from_japanese(folder: Path, question: str) -> Iterator[tuple[str, list[str]]]:
    for run in japanese.runs(question):
        for stretch, known in _longest(folder, "ja", run, japanese.spellings):
            written = "".join(piece.written for piece in stretch)
            if not has_japanese(written):
                yield written, [written]
            elif len(stretch) > 1 or stretch[0].alone:
                yield written, known


def _from_english(folder: Path, question: str) -> Iterator[tuple[str, list[str]]]:
    for run in english.runs(question):
        for stretch, known in _longest(folder, "en", run, english.spellings):
            written = " ".join(stretch)
            if len(stretch) == 1 and english.is_name(written):
                known = [written, *known]
            yield written, known


def _longest(
    folder: Path, language: str, run: Sequence[T], spellings: Callable[[Sequence[T]], list[str]]
) -> Iterator[tuple[Sequence[T], list[str]]]:
    """Walk a run from the left, taking the longest stretch that is listed, else one unit."""
    keys = {
        (start, stop): [fold_key(s) for s in spellings(run[start:stop])]
        for start in range(len(run))
        for stop in range(start + 1, min(start + _LONGEST, len(run)) + 1)
    }
    listed = _look_up(folder, language, {key for found in keys.values() for key in found})
    start = 0
    while start < len(run):
        for stop in range(min(start + _LONGEST, len(run)), start, -1):
            known = _merged([listed[key] for key in keys[start, stop] if key in listed])
            if known or stop == start + 1:
                yield run[start:stop], known
                start = stop
                break


def _merged(lists: Sequence[Sequence[str]]) -> list[str]:
    """Join ranked lists, the first of each before the second of any."""
    longest = max(map(len, lists), default=0)
    ranked = [found[rank] for rank in range(longest) for found in lists if rank < len(found)]
    return list(dict.fromkeys(ranked))


def _look_up(folder: Path, language: str, keys: Iterable[str]) -> dict[str, list[str]]:
    """Read the translations of those keys that are listed; `language` names the table."""
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
