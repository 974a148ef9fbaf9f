"""Whose definition it is, when a Japanese text quotes somebody else.

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
    rf"^\s*(?:(?:[ivx]{{1,4}}|\d{{1,3}}|[※*＊注]\s?\d*)\s+)?(?:また|なお|さらに|一方|例えば|ここで)?[、，,]?\s*(?P<who>{_ORGANISATION})"
)
# Nothing but a name before a title: 北方連携国グループ「原則」, but no 別添「様式」.
_ISSUED = re.compile(
    r"^\s*(?:また|なお|さらに|一方|例えば|ここで)?[、，,]?\s*(?P<who>[一-龯々ァ-ヴーA-Za-zＡ-Ｚ0-9０-９・]{2,30})\s?[「『]"
)
_NO_ISSUER = re.compile(
    r"(?:法|規程|規則|指針|ガイドライン|方針|通知|資料|報告書?|文書|参考|別紙|別添|別表|用語|様式|章|節|例えば|上記|冊子)$"
    r"|^(?:上記|前記|別|同|本|当該|参考|次)"
)
# Who speaks: 国際機構「勧告」（2023年）は、…; OECDは、….
_SPEAKER = re.compile(
    rf"(?P<place>[^。]{{2,160}}?[」』](?:[（(][^（）()]{{1,60}}[）)])?|(?:^|(?<=[。、，]))\s*{_ORGANISATION})(?:で)?は[、，,]"
)
_TITLE = re.compile(r"[「『](?P<title>[^「」『』]{4,120})[」』]")
_PLACE = re.compile(
    r"(?P<place>[^。]{2,220}?)(?:において|では|によれば|によると|に基づき|に従い|で)(?:は)?[、，,]"
)
_LAW = re.compile(
    r"(?P<law>[一-龯々ァ-ヴー・]{1,40}(?:法律?|規程|規則|指針|ガイドライン|条約|憲章|宣言|勧告|政令|省令|要領|基準|方針|規約|大綱|計画|戦略)"
    r"(?:[（(][^（）()]{1,60}[）)])?(?:第[0-9０-９一二三四五六七八九十百]+条(?:の[0-9０-９一二三四五六七八九十]+)?(?:第[0-9０-９一二三四五六七八九十]+[項号])*)?)"
    r"(?:に(?:おいて|おける|いう|規定する|定める|掲げる|定義する)|で(?:は|定義|定める|規定|いう))"
)
_SELF = re.compile(
    r"(?:本|この|同|当該?|上記|前記)(?:[一-龯ァ-ヴー]{0,16})$|(?:本|この)(?:法律?|規程|規則|指針|ガイドライン|方針|要領|文書|条|章|計画|戦略|報告書?|基準|規約|資料|取扱い)"
)
_CARRY = re.compile(r"^\s*(?:また|さらに|更に|同様に|同じく|加えて|そして|一方)[、，]")


def source_ja(before: str, body: str, note: str | None) -> str | None:
    """Name the owner of a Japanese definition from the words before its term and its body.

    `note` is the text of the note so far, None outside notes.
    """
    place = None
    for match in _PLACE.finditer(before):
        place = match["place"].strip()
    if place is None:
        for match in _SPEAKER.finditer(before):
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


def _owner(place: str, note: str | None) -> str | None:
    leading = _LEADING.match(place)
    if leading:
        return leading["who"]
    issued = _ISSUED.match(place)
    if issued and not _NO_ISSUER.search(issued["who"]):
        return issued["who"]
    bare = re.sub(r"^(?:また|なお|さらに|一方|例えば|ここで)?[、，,]?\s*", "", place)
    if _SELF.search(bare):
        title = _TITLE.search(note) if note else None
        return title["title"] if title else None
    title = _TITLE.search(place)
    if title:
        return title["title"]
    law = _LAW.search(bare + "において")
    return law["law"] if law else None
