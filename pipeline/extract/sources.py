"""Whose definition it is, when the text quotes somebody else.

In: the words before and inside a definition, and the note around it. Out: the
owner as written (an organisation, a title, a provision), or None for the
document's own. Always: 本方針 and the like mean the document itself, except in
a note whose first words name another document: then that one.
"""

from __future__ import annotations

import re

_ORGANISATION = (
    r"(?:G7|G20|Ｇ７|OECD|ＯＥＣＤ|UNESCO|ユネスコ|EU|欧州(?:連合|委員会)|国連|国際連合|WHO|WTO|ISO(?:/IEC)?(?:\s?\d[\d:-]*)?|NIST|NSF|NIH|経済協力開発機構"
    r"|(?:米国|英国|豪州|カナダ|ドイツ|オランダ|日本)(?:政府)?|[一-龯]{2,8}(?:省|庁|府|会議|委員会|学会|協会|機構))"
)
_LEADING = re.compile(
    rf"^\s*(?:(?:[ivx]{{1,4}}|\d{{1,3}}|[※*＊注]\s?\d*)\s+)?(?:また|なお|さらに|一方|例えば|ここで)?[、,]?\s*(?P<who>{_ORGANISATION})"
)
_TITLE = re.compile(r"[「『](?P<title>[^「」『』]{4,120})[」』]")
_PLACE = re.compile(
    r"(?P<place>[^。]{2,220}?)(?:において|では|によれば|によると|に基づき|に従い|で)(?:は)?[、,]"
)
_LAW = re.compile(
    r"(?P<law>[一-龯々ァ-ヴー・]{1,40}(?:法律?|規程|規則|指針|ガイドライン|条約|憲章|宣言|勧告|政令|省令|要領|基準|方針|規約|大綱|計画|戦略)"
    r"(?:[（(][^（）()]{1,60}[）)])?(?:第[0-9０-９一二三四五六七八九十百]+条(?:の[0-9０-９一二三四五六七八九十]+)?(?:第[0-9０-９一二三四五六七八九十]+[項号])*)?)"
    r"(?:に(?:おいて|おける|いう|規定する|定める|掲げる|定義する)|で(?:は|定義|定める|規定|いう))"
)
_SELF = re.compile(
    r"(?:本|この|同|当該?|上記|前記)(?:[一-龯ァ-ヴー]{0,16})$|(?:本|この)(?:法律?|規程|規則|指針|ガイドライン|方針|要領|文書|条|章|計画|戦略|報告書?|基準|規約|資料|取扱い)"
)
_CARRY = re.compile(r"^\s*(?:また|さらに|更に|同様に|同じく|加えて|そして|一方)、")
_AS_DEFINED = re.compile(
    r"\bas_defined_(?:in|by)_(?P<who>(?:[A-Z]|the_[A-Z]|[Pp]oint|[Ss]ection|[Pp]aragraph)[^;]*?)(?=[.;]?\s*$|,_(?!point|paragraph|of)\w+_\w+|_and_which|_or_which)".replace(
        "_", r"\s+"
    )
)
_OWN_EN = re.compile(
    r"^(?:we|i|this|these|that)\b|\bthis (?:section|part|chapter|regulation|directive|act|policy|title|paragraph|article|document|guidance|decision)\b",
    re.IGNORECASE,
)


def source_ja(before: str, body: str, note: str | None) -> str | None:
    """Name the owner of a Japanese definition from the words before its term and its body.

    `note` is the text of the note so far, None outside notes.
    """
    place = None
    for match in _PLACE.finditer(before):
        place = match["place"].strip()
    if place is not None:
        return _owner(place, note)
    law = _LAW.match(body)
    if law and not _SELF.search(law["law"]):
        return law["law"]
    return None


def carries_on(before: str) -> bool:
    """Say whether a sentence goes on quoting: また、研究セキュリティは、「…」とされている。"""
    return _CARRY.match(before) is not None


def source_en(named: str | None, before: str, body: str) -> str | None:
    """Name the owner of an English definition: a named subject or "as defined in"."""
    if named is not None:
        return None if _OWN_EN.search(named) else _trim(named)
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
        return _trim(lead["who"])
    return None


def _owner(place: str, note: str | None) -> str | None:
    leading = _LEADING.match(place)
    if leading:
        return leading["who"]
    bare = re.sub(r"^(?:また|なお|さらに|一方|例えば|ここで)?[、,]?\s*", "", place)
    if _SELF.search(bare):
        title = _TITLE.search(note) if note else None
        return title["title"] if title else None
    title = _TITLE.search(place)
    if title:
        return title["title"]
    law = _LAW.search(bare + "において")
    return law["law"] if law else None


def _trim(words: str) -> str:
    return re.sub(r"^[Tt]he\s+", "", words).strip(" ,")
