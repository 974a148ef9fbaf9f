"""Whole documents: stems, bearers lent by the surroundings, glossaries, notes, ids."""

from __future__ import annotations

import re
import time
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract import extract
from pipeline.records import (
    Block,
    BlockKind,
    Definition,
    Document,
    Finding,
    Obligation,
    Segment,
    Source,
)

SEED = Path(__file__).parents[3] / "shared/data/seed/mext-international-strategy-interim-2024.txt"
Row = tuple[str, dict[str, Any]]
Build = Callable[..., tuple[Document, list[Segment], list[Any]]]
ITEM, HEADING, TABLE, NOTE = BlockKind.ITEM, BlockKind.HEADING, BlockKind.TABLE, BlockKind.NOTE


def duties(findings: list[Finding]) -> list[tuple[str, str, str | None, str | None]]:
    """Show obligations as (segment, modality, bearer, where the bearer was found)."""
    return [
        (f.segment.split("/s")[1], f.modality, f.bearer, f.bearer_from)
        for f in findings
        if isinstance(f, Obligation)
    ]


def defined(findings: list[Finding]) -> list[tuple[str, str, str | None]]:
    """Show definitions as (term, body, source)."""
    return [(f.term, f.body, f.source) for f in findings if isinstance(f, Definition)]


@pytest.mark.parametrize(
    ("language", "stem", "items", "expected"),
    [
        ("en", "Institutions shall:", ["maintain a register of contracts;", "train their staff."],
         [("0", "must", "Institutions", "sentence"), ("1", "must", "Institutions", "stem"), ("2", "must", "Institutions", "stem")]),
        ("en", "Researchers should not:", ["carry such devices;"],
         [("0", "should-not", "Researchers", "sentence"), ("1", "should-not", "Researchers", "stem")]),
        ("en", "Within a month the Inspectorate may:", ["request further information;", "prohibit the agreement, if the risk is high."],
         [("0", "may", "Inspectorate", "sentence"), ("1", "may", "Inspectorate", "stem"), ("2", "may", "Inspectorate", "stem")]),
        ("en", "The Council INSTRUCTS the Committee for Research to:", ["report every year."],
         [("0", "must", "Committee for Research", "sentence"), ("1", "must", "Committee for Research", "stem")]),
        ("en", "The Council RECOMMENDS that funding agencies:", ["bear the reasonable costs;", "if the risk is high"],
         [("0", "should", "funding agencies", "sentence"), ("1", "should", "funding agencies", "stem")]),
        ("en", "Members should –", ["keep a list;", "not share keys."],
         [("0", "should", "Members", "sentence"), ("1", "should", "Members", "stem"), ("2", "should-not", "Members", "stem")]),
        ("en", "A room counts as safe where the following conditions are fulfilled:", ["the door is required to close."], []),
        ("en", "Staff must part their papers into the following categories:", ["letters from abroad."],
         [("0", "must", "Staff", "sentence")]),
        ("ja", "大学等は、次の事項を行うことが望ましい。", ["情報を一元的に管理すること。", "第三者に提供しないこと。"],
         [("0", "should", "大学等", "sentence"), ("1", "should", "大学等", "stem"), ("2", "should-not", "大学等", "stem")]),
        ("ja", "研究者は、次の各号に掲げるときは、大学に報告しなければならない。", ["兼業を行うとき。"],
         [("0", "must", "研究者", "sentence")]),
        ("en", "The guidance has three parts:", ["a register of contracts;", "training."], []),
        ("en", "Access shall be refused in any of the following cases:", ["the applicant is under sanctions;"],
         [("0", "must", None, None)]),
        ("ja", "大学等は、次に掲げる事項を行うものとする。", ["契約の一覧の作成", "職員の研修"],
         [("0", "must", "大学等", "sentence"), ("1", "must", "大学等", "stem"), ("2", "must", "大学等", "stem")]),
        ("ja", "調査の結果は、次のとおりである。", ["契約の一覧", "職員の研修"], []),
        ("ja", "学長は、次のいずれかに該当する場合は、許可を取り消さなければならない。", ["虚偽の申請があったとき"],
         [("0", "must", "学長", "sentence")]),
    ],
)  # fmt: skip
def test_items_continue_their_stem(
    language: str, stem: str, items: list[str], expected: list[Any], document: Build
) -> None:
    rows: list[Row] = [(stem, {})] + [
        (item, {"kind": ITEM, "stem": stem, "number": "・"}) for item in items
    ]
    assert duties(extract(*document(rows, language))) == expected


