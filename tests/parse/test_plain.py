"""Plain text: wrapped lines joined, headings, items and notes told apart."""

from __future__ import annotations

import pytest

from pipeline.errors import EmptyFile, NotThatFormat
from pipeline.parse.assembly import assemble
from pipeline.parse.plain import read_plain
from pipeline.records import Block, BlockKind, Document, Source

T, H, P, IT, N, C, F = (
    BlockKind.TITLE,
    BlockKind.HEADING,
    BlockKind.PARAGRAPH,
    BlockKind.ITEM,
    BlockKind.NOTE,
    BlockKind.CONTENTS,
    BlockKind.FURNITURE,
)


def document(text: str, encoding: str = "utf-8") -> Document:
    reading = read_plain(text.encode(encoding))
    return assemble(Source("x", "x"), reading.drafts, reading.pages, reading.problems)


def shown(doc: Document) -> list[tuple[BlockKind, str | None, str]]:
    return [(b.kind, b.number, doc.text[slice(*b.span)]) for b in doc.blocks]


def find(doc: Document, words: str) -> Block:
    return next(b for b in doc.blocks if words in doc.text[slice(*b.span)])


JAPANESE = """
 研究協力における安全の確保（中間まとめ）

令和６年４月 10 日
安全確保委員会

１．検討の背景
〇国際的な動き

・先端的な技術の開発が進み、研究者が国境を越えて協力する機会が
増えている。

・共有する情報の管理が課題となり、組織として備えることが求められる
場面が多くなっている。
〇大学の役割は重く、研究者が安心して国際的に協力できる環境を整える

ことが必要である。組織的な支援iを行う。

２．方向性
　研究機関は、次に掲げる取組を通じて信頼される研究の環境を整備する
ことが望ましい。ここで述べる考え方は全ての分野に共通のものである。
　あわせて、国はこれを支援する。

（１）情報の管理に関して研究機関が整えるべき体制と手続及びその見直
しの考え方

（職員に対する教育）

〇教育は毎年行う。

i 支援の内容は別に定める。
また、見直しを行う。

ii 国の会議で決定したもの。
"""


def test_japanese_report() -> None:
    doc = document(JAPANESE)
    assert shown(doc) == [
        (T, None, "研究協力における安全の確保（中間まとめ）"),
        (P, None, "令和６年４月 10 日\n安全確保委員会"),
        (H, "１．", "検討の背景"),
        (IT, "〇", "国際的な動き"),
        (IT, "・", "先端的な技術の開発が進み、研究者が国境を越えて協力する機会が増えている。"),
        (
            IT,
            "・",
            "共有する情報の管理が課題となり、組織として備えることが求められる場面が多くなっている。",
        ),
        (
            IT,
            "〇",
            "大学の役割は重く、研究者が安心して国際的に協力できる環境を整えることが必要である。組織的な支援を行う。",
        ),
        (H, "２．", "方向性"),
        (
            P,
            None,
            "研究機関は、次に掲げる取組を通じて信頼される研究の環境を整備することが望ましい。ここで述べる考え方は全ての分野に共通のものである。",
        ),
        (P, None, "あわせて、国はこれを支援する。"),
        (H, "（１）", "情報の管理に関して研究機関が整えるべき体制と手続及びその見直しの考え方"),
        (H, None, "（職員に対する教育）"),
        (IT, "〇", "教育は毎年行う。"),
        (N, "i", "支援の内容は別に定める。"),
        (N, None, "また、見直しを行う。"),
        (N, "ii", "国の会議で決定したもの。"),
    ]
    assert find(doc, "教育は毎年").trail == (
        "２．方向性",
        "（１）情報の管理に関して研究機関が整えるべき体制と手続及びその見直しの考え方",
        "（職員に対する教育）",
    )
    item = find(doc, "組織的な支援")
    ((at, printed),) = item.marks
    assert printed == "i"
    assert doc.text[:at].endswith("支援")
    assert find(doc, "先端的な").stem == 3


