"""Marks, figures, and what `concord score findings` prints."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline.cli import main
from pipeline.errors import BadRequest
from pipeline.records import Definition, Modality, Obligation, Role, Segment
from pipeline.score.findings import measured, score_documents
from pipeline.score.gold import GoldDefinition, GoldDocument, GoldDuty, load_gold
from pipeline.score.judge import Found, judge
from pipeline.score.resolve import Finder
from pipeline.score.tally import counted, figure
from tests.score.conftest import document_of, label

WORDS = "The institute must keep a store."
DUTY = Obligation(
    "o1", "d", "g1", Modality.MUST, "must", (14, 18), "r", 1.0,
    bearer="The institute", bearer_from="sentence", role=Role.INSTITUTION,
)  # fmt: skip
DEFINITION = Definition("d1", "d", "g1", (0, 32), WORDS, "institute", "keep a store", "r")
WANTED = GoldDuty(("must",), origin="sentence", roles=("institution",), bearers=((0, 12),))


def marks(
    duties: tuple[GoldDuty, ...],
    found: list[Obligation | Definition],
    definitions: tuple[GoldDefinition, ...] = (),
    lost: bool = False,
) -> dict[str, str]:
    """Judge one sentence."""
    document = document_of([[WORDS]])
    sentence = label(document, WORDS, 1, duties=duties, definitions=definitions)
    gold = GoldDocument("g", "p", "rules", "en", "dev", (sentence,))
    segment = Segment("g1", "d", document.blocks[0].kind, 0, (0, 32), WORDS, "en", (0, 32))
    places = {"s1": None if lost else Finder(document).find(sentence)}
    judged = judge(gold, places, Found(document, [segment], found))
    return {m.measure: m.outcome for m in judged}


def test_a_duty_is_found_missed_or_made_up() -> None:
    right = marks((WANTED,), [DUTY])
    assert right["duty"] == right["modality must"] == right["bearer named"] == "tp"
    assert right["bearer role"] == right["bearer words"] == "right"
    assert marks((WANTED,), [])["duty"] == "fn"
    assert marks((), [DUTY])["duty"] == marks((), [DUTY])["modality must"] == "fp"
    assert marks((), [])["duty"] == "tn"


def test_a_wrong_modality_is_still_a_duty() -> None:
    found = marks((WANTED,), [replace(DUTY, modality=Modality.SHOULD)])
    assert found["duty"] == "tp"
    assert (found["modality must"], found["modality should"]) == ("fn", "fp")
    assert "bearer role" not in found


def test_what_is_open_is_not_marked() -> None:
    open_duty = GoldDuty(("must",), optional=True)
    for found in ([], [DUTY]):
        assert not [m for m in marks((open_duty,), list(found)) if m != "definition"]
    either = GoldDuty(("must", "commits"))
    assert marks((either,), [replace(DUTY, modality=Modality.COMMITS)])["modality commits"] == "tp"
    unjudged = replace(WANTED, origin=None)
    assert "bearer named" not in marks((unjudged,), [DUTY])


def test_a_bearer_may_be_wrong_or_wrongly_named() -> None:
    wrong = marks((WANTED,), [replace(DUTY, role=Role.BUSINESS, bearer="a store")])
    assert (wrong["bearer role"], wrong["bearer words"]) == ("wrong", "wrong")
    nobody = replace(WANTED, origin="none", roles=(), bearers=())
    assert marks((nobody,), [DUTY])["bearer named"] == "fp"
    assert marks((nobody,), [replace(DUTY, bearer=None)])["bearer named"] == "tn"


def test_what_cannot_be_found_again_counts_as_missed() -> None:
    found = marks((WANTED,), [DUTY], (GoldDefinition(terms=((3, 12),), body=(16, 26)),), lost=True)
    assert (found["duty"], found["modality must"], found["definition"]) == ("fn", "fn", "fn")


def test_a_definition_is_held_against_its_spans() -> None:
    wanted = GoldDefinition(terms=((3, 12),), body=(16, 26))
    right = marks((), [DEFINITION], (wanted,))
    assert right["definition"] == "tp"
    assert right["term"] == right["body"] == right["owner"] == "right"
    wrong = replace(DEFINITION, term="store", body="keep", source="the Guide")
    found = marks((), [wrong], (wanted,))
    assert found["definition"] == "tp"
    assert found["term"] == found["body"] == found["owner"] == "wrong"
    assert marks((), [DEFINITION])["definition"] == "fp"
    assert marks((), [], (wanted,))["definition"] == "fn"
    assert "definition" not in marks((), [DEFINITION], (replace(wanted, optional=True),))


def test_figures() -> None:
    outcomes = {"a": ["tp", "fp"], "b": ["fn"], "c": ["tp", "tn"]}
    found = figure(counted(outcomes, ["a", "b", "c"]))
    assert found is not None and found.precision is not None and found.recall is not None
    assert (found.value, found.precision, found.recall) == pytest.approx((2 / 3, 2 / 3, 2 / 3))
    assert 0 <= found.low <= found.value <= found.high <= 1
    right = figure(counted({"a": ["right"], "b": ["wrong"]}, ["a", "b"]))
    assert right is not None and (right.value, right.asked, right.precision) == (0.5, 2, None)
    assert figure(counted({"a": ["tn"]}, ["a"])) is None


def test_whole_and_partial_reading_agree(labelled: tuple[Path, Path]) -> None:
    data, gold = labelled
    for whole in (False, True):
        judged = score_documents(load_gold(gold), data, whole)
        for measure, asked in (("duty", 2), ("definition", 1), ("bearer role", 2)):
            found = measured(judged, measure)
            assert found is not None and (found.value, found.asked) == (1.0, asked), measure


def test_the_command_prints_saves_and_compares(labelled: tuple[Path, Path], tmp_path: Path) -> None:
    data, gold = labelled
    saved = tmp_path / "run.json"
    folders = ["--data", str(data), "--gold", str(gold)]
    done = CliRunner().invoke(main, ["score", "findings", *folders, "--json", str(saved)])
    assert done.exit_code == 0, done.output
    assert "duty                    2  F1  1.000" in done.output
    assert "modality, macro" in done.output
    run = json.loads(saved.read_text("utf-8"))
    assert run["figures"]["ja: duty"] == 1.0
    assert run["unresolved"] == []

    file = data / "rules.ja.md"
    file.write_text(file.read_text("utf-8").replace("備えなければならない", "備えた"), "utf-8")
    again = CliRunner().invoke(
        main, ["score", "findings", *folders, "--against", str(saved), "--errors", "duty"]
    )
    assert again.exit_code == 0, again.output
    assert "not found in its document, counted as missed: rules.ja/s1" in again.output
    assert "gained 0" in again.output
    assert "rules.ja/s1 duty" in again.output


def test_bad_labels_are_refused_by_name(labelled: tuple[Path, Path], tmp_path: Path) -> None:
    _, gold = labelled
    with pytest.raises(BadRequest, match="holds no labels"):
        load_gold(tmp_path / "data")
    file = gold / "rules.en.jsonl"
    good = file.read_text("utf-8")
    file.write_text(good + "\n{", "utf-8")
    with pytest.raises(BadRequest, match="line 5"):
        load_gold(gold)
    file.write_text(good.replace('"hash"', '"hush"', 1), "utf-8")
    with pytest.raises(BadRequest, match="no file of labels"):
        load_gold(gold)
    file.write_text(good.replace('"s2"', '"s1"'), "utf-8")
    with pytest.raises(BadRequest, match="one id"):
        load_gold(gold)
