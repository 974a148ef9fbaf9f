"""Sheets inferred: id, title, date, language."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.ids import slug
from pipeline.parse import parse
from pipeline.parse.assembly import Draft, Piece, Reading
from pipeline.parse.infer import _MAX_SLUG, date_of, infer_source
from pipeline.parse.naming import title_of
from pipeline.parse.plain import read_plain
from pipeline.parse.standing import is_standing
from pipeline.parse.titles import may_be_title
from pipeline.records import BlockKind, Source

SHA = "0123456789abcdef"


def infer(text: str, name: str = "file.txt", **options: str) -> Source:
    return infer_source(read_plain(text.encode()), Path(name), SHA, **options)


@pytest.mark.parametrize(
    ("stem", "expected"),
    [
        ("Policy_on Research (v2)", "policy-on-research-v2"),
        ("研究インテグリティ＿指針", "研究インテグリティ-指針"),
        ("ガイドライン", "ガイドライン"),  # decomposed, as some systems name files
        ("...", "document"),
        ("x" * 99, "x" * 60),
    ],
)
def test_slug(stem: str, expected: str) -> None:
    assert slug(stem, _MAX_SLUG) == expected


NOTICE = """６文科第123号

令和６年６月28日

各国公私立大学長　殿

文部科学省研究振興局長

研究活動の国際化に伴う
リスクへの対応について（通知）

平成30年４月１日に施行された法律に基づき、次のとおり通知します。
"""
ENGLISH = """OFFICE OF SCIENCE POLICY

Guidance on Research Security Programs

July 9, 2024