def test_bearer_is_lent_by_the_sentence_before_or_the_heading(document: Build) -> None:
    rows: list[Row] = [
        ("研究者は、情報を開示することが求められる。", {}),
        ("その際、機密の有無を確認することが重要である。", {"same_block": True}),
        ("記録を保存することが重要である。", {"trail": ("４－２．データ提供者の責務",)}),
        ("記録を保存することが重要である。", {"trail": ("３．背景",)}),
    ]
    assert [row[2:] for row in duties(extract(*document(rows, "ja")))] == [
        ("研究者", "sentence"),
        ("研究者", "previous"),
        ("データ提供者", "heading"),
        (None, None),
    ]
    rows = [
        ("Governments should review their rules.", {}),
        ("They should publish the results.", {"same_block": True}),
        ("It is important to keep records.", {"trail": ("Obligations of providers",)}),
    ]
    assert [row[2:] for row in duties(extract(*document(rows, "en")))] == [
        ("Governments", "sentence"),
        ("Governments", "previous"),
        ("providers", "heading"),
    ]


def test_bearer_is_lent_by_the_clause_before(document: Build) -> None:
    rows: list[Row] = [
        ("Institutions may accept samples, and they should describe them.", {}),
        ("If the risk is high, the institution must not sign.", {}),
        (
            "It may ask the Agency for an opinion, and the Agency will answer within a month.",
            {"same_block": True},
        ),
        ("大学等は、自らリスクを管理するものとする。", {}),
        ("その際、報告の様式は、簡素なものとするべきである。", {"same_block": True}),
    ]
    found = duties(extract(*document(rows[:3], "en"))) + duties(extract(*document(rows[3:], "ja")))
    assert [row[1:] for row in found] == [
        ("may", "Institutions", "sentence"),
        ("should", "Institutions", "sentence"),
        ("must-not", "institution", "sentence"),
        ("may", "institution", "previous"),
        ("commits", "Agency", "sentence"),
        ("must", "大学等", "sentence"),
        ("should", None, None),
    ]


@pytest.mark.parametrize(
    ("language", "sentences", "expected"),
    [
        ("en", ["Universities must name an officer.", "The officer may delegate tasks."], ["institution"] * 2),
        ("en", ["Governments must name an officer.", "The officer may delegate tasks."], ["government", "other"]),
        ("ja", ["大学等は、責任者を置かなければならない。", "責任者は、計画を作成するものとする。"], ["institution"] * 2),
        ("ja", ["政府は、責任者を置かなければならない。", "責任者は、計画を作成するものとする。"], ["government", "other"]),
    ],
)  # fmt: skip
def test_officers_belong_to_whom_the_section_addresses(
    language: str, sentences: list[str], expected: list[str], document: Build
) -> None:
    rows: list[Row] = [(words, {"trail": ("3",)}) for words in sentences]
    findings = extract(*document(rows, language))
    assert [f.role for f in findings if isinstance(f, Obligation)] == expected


def test_that_text_is_what_stands_before_the_mark(document: Build) -> None:
    rows: list[Row] = [
        ("HAVING REGARD to the Principles for Open Research of the Union of Academies;", {}),
        ("Adopted in June 2022.", {"kind": NOTE, "number": "1"}),
        (
            "In that text, research safety “refers to the protection of knowledge against theft”.",
            {"kind": NOTE, "same_block": True},
        ),
    ]
    built, segments, analyses = document(rows, "en")
    last = segments[0].span[1] - 1
    notes = (segments[1].span[0], segments[2].span[1])
    blocks = (
        Block(BlockKind.PARAGRAPH, segments[0].span, marks=((last, "1"),)),
        Block(NOTE, notes, number="1"),
    )
    marked = replace(built, blocks=blocks)
    segments = [segments[0], *(replace(s, context=notes) for s in segments[1:])]
    assert defined(extract(marked, segments, analyses)) == [
        ("research safety", "the protection of knowledge against theft", "Union of Academies")
    ]


def test_only_the_first_sentence_of_an_item_continues_the_stem(document: Build) -> None:
    stem = "Each institution shall:"
    rows: list[Row] = [
        (stem, {}),
        ("Inform its staff of the policy.", {"kind": ITEM, "stem": stem}),
        ("The policy dates from 2011.", {"kind": ITEM, "stem": stem, "same_block": True}),
        ("The policy shall name an officer.", {"kind": ITEM, "stem": stem}),
    ]
    assert [row[:3] for row in duties(extract(*document(rows, "en")))] == [
        ("0", "must", "Each institution"),
        ("1", "must", "Each institution"),
        ("3", "must", None),
    ]


def test_headings_and_contents_are_silent(document: Build) -> None:
    rows: list[Row] = [
        ("What institutions must do", {"kind": HEADING}),
        ("What institutions must do ........ 12", {"kind": BlockKind.CONTENTS}),
    ]
    assert extract(*document(rows, "en")) == []


