"""Conditions, exceptions, deadlines and actions, by their words alone.

In: a cue in a segment's text. Out: spans of that text. Always: verbatim; a
condition ends at a comma, an action at the condition or the clause's end; a clause
with unless or except is an exception, no condition.
"""

from __future__ import annotations

import re

from pipeline.extract.reading import tidy
from pipeline.extract.rules import Cue
from pipeline.records import Span

_CONDITION = re.compile(
    r"(?:(?<=^)|(?<=[\s,(—;]))(?P<mark>(?:if|where(?!by|as)|when(?!ever\s+possible)"
    r"|whenever|provided that|in (?:the )?(?:case|event)s? (?:of|that|where)|as long as"
    r"|on condition that|so long as|(?<!\bnot\s)subject to|without prejudice to|notwithstanding"
    r"|upon (?:\w+ )?(?:request|receipt|completion|notification|approval|termination|discovery))\b)",
    re.IGNORECASE,
)

_EXCEPTION = re.compile(
    r"\b(?P<mark>unless|except(?:\s+(?:where|when|if|in|for|that|as|to))?\b|other than (?:where|when|in)|save (?:where|when|in|as|for)"
    r"|with the exception of|excluding)\b",
    re.IGNORECASE,
)
_EXCEPTION_JA = re.compile(
    r"(?P<body>[^。「」、]*(?:場合(?:等)?|とき|もの|者|こと|事項|[一-龯ァ-ヴー）])を除(?:き|いて|くほか|くものとし)(?=、|，|[^く。]))"
)
_NUMBER = r"(?:\d[\d,.]*|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fourteen|fifteen|thirty|sixty|ninety)"
# Up to the next comma, but for the one within a date: after March 3, 1991.
_UP_TO = r"[^,.;]{3,60}(?:(?:(?<=\d)|(?<=\d\s)),\s+(?:19|20)\d\d)?"
_DEADLINE = re.compile(
    rf"\b(?:(?:with)?in\s+(?:a\s+period\s+of\s+)?(?:{_NUMBER}|an?)\s+(?:\(\d+\)\s+)?(?:calendar\s+|working\s+|business\s+)?(?:hours?|days?|weeks?|months?|years?)"
    rf"(?:\s+(?:of|from|after|following)\s+{_UP_TO})?"
    rf"|(?:no|not)\s+later\s+than\s+{_UP_TO}|at\s+least\s+{_NUMBER}\s+(?:calendar\s+|working\s+)?(?:days?|weeks?|months?)\s+(?:before|prior\s+to)\s+{_UP_TO}"
    r"|by\s+(?:the\s+end\s+of\s+[^,.;]{3,40}|(?:\d{1,2}\s+)?(?:January|February|March|April|May|June|July|August|September|October|November|December)\s+[\d, ]{1,9}\d{2,4}|20\d\d)"
    r"|without\s+(?:undue\s+|any\s+)?delay|as\s+soon\s+as\s+(?:possible|practicable)|immediately|promptly)\b",
    re.IGNORECASE,
)
_DEADLINE_JA = re.compile(
    r"(?:[^、。，「」をはが]{0,20}(?:から|後|起算して))?[0-9０-９一二三四五六七八九十]{1,4}\s*(?:時間|日|週間|[かヶカケ箇]月|月|年)(?:間)?以内(?:に)?"
    r"|[^、。，「」をはが]{1,24}(?:まで|前)に(?!つい|関|限)|速やかに|すみやかに|直ちに|ただちに|遅滞なく|遅滞無く"
)


def exception_in(text: str, language: str) -> Span | None:
    """Find the clause that takes something out of the duty: unless, except, を除き."""
    if language == "ja":
        match = _EXCEPTION_JA.search(text)
        return tidy(text, match.span("body"), " 　、，") if match else None
    match = _EXCEPTION.search(text)
    if match is None:
        return None
    start = match.start("mark")
    stop = re.search(r"[.;:](?=\s|$)|,\s+(?=(?:the|it|they|he|she|and|each|any)\b)", text[start:])
    return tidy(text, (start, start + stop.start() if stop else len(text)), " .;:,")


def deadline_in(text: str, language: str) -> Span | None:
    """Find by when: within ten days, no later than, 三十日以内に, 速やかに."""
    match = (_DEADLINE_JA if language == "ja" else _DEADLINE).search(text)
    return tidy(text, match.span(), " 　、，") if match else None


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
