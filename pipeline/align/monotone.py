"""Two texts of one work, aligned in order: translations and versions.

In: the segments of two documents with their places and likeness. Out: groups of
left and right segments that render each other, in order; every segment is in one
group, alone where it has no counterpart. Coarse to fine: sections and numbered
items are aligned first, by number and by words, since a number alone may have
moved on to another section; between those that are sure, segments. Memory grows
with the longest stretch that nothing parts, which is cut (see `cuts`).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from pipeline.align.cuts import stretches
from pipeline.align.heads import SURE, pair_heads
from pipeline.align.likeness import Group, Likeness, probability, same
from pipeline.align.parts import Aligned, Parts
from pipeline.align.path import Shape, best_path
from pipeline.align.words import Matrix
from pipeline.protocols import Tick

# How many of the left may render how many of the right.
_SHAPES = ((1, 1), (1, 2), (2, 1), (2, 2), (1, 3), (3, 1), (2, 3), (3, 2), (1, 4), (4, 1))
# A pair below this score is none: between two anchors any two texts score some 0 to 4.
_LEAST = 4.5
_JOIN = 2.5  # what each segment beyond one and one costs
# Heads of sections and items that were paired, heads that were not, and passages that
# stand under heads that were paired with others.
_PAIRED, _UNPAIRED, _CROSSED = 10.0, -8.0, -4.0
_HEADING = -6.0  # a heading does not render a sentence
# What a number adds to the score of a pair that was found: words must say the same too.
_TRUST = 0.4


def monotone(left: Parts, right: Parts, alike: Likeness, tick: Tick | None = None) -> list[Aligned]:
    """Align two documents in order; ticks once a left segment."""
    heads = pair_heads(left, right, alike)
    cuts = [(0, 0), *((i, j) for i, j, weight in heads if weight >= SURE), (len(left), len(right))]
    paired = {i: j for i, j, _ in heads}
    found: list[Aligned] = []
    for (i, j), (k, m) in pairwise(cuts):
        for stretch in stretches((i, k), (j, m), alike):
            found += _fine(*stretch, left, right, alike, paired)
        if tick:
            tick(k - i)
    return _scored(_with_alone(found, len(left), len(right)), alike)


def _fine(
    left: Group,
    right: Group,
    ours: Parts,
    theirs: Parts,
    alike: Likeness,
    paired: dict[int, int],
) -> list[Aligned]:
    """Align the segments of one stretch, many to many."""
    n, m = left[1] - left[0], right[1] - right[0]
    if not n or not m:
        return []
    evidence = _evidence(left, right, ours, theirs, paired)
    worth: dict[Shape, Matrix] = {}
    scores: dict[Shape, Matrix] = {}
    shapes = [(a, b) for a, b in _SHAPES if a <= n and b <= m]
    spans = [{size: _windows(left, size) for size in {a for a, _ in shapes}},
             {size: _windows(right, size) for size in {b for _, b in shapes}}]  # fmt: skip
    near = [
        {size: alike.near(groups, side) for size, groups in spans[side].items()} for side in (0, 1)
    ]
    for a, b in shapes:
        lefts, rights = spans[0][a], spans[1][b]
        score = alike.scores(lefts, rights, (near[0][a], near[1][b]))
        heads = evidence[: len(lefts), : len(rights)]
        scores[a, b] = np.asarray(score + _TRUST * heads, dtype=np.float32)
        joined = (score - _LEAST) * (a + b) / 2 + heads - _JOIN * (a + b - 2)
        value: Matrix = joined.astype(np.float32)
        value[[i for i, g in enumerate(lefts) if _parted(g, ours)]] = -1e6
        value[:, [j for j, g in enumerate(rights) if _parted(g, theirs)]] = -1e6
        worth[a, b] = value
    return [
        Aligned(
            (left[0] + i, left[0] + until),
            (right[0] + j, right[0] + to),
            float(scores[until - i, to - j][i, j]),
        )
        for i, until, j, to in best_path(worth, n, m)
    ]


def _windows(span: Group, size: int) -> list[Group]:
    return [(i, i + size) for i in range(span[0], span[1] - size + 1)]


def _parted(group: Group, parts: Parts) -> bool:
    """Tell whether a heading or a number stands within a group, where none may be joined over."""
    inside = range(group[0] + 1, group[1])
    return any(parts.places[i].opens for i in inside) or bool(
        len(inside) > 0 and parts.headings[group[0]]
    )


def _evidence(
    left: Group, right: Group, ours: Parts, theirs: Parts, paired: dict[int, int]
) -> Matrix:
    """Say what headings and numbers tell of each pair of segments."""
    found: Matrix = np.zeros((left[1] - left[0], right[1] - right[0]), np.float32)
    rows, columns = np.arange(*left), np.arange(*right)
    one, other = ours.headings[left[0] : left[1]], theirs.headings[right[0] : right[1]]
    short = ours.short[left[0] : left[1]], theirs.short[right[0] : right[1]]
    # A heading here may have been read as a short paragraph there.
    long = ~short[0], ~short[1]
    found[(one[:, None] & ~other & long[1]) | ((~one & long[0])[:, None] & other)] = _HEADING
    partner = np.array([paired.get(int(i), -1) for i in rows])
    partners = np.isin(columns, list(paired.values()))
    meant = partner[:, None] == columns
    found[meant] += _PAIRED
    found[~meant & ((partner >= 0)[:, None] | partners)] += _UNPAIRED
    mine, others = ours.sections[left[0] : left[1]], theirs.sections[right[0] : right[1]]
    led = np.array([paired.get(int(i), -1) for i in mine])
    known = np.isin(others, list(paired.values()))
    crossed = (led[:, None] != others) & ((led >= 0)[:, None] | known)
    crossed &= (mine >= 0)[:, None] & (others >= 0)
    found[crossed & ~meant] += _CROSSED
    return found


def _with_alone(found: Sequence[Aligned], left: int, right: int) -> list[Aligned]:
    """Put what has no counterpart where it stands."""
    whole: list[Aligned] = []
    i = j = 0
    for pair in [*found, Aligned((left, left), (right, right), 0.0)]:
        whole += [Aligned((n, n + 1), (j, j), 0.0) for n in range(i, pair.left[0])]
        whole += [Aligned((pair.left[0],) * 2, (n, n + 1), 0.0) for n in range(j, pair.right[0])]
        i, j = pair.left[1], pair.right[1]
        if pair.left != (left, left) or pair.right != (right, right):
            whole.append(pair)
    return whole


def _scored(found: Sequence[Aligned], alike: Likeness) -> list[Aligned]:
    """Turn scores into shares: of such pairs that are right, of those alone that have none."""
    alone = [
        [a.left for a in found if a.right[0] == a.right[1]],
        [a.right for a in found if a.left[0] == a.left[1]],
    ]
    best = [
        dict(zip(groups, alike.best(groups, side), strict=True))
        for side, groups in enumerate(alone)
    ]
    scored = []
    for a in found:
        if a.whole:
            sure = float(probability(a.score))
            scored.append(Aligned(a.left, a.right, sure, sure))
        else:
            nearest = best[0].get(a.left) if a.left[0] < a.left[1] else best[1].get(a.right)
            # What says the same may stand elsewhere; then it is even whether this has none.
            sure = 1 - min(float(same(nearest)), 0.5)
            scored.append(Aligned(a.left, a.right, sure))
    return scored
