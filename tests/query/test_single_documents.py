"""A document that somebody names as a column is asked for all that it says of a row."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from pipeline.api import Opened
from pipeline.query.compare import Comparison

ENGLISH = """# Rules for the computers of the Fen Institute

The Fen Institute does research on reeds at its laboratories and at two universities.

## Rooms

Windows of the machine hall must be shut at dusk. The hall is swept on Mondays.

Lamps must be switched off. Doors are painted green. The stairs are washed on Fridays.

Ladders must be returned to the porter. Buckets are kept under the stairs.

The clock of the hall must be wound every week. Umbrellas are left at the door.

## Machines

Users must install antivirus software on their machines.

Users must receive education on information security once a year.

The research security committee must keep the spare keys in a locked cupboard.

## Changes

These rules take effect on 1 April 2031.

The institute must review the implementation of these rules every year.
"""
JAPANESE = """# 沼沢所 電子計算機の規程

沼沢所は、葦に関する研究活動を二つの大学と行う。

## 第１章 部屋

機械室の窓は、日没時に閉めなければならない。

廊下の明かりは、消さなければならない。

はしごは、守衛に返さなければならない。

時計のねじは、毎週巻かなければならない。

## 第２章 機械

利用者は、自らの端末にウイルス対策ソフトを導入しなければならない。

利用者は、毎年、情報セキュリティ教育を受けなければならない。

統括責任者は、予備の鍵を金庫に入れなければならない。

## 附則

この規程は、令和13年４月１日から施行する。

所は、この規程を毎年見直しを行うものとする。
"""
HALL = """# Rules of the hall

The doors of the hall must be locked up by the porter.

The lamps of the hall must be locked up by the porter at dusk.
"""
FOUND = {
    "fen": {"cyber-security": "antivirus", "training": "education on information security"},
    "numa": {"cyber-security": "ウイルス対策", "training": "情報セキュリティ教育"},
}


@pytest.fixture(scope="module")
def opened(indexed: Callable[[Mapping[str, str]], Opened]) -> Opened:
    return indexed({"fen.md": ENGLISH, "numa.md": JAPANESE, "hall.md": HALL})


@pytest.fixture(scope="module")
def table(opened: Opened) -> Comparison:
    return opened.compare(columns=tuple(FOUND))


def claimed(table: Comparison, column: str, concept: str) -> list[str]:
    at = [c.name for c in table.columns].index(column)
    row = next(row for row in table.rows if row.concept.id == concept)
    return [hit.segment.text for hit in row.cells[at].claims]


@pytest.mark.parametrize(("column", "row"), [(c, row) for c, rows in FOUND.items() for row in rows])
def test_duties_answer_though_research_is_named_far_from_them(
    table: Comparison, column: str, row: str
) -> None:
    assert any(FOUND[column][row] in text for text in claimed(table, column, row))


@pytest.mark.parametrize("column", FOUND)
def test_who_is_told_to_do_something_is_not_what_it_is_about(
    table: Comparison, column: str
) -> None:
    told = claimed(table, column, "governance")
    assert not [text for text in told if "cupboard" in text or "金庫" in text]


@pytest.mark.parametrize("column", FOUND)
def test_a_review_comes_without_the_date_of_entry_into_force(
    table: Comparison, column: str
) -> None:
    found = claimed(table, column, "monitoring-and-review")
    assert any("every year" in text or "見直し" in text for text in found)
    assert not [text for text in found if "2031" in text or "令和13年" in text]


@pytest.mark.parametrize(("last", "texts"), [
    ("", {"doors", "lamps"}), ("at dusk", {"doors"}), ("must", {"doors", "lamps"}),
])  # fmt: skip
def test_what_speaks_last_speaks_where_nothing_else_does(
    opened: Opened, tmp_path: Path, last: str, texts: set[str]
) -> None:
    rows = tmp_path / "rows.yaml"
    rows.write_text(
        "concepts:\n  - id: locking\n    prefLabel: {en: locked up, ja: 施錠}\n"
        "rows:\n  - concept: locking\n    query: {en: [what must be locked up in the hall]}\n"
        + (f"    last: {{en: [{last}]}}\n" if last else ""),
        encoding="utf-8",
    )
    found = claimed(opened.compare(rows, ["hall"]), "hall", "locking")
    assert {word for word in ("doors", "lamps") if any(word in text for text in found)} == texts
