"""Roles of names: by the lists, by who speaks, by what the document introduces."""

from __future__ import annotations

import pytest

from pipeline.extract.context import context_of, speaker_of, speaks_as
from pipeline.extract.roles import Context, role_of
from pipeline.records import BlockKind, Role, Segment, Source


@pytest.mark.parametrize(
    ("issuer", "kind", "role"),
    [
        ("Union of Academies", "declaration", "government"),
        ("Group of Southern Partners", None, "government"),
        ("Organisation for Joint Science", "policy brief", "international-body"),
        ("国際学術機構", None, "international-body"),
        ("G7", None, "government"),
        ("Ministry of Science", "guideline", "government"),
        ("南方国学術省", "guideline", "government"),
        ("国立大学法人南方大学", "internal rules", "institution"),
        ("南方振興基金", "notice", "funder"),
        (None, None, "government"),
        ("GB", "white paper", "government"),
    ],
)
def test_speaker(issuer: str | None, kind: str | None, role: str) -> None:
    assert speaker_of(issuer, kind) == role


def test_a_title_says_more_than_a_jurisdiction() -> None:
    rules = Source("doc", "南方大学 記録管理規程", "ja", jurisdiction="JP")
    assert context_of(rules, []).speaker is Role.INSTITUTION
    assert context_of(Source("doc", "T", "en", jurisdiction="G7"), []).speaker is Role.GOVERNMENT


@pytest.mark.parametrize(
    ("words", "role"),
    [
        (["As a university, we keep a list.", "We check it."], Role.INSTITUTION),
        (["Our experiments took a year.", "We trained a model."], Role.RESEARCHER),
        (["We, the ministers, met.", "Our citizens know our university."], None),
        (["We keep a list.", "We check it."], None),
    ],
)
def test_we_are_who_the_text_says(words: list[str], role: Role | None) -> None:
    rows = [
        Segment(str(n), "doc", BlockKind.PARAGRAPH, n, (0, len(text)), text, "en", (0, len(text)))
        for n, text in enumerate(words)
    ]
    assert speaks_as("Keys", rows) == role


def test_a_heading_makes_a_short_text_a_policy() -> None:
    words = ["当機構は、台帳を備える。", "当機構は、台帳を守る。"]
    rows = [("組織", BlockKind.HEADING), (words[0], BlockKind.PARAGRAPH)]
    rows += [("台帳", BlockKind.HEADING), (words[1], BlockKind.PARAGRAPH)]

    def policy(heading: str) -> bool:
        segments = [
            Segment(str(n), "doc", kind, n, (0, len(text)), text, "ja", (0, len(text)))
            for n, (text, kind) in enumerate([*rows, (heading, BlockKind.HEADING)])
        ]
        return context_of(Source("doc", "南方機構", "ja"), segments).policy

    assert policy("情報の安全に関する基本方針") and not policy("情報の安全")


@pytest.mark.parametrize(
    ("words", "policy"),
    [
        (
            [
                "当機構は、次のとおり定めます。",
                "法令を守ります。",
                "備えに努めます。",
                "台帳を見直します。",
            ],
            True,
        ),
        (
            [
                "当機構は、南にあります。",
                "法令を定めています。",
                "台帳が借りられます。",
                "店は二つあります。",
            ],
            False,
        ),
        (
            ["次のとおり定めます。", "法令を守ります。", "備えに努めます。", "台帳を見直します。"],
            False,
        ),
    ],
)
def test_a_policy_that_names_its_subject_once(words: list[str], policy: bool) -> None:
    segments = [
        Segment(str(n), "doc", BlockKind.PARAGRAPH, n, (0, len(text)), text, "ja", (0, len(text)))
        for n, text in enumerate(words)
    ]
    source = Source("doc", "情報の安全に関する基本方針", "ja")
    assert context_of(source, segments).policy is policy


@pytest.mark.parametrize(
    ("words", "planned"),
    [
        (
            [
                "人材の育成を推進する。",
                "台帳を整備する。",
                "利用を広げていく。",
                "質の向上を図る。",
            ],
            True,
        ),
        (
            ["人材を育てます。", "支援を強化します。", "向上を目指します。", "普及を進めます。"],
            True,
        ),
        (["人材の育成を推進する。", "台帳は三冊ある。", "店は二つある。", "冬は寒い。"], False),
        (["台帳を整備すること。", "支援を強化すること。", "育成が重要である。"] * 2, False),
    ],
)
def test_a_text_that_tells_plans(words: list[str], planned: bool) -> None:
    segments = [
        Segment(str(n), "doc", BlockKind.PARAGRAPH, n, (0, len(text)), text, "ja", (0, len(text)))
        for n, text in enumerate([*words, *words[:3]])
    ]
    assert context_of(Source("doc", "報告", "ja"), segments).plans is planned


