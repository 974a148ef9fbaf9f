"""What the hits of a search quote or translate: the words in the other language.

In: hits. Out: for hits that hold a definition the passage in the other language that it renders, or
that renders it. Always: only vectors of the index are compared, no model is asked; a search whose
hits hold no definition costs nothing. A definition that names a source held here is looked for
there; another one everywhere, and must be all but certain (see `originals`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.index import Index
from pipeline.query.hits import Hit
from pipeline.query.originals import Linked, linked, versions_of
from pipeline.query.resolve import resolved
from pipeline.records import Definition, Segment

_BESIDE = 3  # segments read to each side: a text is mostly translated whole


def with_links(index: Index, found: Sequence[Hit]) -> list[Hit]:
    """Give hits with the passages that they render, where there are any."""
    links = renderings(index, found)
    return [replace(hit, link=links.get(hit.segment.id)) for hit in found]


def renderings(index: Index, found: Sequence[Hit]) -> dict[str, Linked]:
    """Link hits, by the id of their segment."""
    if len(index.languages) < 2:
        return {}
    links: dict[str, Linked] = {}
    alone: list[Segment] = []
    for hit in found:
        definitions = [f for f in hit.findings if isinstance(f, Definition)]
        if not definitions:
            continue
        sources = {s for f in definitions for s in [_source(index, f)] if s is not None}
        for source in sorted(sources):
            links |= linked(index, [hit.segment], documents=versions_of(index, source))
        if not sources:
            alone.append(hit.segment)
    if alone:
        wanted = {segment.id for segment in alone}
        near = linked(index, _around(index, alone))
        links |= {name: link for name, link in near.items() if name in wanted}
    return links


def _source(index: Index, definition: Definition) -> str | None:
    """Give the document held whose definition it is, None when it is its own or not known."""
    if definition.source is None:
        return None
    read = resolved(index, definition)
    source = read.source_id if isinstance(read, Definition) else None
    return source if source in index.entries and source != definition.document else None


def _around(index: Index, segments: Sequence[Segment]) -> list[Segment]:
    """Give segments and their neighbours, in reading order."""
    keys = index.keys_of([segment.id for segment in segments]).values()
    near = {near for key in keys for near in range(key - _BESIDE, key + _BESIDE + 1)}
    documents = {segment.document for segment in segments}
    read = index.segments(sorted(near))
    return [read[key] for key in sorted(read) if read[key].document in documents]
