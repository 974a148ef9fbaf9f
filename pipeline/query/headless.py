"""Definitions whose term the file has lost: converters drop what is set in italics.

In: a term, the concepts and an index. Out: "(a) means making up data ..." where it is the term
that is defined, as a definition without a term. Always: the words are verbatim; none is given
where the file names the term.

Reads as: a passage that opens with "means", in a list under a heading or lead-in that announces
definitions, is a definition whose term was lost; it is of the concept asked for where its words
open with a label of that concept or of a narrower one: fabrication, for research misconduct. A
label later on may be said in passing. Japanese definitions keep their terms in brackets, which no
converter drops; とは at the head is read alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.concepts import Scheme, match
from pipeline.concepts.find import find_concept
from pipeline.errors import UnknownConcept
from pipeline.index import Filters, Index
from pipeline.query.findings import Placed, place
from pipeline.records import Definition, Segment

RULE = "term-lost"
_MEANS = re.compile(
    r"\s*(?:(?:means|refers to|is defined as)\s+(?:an?\s+|the\s+|any\s+)?|とは[、,])", re.IGNORECASE
)
_OPENS = ("means %", "refers to %", "is defined as %", "とは%")
_ANNOUNCES = re.compile(r"\bdefinitions?\b|定義|用語", re.IGNORECASE)
_HEADINGS = 2  # the nearest ones say what a passage is


def headless(index: Index, scheme: Scheme, term: str, filters: Filters) -> Iterator[Placed]:
    """Give the definitions of a term of the scheme that have lost their term."""
    try:
        concept = find_concept(scheme, term)
    except UnknownConcept:
        return
    for segment in _opening(index, filters):
        opened = _MEANS.match(segment.text)
        if opened is None or segment.apparatus or not _announced(segment):
            continue
        labels = match(scheme, segment.text[opened.end() :])
        if any(m.span[0] == 0 and scheme.includes(concept.id, m.concept.id) for m in labels):
            yield _placed(index, segment, opened.end())


def _opening(index: Index, filters: Filters) -> list[Segment]:
    """Read the passages that open with words that follow a term."""
    wanted, values = filters.documents_sql()
    language = " AND s.language = ?" if filters.language else ""
    found = index.db.execute(
        f"SELECT s.id FROM segments s WHERE ({' OR '.join('s.text LIKE ?' for _ in _OPENS)})"
        f" AND s.document IN (SELECT id FROM documents WHERE {wanted}){language} ORDER BY s.key",
        [*_OPENS, *values, *([filters.language] if filters.language else [])],
    )
    return [index.segment(row[0]) for row in found.fetchall()]


def _announced(segment: Segment) -> bool:
    above = (segment.stem or "", *segment.trail[-_HEADINGS:])
    return any(_ANNOUNCES.search(text) for text in above)


def _placed(index: Index, segment: Segment, start: int) -> Placed:
    body = segment.text[start:].strip()
    definition = Definition(
        id=segment.id,
        document=segment.document,
        segment=segment.id,
        span=segment.span,
        text=segment.text,
        term="",
        body=body,
        rule=RULE,
    )
    return place(index, definition, {s.id: s for s in index.segments_of(segment.document)})
