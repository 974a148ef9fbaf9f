"""Words as the lexical index stems them.

In: search tokens. Out: for each the terms that FTS5 makes of it: one for a word,
several for "800-171". FTS5 itself makes them, in a table of its own in memory,
so they are those of the index.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterable, Sequence
from functools import cache

from pipeline.index.schema import TOKENIZE

Terms = tuple[str, ...]

_KNOWN = 50_000  # tokens that are remembered


def stems(tokens: Iterable[str]) -> dict[str, Terms]:
    """Give the terms of each token, in the order in which they stand in it."""
    return _stemmer(threading.get_ident()).stems(list(dict.fromkeys(tokens)))


class _Stemmer:
    """An empty lexical index through which words are passed."""

    def __init__(self) -> None:
        self._known: dict[str, Terms] = {}
        self._db = sqlite3.connect(":memory:", isolation_level=None)
        self._db.execute(
            f"CREATE VIRTUAL TABLE word USING fts5(text, content='', tokenize='{TOKENIZE}')"
        )
        self._db.execute("CREATE VIRTUAL TABLE term USING fts5vocab(word, instance)")

    def stems(self, tokens: Sequence[str]) -> dict[str, Terms]:
        if len(self._known) > _KNOWN:
            self._known.clear()
        new = [token for token in tokens if token not in self._known]
        self._known.update(zip(new, self._stemmed(new), strict=True))
        return {token: self._known[token] for token in tokens}

    def _stemmed(self, tokens: Sequence[str]) -> list[Terms]:
        if not tokens:
            return []
        self._db.executemany("INSERT INTO word (rowid, text) VALUES (?, ?)", enumerate(tokens))
        found: list[list[tuple[int, str]]] = [[] for _ in tokens]
        for place, offset, term in self._db.execute("SELECT doc, offset, term FROM term"):
            found[place].append((offset, term))
        self._db.execute("INSERT INTO word (word) VALUES ('delete-all')")
        return [tuple(term for _, term in sorted(terms)) for terms in found]


@cache
def _stemmer(thread: int) -> _Stemmer:
    """Make one for each thread: a connection is not to be shared."""
    return _Stemmer()