def test_glossaries_by_layout(document: Build) -> None:
    rows: list[Row] = [
        ("用語 | 定義", {"kind": TABLE}),
        ("研究者等 | 研究活動に従事する者", {"kind": TABLE}),
        ("用語の定義", {"kind": HEADING}),
        ("データ利用者", {"kind": ITEM, "number": "1.", "trail": ("用語の定義",)}),
        (
            "データを利用する研究代表者。",
            {"kind": ITEM, "stem": "データ利用者", "trail": ("用語の定義",)},
        ),
        ("二次データ：一次データを加工したデータ。", {"trail": ("用語の定義",)}),
        ("費目：旅費及び謝金を含む。", {"trail": ("経費",)}),
    ]
    assert defined(extract(*document(rows, "ja"))) == [
        ("研究者等", "研究活動に従事する者", None),
        ("データ利用者", "データを利用する研究代表者。", None),
        ("二次データ", "一次データを加工したデータ。", None),
    ]
    rows = [
        ("Claimant", {"kind": HEADING, "trail": ("Definitions", "Claimant")}),
        ("A subject whose identity is to be verified.", {"trail": ("Definitions", "Claimant")}),
        ("Term | Definition", {"kind": TABLE}),
        ("Openness | Access without barriers", {"kind": TABLE}),
        ("‘authority’ means:", {"kind": ITEM}),
        ("any public body; or", {"kind": ITEM, "stem": "‘authority’ means:"}),
        ("any other body.", {"kind": ITEM, "stem": "‘authority’ means:"}),
    ]
    assert defined(extract(*document(rows, "en"))) == [
        ("Claimant", "A subject whose identity is to be verified.", None),
        ("Openness", "Access without barriers", None),
        ("authority", "any public body; or\n\nany other body.", None),
    ]


def test_quotation_over_two_sentences_and_owner_of_a_note(document: Build) -> None:
    rows: list[Row] = [
        (
            "G7「作業部会の文書」において、研究インテグリティは、「価値の遵守である。",
            {"kind": NOTE, "number": "i"},
        ),
        ("環境の基盤である」とされている。", {"kind": NOTE, "same_block": True, "number": "i"}),
        (
            "また、研究セキュリティは、「研究を守る活動である」とされている。",
            {"kind": NOTE, "same_block": True, "number": "i"},
        ),
        ("「新たなリスクに係る対応方針について」（令和３年決定）", {"kind": NOTE, "number": "ii"}),
        (
            "なお、本方針において、研究インテグリティは、「研究の健全性を意味する」とされている。",
            {"kind": NOTE},
        ),
    ]
    assert defined(extract(*document(rows, "ja"))) == [
        ("研究インテグリティ", "価値の遵守である。環境の基盤である", "G7"),
        ("研究セキュリティ", "研究を守る活動である", "G7"),
        ("研究インテグリティ", "研究の健全性を意味する", "新たなリスクに係る対応方針について"),
    ]


def test_ids_spans_and_order(document: Build) -> None:
    rows: list[Row] = [
        ("“Openness” means access without barriers.", {}),
        ("Institutions must keep records.", {}),
        ("Institutions should train staff.", {}),
    ]
    built = document(rows, "en")
    findings = extract(*built)
    assert [f.id for f in findings] == ["doc/d0001", "doc/o0001", "doc/o0002"]
    assert findings == extract(*built)
    for finding in findings:
        if isinstance(finding, Definition):
            assert built[0].text[slice(*finding.span)] == finding.text


PIECES = [
    "大学は、", "「", "」", "しなければならない", "ことが重要", "とされている。", "。", "とは、", "をいう。",
    "（以下「X」という。）", "研究者が", "場合には、", " | ", "The term “", "” means ", "institutions ",
    "shall ", "should ", "if ", "; ", ".", " of ", "：", "\u3000",
]  # fmt: skip


@given(
    st.lists(st.lists(st.sampled_from(PIECES), min_size=1, max_size=12).map("".join), max_size=6)
)
def test_any_text_gives_verbatim_findings(texts: list[str]) -> None:
    for language in ("ja", "en"):
        text, segments = "", []
        for number, words in enumerate(texts):
            start = len(text)
            text += words
            span = (start, len(text))
            kind = BlockKind.NOTE if number % 2 else BlockKind.PARAGRAPH
            segments.append(
                Segment(
                    f"d/s{number}",
                    "d",
                    kind,
                    number // 2,
                    span,
                    words,
                    language,
                    span,
                    trail=("定義",),
                )
            )
        document = Document(Source("d", "T"), text, (), None)
        by_id = {s.id: s for s in segments}
        for finding in extract(document, segments, [None] * len(segments)):
            if isinstance(finding, Definition):
                assert text[slice(*finding.span)] == finding.text
                assert finding.term in text and finding.body in finding.text
            elif isinstance(finding, Obligation):
                words = by_id[finding.segment].text
                assert words[slice(*finding.cue_span)] == finding.cue
                assert finding.action is None or finding.action in words


