"""Every example of every rule: those that fire and those that stay silent."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from pipeline.errors import BadSheet
from pipeline.extract import definitions_in, duties_in
from pipeline.extract.mentions import load_rules, mentions
from pipeline.extract.rules import Rule, load_pack, parse_pack
from pipeline.records import Form

PACKS = ["duties_en", "duties_ja", "definitions_en", "definitions_ja"]
RULES = [(pack, rule) for pack in PACKS for rule in load_pack(pack)]
IDS = [f"{pack}:{rule.id}" for pack, rule in RULES]


def fired(pack: str, rule: Rule, text: str, analyse: Callable[[str, str], Any]) -> bool:
    """Say whether a rule speaks on a text (a silence: whether it claims words)."""
    language = pack[-2:]
    if rule.silence:
        return rule.pattern.search(text) is not None
    if pack.startswith("duties"):
        where = {
            "rules": bool({"rules", "addressed"} & rule.checks),
            "policy": "declares" in rule.checks,
            "controls": "controls" in rule.checks,
        }
        readings = duties_in(analyse(text, language), language, "G7", **where)
        found = {r.cue.rule.id for r in readings}
    else:
        found = {m.rule for m in definitions_in(text, language, tuple(Form))}
    # A list of terms needs its items; alone it finds the term only.
    return rule.id in found


@pytest.mark.parametrize(("pack", "rule"), RULES, ids=IDS)
def test_examples(pack: str, rule: Rule, analyse: Callable[[str, str], Any]) -> None:
    for text in rule.fires:
        assert fired(pack, rule, text, analyse), f"{rule.id} should fire: {text}"
    for text in rule.silent:
        assert not fired(pack, rule, text, analyse), f"{rule.id} should be silent: {text}"


REFERENCES, _ = load_rules()


@pytest.mark.parametrize("rule", REFERENCES, ids=[rule.id for rule in REFERENCES])
def test_examples_of_references(rule: Rule) -> None:
    for text in rule.fires:
        assert rule.id in {m.rule for m in mentions(text)}, f"{rule.id} should fire: {text}"
    for text in rule.silent:
        assert rule.id not in {m.rule for m in mentions(text)}, f"{rule.id} is loud: {text}"


WHOLE = """
[[rule]]
id = "x"
pattern = "shall"
reason = "r"
fires = ["a"]
silent = ["b"]
"""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (WHOLE.replace('silent = ["b"]', "silent = []"), "lacks silent"),
        (WHOLE.replace('fires = ["a"]', ""), "lacks fires"),
        (WHOLE.replace('"shall"', '"("'), "rule x"),
        (WHOLE + 'modality = "perhaps"', "perhaps"),
        (WHOLE.replace('pattern = "shall"', "tokens = []"), "lacks tokens"),
        (WHOLE + 'checks = ["mood"]', "unknown check"),
        (WHOLE + WHOLE, "two rules called x"),
        ("[[rule", "broken"),
    ],
)
def test_a_rule_that_is_not_whole_does_not_load(text: str, words: str) -> None:
    with pytest.raises(BadSheet, match=words):
        parse_pack(text, "broken")


def test_whole_rule_loads() -> None:
    assert parse_pack(WHOLE, "whole")[0].id == "x"
