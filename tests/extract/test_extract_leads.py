"""What a lead-in makes of its items, and what a text is like: cases in two languages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from pipeline.extract import extract, leads
from pipeline.records import BlockKind, Obligation

CASES = [
    ("次の各号に掲げる者をもって組織する。", True),
    ("対象は、次のとおりとする。", True),
    ("次のいずれかに該当するときは、申請を省くことができる。", True),
    ("利用者は、次の事項を守ること。", False),
    ("以下に開発者にとって重要な事項を挙げる。", False),
    ("in any of the following cases:", True),
    ("considering uses that could", True),
    ("The institute shall:", False),
]


@pytest.mark.parametrize(("stem", "expected"), CASES)
def test_lead_ins_to_cases(stem: str, expected: bool) -> None:
    assert leads.lists_cases(stem) is expected


def test_what_items_say() -> None:
    assert leads.lists_reports("notify the office should it become aware that:")
    assert not leads.lists_reports("The policy shall ensure that:")
    assert leads.is_condition("記録が残されていること。") and not leads.is_condition(
        "施錠すること。"
    )
    assert leads.is_statement("規程だけで安全とは限らない。")
    assert leads.is_act("記録の方法を検討する（「２）安全」）")
    assert leads.is_aim("目的：資源を確保すること。", None) and leads.is_aim(
        "増やすこと。", "２．目標"
    )
    assert not leads.is_aim("施錠すること。", "３．遵守事項")


ITEM = BlockKind.ITEM
ROWS: list[tuple[str, list[tuple[str, dict[str, Any]]], list[str]]] = [
    (  # conditions of a permission are no duties, though the list broke off its lead-in
        "ja",
        [
            ("次のいずれかに該当するときは、会長の許可を得て提供することができる。", {}),
            ("匿名にされたものであること。", {"kind": ITEM, "number": "(1)"}),
            ("目的が公開されていること。", {"kind": ITEM, "number": "(2)"}),
            ("会員は、台帳を備えなければならない。", {}),
        ],
        ["may", "must"],
    ),
    (  # subheadings do not end a list of what is important
        "ja",
        [
            ("以下に、運営者にとって重要な事項を挙げる。", {"trail": ("３部",)}),
            ("準備", {"kind": ITEM, "trail": ("３部",)}),
            ("危険を見積もる方法を検討する", {"kind": ITEM, "trail": ("３部",)}),
        ],
        ["should"],
    ),
    (
        "en",
        [
            ("Members notify the office should they become aware that:", {}),
            (
                "the work should be stopped;",
                {"kind": ITEM, "stem": "Members notify the office should they become aware that:"},
            ),
        ],
        [],
    ),
    (  # a guide speaks to its reader
        "en",
        [
            ("Please read the guide first.", {}),
            ("Download the form and fill it in.", {"kind": ITEM}),
            ("If you lose the key, please inform the office.", {}),
            ("You will find the form on our page.", {}),
            ("Please send your form to the office.", {}),
            ("Please keep your copy of it.", {}),
        ],
        ["should"] * 5,
    ),
]


@pytest.mark.parametrize(("language", "rows", "expected"), ROWS)
def test_lists_and_guides(
    language: str,
    rows: list[tuple[str, dict[str, Any]]],
    expected: list[str],
    document: Callable[..., Any],
) -> None:
    rows = [(words, dict(fields)) for words, fields in rows]
    found = [f for f in extract(*document(rows, language)) if isinstance(f, Obligation)]
    assert [str(f.modality) for f in found] == expected


def test_a_pronoun_stands_for_the_subject_of_its_condition(document: Callable[..., Any]) -> None:
    text = "If an institution wishes the funder to wait, it should complete the enquiry in May."
    (found,) = (f for f in extract(*document([(text, {})], "en")) if isinstance(f, Obligation))
    assert found.bearer == "institution" and found.role == "institution"
