"""What a pair of passages says about the versions: nothing, or one change.

In: a pair of groups. Out: a `Change` without id, or None where nothing but
typography differs and the passage stands where it stood.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.diff.change import Aspect, Change, Effect, Kind, Move, Run, Side
from pipeline.diff.definitions import compare_definitions
from pipeline.diff.duties import compare_duties
from pipeline.diff.joining import Pair
from pipeline.diff.keys import Word
from pipeline.diff.units import Unit, merged
from pipeline.diff.words import WordDiff, word_diff
from pipeline.records import BlockKind

_NUMBERS = frozenset(
    "two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty"
    " sixty seventy eighty ninety hundred thousand twice thrice".split()
)
# "#" stands for the number.
_VERSION = re.compile(r"\b[Vv]er(?:sion|\.)? ?#|第\s?#\s?版|#\s?版|バージョン\s?#")

_NOTICE = re.compile(r"\W*(?:copyright\b|©|著作権(?:表示)?\W)", re.IGNORECASE)

_DATE = re.compile(
    r"[12１２]\d{3}\s*(?:[（(][^（）()]{1,8}[)）]\s*)?(?:年|[/.-](?=\d))(?:\s*\d{1,2}\s*(?:月|[/.-](?=\d))?"
    r"(?:\s*\d{1,2}\s*日?)?)?"
    r"|(?:令和|平成|昭和)\s*(?:\d{1,2}|元)\s*年(?:\s*\d{1,2}\s*月(?:\s*\d{1,2}\s*日)?)?"
    r"|\b(?:\d{1,2}\s)?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?\s"
    r"(?:\d{1,2},\s)?[12]\d{3}\b"
)


def judge(pair: Pair) -> Change | None:
    """Name the change of a pair."""
    one = merged(pair.old) if pair.old else None
    other = merged(pair.new) if pair.new else None
    if one is None or other is None:
        alone = one or other
        assert alone is not None
        return _alone(alone, Move.ADDED if one is None else Move.REMOVED)
    renumbered = bool(one.number and other.number and one.number != other.number)
    # Where a note stands is the page's doing.
    notes = {u.segments[0].kind for u in (one, other)} == {BlockKind.NOTE}
    moved = pair.moved and not notes
    change = _change(one, other, moved, renumbered)
    if change is None:
        return None
    effects: tuple[Effect, ...] = ()
    aspects: tuple[Aspect, ...] = ()
    runs = WordDiff((Run("=", one.text, other.text),), (), ())
    if change in (Move.REWORDED, Move.RETYPED):
        runs = word_diff(one, other)
    if change is Move.REWORDED:
        aspects = _aspects(one, other, word_diff(one, other, roots=True))
        effects = _effects(one, other, aspects, runs)
    return Change(
        id="",
        kind=_kind(one, other),
        change=change,
        old=_side(one),
        new=_side(other),
        effects=effects,
        aspects=aspects,
        words=runs.runs,
        moved=moved,
        renumbered=renumbered,
        duty=bool(one.duties or other.duties),
    )


def _change(one: Unit, other: Unit, moved: bool, renumbered: bool) -> Move | None:
    if one.exact != other.exact:
        if one.loose == other.loose:
            return Move.RETYPED
        if one.full != other.full:
            return Move.REWORDED
    if moved:
        return Move.MOVED
    return Move.RENUMBERED if renumbered else None


def _alone(unit: Unit, change: Move) -> Change:
    side = _side(unit)
    added = change is Move.ADDED
    effect = Effect.NEW if added else Effect.GONE
    kind = _kind(unit)
    aspects = [
        Aspect(
            "duty", None if added else d.modality.value, d.modality.value if added else None, effect
        )
        for d in unit.duties
    ]
    if unit.definition is not None:
        term = unit.definition.term
        aspects.insert(
            0, Aspect("definition", None if added else term, term if added else None, effect)
        )
    return Change(
        id="",
        kind=kind,
        change=change,
        old=None if added else side,
        new=side if added else None,
        effects=(effect,) if kind is not Kind.TEXT else (),
        aspects=tuple(dict.fromkeys(aspects)),
        words=(Run("+", "", unit.text) if added else Run("-", unit.text, ""),),
        duty=bool(unit.duties),
    )


def _kind(*units: Unit) -> Kind:
    if any(u.definition for u in units):
        return Kind.DEFINITION
    return Kind.OBLIGATION if any(u.duties for u in units) else Kind.TEXT


def _aspects(one: Unit, other: Unit, diff: WordDiff) -> tuple[Aspect, ...]:
    found = [*compare_definitions(one, other, diff), *compare_duties(one, other, diff)]
    return tuple(dict.fromkeys(found))


def _effects(
    one: Unit, other: Unit, aspects: Sequence[Aspect], diff: WordDiff
) -> tuple[Effect, ...]:
    found = {a.effect for a in aspects}
    if _only_references(one, other, diff):
        found = {Effect.REFERENCE}
    else:
        was, now = _amounts(one, diff.old), _amounts(other, diff.new)
        if was and now and was != now:
            found.add(Effect.AMOUNT)
    return tuple(e for e in Effect if e in found)


def _only_references(one: Unit, other: Unit, diff: WordDiff) -> bool:
    """Tell whether all that changed are the names and places that the text refers to."""
    changed = [(w, one) for w in diff.old if w.root] + [(w, other) for w in diff.new if w.root]
    return bool(changed) and all(
        any(a <= w.start and w.end <= b for a, b in unit.references) for w, unit in changed
    )


def _amounts(unit: Unit, changed: Sequence[Word]) -> list[str]:
    """Give the numbers among changed words that count something.

    Those of a reference or of a version ("version 1.2", 「第1.2版」) name it, and the
    years of a copyright notice are the publisher's. A date counts in a duty or definition
    alone: elsewhere it says when something was issued.
    """
    if _NOTICE.match(unit.text):
        return []
    bound = unit.duties or unit.definition
    dates = () if bound else [found.span() for found in _DATE.finditer(unit.text)]
    return [
        w.root
        for w in changed
        if _counts(w.root)
        and not any(a <= w.start and w.end <= b for a, b in (*unit.references, *dates))
        and not _VERSION.search(unit.text[: w.start] + "#" + unit.text[w.end :])
    ]


def _counts(root: str) -> bool:
    """Tell whether a word is a number: "30", 「十」, "thirty", but not 「一般」."""
    return any(c.isdigit() for c in root) or root.isnumeric() or root in _NUMBERS


def _side(unit: Unit) -> Side:
    first = unit.segments[0]
    ids = [d.id for d in unit.duties]
    if unit.definition is not None:
        ids.insert(0, unit.definition.id)
    return Side(
        text=unit.text,
        segments=tuple(s.id for s in unit.segments),
        page=first.page,
        number=first.number,
        place=first.place,
        section=first.trail,
        block=first.kind.value,
        findings=tuple(ids),
        anchors=tuple(a for s in unit.segments for a in s.anchors),
    )
