"""The sections and numbered items of two documents, paired in order.

In: two documents' parts and their likeness. Out: pairs of the segments at which
sections and items begin, with what each is worth. By number and by words: a number
weighs less than the same words elsewhere, because versions are renumbered.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from pipeline.align.likeness import Group, Likeness
from pipeline.align.parts import Parts
from pipeline.align.path import best_path
from pipeline.align.words import Matrix

SURE = 10.0  # what a pair is worth that parts the texts
_LEAST = 3.0
_SAME_PATH, _SAME_NUMBER, _OTHER_NUMBER = 5.0, 2.0, -2.0
_OTHER_KIND = -3.0  # a heading here may have been read as an item there
_BELOW = 12  # segments of a section that are looked at

Heads = list[tuple[int, int, float]]


def pair_heads(left: Parts, right: Parts, alike: Likeness) -> Heads:
    """Pair the sections and numbered items of two documents, in order."""
    ours, theirs = left.opens, right.opens
    if not ours or not theirs:
        return []
    head = alike.scores([(i, i + 1) for i in ours], [(j, j + 1) for j in theirs])
    body = alike.scores(_bodies(ours, len(left)), _bodies(theirs, len(right)))
    worth = np.maximum(head, (head + body) / 2)
    worth += _numbers(left, right, ours, theirs)
    kinds = np.array([[left.headings[i] != right.headings[j] for j in theirs] for i in ours])
    worth[kinds] += _OTHER_KIND
    worth = worth.astype(np.float32)
    steps = best_path({(1, 1): worth - np.float32(_LEAST)}, len(ours), len(theirs))
    return [(ours[a], theirs[b], float(worth[a, b])) for a, _, b, _ in steps]


def _bodies(heads: Sequence[int], count: int) -> list[Group]:
    ends = [*heads[1:], count]
    return [(start, min(stop, start + _BELOW)) for start, stop in zip(heads, ends, strict=True)]


def _numbers(left: Parts, right: Parts, ours: Sequence[int], theirs: Sequence[int]) -> Matrix:
    """Say what the numbers of two sections tell: one path, one number, or two numbers."""
    found: Matrix = np.zeros((len(ours), len(theirs)), np.float32)
    for a, i in enumerate(ours):
        mine = left.places[i].path
        if not mine or left.places[i].own is None:
            continue
        for b, j in enumerate(theirs):
            other = right.places[j].path
            if not other or right.places[j].own is None:
                continue
            if mine == other:
                found[a, b] = _SAME_PATH
            elif mine[-1] == other[-1] and min(len(mine), len(other)) == 1:
                found[a, b] = _SAME_NUMBER
            else:
                found[a, b] = _OTHER_NUMBER
    return found
