"""Titles of editions: what they have in common, and which is the later one."""

from __future__ import annotations

import pytest

from pipeline.flow.editions import edition_of


@pytest.mark.parametrize(
    ("title", "name", "number"),
    [
        ("Hill Specification", "hillspecification", None),
        ("HILL SPECIFICATION version 2.0", "hillspecification", (2, 0)),
        ("Hill Specification, 3rd edition (2024)", "hillspecification", (3,)),
        ("Hill Specification 1.10", "hillspecification", (1, 10)),
        ("丘の仕様書第1.2版", "丘の仕様書", (1, 2)),
        ("丘の仕様書　第三版（令和６年４月）", "丘の仕様書", (3,)),
        ("丘の仕様書（改訂版）2021年度", "丘の仕様書", None),
        ("Act 7", "act7", None),
        ("2024", "", None),
        ("第2版", "", (2,)),
    ],
)
def test_a_title_names_a_work_and_an_edition(
    title: str, name: str, number: tuple[int, ...] | None
) -> None:
    assert edition_of(title) == (name, number)


def test_editions_are_in_order() -> None:
    numbers = [edition_of(f"規則 第{n}版")[1] for n in ("1.9", "1.10", "2")]
    assert numbers == sorted(numbers, key=lambda n: n or ())
