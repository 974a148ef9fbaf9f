"""The extraction stage: obligations and definitions, in Japanese and English.

In: a document, its segments in reading order and their spaCy analyses (None
where a segment was not parsed). Out: findings with ids, in reading order.
Always: quotations are verbatim, every finding names the rule and the cue that
made it, and the same input gives the same findings and ids.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.extract.anywhere import definitions_in
from pipeline.extract.context import context_of, speaker_of
from pipeline.extract.definitions import definitions
from pipeline.extract.duties import obligations, read
from pipeline.extract.glossary import glossary
from pipeline.extract.reading import Reading
from pipeline.extract.roles import Context
from pipeline.records import Definition, Document, Finding, Form, Obligation, Segment

if TYPE_CHECKING:
    import spacy.tokens

__all__ = ["definitions_in", "definitions_of", "duties_in", "extract", "obligations_of"]


def extract(
    document: Document,
    segments: Sequence[Segment],
    analyses: Sequence[spacy.tokens.Span | None],
) -> list[Finding]:
    """Find the obligations and definitions of a document, in reading order.

    Contents pages, reference lists, member lists and forms give none.
    """
    own = [i for i, segment in enumerate(segments) if segment.apparatus is None]
    segments, analyses = [segments[i] for i in own], [analyses[i] for i in own]
    found: list[tuple[int, int, Finding]] = []
    for position, duty in obligations_of(document, segments, analyses):
        found.append((position, 1, duty))
    for position, definition in definitions_of(document, segments, analyses):
        found.append((position, 0, definition))
    found.sort(key=lambda row: row[:2])
    return _numbered(document.source.id, [finding for _, _, finding in found])


def obligations_of(
    document: Document, segments: Sequence[Segment], analyses: Sequence[spacy.tokens.Span | None]
) -> Iterator[tuple[int, Obligation]]:
    """Yield `(position of its segment, obligation)` in reading order, ids left empty."""
    yield from obligations(segments, analyses, context_of(document.source, segments))


def definitions_of(
    document: Document, segments: Sequence[Segment], analyses: Sequence[spacy.tokens.Span | None]
) -> Iterator[tuple[int, Definition]]:
    """Yield `(position of its segment, definition)` in reading order, ids left empty."""
    by_words = list(definitions(segments, analyses, document))
    meant = [(p, d) for p, d in by_words if d.form is Form.DEFINITION]
    taken = {d.segment for _, d in meant}
    # Under a heading that is the term, the definition by words stands in what the layout
    # takes for the body.
    covered = {p for p, _ in meant}
    by_layout = [
        (p, d)
        for p, d in glossary(segments, document.text)
        if d.segment not in taken and not (d.rule == "glossary-heading" and p in covered)
    ]
    yield from sorted(by_words + by_layout, key=lambda row: (row[0], row[1].span))


def duties_in(
    span: spacy.tokens.Span, language: str, issuer: str | None = None, rules: bool = False
) -> list[Reading]:
    """Read the duties of one analysed sentence, without its surroundings.

    `rules` tells that it stands in a text that lays down rules, where plain
    statements bind.
    """
    return read(span.text, language, span, Context(issuer, speaker_of(issuer), rules=rules))


def _numbered(document: str, findings: list[Finding]) -> list[Finding]:
    """Give ids in reading order: o0001, d0001, ..."""
    counts = {"o": 0, "d": 0}
    numbered: list[Finding] = []
    for finding in findings:
        letter = "d" if isinstance(finding, Definition) else "o"
        counts[letter] += 1
        numbered.append(replace(finding, id=f"{document}/{letter}{counts[letter]:04d}"))
    return numbered
