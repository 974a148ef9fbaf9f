"""Questions read: language, places, what they seek, their words in the other language."""

from __future__ import annotations

import pytest

from pipeline.query.asking import read_question

SEEKS = [
    ("What is research security?", {"definition"}),
    ("研究セキュリティとは", {"definition"}),
    ("Who must report gifts from abroad?", {"duty", "person"}),
    ("寄附を受けた者は誰に届け出なければならないか", {"duty", "person"}),
    ("How many days may a review take?", {"duty", "number"}),
    ("審査の期限は何日か", {"number"}),
    ("What do the rules call a guest?", {"definition", "name"}),
    ("長く滞在する来客は何と呼ばれるか", {"definition", "name"}),
    ("cyber security of laboratories", set()),
    ("研究室の情報セキュリティ", set()),
]


@pytest.mark.parametrize(("question", "sought"), SEEKS)
def test_what_a_question_seeks(question: str, sought: set[str]) -> None:
    assert read_question(question).seeks == sought


@pytest.mark.parametrize(
    ("question", "places"),
    [
        ("What does the NSF require?", {"US"}),
        ("米国と英国の違い", {"US", "GB"}),
        ("経産省の指針", {"JP"}),
        ("what is due diligence?", set()),
    ],
)
def test_whom_a_question_names(question: str, places: set[str]) -> None:
    assert read_question(question).places == places


def test_gloss_is_in_the_other_language() -> None:
    assert "supervisory authority" in read_question("監督機関への報告").gloss
    assert "監督機関" in read_question("report to the supervisory authority").gloss


def test_radicals_are_folded() -> None:
    assert read_question("⻭⽌め").text == "歯止め"


@pytest.mark.parametrize(
    ("question", "word", "only_asks"),
    [
        ("definition of research security", "definition", True),
        ("definition of research security", "security", False),
        ("研究セキュリティの定義", "定義", True),
        ("研究セキュリティの定義", "研究", False),
    ],
)
def test_words_that_only_ask(question: str, word: str, only_asks: bool) -> None:
    assert read_question(question).is_framing(word) is only_asks