def test_time_is_linear_in_length() -> None:
    def seconds(sentences: int) -> float:
        words = "研究者は、本方針において、情報を開示することが重要であるとされている、"
        segments, text = [], ""
        for number in range(sentences):
            span = (len(text), len(text) + len(words))
            segments.append(Segment(f"d/{number}", "d", BlockKind.NOTE, 0, span, words, "ja", span))
            text += words
        document = Document(Source("d", "T"), text, (), None)
        start = time.perf_counter()
        extract(document, segments, [None] * sentences)
        return time.perf_counter() - start

    seconds(50)
    assert seconds(1600) < 40 * max(seconds(200), 0.01)


@pytest.mark.skipif(not SEED.exists(), reason="the development data is not beside the checkout")
def test_endnotes_of_the_seed_report(document: Build) -> None:
    text = unicodedata.normalize("NFKC", SEED.read_text("utf-8")).replace("⻭", "歯")
    first, second = re.split(r"\nii ", text[text.rindex("\ni G7") + 3 :])
    paragraphs = re.split(r"\n\s*\n\s*", first.strip())
    rows: list[Row] = [
        (re.sub(r"\s*\n\s*", "", paragraph), {"kind": NOTE, "number": "i"})
        for paragraph in paragraphs
    ]
    rows.append((re.sub(r"\s*\n\s*", "", second.strip()), {"kind": NOTE, "number": "ii"}))
    _check_endnotes(defined(extract(*document(rows, "ja"))))


@pytest.mark.skipif(not SEED.exists(), reason="the development data is not beside the checkout")
@pytest.mark.parametrize("suffix", [".txt", ".pdf"])
def test_endnotes_of_the_seed_file(suffix: str) -> None:
    from pipeline.parse import parse
    from pipeline.segment import segment

    read = parse(SEED.with_suffix(suffix), "0" * 64)
    _check_endnotes(defined(extract(read, *segment(read))))


def _check_endnotes(found: list[tuple[str, str, str | None]]) -> None:
    assert [(term, source and source[:12]) for term, _, source in found] == [
        ("研究インテグリティ", "G7"),
        ("研究セキュリティ", "G7"),
        ("研究セキュリティ", "OECD"),
        ("研究インテグリティ", "研究活動の国際化、オープ"),
    ]
    assert found[2][1].endswith("防止すること")


def test_an_order_in_a_broken_off_list_has_the_bearer_of_its_lead_in(document: Build) -> None:
    stem, trail = "Each institution shall:", ("4 Duties",)
    rows: list[Row] = [(f"The office must keep file {n}.", {"trail": ("1",)}) for n in range(5)]
    rows += [
        (stem, {"trail": trail}),
        ("Inform its staff of the policy.", {"kind": ITEM, "stem": stem, "trail": trail}),
        ("Require each visitor to sign the book.", {"kind": ITEM, "trail": trail}),
        ("Keep a register of visitors.", {"kind": ITEM, "trail": ("5 Visitors",)}),
    ]
    assert [row[1:] for row in duties(extract(*document(rows, "en")))][6:] == [
        ("must", "Each institution", "stem"),
        ("must", "Each institution", "stem"),
        ("must", None, None),
    ]


def test_a_catalogue_of_controls_tells_what_is_to_be_done(document: Build) -> None:
    rows: list[Row] = [
        ("The organization keeps a list of its keys.", {}),
        ("The organization checks the list every year.", {}),
        ("The organization:", {}),
        ("Lends keys to members;", {"kind": ITEM, "stem": "The organization:"}),
    ]
    doc, segments, analyses = document(rows, "en")
    assert [d[:3] for d in duties(extract(doc, segments, analyses))] == [
        ("0", "must", "organization"),
        ("1", "must", "organization"),
        ("3", "must", "organization"),
    ]
    doc, segments, analyses = document([rows[0], ("It was founded long ago.", {})], "en")
    assert duties(extract(doc, segments, analyses)) == []


@pytest.mark.parametrize(
    ("above", "found"),
    [("Requirements for the form:", 1), ("The first steps taken were:", 0), ("Aims:", 0)],
)
def test_orders_stand_below_what_asks_for_acts(document: Build, above: str, found: int) -> None:
    row: Row = ("Attach a copy of the list.", {"kind": ITEM, "stem": above})
    doc, segments, analyses = document([(above, {}), row], "en")
    assert len(duties(extract(doc, segments, analyses))) == found
