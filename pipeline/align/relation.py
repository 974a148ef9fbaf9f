"""What a passage is to its counterpart.

In: how sure the pair is, how strongly each side binds, what share of its words
the other holds, and how long both are. Out: one name, said of the left side:

- equivalent: both say the same;
- stronger, weaker: the same matter, bound by a stronger or weaker modality;
- broader: it says what the right says and more; narrower: a part of it;
- related: the same matter, but no more can be told;
- none: nothing on the other side.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from pipeline.records import Modality

_STRENGTH = {
    Modality.MUST: 3,
    Modality.MUST_NOT: 3,
    Modality.SHOULD: 2,
    Modality.SHOULD_NOT: 2,
    Modality.COMMITS: 2,
    Modality.MAY: 1,
}
SAME = 0.8  # from here on a pair says the same
_MATTER = 0.6  # from here on modality and parts may be compared
# One side is a part of the other when it is this much shorter, measured by what is usual
# between the two documents, and the other holds this much more of its words.
_SHORTER, _HELD = 1.6, 0.15


class Relation(StrEnum):
    """What the left side is to the right one."""

    EQUIVALENT = "equivalent"
    STRONGER = "stronger"
    WEAKER = "weaker"
    BROADER = "broader"
    NARROWER = "narrower"
    RELATED = "related"
    NONE = "none"


def strength(modalities: Iterable[Modality]) -> int:
    """Say how strongly a passage binds: 0 to 3."""
    return max((_STRENGTH[m] for m in modalities), default=0)


def relation(
    sure: float, alike: float, left: int, right: int, ways: tuple[float, float], longer: float
) -> Relation:
    """Name the relation.

    `sure` is how sure it is that the two belong together, `alike` that they say the same;
    `left` and `right` are strengths, 0 where no duty was read; `ways` the share of
    left words that the right holds and the other way; `longer` how much longer the
    left is than usual.
    """
    if sure < _MATTER:
        return Relation.RELATED
    if left and right and left != right:
        return Relation.STRONGER if left > right else Relation.WEAKER
    if longer >= _SHORTER and ways[1] - ways[0] >= _HELD:
        return Relation.BROADER
    if longer <= 1 / _SHORTER and ways[0] - ways[1] >= _HELD:
        return Relation.NARROWER
    return Relation.EQUIVALENT if alike >= SAME else Relation.RELATED
