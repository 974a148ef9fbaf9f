"""Places as one cites them: numbers through their ancestors, paragraphs where none is printed."""

from __future__ import annotations

import pytest

from pipeline.parse.assembly import Draft, Piece, assemble
from pipeline.parse.citations import citations
from pipeline.parse.markdown import read_markdown
from pipeline.parse.plain import read_plain
from pipeline.records import BlockKind, Document, Source

H, P, IT, N, TAB = (
    BlockKind.HEADING,
    BlockKind.PARAGRAPH,
    BlockKind.ITEM,
    BlockKind.NOTE,
    BlockKind.TABLE,
)
Row = tuple[BlockKind, int | None, str, str | None]


def made(rows: list[Row], pages: int | None = 1) -> Document:
    drafts = [Draft(kind, [Piece(words)], level=level) for kind, level, words, _ in rows]
    return assemble(Source("x", "x"), drafts, pages)


CASES: dict[str, list[Row]] = {
    "code of regulations": [
        (H, 1, "Subpart F Promoting objectivity", "Subpart F"),
        (H, 2, "§ 50.604 Responsibilities", "§ 50.604"),
        (P, None, "Each institution shall:", None),
        (IT, 1, "(c) Designate officials who", "§ 50.604(c)"),
        (IT, 2, "(1) solicit disclosures", "§ 50.604(c)(1)"),
        (IT, 3, "(i) each year", "§ 50.604(c)(1)(i)"),
        (IT, 2, "(2) review them", "§ 50.604(c)(2)"),
        (IT, 1, "(d) Provide guidelines", "§ 50.604(d)"),
        (H, 2, "§ 50.605 Management", "§ 50.605"),
        (IT, 1, "(a) Examples", "§ 50.605(a)"),
    ],
    "numbers set as headings": [
        (H, 1, "§ 289b. Office", "§ 289b"),
        (H, 2, "(a) In general", "§ 289b(a)"),
        (IT, 1, "(1) Establishment", "§ 289b(a)(1)"),
    ],
    "licence with points": [
        (H, 1, "Section 3 – Conditions", "Section 3"),
        (IT, 1, "a. Attribution", "Section 3(a)"),
        (IT, 2, "1. You must:", "Section 3(a)(1)"),
        (IT, 3, "A. retain", "Section 3(a)(1)(A)"),
    ],
    "no levels, as in print": [
        (H, 1, "Article 4 Duties", "Article 4"),
        (IT, None, "1. A body may:", "Article 4(1)"),
        (IT, None, "(a) ask;", "Article 4(1)(a)"),
        (IT, None, "(i) orally", "Article 4(1)(a)(i)"),
        (IT, None, "(b) refuse.", "Article 4(1)(b)"),
        (IT, None, "2. It shall answer.", "Article 4(2)"),
    ],
    "law of Japan": [
        (H, 1, "第一章　総則", "第一章"),
        (H, 2, "第二条　（定義）", "第二条"),
        (P, None, "この法律において、次のとおりとする。", "第二条第一項"),
        (IT, 2, "一　研究", "第二条第一項第一号"),
        (IT, 3, "イ　基礎研究", "第二条第一項第一号イ"),
        (IT, 1, "２　前項のほか、別に定める。", "第二条第二項"),
        (H, 2, "第三条の二　（責務）", "第三条の二"),
        (P, None, "国は、次の責務を負う。", None),
        (IT, 2, "十　教育", "第三条の二第十号"),
        (H, 1, "附　則（令和七年法律第一号）", "附則（令和七年法律第一号）"),
        (H, 2, "第一条　（施行期日）", "附則（令和七年法律第一号）第一条"),
    ],
    "regulation whose articles are prose": [
        (IT, None, "第２条　この規程において、次のとおりとする。", "第２条第１項"),
        (IT, None, "（１）　管理者　次の者をいう。", "第２条第１項第１号"),
        (IT, None, "ア　部局の長", "第２条第１項第１号ア"),
        (IT, None, "２　前項のほか、別に定める。", "第２条第２項"),
        (IT, None, "第10条　委員会を置く。", "第10条"),
    ],
    "guideline of Japan": [
        (H, 1, "３．　大学等の取組", "３"),
        (H, 2, "（２）　申告", "３（２）"),
        (IT, 1, "①　研究者", "３（２）①"),
        (IT, 2, "ア　毎年", "３（２）①ア"),
        (IT, 1, "・　その他", None),
        (H, 1, "第４章　体制", "第４章"),
        (H, 2, "4-1　窓口", "4-1"),
        (IT, 1, "1. 相談", "4-1(1)"),
    ],
    "annex": [
        (H, 1, "Article 9 Scope", "Article 9"),
        (H, 1, "Annex II", "Annex II"),
        (IT, 1, "1. Data", "Annex II(1)"),
        (H, 1, "別表第一　（第二条関係）", "別表第一"),
    ],
}


