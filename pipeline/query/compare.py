"""A comparison: concepts down, jurisdictions or documents across.

In: an index, an encoder, a template of rows and column names. Out: cells,
each with cited passages, or "searched, nothing found", or "no documents".
What may be a claim is said in `claims`; what is merely near in meaning is shown
as nearest, never as a claim. A definition that another document quotes from the
column is named as such, and leaves the cell as it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from pipeline.catalog.jurisdictions import code_of
from pipeline.concepts import Concept, Row, Template, find_concept
from pipeline.errors import BadRequest, UnknownDocument
from pipeline.index import Entry, Index
from pipeline.protocols import Encoder, Progress, Silence
from pipeline.query.claims import choose
from pipeline.query.hits import Hit, context_of
from pipeline.query.pool import About, Pool, Questions, devoted
from pipeline.query.quoting import quoted_from
from pipeline.query.renderings import with_links
from pipeline.query.wants import Want, labels_of, pattern_of


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
    codes: frozenset[str] = frozenset()  # of the jurisdiction that it is


@dataclass(frozen=True, slots=True)
class Cell:
    """What one column says on one row.

    `claims` are cited passages; `nearest` is the closest passage when there
    is no claim, shown as such; `searched` counts the documents looked at. `quoted`
    are passages of other columns' documents that quote a definition of this one.
    """

    status: Status
    claims: tuple[Hit, ...]
    nearest: Hit | None
    searched: int
    quoted: tuple[Hit, ...] = ()


@dataclass(frozen=True, slots=True)
class Compared:
    """One row of the table."""

    concept: Concept
    label: dict[str, str]  # language: label
    cells: tuple[Cell, ...]
    group: dict[str, str] = field(default_factory=dict)  # heads this row and those below


@dataclass(frozen=True, slots=True)
class Comparison:
    """The table; `rows[i].cells[j]` belongs to `columns[j]`.

    `left_out` are documents in no column, because nothing tells whose they are. `documents`
    are those of the columns and those left out, by id.
    """

    title: dict[str, str]
    columns: tuple[Column, ...]
    rows: tuple[Compared, ...]
    left_out: tuple[str, ...] = ()
    documents: Mapping[str, Entry] = field(default_factory=dict)


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
    further = [row for row in template.defines if row not in template.rows]
    every = _wanted(template, [*template.rows, *further])
    asked = _encode(encoders, every)
    wanted = every[: len(template.rows)]
    # What a table defines is what it is about.
    defining = [want for want in every if want.strict]
    labels = [label for want in defining for label in labels_of(want.concepts)]
    about = About([want.place for want in defining], devoted(index, labels))
    filled: list[list[Cell]] = []
    with (progress or Silence()).stage("comparing", len(chosen)) as tick:
        for column in chosen:
            filled.append(_fill(index, template, wanted, asked, about, column))
            tick(1)
    rows = tuple(
        Compared(want.concept, want.label, tuple(cells[i] for cells in filled), want.group)
        for i, want in enumerate(wanted)
    )
    unknown = [name for name, e in index.entries.items() if e.source.jurisdiction is None]
    left_out = () if columns else tuple(unknown)
    named_ids = {*left_out, *(name for column in chosen for name in column.documents)}
    documents = {name: e for name, e in index.entries.items() if name in named_ids}
    return Comparison(template.title, tuple(chosen), rows, left_out, documents)


def _wanted(template: Template, rows: Sequence[Row]) -> list[Want]:
    found: list[Want] = []
    at = 0
    for row in rows:
        concept = find_concept(template.scheme, row.concept)
        asked = row.query or concept.query
        questions = tuple(q for qs in asked.values() for q in qs) or (concept.id,)
        found.append(
            Want(
                concept=concept,
                also=tuple(find_concept(template.scheme, name) for name in row.also),
                label=dict(row.label or concept.pref_label),
                group=dict(row.group),
                kind=row.kind or concept.finding,
                strict=row.kind == "definition",
                anywhere=row.anywhere,
                questions=questions,
                place=slice(at, at + len(questions)),
                beside=pattern_of(row.beside),
                without=pattern_of(row.without),
                last=pattern_of(row.last),
                says=row.says,
            )
        )
        at += len(questions)
    return found


def _encode(encoders: Sequence[Encoder], wanted: Sequence[Want]) -> Questions:
    questions = [q for want in wanted for q in want.questions]
    return [(encoder.name, encoder.encode_queries(questions)) for encoder in encoders]


def _jurisdictions(index: Index) -> list[Column]:
    names = sorted({e.source.jurisdiction for e in index.entries.values()} - {None}, key=str)
    return [_column(index, str(name)) for name in names]


def _column(index: Index, name: str) -> Column:
    """Read a column's name: a jurisdiction's code or name in words, else a document."""
    ids = _of(index, name)
    if ids:
        return Column(name, ids, frozenset({name.upper()}))
    code = code_of(name)
    if code:  # UK, Japan, 欧州連合
        return Column(name, _of(index, code), frozenset({code}))
    try:
        found = index.find(name)
    except UnknownDocument as error:
        # A code that no document has is a legitimate question: an empty column says so. What
        # may mean several documents is none.
        several = "candidates" in error.where
        if not several and name.isascii() and len(name) <= 12 and name.replace("-", "").isalnum():
            return Column(name, (), frozenset({name.upper()}))
        raise
    return Column(name, (found,))


def _of(index: Index, *codes: str) -> tuple[str, ...]:
    wanted = {code.upper() for code in codes}
    return tuple(
        i for i, e in index.entries.items() if (e.source.jurisdiction or "").upper() in wanted
    )


def _fill(
    index: Index,
    template: Template,
    wanted: Sequence[Want],
    asked: Questions,
    about: About,
    column: Column,
) -> list[Cell]:
    """Fill a column, row by row."""
    quoted = quoted_from(index, wanted, column.codes)
    if not column.documents:
        return [
            Cell(Status.NO_DOCUMENTS, (), None, 0, _shown(index, quoted[i]))
            for i in range(len(wanted))
        ]
    subject, apart = template.subject, template.apart
    named = not column.codes
    pool = Pool(index, template.scheme, column.documents, subject, asked, about, apart, named)
    cells: list[Cell] = []
    for i, want in enumerate(wanted):
        claims, nearest = choose(pool, want)
        cells.append(
            Cell(
                Status.FOUND if claims else Status.NOTHING,
                _shown(index, with_links(index, claims) if want.strict else claims),
                nearest,
                len(column.documents),
                () if claims else _shown(index, quoted[i]),
            )
        )
    return cells


def _shown(index: Index, found: Sequence[Hit]) -> tuple[Hit, ...]:
    """Rank passages and give each its paragraph."""
    return tuple(
        replace(hit, rank=i, context=context_of(index, hit.segment))
        for i, hit in enumerate(found, start=1)
    )
