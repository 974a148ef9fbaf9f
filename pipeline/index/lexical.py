"""The lexical leg: which passages hold the words of a question, and how much that says.

In: an open index's database and search tokens. Out: the passages that hold a
token, and BM25 of passages that hold any. Answered from the postings kept
beside the lexical index; where they are missing, and for tokens of several
terms ("800-171"), FTS5 answers itself, with the same scores.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from pipeline.index.postings import OWN, Keys, Postings, Scores, Weights, open_postings
from pipeline.index.stems import stems

_HELD = 2000  # tokens whose passages are remembered: questions share most of their words
# What FTS5 ranks by, less is better: a passage's own words weigh 1, its title and headings 1 / OWN.
BM25 = f"bm25(words, 1.0, {1 / OWN})"


class Held:
    """The passages that hold a token: keys, ascending, and scores once they are asked for."""

    def __init__(self, words: Words, token: str, keys: Keys, weights: Weights | None) -> None:
        self.keys = keys
        self._source = words, token, weights
        self._among: dict[str, Keys] = {}

    def among(self, name: str, mask: NDArray[np.bool_]) -> Keys:
        """Give the keys that a mask of all keys lets pass; masks are told apart by name."""
        if name not in self._among:
            self._among[name] = self.keys[mask[self.keys]]
        return self._among[name]

    @cached_property
    def scores(self) -> Scores:
        """BM25 of the token for each passage."""
        words, token, weights = self._source
        if weights is None or words.postings is None:
            return words.scores(token)
        return words.postings.scores(self.keys, weights)


class Words:
    """The lexical index of a database that is open for reading."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db.cursor()
        self._db.row_factory = None  # thousands of rows: plain tuples are three times faster
        self.postings: Postings | None = open_postings(db)
        self._known: dict[str, Held] = {}

    def held(self, tokens: Iterable[str]) -> dict[str, Held]:
        """Give the passages that hold each token."""
        asked = list(dict.fromkeys(tokens))
        if len(self._known) > _HELD:
            self._known.clear()
        new = [token for token in asked if token not in self._known]
        if new and self.postings is not None:
            terms = stems(new)
            single = {token: terms[token][0] for token in new if len(terms[token]) == 1}
            for token, (keys, weights) in self._read(self.postings, single).items():
                self._known[token] = Held(self, token, keys, weights)
        for token in new:
            if token not in self._known:
                self._known[token] = Held(self, token, self._keys(token), None)
        return {token: self._known[token] for token in asked}

    @staticmethod
    def _read(postings: Postings, terms: dict[str, str]) -> dict[str, tuple[Keys, Weights]]:
        found = postings.read(sorted(set(terms.values())))
        return {token: found[term] for token, term in terms.items()}

    def rank(self, tokens: Sequence[str], allowed: Keys | None, count: int) -> tuple[Keys, Scores]:
        """Give keys and scores of passages that hold any of the tokens, best first, ties by key."""
        held = [found for found in self.held(tokens).values() if len(found.keys)]
        if not held:
            return np.zeros(0, np.int64), np.zeros(0)
        scores = np.zeros(max(int(found.keys[-1]) for found in held) + 1)
        for found in held:
            scores[found.keys] += found.scores
        if allowed is not None:
            within = np.zeros(len(scores), bool)
            within[allowed[allowed < len(scores)]] = True
            scores[~within] = 0
        keys = np.flatnonzero(scores > 0)  # of truth values: ten times as quick as of numbers
        if len(keys) > count:
            least = np.partition(scores[keys], -count)[-count]
            keys = keys[scores[keys] >= least]
        best = keys[np.lexsort((keys, -scores[keys]))][:count]
        return best, scores[best]

    def _keys(self, token: str) -> Keys:
        found = self._db.execute(
            "SELECT rowid FROM words WHERE words MATCH ? ORDER BY rowid", (_quoted(token),)
        ).fetchall()
        return np.fromiter((r[0] for r in found), np.int64, len(found))

    def scores(self, token: str) -> Scores:
        """Give BM25 of a token as FTS5 has it, for the passages that hold it, by key."""
        found = self._db.execute(
            f"SELECT {BM25} FROM words WHERE words MATCH ? ORDER BY rowid",
            (_quoted(token),),
        ).fetchall()
        return -np.fromiter((r[0] for r in found), np.float64, len(found))


def _quoted(token: str) -> str:
    return '"' + token.replace('"', '""') + '"'
