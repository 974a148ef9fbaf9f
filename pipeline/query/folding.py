"""Candidates ordered, alike ones folded into one, and views balanced.

In: scores by key and what is seen of each. Out: `Fold`s, best first. The same
words again, and near-duplicates that say the same (versions, boilerplate), are
variants of one hit; further sentences of a paragraph that is shown already are
left out, since a hit shows its paragraph. A balanced view takes at most so many
hits of each jurisdiction or language, in turn by rank.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from pipeline.index import Index
from pipeline.index.reader import Glance
from pipeline.query.duplicates import near

# Scores apart by no more than this are about as good: of such copies the one with a page is
# shown, and of several the latest, so that a draft does not stand for what was adopted.
_AS_GOOD = 0.5
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
    room: dict[tuple[str, str | None], int] = {}
    folds: list[Fold] = []
    for keys in _grouped(order[: _DEEP * k], seen, max(_NEAR, 4 * k)):
        if len(folds) == k:
            break
        good = [key for key in keys if scores[keys[0]] - scores[key] <= _AS_GOOD]
        shown = max(good, key=lambda key: _worth(index, seen[key]))  # the first of equals
        if _taken(index, seen[shown], balance, room):
            others = tuple(seen[key].id for key in keys if key != shown)
            folds.append(Fold(shown, scores[keys[0]], others))
    return folds


def _grouped(order: Sequence[int], seen: Mapping[int, Glance], depth: int) -> list[list[int]]:
    """Group keys that say the same, best first, without those in a paragraph that is taken.

    Near-duplicates are looked for among the first `depth` keys, the same words among all.
    """
    first = order[:depth]
    alike = {
        first[place]: number
        for number, places in enumerate(near([seen[key].text for key in first]))
        for place in places
    }
    groups: dict[object, list[int]] = {}
    home: dict[object, list[int]] = {}
    paragraphs: set[tuple[str, int]] = set()
    for key in order:
        glance = seen[key]
        signs: list[object] = [_same_words(glance.text)]
        if key in alike:
            signs.append(alike[key])
        group = next((home[sign] for sign in signs if sign in home), None)
        if group is None:
            if (glance.document, glance.block) in paragraphs:
                continue
            group = groups.setdefault(key, [])
        group.append(key)
        paragraphs.add((glance.document, glance.block))
        for sign in signs:
            home.setdefault(sign, group)
    return list(groups.values())


def _same_words(text: str) -> str:
    """Give a text without white space and case, to find the same words again."""
    return "".join(text.split()).lower()


def _worth(index: Index, glance: Glance) -> tuple[bool, str]:
    return glance.page is not None, index.entries[glance.document].source.date or ""


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
