"""Cells that no label fills: words that stand together say what the row asks, in both languages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from pipeline.api import Opened
from pipeline.query.compare import Comparison

ENGLISH = """# Research security at Northmoor University

Research security means keeping the research of the University from being taken or bent.

## Rules

Members of staff must tell their dean about any honorary post that they hold overseas.

All money from abroad that supports research must be listed with the sponsor.

Research groups must know who owns a partner before they sign anything.

Staff who work on sensitive topics must attend a yearly session on research security.

An award may be terminated where a researcher made a false statement about foreign posts.

The University reviews this policy every year.

Anyone who needs advice should email the research security desk.

Cakes for the summer party must be brought to the kitchen by noon.
"""
JAPANESE = """# 北野大学における研究セキュリティに関する規則

## 第１章 総則

研究セキュリティとは、研究活動を不当な利用から守ることをいう。

## 第２章 研究者の義務

研究者は、国外の機関の役職に就いたときは、学部長に報告しなければならない。

研究者は、国外から研究のための物品の提供を受けるときは、その内容を届け出なければならない。

研究者は、共同研究を始める前に、連携先の資金源を確認しなければならない。

研究者は、研究セキュリティに関する講習を毎年受講しなければならない。

虚偽の届出をした研究者は、懲戒の対象となることがあり、研究費を返還しなければならない。

大学は、研究の状況を踏まえ、この規則の対策を毎年度点検しなければならない。

研究者は、判断に迷うときは、研究推進課に相談するものとする。

夏祭りの菓子は、正午までに台所に運ばなければならない。
"""
# row: words of the passage that answers it
ANSWERS = {
    "north": {
        "conflict-of-commitment": "honorary post",
        "foreign-funding": "money from abroad",
        "due-diligence": "who owns a partner",
        "training": "yearly session",
        "enforcement": "may be terminated",
        "monitoring-and-review": "every year",
        "contact-point": "needs advice",
    },
    "kitano": {
        "conflict-of-commitment": "役職に就いた",
        "foreign-funding": "物品の提供",
        "due-diligence": "連携先の資金源",
        "training": "講習を毎年受講",
        "enforcement": "懲戒の対象",
        "monitoring-and-review": "毎年度点検",
        "contact-point": "研究推進課に相談",
    },
}
SILENT = ("foreign-travel", "export-control", "personnel-screening", "safeguards", "legal-status")


@pytest.fixture(scope="module")
def opened(indexed: Callable[[Mapping[str, str]], Opened]) -> Opened:
    return indexed({"north.md": ENGLISH, "kitano.md": JAPANESE})


@pytest.fixture(scope="module")
def table(opened: Opened) -> Comparison:
    return opened.compare(columns=tuple(ANSWERS))


def claimed(table: Comparison, column: str, concept: str) -> list[str]:
    at = [c.name for c in table.columns].index(column)
    row = next(row for row in table.rows if row.concept.id == concept)
    return [hit.segment.text for hit in row.cells[at].claims]


@pytest.mark.parametrize(
    ("column", "concept"), [(column, row) for column, rows in ANSWERS.items() for row in rows]
)
def test_words_that_stand_together_answer(table: Comparison, column: str, concept: str) -> None:
    found = claimed(table, column, concept)
    assert found and ANSWERS[column][concept] in found[0]


@pytest.mark.parametrize("column", ANSWERS)
def test_rows_that_nothing_answers_stay_silent(table: Comparison, column: str) -> None:
    assert {row: claimed(table, column, row) for row in SILENT} == {row: [] for row in SILENT}
    every = [text for row in table.rows for text in claimed(table, column, row.concept.id)]
    assert not [text for text in every if "noon" in text or "正午" in text]


def test_a_template_of_ones_own_says_what_words_answer(opened: Opened, tmp_path: Path) -> None:
    rows = tmp_path / "rows.yaml"
    rows.write_text(
        "concepts:\n  - id: summer-party\n    prefLabel: {en: summer fete, ja: 盆踊り}\n"
        "rows:\n  - concept: summer-party\n"
        "    query: {en: [what must be brought to the kitchen], ja: [台所に何を運ぶか]}\n"
        "    says: {en: [cakes | pies + brought | carried], ja: [菓子 + 運ぶ]}\n",
        encoding="utf-8",
    )
    table = opened.compare(rows, tuple(ANSWERS))
    assert "Cakes" in claimed(table, "north", "summer-party")[0]
    assert "菓子" in claimed(table, "kitano", "summer-party")[0]
