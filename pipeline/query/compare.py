"""A comparison: concepts down, jurisdictions or documents across.

In: an index, an encoder, a template of rows and column names. Out: cells,
each with cited passages, or "searched, nothing found", or "no documents".
A passage is a claim only when the concept's own words stand in it (or in its
heading or stem) or it holds a finding on the concept; what is merely near in
meaning is shown as nearest, never as a claim.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from pipeline.concepts import Concept, Row, Scheme, Template, find_concept, match
from pipeline.errors import BadRequest, UnknownDocument
from pipeline.index import Filters, Index
from pipeline.protocols import Encoder, Progress, Silence
from pipeline.query.define import define
from pipeline.query.hits import Hit, hits
from pipeline.query.search import search

# Claims in a cell; more is a reading list, not a table.
_CLAIMS = 3
_READ = 40  # candidates looked at per question


class Status(StrEnum):
    """What a cell can honestly say."""

    FOUND = "found"
    NOTHING = "nothing-found"
    NO_DOCUMENTS = "no-documents"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: a jurisdiction or one document, with the documents in it."""

    name: str
    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """What one column says on one row.

    `claims` are cited passages; `nearest` is the closest passage when there
    is no claim, shown as such; `searched` counts the documents looked at.
    """

    status: Status
    claims: tuple[Hit, ...]
    nearest: Hit | None
    searched: int


@dataclass(frozen=True, slots=True)
class Compared:
    """One row of the table."""

    concept: Concept
    label: dict[str, str]  # language: label
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The table; `rows[i].cells[j]` belongs to `columns[j]`."""

    title: dict[str, str]
    columns: tuple[Column, ...]
    rows: tuple[Compared, ...]


def compare(
    index: Index,
    encoders: Sequence[Encoder],
    template: Template,
    columns: Sequence[str] = (),
    progress: Progress | None = None,
) -> Comparison:
    """Fill a template; `columns` default to every jurisdiction that the index holds.

    Raises BadRequest when a name is neither a jurisdiction nor a document and
    looks like neither; a jurisdiction without documents has empty cells.
    """
    chosen = [_column(index, name) for name in columns] if columns else _jurisdictions(index)
    if not chosen:
        raise BadRequest(
            "no document in the index has a jurisdiction",
            "state it: concord build PATH --jurisdiction CODE, or name documents with --columns",
        )
    rows = []
    with (progress or Silence()).stage("comparing", len(template.rows)) as tick:
        for row in template.rows:
            concept = find_concept(template.scheme, row.concept)
            cells = tuple(
                _cell(index, encoders, template.scheme, concept, row, column) for column in chosen
            )
            rows.append(Compared(concept, row.label or concept.pref_label, cells))
            tick(1)
    return Comparison(template.title, tuple(chosen), tuple(rows))


def _jurisdictions(index: Index) -> list[Column]:
    names = sorted({e.source.jurisdiction for e in index.entries.values()} - {None}, key=str)
    return [_column(index, str(name)) for name in names]


def _column(index: Index, name: str) -> Column:
    """Read a column's name: a jurisdiction, else a document."""
    ids = tuple(
        i for i, e in index.entries.items() if (e.source.jurisdiction or "").upper() == name.upper()
    )
    if ids:
        return Column(name, ids)
    try:
        found = index.find(name)
    except UnknownDocument:
        # A code that no document has is a legitimate question: an empty column says so.
        if name.isascii() and len(name) <= 12 and name.replace("-", "").isalnum():
            return Column(name, ())
        raise
    return Column(name, (found,))


def _cell(
    index: Index,
    encoders: Sequence[Encoder],
    scheme: Scheme,
    concept: Concept,
    row: Row,
    column: Column,
) -> Cell:
    if not column.documents:
        return Cell(Status.NO_DOCUMENTS, (), None, 0)
    filters = Filters(documents=column.documents)
    claims: list[Hit] = []
    nearest: Hit | None = None
    kind = row.kind or concept.finding
    if kind == "definition":
        claims += _definitions(index, concept, filters)
    seen = {h.segment.id for h in claims}
    texts = {h.segment.text for h in claims}
    if len(claims) < _CLAIMS:
        for hit in _candidates(index, encoders, concept, row, kind, filters):
            if hit.segment.id in seen or hit.segment.text in texts:
                continue
            if _speaks_of(scheme, concept, hit):
                if kind == "definition" and not _defines(hit):
                    continue
                claims.append(hit)
                seen.add(hit.segment.id)
                texts.add(hit.segment.text)
            elif nearest is None:
                nearest = hit
            if len(claims) >= _CLAIMS:
                break
    ranked = tuple(replace(h, rank=i) for i, h in enumerate(claims[:_CLAIMS], start=1))
    status = Status.FOUND if ranked else Status.NOTHING
    return Cell(status, ranked, None if ranked else nearest, len(column.documents))


def _definitions(index: Index, concept: Concept, filters: Filters) -> list[Hit]:
    """Definitions whose term is one of the concept's labels."""
    found: dict[str, float] = {}
    for labels in concept.labels.values():
        for label in labels:
            for defined in define(index, label, filters, expanded=False):
                if defined.fit >= 0.75:
                    name = defined.segment.id
                    found[name] = max(found.get(name, 0.0), defined.fit)
    keys = index.keys_of(list(found))
    ranked = sorted(((keys[n], fit) for n, fit in found.items()), key=lambda t: (-t[1], t[0]))
    return hits(index, ranked[:_CLAIMS], {})


def _candidates(
    index: Index,
    encoders: Sequence[Encoder],
    concept: Concept,
    row: Row,
    kind: str | None,
    filters: Filters,
) -> list[Hit]:
    """Candidates for a cell over the row's questions in both languages, best first."""
    pooled: dict[str, Hit] = {}
    wanted = [replace(filters, kind=kind), filters] if kind == "obligation" else [filters]
    for order, restricted in enumerate(wanted):
        for questions in (row.query or concept.query).values():
            for question in questions:
                for hit in search(index, encoders, question, k=_READ, filters=restricted):
                    # Passages that hold the kind of finding asked for come first.
                    score = hit.score + (1.0 if order == 0 and len(wanted) > 1 else 0.0)
                    kept = pooled.get(hit.segment.id)
                    if kept is None or kept.score < score:
                        pooled[hit.segment.id] = replace(hit, score=score)
    return sorted(pooled.values(), key=lambda h: (-h.score, h.segment.id))


def _speaks_of(scheme: Scheme, concept: Concept, hit: Hit) -> bool:
    """Tell whether the concept's own words stand in the passage, its stem or its heading."""
    segment = hit.segment
    around = " ".join([segment.trail[-1] if segment.trail else "", segment.stem or ""])
    return any(
        m.concept.id == concept.id
        for text in (segment.text, around)
        if text.strip()
        for m in match(scheme, text)
    )


def _defines(hit: Hit) -> bool:
    return any(type(f).__name__ == "Definition" for f in hit.findings)
