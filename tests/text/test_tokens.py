"""Search tokens: one spelling for what is one word."""

from __future__ import annotations

import pytest

from pipeline.text.tokens import content_tokens, surfaces, tokens


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("研究インテグリティの確保", {"研究", "インテグリティー", "確保"}),
        ("ＡＩ及びＧ７", {"ai", "g7"}),
        ("NIST SP 800-171", {"nist", "sp", "800-171", "800", "171"}),
        ("institution's policies", {"institution", "policies"}),
        ("第12条第3項", {"12", "3"}),
    ],
)
def test_tokens_hold(text: str, expected: set[str]) -> None:
    assert expected <= set(tokens(text))


@pytest.mark.parametrize(
    ("question", "left_out"),
    [
        ("What is the definition of research security?", {"what", "is", "the", "of"}),
        ("研究セキュリティとは何ですか。", {"とは", "何", "です", "か", "は"}),
        ("大学において求められる", {"おく", "に", "て"}),
    ],
)
def test_words_that_only_ask_are_left_out(question: str, left_out: set[str]) -> None:
    assert not left_out & set(content_tokens(question))


def test_full_and_half_width_are_one_word() -> None:
    assert tokens("ＯＥＣＤ　２０２１") == tokens("OECD 2021")


def test_a_question_and_a_passage_meet() -> None:
    passage = tokens("研究者は、外国からの研究資金を申告しなければならない。")
    assert set(content_tokens("研究資金の申告")) <= set(passage)


@pytest.mark.parametrize(
    "text", ["大学等は、規程（内規）を定める。", "ＡＩ　OECD 2021年", "", "no Japanese"]
)
def test_surfaces_cover_a_text(text: str) -> None:
    assert "".join(text[start:end] for start, end, _ in surfaces(text)) == text


def test_surfaces_know_one_word_by_two_spellings() -> None:
    assert [root for *_, root in surfaces("及び")] == [root for *_, root in surfaces("および")]


@pytest.mark.parametrize(
    "question",
    [
        "more than 10^25 operations",
        "10**25 operations",
        "10 to the power of 25",
        "10 to the 25th power",
        "10の25乗を超える",
        "１０の２５乗",
    ],
)
def test_a_power_is_found_however_it_is_written(question: str) -> None:
    assert "10^25" in tokens("greater than 10²⁵ operations")
    assert "10^25" in tokens("計算量が10²⁵を超える")
    assert "10^25" in tokens(question)
    assert "10^25" not in tokens("Regulation (EU) No 1025/2012")
