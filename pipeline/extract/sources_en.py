"""Whose definition it is, when an English text quotes somebody else.

In: the words that name a source, those around the definition, and its body.
Out: the owner as written (an organisation, else a title or a provision), or
None for the document's own. Always: "this guideline" means the document
itself; "that text" means what was named before.
"""

from __future__ import annotations

import re

_AS_DEFINED = re.compile(
    r"\bas_defined_(?:in|by)_(?P<who>(?:[A-Z]|the_[A-Z]|[Pp]oint|[Ss]ection|[Pp]aragraph)[^;]*?)(?=[.;]?\s*$|,_(?!point|paragraph|of)\w+_\w+|_and_which|_or_which)".replace(
        "_", r"\s+"
    )
)
_OWN_EN = re.compile(
    r"^(?:we|i|this|these|that)\b|\bthis (?:section|part|chapter|regulation|directive|act|policy|title|paragraph|article|document|guidance|decision)\b",
    re.IGNORECASE,
)
_BACK = re.compile(
    r"^(?:(?:that|the same|the said) (?:text|document|paper|report|recommendation|declaration|guidance|policy|act|law"
    r"|statement|brief|note|communiqué|agreement)|it|there)$",
    re.IGNORECASE,
)
_HEADS = (
    "Groups?|Organi[sz]ation|Council|Commission|Ministry|Office|Agency|Department|Committee|Union|"
    "Government|Institutes?|Foundation|Academy|Academies|Association|Society|Parliament|Forum|"
    "Alliance|Network|Conference|Secretariat|Partnership|Centre|Center|University|Board|Bureau"
)
# A body by its name: capitals around a word for a body, "of", "for" and "and" inside.
_BODY = re.compile(
    rf"\b(?:(?:[A-Z][\w’&-]*\s+){{0,4}}?(?:{_HEADS})\b(?:\s+(?:(?:of|for|and)\s+(?:the\s+)?)?[A-Z][\w’&-]*)*"
    r"|G7|G20|OECD|UNESCO|WHO|NATO)"
)
_TITLE = re.compile(r"[A-Z][\w’-]+(?:\s+(?:(?:of|for|on|and|in|the)\s+){0,2}[A-Z][\w’-]+){2,}")
_OF = re.compile(r"\b(?:of|by|from)\s+(?:the\s+)?(?=[A-Z])")
# A place in a law is its own best name; a body's name does not end in one for a text.
_PROVISION = re.compile(r"(?:\d|Articles?\b|Sections?\b|Regulation\b|Directive\b|Annex\b|Part\b)")
_WORK = re.compile(
    r"\b(?:Regulations?|Act|Code|Rules?|Polic(?:y|ies)|Guid(?:ance|elines?)|Principles|Recommendation"
    r"|Report|Paper|Declaration|Standards?|Framework)$"
)
_ACRONYM = re.compile(r"^(?:[Tt]he\s+)?(?P<who>G7|G20|OECD|UNESCO)\b(?:['’]s)?(?=\s+[A-Z])")


def source_en(named: str | None, before: str, body: str, around: str = "") -> str | None:
    """Name the owner of an English definition: a named subject or "as defined in".

    `around` is what stands before in the same block and, for a note, before
    its mark in the text: what "in that text" points back to.
    """
    if named is not None:
        if _BACK.search(named):
            return _body_in(around) or _title_in(around) or _trim(named)
        return None if _OWN_EN.search(named) else _issuer(named)
    inside = _AS_DEFINED.search(body)
    if inside and not _OWN_EN.search(inside["who"]):
        return inside["who"].strip(" ,")
    lead = re.search(
        r"(?:According to|As defined (?:in|by)|As set out in|Under|In)\s+(?P<who>(?:the\s+)?[A-Z][^,]{2,120}),\s*(?:the\s+(?:term|concept)\s+)?[“\"‘]?$",
        before,
    )
    if (
        lead
        and not _OWN_EN.search(lead["who"])
        and not re.match(r"(?:order|particular|general)", lead["who"])
    ):
        return _issuer(lead["who"])
    return None


def _issuer(named: str) -> str:
    """Give the body that a title names as its issuer, else the title itself."""
    title = _trim(re.sub(r"\s*\([^()]*\)\s*$", "", named))
    acronym = _ACRONYM.match(title)
    if acronym:
        return acronym["who"]
    if _BODY.fullmatch(title) or _PROVISION.match(title):
        return title
    for of in _OF.finditer(title):
        body = _BODY.fullmatch(title, of.end())
        if body and " " in body[0] and not _WORK.search(body[0]):
            return body[0]
    return _trim(named)


def _body_in(words: str) -> str | None:
    """Give the last body named in some words."""
    names = [m[0] for m in _BODY.finditer(words) if " " in m[0] or m[0].isupper()]
    return names[-1] if names else None


def _title_in(words: str) -> str | None:
    titles = [m[0] for m in _TITLE.finditer(words)]
    return titles[-1] if titles else None


def _trim(words: str) -> str:
    return re.sub(r"^[Tt]he\s+", "", words).strip(" ,")
