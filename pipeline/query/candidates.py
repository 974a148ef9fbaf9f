"""What may answer a question: passages that some leg of the search found.

In: an open index, a read question, its rows and filters. Out: which leg found
which passage at which rank, and what the lexical legs know of each. Each
language is searched on its own, so that none drowns the other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from itertools import chain, product

import numpy as np
from numpy.typing import NDArray

from pipeline.dictionary import coverage
from pipeline.index import Filters, Index
from pipeline.protocols import Encoder, Rows, TokenEncoder, TokenRows
from pipeline.query.ahead import Ahead
from pipeline.query.asking import Asked
from pipeline.query.beside import beside
from pipeline.query.turning import turned

# How deep each leg is read; deeper changes hardly a rank that is shown.
DEPTH = 60
# Encoders that are asked with the gloss too. It is a second question, which costs e5 as much as
# the first and found no more beside USE's; another encoder's languages are one to it.
GLOSSED = frozenset({"use-multilingual"})
_LEXICAL = ("words", "terms")  # both languages share one list, so it is read twice as deep
Ranked = list[tuple[int, float]]  # keys with scores, best first
Values = tuple[NDArray[np.int64], NDArray[np.float64]]  # keys, ascending, and what each has
_NONE: Values = (np.zeros(0, np.int64), np.zeros(0))
_WORDS = 1500  # lexical matches that are scored: neighbours of a candidate count too


@dataclass(slots=True)
class Found:
    """What the legs know of passages, by key."""

    words: Values = field(default_factory=lambda: _NONE)  # share of the best lexical score
    terms: Values = field(default_factory=lambda: _NONE)
    covered: list[Values] = field(default_factory=list)
    legs: dict[int, list[tuple[str, int]]] = field(default_factory=dict)
    # What a leg that is read no deeper than `DEPTH` finds. Passages are compared with these, so
    # that no order changes when more are asked for.
    near: set[int] = field(default_factory=set)
    # How like the question's tokens are to the nearest of a passage's, weighed: a cosine.
    presence: dict[int, float] = field(default_factory=dict)
    ahead: Ahead = field(default_factory=Ahead)

    def shares(self, keys: NDArray[np.int64]) -> NDArray[np.float64]:
        """Give how much of the translated question each passage covers."""
        found = np.zeros(len(keys))
        for held, shares in self.covered:
            found = np.maximum(found, looked_up(keys, held, shares))
        return found

    def add(self, leg: str, keys: Sequence[int]) -> None:
        """Note which leg found which key at which rank."""
        self.near.update(keys[: DEPTH * (1 + (leg in _LEXICAL))])
        for rank, key in enumerate(keys, start=1):
            self.legs.setdefault(key, []).append((leg, rank))


def looked_up(
    keys: NDArray[np.int64], held: NDArray[np.int64], values: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Give the value of each key; `held`, ascending, has `values`, and any other key 0."""
    given = np.zeros(len(keys))
    there = among(keys, held)
    given[there] = values[np.searchsorted(held, keys[there])]
    return given


