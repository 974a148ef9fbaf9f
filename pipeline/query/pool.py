"""The passages of one column of a comparison, and what can be asked of them.

In: an index, its scheme, the documents of the column and the words of the
subject. Out: which passages hold the words of concepts, which are near to
questions, whether a passage speaks of the subject. Always: passages of the column
that hold a label as it is written are reached by their words, up to 400 a row, and
not only where they rank high among all documents.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from pipeline.concepts import Concept, Scheme, match
from pipeline.concepts.words import spellings
from pipeline.index import Filters, Index
from pipeline.index.lexical import BM25
from pipeline.protocols import Rows
from pipeline.query.hits import Hit, hits
from pipeline.query.wants import pattern_of
from pipeline.records import Definition, Segment
from pipeline.text.tokens import content_tokens, tokens

Questions = Sequence[tuple[str, Rows]]  # (encoder, rows of all questions)
_Shares = tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.float64]]
Terms = list[tuple[frozenset[str], Definition]]  # (tokens of a defined term, its definition)

# Passages looked at for a row: more than hold the words of all but the commonest labels.
_READ = 400
_NEAR = 10  # passages to either side that say what a passage is about
_SHARE = 0.3  # of them that name the subject; chance mentions in other texts stay under .2
# The same in a document that somebody names as a column: it is compared for what it says of the
# subject, and a few of its passages name that. Cells found in unseen documents: .49; without: .44.
_NAMED_SHARE = 0.1
# And further off: rules for a laboratory's computers name research now and then, and their duties
# do not repeat it; other parts of a code of regulations never do. Short rules name it once. In a
# regulation on artificial intelligence it stands in one of thirty passages.
_FAR, _FAR_SHARE, _BRIEF = 40, 0.05, 120
_ABOUT = 2.0  # spreads; passages on artificial intelligence that mention research are under 1.8
# Share of passages that name what the table defines, in documents about it, or stand under
# headings that do; a heading that is left over at a cut end is less.
_DEVOTED = 0.05
_NEAREST = 10  # passages looked at for each question, where a cell has no claim
_BATCH = 900
_HEADINGS = 2  # the nearest ones say what a passage is about, the outer ones what a chapter is


@dataclass(frozen=True, slots=True)
class About:
    """What a whole table is about: the concepts that it defines.

    `places` are their questions among all, `devoted` the documents about them.
    """

    places: Sequence[slice] = ()
    devoted: frozenset[str] = frozenset()


class Pool:
    """The passages of a column; what is read of them is kept for its other rows."""

    def __init__(
        self,
        index: Index,
        scheme: Scheme,
        documents: Sequence[str],
        subject: Mapping[str, Sequence[str]],
        questions: Questions,
        about: About = About(),
        apart: Mapping[str, Sequence[str]] = {},
        named: bool = False,
    ) -> None:
        self.index = index
        self.scheme = scheme
        self.documents = documents
        self.named = named
        self._share = _NAMED_SHARE if named else _SHARE
        self.questions = questions
        self.about = about
        self.filters = Filters(documents=tuple(documents))
        self._subject = pattern_of(subject)
        self._apart = pattern_of(apart)
        self._hits: dict[int, Hit] = {}
        self._read: dict[str, tuple[Concept, ...]] = {}

    @cached_property
    def allowed(self) -> dict[str, NDArray[np.int64]]:
        """The keys of the column's passages, by language."""
        found = self.index.allowed(self.filters)
        return {language: np.array(keys, dtype=np.int64) for language, keys in found.items()}

    @cached_property
    def defined(self) -> Terms:
        """The definitions of the column, with the tokens of their terms."""
        found = self.index.findings(Filters(kind="definition", documents=tuple(self.documents)))
        return [(frozenset(content_tokens(f.term)), f) for f in found if isinstance(f, Definition)]

    def holding(self, labels: Iterable[str]) -> list[int]:
        """Give the keys of passages that hold a label, in their words or those above them."""
        asked = _asked(labels)
        if not asked or not self.documents:
            return []
        where, values = self.filters.segments_sql(list(self.documents))
        found = self.index.db.execute(
            "SELECT words.rowid FROM words JOIN segments s ON s.key = words.rowid"
            f" WHERE words MATCH ? AND {where}"
            f" ORDER BY {BM25}, words.rowid LIMIT ?",
            [asked, *values, _READ],
        )
        return [r[0] for r in found]

    def near(self, place: slice) -> list[int]:
        """Give the keys of the passages nearest to some of the questions."""
        found: dict[int, None] = {}
        for answers in self._near:
            for ranked in answers[place]:
                found.update(dict.fromkeys(key for key, _ in ranked))
        return list(found)

    @cached_property
    def _near(self) -> list[list[list[tuple[int, float]]]]:
        """For each encoder and language the passages nearest to each question, asked at once."""
        return [
            self.index.dense(name, language, rows, keys.tolist(), _NEAREST)
            for language, keys in self.allowed.items()
            for name, rows in self.questions
        ]

    def aboutness(self, keys: Sequence[int]) -> dict[int, float]:
        """Give how near passages are to what the whole table is about; 0 where that is unsaid."""
        found = [self.likeness(place, keys) for place in self.about.places]
        return {key: max((near[key] for near in found), default=0.0) for key in keys}

    def likeness(self, place: slice, keys: Sequence[int]) -> dict[int, float]:
        """Give how near passages are to the nearest of some questions.

        In spreads above what any passage of their language has, the mean over the
        encoders, so that languages and encoders compare.
        """
        wanted = np.array(list(keys), dtype=np.int64)
        found: dict[int, float] = {}
        for language, held in self.allowed.items():
            own = np.intersect1d(held, wanted)
            if len(own) == 0:
                continue
            total = np.zeros(len(own))
            for name, rows in self.questions:
                total += self._spreads(name, language, rows[place], own)
            total /= max(1, len(self.questions))
            found |= {int(key): float(value) for key, value in zip(own, total, strict=True)}
        return found

    def _spreads(
        self, encoder: str, language: str, asked: Rows, keys: NDArray[np.int64]
    ) -> NDArray[np.float64]:
        cosines = self.index.cosines(encoder, language, asked, keys).astype(np.float64)
        background = self.index.background(encoder, language)
        for i, row in enumerate(asked):
            mean, spread = background.standardise(row[None, :])
            cosines[i] = (cosines[i] - mean) / spread
        best: NDArray[np.float64] = cosines.max(axis=0)
        return best

    def hits(self, keys: Sequence[int]) -> dict[int, Hit]:
        """Read passages with their findings."""
        new = [key for key in dict.fromkeys(keys) if key not in self._hits]
        if new:
            found = hits(self.index, [(key, 0.0) for key in new], {}, contexts=False)
            self._hits |= dict(zip(new, found, strict=True))
        return {key: self._hits[key] for key in dict.fromkeys(keys)}

    def concepts(self, text: str) -> tuple[Concept, ...]:
        """Read the concepts of a text."""
        if text not in self._read:
            found = match(self.scheme, text) if text.strip() else ()
            self._read[text] = tuple(m.concept for m in found)
        return self._read[text]

    def of_subject(self, key: int, segment: Segment, about: float) -> bool:
        """Tell whether a passage speaks of the subject of the table.

        Reads as: its headings or title name the subject, or the passages around
        it do; one that names it in passing, among others that do not, must be near to
        what the table is `about` as well.
        """
        if self._subject is None or segment.document in self.about.devoted:
            return True
        entry = self.index.entries[segment.document]
        if any(self._heads(text) for text in (*segment.trail, entry.source.title)):
            return True
        keys, near, far = self._shares[segment.document]
        at = np.searchsorted(keys, key)
        if near[at] >= self._share or (self.named and far[at] >= _FAR_SHARE):
            return True
        return about >= _ABOUT and self._subject.search(segment.text) is not None

    def _heads(self, text: str) -> bool:
        """Tell whether a heading names the subject, and not only what is apart from it."""
        if self._apart is not None:
            text = self._apart.sub(" ", text)
        return self._subject is not None and self._subject.search(text) is not None

    @cached_property
    def _shares(self) -> dict[str, _Shares]:
        """For each document its keys and the shares of passages, near and far, on the subject.

        Far off those count that name more than what is apart from the subject.
        """
        found = {}
        for document in self.documents:
            rows = self.index.db.execute(
                "SELECT key, text FROM segments WHERE document = ? ORDER BY key", (document,)
            ).fetchall()
            keys = np.array([r[0] for r in rows], dtype=np.int64)
            near = [bool(self._subject and self._subject.search(r[1])) for r in rows]
            far = [said and self._heads(r[1]) for said, r in zip(near, rows, strict=True)]
            brief = any(far) and len(rows) <= _BRIEF
            wide = np.ones(len(rows)) if brief else _around(far, _FAR)
            found[document] = keys, _around(near, _NEAR), wide
        return found


