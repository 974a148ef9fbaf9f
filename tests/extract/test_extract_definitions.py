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
