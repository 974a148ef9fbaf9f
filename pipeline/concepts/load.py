"""Schemes and templates, loaded and checked.

In: YAML files (a scheme may be SKOS as well: .ttl, .nt, .jsonld, .json), or
nothing for those that Concord ships; CONCORD_CONCEPTS names a scheme to use
instead. Out: a `Scheme`, a `Template`. A template is a file with `rows`; it
may bring `concepts` of its own, which join the scheme. A scheme whose head
says `extends: research-security` joins the shipped one in the same way.
Always: whatever is returned keeps what `scheme` promises; every mistake is a
BadSheet naming file, item and field.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path

from pipeline.concepts.find import find_concept
from pipeline.concepts.forms import ROW_FIELDS, one_each, read_concept, read_row, read_words
from pipeline.concepts.scheme import Concept, Row, Scheme, Template
from pipeline.concepts.written import Entry, read_file
from pipeline.errors import BadSheet, UnknownConcept

SKOS_ENDINGS = (".ttl", ".nt", ".jsonld", ".json")
_SCHEME = Path(__file__).with_name("research_security.yaml")
_TEMPLATE = Path(__file__).with_name("template.yaml")
_TEMPLATE_FIELDS = ("title", "subject", "apart", "concepts", "rows")


def load_scheme(path: Path | None = None) -> Scheme:
    """Load a scheme; when no path is given that of CONCORD_CONCEPTS, else the shipped one.

    A file is read once a process, and again when it has changed.
    """
    said = os.environ.get("CONCORD_CONCEPTS")
    if path is None and not said:
        return _shipped()
    return load_noted(path or Path(str(said)))[0]


def load_noted(path: Path) -> tuple[Scheme, tuple[str, ...]]:
    """Load a scheme with notes on what was left out of a file of SKOS or put right."""
    try:
        state = path.stat()
    except OSError as error:
        raise BadSheet(f"{path}: {error.strerror}", "check the path", file=path) from error
    return _kept(path, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=8)
def _kept(path: Path, changed: int, size: int) -> tuple[Scheme, tuple[str, ...]]:
    if path.suffix.lower() in SKOS_ENDINGS:
        from pipeline.concepts.skos import read_skos

        return read_skos(path)
    return _read_scheme(path), ()


def load_template(path: Path | None = None, scheme: Scheme | None = None) -> Template:
    """Load a comparison template, the shipped one when no path is given.

    For a scheme that lacks concepts of the shipped template, its own top
    concepts are the rows instead.
    """
    scheme = scheme or load_scheme()
    entry = read_file(path or _TEMPLATE, "rows")
    if path is None and scheme is not _shipped():
        named = _rows_named(entry)
        if not all(scheme.get(name) for name in named):
            tops = tuple(Row(c.id, {}, {}) for c in scheme.tops)
            return Template(scheme.title, tops, scheme)
    path = path or _TEMPLATE
    fields = entry.fields(_TEMPLATE_FIELDS)
    if "concepts" in fields:
        own = _read_concepts(fields["concepts"], scheme.concepts)
        # Theirs come first: where a label is also one of ours, theirs is meant.
        scheme = Scheme(f"{scheme.id}+{path.stem}", scheme.title, (*own, *scheme.concepts))
    if "rows" not in fields:
        raise entry.wrong("rows are missing", "write `rows:` and list concepts below it")
    rows = tuple(
        _read_row(row, i, scheme) for i, row in enumerate(fields["rows"].entries(), start=1)
    )
    if not rows:
        raise fields["rows"].wrong("holds no row", "list at least one concept")
    title = one_each(fields["title"]) if "title" in fields else {"en": path.stem}
    return Template(
        title,
        rows,
        scheme,
        read_words(fields["subject"]) if "subject" in fields else {},
        tuple(row for row in rows if row.kind == "definition"),
        read_words(fields["apart"]) if "apart" in fields else {},
    )


def select_rows(template: Template, names: Sequence[str]) -> Template:
    """Keep the rows of some concepts, in the order named; a concept without a row gets one.

    Raises UnknownConcept.
    """
    rows = []
    for name in names:
        concept = find_concept(template.scheme, name).id
        own = [row for row in template.rows if row.concept == concept]
        own = own or [row for row in template.rows if concept in row.also]
        rows += [replace(row, group={}) for row in own] or [Row(concept, {}, {})]
    return replace(template, rows=tuple({row.concept: row for row in rows}.values()))


def _rows_named(entry: Entry) -> list[str]:
    """Give the ids that the shipped template names."""
    rows = entry.fields(_TEMPLATE_FIELDS)["rows"].entries()
    return [(r if r.is_text else r.fields(ROW_FIELDS)["concept"]).text() for r in rows]


@cache
def _shipped() -> Scheme:
    return _read_scheme(_SCHEME)


def _read_scheme(path: Path) -> Scheme:
    entry = read_file(path, "concepts")
    fields = entry.fields(("conceptScheme", "concepts"))
    for name in ("conceptScheme", "concepts"):
        if name not in fields:
            raise entry.wrong(f"{name} is missing", f"write `{name}:` at the left margin")
    head = fields["conceptScheme"].fields(("id", "title", "extends", "uri"))
    if "id" not in head:
        raise fields["conceptScheme"].wrong("id is missing", "give the scheme an id")
    title = one_each(head["title"]) if "title" in head else {"en": head["id"].text()}
    uri = head["uri"].text() if "uri" in head else None
    below: tuple[Concept, ...] = ()
    if "extends" in head:
        if head["extends"].text() != _shipped().id:
            raise head["extends"].wrong(
                f"cannot be {head['extends'].text()!r}", f"only {_shipped().id} can be extended"
            )
        below = _shipped().concepts
    own = _read_concepts(fields["concepts"], below)
    return Scheme(head["id"].text(), title, (*own, *below), uri)


def _read_row(entry: Entry, position: int, scheme: Scheme) -> Row:
    row, named = read_row(entry, position)
    try:
        concept = find_concept(scheme, row.concept)
    except UnknownConcept as error:
        raise named.wrong(error.message, error.hint or "") from error
    for name in row.also:
        if scheme.get(name) is None:
            raise named.wrong(f"also names {name}, which is no concept", "correct the id")
    return replace(row, concept=concept.id)


def _read_concepts(entry: Entry, others: Sequence[Concept] = ()) -> tuple[Concept, ...]:
    """Read concepts and check them against each other and those already there."""
    known = {concept.id: concept for concept in others}
    concepts: list[tuple[Concept, Entry]] = []
    for position, written in enumerate(entry.entries(), start=1):
        concept = read_concept(written, position)
        if concept.id in known:
            raise written.called(f"concept {position} ({concept.id})").wrong(
                "another concept has this id", "give it an id of its own"
            )
        known[concept.id] = concept
        concepts.append((concept, written.called(f"concept {position} ({concept.id})")))
    for concept, written in concepts:
        mistake = _mistake(concept, known, written)
        if mistake is not None:
            raise mistake
    return tuple(concept for concept, _ in concepts)


def _mistake(concept: Concept, known: Mapping[str, Concept], entry: Entry) -> BadSheet | None:
    """Look for what is wrong between a concept and the others."""
    for field, ids in (
        ("broader", concept.broader),
        ("related", concept.related),
        ("exactMatch", concept.exact_match),
    ):
        for name in ids:
            if name not in known and not (field == "exactMatch" and "://" in name):
                return entry.wrong(f"{field} names {name}, which is no concept", "correct the id")
    for language, labels in concept.labels.items():
        for kind, others in (
            ("negative", concept.negative_label),
            ("hidden", concept.hidden_label),
        ):
            both = sorted(set(labels) & set(others.get(language, ())))
            if both:
                return entry.wrong(
                    f"{both[0]} is a label and a {kind} label", "keep it in one of the two"
                )
    above = list(concept.broader)
    for name in above:  # grows while it is walked
        if name == concept.id:
            return entry.wrong("broader leads back to itself", "take one of the links out")
        above += [b for b in known[name].broader if b in known and b not in above]
    return None
