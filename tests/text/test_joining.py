"""Lines joined as a reader joins them."""

from __future__ import annotations

import pytest

from pipeline.text.joining import joint, undo_hyphen, words_of
from pipeline.text.radicals import fold_radicals, radicals_in


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("研究セキ", "ュリティ", ""),
        ("the research", "community", " "),
        ("G7", "及び", ""),
        ("生成", "AI をはじめ", ""),
        ("self-", "assessment", ""),
        ("and/", "or", ""),
        ("Notice 2018–", "23 of the agency", ""),
        ("the office–", "or its successor", " "),
        ("reports –", "12 of them", " "),
        ("the law—", "which", ""),
        ("ends ", "here", ""),
        ("", "start", ""),
    ],
)
def test_what_stands_between_two_lines(before: str, after: str, expected: str) -> None:
    assert joint(before, after) == expected


@pytest.mark.parametrize(
    ("before", "after", "elsewhere", "undone"),
    [
        ("research institu-", "tions shall", "institutions", True),
        ("a risk-", "based approach", "risk-based", False),
        ("a risk-", "based approach", "", False),
        ("COVID-", "19 measures", "", False),
        ("the Indo-", "Pacific", "", False),
        ("docu\u00ad", "ment", "", True),
        ("co-", "operation", "co-operation", False),
        ("研究-", "開発", "", False),
        ("to ex-", "ecute the plan", "", True),
        ("risk pre-", "vention and", "the market", True),
        ("the pre-", "market review", "the market", False),
        ("which high-", "lights the", "light", True),
        ("a high-", "impact model", "the impact", False),
        ("a human-", "centred approach", "", False),
        ("a non-", "binding act", "", False),
        ("the oppo-", "site view", "site", True),
        ("whole-", "time staff", "whole days", False),
        ("a short-", "age of", "", True),
        ("the GOV-", "ERN function", "GOVERN", True),
        ("the AI-", "RMF core", "", False),
        ("strength-", "ening it", "to strengthen", True),
    ],
)
def test_hyphen_at_a_line_end(before: str, after: str, elsewhere: str, undone: bool) -> None:
    words = words_of([before, after, elsewhere])
    assert undo_hyphen(before, after, words) is undone


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("⽇本", "日本"),
        ("成⻑が⾒込まれる", "成長が見込まれる"),
        ("⻭⽌め", "歯止め"),
        ("⼾籍", "戸籍"),
        ("①㈱Ⅱ", "①㈱Ⅱ"),  # only radicals change: a quotation keeps its signs
        ("plain", "plain"),
    ],
)
def test_radicals_become_ordinary_characters(printed: str, read: str) -> None:
    assert fold_radicals(printed) == read
    assert len(fold_radicals(printed)) == len(printed)


def test_radicals_are_remembered_with_their_place() -> None:
    assert radicals_in("成⻑と⻭") == [(1, "⻑"), (3, "⻭")]
