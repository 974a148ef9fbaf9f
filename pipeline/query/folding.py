"""Candidates ordered, alike ones folded into one, and views balanced.

In: scores by key and what is seen of each. Out: `Fold`s, best first. The same
words again, and near-duplicates that say the same (versions, boilerplate), are
variants of one hit; further sentences of a paragraph that is shown already are
left out, since a hit shows its paragraph. A balanced view takes at most so many
hits of each jurisdiction or language, in turn by rank. Where a question names
several jurisdictions, none drowns the others: see `_shared_out`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from pipeline.index import Index
from pipeline.index.reader import Glance
from pipeline.query.duplicates import near

# Scores apart by no more than this are about as good: of such copies the one with a page is
# shown, and of several the latest, so that a draft does not stand for what was adopted.
_AS_GOOD = 0.5
_DEEP = 30  # candidates that are folded for each hit wanted: limits of a view leave many out
_WIDE = 6  # hits for each one wanted among which those named share
# In log-odds, as scores are: four is a passage one fiftieth as likely, which still may answer.
_STRONG = 4.0
_AHEAD = 1.0
_NEAR = 60  # candidates among which near-duplicates are looked for


@dataclass(frozen=True, slots=True)
class Balance:
    """At most so many hits of each jurisdiction and of each language; None: no limit.

    `among` are jurisdictions that share the first hits out among them.
    """

    per_jurisdiction: int | None = None
    per_language: int | None = None
    among: frozenset[str] = frozenset()


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
    wanted = _WIDE * k if balance.among else k
    order = sorted(scores, key=lambda key: (key in last, -round(scores[key], 4), seen[key].id))
    room: dict[tuple[str, str | None], int] = {}
    folds: list[Fold] = []
    for keys in _grouped(order[: _DEEP * k], seen, max(_NEAR, 4 * k)):
        if len(folds) == wanted:
            break
        good = [key for key in keys if scores[keys[0]] - scores[key] <= _AS_GOOD]
        shown = max(good, key=lambda key: _worth(index, seen[key]))  # the first of equals
        if _taken(index, seen[shown], balance, room):
            others = tuple(seen[key].id for key in keys if key != shown)
            folds.append(Fold(shown, scores[keys[0]], others))
    if balance.among:
        body = [fold for fold in folds if fold.key not in last]
        whose = {f.key: index.entries[seen[f.key].document].source.jurisdiction for f in body}
        folds = _shared_out(body, whose, balance.among) + folds[len(body) :]
    return folds[:k]


def _shared_out(
    folds: Sequence[Fold], whose: Mapping[int, str | None], among: Set[str]
) -> list[Fold]:
    """Order hits so that each of the jurisdictions named has its share of the first ones.

    Reads as: a jurisdiction is strong enough when its best hit is nearly as good as the best of
    all. Where two or more are, each next hit is the best one once it has paid for every hit that
    its own jurisdiction, named or not, is ahead of the strong one that has the fewest. On 22
    questions that name two to four jurisdictions a right passage of each of them stood among the
    first five in .55 instead of .48, among the first ten in .66 instead of .57
    (scripts/score_places).
    """
    if not folds:
        return []
    least = folds[0].score - _STRONG
    waiting = {
        place: sum(whose[f.key] == place and f.score >= least for f in folds) for place in among
    }
    if sum(count > 0 for count in waiting.values()) < 2:
        return list(folds)
    left, shared = list(folds), []
    held: Counter[str | None] = Counter()
    while left:
        fewest = min((held[place] for place, count in waiting.items() if count), default=0)
        paid = [f.score - _AHEAD * max(0, held[whose[f.key]] - fewest) for f in left]
        fold = left.pop(max(range(len(left)), key=lambda at: (paid[at], -at)))
        place = whose[fold.key]
        held[place] += 1
        if place in waiting and fold.score >= least:
            waiting[place] -= 1
        shared.append(fold)
    return shared


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
        words = _same_words(glance.text)
        group = home.get(words) or home.get(alike.get(key))
        if group is None:
            if (glance.document, glance.block) in paragraphs:
                continue
            group = groups.setdefault(key, [])
        group.append(key)
        paragraphs.add((glance.document, glance.block))
        home.setdefault(words, group)
        if key in alike:
            home.setdefault(alike[key], group)
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
