"""What counts as the same words: tables of cases in both languages."""

from __future__ import annotations

import pytest

from pipeline.diff.keys import exact_key, loose_key, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The “Host” shall act;", 'The "Host" shall act.'),
        ("non-disclosure agreement", "non\u2011disclosure agreement"),
        ("an institu\u00adtion", "an institution"),
        ("10 – 20 days", "10-20 days"),
        ("A list item; and", "A list item"),
        ("「機微データ」をいう。", "『機微データ』をいう．"),
        ("３０日以内、（注）", "30日以内，(注)"),
        ("⽇本の⻑", "日本の長"),
        ("ア・イ", "ア・イ"),
    ],
)
def test_typography_is_one(one: str, other: str) -> None:
    assert exact_key(one) == exact_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a; or", "a; and"),
        ("must not act", "must act"),
        ("within 30 days", "within 14 days"),
        ("サーバー", "サバ"),
        ("してはならない", "してもよい"),
        ("1.5 m", "15 m"),
    ],
)
def test_words_are_not_one(one: str, other: str) -> None:
    assert exact_key(one) != exact_key(other)
    assert loose_key(words(one)) != loose_key(words(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Open Source licences, and", "open source licences"),
        ("甲および乙", "甲及び乙"),
        ("サーバーを行なう", "サーバを行う"),
    ],
)
def test_spelling_is_one_in_the_loose_key(one: str, other: str) -> None:
    assert exact_key(one) != exact_key(other)
    assert loose_key(words(one)) == loose_key(words(other))


@pytest.mark.parametrize(
    "text", ["The EU’s AI-systems (2021) shall ...", "大学は、AI を３つ用いる。"]
)
def test_words_stand_where_they_say(text: str) -> None:
    found = words(text)
    assert found
    assert all(text[w.start : w.end].strip() and w.form for w in found)
    assert [w.start for w in found] == sorted(w.start for w in found)
