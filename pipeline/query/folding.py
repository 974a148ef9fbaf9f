"""Candidates ordered, alike ones folded into one, and views balanced.

In: scores by key and what is seen of each. Out: `Fold`s, best first. The same
words again, and near-duplicates that say the same (versions, boilerplate), are
variants of one hit; so are further sentences of a paragraph that is shown
already, since a hit shows its paragraph. A balanced view takes at most so many
hits of each jurisdiction or language, in turn by rank.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from pipeline.index import Index
from pipeline.index.reader import Glance
from pipeline.query.duplicates import near

_AS_GOOD = 0.5  # scores apart by no more than this are about as good: the copy with a page is shown

_DEEP = 30  # candidates that are folded for each hit wanted: limits of a view leave many out
_NEAR = 60  # candidates among which near-duplicates are looked for


@dataclass(frozen=True, slots=True)
class Balance:
    """At most so many hits of each jurisdiction and of each language; None: no limit."""

    per_jurisdiction: int | None = None
    per_language: int | None = None


LEVEL = Balance()


@dataclass(frozen=True, slots=True)
class Fold:
    """A hit to be: the key shown, its score, and the ids of what is folded into it."""

    key: int
    score: float
    variants: tuple[str, ...]


def ranked(
    index: Index,
    scores: Mapping[int, float],
    seen: Mapping[int, Glance],
    k: int,
    last: Set[int],
    balance: Balance = LEVEL,
) -> list[Fold]:
    """Order candidates, ties by id, and fold what is alike; keys in `last` come last."""
    order = sorted(scores, key=lambda key: (key in last, -round(scores[key], 4), seen[key].id))
    groups = _grouped(order[: _DEEP * k], seen, max(_NEAR, 4 * k))
    room: dict[tuple[str, str | None], int] = {}
    folds: list[Fold] = []
    for keys in groups:
        if len(folds) == k:
            break
        shown = _shown(keys, scores, seen)
        if _taken(index, seen[shown], balance, room):
            others = tuple(seen[key].id for key in keys if not _beside(seen[key], seen[shown]))
            folds.append(Fold(shown, scores[keys[0]], others))
    return folds


def _grouped(order: Sequence[int], seen: Mapping[int, Glance], depth: int) -> list[list[int]]:
    """Group keys that say the same or stand in one paragraph, best first.

    Near-duplicates are looked for among the first `depth` keys, the same words among all.
    """
    groups: list[list[int]] = []
    at: dict[object, int] = {}
    first = order[:depth]
    alike = {
        first[place]: number
        for number, places in enumerate(near([seen[key].text for key in first]))
        for place in places
    }
    for key in order:
        glance = seen[key]
        signs: list[object] = [same_words(glance.text), (glance.document, glance.block)]
        if key in alike:
            signs.append(alike[key])
        place = next((at[sign] for sign in signs if sign in at), None)
        if place is None:
            place = len(groups)
            groups.append([])
        groups[place].append(key)
        for sign in signs:
            at.setdefault(sign, place)
    return groups


def _beside(one: Glance, other: Glance) -> bool:
    return (one.document, one.block) == (other.document, other.block)


def same_words(text: str) -> str:
    """Give a text without white space and case, to find the same words again."""
    return re.sub(r"\s+", "", text).lower()


def _shown(keys: Sequence[int], scores: Mapping[int, float], seen: Mapping[int, Glance]) -> int:
    """Choose which of a group is shown: of copies about as good, the first that has a page."""
    best = keys[0]
    words = same_words(seen[best].text)
    copies = [
        key
        for key in keys
        if scores[best] - scores[key] <= _AS_GOOD and same_words(seen[key].text) == words
    ]
    return next((key for key in copies if seen[key].page is not None), best)


def _taken(
    index: Index, glance: Glance, balance: Balance, room: dict[tuple[str, str | None], int]
) -> bool:
    """Tell whether a hit still has room, and count it."""
    limits: list[tuple[tuple[str, str | None], int]] = []
    if balance.per_jurisdiction is not None:
        whose = index.entries[glance.document].source.jurisdiction
        limits.append((("jurisdiction", whose), balance.per_jurisdiction))
    if balance.per_language is not None:
        limits.append((("language", glance.language), balance.per_language))
    if any(room.get(name, 0) >= limit for name, limit in limits):
        return False
    for name, _ in limits:
        room[name] = room.get(name, 0) + 1
    return True
