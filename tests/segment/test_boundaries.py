"""Sentence boundaries in both languages."""

from __future__ import annotations

import pytest

from pipeline.segment.boundaries import english, japanese


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("研究は重要である。大学は支援する。", ["研究は重要である。", "大学は支援する。"]),
        (
            "Aは、「甲である。乙を形成する」とされている。次の文。",
            ["Aは、「甲である。乙を形成する」とされている。", "次の文。"],
        ),
        ("定める（別に定めがある場合。）こと。", ["定める（別に定めがある場合。）こと。"]),
        ("句点のない体言止め", ["句点のない体言止め"]),
        ("一つ。」と述べた。", ["一つ。」と述べた。"]),
        ("。", ["。"]),
        ("よいか？よい。", ["よいか？", "よい。"]),
    ],
)
def test_japanese(text: str, sentences: list[str]) -> None:
    assert [text[a:b] for a, b in japanese(text, [])] == sentences


@pytest.mark.parametrize(
    ("text", "starts", "sentences"),
    [
        ("It shall report. It may ask.", [0, 17], ["It shall report.", "It may ask."]),
        ("See Art. 5 of the Act.", [0, 9], ["See Art. 5 of the Act."]),
        ("under 42 U.S.C. 6605 it applies.", [0, 16], ["under 42 U.S.C. 6605 it applies."]),
        ("the bodies (see A. And B.) apply.", [0, 19], ["the bodies (see A. And B.) apply."]),
        ("It shall: do this; Then that.", [0, 19], ["It shall: do this; Then that."]),
        ("No stop here But the parser cut", [0, 13], ["No stop here But the parser cut"]),
    ],
)
def test_english(text: str, starts: list[int], sentences: list[str]) -> None:
    assert [text[a:b] for a, b in english(text, starts)] == sentences


def test_an_unclosed_bracket_does_not_swallow_the_document() -> None:
    text = "「開いたまま" + "文である。" * 400
    assert len(japanese(text, [])) > 10
