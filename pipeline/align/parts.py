"""What is aligned of a document, and what comes of it.

In: the segments of a document. Out: `Parts`: its places, headings and sections by
position. `Aligned` are groups of positions.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.align.likeness import Group
from pipeline.align.places import Place, places
from pipeline.records import BlockKind, Segment

HEADS = frozenset({BlockKind.TITLE, BlockKind.HEADING})
_SHORT = 60  # characters of a paragraph that may be a heading not read as one


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
    """Groups of the left and right segments (one may be empty), and their score.

    `alike` is how sure it is that both say the same, which is more than that they
    belong together.
    """

    left: Group
    right: Group
    score: float
    alike: float = 0.0

    @property
    def whole(self) -> bool:
        """Whether there is something on both sides."""
        return self.left[0] < self.left[1] and self.right[0] < self.right[1]
