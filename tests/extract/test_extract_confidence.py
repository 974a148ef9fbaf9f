"""Whether somebody is told to act, and how sure a finding is."""

from __future__ import annotations

import re
import runpy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline.extract import confidence, duties_in
from pipeline.records import band


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Member States shall ensure that the office has the means it needs.", True),
        ("The Commission shall inform the Council of its decision.", True),
        ("Recipients shall be entitled to compensation.", True),
        ("The amount shall not exceed 40 % of the costs.", False),
        ("The label shall contain the name of the product.", False),
        ("大学は、記録を保存しなければならない。", True),
    ],
)
def test_regulative(text: str, told: bool, analyse: Callable[[str, str], Any]) -> None:
    language = "en" if text.isascii() else "ja"
    (reading,) = duties_in(analyse(text, language), language)
    origin = "sentence" if reading.bearer else None
    assert confidence.regulative(reading, language, origin) is told


def test_a_rule_may_say_that_it_tells_nobody(analyse: Callable[[str, str], Any]) -> None:
    (reading,) = duties_in(analyse("記録の保存期間は、二年とする。", "ja"), "ja", rules=True)
    assert reading.cue.rule.id == "ja-to-suru"
    assert not confidence.regulative(reading, "ja", None)


def test_confidence_orders_findings(analyse: Callable[[str, str], Any]) -> None:
    def sure(text: str, rules: bool) -> float:
        (reading,) = duties_in(analyse(text, "en"), "en", rules=rules)
        return confidence.confidence(reading, "en", "sentence" if reading.bearer else None, rules)

    rule = sure("Institutions shall report each contract.", rules=True)
    remark = sure("The effect should also be visible in larger samples.", rules=False)
    assert remark < rule and band(rule) == "high"
    assert 0 < remark < 1 and rule < 1


def test_bands() -> None:
    assert [band(c) for c in (0.97, 0.9, 0.89, 0.6, 0.59, 0.1)] == [
        "high", "high", "medium", "medium", "low", "low",
    ]  # fmt: skip


@pytest.mark.slow
def test_regulative_holds_its_floor(
    root: Path, shared_data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    train = runpy.run_path(str(root / "scripts/train_duties"))
    train["report_eu"](train["eu_examples"](shared_data))
    printed = re.search(r"F1 (0\.\d+)", capsys.readouterr().out)
    assert printed is not None and float(printed[1]) >= 0.85