This guidance follows the order of January 14, 2021 and applies to all agencies.
"""


PREFACE = (
    "This is a translation made by the project and not by the office that issued the original."
    " In the event of a difference between the two the original takes precedence. Readers may"
    " copy and share it as long as they name the source and say what they changed in the text."
)


@pytest.mark.parametrize(
    ("text", "title", "date", "language"),
    [
        pytest.param(
            NOTICE,
            "研究活動の国際化に伴うリスクへの対応について（通知）",
            "2024-06-28",
            "ja",
            id="notice",
        ),
        pytest.param(
            ENGLISH, "Guidance on Research Security Programs", "2024-07-09", "en", id="guidance"
        ),
        pytest.param(
            "国 際 戦 略 の 方 針\n\n平成28年11月\n（令和７年４月一部改正）\n委員会\n\n方針は次のとおりである。\n",
            "国際戦略の方針",
            "2025-04",
            "ja",
            id="revised",
        ),
        pytest.param(
            "Tentative translation\n\nPolicy on Trusted Research\n\nMay 2024\n\nIt applies to all.\n",
            "Policy on Trusted Research",
            "2024-05",
            "en",
            id="translation",
        ),
        pytest.param(
            "仮訳\n\n信頼できる研究に関する方針\n\n令和６年５月\n\n方針は次のとおりである。\n",
            "信頼できる研究に関する方針",
            "2024-05",
            "ja",
            id="translation, Japanese",
        ),
        pytest.param(
            PREFACE
            + "\n\n方針\n\n１　本方針は、研究者に適用する。\n\n２　研究者は、資金の受入れを届け出る。\n\n"
            "３　機関は、届出を保存する。\n",
            "file",
            None,
            "ja",
            id="English preface",
        ),
        pytest.param(
            "本書は参考のための仮訳であり、正文は英語である。疑義のあるときは英語の正文によるものとする。\n\n"
            "1. The rules hold for all.\n\n2. Report your funds.\n\n3. Keep records.\n",
            "file",
            None,
            "en",
            id="Japanese preface",
        ),
        pytest.param(
            "Rules.\n\nThe act of 3 May 2020 applies to all of us.\n",
            "file",
            None,
            "en",
            id="nothing",
        ),
    ],
)
def test_plain_files(text: str, title: str, date: str | None, language: str) -> None:
    source = infer(text)
    assert (source.title, source.date, source.language) == (title, date, language)
    assert source.id == "file-01234567"
    assert "title" in source.inferred
    assert ("date" in source.inferred) == (date is not None)


def test_options_win_and_are_not_inferred() -> None:
    source = infer(NOTICE, language="en", issuer="MEXT", jurisdiction="JP")
    assert (source.language, source.issuer, source.jurisdiction) == ("en", "MEXT", "JP")
    assert "language" not in source.inferred
    assert infer(NOTICE).issuer is None


def test_stated_values_are_not_inferred() -> None:
    reading = Reading([], title="Stated", date="2020", language="ja", url="https://example.org")
    source = infer_source(reading, Path("a.md"), SHA)
    assert (source.title, source.date, source.language, source.url) == (
        "Stated",
        "2020",
        "ja",
        "https://example.org",
    )
    assert source.inferred == ()


@pytest.mark.parametrize(
    ("name", "text", "title"),
    [
        ("45-cfr-part-689.md", "### Part 689\n\nThis part and 2 CFR hold.\n", "45 CFR part 689"),
        ("rules_of_the_lab.md", "### Part 2\n\nThe rules of the house.\n", "rules of the lab"),
        ("研究-ai.md", "### Part 3\n\nＡＩ and AI.\n", "研究 AI"),
    ],
)
def test_a_title_from_the_name_has_the_capitals_of_the_text(
    tmp_path: Path, name: str, text: str, title: str
) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    assert parse(path, "0" * 64).source.title == title


def test_declared_language_yields_to_the_script() -> None:
    words = Draft(BlockKind.PARAGRAPH, [Piece("Institutions must report foreign support. " * 3)])
    source = infer_source(Reading([words], language="ja"), Path("a.html"), SHA)
    assert source.language == "en"
    assert "language" in source.inferred


def draft(text: str, kind: BlockKind = BlockKind.PARAGRAPH, size: float = 10) -> Draft:
    return Draft(kind, [Piece(text, 1, (0, 0, 100, size))])


@pytest.mark.parametrize(
    ("drafts", "expected"),
    [
        ([draft("資料１"), draft("研究の手引き", size=20), draft("安全の指針", size=10)], "研究の手引き"),
        ([draft("x", BlockKind.FURNITURE), draft("Policy", BlockKind.TITLE), draft("on Data", BlockKind.TITLE)], "Policy on Data"),
        ([draft("Part 99", BlockKind.HEADING), draft("Duties of bodies", BlockKind.HEADING)], None),
        ([draft("Title 42", BlockKind.HEADING), draft("§ 9. Research", BlockKind.HEADING)], "§ 9. Research"),
        ([draft("2024-05-03"), draft("https://example.org/a/b"), draft("内閣府")], None),
        ([], None),
        # what is set as a title and is none
        ([draft("Tentative translation", BlockKind.TITLE), draft("Charter of Trust", size=8)], "Charter of Trust"),
        ([draft("（仮訳）", BlockKind.TITLE), draft("信頼の憲章について", size=8)], "信頼の憲章について"),
        ([draft("資料１", BlockKind.TITLE), draft("信頼の憲章", BlockKind.TITLE), draft("（案）", BlockKind.TITLE)], "信頼の憲章 （案）"),
        ([draft("DRAFT", BlockKind.TITLE), draft("Charter of Trust", BlockKind.TITLE), draft("3 May 2024", BlockKind.TITLE)], "Charter of Trust"),
        ([draft("For information", BlockKind.TITLE)], None),
        ([draft("【参考】（仮訳）信頼の憲章", BlockKind.TITLE)], "信頼の憲章"),
        ([draft("誓約書", BlockKind.TITLE)], "誓約書"),
        # a note names its subject; what leads in a sentence is none
        ([draft("LIMITE", BlockKind.HEADING, size=20), draft("Subject: | Rules on the loan of samples\n- Analysis of the text", BlockKind.TABLE)], "Rules on the loan of samples"),
        ([draft("Secretariat", size=14), draft("Re: Rules on the loan of samples")], "Rules on the loan of samples"),
        ([draft("事　務　連　絡", size=20), draft("件名：試料の貸出しに関する取扱い")], "試料の貸出しに関する取扱い"),
        ([draft("事　務　連　絡", size=20), draft("件 名 | 試料の貸出しに関する取扱い", BlockKind.TABLE)], "試料の貸出しに関する取扱い"),
        ([draft("Loan policy", size=20), draft("Subject to the rules below, samples are lent.")], "Loan policy"),
        # an inner cover says it again; a title goes on where it cannot end
        ([draft("Charter of Trust", BlockKind.TITLE), draft("Charter of", BlockKind.TITLE), draft("Trust", BlockKind.TITLE)], "Charter of Trust"),
        ([draft("Recommendation of the Board on", BlockKind.TITLE), draft("Trusted Research", BlockKind.FIGURE)], "Recommendation of the Board on Trusted Research"),
        ([draft("Recommendation of the Board on", BlockKind.TITLE), draft("Trusted Research", BlockKind.FIGURE, size=30)], "Recommendation of the Board on"),
    ],
)  # fmt: skip
def test_title(drafts: list[Draft], expected: str | None) -> None:
    assert title_of(drafts) == expected


@pytest.mark.parametrize(
    ("drafts", "expected"),
    [
        ([draft("本文" * 40)] * 40 + [draft("制定：2023年6月21日"), draft("改定：2025年3月10日")], "2025-03-10"),
        ([draft("REGULATION (EU) 2024/1 OF THE COUNCIL of 13 June 2024", BlockKind.HEADING)], "2024-06-13"),
        ([draft("[67 FR 11937, Mar. 18, 2002]")], None),
        ([draft("令和５年６月７日", BlockKind.ITEM)], None),
        ([draft("この方針は、令和５年６月７日に閣議決定された計画を踏まえたものである。")], None),
    ],
)  # fmt: skip
def test_date(drafts: list[Draft], expected: str | None) -> None:
    assert date_of(drafts) == expected


@pytest.mark.parametrize(
    ("properties", "drafts", "expected"),
    [
        ("公表用_手引き", [draft("研究の手引き", BlockKind.TITLE)], "研究の手引き"),
        ("web version 3 final", [draft("Guidance on Visits"), draft("It applies.")], "Guidance on Visits"),
        ("Welcoming Visitors", [draft("Bring a badge with you")], "Welcoming Visitors"),
        ("資料２（案）", [draft("来訪者の受入れ方")], "来訪者の受入れ方"),
        ("Welcoming Visitors", [], "Welcoming Visitors"),
    ],
)  # fmt: skip
def test_properties_that_the_text_does_not_bear(
    properties: str, drafts: list[Draft], expected: str
) -> None:
    source = infer_source(Reading(drafts, properties_title=properties), Path("a.pdf"), SHA)
    assert source.title == expected
    assert "title" in source.inferred


@pytest.mark.parametrize(("folder", "code"), [("japan", "JP"), ("日本", "JP"), ("uk", "GB")])
def test_a_translated_site_lies_deep_in_a_jurisdictions_folder(
    folder: str, code: str, tmp_path: Path
) -> None:
    place = tmp_path / folder / "site" / "i18n" / "en" / "docs" / "current" / "terms" / "law"
    place.mkdir(parents=True)
    (place / "law.md").write_text("# Related laws\n\nOf Korea, Japan and others.\n", "utf-8")
    assert parse(place / "law.md", "0" * 64).source.jurisdiction == code


@pytest.mark.parametrize(
    "label",
    [
        "仮訳", "（仮訳）", "参　考", "資料１", "資料３－２", "参考資料２", "案", "（案）", "資料２（案）", "取扱注意", "未定稿",
        "機密性２情報", "別表１（第１２条関係）", "机上配布資料１", "委員限り", "英語版", "暫定版", "様式第１号（第３条関係）",
        "DRAFT", "For information", "FOR DISCUSSION ONLY", "Tentative translation", "( unofficial translation )",
        "Draft for public consultation", "Not for distribution", "Official - Subject to Final Review", "NOTES:",
        "Annex 3", "Confidential", "Agenda item 4", "Embargoed until 5 May 2023", "UNCLASSIFIED", "LIMITE", "For Official Use Only",
    ],
)  # fmt: skip
def test_labels_are_no_titles(label: str) -> None:
    assert is_standing(label)
    assert not may_be_title(label)


@pytest.mark.parametrize(
    "title",
    [
        "来訪者の指針（案）", "公開講座の運営指針", "資料の保存に関する規程", "英語教育の推進計画", "翻訳の手引き", "秘密保持規程", "概要報告書について",
        "Guidelines (draft)", "Draft Regulation on Foreign Interference", "Translation of Research into Practice",
        "Confidential Disclosure Rules", "Information for Applicants", "Summary of the Principles", "Public Access Policy",
        "Council Recommendation on Visits",
    ],
)  # fmt: skip
def test_titles_with_the_words_of_labels(title: str) -> None:
    assert not is_standing(title)
    assert may_be_title(title)


@pytest.mark.parametrize(
    "office",
    [
        "来訪者対策協議会事務局(内閣官房来訪本部) 1",
        "Federal Visitors Administration",
        "Council on Visits (Secretariat)",
    ],
)
def test_issuers_are_no_titles(office: str) -> None:
    assert not may_be_title(office)


@pytest.mark.parametrize(
    ("text", "titled"),
    [
        ("来訪者は届け出る。」を「来訪者は、到着の前に届け出る。」に改め、同表中", False),
        ("来訪者の受入れ。その手続について", False),
        ("来訪者の受入れに関する指針", True),
    ],
)
def test_sentences_are_no_titles(text: str, titled: bool) -> None:
    assert may_be_title(text) is titled


def test_a_head_that_grew_into_one_block() -> None:
    lines = [
        "国立研究所計算機利用規程",
        "２０１７（平成２９）年２月１日制定",
        "最近改正令和４年４月５日",
        "（趣旨）",
    ]
    head = Draft(
        BlockKind.PARAGRAPH, [Piece(t, 1, (0, i, 100, i + 10)) for i, t in enumerate(lines)]
    )
    drafts = [
        head,
        draft("（利用目的）", BlockKind.HEADING),
        draft("第２条　利用する。", BlockKind.ITEM),
    ]
    assert title_of(drafts) == "国立研究所計算機利用規程"
    assert date_of(drafts) == "2022-04-05"
