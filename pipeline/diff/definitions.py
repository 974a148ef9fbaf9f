"""What a rewording means for the definition in it.

In: two counterparts, either of which may be a definition. Out: aspects: the term
or the body is another, a definition came or went.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.diff.change import Aspect, Effect
from pipeline.diff.keys import loose_key, words
from pipeline.diff.units import Unit
from pipeline.diff.words import WordDiff
from pipeline.records import Definition


def compare_definitions(one: Unit, other: Unit, diff: WordDiff) -> Iterator[Aspect]:
    """Say what became of a definition."""
    was, now = one.definition, other.definition
    if was is None or now is None:
        yield from _on_one_side(was, now, one, other)
        return
    if _key(was.term) != _key(now.term):
        yield Aspect("term", was.term, now.term, Effect.TERM)
    if _key(was.body) != _key(now.body):
        yield Aspect("body", was.body, now.body, Effect.BODY)


def _on_one_side(
    was: Definition | None, now: Definition | None, one: Unit, other: Unit
) -> Iterator[Aspect]:
    """Reads as: the counterpart that holds the term was not heard as a definition, but is one."""
    if now is not None:
        if _key(now.term) in one.loose:
            yield Aspect("body", one.text, now.body, Effect.BODY)
        else:
            yield Aspect("definition", None, now.term, Effect.NEW)
    elif was is not None:
        if _key(was.term) in other.loose:
            yield Aspect("body", was.body, other.text, Effect.BODY)
        else:
            yield Aspect("definition", was.term, None, Effect.GONE)


def _key(said: str) -> str:
    return loose_key(words(said))
