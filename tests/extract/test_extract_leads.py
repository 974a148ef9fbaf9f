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
    ("事業者は、以下のいずれかの措置を講ずるよう努める必要があります。", False),
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
    assert leads.is_remark("Hosts shall:", "Permits can take a month.")
    assert not leads.is_remark("Hosts shall ensure that:", "Guests can leave.")
    assert not leads.is_remark("Hosts shall:", "Ask for a permit.")
    assert leads.lists_reports("notify the office should it become aware that:")
    assert not leads.lists_reports("The policy shall ensure that:")
    assert leads.tells_when("Lend the key when:")
    assert leads.tells_when("Do not lend the key if any of the following apply:")
    assert not leads.tells_when("When a key is lost, the office shall:")
    assert leads.is_condition("記録が残されていること。") and not leads.is_condition(
        "施錠すること。"
    )
    assert leads.is_condition("応募者の不利益とならないこと。")
    assert leads.heads_examples("【届出に該当する事例】") and leads.heads_examples("事例）")
    assert not leads.heads_examples("事例の一覧を作成すること。")
    assert leads.names_stage("データの整理・学習時") and not leads.names_stage("学習を見直す。")
    assert leads.lists_matters(
        "会員は、次に掲げる事項を、あらかじめ、本人に通知しなければならない。"
    )
    assert not leads.lists_matters("会員は、次に掲げる事項を行わなければならない。")
    assert leads.tells_meaning("「活動」とは、次のいずれかを目的とする活動をいう。")
    assert not leads.tells_meaning("次の事項を行うこと。")
    assert leads.is_statement("規程だけで安全とは限らない。")
    assert leads.is_statement("委員の構成は適切か。") and not leads.is_statement("施錠する。")
    assert leads.is_act("記録の方法を検討する（「２）安全」）")
    assert leads.is_aim("目的：資源を確保すること。", None) and leads.is_aim(
        "増やすこと。", "２．目標"
    )
    assert not leads.is_aim("施錠すること。", "３．遵守事項")


@pytest.mark.parametrize(
    ("stem", "expected"),
    [
        ("次の各号のいずれかに該当する者は、申請をすることができない。", True),
        ("記録は、次の事項を未然に防止するために、保護することが望ましい。", True),
        ("事故を防止するために、次の事項を行うことが望ましい。", False),
        ("会員は、次に掲げる場合を除き、写しを渡してはならない。", True),
        ("所長は、申請が次に掲げる基準に適合するかどうかを審査しなければならない。", True),
        (
            "会長は、次の各号に掲げる記録（以下「秘録」という。）のいずれかが含まれている場合を除き、公開しなければならない。",
            True,
        ),
        ("【写しの保管に該当する事例】", True),
        ("端末は、次の条件を満たすこと。", False),
        ("次の事項を書面に記載しなければならない。", False),
        ("次項の規定により、会員は届け出なければならない。", False),
    ],
)
def test_lead_ins_to_cases_that_bind(stem: str, expected: bool) -> None:
    assert leads.tests_cases(stem) is expected


