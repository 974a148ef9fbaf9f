"""The best path, against all paths."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pipeline.align.path import best_path, chain
from pipeline.align.words import Matrix

SHAPES = ((1, 1), (1, 2), (2, 1))


def worth_of(left: int, right: int, seed: int) -> dict[tuple[int, int], Matrix]:
    random = np.random.default_rng(seed)
    return {
        (a, b): random.normal(size=(left - a + 1, right - b + 1)).astype(np.float32)
        for a, b in SHAPES
        if a <= left and b <= right
    }


def brute(worth: dict[tuple[int, int], Matrix], i: int, j: int, left: int, right: int) -> float:
    if i >= left or j >= right:
        return 0.0
    found = [brute(worth, i + 1, j, left, right), brute(worth, i, j + 1, left, right)]
    for (a, b), matrix in worth.items():
        if i + a <= left and j + b <= right:
            found.append(float(matrix[i, j]) + brute(worth, i + a, j + b, left, right))
    return max(found)


@given(st.integers(1, 5), st.integers(1, 5), st.integers(0, 10_000))
def test_best_of_all(left: int, right: int, seed: int) -> None:
    worth = worth_of(left, right, seed)
    steps = best_path(worth, left, right)
    total = sum(float(worth[k - i, m - j][i, j]) for i, k, j, m in steps)
    assert abs(total - brute(worth, 0, 0, left, right)) < 1e-4
    ends = [(k, m) for _, k, _, m in steps]
    starts = [(i, j) for i, _, j, _ in steps]
    assert all(k <= i and m <= j for (k, m), (i, j) in zip(ends, starts[1:], strict=False))


def test_nothing_worth_pairing() -> None:
    assert best_path({(1, 1): np.full((3, 2), -1, np.float32)}, 3, 2) == []


def test_chain_rises_in_both() -> None:
    points = [(0, 5, 1.0), (1, 0, 2.0), (2, 1, 2.0), (3, 4, 1.0), (4, 3, 1.5)]
    assert chain(points) == [(1, 0, 2.0), (2, 1, 2.0), (4, 3, 1.5)]
    assert chain([]) == []
