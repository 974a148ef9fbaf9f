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


def coverage(
    words: Mapping[str, Sequence[Sequence[str]]], holding: Callable[[str], Keys], total: int
) -> tuple[Keys, Shares]:
    """Give the keys of passages that hold any translation, and what share they cover.

    `holding(token)` gives the keys of the passages that hold a token, of `total`.
    """
    held = {t: holding(t) for found in words.values() for tokens in found for t in tokens}
    # Shares have a place for every key: written where they stand, lists of keys need no merging.
    scores = np.zeros(1 + max((int(keys[-1]) for keys in held.values() if len(keys)), default=-1))
    whole = 0.0
    for translations in words.values():
        best, weight = _one_word(translations, held, total, len(scores))
        scores += best * weight
        whole += weight
    keys = np.flatnonzero(scores > 0)  # of truth values: ten times as quick as of numbers
    return keys, scores[keys] / (whole or 1.0)


def length_factor(length: int, language: str) -> float:
    """Give what to multiply a share with for a passage of `length` characters; about 1."""
    relative = length / MEAN_LENGTH.get(language, MEAN_LENGTH["en"])
    return (1 + _K1) / (1 + _K1 * (1 - _B + _B * relative))


def rarity(frequency: int, total: int) -> float:
    """Give BM25's inverse document frequency, kept above zero."""
    return math.log(1 + (max(total - frequency, 0) + 0.5) / (frequency + 0.5))


def _one_word(
    translations: Sequence[Sequence[str]], held: Mapping[str, Keys], total: int, room: int
) -> tuple[Shares, float]:
    """Give the share of its best translation that each passage holds, by key below `room`; and
    the word's weight.
    """
    best = np.zeros(room)
    whole = np.zeros(room, bool)
    for rank, tokens in enumerate(translations):
        keys, shares = _one_translation([held[t] for t in dict.fromkeys(tokens)], total, room)
        whole[keys[shares > _WHOLE]] = True
        best[keys] = np.maximum(best[keys], shares * max(0.0, 1 - _LATER * rank))
    return best, rarity(int(np.count_nonzero(whole)), total)


def _one_translation(sets: Sequence[Keys], total: int, room: int) -> tuple[Keys, Shares]:
    """Give the passages that hold any of the tokens, and what share by rarity."""
    if len(sets) == 1:
        return sets[0], np.ones(len(sets[0]))
    weights = [rarity(len(keys), total) for keys in sets]
    held = np.zeros(room)
    for keys, weight in zip(sets, weights, strict=True):
        held[keys] += weight / sum(weights)
    keys = np.flatnonzero(held > 0)
    return keys, held[keys] ** _PARTLY
