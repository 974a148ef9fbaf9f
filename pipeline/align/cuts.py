"""Long stretches cut into short ones before segments are aligned.

In: a stretch of either document and their likeness. Out: pairs of stretches of at
most `CAP` segments, in order: cut where two segments are each other's best by far,
and evenly where nothing parts the texts. So memory grows with the documents, not
with their product.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from pipeline.align.likeness import Group, Likeness
from pipeline.align.path import chain

CAP = 400  # segments on a side
_SURE = 12.0  # the score of two segments that are each other's best by far
_LEAST = 6.0


def stretches(left: Group, right: Group, alike: Likeness) -> list[tuple[Group, Group]]:
    """Cut what lies between two anchors until no stretch is longer than `CAP`."""
    if left[1] - left[0] <= CAP and right[1] - right[0] <= CAP:
        return [(left, right)]
    cuts = [(left[0], right[0])]
    for i, j, _ in chain(_mutual(left, right, alike)):
        if i - cuts[-1][0] >= CAP // 8 and j > cuts[-1][1]:
            cuts.append((i, j))
    cuts.append((left[1], right[1]))
    return [piece for (i, j), (k, m) in pairwise(cuts) for piece in _even((i, k), (j, m))]


def _mutual(left: Group, right: Group, alike: Likeness) -> list[tuple[int, int, float]]:
    """Give the pairs of a stretch that are each other's best by far, a block at a time."""
    right_groups = [(j, j + 1) for j in range(*right)]
    best = np.full(len(right_groups), -np.inf)
    back = np.full(len(right_groups), -1)
    forward: dict[int, int] = {}
    for start in range(*left, CAP):
        block = [(i, i + 1) for i in range(start, min(start + CAP, left[1]))]
        scores = alike.scores(block, right_groups)
        for offset, j in enumerate(scores.argmax(axis=1)):
            forward[start + offset] = int(j)
        top = scores.max(axis=0)
        back = np.where(top > best, scores.argmax(axis=0) + start, back)
        best = np.maximum(best, top)
    return [
        (i, right[0] + j, float(best[j]) - _LEAST)
        for i, j in forward.items()
        if back[j] == i and best[j] >= _SURE
    ]


def _even(left: Group, right: Group) -> list[tuple[Group, Group]]:
    """Cut evenly what nothing parts: two long texts with hardly a sentence in common."""
    pieces = max(1, -(-max(left[1] - left[0], right[1] - right[0]) // CAP))
    edges = [
        [start + (stop - start) * n // pieces for n in range(pieces + 1)]
        for start, stop in (left, right)
    ]
    return list(zip(pairwise(edges[0]), pairwise(edges[1]), strict=True))
