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
from pipeline.extract.beside import beside
from pipeline.extract.context import context_of, speaker_of
from pipeline.extract.definitions import definitions
from pipeline.extract.duties import obligations, read
from pipeline.extract.glossary import glossary
from pipeline.extract.reading import Reading
from pipeline.extract.references import references
from pipeline.extract.roles import Context
from pipeline.records import (
    Apparatus,
    Definition,
    Document,
    Finding,
    Obligation,
    Reference,
    Segment,
    ShortName,
)

if TYPE_CHECKING:
    import spacy.tokens

__all__ = ["definitions_in", "definitions_of", "duties_in", "extract", "obligations_of"]


_LETTERS: dict[type[Finding], str] = {
    Obligation: "o",
    Definition: "d",
    ShortName: "n",
    Reference: "r",
}


def extract(
    document: Document,
    segments: Sequence[Segment],
    analyses: Sequence[spacy.tokens.Span | None],
) -> list[Finding]:
    """Find the obligations, definitions, short names and references of a document, in order.

    Contents pages, member lists and forms give none, reference lists only references.
    """
    own = [i for i, segment in enumerate(segments) if segment.apparatus is None]
    plain, parsed = [segments[i] for i in own], [analyses[i] for i in own]
    found: list[tuple[int, int, Finding]] = []
    for position, duty in obligations_of(document, plain, parsed):
        found.append((own[position], 1, duty))
    for position, definition in definitions_of(document, plain, parsed):
        found.append((own[position], 0, definition))
    names = [n for _, _, n in found if isinstance(n, ShortName)]
    citing = [i for i, s in enumerate(segments) if s.apparatus in (None, Apparatus.REFERENCES)]
    for position, reference in references(document, [segments[i] for i in citing], names):
        found.append((citing[position], 2, reference))
    found.sort(key=lambda row: row[:2])
    return _numbered(document.source.id, [finding for _, _, finding in found])


def obligations_of(
    document: Document, segments: Sequence[Segment], analyses: Sequence[spacy.tokens.Span | None]
) -> Iterator[tuple[int, Obligation]]:
    """Yield `(position of its segment, obligation)` in reading order, ids left empty."""
    yield from obligations(segments, analyses, context_of(document.source, segments))


def definitions_of(
    document: Document, segments: Sequence[Segment], analyses: Sequence[spacy.tokens.Span | None]
) -> Iterator[tuple[int, Definition | ShortName]]:
    """Yield `(position of its segment, definition or short name)` in order, ids left empty.

    Where both finders speak, words beat layout.
    """
    by_words = list(definitions(segments, analyses, document))
    taken = {d.segment for _, d in by_words if isinstance(d, Definition)}
    found = [*glossary(segments, document.text), *beside(segments, document.text)]
    by_layout = [(p, d) for p, d in found if d.segment not in taken]
    yield from sorted([*by_words, *by_layout], key=lambda row: (row[0], row[1].span))


def duties_in(
    span: spacy.tokens.Span,
    language: str,
    issuer: str | None = None,
    rules: bool = False,
    policy: bool = False,
    controls: bool = False,
) -> list[Reading]:
    """Read the duties of one analysed sentence, without its surroundings.

    `rules` tells that it stands in a text that lays down rules, where plain
    statements bind, `policy` that an institution declares there what it does itself,
    `controls` that it is a catalogue of controls.
    """
    speaker = speaker_of(issuer)
    context = Context(issuer, speaker, rules=rules, plain=rules, policy=policy, controls=controls)
    return read(span.text, language, span, context)


def _numbered(document: str, findings: list[Finding]) -> list[Finding]:
    """Give ids in reading order: o0001, d0001, n0001, r0001, ..."""
    counts = dict.fromkeys(_LETTERS.values(), 0)
    numbered: list[Finding] = []
    for finding in findings:
        letter = _LETTERS[type(finding)]
        counts[letter] += 1
        numbered.append(replace(finding, id=f"{document}/{letter}{counts[letter]:04d}"))
    return numbered
