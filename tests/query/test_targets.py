"""What a name resolves to: held before known, the right edition, nothing guessed."""

from __future__ import annotations

import pytest

from pipeline.catalog import official
from pipeline.extract.mentions import mentions
from pipeline.query.resolve import Resolver
from pipeline.records import Source

HELD = [
    Source("guide-1", "研究の安全に関する指針（第１版）", "ja", date="2019-04"),
    Source("guide-2", "研究の安全に関する指針（第２版）", "ja", date="2021-04"),
    Source("guide-2-en", "Guide to Safe Research", "en", date="2021-05", translation_of="guide-2"),
    Source("rule", "Regulation (EU) 2098/12 on safer exchange", "en", date="2098-01"),
    Source("code", "Code of Northern Partners", "en", titles=(("ja", "北方連携国の行動規範"),)),
]

ROWS: list[tuple[str, str | None, str | None]] = [
    ("「研究の安全に関する指針」（令和３年４月）を見る。", "guide-2", "document"),
    ("「研究の安全に関する指針」（2019年４月）を見る。", "guide-1", "document"),
    ("as Regulation (EU) 2098/12 says", "rule", "document"),
    ("the Code of Northern Partners", None, None),
    ("「北方連携国の行動規範」を見る。", "code", "document"),
    ("「研究の自由に関する指針」を見る。", None, None),
    # From the shipped catalogue.
    ("Regulation (EU) 2021/821 applies.", "eu-reg-2021-821-dual-use", "catalogue"),
    ("under 42 CFR Part 93", "us-42cfr93-2024", "catalogue"),
    ("OECD/LEGAL/0463", "oecd-2021-easd-rec", "catalogue"),
    (
        "「研究セキュリティと研究インテグリティに関するＧ７共通の価値観と原則」（2022年６月）",
        "g7-2022-common-values-principles",
        "catalogue",
    ),
    (
        "the G7 Common Values and Principles on Research Security and Research Integrity",
        "g7-2022-common-values-principles",
        "catalogue",
    ),
    ("科学技術・イノベーション基本法（平成７年法律第130号）", "jp-science-innovation-basic-act", "catalogue"),
    (
        "「研究活動における不正行為への対応等に関するガイドライン」（平成26年８月26日決定）",
        "jp-mext-2014-misconduct-guideline",
        "catalogue",
    ),
]  # fmt: skip


@pytest.fixture(scope="module")
def resolver() -> Resolver:
    return Resolver(HELD, [sheet.record for sheet in official()])


@pytest.mark.parametrize(("text", "target", "kind"), ROWS, ids=[r[0][:30] for r in ROWS])
def test_target(resolver: Resolver, text: str, target: str | None, kind: str | None) -> None:
    found = [resolver.find(m.key, text[slice(*m.span)]) for m in mentions(text)]
    first = next((f for f in found if f is not None), None)
    assert (first.id if first else None, first.kind if first else None) == (target, kind)


def test_what_is_held_beats_what_is_known() -> None:
    sheet = next(s for s in official() if s.id == "oecd-2021-easd-rec")
    own = Source("mine", sheet.record.title, "en")
    found = Resolver([own], [sheet.record]).find(mentions("OECD/LEGAL/0463")[0].key)
    assert found is not None and found.kind == "catalogue"  # the title alone has no number
    both = Resolver([Source(sheet.id, "Any title", "en")], [sheet.record])
    assert both.find("oecd:0463") is None  # the sheet gives way to the document of its id
