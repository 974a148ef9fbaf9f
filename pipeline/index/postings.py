"""Which passages hold a term, and how often: the lexical index as arrays.

In: the table `words`. Out: the tables `postings` and `lengths`, and BM25 over
them. They are derived: written whole when an index is published, emptied by
whoever changes `words`. Scores are those of FTS5 to the last digits, in a
tenth of its time.
"""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Iterator
from itertools import chain, pairwise

import numpy as np
from numpy.typing import NDArray

from pipeline.index.stems import stems

Keys = NDArray[np.int64]
Weights = NDArray[np.uint16]
Scores = NDArray[np.float64]

OWN = 4  # weight of a passage's own words, where its title and headings have 1
_CHUNK = 4000  # passages read at once
_K1, _B = 1.2, 0.75  # FTS5's constants
_KEY = 32  # bits of a passage's key beside its term's number

Counted = tuple[NDArray[np.int64], Weights]  # term and key in one number, ascending; weights


def clear(db: sqlite3.Connection) -> None:
    """Empty the tables, since `words` changes."""
    db.execute("DELETE FROM main.postings")
    db.execute("DELETE FROM main.lengths")


def build(db: sqlite3.Connection) -> None:
    """Fill the tables from `words`, within the caller's transaction."""
    clear(db)
    numbers: dict[str, int] = {}  # of terms, as they come
    known: dict[str, tuple[int, ...]] = {}  # numbers of a token's terms
    parts: list[Counted] = []
    lengths: list[tuple[NDArray[np.int32], NDArray[np.int32]]] = []
    for keys, own, around in _chunks(db):
        new = {t for text in chain(own, around) for t in text.split()} - known.keys()
        for token, terms in stems(sorted(new)).items():
            known[token] = tuple(numbers.setdefault(term, len(numbers)) for term in terms)
        counted, sizes = _count(np.array(keys, np.int64), own, around, known)
        parts.append(counted)
        lengths.append((np.array(keys, np.int32), sizes))
    if parts:
        _write(db, numbers, parts)
        every = tuple(np.concatenate(column).tobytes() for column in zip(*lengths, strict=True))
        db.execute("INSERT INTO main.lengths VALUES (?, ?)", every)


def _chunks(db: sqlite3.Connection) -> Iterator[tuple[list[int], list[str], list[str]]]:
    cursor = db.cursor()
    cursor.row_factory = None
    cursor.execute("SELECT rowid, text, context FROM main.words ORDER BY rowid")
    while found := cursor.fetchmany(_CHUNK):
        yield [r[0] for r in found], [r[1] for r in found], [r[2] for r in found]


def _count(
    keys: NDArray[np.int64], own: list[str], around: list[str], known: dict[str, tuple[int, ...]]
) -> tuple[Counted, NDArray[np.int32]]:
    """Count the terms of passages, weighed by where they stand; and all words of each."""
    codes, weights = [], []
    sizes = np.zeros(len(keys), np.int32)
    for texts, weight in ((own, OWN), (around, 1)):
        terms = [[n for token in text.split() for n in known[token]] for text in texts]
        held = np.fromiter(map(len, terms), np.int32, len(terms))
        flat = np.fromiter(chain.from_iterable(terms), np.int64, int(held.sum()))
        codes.append((flat << _KEY) | np.repeat(keys, held))
        weights.append(np.full(len(flat), weight))
        sizes += held
    each, place = np.unique(np.concatenate(codes), return_inverse=True)
    summed = np.bincount(place, np.concatenate(weights), len(each))
    return (each, np.minimum(summed, np.iinfo(np.uint16).max).astype(np.uint16)), sizes


def _write(db: sqlite3.Connection, numbers: dict[str, int], parts: list[Counted]) -> None:
    codes = np.concatenate([part for part, _ in parts])
    order = np.argsort(codes, kind="stable")
    codes = codes[order]
    weights = np.concatenate([part for _, part in parts])[order]
    keys = (codes & ((1 << _KEY) - 1)).astype(np.int32)
    cuts = np.searchsorted(codes >> _KEY, np.arange(len(numbers) + 1)).tolist()
    db.executemany(
        "INSERT INTO main.postings VALUES (?, ?, ?)",
        (
            (term, keys[a:b].tobytes(), weights[a:b].tobytes())
            for term, (a, b) in zip(numbers, pairwise(cuts), strict=True)
        ),
    )


class Postings:
    """The tables of an open index."""

    def __init__(self, db: sqlite3.Connection, keys: bytes, tokens: bytes) -> None:
        self._db = db.cursor()
        self._db.row_factory = None
        held, sizes = np.frombuffer(keys, np.int32), np.frombuffer(tokens, np.int32)
        self.total, self.last = len(held), int(held.max(initial=0))
        # What is added to a term's frequency below the line, by key.
        self._damping = np.zeros(self.last + 1)
        self._damping[held] = _K1 * (1 - _B + _B * sizes / max(sizes.mean(), 1e-9))

    def read(self, terms: list[str]) -> dict[str, tuple[Keys, Weights]]:
        """Give the passages that hold each term, by key, and its weight in each."""
        marks = ", ".join("?" * len(terms))
        found = {
            term: (np.frombuffer(keys, np.int32).astype(np.int64), np.frombuffer(w, np.uint16))
            for term, keys, w in self._db.execute(
                f"SELECT term, keys, weights FROM postings WHERE term IN ({marks})", terms
            )
        }
        none = np.zeros(0, np.int64), np.zeros(0, np.uint16)
        return {term: found.get(term, none) for term in terms}

    def scores(self, keys: Keys, weights: Weights) -> Scores:
        """Give BM25 of a term for the passages that hold it."""
        held = len(keys)
        idf = max(math.log((self.total - held + 0.5) / (held + 0.5)), 1e-6)
        frequency = weights / OWN
        scores: Scores = idf * (frequency * (_K1 + 1) / (frequency + self._damping[keys]))
        return scores


def fit(db: sqlite3.Connection, passages: int) -> bool:
    """Tell whether there are postings, of so many passages."""
    found = open_postings(db)
    return (found.total if found else 0) == passages


def open_postings(db: sqlite3.Connection) -> Postings | None:
    """Give the postings of an index; None where it has none, or not of its last passage.

    A Concord that knows of no postings may have made the index, or added to it.
    """
    if not db.execute("SELECT 1 FROM sqlite_master WHERE name = 'lengths'").fetchone():
        return None
    row = db.execute("SELECT keys, tokens FROM lengths").fetchone()
    last = db.execute("SELECT rowid FROM words ORDER BY rowid DESC LIMIT 1").fetchone()
    found = Postings(db, *row) if row else None
    return found if found and last and found.last == last[0] else None