ENGLISH = """
                      Research Security Programme

                             30 August 2024

Abstract

   This memorandum describes how institutions manage risks to research.
   It applies to all awards and to every person who is named on them, and
   it replaces the earlier notice.

Table of Contents

   1.  Introduction ............................................ 2
   2.  Duties .................................................. 3

1.  Introduction

   The programme rests on three ideas: openness, reciprocity and insti-
   tutional care.  Each institution must report by the end of 2025 to the
   agency that made the award.

1.1.  Scope

   The rules apply to:

   o  universities and the laboratories that they operate for others on
      a contract;

   o  companies.

Smith                                                           [Page 1]
\f
2.  Duties

   An institution shall disclose foreign support, shall keep records
   of it and shall train its staff.

[1] See the earlier notice of 2019.
"""


def test_english_memorandum() -> None:
    doc = document(ENGLISH)
    assert shown(doc) == [
        (T, None, "Research Security Programme"),
        (P, None, "30 August 2024"),
        (H, None, "Abstract"),
        (
            P,
            None,
            "This memorandum describes how institutions manage risks to research. It applies to all awards and to every person who is named on them, and it replaces the earlier notice.",
        ),
        (C, None, "Table of Contents"),
        (C, None, "1.  Introduction ............................................ 2"),
        (C, None, "2.  Duties .................................................. 3"),
        (H, "1.", "Introduction"),
        (
            P,
            None,
            "The programme rests on three ideas: openness, reciprocity and institutional care.  Each institution must report by the end of 2025 to the agency that made the award.",
        ),
        (H, "1.1.", "Scope"),
        (P, None, "The rules apply to:"),
        (IT, "o", "universities and the laboratories that they operate for others on a contract;"),
        (IT, "o", "companies."),
        (F, None, "Smith                                                           [Page 1]"),
        (H, "2.", "Duties"),
        (
            P,
            None,
            "An institution shall disclose foreign support, shall keep records of it and shall train its staff.",
        ),
        (N, "[1]", "See the earlier notice of 2019."),
    ]
    assert find(doc, "companies").stem == 10
    assert find(doc, "The rules apply").trail[-2:] == ("1. Introduction", "1.1. Scope")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Integrity Policy\n================\n\nPurpose\n-------\n\nStaff must report.\n",
            [(T, None, "Integrity Policy"), (H, None, "Purpose"), (P, None, "Staff must report.")],
            id="underlined",
        ),
        pytest.param(
            "The first paragraph stands on one line.\nSo does the second one, which is longer.\n",
            [
                (P, None, "The first paragraph stands on one line."),
                (P, None, "So does the second one, which is longer."),
            ],
            id="not wrapped",
        ),
        pytest.param(
            "これは一つの段落である。\nこれは次の段落で、少し長い。\n",
            [(P, None, "これは一つの段落である。"), (P, None, "これは次の段落で、少し長い。")],
            id="not wrapped, Japanese",
        ),
        pytest.param(
            "* staff of the university and everybody else who is employed by\n  it\n* students\n  who are paid\n",
            [
                (
                    IT,
                    "*",
                    "staff of the university and everybody else who is employed by it",
                ),
                (IT, "*", "students who are paid"),
            ],
            id="hanging",
        ),
        pytest.param(
            "The duties of institutions are set out in the following section\n(a) and again in the last one, where the terms of awards are listed\nin full.\n",
            [
                (
                    P,
                    None,
                    "The duties of institutions are set out in the following section (a) and again in the last one, where the terms of awards are listed in full.",
                )
            ],
            id="a wrapped line that begins with a number",
        ),
        pytest.param(
            "本文は前の頁から続いており、行の終わりまで文字が並んでいる状態で\n\n- 3 -\n\f\n次の頁に続く。文の終わりはここにあり、段落はここで終わることになる\nのである。\n",
            [
                (
                    P,
                    None,
                    "本文は前の頁から続いており、行の終わりまで文字が並んでいる状態で次の頁に続く。文の終わりはここにあり、段落はここで終わることになるのである。",
                ),
                (F, None, "- 3 -"),
            ],
            id="over the page",
        ),
        pytest.param("※１ 次のとおりとする。\n", [(N, "※１", "次のとおりとする。")], id="note"),
    ],
)
def test_shapes(text: str, expected: list[tuple[BlockKind, str | None, str]]) -> None:
    assert shown(document(text)) == expected


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp932", "euc_jp", "utf-16"])
def test_encodings(encoding: str) -> None:
    assert shown(document(JAPANESE, encoding)) == shown(document(JAPANESE))


