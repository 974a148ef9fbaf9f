"""Definitions quoted in another language, with the words they translate.

In: an index whose definitions name their source. Out: for each definition that
a document quotes from another one that is held, the definition there that it
renders; for definitions in general the passage elsewhere that they translate.
Always: both are the other's nearest by the encoder, among the definitions of
the two documents; a definition without a counterpart has none.

Measured on the definitions of a standard in Japanese and English (147 pairs):
of those linked .99 are right, .97 of all are linked; lists of ten terms: all.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.index import Filters, Index
from pipeline.protocols import Encoder
from pipeline.query.findings import Placed, findings
from pipeline.query.originals import Linked, linked, versions_of
from pipeline.records import Definition, Segment

# The encoder that is strong across languages, when the index has it.
_ACROSS = "use-multilingual"
# Below this cosine the nearest definition of the source is another one.
_SAME = 0.45
_BESIDE = 3  # segments read to each side


@dataclass(frozen=True, slots=True)
class Counterpart:
    """A quoted definition and the one that it renders; `score` is their cosine."""

    quoted: Placed
    original: Placed
    score: float


def counterparts(
    index: Index, encoders: Sequence[Encoder], document: str | None = None
) -> list[Counterpart]:
    """Link the definitions that documents, or one, quote from documents that are held."""
    wanted = [index.find(document)] if document else list(index.entries)
    encoder = next((e for e in encoders if e.name == _ACROSS), encoders[0])
    found: list[Counterpart] = []
    for name in wanted:
        by_source: dict[str, list[Placed]] = {}
        for placed in _defined(index, name):
            assert isinstance(placed.finding, Definition)
            source = placed.finding.source_id
            if source in index.entries and source != name:
                by_source.setdefault(source, []).append(placed)
        for source, quoted in sorted(by_source.items()):
            originals = [p for held in versions_of(index, source) for p in _defined(index, held)]
            if originals:
                found += _linked(quoted, originals, encoder)
    return found


def definition_links(
    index: Index, encoders: Callable[[], Sequence[Encoder]], placed: Sequence[Placed]
) -> dict[str, Linked]:
    """Link definitions, by id, to the passages that they translate or that translate them.

    One that names a source held here is looked for there, first among its
    definitions, then among its passages; another one is looked for everywhere by
    the vectors of the index, and must be all but certain. `encoders` are loaded
    only where a source is named and held.
    """
    found: dict[str, Linked] = {}
    named = [p for p in placed if _source(index, p)]
    for document in dict.fromkeys(p.segment.document for p in named):
        for pair in counterparts(index, encoders(), document):
            if pair.score >= _SAME:
                held = pair.original
                found[pair.quoted.finding.id] = Linked(held.segment, held.entry, pair.score, True)
    for quoting in named:
        finding = quoting.finding
        if finding.id not in found and isinstance(finding, Definition):
            links = linked(
                index,
                [quoting.segment],
                documents=versions_of(index, str(finding.source_id)),
                said={quoting.segment.id: f"{finding.term}: {finding.body}"},
                encoders=encoders(),
            )
            found.update((finding.id, link) for link in links.values())
    others = [p for p in placed if isinstance(p.finding, Definition) and not _source(index, p)]
    for document in dict.fromkeys(p.segment.document for p in others):
        wanted = {p.segment.id for p in others if p.segment.document == document}
        links = linked(index, _around(index.segments_of(document), wanted))
        for p in others:
            if p.segment.id in links:
                found.setdefault(p.finding.id, links[p.segment.id])
    return found


def _around(segments: Sequence[Segment], wanted: Collection[str]) -> list[Segment]:
    """Give the wanted segments and their neighbours, which tell whether a text is translated."""
    at = [i for i, s in enumerate(segments) if s.id in wanted]
    near = {j for i in at for j in range(i - _BESIDE, i + _BESIDE + 1)}
    return [s for i, s in enumerate(segments) if i in near]


def _source(index: Index, placed: Placed) -> str | None:
    """Give the document held whose definition it is, None when that is not known."""
    finding = placed.finding
    source = finding.source_id if isinstance(finding, Definition) else None
    return source if source in index.entries and source != finding.document else None


def _defined(index: Index, document: str) -> Iterator[Placed]:
    return findings(index, Filters(kind="definition", documents=(document,)))


def _linked(
    quoted: list[Placed], originals: list[Placed], encoder: Encoder
) -> Iterator[Counterpart]:
    """Link what is each other's nearest, language by language of the originals."""
    asked = encoder.encode_passages([_words(p) for p in quoted])
    for language in sorted({p.segment.language for p in originals}):
        held = [p for p in originals if p.segment.language == language]
        alike = asked @ encoder.encode_passages([_words(p) for p in held]).T
        nearest, back = alike.argmax(axis=1), alike.argmax(axis=0)
        for i, j in enumerate(nearest):
            if back[j] == i:
                yield Counterpart(quoted[i], held[int(j)], round(float(np.float32(alike[i, j])), 3))


def _words(placed: Placed) -> str:
    assert isinstance(placed.finding, Definition)
    return f"{placed.finding.term}: {placed.finding.body}"
