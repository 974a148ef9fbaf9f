"""A concept by whatever a person calls it."""

from __future__ import annotations

import pytest

from pipeline.concepts import Concept, find_concept, load_scheme
from pipeline.errors import UnknownConcept

SCHEME = load_scheme()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("due-diligence", "due-diligence"),
        ("Due Diligence", "due-diligence"),
        ("due_diligence", "due-diligence"),
        ("12", "due-diligence"),
        ("デュー・ディリジェンス", "due-diligence"),
        ("ＣＯＩ", "conflict-of-interest"),
        ("coi", "conflict-of-interest"),
        ("  責務相反 ", "conflict-of-commitment"),
        ("ｻｲﾊﾞｰｾｷｭﾘﾃｨ", "cyber-security"),
        ("dual use", "dual-use"),
        # The preferred label is stronger than the same word as another label.
        ("研究インテグリティ", "research-integrity-against-new-risks"),
        ("研究公正", "research-integrity-as-conduct"),
        ("research integrity", "research-integrity"),
        ("Responsible Conduct of Research", "research-integrity-as-conduct"),
        # None: unknown.
        ("astrology", None),
        ("占星術", None),
        ("", None),
    ],
)
def test_find_concept(name: str, expected: str | None) -> None:
    if expected is None:
        with pytest.raises(UnknownConcept):
            find_concept(SCHEME, name)
    else:
        assert find_concept(SCHEME, name).id == expected


@pytest.mark.parametrize("concept", SCHEME.concepts, ids=lambda c: c.id)
def test_ids_and_preferred_labels_are_never_taken_by_another(concept: Concept) -> None:
    for name in (concept.id, *concept.pref_label.values()):
        assert find_concept(SCHEME, name) is concept


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("due-dilligence", "due-diligence"),
        ("research securty", "research-security"),
        ("利益背反", "conflict-of-interest"),
        ("talent", "foreign-talent-programme"),
    ],
)
def test_the_hint_names_what_is_near(name: str, near: str) -> None:
    with pytest.raises(UnknownConcept) as caught:
        find_concept(SCHEME, name)
    assert name in caught.value.message
    assert caught.value.hint is not None and near in caught.value.hint


def test_the_hint_shows_what_ids_look_like_when_nothing_is_near() -> None:
    with pytest.raises(UnknownConcept) as caught:
        find_concept(SCHEME, "xyzzy")
    assert caught.value.hint is not None and "research-integrity" in caught.value.hint
