"""Conditions and actions of English duties, by their words alone.

In: a cue in a segment's text. Out: spans of that text. Always: verbatim; a
condition ends at a comma, an action at the condition or the clause's end.
"""

from __future__ import annotations

import re

from pipeline.extract.reading import tidy
from pipeline.extract.rules import Cue
from pipeline.records import Span

_CONDITION = re.compile(
    r"(?:(?<=^)|(?<=[\s,(—;]))(?P<mark>(?:if|unless|where(?!by|as)|when(?!ever\s+possible)"
    r"|whenever|provided that|in (?:the )?(?:case|event)s? (?:of|that|where)|except|as long as"
    r"|on condition that|so long as|subject to|without prejudice to|notwithstanding"
    r"|upon (?:\w+ )?(?:request|receipt|completion|notification|approval|termination|discovery))\b)",
    re.IGNORECASE,
)


def condition_in(cue: Cue, text: str) -> Span | None:
    """Find the clause that limits the duty: from its mark to the next comma or the end."""
    for match in _CONDITION.finditer(text):
        start = match.start("mark")
        if cue.span[0] <= start < cue.span[1]:
            continue
        if start < cue.span[0]:
            comma = text.rfind(",", start, cue.span[0])
            if comma < 0:
                continue
            return start, comma
        aside = re.match(r"[^,.;:]{1,24},", text[start:])  # "where appropriate, ..."
        stop = aside or re.search(
            r"[.;:](?=\s|$)|,\s+(?=(?:the|it|they|he|she|and)\b)", text[start:]
        )
        if aside:
            return start, start + aside.end() - 1
        return tidy(text, (start, start + stop.start() if stop else len(text)), " .;:,")
    return None


def action_in(cue: Cue, text: str, condition: Span | None) -> Span:
    """Cut the words after the cue up to the condition or the end of the clause."""
    named = cue.group("bearer")
    start = max(cue.span[1], named[1] if named else 0)
    end = len(text)
    if condition and condition[0] >= start:
        end = condition[0]
    stop = re.search(r"[;](?=\s)|\.(?=\s+[A-Z(“\"]|\s*$)|:(?=\s*$)", text[start:end])
    if stop:
        end = start + stop.start()
    lead = re.match(r"\s*(?:to|that|for)\s+", text[start:end])
    return tidy(text, (start + (lead.end() if lead else 0), end), " ,;:.—")
