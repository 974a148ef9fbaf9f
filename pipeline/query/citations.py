"""Who cites whom: references of an index in both directions, and the graph of its documents.

In: an index. Out: references with their targets; nodes and edges. Always: every
reference is placed; an edge counts the references behind it; a document does not cite itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.catalog import official
from pipeline.errors import UnknownDocument
from pipeline.index import Filters, Index
from pipeline.query.findings import Placed, findings
from pipeline.query.resolve import resolver_of
from pipeline.records import Reference, Source


@dataclass(frozen=True, slots=True)
class Edge:
    """One document names, replaces, translates or quotes another."""

    citing: str
    cited: str
    relation: str  # "cites", "supersedes", "translation-of"
    count: int


@dataclass(frozen=True, slots=True)
class Graph:
    """The documents held and those known that they name."""

    nodes: tuple[tuple[Source, bool], ...]  # (source, held here)
    edges: tuple[Edge, ...]


def cites(index: Index, document: str, *, places: bool = False) -> Iterator[Placed]:
    """Give the references that a document makes; with `places` those to itself as well."""
    asked = Filters(kind="reference", documents=(index.find(document),))
    for placed in findings(index, asked):
        assert isinstance(placed.finding, Reference)
        if places or placed.finding.kind != "place":
            yield placed


def cited_by(index: Index, name: str) -> Iterator[Placed]:
    """Give the references of other documents to a document or an entry of the catalogue.

    Raises UnknownDocument for a name that neither has.
    """
    wanted = known(index, name)
    for document in index.entries:
        if document == wanted or wanted not in _targets(index, document):
            continue
        for placed in cites(index, document):
            assert isinstance(placed.finding, Reference)
            if placed.finding.target == wanted:
                yield placed


def known(index: Index, name: str) -> str:
    """Give the id that a name means: a document of the index, else an entry of the catalogue."""
    try:
        return index.find(name)
    except UnknownDocument:
        if any(sheet.id == name for sheet in official()):
            return name
        raise


def graph(index: Index) -> Graph:
    """Make the graph of citations, with what sheets say of versions and translations."""
    counts: Counter[tuple[str, str, str]] = Counter()
    for document, entry in index.entries.items():
        for target, count in _targets(index, document).items():
            if target != document:
                counts[document, target, "cites"] += count
        for relation, other in (
            ("supersedes", entry.source.supersedes),
            ("translation-of", entry.source.translation_of),
        ):
            if other:
                counts[document, other, relation] += 1
    sources = {sheet.id: (sheet.record, False) for sheet in official()}
    sources |= {i: (e.source, True) for i, e in index.entries.items()}
    named = set(index.entries) | {i for edge in counts for i in edge[:2]}
    edges = tuple(Edge(*key, count) for key, count in sorted(counts.items()))
    nodes = tuple(sources.get(i, (Source(i, i), False)) for i in sorted(named))
    return Graph(nodes, edges)


def _targets(index: Index, document: str) -> Counter[str]:
    """Count what a document names, without reading its segments."""
    resolver = resolver_of(index)
    found: Counter[str] = Counter()
    for finding in index.findings(Filters(kind="reference", documents=(document,))):
        if isinstance(finding, Reference) and finding.kind != "place":
            target = resolver.find(finding.key, finding.text)
            if target is not None:
                found[target.id] += 1
    return found
