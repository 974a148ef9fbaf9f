"""Headings, captions, levels and nesting told from blocks set by hand: tables of cases."""

from __future__ import annotations

import time
from dataclasses import dataclass

import pytest

from pipeline.numbering import canonical, split_number
from pipeline.parse.assembly import Draft, Piece, assemble
from pipeline.parse.pdf.bookmarks import Bookmark
from pipeline.parse.pdf.captions import is_caption
from pipeline.parse.pdf.evidence import Evidence
from pipeline.parse.pdf.grown import Grown
from pipeline.parse.pdf.headings import mark_headings
from pipeline.parse.pdf.lines import Line
from pipeline.parse.pdf.structure import Role
from pipeline.records import BlockKind, Source
from pipeline.text.joining import is_wide

PROSE = "この規程は、機構の研究活動における情報の取扱いに関し必要な事項を定めることを目的とする。"
ENGLISH = "Institutions keep a record of every visit and report it to the office once a year."


@dataclass
class Set:
    """One block: its words, how it is set, and the white above it in points."""

    words: str
    size: float = 10.0
    bold: bool = False
    gap: float = 6.0
    x0: float = 70.0
    content: int | None = None


def page(blocks: list[Set | str]) -> list[Grown]:
    """Set blocks one below the other, a line each unless the words have line ends."""
    found: list[Grown] = []
    top = 60.0
    number = 1
    for one in blocks:
        block = one if isinstance(one, Set) else Set(one)
        lines: list[Line] = []
        top += block.gap
        for words in block.words.split("\n"):
            width = sum(block.size * (1.0 if is_wide(c) else 0.5) for c in words)
            box = (block.x0, top, block.x0 + width, top + block.size)
            wide = sum(map(is_wide, words)) * 3 > len(words)
            step = width / len(words)
            edges = tuple(block.x0 + i * step for i in range(len(words) + 1))
            lines.append(
                Line(words, number, box, block.size, block.bold, edges, wide=wide,
                     font="Mincho", content=block.content)
            )  # fmt: skip
            top += block.size + 6.0
        if top > 700:
            top, number = 60.0, number + 1
        style = split_number(lines[0].text, bare=lines[0].wide)
        kind = BlockKind.ITEM if style is not None else BlockKind.PARAGRAPH
        pieces = [Piece(x.text, x.page, x.box, x.edges) for x in lines]
        found.append(Grown(Draft(kind, pieces), lines, None, style))
    return found


def outline(blocks: list[Set | str], evidence: Evidence | None = None) -> list[str]:
    """Give the headings found, each as its level, number and words."""
    grown = page(blocks)
    mark_headings(grown, 10.0, evidence)
    document = assemble(Source("x", "x"), [g.draft for g in grown], 1)
    return [
        f"{b.level} {(b.number or '') + ' ' if b.number else ''}{document.text[slice(*b.span)]}"
        for b in document.blocks
        if b.kind is BlockKind.HEADING
    ]


