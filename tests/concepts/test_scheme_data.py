"""The shipped scheme: whole in both languages, and every label finds its concept."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest
import yaml

import pipeline.concepts.load
from pipeline.concepts import Concept, load_scheme, match
from pipeline.concepts.words import words

SCHEME = load_scheme()
FOLDER = Path(pipeline.concepts.load.__file__).parent
CARRIERS = {
    "en": ("{}", "All institutions shall consider {} in these cases.", "See also: {}."),
    "ja": ("{}", "大学等は、{}について定める。", "次の事項（{}）に留意すること。"),
}

every_concept = pytest.mark.parametrize("concept", SCHEME.concepts, ids=lambda c: c.id)


@every_concept
def test_is_whole_in_both_languages(concept: Concept) -> None:
    for language in ("en", "ja"):
        assert concept.pref_label[language]
        assert concept.alt_label[language]
        assert concept.definition[language]
        assert 1 <= len(concept.query[language]) <= 3


@every_concept
def test_every_label_finds_its_concept_alone_and_in_a_sentence(concept: Concept) -> None:
    for language, labels in concept.labels.items():
        for label in labels:
            for carrier in CARRIERS[language]:
                text = carrier.format(label)
                at = text.index(label)
                spans = [m.span for m in match(SCHEME, text) if m.concept.id == concept.id]
                assert (at, at + len(label)) in spans, text


@every_concept
def test_negative_labels_never_find_it(concept: Concept) -> None:
    for labels in concept.negative_label.values():
        for label in labels:
            assert concept.id not in {m.concept.id for m in match(SCHEME, label)}, label


@every_concept
def test_no_label_is_listed_twice(concept: Concept) -> None:
    for language, labels in concept.labels.items():
        if language == "ja":  # リスクの評価 and リスク評価 are one
            keys = [tuple(form for form, _, _ in words(label)) for label in labels]
        else:  # both spellings of English may stand: the index knows only the letters
            keys = [(label.lower(),) for label in labels]
        assert len(set(keys)) == len(keys)


@every_concept
def test_relations_lead_to_other_concepts_and_do_not_contradict(concept: Concept) -> None:
    above = {c.id for c in SCHEME.above(concept.id)}
    related = {c.id for c in SCHEME.related(concept.id)}
    assert concept.id not in above | related
    assert not above & related
    assert all(concept in SCHEME.related(name) for name in related)


def test_has_a_concept_for_each_of_the_32_rows() -> None:
    numbers = [c.notation for c in SCHEME.concepts]
    assert len(set(numbers)) == len(numbers)
    assert {str(n) for n in range(1, 33)} <= set(numbers)


def test_every_row_names_its_look_alikes_and_its_neighbours_in_both_languages() -> None:
    for concept in SCHEME.concepts:
        if concept.notation and concept.notation.isdigit() and int(concept.notation) <= 32:
            assert all(concept.negative_label.get(code) for code in ("en", "ja")), concept.id
            near = (*concept.broader, *SCHEME.related(concept.id), *SCHEME.narrower(concept.id))
            assert near, concept.id


def test_preferred_labels_are_unique() -> None:
    for language in ("en", "ja"):
        labels = [c.pref_label[language].lower() for c in SCHEME.concepts]
        assert len(set(labels)) == len(labels)


def test_only_words_of_more_than_one_sense_are_shared() -> None:
    owners: dict[str, list[str]] = defaultdict(list)
    for concept in SCHEME.concepts:
        for labels in concept.labels.values():
            for label in labels:
                owners[label].append(concept.id)
    assert {label: ids for label, ids in owners.items() if len(ids) > 1} == {
        "研究インテグリティ": ["research-integrity", "research-integrity-against-new-risks"],
        "研究公正": ["research-integrity", "research-integrity-as-conduct"],
        "research security and integrity": ["research-integrity", "research-security"],
        # The second "conflict" is left out, both are spoken of.
        "conflicts of interest and of commitment": [
            "conflict-of-interest",
            "conflict-of-commitment",
        ],
        "conflicts of interest and commitment": ["conflict-of-interest", "conflict-of-commitment"],
    }


@pytest.mark.parametrize("file", ["research_security.yaml", "template.yaml"])
def test_files_read_alike_without_the_c_library(file: str) -> None:
    text = (FOLDER / file).read_text(encoding="utf-8")
    assert yaml.load(text, Loader=yaml.BaseLoader) == yaml.load(text, Loader=yaml.CBaseLoader)


def test_folded_japanese_has_no_blanks_where_lines_met() -> None:
    definition = SCHEME.concepts[0].definition
    assert " " not in definition["ja"]
    assert "  " not in definition["en"]


def test_a_broad_concept_includes_the_narrower_ones() -> None:
    assert SCHEME.includes("safeguards", "academic-freedom")
    assert SCHEME.includes("research-integrity", "research-integrity-against-new-risks")
    assert SCHEME.includes("disclosure", "outside-activities")  # by way of commitment
    assert not SCHEME.includes("academic-freedom", "safeguards")
    assert not SCHEME.includes("research-integrity", "research-misconduct")
    assert {c.id for c in SCHEME.narrower("safeguards")} == {
        "academic-freedom",
        "institutional-autonomy",
        "non-discrimination",
    }
