"""The best monotone path through two lists, by dynamic programming.

In: for every shape (so many of the left with so many of the right) a matrix of
what such a pair is worth at every place. Out: the pairs of the path with the
greatest sum, in order; what is in no pair is an insertion or a deletion and is
worth nothing. A row at a time: time and memory are those of one matrix.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from pipeline.align.words import Matrix

Shape = tuple[int, int]
Step = tuple[int, int, int, int]  # left start, stop, right start, stop

_DOWN, _RIGHT = -1, -2


def best_path(worth: Mapping[Shape, Matrix], left: int, right: int) -> list[Step]:
    """Find the pairs; `worth[a, b][i, j]` values left i..i+a with right j..j+b."""
    shapes = list(worth)
    total = np.zeros((left + 1, right + 1), np.float32)
    taken = np.full((left + 1, right + 1), _RIGHT, np.int8)
    for i in range(1, left + 1):
        row = total[i - 1].copy()
        choice = np.full(right + 1, _DOWN, np.int8)
        for number, (a, b) in enumerate(shapes):
            if i < a or right < b:
                continue
            here = total[i - a, : right + 1 - b] + worth[a, b][i - a, : right + 1 - b]
            better = here > row[b:]
            row[b:][better] = here[better]
            choice[b:][better] = number
        # A step to the right is worth nothing, so the best so far carries on.
        best = np.maximum.accumulate(row)
        taken[i] = np.where(best > row, _RIGHT, choice)
        total[i] = best
    return _back(taken, shapes, left, right)


def _back(taken: NDArray[np.int8], shapes: list[Shape], left: int, right: int) -> list[Step]:
    steps: list[Step] = []
    i, j = left, right
    while i > 0 and j >= 0:
        choice = int(taken[i, j])
        if choice == _RIGHT and j > 0:
            j -= 1
        elif choice < 0:
            i -= 1
        else:
            a, b = shapes[choice]
            steps.append((i - a, i, j - b, j))
            i, j = i - a, j - b
    return steps[::-1]


def chain(points: list[tuple[int, int, float]]) -> list[tuple[int, int, float]]:
    """Give the points that rise in both lists with the greatest sum of weights."""
    points = sorted(points, key=lambda p: (p[0], p[1]))
    best: list[float] = []
    before: list[int] = []
    for n, (i, j, weight) in enumerate(points):
        top, which = 0.0, -1
        for m in range(n):
            if points[m][0] < i and points[m][1] < j and best[m] > top:
                top, which = best[m], m
        best.append(top + weight)
        before.append(which)
    at = int(np.argmax(best)) if best else -1
    found = []
    while at >= 0:
        found.append(points[at])
        at = before[at]
    return found[::-1]