@pytest.mark.parametrize("name", CASES)
def test_path_of_numbers(name: str) -> None:
    document = made(CASES[name])
    wanted = [path for _, _, _, path in CASES[name]]
    assert citations(document.blocks, document.text) == wanted
    # A block without a number of its own is placed in what it stands under.
    pairs = zip([b.place for b in document.blocks], wanted, strict=True)
    assert all(place == path for place, path in pairs if path is not None)


ASKED: dict[str, list[Row]] = {
    "questions and answers in Japanese": [
        (H, 1, "第２　届出", "第２"),
        (IT, None, "（問３） 届出は誰がするのか。", "問３"),
        (P, None, "（答）", "問３"),
        (P, None, "大学が届け出なければならない。", "問３"),
        (IT, None, "（１） 氏名", "問３（１）"),
        (IT, None, "（問４） 期限はあるか。", "問４"),
        (P, None, "三十日以内に届け出る。", "問４"),
        (H, 1, "第３　雑則", "第３"),
        (P, None, "別に定める。", "第３"),
    ],
    "questions and answers in English": [
        (IT, None, "Q1: Who reports?", "Q1"),
        (IT, None, "A. Every institution shall report.", "Q1"),
        (P, None, "It may ask for help.", "Q1"),
        (IT, None, "Q2: When?", "Q2"),
        (IT, None, "A2: Within thirty days.", "A2"),
    ],
    "numbers of questions alone on their line": [
        (H, 1, "質疑応答", None),
        (IT, 1, "（問１）", "問１"),
        (P, None, "誰が届け出るのか。", "問１"),
        (P, None, "（答）", "問１"),
        (P, None, "大学が届け出なければならない。", "問１"),
        (IT, 1, "【Q2】", "Q2"),
        (P, None, "When?", "Q2"),
        (P, None, "Within thirty days.", "Q2"),
    ],
    "numbered questions": [
        (IT, None, "1. Who reports?", "1"),
        (P, None, "Every institution shall report.", "1"),
        (IT, None, "2. When?", "2"),
        (P, None, "Within thirty days.", "2"),
    ],
    "a bare list of questions": [
        (IT, None, "1. Who reports?", "1"),
        (IT, None, "2. When?", "2"),
        (IT, None, "3. To whom?", "3"),
        (P, None, "The committee discussed them.", None),
    ],
    "signs below a first paragraph without number": [
        (H, 1, "第五条　書類", "第五条"),
        (P, None, "次の書類を提出しなければならない。", "第五条第一項"),
        (IT, 1, "① 証明書", "第五条第一項①"),
        (IT, 1, "② 写し", "第五条第一項②"),
        (IT, 1, "２　変更を届け出なければならない。", "第五条第二項"),
        (IT, 2, "① 氏名", "第五条第二項①"),
    ],
    "remarks on an article": [
        (H, 1, "第四条　採用の手続", "第四条"),
        (P, None, "大学は、選考により採用する。", "第四条"),
        (H, 2, "【第四条　採用の手続】", "【第四条】"),
        (IT, None, "１　均等な機会を与えなければならない。", "【第四条】１"),
        (IT, None, "２　身長を要件としてはならない。", "【第四条】２"),
        (H, 1, "第五条　書類", "第五条"),
        (P, None, "届け出なければならない。", "第五条"),
    ],
    "numbers with their names": [
        (H, 1, "3 Requirements", "3"),
        (H, 2, "Goal 1: Know your duties", "Goal 1"),
        (P, None, "Staff shall be trained.", "Goal 1"),
        (H, 1, "II. Education", "II"),
        (H, 2, "II-1 Schools", "II-1"),
        (P, None, "Schools shall teach it.", "II-1"),
    ],
}


@pytest.mark.parametrize("name", ASKED)
def test_answers_stand_under_their_question(name: str) -> None:
    assert [b.place for b in made(ASKED[name]).blocks] == [place for *_, place in ASKED[name]]


