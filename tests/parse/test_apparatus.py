"""Contents pages, reference lists, member lists and forms, in Japanese and English alike."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from pipeline.errors import BadSheet
from pipeline.parse import parse
from pipeline.parse.apparatus import apparatus_of, is_passage, mark
from pipeline.parse.apparatus.signs import Sign, load_signs, parse_signs
from pipeline.parse.assembly import Draft, Piece, assemble
from pipeline.parse.markdown import read_markdown
from pipeline.records import Apparatus, BlockKind, Document, Source
from pipeline.score.apparatus import judge, load_truths, table
from pipeline.score.passages import judge as judge_passages
from pipeline.score.passages import load_passages, measures

CONTENTS, REFERENCES, MEMBERS, FORM = Apparatus
SIGNS = list(load_signs().values())


@pytest.mark.parametrize("sign", SIGNS, ids=[s.id for s in SIGNS])
def test_signs(sign: Sign) -> None:
    for text in sign.fires:
        assert sign.pattern.search(text), f"{sign.id} should fire: {text}"
    for text in sign.silent:
        assert not sign.pattern.search(text), f"{sign.id} should be silent: {text}"


SIGN = '[[sign]]\nid = "x"\npattern = "a"\nreason = "r"\nfires = ["a"]\nsilent = ["b"]\n'


@pytest.mark.parametrize(
    "text",
    [
        SIGN.replace('silent = ["b"]', "silent = []"),
        SIGN.replace('reason = "r"\n', ""),
        SIGN.replace('"a"\nreason', '"("\nreason'),
        SIGN + SIGN,
        "[[sign",
    ],
)
def test_a_sign_that_is_not_whole_does_not_load(text: str) -> None:
    assert parse_signs(SIGN)["x"].reason == "r"
    with pytest.raises(BadSheet):
        parse_signs(text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (
            "Contents\nForeword 1\n1 Scope 3\n2 Duties of host institutions 5\n3 Review 9\n"
            "Annex A 12",
            CONTENTS,
        ),
        (
            "目次\nはじめに ........ 1\n第１章 研究の公正 ........ 3\n１．基本的な考え方 ........ 3\n"
            "２．各機関の役割 ........ 7\nおわりに ........ 20",
            CONTENTS,
        ),
        # without leaders or page numbers
        (
            "目次\nはじめに\n第１章　研究の公正\n１．基本的な考え方\n２．各機関の役割\n"
            "第２章　情報の管理\n１．管理の体制\n２．点検と報告\nおわりに\n参考文献",
            CONTENTS,
        ),
        # lists of figures
        (
            "図１　研究費の推移 4\n図２　国際共著論文の割合 6\n図３　研究者の内訳 8\n"
            "図４　助成件数 9\n図５　機関別の件数 11",
            CONTENTS,
        ),
        # author and year, numbers, Japanese titles in brackets
        (
            "Arden, B. C., & Lowe, D. (2019). Open labs and closed doors. Journal of Hill Studies,"
            " 12(3), 40-52. https://doi.org/10.1000/182 Lowe, D. (2021). Partners under review."
            " Hill University Press.",
            REFERENCES,
        ),
        (
            "[3] D. Lowe et al., “Partners under review,” Proc. Hill Conf., vol. 2, pp. 4-9, 2021."
            "\n[4] Hill Council, Order No. 12, available at https://www.example.org/12.",
            REFERENCES,
        ),
        (
            "北野透『開かれた研究室』丘書店、2019年。\n南川光ほか「研究の公正と国際協力」"
            "『丘学会論文集』第12巻第3号、2021年、40-52頁。\n丘省「研究の公正に関する報告書」2022年。"
            "https://www.example.go.jp/report.pdf（2023年5月1日閲覧）",
            REFERENCES,
        ),
        # what merely cites is none
        ("Lowe (2019) shows that open labs share more records than others do (p. 4).", None),
        ("北野（2019）は、開かれた研究室では記録の共有が進むと述べている。", None),
        (
            "研究機関は、研究の公正に関する指針（令和二年丘省告示第四十一号）に基づき、"
            "記録を保存しなければならない。",
            None,
        ),
        # nor is what lists things to do or to state
        ("(a) name of the principal investigator;\n(b) the host institution;\n(c) funding.", None),
        ("１．研究の目的及び内容\n２．研究の期間\n３．研究者の氏名\n４．資金の出所", None),
        ("Submit the form at https://grants.example.org before the project starts.", None),
        ("", None),
    ],
)
def test_bare_passages(text: str, kind: Apparatus | None) -> None:
    assert apparatus_of(text) is kind


def of_markdown(text: str) -> list[tuple[Apparatus | None, str]]:
    reading = read_markdown(text.encode())
    document = mark(assemble(Source("d", "T"), reading.drafts, None))
    return shown(document)


def shown(document: Document) -> list[tuple[Apparatus | None, str]]:
    return [(b.apparatus, document.text[slice(*b.span)]) for b in document.blocks]


def taken(blocks: list[tuple[Apparatus | None, str]], kind: Apparatus) -> str:
    return "\n".join(text for found, text in blocks if found is kind)


REPORT_EN = """# Report on open labs

