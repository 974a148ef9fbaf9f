"""Findings with their places, in reading order.

In: an index and filters. Out: each finding with its segment, document,
paragraph and anchors.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.index import Entry, Filters, Index
from pipeline.query.resolve import resolved
from pipeline.records import Anchor, Definition, Finding, Segment, ShortName


@dataclass(frozen=True, slots=True)
class Placed:
    """A finding where it stands; a definition may cover several segments."""

    finding: Finding
    segment: Segment
    entry: Entry
    context: str
    anchors: tuple[Anchor, ...]


def findings(index: Index, filters: Filters = Filters()) -> Iterator[Placed]:
    """Give the findings that fit, by document and place."""
    document: str | None = None
    segments: dict[str, Segment] = {}
    for finding in index.findings(filters):
        if finding.document != document:
            document = finding.document
            segments = {s.id: s for s in index.segments_of(document)}
        yield place(index, finding, segments)


def place(index: Index, finding: Finding, segments: dict[str, Segment]) -> Placed:
    """Join a finding with its place and its target; `segments` are those of its document."""
    finding = resolved(index, finding)
    segment = segments[finding.segment]
    anchors = segment.anchors
    if isinstance(finding, Definition | ShortName):
        start, stop = finding.span
        anchors = tuple(
            anchor
            for other in segments.values()
            if other.span[0] < stop and other.span[1] > start
            for anchor in other.anchors
        )
    context = index.words_at(segment.document, [segment.context])[0]
    return Placed(finding, segment, index.entries[segment.document], context, anchors)


def findings_of(index: Index, segment: Segment) -> list[Finding]:
    """Give the findings that one segment holds."""
    return index.findings(segments=[segment.id])
