"""Concepts and rows as a person writes them.

In: entries of a YAML file. Out: concepts and rows, each checked by itself;
how they hang together is checked in `load`. Always: languages are those that
Concord reads. Words given without a language are filed under the language
they are written in: `prefLabel: 利益相反` is `prefLabel: {ja: 利益相反}`.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from pipeline.concepts.scheme import Concept, Row
from pipeline.concepts.written import Entry
from pipeline.languages import LANGUAGES, detect

FINDINGS = ("definition", "obligation")
KINDS = (*FINDINGS, "any")
CONCEPT_FIELDS = (
    "id prefLabel altLabel hiddenLabel negativeLabel definition "
    "broader related exactMatch notation finding query uri"
).split()
ROW_FIELDS = (
    "concept",
    "label",
    "kind",
    "query",
    "also",
    "group",
    "subject",
    "beside",
    "without",
    "last",
    "says",
)

_ID = re.compile(r"[a-z0-9]+(?:[.-][a-z0-9]+)*")


def read_concept(entry: Entry, position: int) -> Concept:
    """Read one concept; `position` counts from 1 and names it until its id is known."""
    entry = entry.called(f"concept {position}")
    fields = entry.fields(CONCEPT_FIELDS)
    if "id" not in fields:
        raise entry.wrong("id is missing", "give the concept an id, such as research-security")
    name = fields["id"].text()
    if not _ID.fullmatch(name):
        raise fields["id"].wrong(
            f"cannot be {name!r}", "use lower-case letters and digits joined by '-'"
        )
    fields = entry.called(f"concept {position} ({name})").fields(CONCEPT_FIELDS)
    if "prefLabel" not in fields:
        raise entry.called(f"concept {position} ({name})").wrong(
            "prefLabel is missing", "write `prefLabel: {en: ..., ja: ...}`, one language is enough"
        )
    pref = one_each(fields["prefLabel"])
    query = _many(fields, "query")
    return Concept(
        id=name,
        pref_label=pref,
        alt_label=_many(fields, "altLabel"),
        negative_label=_many(fields, "negativeLabel"),
        definition=_one(fields, "definition"),
        query=query or {language: (label,) for language, label in pref.items()},
        broader=_ids(fields, "broader"),
        related=_ids(fields, "related"),
        exact_match=_ids(fields, "exactMatch"),
        notation=fields["notation"].text() if "notation" in fields else None,
        finding=_choice(fields, "finding", FINDINGS),
        hidden_label=_many(fields, "hiddenLabel"),
        uri=fields["uri"].text() if "uri" in fields else None,
    )


def read_row(entry: Entry, position: int) -> tuple[Row, Entry]:
    """Read one row, with the entry that names its concept; a mere name is a row too."""
    entry = entry.called(f"row {position}")
    if entry.is_text:
        return Row(entry.text(), {}, {}), entry
    fields = entry.fields(ROW_FIELDS)
    if "concept" not in fields:
        raise entry.wrong("concept is missing", "name a concept by its id or one of its labels")
    name = fields["concept"].text()
    fields = entry.called(f"row {position} ({name})").fields(ROW_FIELDS)
    row = Row(
        name,
        _one(fields, "label"),
        _many(fields, "query"),
        _choice(fields, "kind", KINDS),
        also=_ids(fields, "also"),
        group=_one(fields, "group"),
        anywhere=_choice(fields, "subject", ("any",)) == "any",
        beside=_many(fields, "beside"),
        without=_many(fields, "without"),
        last=_many(fields, "last"),
        says=_many(fields, "says"),
    )
    return row, fields["concept"]


def read_words(entry: Entry) -> dict[str, tuple[str, ...]]:
    """Read words of each language; those without one are filed under the one they are in."""
    if entry.is_mapping:
        return {language: value.texts() for language, value in entry.fields(LANGUAGES).items()}
    filed: dict[str, tuple[str, ...]] = {}
    for text in entry.texts():
        filed[detect(text)] = (*filed.get(detect(text), ()), text)
    return filed


def one_each(entry: Entry) -> dict[str, str]:
    """Read one text for each language."""
    if entry.is_text:
        text = entry.text()
        return {detect(text): text}
    return {language: value.text() for language, value in entry.fields(LANGUAGES).items()}


def _one(fields: dict[str, Entry], name: str) -> dict[str, str]:
    return one_each(fields[name]) if name in fields else {}


def _many(fields: dict[str, Entry], name: str) -> dict[str, tuple[str, ...]]:
    return read_words(fields[name]) if name in fields else {}


def _ids(fields: dict[str, Entry], name: str) -> tuple[str, ...]:
    return fields[name].texts() if name in fields else ()


def _choice(fields: dict[str, Entry], name: str, values: Collection[str]) -> str | None:
    if name not in fields:
        return None
    value = fields[name].text()
    if value not in values:
        raise fields[name].wrong(f"cannot be {value!r}", f"write {', '.join(values)} or leave it")
    return value
