"""Sentences left alone beside a pair that they belong to.

In: pairs of one passage each. Out: pairs of groups. Reads as: where a sentence
was parted in two or two were joined, the part that found no counterpart stands
beside the one that did, and with it the pair is more alike than without.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.diff.likeness import Likeness
from pipeline.diff.units import Unit

# What a part adds where it belongs: a third of a sentence adds about .1. A stranger takes away.
_GAIN = 0.05
# A heading joins a sentence only where reading glued them on the other side: it explains more.
_HEADING_GAIN = 0.1
_MOST = 6  # passages of a group
_WHOLE = 6  # letters that, found whole on the other side, are no chance


@dataclass(frozen=True, slots=True)
class Pair:
    """Passages that are each other's counterpart; an empty side has none."""

    old: tuple[Unit, ...]
    new: tuple[Unit, ...]
    moved: bool = False


def join(
    pairs: Sequence[Pair], old: Sequence[Unit], new: Sequence[Unit], likeness: Likeness
) -> list[Pair]:
    """Let what is left over join a pair beside it where that makes the pair more alike."""
    found = list(pairs)
    for side, units in (("old", old), ("new", new)):
        owner = {u.position: k for k, pair in enumerate(found) for u in getattr(pair, side)}
        # Forth and back: a part may belong to the next passage or the one before, and a
        # second part follows the first.
        for order in (units, units[::-1]):
            for unit in order:
                if unit.position in owner:
                    continue
                best: tuple[float, int, Pair] | None = None
                for beside in (unit.position - 1, unit.position + 1):
                    k = owner.get(beside)
                    if k is None:
                        continue
                    wider = _widened(found[k], side, unit)
                    gain = _gain(found[k], wider, unit, likeness)
                    if gain > 0 and (best is None or gain > best[0]):
                        best = (gain, k, wider)
                if best is not None:
                    _, k, found[k] = best
                    owner[unit.position] = k
    return found


def _widened(pair: Pair, side: str, unit: Unit) -> Pair:
    group = tuple(sorted((*getattr(pair, side), unit), key=lambda u: u.position))
    return replace(pair, old=group) if side == "old" else replace(pair, new=group)


def _gain(pair: Pair, wider: Pair, unit: Unit, likeness: Likeness) -> float:
    """Give how much more alike the wider pair is; nothing where it may not be."""
    if max(len(wider.old), len(wider.new)) > _MOST:
        return 0.0
    if _explains(pair, wider, unit):
        return 1.0
    headings = {u.heading for u in (*wider.old, *wider.new)}
    least = _HEADING_GAIN if len(headings) > 1 else _GAIN
    gain = _alike(wider, likeness) - _alike(pair, likeness)
    return gain if gain >= least else 0.0


def _explains(pair: Pair, wider: Pair, unit: Unit) -> bool:
    """Tell whether the other side holds all words of a passage that none accounts for yet."""
    own = wider.old != pair.old
    held = "".join(u.loose for u in (pair.new if own else pair.old))
    told = "".join(u.loose for u in (pair.old if own else pair.new))
    return len(unit.loose) >= _WHOLE and held.count(unit.loose) > told.count(unit.loose)


def _alike(pair: Pair, likeness: Likeness) -> float:
    return likeness.between(
        [w for u in pair.old for w in u.words], [w for u in pair.new for w in u.words]
    )
