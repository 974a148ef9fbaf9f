"""Templates and schemes as people write them: what works, and what the errors say."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.concepts import find_concept, load_scheme, load_template, match, select_rows
from pipeline.errors import BadSheet, UnknownConcept
from pipeline.query.wants import pattern_of

OWN = """
title: 自分の比較
concepts:
  - id: retention-period
    prefLabel: {en: data retention period, ja: 研究データの保存期間}
    altLabel: [保存年限, retention of data]
    broader: [research-data-management]
  - id: kei-yaku
    prefLabel: 契約書の確認
    definition: >-
      契約を結ぶ前に
      その内容を確かめること。
    finding: obligation
rows:
  - due-diligence
  - 責務相反
  - concept: retention-period
    label: How long data are kept
    kind: any
    query: [For how long must data be kept?, 何年間保存しなければならないか]
  - concept: kei-yaku
"""


def _write(folder: Path, text: str, name: str = "rows.yaml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_the_shipped_template_has_a_row_for_every_number_that_analysts_compare() -> None:
    template = load_template()
    scheme = template.scheme
    assert scheme is load_scheme()
    assert set(template.title) == set(template.subject) == {"en", "ja"}
    rows = [row.concept for row in template.rows]
    assert len(set(rows)) == len(rows)
    numbers = {concept.id: concept.notation for concept in scheme.concepts}
    assert {numbers[row] for row in rows} == {str(n) for n in range(1, 33)} | {"1.3"}
    for row in template.rows:
        assert set(row.label) == {"en", "ja"}
        assert set(row.group) in (set(), {"en", "ja"})
        assert all(scheme.get(name) for name in row.also)
    assert template.rows[0].group


def test_rows_can_be_chosen_and_one_that_is_missing_is_made() -> None:
    template = load_template()
    chosen = select_rows(template, ["利益相反", "23", "sanctions", "academic freedom", "COI"])
    assert [row.concept for row in chosen.rows] == [
        "conflict-of-interest",
        "foreign-travel",
        "listed-organisations",  # its row answers sanctions too
        "academic-freedom",
    ]
    assert chosen.subject == template.subject
    with pytest.raises(UnknownConcept):
        select_rows(template, ["cookery"])


def test_a_row_may_name_neighbours_a_group_and_that_it_counts_anywhere(tmp_path: Path) -> None:
    text = """
subject: [research, 研究]
rows:
  - concept: sanctions
    also: [country-of-concern]
    group: {en: Lists, ja: リスト}
    subject: any
  - training