## 1 Duties

Host institutions shall review their partners (Lowe 2019).

## References

- Lowe, D. (2019). Open labs. Hill University Press.
- Hill Council. Order No. 12 of 3 May 2020. https://www.example.org/12

## Members of the Working Group

- Dr Anna Lowe (Chair), Hill University
- Ben Arden, Director, Ministry of Records

## Contact information

Office of Records, records@example.org

## 2 Review

The council shall review this report every year.
"""

REPORT_JA = """# 開かれた研究室に関する報告

## １　責務

受入機関は、連携先を確認しなければならない（北野 2019）。

## 参考文献

- 北野透『開かれた研究室』丘書店、2019年
- 丘省「研究の公正に関する報告書」https://www.example.go.jp/report.pdf（2023年5月1日閲覧）

## 検討会　委員名簿（令和６年１月現在）

| 氏名 | 所属 |
| --- | --- |
| 北野 透 | 丘大学大学院 教授 |
| 南川 光 | 株式会社丘 代表取締役 |

## お問い合わせ先

丘省研究課　電話：00-000-0000

## ２　見直し

評議会は、この報告を毎年見直すものとする。
"""


@pytest.mark.parametrize(
    ("report", "references", "members", "own"),
    [
        (
            REPORT_EN,
            ("References", "Open labs. Hill", "Order No. 12"),
            ("Members of", "Anna Lowe", "Ben Arden", "records@example.org"),
            ("shall review their partners", "shall review this report", "Review"),
        ),
        (
            REPORT_JA,
            ("参考文献", "丘書店", "report.pdf"),
            ("委員名簿", "北野 透", "南川 光", "電話"),
            ("確認しなければならない", "毎年見直す", "責務"),
        ),
    ],
    ids=["en", "ja"],
)
def test_parts_under_their_headings(
    report: str, references: tuple[str, ...], members: tuple[str, ...], own: tuple[str, ...]
) -> None:
    blocks = of_markdown(report)
    for kind, words in ((REFERENCES, references), (MEMBERS, members)):
        for word in words:
            assert word in taken(blocks, kind)
    kept = [text for found, text in blocks if found is None]
    for word in own:
        assert any(word in text for text in kept)


@pytest.mark.parametrize(
    "text",
    [
        "# 様式第１号\n\n利用申請書\n\n令和　　年　　月　　日\n\n所長　殿\n\n所属：\n\n氏名：　　　　㊞\n\n"
        "私は、規程を遵守し、記録を保存することを誓約します。\n",
        "# Disclosure form\n\nName: ______\n\nAffiliation: ______\n\nDate: ______\n\nSignature: ______\n\n"
        "I shall keep the rules and must report each breach.\n",
    ],
    ids=["ja", "en"],
)
def test_a_form_keeps_its_pledge(text: str) -> None:
    blocks = of_markdown(text)
    assert [found for found, _ in blocks[:-1]] == [FORM] * (len(blocks) - 1)
    assert blocks[-1][0] is None


@pytest.mark.parametrize(
    "text",
    [
        # a checklist of duties, rules with blanks, an article on members, a list of laws in a rule
        "# チェックリスト\n\n- □ 責任者は、記録を保存すること。\n- □ 担当者は、教育を受けること。\n"
        "- □ 機関は、体制を整備すること。\n",
        "# Checklist\n\n- ☐ The office must keep records.\n- ☐ Staff shall be trained.\n"
        "- ☐ Partners should be reviewed.\n",
        "## 構成員\n\n委員会は、次の者をもって構成する。\n\n1. 所長\n2. 部長\n3. 所長が指名する者\n",
        "## Members\n\nThe committee shall consist of\n\n1. the president;\n2. the director;\n3. others.\n",
        "## 関連法令\n\n研究者は、公文書保存法（平成二十年法律第三号）を遵守しなければならない。\n",
        "## References\n\nAn awardee shall cite each source that it has used.\n",
        "## References\n\nAwardees must cite Lowe, D. (2019). Open labs. Hill Press. in each report.\n",
        "## 参考資料\n\n研究者は、https://www.example.go.jp/1 の様式により報告すること。\n",
        "## 目次\n\nこの規程は、研究の公正を確保することを目的とする。\n",
    ],
)
def test_duties_are_never_taken(text: str) -> None:
    assert [t for found, t in of_markdown(text) if found is not None] == []


def page(lines: list[str], kind: BlockKind = BlockKind.PARAGRAPH) -> Document:
    drafts = [
        Draft(kind, [Piece(line, 1, (50.0, 20.0 * i, 300.0, 20.0 * i + 10))])
        for i, line in enumerate(lines)
    ]
    return mark(assemble(Source("d", "T"), drafts, 1))


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        (
            [
                "目次",
                "第１章　総則",
                "第２章　管理",
                "第３章　雑則",
                "第１章　総則",
                "機関は記録を保存する。",
                "第２章　管理",
                "機関は点検を行う。",
                "第３章　雑則",
            ],
            CONTENTS,
        ),
        (
            [
                "Contents",
                "Scope",
                "Duties",
                "Review",
                "Scope",
                "This is what it is about and why.",
                "Duties",
                "Hosts shall keep it.",
                "Review",
            ],
            CONTENTS,
        ),
    ],
)
def test_contents_end_where_the_body_begins(lines: list[str], kind: Apparatus) -> None:
    found = [block.apparatus for block in page(lines).blocks]
    assert found == [kind] * 4 + [None] * (len(lines) - 4)


def test_a_name_and_its_post_side_by_side() -> None:
    rows = [("北野 透", "丘大学 教授"), ("南川 光", "株式会社丘 代表取締役"),
            ("東 玲", "丘研究所 所長"), ("西 海", "丘法人 理事長")]  # fmt: skip
    drafts = [
        Draft(
            BlockKind.PARAGRAPH,
            [
                Piece(name, 1, (50.0, 20.0 * i, 100.0, 20.0 * i + 10)),
                Piece(post, 1, (150.0, 20.0 * i, 300.0, 20.0 * i + 10), before=" "),
            ],
        )
        for i, (name, post) in enumerate(rows)
    ]
    document = mark(assemble(Source("d", "T"), drafts, 1))
    assert {block.apparatus for block in document.blocks} == {MEMBERS}


def test_lines_set_by_leaders_are_contents() -> None:
    document = page(["Scope ........ 3"], BlockKind.CONTENTS)
    assert document.blocks[0].apparatus is CONTENTS


LABELS = [
    # file, kind, precision and recall that may not fall (weights are fitted on all of it)
    ("toc_validation_set.jsonl", CONTENTS, 0.95, 0.70),
    ("reflist_validation_set.jsonl", REFERENCES, 0.97, 0.85),
]


@pytest.mark.parametrize(("name", "kind", "precision", "recall"), LABELS)
def test_labelled_passages(
    shared_data: Path, name: str, kind: Apparatus, precision: float, recall: float
) -> None:
    passages = load_passages(shared_data / "labelled" / "cpr-passage-types" / name)
    found = measures(judge_passages(passages, kind))
    assert found.precision >= precision, found
    assert found.recall >= recall, found
    for passage in passages[:3]:
        assert is_passage(kind, passage.text) == is_passage(kind, passage.text)


def test_documents(shared_data: Path) -> None:
    """Pages listed by hand: see apparatus.yaml."""
    truths = [t for t in load_truths(Path(__file__).with_name("apparatus.yaml")) if t.quick]
    assert len(truths) >= 12
    judged = [pair for truth in truths for pair in judge(truth, shared_data)]
    extra = [f"{p.file} p. {p.page} {p.kind}" for p in judged if p.said and not p.so]
    assert extra == []
    for name, _, found in table(judged):
        assert found.recall >= 0.85, (name, found)


@pytest.mark.parametrize(
    "end", ["7" * 20_000, "第" * 20_000, "." * 20_000, "1." * 10_000, "１" * 20_000]
)
@pytest.mark.parametrize("entry", ["{n}. Scope of part {n} ..... {end}", "第{n}章　項目……{end}"])
def test_an_endless_line_costs_what_its_length_costs(entry: str, end: str, tmp_path: Path) -> None:
    file = tmp_path / "contents.txt"
    lines = ["Contents", *(entry.format(n=n, end=end) for n in range(1, 4))]
    file.write_text("\n\n".join(lines), "utf-8")
    clock = time.process_time()
    assert parse(file, "0" * 64).blocks
    assert time.process_time() - clock < 4  # a signs' pattern that tries every start takes minutes
