"""Findings with their places, in reading order.

In: an index and filters. Out: each finding with its segment, document,
paragraph and anchors.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from pipeline.index import Entry, Filters, Index
from pipeline.query.limbs import reach
from pipeline.query.resolve import resolved
from pipeline.records import Anchor, Definition, Finding, Segment, ShortName

_LONGEST = 6_000  # characters of a definition with its list; the longest seen has 3,000
_LEADS = " \n:：;—–-。．."  # what may stand between its words and its list


@dataclass(frozen=True, slots=True)
class Placed:
    """A finding where it stands; a definition covers the list that it leads to, too."""

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
    if isinstance(finding, Definition):
        finding = _whole(index, finding, segment, segments.values())
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


def _whole(
    index: Index, finding: Definition, segment: Segment, inside: Iterable[Segment]
) -> Definition:
    """Give a definition with its limbs: means an entity that is …; 次のいずれかに該当するもの….

    The body goes on with them where the sentence ends with it, as English ones do.
    """
    start, stop = finding.span
    if stop < segment.span[1]:
        return finding  # the sentence says something else between it and its list
    following = (s for s in inside if s.span[0] >= segment.span[1])
    end = reach(segment, following, start + _LONGEST)
    if end <= stop:
        return finding
    text = index.words_at(segment.document, [(start, end)])[0]
    body = finding.body
    if finding.text.rstrip(_LEADS).endswith(body.rstrip(_LEADS)):
        body = text[finding.text.rindex(body) :].strip()
    return replace(finding, span=(start, end), text=text, body=body)


def findings_of(index: Index, segment: Segment) -> list[Finding]:
    """Give the findings that one segment holds."""
    return index.findings(segments=[segment.id])
