"""What changed between two versions of a document in one language.

In: two `Version`s, each a document with its segments and findings. Out:
`Differences`: every passage added, removed, moved, renumbered or reworded, in
reading order, each exactly once with the verbatim words of both sides, and what
it means for duties and definitions. Always: the same input gives the same
changes; a passage that differs only in typography (quotes, dashes, bullets,
widths, hyphenation, line and page breaks) is unchanged; contents pages and
running heads are not compared.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pipeline.diff.align import align
from pipeline.diff.change import (
    Aspect,
    Change,
    Differences,
    Effect,
    Kind,
    Move,
    Run,
    Side,
    Version,
)
from pipeline.diff.joining import Pair
from pipeline.diff.judge import judge
from pipeline.diff.regroup import regroup
from pipeline.diff.select import counts, effects, patterns, select
from pipeline.diff.units import Unit, units

__all__ = [
    "Aspect",
    "Change",
    "Differences",
    "Effect",
    "Kind",
    "Move",
    "Run",
    "Side",
    "Version",
    "counts",
    "diff",
    "effects",
    "patterns",
    "select",
]


def diff(old: Version, new: Version) -> Differences:
    """Find what changed from `old` to `new`."""
    before, after = regroup(units(old), units(new))
    pairs = align(before, after)
    found: list[Change] = []
    same = 0
    for pair in _in_order(pairs, before, after):
        change = judge(pair)
        if change is None:
            same += 1
        else:
            found.append(replace(change, id=f"c{len(found) + 1:04d}"))
    scans = old.document.recognised, new.document.recognised
    return Differences(old.document.source, new.document.source, tuple(found), same, *scans)


def _in_order(pairs: list[Pair], before: list[Unit], after: list[Unit]) -> Iterator[Pair]:
    """Give pairs and what stands alone in the order of the new text.

    What was removed comes after what it followed in the old text.
    """
    place: dict[int, int] = {}  # old unit -> place of its counterpart in the new text
    for pair in pairs:
        if not pair.moved:
            place.update((unit.position, pair.new[-1].position) for unit in pair.old)
    taken_old = {u.position for p in pairs for u in p.old}
    taken_new = {u.position for p in pairs for u in p.new}
    rows: list[tuple[int, int, int, Pair]] = [
        (pair.new[0].position, 1, pair.old[0].position, pair) for pair in pairs
    ]
    rows += [(u.position, 1, 0, Pair((), (u,))) for u in after if u.position not in taken_new]
    last = -1
    for unit in before:
        last = place.get(unit.position, last)
        if unit.position not in taken_old:
            rows.append((last, 2, unit.position, Pair((unit,), ())))
    rows.sort(key=lambda row: row[:3])
    yield from (pair for *_, pair in rows)
