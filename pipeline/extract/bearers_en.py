"""Who bears an English duty: the words that name somebody, and their role.

In: a cue in a segment's text, with its parse where there is one. Out: a
Bearer, or None when nobody who could act is named. Always: a span of the text,
without article, brackets and clauses.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.extract.reading import Bearer, tidy
from pipeline.extract.roles import Context, is_issuer, is_organ, role_of
from pipeline.extract.rules import Cue
from pipeline.extract.syntax import phrase, that_subject
from pipeline.records import Role, Span

if TYPE_CHECKING:
    from spacy.tokens import Span as Analysis
    from spacy.tokens import Token

_STRIP = " \t\n,;:.—–-•*_“”\"'‘’()[]"
_DESCRIBED = re.compile(
    r"(?P<who>(?:(?:the|each|any|all|every)\s+)?(?:(?!(?:as|by|to|for|with|on|at|from)\s)[\w’'-]+\s+){0,3}?(?!(?:as|by|to|for|with|on|at|from)\s)[\w’'-]+?)"
    r"(?=(?:\s+|,\s+)(?:of|that|which|who|whose|referred|conducting|participating|receiving|seeking|applying|working"
    r"|undertaking|involved|travell?ing|wishing|planning|proposing|collaborating|funded|employed|visiting|holding"
    r"|using|engaged|subject\s+to|in\s+the|within|under)\b)",
    re.IGNORECASE,
)
_ACRONYM = re.compile(r"[A-Z]{2,6}s?|[A-Z]{2,6}(?:-[A-Z]{2,8})+")
# Short forms of things, which no list of bodies has either.
_NOBODY = frozenset(
    "AD AI API CV DMP EIA FAQ FAQs ICT ID IP IT ITT MOU MoU MTA NDA PDF PII RFI RFP RFPs SOP SOPs TOR URL VPN".split()
)
_OWN_PEOPLE = re.compile(r"\band\s+(?:its|their)\s+\w+$")
# The Director, or their designee, shall
_DESIGNEE = re.compile(
    r",?\s+or\s+(?:(?:the|his\s+or\s+her|his/her|his|her|their|its)\s+)?(?:\w+[’']s?\s+)?(?:designee|delegate|deputy)s?,?\s*$"
)
# The Minister, in consultation with the heads of other offices, shall
_CONSULTING = re.compile(
    r"(?:^|[,;]\s+)(?:and\s+)?(?P<who>(?:[\w’'()&/-]+\s+){0,12}?[\w’'()&/-]+),?\s+(?:acting\s+(?:through|on|in|for|with)"
    r"|(?:working\s+)?in\s+(?:close\s+)?(?:consultation|coordination|cooperation|collaboration|conjunction|partnership)\s+with"
    r"|after\s+consult\w+|with\s+the\s+(?:concurrence|approval|assistance|consent|advice)\s+of)\b[^;:.]{3,700}?,?\s*$"
)
PRONOUNS = frozenset({"they", "it", "he", "she", "this", "these", "those", "such", "that"})


def bearer_in_words(cue: Cue, text: str, context: Context) -> Bearer | None:
    """Find the bearer by the words alone, without a parse."""
    named = cue.group("bearer")
    if named:
        return _named(text, named, context)
    consulting = _CONSULTING.search(text[: cue.span[0]])
    found = _named(text, consulting.span("who"), context) if consulting else None
    return found or _before(cue, text, context)


def bearer_of(
    cue: Cue,
    text: str,
    analysis: Analysis,
    subject: Token | None,
    verb: Token,
    passive: bool,
    context: Context,
    agent: bool = False,
) -> Bearer | None:
    """Find the bearer by the parse; `agent` asks for whom a passive names after by."""
    named = cue.group("bearer")
    found = _named(text, named, context) if named else None
    if found is not None or (named and not passive):
        return found
    if cue.rule.subject in ("none", "object"):
        told = that_subject(verb)
        if told is not None and told.lower_ not in PRONOUNS | {"we", "i"}:
            return _from_token(told, text, analysis, context)
        return _for_phrase(cue, text, context) if cue.rule.subject == "none" else None
    if passive and (agent or cue.rule.subject == "agent"):
        agents = [c for c in verb.children if c.dep_ == "agent"]
        objects = [o for a in agents for o in a.children if o.dep_ == "pobj"]
        return _from_token(objects[0], text, analysis, context) if objects else None
    consulting = _CONSULTING.search(text[: cue.span[0]])
    if consulting is not None:
        found = _named(text, consulting.span("who"), context)
        if found is not None:
            return found
    if subject is not None:
        found = _from_token(subject, text, analysis, context)
        return found or _opening(cue, text, context, last=True)
    return _before(cue, text, context) or _opening(cue, text, context)


def _from_token(token: Token, text: str, analysis: Analysis, context: Context) -> Bearer | None:
    start, end = phrase(token)
    offset = analysis.start_char
    return _named(text, (start - offset, end - offset), context, head=token.text)


def _named(text: str, span: Span, context: Context, head: str | None = None) -> Bearer | None:
    closed = text.rfind(")", *span)
    if closed >= 0 and "(" not in text[span[0] : closed]:
        span = (closed + 1, span[1])
    other = _DESIGNEE.search(text[: span[1]], span[0])
    if other is not None and other.start() > span[0]:
        span = (span[0], other.start())
    bracket = text.find(" (", *span)
    span = tidy(text, (span[0], bracket if bracket > span[0] else span[1]), _STRIP)
    words = text[slice(*span)]
    if re.match(r"(?:of|for|in|to|by|with)\s", words):
        return None
    article = re.match(
        r"(?:(?:and|or|but)\s+)?(?:the|an?|that|both)\s+|(?:and|or|but)\s+", words, re.I
    )
    if article:
        span = (span[0] + article.end(), span[1])
        words = text[slice(*span)]
    role = role_of(words, "en", context) if words else None
    own = is_issuer(words, "en", context)
    if head is not None and role is not None and not own:
        # The head itself must be somebody: "the obligations of providers" are not.
        core = words[: words.find(head) + len(head)] if head in words else words
        role = role_of(core, "en", context)
        if role in (None, Role.OTHER, Role.GOVERNMENT) and is_organ(core, "en"):
            role = role_of(words, "en", context) or role
        if role is None and _ACRONYM.fullmatch(core) and _OWN_PEOPLE.search(words):
            role = Role.OTHER  # NIB and its staff
    if role is None and _ACRONYM.fullmatch(words) and words not in _NOBODY:
        role = Role.OTHER
    return Bearer(words, role, span, own) if role else None


def _for_phrase(cue: Cue, text: str, context: Context) -> Bearer | None:
    """Read "it is essential for X to" and "that X do" after an impersonal cue."""
    after = re.match(
        r"\s*(?:for|that|on|upon)?\s*((?:[\w’'-]+\s+){0,6}?[\w’'-]+)\s+"
        r"(?:to|be|have|should|must|are|is|\w+(?<!s))\b",
        text[cue.span[1] :],
    )
    if not after or not re.match(r"\s*(?:for|that|on|upon)\b", text[cue.span[1] :]):
        return None
    start = cue.span[1] + after.start(1)
    words = re.match(
        r"[^,.;]*?(?=\s+(?:to|be|have|should|must|are|is|do|share|ensure)\b)", after[0]
    )
    end = cue.span[1] + (words.end() if words else after.end(1))
    return _named(text, (min(start, end), max(start, end)), context)


def _opening(cue: Cue, text: str, context: Context, last: bool = False) -> Bearer | None:
    """Read the somebody that opens a clause and is described at length: X that …, shall.

    `last` asks for the clause of the cue itself, whose subject the parse took from
    inside the description.
    """
    starts = [0, *(m.end() for m in re.finditer(r"[,;]\s+", text[: cue.span[0]]))]
    for start in starts[-1:] if last else reversed(starts):
        match = _DESCRIBED.match(text, start, cue.span[0])
        if match is not None and cue.span[0] - start < 400:
            found = _named(text, match.span("who"), context)
            if found is not None:
                return found
    return None


def _before(cue: Cue, text: str, context: Context) -> Bearer | None:
    """Without a parse: the clause before the cue, when it ends in somebody."""
    other = _DESIGNEE.search(text[: cue.span[0]])
    end = other.start() if other else cue.span[0]
    start = max(text.rfind(mark, 0, end) for mark in (", ", "; ", ": ", "— ", ") ")) + 1
    words = text[start:end]
    if len(words) > 120 or re.search(r"\b(?:that|which|who|is|are|was|to)\b", words):
        return None
    return _named(text, (start, end), context)