"""
    template = load_template(_write(tmp_path, text))
    assert template.subject == {"en": ("research",), "ja": ("研究",)}
    first, second = template.rows
    assert (first.also, first.group["ja"], first.anywhere) == (
        ("country-of-concern",),
        "リスト",
        True,
    )
    assert (second.also, second.group, second.anywhere) == ((), {}, False)
    with pytest.raises(BadSheet, match="also names nowhere"):
        load_template(_write(tmp_path, text.replace("country-of-concern", "nowhere")))


def test_a_template_may_bring_concepts_and_leave_languages_unsaid(tmp_path: Path) -> None:
    template = load_template(_write(tmp_path, OWN))
    assert template.title == {"ja": "自分の比較"}
    assert [row.concept for row in template.rows] == [
        "due-diligence",
        "conflict-of-commitment",
        "retention-period",
        "kei-yaku",
    ]
    kept = template.rows[2]
    assert kept.label == {"en": "How long data are kept"}
    assert kept.kind == "any"
    assert kept.query == {
        "en": ("For how long must data be kept?",),
        "ja": ("何年間保存しなければならないか",),
    }
    own = find_concept(template.scheme, "保存年限")
    assert own.alt_label == {"ja": ("保存年限",), "en": ("retention of data",)}
    contract = find_concept(template.scheme, "kei-yaku")
    assert contract.pref_label == {"ja": "契約書の確認"}
    assert contract.definition == {"ja": "契約を結ぶ前にその内容を確かめること。"}
    assert contract.query == {"ja": ("契約書の確認",)}  # no query of its own: its name
    assert contract.finding == "obligation"
    assert template.scheme.includes("data-ip-and-access", "retention-period")
    found = match(template.scheme, "研究データの保存期間を定める")
    assert [m.concept.id for m in found] == ["retention-period"]
    assert load_scheme().get("retention-period") is None


def test_an_own_concept_owns_its_label(tmp_path: Path) -> None:
    text = "concepts: [{id: ours, prefLabel: 利益相反}]\nrows: [利益相反]"
    assert load_template(_write(tmp_path, text)).rows[0].concept == "ours"


CONCEPT = "conceptScheme: {id: mine}\nconcepts:\n"

# (what is written, what the message says, what the hint says)
BROKEN_TEMPLATES = [
    ("", "is empty", "rows:"),
    ("rows: [", "not readable as YAML", "indentation"),
    ("- due-diligence", "must have fields", "rows"),
    ("title: x", "rows are missing", "rows:"),
    ("rows: []", "field rows: holds no row", "at least one"),
    ("rows: due-diligence", "field rows: must be a list", "dash"),
    ("row: [due-diligence]", "field row: is not a field", "did you mean rows?"),
    ("rows: [due-dilligence]", "row 1: there is no concept 'due-dilligence'", "due-diligence"),
    ("rows:\n  - training\n  - concept: 占星", "rows.yaml:3: row 2 (占星), field concept", "ids"),
    ("rows: [{label: x}]", "row 1: concept is missing", "id or one of its labels"),
    ("rows: [{concept: training, kinds: any}]", "row 1, field kinds", "did you mean kind?"),
    (
        "rows: [{concept: training, kind: both}]",
        "row 1 (training), field kind: cannot be 'both'",
        "definition, obligation, any",
    ),
    (
        "rows: [{concept: training, label: {fr: formation}}]",
        "row 1 (training), field label.fr",
        "ja, en",
    ),
    (
        "rows: [{concept: training, label: {en: [a]}}]",
        "row 1 (training), field label.en: must be a text",
        "words",
    ),
    (
        "rows: [{concept: training, query: {en: {a: b}}}]",
        "row 1 (training), field query.en: must be a list",
        "dash",
    ),
    ("rows: [{concept: training, concept: coi}]", "row 1, field concept: is written twice", "one"),
    (
        "concepts: [{id: training, prefLabel: x}]\nrows: [training]",
        "concept 1 (training): another concept has this id",
        "of its own",
    ),
    ("concepts: [{prefLabel: x}]\nrows: [training]", "concept 1: id is missing", "id"),
]

BROKEN_SCHEMES = [
    ("", "is empty", "concepts:"),
    ("concepts: []", "conceptScheme is missing", "left margin"),
    ("conceptScheme: {title: x}\nconcepts: []", "field conceptScheme: id is missing", "id"),
    (CONCEPT + "  - id: Two Words\n    prefLabel: x", "cannot be 'Two Words'", "lower-case"),
    (CONCEPT + "  - id: a", "concept 1 (a): prefLabel is missing", "one language is enough"),
    (
        CONCEPT + "  - {id: a, prefLabel: x, broader: [b]}",
        "concept 1 (a): broader names b",
        "correct",
    ),
    (
        CONCEPT + "  - {id: a, prefLabel: x, related: b}",
        "concept 1 (a): related names b",
        "correct",
    ),
    (
        CONCEPT + "  - {id: a, prefLabel: x, exactMatch: b}",
        "concept 1 (a): exactMatch names b",
        "correct",
    ),
    (
        CONCEPT + "  - {id: a, prefLabel: x, broader: b}\n  - {id: b, prefLabel: y, broader: a}",
        "concept 1 (a): broader leads back",
        "links",
    ),
    (
        CONCEPT + "  - {id: a, prefLabel: x}\n  - {id: a, prefLabel: y}",
        "concept 2 (a): another concept",
        "own",
    ),
    (
        CONCEPT + "  - {id: a, prefLabel: x, negativeLabel: x}",
        "x is a label and a negative label",
        "one of the two",
    ),
    (
        CONCEPT + "  - {id: a, prefLabel: x, finding: duty}",
        "concept 1 (a), field finding: cannot be 'duty'",
        "obligation",
    ),
]


@pytest.mark.parametrize(("text", "message", "hint"), BROKEN_TEMPLATES)
def test_a_broken_template_says_where(tmp_path: Path, text: str, message: str, hint: str) -> None:
    path = _write(tmp_path, text)
    with pytest.raises(BadSheet) as caught:
        load_template(path)
    assert str(path) in caught.value.message
    assert message in caught.value.message
    assert caught.value.hint is not None and hint in caught.value.hint
    assert caught.value.where["file"] == path


@pytest.mark.parametrize(("text", "message", "hint"), BROKEN_SCHEMES)
def test_a_broken_scheme_says_where(tmp_path: Path, text: str, message: str, hint: str) -> None:
    with pytest.raises(BadSheet) as caught:
        load_scheme(_write(tmp_path, text))
    assert message in caught.value.message
    assert caught.value.hint is not None and hint in caught.value.hint


def test_a_scheme_of_ones_own(tmp_path: Path) -> None:
    text = CONCEPT + (
        "  - id: a\n    prefLabel: {en: apple, ja: 林檎}\n    notation: 1\n    finding: none\n"
        "    exactMatch: https://example.org/a\n    altLabel:\n"
    )
    scheme = load_scheme(_write(tmp_path, text))
    concept = scheme.concepts[0]
    assert (scheme.id, scheme.title) == ("mine", {"en": "mine"})
    assert (concept.notation, concept.finding, concept.alt_label) == ("1", None, {})
    assert concept.exact_match == ("https://example.org/a",)
    assert [m.concept.id for m in match(scheme, "りんごとapples、林檎")] == ["a", "a", "a"]


@pytest.mark.parametrize(
    ("content", "message"), [(None, "No such file"), ("\ufeffrows: [training]".encode(), None)]
)
def test_files_missing_or_with_a_byte_order_mark(
    tmp_path: Path, content: bytes | None, message: str | None
) -> None:
    path = tmp_path / "rows.yaml"
    if content is not None:
        path.write_bytes(content)
    if message is None:
        assert load_template(path).rows[0].concept == "training"
    else:
        with pytest.raises(BadSheet, match=message):
            load_template(path)


def test_a_file_that_is_not_utf8(tmp_path: Path) -> None:
    path = tmp_path / "rows.yaml"
    path.write_bytes("rows: [利益相反]".encode("shift_jis"))
    with pytest.raises(BadSheet, match="not UTF-8"):
        load_template(path)


def test_words_that_must_stand_beside_a_row(tmp_path: Path) -> None:
    path = tmp_path / "rows.yaml"
    path.write_text(
        "rows:\n  - concept: training\n    beside: {en: [foreign], ja: [外国]}\n  - governance\n",
        "utf-8",
    )
    training, governance = load_template(path).rows
    assert training.beside == {"en": ("foreign",), "ja": ("外国",)} and governance.beside == {}
    found = pattern_of(training.beside)
    assert found and found.search("with Foreign bodies") and found.search("外国機関との契約")
    assert not found.search("国内の法人との契約") and pattern_of({}) is None


def test_words_that_keep_a_passage_out_and_headings_that_name_no_subject(tmp_path: Path) -> None:
    path = tmp_path / "rows.yaml"
    path.write_text(
        "subject: {en: [research], ja: [研究]}\napart: {en: [applied research], ja: [研究開発]}\n"
        "rows:\n  - concept: contact-point\n    without: {en: [patient], ja: [患者]}\n",
        "utf-8",
    )
    template = load_template(path)
    assert template.apart == {"en": ("applied research",), "ja": ("研究開発",)}
    assert template.rows[0].without == {"en": ("patient",), "ja": ("患者",)}
    path.write_text("rows:\n  - governance\n", "utf-8")
    assert (load_template(path).apart, load_template(path).rows[0].without) == ({}, {})
