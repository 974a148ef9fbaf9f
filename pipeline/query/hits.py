"""What a search gives: records joined for showing.

In: an index, keys and scores. Out: `Hit`s: the segment, its document, the
paragraph around it and its findings.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.index import Entry, Index
from pipeline.query.originals import Linked
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
    variants: tuple[str, ...] = ()  # segments elsewhere that say the same
    weak: bool = False  # near, but likely no answer: nothing here answers the question
    link: Linked | None = None  # what it renders in the other language, where that was asked for


def hits(
    index: Index,
    ranked: Sequence[tuple[int, float]],
    legs: dict[int, tuple[tuple[str, int], ...]],
    *,
    contexts: bool = True,
    wide: bool = False,
) -> list[Hit]:
    """Join what belongs to each key, in the given order; paragraphs only with `contexts`.

    With `wide` a short paragraph or list item comes with its neighbours in the section.
    """
    around = passage_around if wide else context_of
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
                context=around(index, segment) if contexts else "",
                findings=tuple(findings.get(segment.id, ())),
                legs=legs.get(key, ()),
            )
        )
    return found


# What a reader takes in at a glance: about 1,200 characters in English, 480 in Japanese.
_GLANCE = {"en": 1200, "ja": 480}
_REACH = 8  # blocks to either side


def passage_around(index: Index, segment: Segment) -> str:
    """Give the paragraph around a segment, with its neighbours of the section while it is short.

    An item of a list alone seldom says what it is about: the list around it does. Headings,
    tables and what stands between pages end the passage; so does another section.
    """
    room = _GLANCE.get(segment.language, _GLANCE["en"])
    near = index.blocks_near(segment.document, segment.block, _REACH)
    own = next(i for i, block in enumerate(near) if block.position == segment.block)
    first = last = own
    fits = near[own].stop - near[own].start <= room and near[own].flows
    while fits:
        fits = False
        for other in (last + 1, first - 1):
            if 0 <= other < len(near) and near[other].flows:
                start = near[min(first, other)].start
                stop = near[max(last, other)].stop
                if near[other].trail == near[own].trail and stop - start <= room:
                    first, last, fits = min(first, other), max(last, other), True
    return index.words_at(segment.document, [(near[first].start, near[last].stop)])[0]


def context_of(index: Index, segment: Segment) -> str:
    """Give the paragraph around a segment."""
    return index.words_at(segment.document, [segment.context])[0]