def test_what_is_called_a_plan_needs_fewer_plans() -> None:
    words = [
        "台帳を備える。",
        "学校を助ける。",
        "育成を推進する。",
        "体制を整備する。",
        "店は二つある。",
    ]
    segments = [
        Segment(str(n), "doc", BlockKind.PARAGRAPH, n, (0, len(text)), text, "ja", (0, len(text)))
        for n, text in enumerate(words)
    ]
    assert context_of(Source("doc", "中期計画", "ja"), segments).plans
    assert not context_of(Source("doc", "事業の報告", "ja"), segments).plans


ABROAD = Context("Organisation for Joint Science", Role.INTERNATIONAL)
CAMPUS = Context("国立大学法人南方大学", Role.INSTITUTION)
OFFICE = Context("日本南方学術政策会議", Role.GOVERNMENT)


@pytest.mark.parametrize(
    ("phrase", "language", "context", "role"),
    [
        ("Members", "en", ABROAD, "government"),
        ("Members and non-Members having adhered", "en", ABROAD, "government"),
        ("Members", "en", CAMPUS, "other"),
        ("members of the panel", "en", Context(), "other"),
        ("Committee for Joint Science", "en", ABROAD, "international-body"),
        ("Committee for Joint Science", "en", Context(), "other"),
        ("officers", "en", ABROAD, "other"),
        ("the senior officer", "en", CAMPUS, "institution"),
        ("boards of universities", "en", Context(), "institution"),
        ("Secretary-General", "en", Context(), "international-body"),
        ("Director of the National Institute", "en", Context(), "government"),
        ("applicants", "en", Context(), "researcher"),
        ("we", "en", ABROAD, "international-body"),
        ("委員会", "ja", CAMPUS, "institution"),
        ("統括責任者", "ja", CAMPUS, "institution"),
        ("委員会", "ja", Context(), "other"),
        ("大学の委員会", "ja", Context(), "institution"),
        ("本学", "ja", CAMPUS, "institution"),
        ("本会議", "ja", OFFICE, "government"),
        ("南方学術政策会議", "ja", OFFICE, "government"),
        ("応募者", "ja", Context(), "researcher"),
        ("南方基金その他の資金配分機関", "ja", Context(), "funder"),
        ("契約を大学と結ぶ者", "ja", Context(), "other"),
        ("研究活動に携わる者", "ja", Context(), "researcher"),
        ("行政機関等", "ja", Context(), "government"),
        ("Consumer rights law", "en", Context(), None),
        ("the parties concerned", "en", Context(), "other"),
        ("WHO", "en", Context(), "international-body"),
    ],
)
def test_role(phrase: str, language: str, context: Context, role: str | None) -> None:
    assert role_of(phrase, language, context) == role


@pytest.mark.parametrize(
    ("language", "text", "name", "role"),
    [
        ("ja", "南方学術振興基金（以下「当団体」という。）は、審査を行う。", "当団体", "funder"),
        ("ja", "南方国学術省（以下「担当部局」という。）は、審査を行う。", "担当部局", "government"),
        ("ja", "研究活動（以下「活動」という。）を行う。", "活動", None),
        ("en", "The Southern Ministry of Science (hereafter the “Body”) reviews it.", "Body", "government"),
        ("en", "The Organisation for Joint Science (OJS) reviews it.", "OJS", "international-body"),
        ("en", "The plan (PLN) is reviewed.", "PLN", None),
    ],
)  # fmt: skip
def test_names_that_the_text_introduces(
    language: str, text: str, name: str, role: str | None
) -> None:
    span = (0, len(text))
    segment = Segment("d/s1", "d", BlockKind.PARAGRAPH, 0, span, text, language, span)
    context = context_of(Source("d", "T"), [segment])
    assert dict(context.names).get(name.lower()) == role
    if role is not None:
        assert role_of(name, language, context) == role
