"""Definitions in one text: term, body and whose it is; None rows stay silent."""

from __future__ import annotations

import pytest

from pipeline.extract import definitions_in

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