@pytest.mark.parametrize(
    ("blocks", "expected"),
    [
        # by number and depth alone
        (
            ["１．目的", PROSE, "（１）範囲", PROSE, "（２）対象", PROSE, "２．体制", PROSE],
            ["1 １． 目的", "2 （１） 範囲", "2 （２） 対象", "1 ２． 体制"],
        ),
        # a list of short items is a list
        (["次の資料を提出する。", "（１）計画書", "（２）名簿", "（３）誓約書", PROSE], []),
        # articles carry their captions; their paragraphs are no headings
        (
            ["第１章 総則", "（目的）", "第１条 " + PROSE, "２ " + PROSE, "（定義）", "第２条 " + PROSE,
             "附 則", PROSE],
            ["1 第１章 総則", "2 第１条 （目的）", "2 第２条 （定義）", "1 附 則"],
        ),
        # an article's text on the line of its number, without a caption
        (["第１章 総則", "第１条 " + PROSE, "第２条 " + PROSE],
         ["1 第１章 総則", "2 第１条", "2 第２条"]),
        # titles run into their text
        (
            ["Sec. 1. Purpose and Scope. " + ENGLISH, "Sec. 2. Duties of Institutions. " + ENGLISH],
            ["1 Sec. 1. Purpose and Scope.", "1 Sec. 2. Duties of Institutions."],
        ),
        # an article's title on the next line
        (
            ["CHAPTER I", "GENERAL PROVISIONS", "Article 1", "Subject matter", ENGLISH,
             "Article 2", "Scope", ENGLISH],
            ["1 CHAPTER I GENERAL PROVISIONS", "2 Article 1 Subject matter", "2 Article 2 Scope"],
        ),
        # a mention of a section begins no section
        (["Section 2 introduces the terms that are used below in this policy.", ENGLISH], []),
        # 2.0 stands above 2.1
        (
            ["1.0 Programme", ENGLISH, "1.1 Policy", ENGLISH, "1.2 Competence", ENGLISH,
             "2.0 Tasks", ENGLISH, "2.1 Access", ENGLISH],
            ["1 1.0 Programme", "2 1.1 Policy", "2 1.2 Competence", "1 2.0 Tasks", "2 2.1 Access"],
        ),
        # boldness sets apart, where prose is not bold
        (
            [Set("Governance", bold=True, gap=16), ENGLISH, ENGLISH, Set("Review", bold=True, gap=16),
             ENGLISH],
            ["1 Governance", "1 Review"],
        ),
        # a chapter listed with its articles is contents
        (["第１章 総則（第１条―第３条）", "第２章 体制（第４条）", "附則", "第１章 総則", PROSE,
          "第２章 体制", PROSE], ["1 第１章 総則", "1 第２章 体制"]),
        # roman numerals above articles go on after them
        (
            ["Ⅰ．基本方針", "（目的）", "第１条 " + PROSE, "Ⅱ．体制", "（組織）", "第２条 " + PROSE],
            ["1 Ⅰ． 基本方針", "2 第１条 （目的）", "1 Ⅱ． 体制", "2 第２条 （組織）"],
        ),
        # formulas and signs head nothing
        ([Set("x = 2", bold=True, gap=16), ENGLISH, Set("(cid:18)(cid:2)", size=14), ENGLISH], []),
    ],
)  # fmt: skip
def test_outline(blocks: list[Set | str], expected: list[str]) -> None:
    assert outline(blocks) == expected


def test_tags_and_bookmarks_speak_for_a_heading() -> None:
    blocks: list[Set | str] = [
        Set("研究の記録", content=1),
        PROSE,
        "研究の公開",
        PROSE,
        "研究の評価",
        PROSE,
    ]
    assert outline(blocks) == []
    tagged = Evidence(roles={(1, 1): Role("heading", 1, 7)})
    assert outline(blocks, tagged) == ["1 研究の記録"]
    marked = Evidence(bookmarks=[Bookmark(1, "２ 研究の公開", 1), Bookmark(1, "よそのこと", 1)])
    assert outline(blocks, marked) == ["1 研究の公開"]


def test_a_sentence_stays_a_requirement_whatever_its_tag() -> None:
    words = "1.1 方針は文書化され、組織のすべての部門とその協力者に周知されていなければならないものとする。"
    assert outline([Set(words, content=1), PROSE], Evidence({(1, 1): Role("heading", 4, 1)})) == []


@pytest.mark.parametrize(
    ("text", "caption"),
    [
        ("図１ 体制図", True),
        ("図表 1-2：手続の流れ", True),
        ("■第１-２-１図／研究費の推移", True),
        ("表２－１ 審査の区分", True),
        ("図１は、体制を示したものである。", False),
        ("表２のとおり", False),
        ("図書館の利用", False),
        ("Figure 3: Steps of the review", True),
        ("Table 2. Levels of risk", True),
        ("Fig. 1 – Structure", True),
        ("Figure 3 shows the steps", False),
        ("Table of contents", False),
        ("Fig. 3. Who reports to whom. " + "The arrows show how a report travels. " * 9, True),
        ("Table 2 Lists of reports " + "that the agency keeps for a year " * 9, False),
    ],
)
def test_caption(text: str, caption: bool) -> None:
    assert is_caption(text) is caption


