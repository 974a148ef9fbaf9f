"""What a rewording means for the duties in it.

In: two counterparts with their duties and the words that differ. Out: aspects:
a duty new or gone, stronger, weaker or reversed, another bearer, condition,
exception, deadline or action. Always: an aspect rests on words that changed. The
finder of duties may read the same words differently in other surroundings; that
is no change of the document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.diff.change import Aspect, Effect
from pipeline.diff.keys import Word, loose_key, words
from pipeline.diff.order import order_alike
from pipeline.diff.units import Unit
from pipeline.diff.words import WordDiff, touches
from pipeline.languages import STOP_WORDS
from pipeline.records import Modality, Obligation, Span

# One ladder: a commitment ("we will") binds its author more than advice binds a reader.
_RANK = {
    Modality.MAY: 1,
    Modality.SHOULD: 2,
    Modality.SHOULD_NOT: 2,
    Modality.COMMITS: 3,
    Modality.MUST: 4,
    Modality.MUST_NOT: 4,
}
_AGAINST = frozenset({Modality.SHOULD_NOT, Modality.MUST_NOT})
_LIMITS = (
    ("condition", Effect.CONDITION),
    ("exception", Effect.EXCEPTION),
    ("deadline", Effect.DEADLINE),
)


@dataclass(frozen=True, slots=True)
class _Side:
    """One version of a passage, with the words of it that changed."""

    unit: Unit
    changed: tuple[Word, ...]

    def cue(self, duty: Obligation) -> Span | None:
        return self._span(duty, duty.cue_span)

    def bearer(self, duty: Obligation) -> Span | None:
        return self._span(duty, duty.bearer_span) if duty.bearer_from == "sentence" else None

    def _span(self, duty: Obligation, span: Span | None) -> Span | None:
        if span is None or span[0] == span[1]:
            return None
        for segment, offset in zip(self.unit.segments, self.unit.offsets, strict=True):
            if segment.id == duty.segment:
                return (span[0] + offset, span[1] + offset)
        return None

    def hit(self, span: Span | None) -> bool:
        """Tell whether words changed within a stretch."""
        return span is not None and touches(span, self.changed)

    def named(self, span: Span | None, other: _Side) -> bool:
        """Tell whether a bearer came or went here, and did not only change its name.

        Reads as: more than half of its words changed, and no words of content of the
        other version stand in their place.
        """
        if span is None:
            return False
        inside = [w for w in self.unit.words if w.root and span[0] <= w.start < span[1]]
        if 2 * sum(w in self.changed for w in inside) <= len(inside):
            return False
        before = [w.root for w in self.unit.words if w.end <= span[0] and w not in self.changed]
        kept = [w for w in other.unit.words if w not in other.changed]
        at = kept[len(before) - 1].end if before else 0
        after = kept[len(before)].start if len(before) < len(kept) else len(other.unit.text)
        put = [w.root for w in other.changed if at <= w.start < after]
        return not [r for r in put if r and r not in STOP_WORDS]

    def place(self, said: str | None) -> Span | None:
        """Find some words of the passage in it."""
        at = self.unit.text.find(said) if said else -1
        return (at, at + len(said)) if said and at >= 0 else None


def compare_duties(one: Unit, other: Unit, diff: WordDiff) -> Iterator[Aspect]:
    """Say what became of each duty."""
    old, new = _Side(one, diff.old), _Side(other, diff.new)
    pairs, gone, came = _paired(one.duties, other.duties)
    for a, b in pairs:
        yield from _compare(a, b, old, new)
    for duty in gone:
        if old.hit(old.cue(duty)):
            yield Aspect("duty", duty.modality.value, None, Effect.GONE)
    for duty in came:
        if new.hit(new.cue(duty)):
            yield Aspect("duty", None, duty.modality.value, Effect.NEW)


_Duties = Sequence[Obligation]


def _paired(
    old: _Duties, new: _Duties
) -> tuple[list[tuple[Obligation, Obligation]], list[Obligation], list[Obligation]]:
    """Pair the duties of two counterparts, the most alike first."""
    scored = sorted(
        ((-_alike(a, b), i, j) for i, a in enumerate(old) for j, b in enumerate(new)),
    )
    left, right = dict(enumerate(old)), dict(enumerate(new))
    pairs = []
    for _, i, j in scored:
        if i in left and j in right:
            pairs.append((left.pop(i), right.pop(j)))
    return pairs, list(left.values()), list(right.values())


def _alike(one: Obligation, other: Obligation) -> float:
    """Reads as: what is to be done says most, then how strongly and who."""
    action = order_alike(one.action or "", other.action or "")
    return 4 * action + (one.modality == other.modality) + (_who(one.bearer) == _who(other.bearer))


def _compare(a: Obligation, b: Obligation, old: _Side, new: _Side) -> Iterator[Aspect]:
    yield from _strength(a, b, old, new)
    was, now = old.bearer(a), new.bearer(b)
    changed = _who(a.bearer) != _who(b.bearer) and (old.hit(was) or new.hit(now))
    # Where only one side names somebody, the other may have named him unheard.
    if changed and ((was and now) or old.named(was, new) or new.named(now, old)):
        yield Aspect("bearer", a.bearer if was else None, b.bearer if now else None, Effect.BEARER)
    for name, effect in _LIMITS:
        limits = getattr(a, name), getattr(b, name)
        if _differs(*limits, old, new):
            yield Aspect(name, *limits, effect)
    if _differs(a.action, b.action, old, new) and a.action and b.action:
        yield Aspect("action", a.action, b.action, Effect.ACTION)


def _strength(a: Obligation, b: Obligation, old: _Side, new: _Side) -> Iterator[Aspect]:
    """Say whether a duty binds more or less, or binds to the contrary."""
    if a.modality is not b.modality:
        effect = _effect(a, b)
        heard = old.hit(old.cue(a)) or new.hit(new.cue(b))
        if heard and (effect is not Effect.REVERSED or _turned(old, new)):
            yield Aspect("modality", a.modality.value, b.modality.value, effect)
        return
    tried, tries = _effort(a, old), _effort(b, new)
    if tries and not tried and new.hit(new.place(tries)):
        yield Aspect("effort", None, tries, Effect.WEAKER)
    elif tried and not tries and old.hit(old.place(tried)):
        yield Aspect("effort", tried, None, Effect.STRONGER)


# A duty to try binds less than a duty to do: 努力義務.
_EFFORT = re.compile(
    r"努め|努力(?=する|し|を)|\b(?:endeavou?r|strive|(?:best|reasonable|every) efforts?)\b"
)


def _effort(duty: Obligation, side: _Side) -> str | None:
    """Give the words by which a duty asks only to try."""
    found = _EFFORT.search(duty.action or "") and _EFFORT.search(side.unit.text)
    return found[0] if found else None


def _differs(was: str | None, now: str | None, old: _Side, new: _Side) -> bool:
    """Tell whether a part of a duty is another, and not only read otherwise."""
    if _key(was) == _key(now):
        return False
    return old.hit(old.place(was)) or new.hit(new.place(now))


def _effect(a: Obligation, b: Obligation) -> Effect:
    if (a.modality in _AGAINST) != (b.modality in _AGAINST):
        return Effect.REVERSED
    return Effect.STRONGER if _RANK[b.modality] > _RANK[a.modality] else Effect.WEAKER


# English says "not" in a word of its own: unless one came or went, nothing is reversed, whatever
# was heard. Japanese says it in the ending, which is the cue itself.
_NEGATIONS = frozenset("no not nor neither never none cannot without".split())


def _turned(old: _Side, new: _Side) -> bool:
    """Tell whether a negation came or went."""
    if new.unit.segments[0].language == "ja":
        return True
    was, now = (any(w.root in _NEGATIONS for w in s.changed) for s in (old, new))
    return was != now


# Words that point: who is meant is in the rest.
_POINTERS = frozenset(
    "the a an such this that these those each any all every said 当該 本 其の 此の".split()
)


def _who(said: str | None) -> str:
    """Give the words of a bearer without those that only point."""
    return "".join(w.root for w in words(said or "") if w.root and w.root not in _POINTERS)


def _key(said: str | None) -> str:
    return loose_key(words(said)) if said else ""
