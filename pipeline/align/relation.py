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

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from pipeline.records import Modality, Obligation

_STRENGTH = {
    Modality.MUST: 3,
    Modality.MUST_NOT: 3,
    Modality.SHOULD: 2,
    Modality.SHOULD_NOT: 2,
    Modality.COMMITS: 2,
    Modality.MAY: 1,
}
# 「必要がある」 is put in English as "must", as "need to" and as "should" alike, and so is
# "need to" in Japanese: said as a need, what should be done is between should and must, and
# neither weaker than the one nor stronger than the other.
_NEED = 2.5
_NEEDS = re.compile(r"必要|求めら|(?<![A-Za-z])(?:need|necessary|required)", re.IGNORECASE)
_APART = 1  # strengths that differ by less are not told apart
SAME = 0.8  # from here on a pair says the same
_MATTER = 0.6  # from here on modality and parts may be compared
# One side is a part of the other when it is this much shorter, measured by what is usual
# between the two documents, and the other holds this much more of its words, this share of them
# at least, and has so many words besides: 「個人同定の禁止」 and "Identification of individuals
# is prohibited" are one.
_SHORTER, _HELD, _PART, _MORE = 1.6, 0.15, 0.5, 3.0


class Relation(StrEnum):
    """What the left side is to the right one."""

    EQUIVALENT = "equivalent"
    STRONGER = "stronger"
    WEAKER = "weaker"
    BROADER = "broader"
    NARROWER = "narrower"
    RELATED = "related"
    NONE = "none"


def strength(modality: Modality, cue: str = "") -> float:
    """Say how strongly a duty binds: 1 to 3."""
    if modality in (Modality.SHOULD, Modality.SHOULD_NOT) and _NEEDS.search(cue):
        return _NEED
    return _STRENGTH[modality]


def strengths(duties: Iterable[Obligation]) -> dict[str, float]:
    """Give for each segment with duties how strongly the strongest binds."""
    found: dict[str, float] = {}
    for duty in duties:
        bound = strength(duty.modality, duty.cue)
        found[duty.segment] = max(bound, found.get(duty.segment, 0.0))
    return found


@dataclass(frozen=True, slots=True)
class Measures:
    """How two passages compare: each pair of figures is of the left and of the right."""

    bound: tuple[float, float]  # how strongly they bind, 0 where no duty was read
    held: tuple[float, float]  # the share of the one's words that the other holds
    words: tuple[int, int]
    longer: float  # how much longer the left is than usual

    def within(self, side: int) -> bool:
        """Tell whether a side (0 left, 1 right) is a part of the other."""
        longer = 1 / self.longer if side else self.longer
        other = 1 - side
        return (
            longer <= 1 / _SHORTER
            and self.held[side] >= _PART
            and self.held[side] - self.held[other] >= _HELD
            and self.words[other] * (1 - self.held[other]) >= _MORE
        )


def relation(sure: float, alike: float, found: Measures) -> Relation:
    """Name the relation.

    `sure` is how sure it is that the two belong together, `alike` that they say the same.
    """
    if sure < _MATTER:
        return Relation.RELATED
    left, right = found.bound
    if left and right and abs(left - right) >= _APART:
        return Relation.STRONGER if left > right else Relation.WEAKER
    if found.within(1):
        return Relation.BROADER
    if found.within(0):
        return Relation.NARROWER
    return Relation.EQUIVALENT if alike >= SAME else Relation.RELATED