def test_what_a_lead_in_announces() -> None:
    assert leads.announces("会員は、次の事項を守ること。", "ja")
    assert leads.announces("会員は", "ja") and leads.announces("Members shall", "en")
    assert not leads.announces("会員は、台帳を備えなければならない。", "ja")
    assert leads.lists_names("会員は、次の区分に応じ、届け出なければならない。", "学生")
    told = "会員は、次に掲げる事項を書面に記載しなければならない。"
    assert leads.lists_names(told, "会員の氏名")
    assert not leads.lists_names("次の事項を守ること。", "施錠の徹底")
    assert not leads.lists_names(told, "期限を守ること。")
    assert leads.points_below("会員は、以下を遵守すべきである。")
    assert not leads.points_below("会員は、以下の事情を考慮すべきである。")
    assert leads.fulfils("次に掲げる要件の全てを満たしていること。")
    assert not leads.fulfils("次の要件を満たすこと。")
    assert leads.is_example("事例1）写しを渡すこと。") and leads.is_example("論点の例：期限")
    assert not leads.is_example("例外を認めないこと。")
    assert leads.is_case("会員の同意があるとき（急ぐ場合を除く。）。")


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
    (  # what a notice names is not what is to be done, though it has the form of an order
        "ja",
        [
            ("会員は、次に掲げる事項を、あらかじめ、本人に通知しなければならない。", {}),
            ("名簿の貸出しを目的とすること。", {"kind": ITEM}),
            ("本人の求めに応じて貸出しを停止すること。", {"kind": ITEM}),
            ("会員は、台帳を備えなければならない。", {}),
            ("台帳を更新すること。", {"kind": ITEM}),
        ],
        ["must", "must", "must"],
    ),
    (  # conditions below a condition stay conditions
        "ja",
        [
            ("次のいずれかに該当するときは、会長の許可を得て提供することができる。", {}),
            ("同意のみがあるときには、次に掲げる要件の全てを満たしていること。", {"kind": ITEM}),
            (
                "目的を本人に知らせていること。",
                {
                    "kind": ITEM,
                    "stem": "同意のみがあるときには、次に掲げる要件の全てを満たしていること。",
                },
            ),
        ],
        ["may"],
    ),
    (  # a plain verb in a list of what is to be followed is no plan of the issuer's
        "ja",
        [
            ("会員は、次の事項を実施すべきである。", {}),
            ("産業界、政府を含む組織の間での共有に向けて取り組む", {"kind": ITEM}),
        ],
        ["should", "should"],
    ),
    (  # what an example does is nobody's duty, wherever its head has stood
        "ja",
        [
            ("会員は、台帳を備えなければならない。", {}),
            ("【台帳に該当する事例】", {"kind": ITEM}),
            ("「毎年、点検している」旨の案内を行うこと", {"kind": ITEM}),
            ("会員は、台帳を更新すること。", {}),
        ],
        ["must", "must"],
    ),
    (  # a stage in a list of things to do is none, what stands below it is one
        "ja",
        [
            ("開発者は、次の事項を行うことが望ましい。", {}),
            (
                "データの整理・学習時",
                {"kind": ITEM, "stem": "開発者は、次の事項を行うことが望ましい。"},
            ),
            ("出所の記録", {"kind": ITEM, "stem": "データの整理・学習時"}),
        ],
        ["should", "should"],
    ),
    (  # what a word means is not what is to be done
        "ja",
        [
            ("「活動」とは、次を目的とする活動をいう。", {}),
            (
                "記録を通じて知識を得ること。",
                {"kind": ITEM, "stem": "「活動」とは、次を目的とする活動をいう。"},
            ),
            ("会員は、台帳を備えなければならない。", {}),
        ],
        ["must"],
    ),
    (  # the next numbered paragraph is no item of the last one
        "ja",
        [
            ("会員は、台帳を備えなければならない。", {"number": "第３条"}),
            (
                "台帳の様式は、別記様式による。",
                {"kind": ITEM, "number": "２", "stem": "会員は、台帳を備えなければならない。"},
            ),
        ],
        ["must"],
    ),
    (  # who is barred, and what is tested, has nothing to do
        "ja",
        [
            ("次の各号のいずれかに該当する者は、会員となることができない。", {}),
            (
                "届出を怠った者",
                {
                    "kind": ITEM,
                    "stem": "次の各号のいずれかに該当する者は、会員となることができない。",
                },
            ),
            ("会長は、申請が次に掲げる基準に適合するかどうかを審査しなければならない。", {}),
            (
                "期限を守っていること。",
                {
                    "kind": ITEM,
                    "stem": "会長は、申請が次に掲げる基準に適合するかどうかを審査しなければならない。",
                },
            ),
        ],
        ["must-not", "must"],
    ),
    (  # a duty to follow what is below reaches its items, wherever they stand
        "ja",
        [
            ("運営者は、以下を遵守すべきである。", {"trail": ("４部",)}),
            ("ただし、運営者の規模は問わない。", {"trail": ("４部",)}),
            ("危険を見積もる方法を公表する", {"kind": ITEM, "trail": ("４部",)}),
        ],
        ["should", "should"],
    ),
    (  # what a provision does is no duty of its own
        "ja",
        [
            ("この規定は、届出を義務付けるとともに、期限を定めたものである。", {}),
            ("会員は、届け出なければならない。", {}),
        ],
        ["must"],
    ),
    (  # conditions below "only if" in English
        "en",
        [
            ("Members shall copy the list only if these rules have been followed:", {}),
            (
                "the owner has agreed;",
                {
                    "kind": ITEM,
                    "stem": "Members shall copy the list only if these rules have been followed:",
                },
            ),
        ],
        ["must"],
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
    (  # and so does one that only gives orders; under "points include:" each is one of its own
        "en",
        [
            ("Keep the lists short.", {}),
            ("Clearly say who may see them.", {}),
            ("Never leave a list on the table.", {}),
            ("Be careful with old lists.", {}),
            ("For example, make a copy every week.", {}),
            ("When a list is lost, tell the owner of the list at once.", {}),
            ("Visitors often ask for copies.", {}),
            ("Points for the first visit include:", {}),
            (
                "Show visitors the door.",
                {"kind": ITEM, "stem": "Points for the first visit include:"},
            ),
            ("Ask yourself:", {}),
            ("Who owns the list?", {"kind": ITEM, "stem": "Ask yourself:"}),
        ],
        ["should", "should", "should-not", "should", "should", "should", "should", "should"],
    ),
    (  # a report may list what a body does in the form of orders
        "en",
        [
            ("The fund has grown for ten years.", {}),
            ("Its tasks are many.", {}),
            ("Keep the lists short.", {"kind": ITEM}),
            ("The office has four rooms.", {}),
        ],
        [],
    ),
    (  # a whole sentence of its running text advises; what an item tells after "ensure that" is to be so
        "en",
        [
            ("The fund has grown for ten years.", {}),
            ("Before a visit, gather what is known of the guest.", {}),
            ("Each office must ensure that:", {}),
            ("new staff are trained;", {"kind": ITEM, "stem": "Each office must ensure that:"}),
        ],
        ["should", "must", "must"],
    ),
    (  # criteria tell what is so
        "en",
        [
            ("Members shall keep a list.", {}),
            ("Members shall show the list to the office.", {}),
            ("Members shall send the list every year.", {}),
            ("Members shall sign the list.", {}),
            ("Members shall store the list for two years.", {}),
            ("Such a visit is free if all of the following conditions are met:", {}),
            (
                "the member will not copy the list;",
                {
                    "kind": ITEM,
                    "stem": "Such a visit is free if all of the following conditions are met:",
                },
            ),
        ],
        ["must"] * 5,
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