def test_paged_documents_have_no_counts() -> None:
    rows: list[Row] = [
        (P, None, "Prose.", None),
        (H, 1, "第三条　（責務）", None),
        (P, None, "国は、次の責務を負う。", None),
        (IT, 2, "一　教育", None),
        (N, None, "1. A note.", None),
        (P, None, "この場合、報告する。", None),
    ]
    wanted = [None, "第三条", "第三条", "第三条第一号", None, "第三条"]
    assert [b.place for b in made(rows).blocks] == wanted


@pytest.mark.parametrize(
    ("rows", "places"),
    [
        (
            [
                (P, None, "Before all.", None),
                (H, 1, "Purpose", None),
                (P, None, "One.", None),
                (P, None, "Two.", None),
                (N, None, "1. A note.", None),
                (H, 1, "§ 9.1 Scope", None),
                (P, None, "One.", None),
                (P, None, "Two.", None),
                (TAB, None, "a | b", None),
                (TAB, None, "c | d", None),
            ],
            ["para. 1", None, "para. 1", "para. 2", "note 1", "§ 9.1", "§ 9.1", "§ 9.1, para. 2",
             "table 1, row 1", "table 1, row 2"],
        ),
        (
            [
                (H, 1, "目的", None),
                (P, None, "研究の安全を守る。", None),
                (IT, 1, "・　教育", None),
                (N, None, "（※１）　別に定める。", None),
                (TAB, None, "手続 | 期限", None),
            ],
            [None, "第1段落", "第2段落", "注（※１）", "1番目の表1行目"],
        ),
    ],
)  # fmt: skip
def test_places_without_pages(rows: list[Row], places: list[str | None]) -> None:
    assert [b.place for b in made(rows, pages=None).blocks] == places


REGULATION = """研究データ管理規程

第１章　総則

（定義）
第２条　この規程において、次の各号に掲げる用語の意義は、当該各号に定めるところによる。
（１）研究データ　研究の過程で得た全ての記録をいう。
（２）管理者　次に掲げるものをいう。
ア　部局の長
２　前項のほか、必要な用語は別に定める。

附　則
１　この規程は、令和６年４月１日から施行する。
"""


def test_regulation_read_from_text() -> None:
    reading = read_plain(REGULATION.encode())
    document = assemble(Source("x", "x"), reading.drafts, None)
    shown = [(b.kind, b.number, b.place) for b in document.blocks[1:]]
    assert shown == [
        (H, "第１章", "第１章"),
        (H, None, None),
        (IT, "第２条", "第２条第１項"),
        (IT, "（１）", "第２条第１項第１号"),
        (IT, "（２）", "第２条第１項第２号"),
        (IT, "ア", "第２条第１項第２号ア"),
        (IT, "２", "第２条第２項"),
        (H, None, "附則"),
        (IT, "１", "附則第一項"),
    ]
    # 「２」 stands on its own: it continues no item and no lead-in above.
    assert document.blocks[7].stem is None


CODE = b"""# Title 9
## Sec. 12. Research
### (a) Definitions

(1) Country of risk

(A) In general

The term means a foreign country that

(i) is named by the Secretary; or

(ii) to the knowledge of an agency, acts so.

(2) Covered support

The Secretary shall

(A) share information; and

(B) report.
"""


def test_code_of_law_whose_labels_head_paragraphs() -> None:
    document = assemble(Source("x", "x"), read_markdown(CODE).drafts, None)
    words = [document.text[slice(*b.span)][:24] for b in document.blocks]
    shown = [(b.place, w, b.stem) for b, w in zip(document.blocks, words, strict=True)]
    assert shown[2:] == [
        ("Sec. 12(a)", "Definitions", None),
        ("Sec. 12(a)(1)", "Country of risk", None),
        ("Sec. 12(a)(1)(A)", "In general", 3),
        ("Sec. 12(a)(1)(A)", "The term means a foreign", None),
        ("Sec. 12(a)(1)(A)(i)", "is named by the Secretar", 5),
        ("Sec. 12(a)(1)(A)(ii)", "to the knowledge of an a", 5),
        ("Sec. 12(a)(2)", "Covered support", None),
        ("Sec. 12(a)(2)", "The Secretary shall", None),
        ("Sec. 12(a)(2)(A)", "share information; and", 9),
        ("Sec. 12(a)(2)(B)", "report.", 9),
    ]
