"""The legs of a search: what words and vectors know of the passages of an index.

In: an open index (its database, folder and encoders) as `Index` has it. Out:
the raw answers of the lexical and the dense leg, and what ranking asks of the
whole index: frequencies, sizes, backgrounds. What is read once is kept as long
as the index is open.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.index import vectors
from pipeline.index.background import Background, load, measure
from pipeline.index.filters import Filters
from pipeline.index.lexical import Words
from pipeline.index.store import languages_of, vectors_of
from pipeline.protocols import Rows

_COMMON = 0.1  # share of the passages from which a token tells little
_TENTH = 10  # parts of a document of which one may open it


class Legs:
    """The part of `Index` that searches."""

    db: sqlite3.Connection
    folder: Path
    generation: int
    encoders: list[dict[str, Any]]

    def _documents(self, filters: Filters) -> list[str] | None:
        """Give the ids of documents that pass, None when nothing restricts them."""
        if not filters.on_documents:
            return None
        where, values = filters.documents_sql()
        return [r[0] for r in self.db.execute(f"SELECT id FROM documents WHERE {where}", values)]

    @cached_property
    def languages(self) -> list[str]:
        """The languages that segments are in."""
        return languages_of(self.db)

    def allowed(self, filters: Filters) -> dict[str, list[int] | None]:
        """Give the keys of segments that pass, by language; None stands for all of them."""
        if not filters:
            return dict.fromkeys(self.languages)
        where, values = filters.segments_sql(self._documents(filters))
        found: dict[str, list[int] | None] = {}
        for key, language in self.db.execute(
            f"SELECT s.key, s.language FROM segments s WHERE {where} ORDER BY s.key", values
        ):
            keys = found.setdefault(language, [])
            assert keys is not None
            keys.append(key)
        return found

    @cached_property
    def words(self) -> Words:
        """The words of all passages."""
        return Words(self.db)

    def lexical(
        self, tokens: Sequence[str], filters: Filters, count: int
    ) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """Give keys and scores of passages that hold any of the tokens, best first.

        The score is BM25 with the passage's own words four times as heavy as
        its title and headings; higher is better.
        """
        if not tokens:
            return np.zeros(0, np.int64), np.zeros(0)
        allowed = None
        if filters:
            passing = [keys for keys in self.allowed(filters).values() if keys]
            allowed = np.array(sorted(chain.from_iterable(passing)), np.int64)
        return self.words.rank(self.telling(tokens), allowed, count)

    def holding(self, tokens: Iterable[str], language: str) -> dict[str, NDArray[np.int64]]:
        """Give for each token the keys of passages of a language that hold it, ascending."""
        mask = self._in_language(language)
        held = self.words.held(tokens)
        return {token: found.among(language, mask) for token, found in held.items()}

    def frequency(self, token: str) -> int:
        """Give the number of passages that hold a token."""
        return len(self.words.held([token])[token].keys)

    def telling(self, tokens: Sequence[str]) -> list[str]:
        """Leave out the tokens that a good part of all passages holds, unless no other is left.

        They hardly move a BM25 score, and looking for them takes most of the time.
        """
        common = _COMMON * sum(self.size(language) for language in self.languages)
        held = self.words.held(tokens)
        return [t for t, found in held.items() if 0 < len(found.keys) <= common] or list(held)

    def size(self, language: str) -> int:
        """Give the number of passages of a language."""
        return int(np.count_nonzero(self._in_language(language)))

    def _in_language(self, language: str) -> NDArray[np.bool_]:
        """Tell for every key whether its passage is in a language."""
        known: dict[str, NDArray[np.bool_]] = self.__dict__.setdefault("_masks", {})
        if language not in known:
            mask = np.zeros(len(self._owners), dtype=np.bool_)
            cursor = self.db.cursor()
            cursor.row_factory = None
            found = cursor.execute("SELECT key FROM segments WHERE language = ?", (language,))
            mask[[key for (key,) in found]] = True
            known[language] = mask
        return known[language]

    @cached_property
    def _owners(self) -> NDArray[np.int32]:
        """The number of each passage's document, by key; 0 where there is no passage."""
        owners = np.zeros(
            self.db.execute("SELECT coalesce(max(key), 0) FROM segments").fetchone()[0] + 1,
            np.int32,
        )
        # A document's passages have keys in a row.
        spans = self.db.execute("SELECT min(key), max(key) FROM segments GROUP BY document")
        for number, (first, last) in enumerate(spans.fetchall(), start=1):
            owners[first : last + 1] = number
        return owners

    def beside(self, keys: NDArray[np.int64]) -> NDArray[np.int64]:
        """Give the passages before and after each, in its document, shape (2, keys); 0: none."""
        owners = self._owners
        near = np.stack([keys - 1, np.minimum(keys + 1, len(owners) - 1)])
        return np.where((owners[near] == owners[keys]) & (near != keys), near, 0)

    def openings(self, keys: NDArray[np.int64], count: int) -> NDArray[np.int64]:
        """Give the passages that open each one's document, shape (keys, count); 0: no more.

        One, and up to `count` where they are no more than a tenth of the document.
        """
        owners = self._owners
        firsts, sizes = self._extents
        own = owners[keys][:, None]
        at = np.arange(count)
        inside = (at < np.maximum(1, sizes[own] // _TENTH)) & (own > 0)
        given: NDArray[np.int64] = np.where(inside, firsts[own] + at, 0)
        return given

    @cached_property
    def _extents(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The first passage of each document and how many it has, by the document's number."""
        numbers, at, counts = np.unique(self._owners, return_index=True, return_counts=True)
        found = np.zeros((2, int(numbers.max(initial=0)) + 1), np.int64)
        found[:, numbers] = at, counts
        return found[0], found[1]

    def dense(
        self, encoder: str, language: str, asked: Rows, keys: Sequence[int] | None, count: int
    ) -> list[list[tuple[int, float]]]:
        """Give for each row of `asked` (n, dimensions) its nearest `(key, cosine)` in a language.

        `keys` restricts the search; None searches all.
        """
        return vectors.search(self._faiss(encoder, language), asked, count, keys)

    def open_vectors(self, encoder: str, language: str) -> None:
        """Open what `dense` searches, before it is needed."""
        self._faiss(encoder, language)

    def _faiss(self, encoder: str, language: str) -> Any:
        opened = self.__dict__.setdefault("_opened", {})
        if (encoder, language) not in opened:
            label = self.label(encoder, language)
            if vectors.fits(self.folder, label):
                found = vectors.open_file(self.folder, label)
            else:
                found = vectors.in_memory(
                    label.dimensions, *vectors_of(self.db, encoder, label.dimensions, language)
                )
            opened[encoder, language] = found
        return opened[encoder, language]

    def label(self, encoder: str, language: str) -> vectors.Label:
        """Describe the FAISS file that this generation needs."""
        about = next(e for e in self.encoders if e["name"] == encoder)
        count = self.db.execute(
            "SELECT count(*) FROM segments WHERE language = ?", (language,)
        ).fetchone()[0]
        return vectors.Label(
            encoder, language, about["fingerprint"], about["dimensions"], count, self.generation
        )

    def background(self, encoder: str, language: str) -> Background:
        """How alike any passage of a language is to any question, for an encoder."""
        known = self.__dict__.setdefault("_backgrounds", {})
        if (encoder, language) not in known:
            found = load(self.db, encoder, language)
            if found is None:
                size = next(e["dimensions"] for e in self.encoders if e["name"] == encoder)
                found = measure(np.zeros((0, size), np.float32))
            known[encoder, language] = found
        background: Background = known[encoder, language]
        return background

    def cosines(
        self, encoder: str, language: str, asked: Rows, keys: NDArray[np.int64]
    ) -> NDArray[np.float32]:
        """Give the cosines of rows (n, dimensions) with passages of a language, shape (n, keys)."""
        rows = vectors.rows_of(self._faiss(encoder, language), keys)
        cosines: NDArray[np.float32] = np.vecdot(rows, asked[:, None])  # in one thread
        return cosines
