"""Which edition of a work a title names.

In: titles. Out: the name without what counts editions, and the number of the edition. Two
documents of one name and language may be editions of one work; whether they are, their
passages tell.
"""

from __future__ import annotations

import re
import unicodedata

Number = tuple[int, ...]

_KANJI = {c: i for i, c in enumerate("〇一二三四五六七八九")}
_NUMBER = r"(?P<{}>\d+(?:\.\d+)*)"
# Reads as: 第1.2版, 第三版, version 1.2, ver. 2, v2.0, 3rd edition; or a number with a point alone.
_COUNTED = (
    re.compile(rf"(?:第\s*)?(?:{_NUMBER.format('a')}|(?P<kanji>[一二三四五六七八九]))\s*版"),
    re.compile(rf"\b(?:version|ver|v|edition|revision|rev|release)\.?\s*{_NUMBER.format('a')}\b"),
    re.compile(r"\b(?P<a>\d+)(?:st|nd|rd|th)\s+(?:edition|revision)\b"),
    re.compile(r"(?<![\d.])(?P<a>\d+(?:\.\d+)+)(?![\d.])"),
)
_DATED = re.compile(
    r"\b(?:19|20)\d\d(?:[-/.]\d{1,2}){0,2}\b|(?:19|20)\d\d年(?:度)?(?:\d{1,2}月)?(?:\d{1,2}日)?"
    r"|(?:明治|大正|昭和|平成|令和)(?:\d{1,2}|元)年(?:度)?(?:\d{1,2}月)?(?:\d{1,2}日)?"
)
_CHANGED = re.compile(r"改訂?版?|改正版?|新版|最新版|\b(?:revised|amended|updated|new)\b")
_LETTERS = re.compile(r"[\W_]+")
_LEAST = 4  # letters of a name that says something


def edition_of(title: str) -> tuple[str, Number | None]:
    """Give a title's name, "" where too little is left of it, and its edition's number."""
    text = unicodedata.normalize("NFKC", title).lower()
    number: Number | None = None
    for pattern in _COUNTED:
        if number is None and (found := pattern.search(text)):
            groups = found.groupdict()
            written = groups.get("a") or str(_KANJI[groups["kanji"]])
            number = tuple(map(int, written.split(".")))
            text = text[: found.start()] + " " + text[found.end() :]
    name = _LETTERS.sub("", _CHANGED.sub(" ", _DATED.sub(" ", text)))
    return (name if len(name) >= _LEAST else ""), number