def _around(says: Sequence[bool], reach: int) -> NDArray[np.float64]:
    """Give for each passage the share of those around it that say something."""
    counted = np.concatenate([[0], np.cumsum(says)])
    first = np.maximum(np.arange(len(says)) - reach, 0)
    last = np.minimum(np.arange(len(says)) + reach + 1, len(says))
    shares: NDArray[np.float64] = (counted[last] - counted[first]) / (last - first)
    return shares


def _asked(labels: Iterable[str]) -> str:
    """Write labels as a question to the lexical index."""
    found = {phrase for label in labels for phrase in phrases(label)}
    return " OR ".join(f'"{phrase}"' for phrase in sorted(found))


def phrases(label: str) -> set[str]:
    """Write a label as phrases of the lexical index, in British and in American spelling."""
    found = set()
    for written in {label, label.replace("-", " ")}:
        words = [word.replace('"', "") for word in tokens(written)]
        choices = [spellings(word) if word.isascii() else (word,) for word in words]
        found |= {" ".join(chosen) for chosen in itertools.islice(itertools.product(*choices), 8)}
    return found - {""}


def devoted(index: Index, labels: Sequence[str]) -> frozenset[str]:
    """List the documents about something: many of their passages, or what heads them, name it."""
    if not labels:
        return frozenset()
    found = index.db.execute(
        "SELECT rowid FROM words WHERE words MATCH ?", [_asked(labels)]
    ).fetchall()
    keys = [r[0] for r in found]
    held: Counter[str] = Counter()
    for at in range(0, len(keys), _BATCH):
        some = keys[at : at + _BATCH]
        held.update(
            r[0]
            for r in index.db.execute(
                f"SELECT document FROM segments WHERE key IN ({', '.join('?' * len(some))})", some
            )
        )
    return frozenset(
        document
        for document, count in held.items()
        if count >= _DEVOTED * index.entries[document].segments
    )


def headings(segment: Segment) -> tuple[str, ...]:
    """Give the headings that say what a passage is about, the nearest ones."""
    return segment.trail[-_HEADINGS:]
