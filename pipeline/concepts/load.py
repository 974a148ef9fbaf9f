"""Schemes and templates, loaded and checked.

In: YAML files, or nothing for those that Concord ships. Out: a `Scheme`, a
`Template`. A template is a file with `rows`; it may bring `concepts` of its
own, which join the shipped scheme. Always: whatever is returned keeps what
`scheme` promises; every mistake is a BadSheet naming file, item and field.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from pipeline.concepts.find import find_concept
from pipeline.concepts.forms import one_each, read_concept, read_row
from pipeline.concepts.scheme import Concept, Row, Scheme, Template
from pipeline.concepts.written import Entry, read_file
from pipeline.errors import BadSheet, UnknownConcept

_SCHEME = Path(__file__).with_name("research_security.yaml")
_TEMPLATE = Path(__file__).with_name("template.yaml")


def load_scheme(path: Path | None = None) -> Scheme:
    """Load a scheme, the shipped one (once a process) when no path is given."""
    return _shipped() if path is None else _read_scheme(path)


def load_template(path: Path | None = None) -> Template:
    """Load a comparison template, the shipped one when no path is given."""
    path = path or _TEMPLATE
    entry = read_file(path)
    fields = entry.fields(("title", "concepts", "rows"))
    scheme = load_scheme()
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
    return Template(title, rows, scheme)


@cache
def _shipped() -> Scheme:
    return _read_scheme(_SCHEME)


def _read_scheme(path: Path) -> Scheme:
    entry = read_file(path)
    fields = entry.fields(("conceptScheme", "concepts"))
    for name in ("conceptScheme", "concepts"):
        if name not in fields:
            raise entry.wrong(f"{name} is missing", f"write `{name}:` at the left margin")
    head = fields["conceptScheme"].fields(("id", "title"))
    if "id" not in head:
        raise fields["conceptScheme"].wrong("id is missing", "give the scheme an id")
    title = one_each(head["title"]) if "title" in head else {"en": head["id"].text()}
    return Scheme(head["id"].text(), title, _read_concepts(fields["concepts"]))


def _read_row(entry: Entry, position: int, scheme: Scheme) -> Row:
    row, named = read_row(entry, position)
    try:
        concept = find_concept(scheme, row.concept)
    except UnknownConcept as error:
        raise named.wrong(error.message, error.hint or "") from error
    return Row(concept.id, row.label, row.query, row.kind)


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
        both = set(labels) & set(concept.negative_label.get(language, ()))
        if both:
            return entry.wrong(
                f"{both.pop()} is a label and a negative label", "keep it in one of the two"
            )
    above = list(concept.broader)
    for name in above:  # grows while it is walked
        if name == concept.id:
            return entry.wrong("broader leads back to itself", "take one of the links out")
        above += [b for b in known[name].broader if b in known and b not in above]
    return None
