"""How alike two passages are, and which may be alike at all.

In: units. Out: likeness from 0 (no word shared) to 1 (the same words in the
same order), and candidates found by the rare words they share, so that no
passage is ever compared with all others.
"""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Iterable, Sequence

from pipeline.diff.keys import Word
from pipeline.diff.order import order_alike
from pipeline.diff.units import Unit

# A word or pair of words that more passages than this hold tells none of them apart.
_COMMON = 24
_SHORTLIST = 6  # candidates a passage that are looked at closely


class Likeness:
    """Knows how much each word of two versions says."""

    def __init__(self, old: Sequence[Unit], new: Sequence[Unit]) -> None:
        held = Counter(root for unit in (*old, *new) for root in unit.roots)
        total = len(old) + len(new) + 1
        self._weights = {root: math.log(total / count) + 0.1 for root, count in held.items()}
        self._known: dict[tuple[int, int], float] = {}

    def weight(self, unit: Unit) -> float:
        """Give how much a passage says: the sum of what its words say."""
        return sum(self._weights[w.root] for w in unit.words if w.root)

    def of(self, one: Unit, other: Unit) -> float:
        """Give the likeness of two passages; 1 when only typography differs."""
        if one.exact == other.exact or one.loose == other.loose or one.full == other.full:
            return 1.0
        key = (one.position, other.position)
        if key not in self._known:
            self._known[key] = self.between(one.words, other.words)
        return self._known[key]

    def between(self, one: Iterable[Word], other: Iterable[Word]) -> float:
        """Reads as: half what the shared words say, half how far their order agrees.

        Order alone is blind to which words matter; words alone, to who does what to whom.
        """
        left = [w.root for w in one if w.root]
        right = [w.root for w in other if w.root]
        if not left or not right:
            return 0.0
        a, b = Counter(left), Counter(right)
        shared = sum(self._weights[r] * min(n, b[r]) for r, n in a.items() if r in b)
        whole = sum(self._weights[r] * n for c in (a, b) for r, n in c.items())
        return shared / whole + 0.5 * order_alike(left, right)


def candidates(old: Sequence[Unit], new: Sequence[Unit]) -> list[tuple[Unit, Unit]]:
    """Pair passages that share rare words, or all words: the most promising few of each."""
    postings: dict[object, list[Unit]] = {}
    for unit in old:
        for feature in _features(unit):
            postings.setdefault(feature, []).append(unit)
    found: list[tuple[Unit, Unit]] = []
    for unit in new:
        votes: Counter[int] = Counter()
        by_position: dict[int, Unit] = {}
        for feature in _features(unit):
            holders = postings.get(feature, ())
            if len(holders) > _COMMON:
                continue
            for other in holders:
                votes[other.position] += 1
                by_position[other.position] = other
        best = sorted(votes, key=lambda p: (-votes[p], abs(p - unit.position), p))[:_SHORTLIST]
        found += [(by_position[p], unit) for p in best]
    return found


def _features(unit: Unit) -> set[object]:
    roots = [w.root for w in unit.words if w.root]
    return {unit.loose, *roots, *itertools.pairwise(roots)}
