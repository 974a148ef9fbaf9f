"""Where a hit stands, for a person."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.report.terminal import place


def shown(section: list[str], where: str | None, number: str | None = None) -> str:
    line: dict[str, Any] = {
        "jurisdiction": None, "issuer": None, "date": None, "title": "T", "document": "d",
        "page": 3, "recognised": False, "section": section, "place": where, "number": number,
    }  # fmt: skip
    return place(line, lambda words, **_: words).splitlines()[1].strip()


@pytest.mark.parametrize(
    ("section", "where", "ends"),
    [
        (["TITLE II: LIABILITY", "Limits"], "TITLE II", "TITLE II: LIABILITY › Limits"),
        (["第２章 責務"], "第２章", "第２章 責務"),
        (["第２条の２ 責務"], "第２条", "第２条の２ 責務 › 第２条"),
        (["Part 10 Records"], "Part 1", "Part 10 Records › Part 1"),
        (["1.2 Scope"], "1", "1.2 Scope › 1"),
        (["Chapter I"], "Article 5(1)", "Chapter I › Article 5(1)"),
    ],
)
def test_a_place_that_the_headings_say_is_not_said_again(
    section: list[str], where: str, ends: str
) -> None:
    assert shown(section, where) == f"p. 3  {ends}"


def test_an_items_own_number_stays() -> None:
    assert shown(["1 Purpose"], None, "1") == "p. 3  1 Purpose › 1"
