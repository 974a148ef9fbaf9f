"""Whose role a named bearer has.

In: the words that name a bearer, as written. Out: a Role, or None when the
words name nobody who could act (a plan, a system, a number). Always: the word
lists are data (packs/roles.toml); the last match in the head of the phrase
wins, the longest of those that end there.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from pipeline.records import Role

_ISSUER = "issuer"
# A post-modifier names a place or an addressee more often than the bearer itself.
_EN_TAIL = re.compile(r"\b(?:of|for|in|from|with|to|that|which|who|referred|under|by)\b|[,(]")
_SUFFIX_JA = r"(?:等|ら|側|間|全体|自身|自ら|各位|双方|全員|\s|各々|の皆様)*"
_COORDINATION_JA = re.compile(
    r"及び|並びに|又は|若しくは|または|および|ならびに|もしくは|、|・|や|と"
)


def role_of(phrase: str, language: str, issuer: str | None = None) -> Role | None:
    """Give the role that a phrase names; first persons take the issuer's."""
    lexicon, first_person = _lexicon(language)
    if first_person.fullmatch(phrase.strip()):
        return _issuer_role(issuer)
    for core in _cores_ja(phrase) if language == "ja" else _cores_en(phrase):
        best: tuple[int, int] | None = None
        found: Role | None = None
        for role, pattern in lexicon:
            for match in pattern.finditer(core):
                rank = (match.end(), match.end() - match.start())
                if best is None or rank > best:
                    best, found = rank, role
        if found is not None:
            return found
    return None


def is_first_person(phrase: str, language: str) -> bool:
    """Say whether a phrase is the issuer speaking of itself."""
    return bool(_lexicon(language)[1].fullmatch(phrase.strip()))


def _issuer_role(issuer: str | None) -> Role | None:
    """Read an issuer's role; "we" of a leaders' text are governments."""
    if not issuer or re.search(r"\bG7\b|\bG20\b|[Ll]eaders|[Mm]inisters", issuer):
        return Role.GOVERNMENT
    japanese = re.search(r"[一-龯ぁ-ヴ]", issuer)
    return role_of(issuer, "ja" if japanese else "en") or Role.OTHER


def _cores_en(phrase: str) -> list[str]:
    """Give the parts to look at, most telling first: first member, head, all of it."""
    tail = _EN_TAIL.search(phrase, 1)
    head = phrase[: tail.start()] if tail else phrase
    first = re.split(r"\s+(?:and|or|and/or|as well as)\s+", head)[0]
    return [first, head, phrase]


def _cores_ja(phrase: str) -> list[str]:
    """Give the heads of the members: of 研究者及び大学等の長 研究者, then 長."""
    bare = re.sub(r"[（(][^（）()]*[）)]", "", phrase)
    members = [part for part in _COORDINATION_JA.split(bare) if part]
    heads = [part.split("の")[-1] for part in members]
    return [part for part in (*(m for m in members[:1]), *heads[:1], *heads[-1:]) if part]


@cache
def _lexicon(language: str) -> tuple[tuple[tuple[Role, re.Pattern[str]], ...], re.Pattern[str]]:
    sheet = tomllib.loads(
        files(__package__).joinpath("packs", "roles.toml").read_text(encoding="utf-8")
    )
    words: dict[str, list[str]] = sheet["ja" if language == "ja" else "en"]
    rows = [
        (Role(name), _compile(alternatives, language))
        for name, alternatives in words.items()
        if name != _ISSUER
    ]
    return tuple(rows), re.compile("|".join(words[_ISSUER]), re.IGNORECASE)


def _compile(alternatives: list[str], language: str) -> re.Pattern[str]:
    joined = "|".join(sorted(alternatives, key=len, reverse=True))
    if language == "ja":
        # The head stands last: 国際連携 is no 国.
        return re.compile(rf"(?:{joined})(?={_SUFFIX_JA}$)")
    spaced = joined.replace("_?", r"[\s-]?").replace("_", r"\s+")
    # Acronyms stay case-sensitive, so that "who" is not the WHO.
    acronyms = [a for a in alternatives if re.match(r"(?:[A-Z]{2,}|[A-Z]\d|IdP)", a)]
    if not acronyms:
        return re.compile(rf"\b(?:{spaced})\b", re.IGNORECASE)
    plain = [a for a in alternatives if a not in acronyms]
    plain_joined = "|".join(plain).replace("_?", r"[\s-]?").replace("_", r"\s+")
    acronym_joined = "|".join(acronyms).replace("_", r"\s+")
    return re.compile(rf"\b(?:(?i:{plain_joined})|{acronym_joined})\b")
