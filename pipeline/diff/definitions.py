"""What a rewording means for the definition in it.

In: two counterparts, either of which may be a definition. Out: aspects: the term
or the body is another, a definition came or went.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.diff.change import Aspect, Effect
from pipeline.diff.keys import loose_key, words
from pipeline.diff.units import Unit
from pipeline.diff.words import WordDiff
from pipeline.records import Definition

_GLOSS = re.compile(r"[(（][^()（）]*[)）]")
_TERM = 8  # words
_BETWEEN = " \u3000\t\n-–—:：=＝,，、\"“”'"


def compare_definitions(one: Unit, other: Unit, diff: WordDiff) -> Iterator[Aspect]:
    """Say what became of a definition."""
    was, now = one.definition, other.definition
    if was is None or now is None:
        yield from _on_one_side(was, now, one, other)
        return
    if _named(was.term) != _named(now.term):
        yield Aspect("term", was.term, now.term, Effect.TERM)
    if _key(was.body) != _key(now.body):
        yield Aspect("body", was.body, now.body, Effect.BODY)


def _on_one_side(
    was: Definition | None, now: Definition | None, one: Unit, other: Unit
) -> Iterator[Aspect]:
    """Reads as: the counterpart that holds the term was not heard as a definition, but is one.

    One that ends in the same body defines it under what stands before that.
    """
    if now is not None:
        term = _before(now.body, one)
        if term is not None:
            if _named(term) != _named(now.term):
                yield Aspect("term", term, now.term, Effect.TERM)
        elif _key(now.term) in one.loose:
            yield Aspect("body", one.text, now.body, Effect.BODY)
        else:
            yield Aspect("definition", None, now.term, Effect.NEW)
    elif was is not None:
        term = _before(was.body, other)
        if term is not None:
            if _named(term) != _named(was.term):
                yield Aspect("term", was.term, term, Effect.TERM)
        elif _key(was.term) in other.loose:
            yield Aspect("body", was.body, other.text, Effect.BODY)
        else:
            yield Aspect("definition", was.term, None, Effect.GONE)


def _before(body: str, unit: Unit) -> str | None:
    """Give what stands before a body that a passage ends in, None where it does not.

    Only a few words name a term: more are a sentence.
    """
    said = [word for word in words(body) if word.root]
    held = [word for word in unit.words if word.root]
    at = len(held) - len(said)
    if not said or not 0 < at <= _TERM or [w.root for w in held[at:]] != [w.root for w in said]:
        return None
    return unit.text[held[0].start : held[at].start].strip(_BETWEEN)


def _named(term: str) -> str:
    """Give what a term is compared by: a gloss in brackets, "Open Source (OSS)", is no part."""
    return _key(_GLOSS.sub(" ", term)) or _key(term)


def _key(said: str) -> str:
    return loose_key(words(said))
