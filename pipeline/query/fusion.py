"""Ranked lists made one, by rank.

In: lists of keys, best first, each with a weight. Out: keys with scores.
Reciprocal rank fusion (Cormack et al. 2009): ranks compare across legs whose
scores do not.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

RRF_K = 60  # the constant of the original paper; results hardly depend on it


def fuse(legs: Iterable[tuple[Sequence[int], float]]) -> dict[int, float]:
    """Sum `weight / (RRF_K + rank)` over the lists each key stands in."""
    scores: dict[int, float] = {}
    for keys, weight in legs:
        for rank, key in enumerate(keys, start=1):
            scores[key] = scores.get(key, 0.0) + weight / (RRF_K + rank)
    return scores
