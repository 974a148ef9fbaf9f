"""Which texts are embedded together."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.embed.batches import token_batches, unique


@pytest.mark.parametrize(
    ("lengths", "budget", "expected"),
    [
        ([], 10, []),
        ([3], 10, [[0]]),
        ([30], 10, [[0]]),
        ([1, 5, 5, 1], 10, [[1, 2], [0, 3]]),
        ([5, 4, 4], 10, [[0, 1], [2]]),
        ([2, 2, 2, 2], 8, [[0, 1, 2, 3]]),
        ([0, 0, 0], 1, [[0, 1, 2]]),
    ],
)
def test_cases(lengths: list[int], budget: int, expected: list[list[int]]) -> None:
    assert token_batches(lengths, budget) == expected


@given(st.lists(st.integers(0, 600), max_size=80), st.integers(1, 2000))
def test_every_position_once_and_within_the_budget(lengths: list[int], budget: int) -> None:
    batches = token_batches(lengths, budget)
    assert sorted(p for batch in batches for p in batch) == list(range(len(lengths)))
    for batch in batches:
        assert len(batch) == 1 or max(lengths[p] for p in batch) * len(batch) <= budget


@given(st.lists(st.sampled_from(["研究", "安全", "a", ""])))
def test_unique_gives_every_text_back(texts: list[str]) -> None:
    distinct, which = unique(texts)
    assert [distinct[place] for place in which] == texts
    assert len(set(distinct)) == len(distinct)
