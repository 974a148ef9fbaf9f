"""Whose role a named bearer has.

In: the words that name a bearer, as written. Out: a Role, or None when the
words name nobody who could act (a plan, a system, a number). Always: the word
lists are data (packs/roles.toml); the last match in the head of the phrase
wins, the longest of those that end there; what the document itself says of a
name (its context) beats the lists.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pipeline.records import Role

_ISSUER = "issuer"
# A post-modifier names a place or an addressee more often than the bearer itself.
_EN_TAIL = re.compile(
    r"\b(?:of|for|in|from|with|to|that|which|who|referred|under|by|like|including)\b|[,(]"
)
_THINGS = re.compile(
    r"\w[\s-](?:plans?|systems?|polic(?:y|ies)|process(?:es)?|procedures?|measures?|data|information|records?|reports?|forms?"
    r"|agreements?|activit(?:y|ies)|products?|rules?|requirements?|standards?|guidelines?|practices?|interests?|decisions?"
    r"|documents?|documentation|accounts?|devices?|security|integrity|obligations?|responsibilit(?:y|ies)|rights?|costs?|fees?"
    r"|funds?|funding|applications?|websites?|servers?|computers?|software|terminals?|equipment|materials?"
    r"|(?<=risk\s)management|(?<=data\s)management|(?<=quality\s)management|(?<=change\s)management"
    r"|(?<=incident\s)management|(?<=records\s)management|(?<=access\s)management|(?<=key\s)management)$",
    re.IGNORECASE,
)
# What may follow the head of an English phrase: the parties concerned, the board itself.
_AFTER_HEAD = re.compile(
    r"(?:[\s’'/-]*(?:\(s\)|s|\w+ed|\w+[ai]ble|\w+sel(?:f|ves)|and|or|alike|alone|only|also|both|each|all|overseas|abroad|worldwide|generally"
    r"|in|more|particular))*[\W\d]*$",
    re.IGNORECASE,
)
_OWN_PEOPLE = re.compile(r"[a-z]{2,6} (?:staff|personnel|employees|officials|officers)")
_ANY_UNIT = re.compile(
    r"(?:(?:the|each|every|any|an?|their|its|his|her)\s+)?(?:department|division|section|unit|office)s?",
    re.IGNORECASE,
)
_SUFFIX_JA = r"(?:等|ら|側|間|全体|自身|自ら|各位|双方|全員|\s|各々|の皆様)*"
_COORDINATION_JA = re.compile(
    r"及び|並びに|又は|若しくは|または|および|ならびに|もしくは|、|・|や|と"
)
_CLAUSE_JA = re.compile(r"(?:[うくぐすつぬぶむる]|た|だ|ない)(?:者|もの|方)(?:等|ら)?$")
_SELF_JA = re.compile(
    r"[本当](?:学|校|院|所|館|会|省|庁|部会|会議|委員会|基金|財団|機構|法人|機関|社|研究所|センター)"
)
_ARTICLE = re.compile(r"(?:the|an?|all|each|every|any|these|our)\s+", re.IGNORECASE)
# An organisation of states: "Organisation for ...", 国際…機構.
INTERNATIONAL = re.compile(
    r"\bOrgani[sz]ation (?:for|of)\b|\bInternational (?:\w+ ){0,3}(?:Organi[sz]ation|Agency|Union)\b"
    r"|\bUnited Nations\b|\bUNESCO\b|\bOECD\b|国際[一-龯]{0,8}機構$|国際連合|経済協力開発機構"
)
_SHORTEST_TAIL = 4  # characters: 学術政策会議 of 日波国学術政策会議, but not 会議


@dataclass(frozen=True, slots=True)
class Context:
    """What a document says about names: its issuer's, its abbreviations.

    `issuer` is the issuer's name, `speaker` its role, `names` the roles of
    names that the text introduces, in lower case. `rules` tells that the text
    lays down rules: there a plain statement of what somebody does is a duty.
    `reader` tells that it speaks to its reader: there a bare imperative is advice.
    `plain` tells that its rules are told plainly, hardly anything else is; `policy` that
    an institution declares in it what it does itself, `plans` that it is a plan, whose
    issuer tells what it is going to do; `controls` that it is a catalogue of controls, which
    tells plainly what an organisation does. `prose` tells that the sentence stands in running
    text: lists alone tell in the form of orders what somebody does or wants.
    """

    issuer: str | None = None
    speaker: Role | None = None
    names: tuple[tuple[str, Role], ...] = ()
    rules: bool = False
    reader: bool = False
    plain: bool = False
    policy: bool = False
    plans: bool = False
    controls: bool = False
    prose: bool = False


NOWHERE = Context()


def role_of(phrase: str, language: str, context: Context = NOWHERE) -> Role | None:
    """Give the role that a phrase names; first persons take the issuer's."""
    if is_issuer(phrase, language, context):
        return context.speaker or Role.GOVERNMENT
    bare = _ARTICLE.sub("", phrase.strip(), count=1).lower()
    for name, role in context.names:
        if name == bare:
            return role
    if language != "ja" and INTERNATIONAL.search(phrase):
        return Role.INTERNATIONAL
    if language != "ja" and _THINGS.search(_cores_en(phrase)[1].rstrip()):
        return None  # a management plan is no management
    found = _listed(phrase, language)
    if found is Role.OTHER and _states(phrase, context):
        return Role.GOVERNMENT
    owner = _written_owner(phrase, language) if is_organ(phrase, language) else None
    if language != "ja" and _OWN_PEOPLE.fullmatch(bare):
        owner = _listed(phrase.rsplit(" ", 1)[0], language)  # NSF staff
    if owner in (Role.INSTITUTION, Role.FUNDER):
        return owner
    if owner is Role.GOVERNMENT and found is Role.OTHER and language != "ja":
        return owner  # the chairman of the council
    state = found is Role.GOVERNMENT and context.speaker is not Role.INTERNATIONAL
    if found in (None, Role.OTHER, Role.GOVERNMENT) and not state and is_organ(phrase, language):
        return _of_owner(phrase, language, context) or found
    return found


