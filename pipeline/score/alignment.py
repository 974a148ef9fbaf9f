"""An alignment held against the printed numbers of the two documents.

In: the segments of two documents whose numbers agree (translations, or versions
that were not renumbered) and their alignment. Out: precision, recall and F1, with
what is wrong, under three readings:

- numbers: the numbers shown beside paired passages, each pair of numbers once,
  against the numbers that both documents print;
- heads: headings and numbered items themselves, each known by its whole path
  (3, 2, a), against the paths that both documents have once;
- passages: every pair of passages that stand under a number on both sides; right
  where the numbers agree. There is no recall: nobody knows which passages have a
  counterpart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.align import Pair
from pipeline.align.places import path, places
from pipeline.records import Segment

Numbers = tuple[tuple[str, ...], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Figure:
    """A measure with its counts, and the pairs that are wrong or missing as printed."""

    name: str
    right: int
    found: int
    expected: int | None
    wrong: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def precision(self) -> float | None:
        """Share of what was found that is right; None where nothing was found."""
        return self.right / self.found if self.found else None

    @property
    def recall(self) -> float | None:
        """Share of what there is that was found; None where there is nothing to find."""
        return self.right / self.expected if self.expected else None

    @property
    def f1(self) -> float | None:
        """Harmonic mean of the two; None where nothing was found and nothing is to be found."""
        if self.expected is None:
            return None
        whole = self.found + self.expected
        return 2 * self.right / whole if whole else None


def measure(
    left: Sequence[Segment], right: Sequence[Segment], pairs: Sequence[Pair]
) -> list[Figure]:
    """Measure an alignment of two documents' segments."""
    return [_numbers(left, right, pairs), _heads(left, right, pairs), _passages(pairs)]


def _numbers(left: Sequence[Segment], right: Sequence[Segment], pairs: Sequence[Pair]) -> Figure:
    shown = [(p.left_number, p.right_number) for p in pairs]
    found = {(path(a), path(b)) for a, b in shown if a and b}
    printed = []
    for side in (left, right):
        own = [(p.own, p.section) for p in places(side)]
        printed.append({path(n) for numbers in own for n in numbers if n} - {()})
    return _figure("numbers", found, {(n, n) for n in printed[0] & printed[1]})


def _heads(left: Sequence[Segment], right: Sequence[Segment], pairs: Sequence[Pair]) -> Figure:
    known = []
    for side in (left, right):
        paths = {s.id: p.path for s, p in zip(side, places(side), strict=True) if p.own and p.opens}
        counts = Counter(paths.values())
        known.append({s: p for s, p in paths.items() if p and counts[p] == 1})
    found = set()
    for pair in pairs:
        ours = [known[0][s.id] for s in pair.left if s.id in known[0]]
        theirs = [known[1][s.id] for s in pair.right if s.id in known[1]]
        found |= {(a, b) for a in ours for b in theirs}
    both = set(known[0].values()) & set(known[1].values())
    return _figure("heads", found, {(n, n) for n in both})


def _passages(pairs: Sequence[Pair]) -> Figure:
    shown = [(p.left_number, p.right_number) for p in pairs]
    found = [(path(a), path(b)) for a, b in shown if a and b]
    wrong = [pair for pair in found if pair[0] != pair[1]]
    return Figure("passages", len(found) - len(wrong), len(found), None, tuple(_shown(wrong)), ())


def _figure(name: str, found: set[Numbers], expected: set[Numbers]) -> Figure:
    return Figure(
        name,
        len(found & expected),
        len(found),
        len(expected),
        tuple(_shown(found - expected)),
        tuple(_shown(expected - found)),
    )


def _shown(pairs: Iterable[Numbers]) -> list[str]:
    return sorted(f"{'.'.join(a)} | {'.'.join(b)}" for a, b in pairs)
