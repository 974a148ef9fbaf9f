"""Two texts of different works, aligned by what their passages say, in any order.

In: the segments of two documents and their likeness. Out: pairs that are each
other's nearest, and every other segment alone. Most passages of one jurisdiction
have no counterpart in another's: to have none is a result, and its score says how
sure it is. A block of left segments at a time, so memory is not quadratic.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from pipeline.align.background import Yardstick
from pipeline.align.likeness import Likeness, matter, same
from pipeline.align.parts import Aligned
from pipeline.protocols import Tick

_Places = NDArray[np.int64]
_Scores = NDArray[np.float64]

_BLOCK = 256
_LEAST = 0.5  # a pair is shown when it is as likely as not about the same matter


def free(
    left: Sequence[int],
    right: Sequence[int],
    alike: Likeness,
    yardstick: Yardstick,
    tick: Tick | None = None,
) -> list[Aligned]:
    """Align the segments with these positions; ticks once a left segment."""
    nearest, best, back, top = _nearest(left, right, alike, tick)

    def sure_of(scores: _Scores, ours: Sequence[int], theirs: Sequence[int]) -> list[float]:
        level = yardstick.level(alike.cosines(ours, theirs))
        words = alike.shorter(ours, theirs)
        return [float(p) for p in matter(scores, level, words, len(left), len(right))]

    to = sure_of(best, left, [right[b] for b in nearest])
    fro = sure_of(top, [left[a] for a in back], right)
    found: list[Aligned] = []
    taken: set[int] = set()
    for a, (i, sure) in enumerate(zip(left, to, strict=True)):
        b = int(nearest[a])
        if back[b] == a and sure >= _LEAST:
            j = right[b]
            found.append(Aligned((i, i + 1), (j, j + 1), sure, float(same(best[a]))))
            taken.add(b)
        else:
            found.append(Aligned((i, i + 1), (0, 0), _none(sure)))
    for b, (j, sure) in enumerate(zip(right, fro, strict=True)):
        if b not in taken:
            found.append(Aligned((0, 0), (j, j + 1), _none(sure)))
    return found


def _none(sure: float) -> float:
    """Say how sure it is that there is no counterpart; even where the nearest has a nearer one."""
    return 1 - min(sure, _LEAST)


def _nearest(
    left: Sequence[int], right: Sequence[int], alike: Likeness, tick: Tick | None
) -> tuple[_Places, _Scores, _Places, _Scores]:
    """Give each left segment's nearest right one with its score, and the other way round."""
    nearest, best = np.full(len(left), -1), np.full(len(left), -np.inf)
    back, top = np.full(len(right), -1), np.full(len(right), -np.inf)
    groups = [(j, j + 1) for j in right]
    for start in range(0, len(left) if groups else 0, _BLOCK):
        some = [(i, i + 1) for i in left[start : start + _BLOCK]]
        scores = alike.scores(some, groups)
        stop = start + len(some)
        nearest[start:stop], best[start:stop] = scores.argmax(axis=1), scores.max(axis=1)
        highest = scores.max(axis=0)
        back = np.where(highest > top, scores.argmax(axis=0) + start, back)
        top = np.maximum(top, highest)
        if tick:
            tick(len(some))
    return nearest, best, back, top
