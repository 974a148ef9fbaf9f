"""Short names and the words they stand for.

In: a candidate that a rule found: a short name in brackets after some words.
Out: the span of the words it stands for, or None when it stands for none.
Always: an abbreviation's letters occur in its full form, in order, the first
at the start of a word.
"""

from __future__ import annotations

import re

from pipeline.records import Span

_DETERMINER = re.compile(
    r"\b(?:the|an?|any|each|all|every|its|their|our|this|these)\s+", re.IGNORECASE
)
_SMALL = re.compile(r"(?:of|for|and|the|in|on|to|by|with|or|an?)\b")
_AND = re.compile(r"(?:及び|並びに|又は|若しくは|または|および|や|と|から|のうち)")
_QUOTED = re.compile(r"[「『](?P<title>[^「」『』]+)[」』](?:[（(][^（）()]*[）)])?$")
_TOPIC = re.compile(r"(?<=[一-龯ァ-ヴーA-Za-z０-９0-9等者])(?:は|も)(?=[一-龯ァ-ヴーA-Za-z])")


def full_form(text: str, body: Span, short: str) -> Span | None:
    """Find the words that letters abbreviate, at the end of `body`.

    Reads as: from the right, every letter of the short form is found in the
    words, its first letter at the start of a word (Schwartz and Hearst 2003).
    """
    letters = [c.lower() for c in short if c.isalnum()]
    at = body[1]
    for index in range(len(letters) - 1, -1, -1):
        at -= 1
        while at >= body[0] and (
            text[at].lower() != letters[index] or (index == 0 and not _opens(text, at, body[0]))
        ):
            at -= 1
        if at < body[0]:
            return None
    words = text[at : body[1]].split()
    # As many words as letters, some small words between: more is chance.
    return (at, body[1]) if 1 < len(words) <= 2 * len(letters) else None


def _opens(text: str, at: int, start: int) -> bool:
    """Tell whether a word that may open a name begins here; a small word opens none."""
    return (at == start or not text[at - 1].isalnum()) and not _SMALL.match(text, at)


def named_words(text: str, body: Span, short: str, japanese: bool) -> Span:
    """Find the words that a name shortens: the noun phrase at the end of `body`."""
    start, end = body
    if japanese:
        topics = [m.end() for m in _TOPIC.finditer(text, start, end)]
        start = topics[-1] if topics else start
        quoted = _QUOTED.search(text, start, end)
        if quoted:
            return quoted.span("title")
        lead = _AND.match(text, start, end)
        return (lead.end() if lead else start, end)
    if short.isupper():
        fit = full_form(text, body, short)
        if fit is not None:
            return fit
    comma = text.rfind(", ", start, end)
    # A name after a comma stands alone; a list of conditions has its comma inside.
    clause = comma + 2 if comma >= 0 and text[comma + 2 : end].strip() else start
    found = [m.end() for m in _DETERMINER.finditer(text, clause, end) if m.end() < end]
    return (found[-1] if text[end - 1 : end] and found else clause, end)