def among(keys: NDArray[np.int64], held: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Tell which of the keys are among those `held`, ascending."""
    if not len(held):
        return np.zeros(len(keys), bool)
    there: NDArray[np.bool_] = held[np.minimum(np.searchsorted(held, keys), len(held) - 1)] == keys
    return there


@dataclass(frozen=True, slots=True)
class Questioned:
    """A question's rows by encoder, shape (1 or 2, d): as asked, then as its gloss.

    The gloss, in the other language, is left out where no word could be translated.
    """

    rows: Mapping[str, Rows]
    tokens: TokenRows | None = None  # of the encoder that gives them


Encoded = tuple[Rows, TokenRows | None]


def encode(encoder: Encoder, text: str, gloss: str = "") -> Encoded:
    """Embed a question and, where that helps, its gloss, shape (1 or 2, d); and its tokens."""
    tokens: TokenRows | None = None
    if isinstance(encoder, TokenEncoder):
        rows, tokens = encoder.encode_question(text)
    else:
        glossed = [gloss] if gloss and encoder.name in GLOSSED else []
        rows = encoder.encode_queries([text, *glossed])
    return turned(encoder.name, rows), tokens


def begin(encoders: Sequence[Encoder], text: str) -> dict[str, Future[Encoded]]:
    """Let the encoders that need no gloss begin with a question, by name."""
    return {e.name: beside().submit(encode, e, text) for e in encoders if e.name not in GLOSSED}


def find(
    index: Index,
    encoders: Sequence[Encoder],
    asked: Asked,
    filters: Filters,
    depth: int,
    begun: Mapping[str, Future[Encoded]] = {},
) -> tuple[Found, Questioned]:
    """Let every leg look for passages; give the question's rows besides.

    Encoders work while words are looked for, and one while passages are found with the row of
    another: their engines need no lock of Python's. The default, the slowest, comes first. What
    will be asked of the passages found by then is read in between.
    """
    found = Found()
    waiting = {
        e.name: begun.get(e.name) or beside().submit(encode, e, asked.text, asked.gloss)
        for e in encoders
    }
    found.words, found.terms = (
        _by_words(index, leg, tokens, filters, depth, found)
        for leg, tokens in zip(_LEXICAL, (asked.tokens, asked.labels), strict=True)
    )
    allowed = index.allowed(filters)
    translated = [
        _by_dictionary(index, asked, language, keys, depth, found)
        for language, keys in allowed.items()
        if language != asked.language
    ]
    found.ahead.read(index, chain(found.legs, *map(_keys, translated)))
    for encoder, language in product(encoders, allowed):
        index.open_vectors(encoder.name, language)  # a first question would wait for it
    rows: dict[str, Rows] = {}
    said: TokenRows | None = None
    near: dict[tuple[str, str], list[Ranked]] = {}
    for name, row in waiting.items():
        rows[name], held = row.result()
        said = said or held
        for language, keys in allowed.items():
            wanted = rows[name][:1] if language == asked.language else rows[name]
            near[name, language] = index.dense(name, language, wanted, keys, depth)
        found.ahead.read(index, chain(*map(_keys, chain(*near.values()))))
        if said is not None:
            found.ahead.compare(said)
    for language, encoder in product(allowed, encoders):
        legs = [encoder.name, f"{encoder.name} gloss"]
        for leg, ranked in zip(legs, near[encoder.name, language], strict=False):
            found.add(leg, _keys(ranked))
    for ranked in translated:
        found.add("dictionary", _keys(ranked))
    return found, Questioned({e.name: rows[e.name] for e in encoders}, said)


def _keys(ranked: Ranked) -> list[int]:
    return [key for key, _ in ranked]


def _by_words(
    index: Index, leg: str, tokens: Sequence[str], filters: Filters, depth: int, found: Found
) -> Values:
    """Look for tokens as they are; give what share of the best score each passage has."""
    keys, scores = index.lexical(tokens, filters, max(_WORDS, 2 * depth))
    found.add(leg, keys[: 2 * depth].tolist())
    order = np.argsort(keys)
    return keys[order], scores[order] / (scores[0] if len(scores) else 1.0)


def _by_dictionary(
    index: Index,
    asked: Asked,
    language: str,
    allowed: Sequence[int] | None,
    depth: int,
    found: Found,
) -> Ranked:
    """Look for the question's words in the other language, as a dictionary translates them."""
    total = index.size(language)
    if not asked.words or not total:
        return []
    translations = chain.from_iterable(asked.words.values())
    held = index.holding(chain.from_iterable(translations), language)
    keys, shares = coverage(asked.words, held.__getitem__, total)
    if allowed is not None:
        passes = np.isin(keys, np.asarray(allowed, dtype=np.int64), assume_unique=True)
        keys, shares = keys[passes], shares[passes]
    found.covered.append((keys, shares))
    if len(keys) > depth:
        good = shares >= np.partition(shares, -depth)[-depth]
        keys, shares = keys[good], shares[good]
    best = np.lexsort((keys, -shares))[:depth]
    return list(zip(keys[best].tolist(), shares[best].tolist(), strict=True))