def test_line_ends_do_not_matter() -> None:
    assert shown(document(ENGLISH.replace("\n", "\r\n"))) == shown(document(ENGLISH))


@pytest.mark.parametrize("text", [JAPANESE, ENGLISH])
def test_nothing_is_lost(text: str) -> None:
    doc = document(text)
    found = "".join((b.number or "") + doc.text[slice(*b.span)] for b in doc.blocks)
    marks = "".join(m for b in doc.blocks for _, m in b.marks)

    def letters(words: str) -> list[str]:
        return sorted(c for c in words if c.isalnum())

    assert letters(found + marks) == letters(text)


@pytest.mark.parametrize(
    ("data", "error"),
    [(b"", EmptyFile), (b"%PDF-1.4", NotThatFormat), (b"\x00" * 99, NotThatFormat)],
)
def test_refused(data: bytes, error: type[Exception]) -> None:
    with pytest.raises(error):
        read_plain(data)


@pytest.mark.parametrize(
    "data",
    [
        b"a" * 3_000_000,
        b"(a) " * 100_000,
        "・".encode() * 100_000 + b"x",
        b"1." * 300_000,
        b"- x\n" * 20_000,
    ],
    ids=["word", "numbers", "bullets", "decimal", "list"],
)
def test_hostile(data: bytes) -> None:
    reading = read_plain(data)
    assert assemble(Source("x", "x"), reading.drafts, None).blocks


def _paged(head: str, foot: str) -> str:
    """Four pages; a sentence goes on over each page break."""
    page = "{head}\n\n第{n}条　機関は、研究の安全を確保するために必要な措置を講ずるものとし、その状況を毎年\n{foot}\n"
    return "\f".join(page.format(head=head, foot=foot.format(n=n), n=n) for n in range(5, 9))


def test_running_heads_of_extracted_text_are_furniture() -> None:
    reading = read_plain(_paged("研究データ管理規程", "安全確保庁　{n}頁").encode())
    document = assemble(Source("x", "x"), reading.drafts, None)
    apart = [
        document.text[slice(*b.span)] for b in document.blocks if b.kind is BlockKind.FURNITURE
    ]
    assert apart == [x for n in range(5, 9) for x in ("研究データ管理規程", f"安全確保庁　{n}頁")]
    assert [b.number for b in document.blocks if b.kind is not BlockKind.FURNITURE] == [
        "第5条", "第6条", "第7条", "第8条",
    ]  # fmt: skip


def test_headings_at_the_top_of_pages_stay() -> None:
    text = "\f".join(
        f"Article {n}\n\nInstitutions shall report each award.\n" for n in (2, 5, 6, 9)
    )
    assert not any(d.kind is BlockKind.FURNITURE for d in read_plain(text.encode()).drafts)


def test_text_of_page_numbers_alone() -> None:
    assert {d.kind for d in read_plain(b"1\n2\n").drafts} == {BlockKind.FURNITURE}


@pytest.mark.parametrize(
    ("title", "entries", "prose"),
    [
        (
            "Table of Contents",
            ["1. Purpose", "2. Duties of offices", "2.1. Lists", "3. Review"],
            "The office keeps a list of all that it pays for.",
        ),
        (
            "目次",
            ["１　目的", "２　組織の責務", "３　見直し"],
            "この規程は、記録の保存について定める。",
        ),
    ],
)
def test_contents_without_page_numbers(title: str, entries: list[str], prose: str) -> None:
    sections = [f"{entry}\n\n{prose}" for entry in entries]
    doc = document("\n\n".join(["Rules", title, *entries, *sections]) + "\n")
    kinds = [b.kind for b in doc.blocks]
    assert kinds.count(BlockKind.CONTENTS) == len(entries) + 1
    assert kinds.count(BlockKind.HEADING) == len(entries)
    assert all(b.trail for b in doc.blocks if b.kind is BlockKind.PARAGRAPH)


def test_a_list_named_contents_that_is_none() -> None:
    doc = document(
        "Contents\n\n1. one sealed bottle\n\n2. a form\n\n3. gloves\n\nReturn the box.\n"
    )
    assert BlockKind.CONTENTS not in {b.kind for b in doc.blocks}