def is_issuer(phrase: str, language: str, context: Context = NOWHERE) -> bool:
    """Say whether a phrase is the issuer: we, 本学, its name or the end of its name."""
    words = phrase.strip()
    if _lexicon(language)[1].fullmatch(words):
        return True
    if context.issuer is None:
        return False
    if language == "ja":
        ends = len(words) >= _SHORTEST_TAIL and context.issuer.endswith(words)
        return ends or _SELF_JA.fullmatch(words) is not None
    return _ARTICLE.sub("", words, count=1) == _ARTICLE.sub("", context.issuer, count=1)


def is_organ(phrase: str, language: str) -> bool:
    """Say whether a phrase names an officer or organ, which belongs to somebody."""
    core = phrase if language == "ja" else re.sub(r"\(s\)?$", "", _cores_en(phrase)[1].strip())
    return _organs()["ja" if language == "ja" else "en"].search(core) is not None


def _of_owner(phrase: str, language: str, context: Context) -> Role | None:
    """Give an organ its owner's role: as written, or the issuer's in its own rules."""
    if context.speaker is Role.INSTITUTION:
        return Role.INSTITUTION
    named = language == "ja" or any(word[:1].isupper() for word in phrase.split()[-3:])
    if context.speaker is Role.INTERNATIONAL and named:
        return Role.INTERNATIONAL
    return None


def _written_owner(phrase: str, language: str) -> Role | None:
    """Give the role of the owner that an organ's name holds: the dean of a university."""
    if language == "ja":
        parts = phrase.rsplit("の", 1)
    else:
        parts = re.split(r"\s+(?:of|in|at)\s+", phrase, maxsplit=1)[::-1]
        if len(parts) == 1:
            parts = re.split(r"[’']s\s+", phrase, maxsplit=1)
    if len(parts) < 2 or re.search(r"\b(?:National|Federal)\b", parts[0]):
        return None  # a national institute is a body of its state
    if language != "ja" and _ANY_UNIT.fullmatch(parts[0].strip()):
        return None  # a department of whoever speaks
    return _listed(parts[0], language)


def _states(phrase: str, context: Context) -> bool:
    """Reads as: the members of an organisation of states are states."""
    return context.speaker is Role.INTERNATIONAL and bool(
        re.search(r"\b(?:non-)?(?:Members|Member|Adherents|Parties|Participants)\b", phrase)
    )


def _listed(phrase: str, language: str) -> Role | None:
    """Give the role by the word lists alone."""
    lexicon, _ = _lexicon(language)
    for core in _cores_ja(phrase) if language == "ja" else _cores_en(phrase):
        best: tuple[int, int] | None = None
        found: Role | None = None
        for role, pattern in lexicon:
            for match in pattern.finditer(core):
                whole = language == "ja" or match[0].isupper()
                if not whole and not _AFTER_HEAD.match(core, match.end()):
                    continue  # consumer law is no consumer
                rank = (match.end(), match.end() - match.start())
                if best is None or rank > best:
                    best, found = rank, role
        if found is not None:
            return found
    return None


def _cores_en(phrase: str) -> list[str]:
    """Give the parts to look at, most telling first: first member, head, all of it."""
    tail = _EN_TAIL.search(phrase, 1)
    head = phrase[: tail.start()] if tail else phrase
    first = re.split(r"\s+(?:and|or|and/or|as well as)\s+", head)[0]
    return [first, head, phrase]


def _cores_ja(phrase: str) -> list[str]:
    """Give the heads of the members: of 研究者及び大学等の長 研究者, then 長."""
    bare = re.sub(r"[（(][^（）()]*[）)]|.*その他の", "", phrase)
    if _CLAUSE_JA.search(bare):
        return [bare]  # 大学と契約を結ぶ者 is whoever does so, not the university
    members = [part for part in _COORDINATION_JA.split(bare) if part]
    heads = [part.split("の")[-1] for part in members]
    return [part for part in (*(m for m in members[:1]), *heads[:1], *heads[-1:]) if part]


@cache
def _organs() -> dict[str, re.Pattern[str]]:
    sheet = _sheet()["organs"]
    english = "|".join(sheet["en"]).replace("_", r"\s+")
    return {
        "en": re.compile(rf"\b(?:{english})$", re.IGNORECASE),
        "ja": re.compile(rf"(?:{'|'.join(sheet['ja'])})(?={_SUFFIX_JA}$)"),
    }


@cache
def _sheet() -> dict[str, dict[str, list[str]]]:
    packs = files(__package__).joinpath("packs", "roles.toml")
    return tomllib.loads(packs.read_text(encoding="utf-8"))


@cache
def _lexicon(language: str) -> tuple[tuple[tuple[Role, re.Pattern[str]], ...], re.Pattern[str]]:
    words = _sheet()["ja" if language == "ja" else "en"]
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
