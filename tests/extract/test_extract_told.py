"""What a Japanese text only tells of: duties under foreign law, and what a word means."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from pipeline.extract import extract
from pipeline.extract.told_ja import (
    tells_of_abroad,
    tells_of_an_act,
    tells_what_is_meant,
)
from pipeline.records import BlockKind, Obligation

ITEM = BlockKind.ITEM


@pytest.mark.parametrize(
    ("text", "trail", "expected"),
    [
        ("EUの新しい規則では、運営者に届出が義務付けられます。", (), True),
        (
            "域内で台帳を備える場合には、規則の遵守が求められます。",
            ("１－３．欧州連合（ＥＵ）",),
            True,
        ),
        ("米国の法律により、企業は三年以内に届け出る必要があります。", (), True),
        ("米国の法律に対し、日本の企業も備えを進める必要がある。", (), False),
        ("米国との連携を進める必要がある。", ("米国との連携",), False),
        ("運営者に届出が義務付けられます。", ("義務",), False),
        ("EUの委員会は、規則の案を公表した。", (), False),
        ("米国の研究政策においては、機関に台帳を備えることが求められている。", (), True),
        ("米国での調査では、記録を残す必要がある。", (), False),
        ("各地の規則を注視する必要がある。", ("米国の規則",), False),
        ("規則が成立したことに注意が必要です。", ("米国の規則",), True),
        ("EU域内から移転された情報は、規則に従って扱わなければならない。", (), False),
    ],
)
def test_duties_under_foreign_law(text: str, trail: tuple[str, ...], expected: bool) -> None:
    assert tells_of_abroad(text, trail) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("改正法により、事業者は重要設備の届出が義務付けられます。", True),
        ("新しい備品管理法では、店に名簿の作成を義務付けている。", True),
        ("事業者は、名簿を備えなければならない。", False),
        ("備品管理法に基づき、当社は名簿の作成を義務付けている。", False),
    ],
)
def test_an_act_that_is_told_of(text: str, expected: bool) -> None:
    assert tells_of_an_act(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("不適切な行為とは、記録の作り替えや隠蔽のほか、次の行為が挙げられます。", True),
        ("「行為」とは、次のことをいう。", True),
        ("他の機関と連携し、記録を残すこと。", False),
        ("これとは別に、記録を残すこと。", False),
    ],
)
def test_meaning_of_a_word(text: str, expected: bool) -> None:
    assert tells_what_is_meant(text) is expected


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (  # a list of what a word means
            [
                ("不適切な行為とは、研究への信頼を損なうものとして懸念されています。", {}),
                ("存在しない記録を作成すること", {"kind": ITEM}),
                ("責任者は、これらの行為の防止に努めること。", {}),
            ],
            [("2", "should")],
        ),
        (  # foreign law; what follows from it here is a duty
            [
                ("EUの規則では、運営者に届出が義務付けられています。", {}),
                ("我が国の事業者も、早めに備えを進める必要がある。", {}),
            ],
            [("1", "should")],
        ),
        (  # the heading of a list within a list, and an order with two sentences in a cell
            [
                ("運営者は、次の措置を講じなければならない。", {}),
                (
                    "D-3）偏りへの配慮",
                    {"kind": ITEM, "stem": "運営者は、次の措置を講じなければならない。"},
                ),
                ("偏りを見積もる", {"kind": ITEM, "stem": "D-3）偏りへの配慮"}),
            ],
            [("0", "must"), ("2", "must")],
        ),
        (
            [
                (
                    "1 | 責任者は、台帳を更新すること。なお、履歴が残るように管理を行うこと。 | 済",
                    {"kind": BlockKind.TABLE},
                )
            ],
            [("0", "must")],
        ),
    ],
)
def test_only_told(
    rows: list[tuple[str, dict[str, Any]]],
    expected: list[tuple[str, str]],
    document: Callable[..., Any],
) -> None:
    rows = [(text, dict(fields)) for text, fields in rows]
    found = [f for f in extract(*document(rows, "ja")) if isinstance(f, Obligation)]
    assert [(f.segment.split("/s")[1], f.modality) for f in found] == expected
