"""What a search gives: records joined for showing.

In: an index, keys and scores. Out: `Hit`s: the segment, its document, the
paragraph around it and its findings.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.index import Entry, Index
from pipeline.records import Finding, Segment


@dataclass(frozen=True, slots=True)
class Hit:
    """One answer of a search, best is rank 1."""

    rank: int
    score: float
    segment: Segment
    entry: Entry
    context: str
    findings: tuple[Finding, ...]
    legs: tuple[tuple[str, int], ...]  # which leg found it, and at which rank
    variants: tuple[str, ...] = ()  # segments elsewhere with the same words


def hits(
    index: Index,
    ranked: Sequence[tuple[int, float]],
    legs: dict[int, tuple[tuple[str, int], ...]],
    *,
    contexts: bool = True,
) -> list[Hit]:
    """Join what belongs to each key, in the given order; paragraphs only with `contexts`."""
    segments = index.segments([key for key, _ in ranked])
    findings: dict[str, list[Finding]] = {}
    for finding in index.findings(segments=[s.id for s in segments.values()]) if segments else []:
        findings.setdefault(finding.segment, []).append(finding)
    found: list[Hit] = []
    for rank, (key, score) in enumerate(ranked, start=1):
        segment = segments[key]
        found.append(
            Hit(
                rank=rank,
                score=round(score, 4),
                segment=segment,
                entry=index.entries[segment.document],
                context=context_of(index, segment) if contexts else "",
                findings=tuple(findings.get(segment.id, ())),
                legs=legs.get(key, ()),
            )
        )
    return found


def context_of(index: Index, segment: Segment) -> str:
    """Give the paragraph around a segment."""
    return index.words_at(segment.document, [segment.context])[0]
