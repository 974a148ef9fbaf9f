"""Mentions of other documents in a text: identifiers and titles.

In: some words. Out: mentions, each with the words that name the document, a
key and, where one is given, the provision in it. Always: spans are relative
to the words; mentions do not overlap; an identifier beats a title.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pipeline.extract.keys import eu_key, number_of, title_key, year_of
from pipeline.extract.rules import Cue, Rule, find_cues, parse_pack
from pipeline.records import Span

_PACK = "references"
# A title of one common word says nothing: The Guidelines, 「報告書」.
_BARE = re.compile(
    r"title:(?:(?:the|this|national|new|draft|final|general|annual|common|joint|council|commission"
    r"|developing|guiding|core|key|own|existing|related|federal|state|good|best|multilateral) )?[a-z]+$"
    r"|title:(?:同|本|当該|上記|次の|以下の|共通の|基本的な)?[一-龯]{0,2}(?:法律?|指針|方針|計画|報告書?|規程|規則|基準|通知|要領|概要|声明|宣言|原則|考え方|について)$"
)
_SHOUT = re.compile(
    r"(?:(?:[A-Z]{4,}\s+){2,}|(?:NOTING|RECALLING|CONSIDERING)\s+)(?:[a-z]+\s+)*"
)  # HAVING REGARD to
# What stands before a law's own name in a list: 内閣府並びに内閣府設置法.
_LISTED = re.compile(
    r".*(?:並びに|第[0-9０-９一二三四五六七八九十百]+[条項号](?:及び|又は|、|，|若しくは)?)"
)
_QUICK = re.compile(r"\d|[「『]|[A-Z]\w+\s+[A-Z]|[A-Z]{3}|[条法項号]")


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that name a document."""

    rule: str
    kind: str  # law, title, standard, document
    key: str
    span: Span
    name: str | None = None  # the title within, as printed
    place: str | None = None  # "第２条第１項", ".103(d)"


@cache
def load_rules() -> tuple[tuple[Rule, ...], dict[str, tuple[str, str]]]:
    """Load the pack: the rules, and by id the kind of document and the template of its key."""
    text = files(__package__).joinpath("packs", f"{_PACK}.toml").read_text(encoding="utf-8")
    raw = tomllib.loads(text)["rule"]
    return parse_pack(text, _PACK), {r["id"]: (r["kind"], r["key"]) for r in raw}


def mentions(text: str) -> list[Mention]:
    """Find the mentions of documents in a text, in order."""
    if not _QUICK.search(text):
        return []
    rules, about = load_rules()
    found: list[Mention] = []
    end = 0
    for cue in sorted(find_cues(text, rules), key=lambda c: (c.match.start(), -c.match.end())):
        if cue.match.start() < end:
            continue
        mention = _mention(cue, *about[cue.rule.id])
        if mention is not None:
            found.append(mention)
            end = mention.span[1]
    return found


def identifiers(text: str) -> list[str]:
    """Give the keys of the identifiers in a title: Regulation (EU) 2021/695 establishing …."""
    return [m.key for m in mentions(text) if not m.key.startswith("title:")]


def _mention(cue: Cue, kind: str, template: str) -> Mention | None:
    text = cue.match.string

    def group(name: str) -> str:
        span = cue.group(name)
        return text[slice(*span)] if span else ""

    name, place = group("name").strip(), group("place").strip() or None
    start = cue.match.start()
    lead = (_LISTED if template == "law" else _SHOUT).match(name)
    if lead and len(name) - lead.end() >= 3:
        named = cue.group("name")
        start = (named[0] if named else start) + lead.end()
        name = name[lead.end() :]
    if template == "eu":
        key = eu_key(number_of(group("a")), number_of(group("b")))
    elif template == "law":
        organ = {"法律": "law", "政令": "order", "勅令": "edict"}.get(group("org"), group("org"))
        key = f"jp:{organ}:{year_of(group('era'), group('y'))}/{number_of(group('n'))}"
    elif template == "title":
        key = title_key(name)
        if place is None and (_BARE.match(key) or len(key) < 8):
            return None
    else:
        parts = {n: unicodedata.normalize("NFKC", group(n)).lower() for n in ("t", "a", "b")}
        if cue.rule.id == "ref-nist":
            parts["t"] = {"nistir": "ir", "": "ai" if "AI" in cue.match[0] else "sp"}.get(
                parts["t"], parts["t"]
            )
        key = template.format(**parts)
    return Mention(cue.rule.id, kind, key, _span(cue, start), name or None, place)


def _span(cue: Cue, start: int) -> Span:
    """Give the words of a mention; a name in brackets keeps them."""
    end = cue.match.end()
    text = cue.match.string
    while end > start and text[end - 1] in " \n　,":
        end -= 1
    # 個人情報の保護に関する法律（平成十五年法律第五十七号: the closing bracket belongs to it.
    if cue.rule.id == "ref-jp-number" and cue.group("name") and text[end : end + 1] in "）)":
        end += 1
    return start, end
