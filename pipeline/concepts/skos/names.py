"""Labels and ids as other people write them.

In: literals with their language tags; addresses. Out: labels by the
languages that Concord reads, ids as its files write them. Always: a label
stands in one place only, preferred before alternative before hidden.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from hashlib import sha256
from urllib.parse import unquote

from pipeline.languages import LANGUAGES, detect, has_japanese

_ID = re.compile(r"[a-z0-9]+(?:[.-][a-z0-9]+)*")
_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")
# Tags that people write for the two languages: codes of countries and of ISO 639-2.
_MEANT = {"jp": "ja", "jpn": "ja", "eng": "en", "uk": None, "us": "en", "gb": "en"}


class Names:
    """Preferred, alternative and hidden labels, each in one place; `notes` say what was moved."""

    def __init__(
        self,
        pref: Mapping[str, list[str]],
        alt: Mapping[str, tuple[str, ...]],
        hidden: Mapping[str, tuple[str, ...]],
    ) -> None:
        self.pref: dict[str, str] = {}
        self.alt: dict[str, tuple[str, ...]] = {}
        self.hidden: dict[str, tuple[str, ...]] = {}
        self.notes: list[str] = []
        nameless = not any(pref.values())
        for language in LANGUAGES:
            named = [*pref.get(language, ())]
            if nameless and alt.get(language):
                named = [alt[language][0]]
                self.notes.append(f"no prefLabel, {named[0]} stands for it")
            first = named[0] if named else None
            more = [*named[1:], *alt.get(language, ())]
            if len(pref.get(language, ())) > 1:
                self.notes.append(f"several prefLabels in {language}, {first} is taken")
            if first is not None:
                self.pref[language] = first
            rest = tuple(dict.fromkeys(w for w in more if w != first))
            if rest:
                self.alt[language] = rest
            seen = {first, *rest}
            left = tuple(w for w in hidden.get(language, ()) if w not in seen)
            if left:
                self.hidden[language] = left


def by_language(
    literals: Iterable[tuple[str, str | None]],
    where: str,
    notes: list[str],
    foreign: Counter[str],
) -> dict[str, list[str]]:
    """File texts by language: the plainest tag first ("en" before "en-GB"), then by alphabet."""
    filed: dict[str, list[str]] = {}
    for text, tag in sorted(set(literals), key=lambda t: (len(t[1] or ""), t[1] or "", t[0])):
        words = " ".join(text.split())
        if not words:
            continue
        language = _language(words, tag)
        if language is None:
            foreign[str(tag)] += 1
            continue
        if tag and language != tag.lower().split("-")[0]:
            notes.append(f"{where}: {words!r} has the language tag {tag!r}, read as {language}")
        if words not in filed.setdefault(language, []):
            filed[language].append(words)
    return filed


def _language(text: str, tag: str | None) -> str | None:
    """Give the language to file a text under, None for one that Concord does not read.

    Reads as: kana and ideographs are no English, whatever the tag says; Latin
    letters under "ja" may be an abbreviation that Japanese uses, and stay.
    """
    if not tag or not _TAG.fullmatch(tag):
        return detect(text)
    first = tag.lower().split("-")[0]
    language = first if first in LANGUAGES else _MEANT.get(first)
    if language == "en" and has_japanese(text):
        return "ja"
    return language


def ids_for(addresses: Mapping[str, str | None], notes: list[str]) -> dict[str, str]:
    """Give each address an id: the identifier it has, else the end of it, else a hash."""
    taken: dict[str, str] = {}
    ids: dict[str, str] = {}
    for address, identifier in sorted(addresses.items()):
        name = identifier if identifier and _ID.fullmatch(identifier) else _end(address)
        if not name or name in taken:
            if name:
                notes.append(f"{address}: the id {name} is that of {taken[name]} already")
            name = f"{name or 'c'}-{sha256(address.encode()).hexdigest()[:8]}"
        taken[name] = address
        ids[address] = name
    return ids


def _end(address: str) -> str:
    part = unquote(re.split(r"[/#:]", address.rstrip("/#"))[-1])
    part = re.sub(r"(?<=[a-z])(?=[A-Z])", "-", unicodedata.normalize("NFKC", part)).lower()
    return re.sub(r"[^a-z0-9]+", "-", part).strip("-") if part.isascii() else ""


def circle(broader: Mapping[str, tuple[str, ...]]) -> list[str]:
    """Give one way around a circle of links, its start at both ends; empty when there is none."""
    done: set[str] = set()
    for start in broader:
        way: list[str] = []
        stack: list[tuple[str, int]] = [(start, 0)]
        while stack:
            name, depth = stack.pop()
            del way[depth:]
            if name in way:
                return [*way[way.index(name) :], name]
            if name in done:
                continue
            way.append(name)
            above = broader.get(name, ())
            stack += [(b, depth + 1) for b in above]
        done |= _reached(start, broader)
    return []


def _reached(start: str, broader: Mapping[str, tuple[str, ...]]) -> set[str]:
    seen: set[str] = set()
    waiting = [start]
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting += broader.get(name, ())
    return seen
