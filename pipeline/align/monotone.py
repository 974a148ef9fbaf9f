"""Two texts of one work, aligned in order: translations and versions.

In: the segments of two documents with their places and likeness. Out: groups of
left and right segments that render each other, in order; every segment is in one
group, alone where it has no counterpart. Coarse to fine: sections and numbered
items are aligned first, by number and by words, since a number alone may have
moved on to another section; between those that are sure, segments. Memory grows
with the longest stretch that nothing parts, which is cut at `_CAP` segments.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from pipeline.align.likeness import Group, Likeness, counterpart, probability
from pipeline.align.path import Shape, best_path, chain
from pipeline.align.places import Place, places
from pipeline.align.words import Matrix
from pipeline.protocols import Tick
from pipeline.records import BlockKind, Segment

HEADS = frozenset({BlockKind.TITLE, BlockKind.HEADING})

# How many of the left may render how many of the right.
_SHAPES = ((1, 1), (1, 2), (2, 1), (2, 2), (1, 3), (3, 1), (2, 3), (3, 2), (1, 4), (4, 1))
# A pair below this score is none: between two anchors any two texts score some 0 to 4.
_LEAST = 6.0
_JOIN = 1.0  # what each segment beyond one and one costs
_CAP = 400  # segments on a side between two cuts
# Of sections and items: the words of the head and those below it count, and their numbers.
# A number weighs less than the same words elsewhere: versions are renumbered.
_SAME_PATH, _SAME_NUMBER, _OTHER_NUMBER = 5.0, 2.0, -2.0
_LEAST_HEADS = 3.0
_SURE = 10.0  # a pair of sections that parts the texts
_BELOW = 12  # segments of a section that are looked at
# Of segments: heads of sections that were paired, and heads that were not.
_PAIRED, _UNPAIRED, _CROSSED = 10.0, -8.0, -4.0
# What a number adds to the score of a pair that was found: words must say the same too.
_TRUST = 0.4
_HEADS = -6.0  # a heading does not render a sentence ...
_SHORT = 60  # ... of more than so many characters


class Parts:
    """What is aligned of a document: its segments' places, headings and sections."""

    def __init__(self, segments: Sequence[Segment], *, numbers: bool = True) -> None:
        found = places(segments)
        # Without numbers, an item opens nothing: it is a passage like any other.
        self.places = tuple(
            found if numbers else [Place(None, (), (), p.opens and p.own is None) for p in found]
        )
        self.headings = np.array([s.kind in HEADS for s in segments], dtype=np.bool_)
        self.short = np.array([len(s.text) <= _SHORT for s in segments], dtype=np.bool_)
        self.opens = [i for i, place in enumerate(self.places) if place.opens]
        self.sections = self._sections()

    def __len__(self) -> int:
        return len(self.places)

    def _sections(self) -> NDArray[np.int64]:
        """Give for each segment the heading whose number it stands under, -1 where none."""
        last: dict[str, int] = {}
        found = []
        for i, place in enumerate(self.places):
            if self.headings[i] and place.own:
                last[place.own] = i
            found.append(last.get(place.section or "", -1))
        return np.array(found, dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Aligned:
    """Groups of the left and right segments (one may be empty), and their score."""

    left: Group
    right: Group
    score: float


def monotone(left: Parts, right: Parts, alike: Likeness, tick: Tick | None = None) -> list[Aligned]:
    """Align two documents in order; ticks once a left segment."""
    heads = _pair_heads(left, right, alike)
    cuts = [(0, 0), *((i, j) for i, j, weight in heads if weight >= _SURE), (len(left), len(right))]
    paired = {i: j for i, j, _ in heads}
    found: list[Aligned] = []
    for (i, j), (k, m) in pairwise(cuts):
        for stretch in _stretches((i, k), (j, m), alike):
            found += _fine(*stretch, left, right, alike, paired)
        if tick:
            tick(k - i)
    whole = _with_alone(found, len(left), len(right))
    return _scored(whole, alike)


def _pair_heads(left: Parts, right: Parts, alike: Likeness) -> list[tuple[int, int, float]]:
    """Pair the sections and numbered items of two documents, in order."""
    ours, theirs = left.opens, right.opens
    if not ours or not theirs:
        return []
    head = alike.scores([(i, i + 1) for i in ours], [(j, j + 1) for j in theirs])
    body = alike.scores(_bodies(ours, len(left)), _bodies(theirs, len(right)))
    worth = np.maximum(head, (head + body) / 2)
    worth += _numbers(left, right, ours, theirs)
    kinds = np.array([[left.headings[i] != right.headings[j] for j in theirs] for i in ours])
    worth[kinds] += _HEADS / 2  # a heading here may have been read as an item there
    worth = worth.astype(np.float32)
    steps = best_path({(1, 1): worth - np.float32(_LEAST_HEADS)}, len(ours), len(theirs))
    return [(ours[a], theirs[b], float(worth[a, b])) for a, _, b, _ in steps]


def _bodies(heads: Sequence[int], count: int) -> list[Group]:
    ends = [*heads[1:], count]
    return [(start, min(stop, start + _BELOW)) for start, stop in zip(heads, ends, strict=True)]


def _numbers(left: Parts, right: Parts, ours: Sequence[int], theirs: Sequence[int]) -> Matrix:
    """Say what the numbers of two sections tell: one path, one number, or two numbers."""
    found: Matrix = np.zeros((len(ours), len(theirs)), np.float32)
    for a, i in enumerate(ours):
        mine = left.places[i].path
        if not mine or left.places[i].own is None:
            continue
        for b, j in enumerate(theirs):
            other = right.places[j].path
            if not other or right.places[j].own is None:
                continue
            if mine == other:
                found[a, b] = _SAME_PATH
            elif mine[-1] == other[-1] and min(len(mine), len(other)) == 1:
                found[a, b] = _SAME_NUMBER
            else:
                found[a, b] = _OTHER_NUMBER
    return found


def _stretches(left: Group, right: Group, alike: Likeness) -> list[tuple[Group, Group]]:
    """Cut what lies between two anchors until no stretch is longer than `_CAP`."""
    if left[1] - left[0] <= _CAP and right[1] - right[0] <= _CAP:
        return [(left, right)]
    cuts = [(left[0], right[0])]
    for i, j, _ in chain(_mutual(left, right, alike)):
        if i - cuts[-1][0] >= _CAP // 8 and j > cuts[-1][1]:
            cuts.append((i, j))
    cuts.append((left[1], right[1]))
    return [piece for (i, j), (k, m) in pairwise(cuts) for piece in _even((i, k), (j, m))]


def _mutual(left: Group, right: Group, alike: Likeness) -> list[tuple[int, int, float]]:
    """Give the pairs of a stretch that are each other's best by far, a block at a time."""
    right_groups = [(j, j + 1) for j in range(*right)]
    best = np.full(len(right_groups), -np.inf)
    back = np.full(len(right_groups), -1)
    forward: dict[int, int] = {}
    for start in range(*left, _CAP):
        block = [(i, i + 1) for i in range(start, min(start + _CAP, left[1]))]
        scores = alike.scores(block, right_groups)
        for offset, j in enumerate(scores.argmax(axis=1)):
            forward[start + offset] = int(j)
        top = scores.max(axis=0)
        back = np.where(top > best, scores.argmax(axis=0) + start, back)
        best = np.maximum(best, top)
    return [
        (i, right[0] + j, float(best[j]) - _LEAST)
        for i, j in forward.items()
        if back[j] == i and best[j] >= 2 * _LEAST
    ]


def _even(left: Group, right: Group) -> list[tuple[Group, Group]]:
    """Cut evenly what nothing parts: two long texts with hardly a sentence in common."""
    pieces = max(1, -(-max(left[1] - left[0], right[1] - right[0]) // _CAP))
    edges = [
        [start + (stop - start) * n // pieces for n in range(pieces + 1)]
        for start, stop in (left, right)
    ]
    return list(zip(pairwise(edges[0]), pairwise(edges[1]), strict=True))


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
    for a, b in _SHAPES:
        if a > n or b > m:
            continue
        lefts, rights = _windows(left, a), _windows(right, b)
        score = alike.scores(lefts, rights)
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
    found[(one[:, None] & ~other & ~short[1]) | (~one[:, None] & ~short[0][:, None] & other)] = (
        _HEADS
    )
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
    """Turn scores into probabilities: that a pair is right, that one alone has no counterpart."""
    alone = (
        [a for a in found if a.right[0] == a.right[1]],
        [a for a in found if a.left[0] == a.left[1]],
    )
    best = {
        **dict(
            zip([a.left for a in alone[0]], alike.best([a.left for a in alone[0]], 0), strict=True)
        )
    }
    back = dict(
        zip([a.right for a in alone[1]], alike.best([a.right for a in alone[1]], 1), strict=True)
    )
    scored = []
    for a in found:
        if a.left[0] < a.left[1] and a.right[0] < a.right[1]:
            sure = float(probability(a.score))
        else:
            nearest = back[a.right] if a.left[0] == a.left[1] else best[a.left]
            # It may well say what something far off says; in order it has no counterpart.
            sure = 1 - min(float(counterpart(nearest)), 0.5)
        scored.append(Aligned(a.left, a.right, sure))
    return scored
