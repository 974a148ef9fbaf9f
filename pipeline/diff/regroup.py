"""Passages that were parted elsewhere, made comparable.

In: the units of both versions. Out: the same, with those joined that together
say on one side what a single one, or others together, say on the other. Reads
as: a page break, a bullet or number that reading lost, a heading glued to its
text or a full stop does not change what is said, so neither may where a passage ends.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence

from pipeline.diff.units import Unit, merged

_START = 12  # characters that must agree before two passages are followed further
_LONGEST = 8  # passages joined on one side
_TRIED = 6  # places that are tried for one passage

Key = Callable[[Unit], str]


def regroup(old: Sequence[Unit], new: Sequence[Unit]) -> tuple[list[Unit], list[Unit]]:
    """Join passages so that the same words are parted in the same way."""
    left, right = list(old), list(new)
    # By words alone, and with the numbers before them: items of a list may have been run
    # together with their numbers.
    for key in (_loose, _full):
        left, right = _regroup(left, right, key)
    return left, right


def _loose(unit: Unit) -> str:
    return unit.loose


def _full(unit: Unit) -> str:
    return unit.full


def _regroup(old: Sequence[Unit], new: Sequence[Unit], key: Key) -> tuple[list[Unit], list[Unit]]:
    left, right = [key(u) for u in old], [key(u) for u in new]
    held_old, held_new = set(left), set(right)
    starts: dict[str, list[int]] = {}
    wholes: dict[str, list[int]] = {}
    for j, said in enumerate(right):
        if said not in held_old or len(said) < _START:
            # A short one under all of it, a long one under each start a short one may be.
            for size in range(min(len(said), _START), 0, -1):
                starts.setdefault(said[:size], []).append(j)
            wholes.setdefault(said, []).append(j)
    groups_old: dict[int, int] = {}  # start -> stop
    groups_new: dict[int, int] = {}
    next_new = i = 0
    while i < len(old):
        stop = i + 1
        if left[i] not in held_new:
            for j in _places(left[i], starts, wholes, next_new):
                ends = _together(left, i, right, j)
                if ends:
                    groups_old[i], groups_new[j] = ends
                    stop, next_new = ends
                    break
        i = stop
    return _joined(old, groups_old), _joined(new, groups_new)


def _places(
    said: str, starts: dict[str, list[int]], wholes: dict[str, list[int]], first: int
) -> Iterator[int]:
    """Give where what is said may begin in the new version, from `first` on."""
    yield from _from(starts, said[:_START], first)
    for size in range(1, min(len(said), _START)):
        # What is wholly a start of it: a heading before the text it is glued to.
        yield from _from(wholes, said[:size], first)


def _from(places: dict[str, list[int]], said: str, first: int) -> list[int]:
    """Give the first few places from `first` on, however many there are."""
    held = places.get(said, [])
    at = bisect_left(held, first)
    return held[at : at + _TRIED]


def _together(left: Sequence[str], i: int, right: Sequence[str], j: int) -> tuple[int, int] | None:
    """Follow both sides until they have said the same; None if they part before."""
    one, other = left[i], right[j]
    a, b = i + 1, j + 1
    while one != other:
        if len(one) < len(other):
            if a >= len(left) or a - i >= _LONGEST:
                return None
            one += left[a]
            a += 1
        else:
            if b >= len(right) or b - j >= _LONGEST:
                return None
            other += right[b]
            b += 1
        short = min(len(one), len(other))
        if one[:short] != other[:short]:
            return None
    return a, b


def _joined(units: Sequence[Unit], groups: dict[int, int]) -> list[Unit]:
    found: list[Unit] = []
    at = 0
    while at < len(units):
        stop = groups.get(at, at + 1)
        unit = merged(units[at:stop])
        unit.position = len(found)
        found.append(unit)
        at = stop
    return found
