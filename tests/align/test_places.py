"""Printed numbers, comparable across languages."""

from __future__ import annotations

import pytest

from pipeline.align.places import path, same, tidy


@pytest.mark.parametrize(
    ("place", "values"),
    [
        ("第三条第二項", ("3", "2")),
        ("Article 3(2)", ("3", "2")),
        ("第1条(a)", ("1", "a")),
        ("Section 1(a)", ("1", "a")),
        ("４－２(1)第2段落", ("4", "2", "1")),
        ("付録 I", ("annex", "i")),
        ("Appendix I", ("annex", "i")),
        ("§ 50.604(c)(1)", ("50", "604", "c", "1")),
        ("ゴール１", ("1",)),
        ("ア", ("ア",)),
        ("para. 17", ()),
        ("第4段落", ()),
        ("", ()),
    ],
)
def test_path(place: str, values: tuple[str, ...]) -> None:
    assert path(place) == values


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("３．２．", "3.2"),
        ("4－2", "4.2"),
        ("第三条", "3"),
        ("Article 3.", "3"),
        ("第十二条の二", "12-2"),
        ("（１）", "1"),
        ("①", "1"),
        ("(iii)", "iii"),
        ("Annex A", "A"),
        ("A.5.1", "A.5.1"),
        ("1.0", "1.0"),
    ],
)
def test_number_alone(printed: str, number: str) -> None:
    assert tidy(printed) == number


def test_same_value() -> None:
    assert same("3", "3") and same("II", "ii")
    assert not same("3", "4") and not same(None, None)
