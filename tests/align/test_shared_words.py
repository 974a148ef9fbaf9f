"""What words, numbers, sounds and marks two texts share."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.align.grammar import marks
from pipeline.align.inflection import stems
from pipeline.align.likeness import singles
from pipeline.align.numbers import numbers
from pipeline.align.sounds import sound
from pipeline.align.words import Shared, bags


@pytest.mark.parametrize(
    ("kana", "latin"),
    [
        ("トム", "Tom"),
        ("メアリー", "Mary"),
        ("セキュリティ", "security"),
        ("ライセンス", "licence"),
        ("コンポーネント", "component"),
        ("サーバー", "server"),
        ("アクセス", "access"),
        ("ロンドン", "London"),
        ("ポリシー", "policies"),
        ("プログラム", "Program"),
    ],
)
def test_names_sound_alike_in_both_scripts(kana: str, latin: str) -> None:
    if latin == "policies":
        assert sound(kana) == sound("policy") != sound(latin)
    else:
        assert sound(kana) == sound(latin) is not None


@pytest.mark.parametrize("word", ["エー", "aero", "研究", "2024", "アイ"])
def test_what_has_no_sound(word: str) -> None:
    assert sound(word) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("駅まで二十分かかる。", ["20"]),
        ("It takes twenty minutes.", ["20"]),
        ("twenty-five people", ["25"]),
        ("two hundred applications", ["200"]),
        ("第三条の申請は30日以内に行う。", ["3", "30"]),
        ("三万二千人と万人が、二〇二四年に百五名", ["32000", "10000", "2024", "105"]),
        ("within 30 days, or a 30-day period", ["30", "30"]),
        ("1,000円を超える場合", ["1000"]),
        ("一般に公開する。", []),
        ("AAL2 and 800-63B", []),
        ("one of them", []),
    ],
)
def test_numbers_count_by_value(text: str, found: list[str]) -> None:
    assert numbers(text) == found


@pytest.mark.parametrize(
    ("word", "plain"), [("wrote", "write"), ("policies", "policy"), ("criteria", "criterion")]
)
def test_plain_forms(word: str, plain: str) -> None:
    assert plain in stems(word)
    assert stems("規程") == []


@pytest.mark.parametrize(
    ("ja", "en", "mark"),
    [
        ("機関は記録を残さなければならない。", "The institution must keep records.", "@must"),
        ("公開しないこと。", "It is not to be published.", "@not"),
        ("彼女が担当する。", "She is in charge.", "@she"),
        ("誰が決めるのか。", "Who decides?", "@who"),
        ("事前に相談すべきである。", "One should ask beforehand.", "@should"),
    ],
)
def test_marks_are_shared(ja: str, en: str, mark: str) -> None:
    assert mark in marks(ja, "ja")
    assert mark in marks(en, "en")


def test_her_is_not_him() -> None:
    assert "@he" not in marks("彼女は申請した。", "ja")
    assert "@she" not in marks("He applied.", "en")


JA = [
    "研究者は利益相反を所属機関に申告しなければならない。",
    "マイアさんは海外の大学から30日前に招かれた。",
    "機関は年に二回研修を行う。",
]
EN = [
    "The institution holds a training twice a year, for two days.",
    "Researchers must disclose conflicts of interest to their institution.",
    "Maia was invited by a foreign university 30 days ago.",
]


def test_translations_share_most_words() -> None:
    shared = Shared(bags(JA, True), bags(EN, True))
    from pipeline.align.likeness import _members

    found = shared.matrix(_members(singles(3), 3), _members(singles(3), 3))
    assert found.argmax(axis=1).tolist() == [1, 2, 0]
    assert found.min() >= 0 and found.max() <= 1 + 1e-6


def test_a_group_holds_what_its_texts_hold() -> None:
    from pipeline.align.likeness import _members

    shared = Shared(bags(JA, True), bags(EN, True))
    one = shared.ways(_members([(0, 1)], 3), _members([(1, 2)], 3))[0]
    more = shared.ways(_members([(0, 1)], 3), _members([(0, 3)], 3))[0]
    assert more[0, 0] >= one[0, 0]


def test_one_language_needs_no_dictionary() -> None:
    from pipeline.align.likeness import _members

    shared = Shared(bags(EN, False), bags(EN[::-1], False))
    found, _ = shared.ways(_members(singles(3), 3), _members(singles(3), 3))
    assert np.allclose(found[[0, 1, 2], [2, 1, 0]], 1.0, atol=1e-5)
