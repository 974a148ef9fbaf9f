"""Alignment: the passages of two documents that say the same, or nearly.

In: two documents as segments with how strongly they bind, and encoders.
Out: `Pair`s: in the left document's order, every segment once (in free order,
headings, apparatus and single words are left out: they say nothing). A pair with an empty side
is a passage without a counterpart; its score says how sure that is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from pipeline.align.background import FEW, Yardstick, background
from pipeline.align.free import free
from pipeline.align.likeness import Likeness, language_of, read
from pipeline.align.monotone import monotone
from pipeline.align.parts import HEADS, Aligned, Parts
from pipeline.align.places import Place, places, same
from pipeline.align.relation import SAME, Measures, Relation, relation
from pipeline.errors import BadRequest
from pipeline.protocols import Encoder, Progress, Silence
from pipeline.records import Apparatus, BlockKind, Segment, Source
from pipeline.text.tokens import content_tokens

__all__ = ["ORDERS", "Pair", "Relation", "Side", "align"]

ORDERS = ("monotone", "free")
_SILENT = frozenset({*HEADS, BlockKind.CAPTION, BlockKind.FIGURE})
_WORDS = 2  # a passage of fewer says nothing that another could say too


@dataclass(frozen=True, slots=True)
class Side:
    """A document to align: its source, segments, and how strongly they bind, by segment id."""

    source: Source
    segments: tuple[Segment, ...]
    duties: Mapping[str, float]  # see `relation.strength`; nothing where no duty was read
    recognised: frozenset[int] = frozenset()  # pages whose text was recognised in a picture

    def recognises(self, group: Iterable[Segment]) -> bool:
        """Tell whether some words of the segments were recognised in a picture."""
        pages = {page for s in group for page in (s.page, *(a.page for a in s.anchors))}
        return not self.recognised.isdisjoint(pages)


@dataclass(frozen=True, slots=True)
class Pair:
    """Passages that render each other, with the numbers printed nearest to them."""

    left: tuple[Segment, ...]
    right: tuple[Segment, ...]
    left_number: str | None
    right_number: str | None
    score: float  # estimated share of such results that are right
    relation: Relation
    recognised: tuple[bool, bool] = (False, False)  # left, right: words read in a picture


def align(
    left: Side,
    right: Side,
    encoders: Sequence[Encoder],
    order: str = "monotone",
    progress: Progress | None = None,
    *,
    numbers: bool = True,
) -> list[Pair]:
    """Align two documents; `order` is "monotone" (one work) or "free" (two works).

    Without `numbers` the words alone tell what belongs together, to measure them.
    """
    if order not in ORDERS:
        raise BadRequest(f"there is no order {order!r}", "choose from " + ", ".join(ORDERS))
    watch = progress or Silence()
    sides = [_kept(left, order), _kept(right, order)]
    for side, kept in zip((left, right), sides, strict=True):
        if not kept:
            raise BadRequest(f"{side.source.title!r} has no passage to align")
    texts = [[s.text for s in side] for side in sides]
    beside = [background(language_of(side)) if min(map(len, sides)) < FEW else [] for side in texts]
    texts = [side + more for side, more in zip(texts, beside, strict=True)]
    with watch.stage("reading", sum(map(len, texts)) * len(encoders)) as tick:
        read_texts = read(texts[0], texts[1], encoders, tick)
    alike = Likeness(*read_texts, beside=len(beside[0]))
    numbered = [places(side) for side in sides]
    with watch.stage("aligning", len(sides[0])) as tick:
        if order == "free":
            yardstick = Yardstick(encoders, (language_of(texts[0]), language_of(texts[1])))
            counts = range(len(sides[0])), range(len(sides[1]))
            found = free(*counts, alike, yardstick, tick)
        else:
            parts = [Parts(side, numbers=numbers) for side in sides]
            found = monotone(parts[0], parts[1], alike, tick)
    return _named(found, sides, numbered, (left, right), alike)


def _kept(side: Side, order: str) -> list[Segment]:
    own = [s for s in side.segments if s.apparatus is not Apparatus.CONTENTS]
    if order == "monotone":
        return own
    said = [s for s in own if s.apparatus is None and s.kind not in _SILENT]
    return [s for s in said if len(content_tokens(s.text)) >= _WORDS]


def _named(
    found: Sequence[Aligned],
    sides: Sequence[Sequence[Segment]],
    numbered: Sequence[Sequence[Place]],
    given: tuple[Side, Side],
    alike: Likeness,
) -> list[Pair]:
    """Name relations and numbers."""
    lengths = [
        [sum(len(s.text) for s in side[slice(*group)]) or 1 for side, group in
         zip(sides, (a.left, a.right), strict=True)] for a in found
    ]  # fmt: skip
    usual = median(
        [ln / rn for a, (ln, rn) in zip(found, lengths, strict=True) if a.whole] or [1.0]
    )
    pairs = []
    for a, (ln, rn) in zip(found, lengths, strict=True):
        left, right = tuple(sides[0][slice(*a.left)]), tuple(sides[1][slice(*a.right)])
        if left and right and left[0].kind in HEADS:
            name = Relation.EQUIVALENT if a.alike >= SAME else Relation.RELATED
        elif left and right:
            bound = [
                max(side.duties.get(s.id, 0.0) for s in group)
                for side, group in zip(given, (left, right), strict=True)
            ]
            held, words = alike.ways(a.left, a.right), alike.sizes(a.left, a.right)
            measures = Measures((bound[0], bound[1]), held, words, ln / rn / usual)
            name = relation(a.score, a.alike, measures)
        else:
            name = Relation.NONE
        first = [
            side[group[0]] if group[0] < group[1] else None
            for side, group in zip(numbered, (a.left, a.right), strict=True)
        ]
        scans = given[0].recognises(left), given[1].recognises(right)
        figures = round(a.score, 4), name
        pairs.append(Pair(left, right, *_numbers(first[0], first[1]), *figures, scans))
    return pairs


def _numbers(left: Place | None, right: Place | None) -> tuple[str | None, str | None]:
    """Give the nearest printed number of each side, at the deepest level that both print.

    An item (a) that renders an item without a number is cited by its section, as the
    other is; where the one stands under 4.2 and the other has only 4 above it, by 4.
    """
    if left is None or right is None:
        numbers = [side and (side.own or side.section) for side in (left, right)]
        return numbers[0] or None, numbers[1] or None
    if left.own and right.own:
        return left.own, right.own
    if left.own and same(left.own, right.section):
        return left.own, right.section
    if right.own and same(left.section, right.own):
        return left.section, right.own
    if left.section and right.section and not same(left.section, right.section):
        for number in reversed(left.sections[:-1]):
            if same(number, right.section):
                return number, right.section
        for number in reversed(right.sections[:-1]):
            if same(left.section, number):
                return left.section, number
    return left.section, right.section
