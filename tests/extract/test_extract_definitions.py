"""Definitions in one text: term, body and whose it is; None rows stay silent."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from pipeline.extract import definitions_in, extract
from pipeline.records import BlockKind, Definition, Form

ROWS: list[tuple[str, str, tuple[str, str, str | None] | None]] = [
    (
        "en",
        "‘deployer’ means a person using an AI system under its authority;",
        ("deployer", "a person using an AI system under its authority", None),
    ),
    (
        "en",
        "The term “research security” refers to safeguarding the research enterprise.",
        ("research security", "safeguarding the research enterprise", None),
    ),
    (
        "en",
        "Research misconduct means fabrication or plagiarism.",
        ("Research misconduct", "fabrication or plagiarism", None),
    ),
    (
        "en",
        "For the purposes of this policy, openness means access without barriers.",
        ("openness", "access without barriers", None),
    ),
    (
        "en",
        "The OECD defines research security as preventing undesirable interference.",
        ("research security", "preventing undesirable interference", "OECD"),
    ),
    (
        "en",
        "According to the OECD, integrity is the adherence to professional values.",
        ("integrity", "the adherence to professional values", "OECD"),
    ),
    (
        "en",
        "‘personal data’ means personal data as defined in Article 4 of Regulation (EU) 2016/679;",
        (
            "personal data",
            "personal data as defined in Article 4 of Regulation (EU) 2016/679",
            "Article 4 of Regulation (EU) 2016/679",
        ),
    ),
    (
        "en",
        "‘common specification’ means a set of specifications, providing means to comply;",
        ("common specification", "a set of specifications, providing means to comply", None),
    ),
    (
        "en",
        "A “talent scheme” is any programme, paid for abroad, that rewards researchers for moving.",
        (
            "talent scheme",
            "any programme, paid for abroad, that rewards researchers for moving",
            None,
        ),
    ),
    (
        "en",
        "A conflict of loyalty is a situation in which a researcher serves two masters.",
        ("conflict of loyalty", "a situation in which a researcher serves two masters", None),
    ),
    (
        "en",
        "By divided loyalty we mean a situation in which a researcher serves two masters.",
        ("divided loyalty", "a situation in which a researcher serves two masters", None),
    ),
    (
        "en",
        "The Union of Northern Academies, in its Paper No. 7 (2020), describes a conflict of loyalty"
        " as “a situation in which a researcher serves two masters”.",
        (
            "conflict of loyalty",
            "a situation in which a researcher serves two masters",
            "Union of Northern Academies",
        ),
    ),
    (
        "en",
        "The Shared Principles of the Union of Northern Academies (2022) say that research safety"
        " “refers to the protection of knowledge against theft”.",
        (
            "research safety",
            "the protection of knowledge against theft",
            "Union of Northern Academies",
        ),
    ),
    (
        "en",
        "According to the G7 Common Values, integrity is the adherence to professional values.",
        ("integrity", "the adherence to professional values", "G7"),
    ),
    (
        "en",
        "As defined by 12 CFR 3.4 of the Research Commission Regulations, a facility is a building.",
        ("facility", "a building", "12 CFR 3.4 of the Research Commission Regulations"),
    ),
    (
        "en",
        "A technology that keeps settings in the browser is called a “cookie”.",
        ("cookie", "A technology that keeps settings in the browser", None),
    ),
    (
        "en",
        "Research safety is the ability to protect research from theft.",
        ("Research safety", "the ability to protect research from theft", None),
    ),
    (
        "en",
        "The notion of ‘guest’ referred to in this Charter should be understood as any person without pay.",
        ("guest", "any person without pay", None),
    ),
    (
        "en",
        "The Charter refers to a guest as any person who works there without pay.",
        ("guest", "any person who works there without pay", None),
    ),
    (
        "en",
        "The term “record” has the meaning given in 44 U.S.C. 3301 and Circular No. A-130.",
        (
            "record",
            "the meaning given in 44 U.S.C. 3301 and Circular No. A-130",
            "44 U.S.C. 3301 and Circular No. A-130",
        ),
    ),
    ("en", "Good leadership also means listening to others.", None),
    ("en", "Openness is a key condition of our common work.", None),
    ("en", "The Northern Research Agency (NRA) keeps a register.", None),
    ("en", "For the purposes of this Act:", None),
    ("en", "“Openness” is a value.", None),
    ("en", "A register is kept by the office of each institution.", None),
    ("en", "The minister said that integrity “matters to us all and to our partners”.", None),
    ("en", "This means that institutions act alone.", None),
    ("en", "Section 4 refers to the list above.", None),
    ("en", "Files are sent by electronic means of transfer.", None),
    (
        "ja",
        "「研究者等」とは、研究活動に従事する者をいう。",
        ("研究者等", "研究活動に従事する者", None),
    ),
    (
        "ja",
        "研究セキュリティとは、研究活動を不当な影響から守る取組である。",
        ("研究セキュリティ", "研究活動を不当な影響から守る取組", None),
    ),
    (
        "ja",
        "研究インテグリティは、研究の健全性・公正性を意味する。",
        ("研究インテグリティ", "研究の健全性・公正性", None),
    ),
    (
        "ja",
        "本指針では、開放性を「障壁のない利用」と定義する。",
        ("開放性", "障壁のない利用", None),
    ),
    (
        "ja",
        "研究者等（研究活動に従事する者をいう。以下同じ。）は、規程を守る。",
        ("研究者等", "研究活動に従事する者", None),
    ),
    ("ja", "研究者等　研究活動に従事する者をいう。", ("研究者等", "研究活動に従事する者", None)),
    (
        "ja",
        "また、同文書において、研究の安全とは、「知識を守る取組を含む」とされている。",
        ("研究の安全", "知識を守る取組を含む", None),
    ),
    (
        "ja",
        "OECDの政策文書において、研究セキュリティは、「研究への干渉を防ぐことである」とされている。",
        ("研究セキュリティ", "研究への干渉を防ぐことである", "OECD"),
    ),
    (
        "ja",
        "個人情報保護法第２条において、個人情報とは、生存する個人に関する情報をいう。",
        ("個人情報", "生存する個人に関する情報", "個人情報保護法第２条"),
    ),
    (
        "ja",
        "研究セキュリティ、すなわち研究への干渉を防止することは重要である。",
        ("研究セキュリティ", "研究への干渉を防止すること", None),
    ),
    (
        "ja",
        "「制御する」とは、意図的に変化させることを指す。",
        ("制御する", "意図的に変化させること", None),
    ),
    (
        "ja",
        "南方学術連合「開かれた研究の原則」（2022年６月）において、研究の安全は、「知識を守ることである」とされている。",
        ("研究の安全", "知識を守ることである", "南方学術連合"),
    ),
    (
        "ja",
        "また、南方学術機構「信頼に関する勧告」（2023年）は、相手方の確認について、「相手方を把握する手順を指す」としている。",
        ("相手方の確認", "相手方を把握する手順を指す", "南方学術機構"),
    ),
    (
        "ja",
        "別添「研究の安全に関する取扱い」において、研究の安全は、「知識を守ることである」とされている。",
        ("研究の安全", "知識を守ることである", "研究の安全に関する取扱い"),
    ),
    (
        "ja",
        "「低減措置」とは、危険を小さくするために講ずる措置をいいます。",
        ("低減措置", "危険を小さくするために講ずる措置", None),
    ),
    (
        "ja",
        "3 | 認証 | 認証とは、接続する者が本人であると確認すること。二者間で行う。",
        ("認証", "接続する者が本人であると確認すること", None),
    ),
    (
        "ja",
        "利用者の設定を保存する小さな記録を「クッキー」と呼ぶ。",
        ("クッキー", "利用者の設定を保存する小さな記録", None),
    ),
    (
        "ja",
        "研究の安全の定義は、「知識を不当な利用から守ること」とする。",
        ("研究の安全", "知識を不当な利用から守ること", None),
    ),
    ("ja", "法人若しくは行政機関又は個人事業主をいう。", None),
    ("ja", "「定期的に」とは、少なくとも年に１回行うことが望ましい。", None),
    ("ja", "これを「流出」という。", None),
    ("ja", "会議は、国際連携について、「研究環境」を主題とした。", None),
    ("ja", "大学及び研究機関（以下「大学等」という。）は、規程を設ける。", None),
    ("ja", "安全とは限らない。", None),
    ("ja", "各主体が取り組むべきことは、具体的には、次のとおり整理される。", None),
    ("ja", "諸外国とは、制度が異なる。", None),
]


@pytest.mark.parametrize(("language", "text", "expected"), ROWS, ids=[row[1][:40] for row in ROWS])
def test_definition(language: str, text: str, expected: tuple[str, str, str | None] | None) -> None:
    found = [
        (text[slice(*m.term)], text[slice(*m.body)], m.source)
        for m in definitions_in(text, language)
    ]
    assert found == ([expected] if expected else [])


SHORT: list[tuple[str, str, list[tuple[str, str, str]]]] = [
    (
        "en",
        "The Northern Research Agency (NRA) keeps a register.",
        [("abbreviation", "NRA", "Northern Research Agency")],
    ),
    (
        "en",
        "The Office of Trusted and Open Science (OTOS) met.",
        [("abbreviation", "OTOS", "Office of Trusted and Open Science")],
    ),
    (
        "en",
        "The Northern Agency (hereinafter “the Agency”) met.",
        [("alias", "Agency", "Northern Agency")],
    ),
    ("en", "The register of the agency (JP) is public.", []),
    ("en", "The answer (“yes, always”) came late.", []),
    (
        "ja",
        "大学及び研究機関（以下「大学等」という。）は、規程を設ける。",
        [("alias", "大学等", "大学及び研究機関")],
    ),
    (
        "ja",
        "北方研究機構法（平成三年法律第九号。以下「法」という。）に基づく。",
        [("alias", "法", "北方研究機構法")],
    ),
    (
        "ja",
        "学長は「研究の安全に関する指針」（以下「指針」という。）を定める。",
        [("alias", "指針", "研究の安全に関する指針")],
    ),
    ("ja", "利益相反（COI）を管理する。", [("abbreviation", "COI", "利益相反")]),
    ("ja", "図表（A）を参照する。", []),
]


@pytest.mark.parametrize(
    ("language", "text", "expected"), SHORT, ids=[row[1][:40] for row in SHORT]
)
def test_short_names(language: str, text: str, expected: list[tuple[str, str, str]]) -> None:
    found = [
        (m.form.value, text[slice(*m.term)], text[slice(*m.body)])
        for m in definitions_in(text, language, (Form.ABBREVIATION, Form.ALIAS))
    ]
    assert found == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        (
            "ja",
            "会議は続いた。研究の安全は、「知識を守ることである。人を守ることでもある」とされている。",
            ("研究の安全", "知識を守ることである。人を守ることでもある"),
        ),
        (
            "en",
            "The meeting went on. ‘Guest’ means any person who works without pay. It ended.",
            ("Guest", "any person who works without pay"),
        ),
    ],
)
def test_a_doc_of_any_pipeline_is_enough(
    language: str, text: str, expected: tuple[str, str], analyse: Callable[[str, str], Any]
) -> None:
    doc = analyse(text, language).doc
    for words in (doc, doc[:]):
        found = definitions_in(words)
        assert [(text[slice(*m.term)], text[slice(*m.body)]) for m in found] == [expected]


def test_a_line_over_a_sentence_without_topic_is_its_term(
    document: Callable[..., Any],
) -> None:
    rows = [
        ("侵襲", {"kind": BlockKind.HEADING}),
        ("研究のために体に負担が生じることをいう。", {}),
        ("学長は、手順を定める。", {}),
    ]
    found = [f for f in extract(*document(rows, "ja")) if isinstance(f, Definition)]
    assert [(d.term, d.body, d.segment) for d in found] == [
        ("侵襲", "研究のために体に負担が生じること", "doc/s1")
    ]


LAYOUTS: list[tuple[list[tuple[str, dict[str, Any]]], list[tuple[str, str]]]] = [
    (  # the number of a heading stands in the trail alone
        [
            ("公開", {"kind": BlockKind.HEADING, "number": "（35）", "trail": ("２．定義",)}),
            (
                "記録を閲覧できる場所に置くことをいう。",
                {"trail": ("２．定義", "（35）公開")},
            ),
        ],
        [("公開", "記録を閲覧できる場所に置くこと")],
    ),
    (
        [
            ("受入窓口", {"kind": BlockKind.HEADING, "trail": ("用語の定義",)}),
            (
                "申出を受ける部署をいい、次を含む。",
                {"trail": ("用語の定義", "受入窓口")},
            ),
        ],
        [("受入窓口", "申出を受ける部署")],
    ),
    (  # 定義とサポート is a task
        [
            ("資源の配分", {"kind": BlockKind.HEADING, "trail": ("業務の定義とサポート",)}),
            (
                "担当者を決め、資源を確保すること。",
                {"trail": ("業務の定義とサポート", "資源の配分")},
            ),
        ],
        [],
    ),
    (  # a list of terms in groups
        [
            ("用語の定義は、以下のとおりである。", {}),
            (
                "設備関連",
                {"kind": BlockKind.ITEM, "stem": "用語の定義は、以下のとおりである。"},
            ),
            ("保管庫………鍵の掛かる棚", {"kind": BlockKind.ITEM, "number": "①", "stem": "設備関連"}),
            ("台帳…鍵の貸出しの記録", {"kind": BlockKind.ITEM, "number": "②", "stem": "設備関連"}),
        ],
        [("保管庫", "鍵の掛かる棚"), ("台帳", "鍵の貸出しの記録")],
    ),
    (
        [
            (
                "端末（図２参照）",
                {"kind": BlockKind.ITEM, "number": "5.", "trail": ("１．用語定義",)},
            ),
            (
                "職員が台帳を見るための機器。",
                {"kind": BlockKind.ITEM, "trail": ("１．用語定義",), "stem": "端末（図２参照）"},
            ),
        ],
        [("端末", "職員が台帳を見るための機器。")],
    ),
    (
        [
            ("複数の会社が同じ名で応募する例がある。", {}),
            ("これを「重複応募」という。", {"same_block": True}),
        ],
        [("重複応募", "複数の会社が同じ名で応募する例がある")],
    ),
    ([("これを「重複応募」という。", {})], []),
    (
        [("14 関係主体：台帳を使い、又は台帳に載る者", {"kind": BlockKind.NOTE})],
        [("関係主体", "台帳を使い、又は台帳に載る者")],
    ),
    (
        [("二段認証は、二つの異なる手段で本人かを確かめる技術。", {"kind": BlockKind.NOTE})],
        [("二段認証", "二つの異なる手段で本人かを確かめる技術")],
    ),
    ([("注意：台帳は毎年見直すこと。", {"kind": BlockKind.NOTE})], []),
    ([("制度の目的は、資源を広く確保すること。", {"kind": BlockKind.NOTE})], []),
    ([("詳細は、別に定める手引にまとめて示している。", {"kind": BlockKind.NOTE})], []),
]


@pytest.mark.parametrize(("rows", "expected"), LAYOUTS)
def test_definitions_by_layout_and_by_what_stands_beside(
    rows: list[tuple[str, dict[str, Any]]],
    expected: list[tuple[str, str]],
    document: Callable[..., Any],
) -> None:
    rows = [(words, dict(fields)) for words, fields in rows]
    found = [f for f in extract(*document(rows, "ja")) if isinstance(f, Definition)]
    assert [(d.term, d.body) for d in found] == expected


SAID: list[tuple[str, list[tuple[str, dict[str, Any]]], list[tuple[str, str]]]] = [
    (
        "ja",
        [
            ("関係する者は、以下のとおり定義される。", {}),
            ("保管者（Keeper）", {"kind": BlockKind.ITEM}),
            ("台帳を保管する事業者", {}),
            ("保管者は、台帳を毎年見直す。", {}),
            ("閲覧者（Reader）", {"kind": BlockKind.ITEM}),
            ("台帳を閲覧する事業者", {}),
        ],
        [
            ("保管者（Keeper）", "台帳を保管する事業者"),
            ("閲覧者（Reader）", "台帳を閲覧する事業者"),
        ],
    ),
    (
        "en",
        [
            ("The three roles are defined as follows.", {}),
            ("Keeper", {"kind": BlockKind.ITEM}),
            ("A business that keeps a ledger for others", {}),
            ("Reader", {"kind": BlockKind.ITEM}),
            ("A business that looks things up in a ledger", {}),
        ],
        [
            ("Keeper", "A business that keeps a ledger for others"),
            ("Reader", "A business that looks things up in a ledger"),
        ],
    ),
    (  # nothing says that these are definitions
        "ja",
        [
            ("関係する者は、以下のとおりである。", {}),
            ("保管者", {"kind": BlockKind.ITEM}),
            ("台帳を保管する事業者", {}),
        ],
        [],
    ),
    (  # another heading has begun
        "en",
        [
            ("The three roles are defined as follows.", {"trail": ("Roles",)}),
            ("Cleaning", {"kind": BlockKind.ITEM, "trail": ("Work",)}),
            ("A part of the work that guests do", {"trail": ("Work",)}),
        ],
        [],
    ),
]


@pytest.mark.parametrize(("language", "rows", "expected"), SAID)
def test_entries_that_a_sentence_announces(
    language: str,
    rows: list[tuple[str, dict[str, Any]]],
    expected: list[tuple[str, str]],
    document: Callable[..., Any],
) -> None:
    rows = [(words, dict(fields)) for words, fields in rows]
    found = [f for f in extract(*document(rows, language)) if isinstance(f, Definition)]
    assert [(d.term, d.body) for d in found] == expected
