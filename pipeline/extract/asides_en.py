"""Questions to the parse around an English cue: whose plan, whose leave, which people.

In: tokens of a spaCy Span. Out: yes or no. Always: reads the tree alone, no word lists of
bearers, so that a bad parse costs one answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

_PRAISING = frozenset("welcome note applaud commend recall acknowledge recognise recognize".split())
_ENGAGED = frozenset("involve engage work conduct carry participate employ apply".split())
_SOME = frozenset({"some", "many", "certain", "most", "several", "few"})
_CHOOSES = frozenset("elect choose opt appoint request apply appeal withdraw delegate".split())


def joins_finite(verb: Token) -> bool:
    """Reads as: a further finite verb that the parse took for an infinitive: they know and urge."""
    first = verb
    while first.dep_ == "conj" and first.head.i < first.i:
        first = first.head
    bare = not any(c.tag_ in ("TO", "MD") for v in (first, verb) for c in v.children)
    return first is not verb and bare and first.tag_ in ("VBP", "VBZ", "VBD")


def are_people(those: Token) -> bool:
    """Reads as: those who travel, those involved in research."""
    who = [
        c for c in those.children if c.dep_ == "relcl" and any(w.lower_ == "who" for w in c.subtree)
    ]
    return bool(who) or any(
        c.dep_ == "acl" and c.lemma_.lower() in _ENGAGED for c in those.children
    )


def told_of(verb: Token) -> bool:
    """Reads as: a plan that only says which thing is meant, or that we welcome."""
    if verb.dep_ == "relcl" and not any(c.tag_ in ("WDT", "WP") for c in verb.children):
        return True  # the services the office intends to provide
    top = verb
    while top.dep_ in ("conj", "ccomp", "xcomp", "acl") and top.head.i < top.i:
        top = top.head
    ours = any(c.dep_ == "nsubj" and c.lower_ == "we" for c in top.children)
    theirs = any(c.dep_ == "nsubj" for c in verb.children)
    return top is not verb and theirs and ours and top.lemma_.lower() in _PRAISING


def chooses(verb: Token) -> bool:
    """Reads as leave told in passing: the applicant, who may elect to be paid."""
    who = any(c.lower_ == "who" for c in verb.children)
    return verb.dep_ == "relcl" and who and verb.lemma_.lower() in _CHOOSES


def of_some(verb: Token) -> bool:
    """Reads as: what befalls some of them."""
    subjects = [c for c in verb.children if c.dep_ == "nsubjpass"]
    return any(c.lower_ in _SOME for s in subjects for c in s.children)
