"""Coverage: a word counts once, rare words more, and a part of a translation in part."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.dictionary.coverage import Keys, coverage, length_factor, rarity

# Which of 100 passages hold a token.
HELD = {
    "conflict": [1, 2],
    "interest": [1, 3, 4, 5],
    "report": list(range(1, 60)),
    "notify": [70],
    "利益": [8, 9],
}


def holding(token: str) -> Keys:
    return np.array(HELD.get(token, []), np.int64)


def covered(words: dict[str, list[list[str]]]) -> dict[int, float]:
    keys, shares = coverage(words, holding, 100)
    return {int(key): float(share) for key, share in zip(keys, shares, strict=True)}


CASES: list[tuple[dict[str, list[list[str]]], int, int]] = [
    # the first passage is covered better than the second
    ({"利益相反": [["conflict", "interest"]]}, 1, 2),
    ({"利益相反": [["conflict", "interest"]]}, 2, 3),  # the rarer half
    ({"利益相反": [["conflict", "interest"]], "報告": [["report"]]}, 1, 7),
    ({"利益相反": [["conflict", "interest"]], "報告": [["report"]]}, 3, 6),
    ({"報告": [["report"], ["notify"]]}, 6, 70),  # the earlier translation
    ({"profit": [["利益"]], "report": [["report"]]}, 8, 1),  # the rarer word
]


@pytest.mark.parametrize(("words", "better", "worse"), CASES)
def test_order(words: dict[str, list[list[str]]], better: int, worse: int) -> None:
    shares = covered(words)
    assert shares[better] > shares[worse] > 0


def test_the_whole_question_is_one() -> None:
    assert covered({"a": [["conflict"]], "b": [["interest"]]})[1] == pytest.approx(1)


def test_a_part_counts_less_than_its_share() -> None:
    shares = covered({"利益相反": [["conflict", "interest"]]})
    assert shares[2] + shares[3] < 1 - 0.2


def test_a_word_in_two_translations_counts_once() -> None:
    once = covered({"a": [["report"]], "b": [["interest"]]})
    twice = covered({"a": [["report"], ["report", "interest"]], "b": [["interest"]]})
    assert twice[10] == pytest.approx(once[10])


def test_what_no_passage_holds_lowers_the_share() -> None:
    assert covered({"a": [["conflict"]], "b": [["nowhere"]]})[1] < 0.6


@pytest.mark.parametrize("words", [{}, {"a": [["nowhere"]]}])
def test_nothing_held(words: dict[str, list[list[str]]]) -> None:
    assert covered(words) == {}


@given(
    st.dictionaries(
        st.text("abc", min_size=1, max_size=2),
        st.lists(st.lists(st.sampled_from([*HELD, "nowhere"]), min_size=1, max_size=3), max_size=4),
        max_size=5,
    )
)
def test_shares_stay_between_0_and_1(words: dict[str, list[list[str]]]) -> None:
    keys, _ = coverage(words, holding, 100)
    assert list(keys) == sorted(set(keys))
    assert all(0 < share <= 1 + 1e-9 for share in covered(words).values())


def test_rarity_falls_and_stays_positive() -> None:
    values = [rarity(n, 100) for n in (0, 1, 10, 50, 100, 120)]
    assert values == sorted(values, reverse=True)
    assert values[-1] > 0


@pytest.mark.parametrize("language", ["ja", "en"])
def test_longer_passages_count_less(language: str) -> None:
    factors = [length_factor(n, language) for n in (0, 50, 500, 5000)]
    assert factors == sorted(factors, reverse=True)
    assert factors[-1] > 0
