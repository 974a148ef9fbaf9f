"""How much of a translated question each passage covers.

In: the question's words, each with alternative translations as tokens, and a
function that gives the passages that hold a token. Out: for every passage that
holds any, the share of the question it covers, 0 to 1. A word counts once,
however often and in however many translations it occurs, by how rare all its
translations are together: the structured query of Pirkola (SIGIR 1998) with
BM25's weights and a term frequency of one. A share of the whole question, not
of the best score: a question without an answer in that language stays low.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

Keys = NDArray[np.int64]  # ascending, each once
Shares = NDArray[np.float64]

_LATER = 0.05  # what a translation loses for each one before it
# A half of a translation is worth less than half: 機関 alone says little of 監督機関. From 1.5 to 3
# the scores of sentence pairs rise from English and fall a little from Japanese.
_PARTLY = 1.5
_K1, _B = 1.2, 0.3  # BM25's; a low `b`, since answers are often long sentences
# Characters of a segment, on average in the 130 documents this was tuned with.
MEAN_LENGTH = {"ja": 57, "en": 162}
_WHOLE = 1 - 1e-9
_MANY = 1000  # keys from which a table of all keys is quicker than looking for each


def coverage(
    words: Mapping[str, Sequence[Sequence[str]]], holding: Callable[[str], Keys], total: int
) -> tuple[Keys, Shares]:
    """Give the keys of passages that hold any translation, and what share they cover.

    `holding(token)` gives the keys of the passages that hold a token, of `total`.
    """
    held = cache(holding)
    found = [_one_word(translations, held, total) for translations in words.values()]
    keys, scores = _sum([keys for keys, _, _ in found], [s * weight for _, s, weight in found])
    return keys, scores / (sum(weight for _, _, weight in found) or 1.0)


def length_factor(length: int, language: str) -> float:
    """Give what to multiply a share with for a passage of `length` characters; about 1."""
    relative = length / MEAN_LENGTH[language]
    return (1 + _K1) / (1 + _K1 * (1 - _B + _B * relative))


def rarity(frequency: int, total: int) -> float:
    """Give BM25's inverse document frequency, kept above zero."""
    return math.log(1 + (max(total - frequency, 0) + 0.5) / (frequency + 0.5))


def _one_word(
    translations: Sequence[Sequence[str]], held: Callable[[str], Keys], total: int
) -> tuple[Keys, Shares, float]:
    """Give the share of its best translation that each passage holds, and the word's weight."""
    parts: list[tuple[Keys, Shares]] = []
    whole: list[Keys] = []
    for rank, tokens in enumerate(translations):
        keys, shares = _one_translation(tokens, held, total)
        whole.append(keys[shares > _WHOLE])
        parts.append((keys, shares * max(0.0, 1 - _LATER * rank)))
    keys = _union([some for some, _ in parts])
    best = np.zeros(len(keys))
    for some, shares in parts:
        at = _places(keys, some)
        best[at] = np.maximum(best[at], shares)
    return keys, best, rarity(len(_union(whole)), total)


def _one_translation(
    tokens: Sequence[str], held: Callable[[str], Keys], total: int
) -> tuple[Keys, Shares]:
    """Give the passages that hold any of the tokens, and what share by rarity."""
    sets = [held(token) for token in dict.fromkeys(tokens)]
    weights = [rarity(len(keys), total) for keys in sets]
    shares = [np.full(len(k), w / sum(weights)) for k, w in zip(sets, weights, strict=True)]
    keys, held_shares = _sum(sets, shares)
    return keys, held_shares**_PARTLY


def _sum(sets: Sequence[Keys], scores: Sequence[Shares]) -> tuple[Keys, Shares]:
    if len(sets) == 1:
        return sets[0], scores[0]
    keys = _union(sets)
    total = np.zeros(len(keys))
    for some, values in zip(sets, scores, strict=True):
        total[_places(keys, some)] += values
    return keys, total


def _union(sets: Sequence[Keys]) -> Keys:
    if len(sets) == 1:
        return sets[0]
    if not sets:
        return np.zeros(0, np.int64)
    merged = np.concatenate(sets)
    if len(merged) > _MANY:
        held = np.zeros(int(merged.max()) + 1, bool)
        held[merged] = True
        return np.flatnonzero(held)
    merged.sort(kind="stable")  # merges the ascending runs; np.unique would sort from scratch
    first = np.ones(len(merged), bool)
    np.not_equal(merged[1:], merged[:-1], out=first[1:])
    return merged[first]


def _places(keys: Keys, some: Keys) -> NDArray[np.intp]:
    """Give where some of the keys stand among all."""
    if len(some) <= _MANY:
        return np.searchsorted(keys, some)
    places = np.empty(int(keys[-1]) + 1, np.intp)
    places[keys] = np.arange(len(keys))
    return places[some]
