"""Which changes are asked for, and how many there are of each.

In: changes, kinds and words that name what happened ("added", "weaker"). Out:
the changes that fit, in order; counts.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Sequence

from pipeline.diff.change import Change, Effect, Kind, Move
from pipeline.errors import BadRequest

NAMES = (*(m.value for m in Move), *(e.value for e in Effect))
# The same words under another number, in other capitals: worth knowing, and read last.
MINOR = frozenset({Move.RETYPED, Move.RENUMBERED})
_OFTEN = 3  # an exchange of words is a pattern from this many times on


def select(
    changes: Iterable[Change], kinds: Sequence[str] = (), only: Sequence[str] = ()
) -> list[Change]:
    """Keep changes of some kinds, and with some changes or effects.

    "obligation" keeps every change with a duty in it, "moved" and "renumbered" also what
    was reworded as well. Raises BadRequest for a name that means nothing.
    """
    for name in only:
        if name not in NAMES:
            raise BadRequest(f"no change or effect {name!r}", "choose from " + ", ".join(NAMES))
    return [c for c in changes if _of_kind(c, kinds) and _wanted(c, only)]


def _of_kind(change: Change, kinds: Sequence[str]) -> bool:
    own = {change.kind.value} | ({Kind.OBLIGATION.value} if change.duty else set())
    return not kinds or not own.isdisjoint(kinds)


def _wanted(change: Change, only: Sequence[str]) -> bool:
    own = {change.change.value, *(e.value for e in change.effects)}
    own |= {Move.MOVED.value} if change.moved else set()
    own |= {Move.RENUMBERED.value} if change.renumbered else set()
    return not only or not own.isdisjoint(only)


def counts(changes: Iterable[Change]) -> dict[Move, dict[Kind, int]]:
    """Count changes by what happened, then by kind; what never happened is left out."""
    held = Counter((c.change, c.kind) for c in changes)
    return {
        move: {kind: held[move, kind] for kind in Kind}
        for move in Move
        if any(held[move, kind] for kind in Kind)
    }


def effects(changes: Iterable[Change]) -> dict[Effect, int]:
    """Count the effects on duties and definitions."""
    held = Counter(e for c in changes for e in c.effects)
    return {effect: held[effect] for effect in Effect if held[effect]}


def patterns(changes: Iterable[Change]) -> list[tuple[str, str, int]]:
    """Find words exchanged for the same other words again and again: `(old, new, times)`."""
    held: Counter[tuple[str, str]] = Counter()
    for change in changes:
        runs = change.words
        for before, after in itertools.pairwise(runs):
            if before.sign == "-" and after.sign == "+":
                held[before.old.strip(), after.new.strip()] += 1
    often = [(old, new, n) for (old, new), n in held.items() if n >= _OFTEN]
    return sorted(often, key=lambda row: (-row[2], row[:2]))
