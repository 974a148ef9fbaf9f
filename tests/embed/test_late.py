"""Rows of tokens: what a question's words find in a passage."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.embed import late
from pipeline.embed.e5 import E5Small
from pipeline.protocols import TokenBytes, TokenEncoder, TokenRows

QUESTIONS = {
    "ja": "外国からの研究資金は誰に届け出るのか",
    "en": "To whom must funding from abroad be reported?",
}
PASSAGES = {
    "ja": (
        "研究者は、海外から受けた研究費を所属機関の長に報告しなければならない。",
        "研究者は、実験室の薬品を施錠した棚に保管しなければならない。",
    ),
    "en": (
        "Researchers shall report money received from foreign sources to the head of the body.",
        "Researchers shall keep the chemicals of the laboratory in a locked cupboard.",
    ),
}


def presence(asked: TokenRows, held: TokenBytes) -> float:
    return float(late.likeness(asked, [held.tobytes()])[0] @ asked.weights)


def test_the_default_encoder_gives_tokens(e5: E5Small) -> None:
    assert isinstance(e5, TokenEncoder)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_tokens_of_a_question_are_unit_rows_with_weights(e5: E5Small, language: str) -> None:
    _, tokens = e5.encode_question(QUESTIONS[language])
    assert tokens is not None
    assert tokens.rows.shape == (len(tokens.weights), late.WIDTH)
    np.testing.assert_allclose(np.linalg.norm(tokens.rows, axis=1), 1, atol=1e-5)
    assert tokens.weights.sum() == pytest.approx(1, abs=1e-5)
    assert tokens.weights.min() > 0


@pytest.mark.parametrize("asked", ["ja", "en"])
@pytest.mark.parametrize("found", ["ja", "en"])
def test_what_is_asked_for_is_more_present_where_it_stands(
    e5: E5Small, asked: str, found: str
) -> None:
    _, tokens = e5.encode_question(QUESTIONS[asked])
    _, (right, wrong) = e5.encode_with_tokens(PASSAGES[found])
    assert tokens is not None
    assert presence(tokens, right) > presence(tokens, wrong)


def test_each_passage_is_read_by_itself(e5: E5Small) -> None:
    _, tokens = e5.encode_question(QUESTIONS["ja"])
    held = e5.encode_with_tokens([*PASSAGES["ja"], *PASSAGES["en"]])[1]
    assert tokens is not None
    together = late.likeness(tokens, [one.tobytes() for one in held])
    assert together.shape == (len(held), len(tokens.rows))
    for row, one in zip(together, held, strict=True):
        unpacked = one.astype(np.float64) / 127
        np.testing.assert_allclose(row, (unpacked @ tokens.rows.T).max(axis=0), atol=1e-5)


def test_tokens_do_not_depend_on_what_is_embedded_beside(e5: E5Small) -> None:
    texts = [*PASSAGES["ja"], *PASSAGES["en"], PASSAGES["ja"][0]]
    rows, tokens = e5.encode_with_tokens(texts)
    np.testing.assert_array_equal(rows, e5.encode_passages(texts))
    np.testing.assert_array_equal(tokens[0], tokens[4])
    for text, held in zip(texts, tokens, strict=True):
        (alone,) = e5.encode_with_tokens([text])[1]
        assert np.abs(alone.astype(int) - held.astype(int)).max() <= 2


def test_a_text_without_tokens_has_one_row_that_is_like_nothing(e5: E5Small) -> None:
    held = late.of_passage(np.ones((late.PASSAGE + 1, 384), np.float32))
    assert held.shape == (1, late.WIDTH)
    assert not held.any()
    assert late.of_question(np.ones((late.QUERY + 1, 384)), -np.ones(late.QUERY + 1)) is None
    assert e5.encode_with_tokens([])[1] == []
    assert len(e5.encode_with_tokens([""])[1]) == 1


def test_what_ships_has_the_width_that_is_named() -> None:
    assert late.DIRECTIONS.arrays[late.NAME].shape == (384, late.WIDTH)


def test_other_directions_are_kept_for_a_while() -> None:
    states = np.random.default_rng(1).normal(size=(3, 384)).astype(np.float32)
    usual = late.project(states)
    other = np.roll(late.DIRECTIONS.arrays[late.NAME], 1, axis=1)
    with late.DIRECTIONS.instead({late.NAME: other}):
        np.testing.assert_allclose(late.project(states), np.roll(usual, 1, axis=1), atol=1e-6)
    np.testing.assert_array_equal(late.project(states), usual)


LEADS = {"ja": "研究資金の管理　届出：　", "en": "Managing money for research Reports: "}


@pytest.mark.parametrize("language", ["ja", "en"])
def test_what_a_passage_begins_with_is_read_and_its_tokens_left_out(
    e5: E5Small, language: str
) -> None:
    (text, other), lead = PASSAGES[language], LEADS[language]
    rows, (kept, whole) = e5.encode_with_tokens([lead + text, lead + other], leads=[lead, ""])
    (alone, other_alone) = e5.encode_with_tokens([text, other])[1]
    assert len(kept) == len(alone)
    assert len(whole) > len(other_alone)
    assert not np.array_equal(kept, alone)  # read with what stands before it
    same = e5.encode_passages([lead + text])
    assert float(rows[0] @ same[0]) > 0.999


def test_of_a_text_that_is_all_lead_a_token_stays(e5: E5Small) -> None:
    lead = "research security " * 400
    assert len(e5.encode_with_tokens([lead + "x"], leads=[lead])[1][0]) == 1
