"""Passages that were parted elsewhere, made comparable.

In: the units of both versions. Out: the same, with those joined that together
say on one side what a single one, or others together, say on the other. Reads
as: a page break, a bullet that reading lost, or a full stop does not change what
is said, so neither may where a passage ends.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.diff.units import Unit, merged

_START = 12  # characters that must agree before two passages are followed further
_LONGEST = 6  # passages joined on one side


def regroup(old: Sequence[Unit], new: Sequence[Unit]) -> tuple[list[Unit], list[Unit]]:
    """Join passages so that the same words are parted in the same way."""
    held_old, held_new = {u.loose for u in old}, {u.loose for u in new}
    starts: dict[str, list[int]] = {}
    for j, unit in enumerate(new):
        if unit.loose not in held_old:
            starts.setdefault(unit.loose[:_START], []).append(j)
    groups_old: dict[int, int] = {}  # start -> stop
    groups_new: dict[int, int] = {}
    next_new = 0
    i = 0
    while i < len(old):
        stop = i + 1
        if old[i].loose not in held_new and len(old[i].loose) >= _START:
            for j in starts.get(old[i].loose[:_START], ()):
                ends = _together(old, i, new, j) if j >= next_new else None
                if ends:
                    groups_old[i], groups_new[j] = ends
                    stop, next_new = ends
                    break
        i = stop
    return _joined(old, groups_old), _joined(new, groups_new)


def _together(old: Sequence[Unit], i: int, new: Sequence[Unit], j: int) -> tuple[int, int] | None:
    """Follow both sides until they have said the same; None if they part before."""
    left, right = old[i].loose, new[j].loose
    a, b = i + 1, j + 1
    while left != right:
        if len(left) < len(right):
            if a >= len(old) or a - i >= _LONGEST:
                return None
            left += old[a].loose
            a += 1
        else:
            if b >= len(new) or b - j >= _LONGEST:
                return None
            right += new[b].loose
            b += 1
        short = min(len(left), len(right))
        if left[:short] != right[:short]:
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
