"""Nesting told from number sequences alone."""

from __future__ import annotations

import pytest

from pipeline.parse.nesting import Nesting, leading_numbers

US = "(a) (1) (2) (i) (ii) (A) (B) (1) (iii) (3) (b) (1)|(i) (ii) (2) (c)"


def levels(*numbers: str) -> list[int]:
    nesting = Nesting()
    found = []
    for number in numbers:
        if number == "prose":
            nesting.prose()
        else:
            found.append(nesting.level(leading_numbers(f"{number.replace('|', ' ')} words")))
    return found


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        (US.split(), [1, 2, 2, 3, 3, 4, 4, 5, 3, 2, 1, 3, 3, 2, 1]),
        ("(g) (h) (i) (j)".split(), [1, 1, 1, 1]),
        ("(a) (i) (ii) (v)".split(), [1, 2, 2, 2]),
        (["１．", "（１）", "①", "②", "（２）", "①", "２．"], [1, 2, 3, 3, 2, 3, 1]),
        (["〇", "・", "・", "〇", "・"], [1, 2, 2, 1, 2]),
        (["（１）", "ア", "イ", "（２）", "ア"], [1, 2, 2, 1, 2]),
        (["1.", "2.", "prose", "1.", "2."], [1, 1, 1, 1]),
        (["1.", "・", "prose", "1."], [1, 2, 1]),
        (["1.1", "1.1.1", "1.2", "2.1"], [1, 2, 1, 1]),
        (["一", "イ", "ロ", "二", "イ"], [1, 2, 2, 1, 2]),
        (["(y)", "(z)", "(aa)", "(bb)"], [1, 1, 1, 1]),
    ],
)
def test_levels(numbers: list[str], expected: list[int]) -> None:
    assert levels(*numbers) == expected


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("(1)  (i) Send a letter", ["(1)", "(i)"]),
        ("（１） 目的", ["（１）"]),
        ("1. 5. words", ["1."]),
        ("(a) (b)", ["(a)"]),
        ("(a)(1) Words", ["(a)", "(1)"]),
        ("Words (a)", []),
    ],
)
def test_numbers_printed_together(text: str, printed: list[str]) -> None:
    assert [n.printed for n in leading_numbers(text)] == printed
