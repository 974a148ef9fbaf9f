"""References: keys of other documents, provisions in them, places in the same document."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest

from pipeline.extract import extract
from pipeline.extract.keys import title_key
from pipeline.extract.mentions import mentions
from pipeline.extract.references import references
from pipeline.records import Block, BlockKind, Document, Reference, Segment, Source

Build = Callable[..., tuple[Document, list[Segment], list[Any]]]

KEYS: list[tuple[str, list[str]]] = [
    ("See Regulation (EU) 2016/679 and Directive 2014/24/EU.", ["eu:2016/679", "eu:2014/24"]),
    ("Regulation (EU) No 1025/2012 stays.", ["eu:2012/1025"]),
    ("Directive 95/46/EC is repealed.", ["eu:1995/46"]),
    ("the strategy JOIN(2023) 20 final", ["eu:join:2023/20"]),
    ("under 42 CFR Part 50 and 45 C.F.R. 46.101(b)", ["us:cfr:42/50", "us:cfr:45/46"]),
    ("as in 15 U.S.C. 9401(3)", ["us:usc:15/9401"]),
    ("given in section 1101 of title 8", ["us:usc:8/1101"]),
    ("Executive Order 13960 and Public Law 117-167", ["us:eo:13960", "us:pl:117-167"]),
    ("NIST SP 800-53, ISO/IEC 5230:2020 and RFC 2119", ["nist:sp:800-53", "iso:5230", "rfc:2119"]),
    ("JIS Q 27001及びISO31000に基づく。", ["jis:q27001", "iso:31000"]),
    ("（OECD/LEGAL/0449）", ["oecd:0449"]),
    ("General Assembly resolution 70/1", ["un:70/1"]),
    ("個人情報の保護に関する法律（平成十五年法律第五十七号）", ["jp:law:2003/57"]),
    ("（平成15年政令第507号）による。", ["jp:order:2003/507"]),
    ("個人情報保護法第２条に規定する。", ["title:個人情報保護法"]),
    ("「研究の安全に関する指針」（令和３年４月１日）を参照する。", ["title:研究の安全に関する指針"]),
    ("the Paris Agreement and the UN Charter", ["title:paris agreement", "title:un charter"]),
    ("the Council Recommendation of 3 May 2021 on safer exchange, which",
     ["title:council recommendation of 3 may 2021 on safer exchange"]),
    ("This Regulation applies. The Framework is new.", []),
    ("「研究の自由」を守る。", []),
    ("「安全である」と通知する。", []),
    ("In 2021, 42 members met for 15 days.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "keys"), KEYS, ids=[t[:30] for t, _ in KEYS])
def test_keys(text: str, keys: list[str]) -> None:
    assert [m.key for m in mentions(text)] == keys


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("研究の安全に関する指針について", "研究の安全に関する指針"),
        ("「研究の安全に関するＧ７共通の原則」", "研究の安全に関する G7 共通の原則"),
        ("The Paris Agreement", "Paris Agreement"),
        ("研究開発の指針（令和３年４月１日改正）", "研究開発の指針"),
    ],
)
def test_one_title_has_one_key(one: str, other: str) -> None:
    assert title_key(one) == title_key(other)


def made(built: tuple[Document, list[Segment], list[Any]]) -> list[Reference]:
    document, segments, analyses = built
    return [f for f in extract(document, segments, analyses) if isinstance(f, Reference)]


def test_a_provision_belongs_to_the_document_it_is_of(document: Build) -> None:
    rows: list[Any] = [
        ("Data are defined in Article 4, point (1), of Regulation (EU) 2016/679.", {})
    ]
    (reference,) = made(document(rows, "en"))
    assert reference.key == "eu:2016/679" and reference.place == "Article 4, point (1)"
    assert reference.text == "Article 4, point (1), of Regulation (EU) 2016/679"


def test_a_short_name_means_what_it_was_introduced_for(document: Build) -> None:
    rows: list[Any] = [
        ("北方研究機構法（平成三年法律第九号。以下「法」という。）に基づく。", {}),
        ("法第三条及び第五条の規定による。同法第八条も同じ。", {}),
    ]
    found = made(document(rows, "ja"))
    assert [(r.key, r.place) for r in found] == [
        ("jp:law:1991/9", None),
        ("jp:law:1991/9", "第三条"),
        ("jp:law:1991/9", "第五条"),
        ("jp:law:1991/9", "第八条"),
    ]


def laid_out(rows: list[tuple[str | None, BlockKind, str]], language: str) -> list[Reference]:
    """Lay out numbered blocks, one segment each, and give their references."""
    text = ""
    blocks: list[Block] = []
    segments: list[Segment] = []
    for number, kind, words in rows:
        span = (len(text), len(text) + len(words))
        text += words + "\n\n"
        blocks.append(Block(kind, span, number=number))
        name = f"d/s{len(segments)}"
        segments.append(Segment(name, "d", kind, len(segments), span, words, language, span))
    found = references(Document(Source("d", "T"), text, tuple(blocks), None), segments)
    return [r for _, r in found]


def test_places_in_an_english_text() -> None:
    rows: list[tuple[str | None, BlockKind, str]] = [
        ("Article 1", BlockKind.HEADING, "Scope"),
        ("1.", BlockKind.ITEM, "This Charter holds for guests; see Article 2(1)(b)."),
        ("Article 2", BlockKind.HEADING, "Duties"),
        ("1.", BlockKind.ITEM, "Guests shall:"),
        ("(a)", BlockKind.ITEM, "sign the list;"),
        ("(b)", BlockKind.ITEM, "as Article 1 of this Charter says, leave in time."),
        ("4.2", BlockKind.HEADING, "Keys"),
        (
            None,
            BlockKind.PARAGRAPH,
            "Section 4.2 and Annex IX count, not Article 16 TFEU nor Article 3 of the Treaty.",
        ),
    ]
    assert [(r.text, r.key, r.block) for r in laid_out(rows, "en") if r.kind == "place"] == [
        ("Article 2(1)(b)", "article 2/1/b", 5),
        ("Article 1", "article 1", 0),
        ("Section 4.2", "section 4.2", 6),
        ("Annex IX", "annex ix", None),
    ]


def test_places_in_a_japanese_text() -> None:
    rows: list[tuple[str | None, BlockKind, str]] = [
        ("第一条", BlockKind.ITEM, "学長は、名簿を備える。"),
        ("第二条", BlockKind.ITEM, "客員は、前条の名簿に記入する。"),
        ("２", BlockKind.ITEM, "前項の記入は、別添１による。"),
        ("三", BlockKind.ITEM, "その他必要な事項"),
        ("第三条", BlockKind.ITEM, "第二条第二項第三号及び北方法第四条の規定による。"),
        ("別添１", BlockKind.HEADING, "様式"),
    ]
    assert [(r.text, r.key, r.block) for r in laid_out(rows, "ja") if r.kind == "place"] == [
        ("前条", "article 1", 0),
        ("前項", "article 2/1", 1),
        ("別添１", "annex 1", 5),
        ("第二条第二項第三号", "article 2/2/3", 3),
    ]


def test_time_is_linear_in_length() -> None:
    unit: list[tuple[str | None, BlockKind, str]] = [
        (
            "第一条",
            BlockKind.ITEM,
            "前条及び第二条の規定により、「研究の安全に関する指針」を定める。" * 8,
        )
    ]

    def seconds(count: int) -> float:
        start = time.process_time()
        laid_out(unit * count, "ja")
        return time.process_time() - start

    seconds(20)
    assert seconds(1600) < 12 * max(seconds(200), 0.02)
