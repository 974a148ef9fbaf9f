"""Which passage of the new version is which of the old.

In: the units of both. Out: pairs of groups, each unit in at most one; most are
one to one, a sentence that was parted or joined makes groups. Always: the
pairs that are not `moved` keep their order.

Four steps, none of them quadratic in the length of the documents:
1. Passages that share rare words are weighed, and the heaviest chain in which
   both versions keep their order is taken: the frame. Long stretches that
   repeat themselves give links of the same words.
2. Between its links the rest is paired in order, now with less demanded and
   the common phrases ("Rationale:") included.
3. What is left over anywhere is paired if it is alike enough: it was moved.
4. Sentences left over beside a pair join it where that makes it more alike.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from pipeline.diff.joining import Pair, join
from pipeline.diff.likeness import Likeness, candidates
from pipeline.diff.order import same_in_order
from pipeline.diff.units import Unit

# Half of what two sentences say is shared: the least at which readers call one a rewording
# of the other. Less will do where the place speaks for it.
_FRAME = 0.6
_BETWEEN = 0.45
_SAME_PLACE = 0.34
_SAME_NUMBER = 0.28  # "3.1.2" in a section of the same name
_ALONE = 0.22  # one passage on each side between two that are found
_MOVED = 0.72  # elsewhere in a long document, chance resemblance of a short sentence is common
_MOVED_LONG = 0.6, 18  # of so many different words it is not
_MOVED_LEAST = 4  # words that say something; "See below." elsewhere is no move
_CELLS = 250_000  # pairs that one stretch between two links may weigh
# Pairs that it may be looked through for the same words: a bit each, a quarter of a gigabyte.
_BITS = 2_000_000_000


def align(old: Sequence[Unit], new: Sequence[Unit]) -> list[Pair]:
    """Pair the units of two versions."""
    likeness = Likeness(old, new)
    links = _frame(candidates(old, new), likeness)
    links = sorted([*links, *_repeated(links, old, new)], key=lambda link: link[0].position)
    links += _between(links, old, new, likeness)
    links.sort(key=lambda link: link[0].position)
    taken_old = {a.position for a, _ in links}
    taken_new = {b.position for _, b in links}
    left = [u for u in old if u.position not in taken_old]
    right = [u for u in new if u.position not in taken_new]
    moved = _moves(left, right, likeness, _repeatedly(old) | _repeatedly(new))
    pairs = [Pair((a,), (b,)) for a, b in links]
    pairs += [Pair((a,), (b,), moved=True) for a, b in moved]
    return join(pairs, old, new, likeness)


Link = tuple[Unit, Unit]


def _bonus(one: Unit, other: Unit) -> float:
    """Reads as: the same heading and number make a counterpart likelier, and decide ties."""
    share = 1.0
    if one.section == other.section:
        share += 0.1
    if one.number and one.number == other.number:
        share += 0.25 if "." in one.number else 0.1
    if one.heading != other.heading:
        share -= 0.2
    return share


def _frame(pairs: Iterable[Link], likeness: Likeness) -> list[Link]:
    weighed = []
    for one, other in pairs:
        alike = likeness.of(one, other)
        if alike >= _FRAME:
            gain = alike * alike * likeness.weight(other) * _bonus(one, other)
            weighed.append((one, other, gain))
    return _heaviest(weighed)


def _heaviest(weighed: Sequence[tuple[Unit, Unit, float]]) -> list[Link]:
    """Take the chain that weighs most among those in which both sides rise."""
    order = sorted(weighed, key=lambda row: (row[0].position, -row[1].position))
    # `ends` and `best` rise together: the least end at which a chain of that weight is had.
    ends: list[int] = []
    best: list[float] = []
    at: list[int] = []
    back: list[int] = []
    for i, (_, other, gain) in enumerate(order):
        place = bisect_left(ends, other.position) - 1
        total = gain + (best[place] if place >= 0 else 0.0)
        back.append(at[place] if place >= 0 else -1)
        spot = bisect_left(ends, other.position)
        if spot and best[spot - 1] >= total:
            continue
        if spot < len(ends) and ends[spot] == other.position and best[spot] >= total:
            continue
        stop = spot
        while stop < len(ends) and best[stop] <= total:
            stop += 1
        ends[spot:stop], best[spot:stop], at[spot:stop] = [other.position], [total], [i]
    chain: list[Link] = []
    i = at[-1] if at else -1
    while i >= 0:
        chain.append((order[i][0], order[i][1]))
        i = back[i]
    return chain[::-1]


def _stretches(
    links: Sequence[Link], old: Sequence[Unit], new: Sequence[Unit]
) -> Iterator[tuple[Sequence[Unit], Sequence[Unit]]]:
    """Give what lies between each two links."""
    old_at, new_at = [u.position for u in old], [u.position for u in new]
    edges = [(-1, -1), *((a.position, b.position) for a, b in links), (1 << 60, 1 << 60)]
    for (a0, b0), (a1, b1) in itertools.pairwise(edges):
        left = old[bisect_right(old_at, a0) : bisect_left(old_at, a1)]
        yield left, new[bisect_right(new_at, b0) : bisect_left(new_at, b1)]


def _repeated(links: Sequence[Link], old: Sequence[Unit], new: Sequence[Unit]) -> list[Link]:
    """Pair the same words in stretches too long to weigh.

    Reads as: a long stretch without a link says the same few things again and again (rows
    of a register), so no words of it are rare.
    """
    found: list[Link] = []
    for left, right in _stretches(links, old, new):
        if _CELLS < len(left) * len(right) <= _BITS:
            same = same_in_order([u.loose for u in left], [u.loose for u in right])
            found += [(left[i], right[j]) for i, j in same]
    return found


def _between(
    links: Sequence[Link], old: Sequence[Unit], new: Sequence[Unit], likeness: Likeness
) -> list[Link]:
    """Pair in order what lies between two links of the frame."""
    found: list[Link] = []
    for left, right in _stretches(links, old, new):
        if len(left) == len(right) == 1 and left[0].heading == right[0].heading:
            found += [(left[0], right[0])] if likeness.of(left[0], right[0]) >= _ALONE else []
        elif left and right and len(left) * len(right) <= _CELLS:
            found += _in_order(left, right, likeness)
    return found


def _in_order(left: Sequence[Unit], right: Sequence[Unit], likeness: Likeness) -> list[Link]:
    """Pair two short stretches in order so that what is shared weighs most."""
    gains = [[_gain(a, b, likeness) for b in right] for a in left]
    best = [[0.0] * (len(right) + 1) for _ in range(len(left) + 1)]
    for i in range(len(left) - 1, -1, -1):
        for j in range(len(right) - 1, -1, -1):
            gain = gains[i][j]
            paired = best[i + 1][j + 1] + gain if gain > 0 else 0.0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], paired)
    found: list[Link] = []
    i = j = 0
    while i < len(left) and j < len(right):
        gain = gains[i][j]
        if gain > 0 and best[i][j] == best[i + 1][j + 1] + gain:
            found.append((left[i], right[j]))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return found


def _gain(one: Unit, other: Unit, likeness: Likeness) -> float:
    alike = likeness.of(one, other)
    same = one.section == other.section and one.heading == other.heading
    same = same and (one.number == other.number or not (one.number and other.number))
    least = _SAME_PLACE if same else _BETWEEN
    if same and "." in one.number and one.number == other.number:
        least = _SAME_NUMBER
    if one.definition and other.definition and one.definition.term == other.definition.term:
        least = 0.0
    if alike < least:
        return 0.0
    return alike * (1.0 + likeness.weight(other)) * _bonus(one, other)


def _repeatedly(side: Sequence[Unit]) -> set[str]:
    """List what a version says more than once."""
    return {said for said, times in Counter(unit.loose for unit in side).items() if times > 1}


def _moves(
    left: Sequence[Unit], right: Sequence[Unit], likeness: Likeness, often: set[str]
) -> list[Link]:
    """Pair what stands elsewhere, the most alike first.

    A short phrase said `often` ("Verification material:") is moved nowhere: it goes with what
    it announces.
    """
    weighed = []
    for one, other in candidates(left, right):
        alike = likeness.of(one, other)
        words = min(len(one.roots), len(other.roots))
        if words < _MOVED_LEAST or one.heading != other.heading:
            continue
        if words < _MOVED_LONG[1] and (one.loose in often or other.loose in often):
            continue
        if alike >= (_MOVED_LONG[0] if words >= _MOVED_LONG[1] else _MOVED):
            weighed.append((-alike * _bonus(one, other), other.position, one.position, one, other))
    weighed.sort(key=lambda row: row[:3])
    found: list[Link] = []
    used_old: set[int] = set()
    used_new: set[int] = set()
    for *_, one, other in weighed:
        if one.position not in used_old and other.position not in used_new:
            used_old.add(one.position)
            used_new.add(other.position)
            found.append((one, other))
    return found