@pytest.mark.parametrize(
    ("text", "printed", "style", "value"),
    [
        ("第１　目的", "第１", "clause", "1"),
        ("第６ 期の計画", None, None, None),
        ("第 2 章 体制", "第 2 章", "chapter", "2"),
        ("付録 I: 翻訳", "付録 I:", "annex", "I"),
        ("参考資料１　名簿", "参考資料１", "annex", "1"),
        ("参考にする", None, None, None),
        ("G1: Know the duties", "G1:", "coded", "1"),
        ("A.5.1 Scope", "A.5.1", "coded", "A.5.1"),
        ("A4 paper", None, None, None),
        ("Principle 2: fairness", "Principle 2:", "coded", "2"),
        ("原則１　安全", "原則１", "coded", "1"),
        ("原則として", None, None, None),
        ("Ⅱ－１ 背景", "Ⅱ－１", "coded", "1"),
        ("（問１）届出", "（問１）", "question", "1"),
        ("【１】概要", "【１】", "bracket-number", "1"),
        ("Part One", "Part One", "part", "One"),
        ("Section A. List", "Section A.", "section", "A"),
        ("Sec. 4. Safety", "Sec. 4.", "section", "4"),
        ("Chapter 1a PANEL", "Chapter 1a", "chapter", "1a"),
        ("A.基本理念", "A.", "letter", "A"),
        ("U.S. policy", None, None, None),
    ],
)
def test_more_numbers(text: str, printed: str | None, style: str | None, value: str | None) -> None:
    found = split_number(text)
    assert (found and found.printed, found and found.style) == (printed, style)
    assert found is None or canonical(found.printed) == value


def levels(blocks: list[Set | str]) -> list[tuple[str | None, int | None]]:
    grown = page(blocks)
    mark_headings(grown, 10.0)
    document = assemble(Source("x", "x"), [g.draft for g in grown], 1)
    return [(b.number, b.level) for b in document.blocks if b.kind is BlockKind.ITEM]


def test_items_nest() -> None:
    assert levels(["第１章 総則", "（目的）", "第１条 " + PROSE, "２ " + PROSE, "一 " + PROSE,
                   "イ " + PROSE, "二 " + PROSE, "３ " + PROSE]) == [
        ("２", 1), ("一", 2), ("イ", 3), ("二", 2), ("３", 1)]  # fmt: skip
    assert levels([ENGLISH, "(g) " + ENGLISH, "(h) " + ENGLISH, Set("(i) " + ENGLISH, x0=100),
                   Set("(ii) " + ENGLISH, x0=100), Set("(iii) " + ENGLISH, x0=100),
                   "(i) " + ENGLISH]) == [
        ("(g)", 1), ("(h)", 1), ("(i)", 2), ("(ii)", 2), ("(iii)", 2), ("(i)", 1)]  # fmt: skip
    assert levels(["〇" + PROSE, "・" + PROSE, "・" + PROSE, "〇" + PROSE]) == [
        ("〇", 1), ("・", 2), ("・", 2), ("〇", 1)]  # fmt: skip


def test_glued_items_come_apart_where_the_numbers_go_on() -> None:
    grown = page(["1. " + ENGLISH, "2. " + ENGLISH + "\n3. " + ENGLISH, ENGLISH])
    mark_headings(grown, 10.0)
    document = assemble(Source("x", "x"), [g.draft for g in grown], 1)
    assert [b.number for b in document.blocks if b.kind is BlockKind.ITEM] == ["1.", "2.", "3."]


def test_many_headings_take_linear_time() -> None:
    grown = page([w for n in range(1, 4000) for w in (f"{n % 9 + 1}. Scope", ENGLISH)])
    began = time.perf_counter()
    mark_headings(grown, 10.0)
    assert time.perf_counter() - began < 15
