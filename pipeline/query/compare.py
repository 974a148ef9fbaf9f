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

from pipeline.concepts import Concept, Scheme, Template, find_concept, match
from pipeline.errors import BadRequest, UnknownDocument
from pipeline.index import Filters, Index
from pipeline.protocols import Encoder, Progress, Rows, Silence
from pipeline.query.define import fit
from pipeline.query.fusion import fuse
from pipeline.query.hits import Hit, context_of, hits
from pipeline.records import BlockKind, Definition, Obligation
from pipeline.text.tokens import content_tokens

# Claims in a cell; more is a reading list, not a table.
_CLAIMS = 3
_READ = 40  # candidates looked at per question
_FIT = 0.75  # share of a defined term's words that a label must be
_MIN_NEAREST = 15  # characters; shorter passages say nothing on their own
_NO_CLAIM = frozenset({BlockKind.HEADING, BlockKind.TITLE, BlockKind.FIGURE, BlockKind.CAPTION})


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

    Raises BadRequest when there is no column to fill, UnknownDocument for a
    name that is neither a jurisdiction's code nor a document.
    """
    chosen = [_column(index, name) for name in columns] if columns else _jurisdictions(index)
    if not chosen:
        raise BadRequest(
            "no document in the index has a jurisdiction",
            "state it: concord build PATH --jurisdiction CODE, or name documents with --columns",
        )
    wanted = _wanted(template)
    asked = _encode(encoders, wanted)
    filled: list[list[Cell]] = []
    with (progress or Silence()).stage("comparing", len(chosen)) as tick:
        for column in chosen:
            filled.append(_fill(index, template.scheme, wanted, asked, column))
            tick(1)
    rows = tuple(
        Compared(want.concept, want.label, tuple(cells[i] for cells in filled))
        for i, want in enumerate(wanted)
    )
    return Comparison(template.title, tuple(chosen), rows)


@dataclass(frozen=True, slots=True)
class _Want:
    """A row made ready: its concept, label, kind of finding and questions."""

    concept: Concept
    label: dict[str, str]
    kind: str | None  # what comes first in a cell
    strict: bool  # only definitions may fill a cell
    questions: tuple[str, ...]
    words: dict[str, list[str]]  # language: search tokens of the labels


# (encoder, rows of all questions); `_Want.questions` are consecutive in them
_Asked = list[tuple[str, Rows]]


def _wanted(template: Template) -> list[_Want]:
    found = []
    for row in template.rows:
        concept = find_concept(template.scheme, row.concept)
        questions = tuple(q for qs in (row.query or concept.query).values() for q in qs)
        words = {
            language: [t for label in labels for t in content_tokens(label)]
            for language, labels in concept.labels.items()
        }
        label = dict(row.label or concept.pref_label)
        kind = row.kind or concept.finding
        found.append(
            _Want(concept, label, kind, row.kind == "definition", questions or (concept.id,), words)
        )
    return found


def _encode(encoders: Sequence[Encoder], wanted: Sequence[_Want]) -> _Asked:
    questions = [q for want in wanted for q in want.questions]
    return [(encoder.name, encoder.encode_queries(questions)) for encoder in encoders]


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


def _fill(
    index: Index, scheme: Scheme, wanted: Sequence[_Want], asked: _Asked, column: Column
) -> list[Cell]:
    """Fill a column: every row's questions asked at once of its documents."""
    if not column.documents:
        return [Cell(Status.NO_DOCUMENTS, (), None, 0) for _ in wanted]
    filters = Filters(documents=column.documents)
    allowed = index.allowed(filters)
    near = [
        index.dense(name, language, rows, keys, _READ)
        for language, keys in allowed.items()
        for name, rows in asked
    ]
    defined = _definitions(index, filters)
    cells: list[Cell] = []
    at = 0
    for want in wanted:
        place = slice(at, at + len(want.questions))
        at += len(want.questions)
        legs = [([key for key, _ in found], 1.0) for answers in near for found in answers[place]]
        legs += [
            ([key for key, _ in index.lexical(words, filters, _READ)], 2.0)
            for words in want.words.values()
        ]
        scores = fuse(legs)
        best = sorted(scores, key=lambda key: (-scores[key], key))[: 3 * _READ]
        candidates = hits(index, [(key, scores[key]) for key in best], {}, contexts=False)
        cells.append(_cell(index, scheme, want, candidates, defined, len(column.documents)))
    return cells


_Terms = list[tuple[frozenset[str], str]]  # (tokens of a defined term, its segment)


def _definitions(index: Index, filters: Filters) -> _Terms:
    return [
        (frozenset(content_tokens(finding.term)), finding.segment)
        for finding in index.findings(replace(filters, kind="definition"))
        if isinstance(finding, Definition)
    ]


def _cell(
    index: Index,
    scheme: Scheme,
    want: _Want,
    candidates: Sequence[Hit],
    defined: _Terms,
    searched: int,
) -> Cell:
    """Choose a cell's claims: definitions of the term first, then what speaks of the concept."""
    claims = _defining(index, want, defined) if want.kind == "definition" else []
    seen = {h.segment.text for h in claims}
    nearest: Hit | None = None
    # Passages that hold the kind of finding asked for come before those that do not.
    for hit in sorted(candidates, key=lambda h: (not _holds(h, want.kind), -h.score)):
        if len(claims) >= _CLAIMS:
            break
        if hit.segment.kind in _NO_CLAIM or hit.segment.apparatus or hit.segment.text in seen:
            continue
        speaks = _speaks_of(scheme, want.concept, hit)
        if speaks and (not want.strict or _holds(hit, "definition")):
            claims.append(hit)
            seen.add(hit.segment.text)
        elif nearest is None and len(hit.segment.text) >= _MIN_NEAREST:
            nearest = hit
    ranked = tuple(
        replace(h, rank=i, context=context_of(index, h.segment))
        for i, h in enumerate(claims[:_CLAIMS], start=1)
    )
    status = Status.FOUND if ranked else Status.NOTHING
    return Cell(status, ranked, None if ranked else nearest, searched)


def _defining(index: Index, want: _Want, defined: _Terms) -> list[Hit]:
    """Definitions whose term is one of the concept's labels, best fit first."""
    labels = [
        frozenset(content_tokens(label))
        for labels in want.concept.labels.values()
        for label in labels
    ]
    fits: dict[str, float] = {}
    for term, segment in defined:
        share = fit(term, labels)
        if share >= _FIT:
            fits[segment] = max(fits.get(segment, 0.0), share)
    keys = index.keys_of(list(fits))
    ranked = sorted(
        ((keys[name], share) for name, share in fits.items()), key=lambda t: (-t[1], t[0])
    )
    return hits(index, ranked[:_CLAIMS], {})


def _speaks_of(scheme: Scheme, concept: Concept, hit: Hit) -> bool:
    """Tell whether the concept's own words, or a narrower concept's, stand in the passage.

    Its stem and the headings above it count as its words.
    """
    segment = hit.segment
    texts = (segment.text, segment.stem or "", *segment.trail)
    return any(
        scheme.includes(concept.id, found.concept.id)
        for text in texts
        if text.strip()
        for found in match(scheme, text)
    )


def _holds(hit: Hit, kind: str | None) -> bool:
    """Tell whether a passage holds a finding of a kind; any passage does when none is asked for."""
    if kind == "definition":
        return any(isinstance(f, Definition) for f in hit.findings)
    if kind == "obligation":
        return any(isinstance(f, Obligation) for f in hit.findings)
    return True
