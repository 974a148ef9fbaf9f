"""Lines of print joined into running text.

In: successive lines as printed. Out: what stands between two of them when
they are one paragraph: nothing (Japanese, undone hyphenation) or a space.
"""

from __future__ import annotations

import re
import unicodedata

SOFT_HYPHEN = "\u00ad"
_HYPHENS = "-\u2010" + SOFT_HYPHEN
_BROKEN_WORD = re.compile(r"([A-Za-zÀ-ÿ]{2,})[-\u2010]$")
_WORD = re.compile(r"[A-Za-zÀ-ÿ]+(?:-[A-Za-zÀ-ÿ]+)*")


def is_wide(char: str) -> bool:
    """Tell whether a character is set without spaces around it (CJK, kana, full width)."""
    return unicodedata.east_asian_width(char) in "WF" or "\u2e80" <= char <= "\u2fdf"


def joint(before: str, after: str) -> str:
    """Give what stands between two lines of one paragraph: "" or a space.

    Reads as: a line end next to a Japanese character is only a line end.
    """
    if not before or not after or before[-1].isspace() or after[0].isspace():
        return ""
    if is_wide(before[-1]) or is_wide(after[0]):
        return ""
    return "" if before[-1] in "-\u2010\u2011/" else " "


def undo_hyphen(before: str, after: str, words: frozenset[str]) -> bool:
    """Tell whether the hyphen at the end of `before` only marks a broken word.

    Reads as: "institu-" + "tions" is one word unless the document writes the
    compound with its hyphen elsewhere and never the closed form. `words` are
    the document's words in lower case, hyphenated compounds whole. Upper case
    or digits after the break ("COVID-" + "19") keep the hyphen.
    """
    if before.endswith(SOFT_HYPHEN):
        return True
    head = _BROKEN_WORD.search(before[-80:])  # no word is longer
    tail = _WORD.match(after)
    if head is None or tail is None or not tail[0][0].islower():
        return False
    left, right = head[1].lower(), tail[0].lower()
    first_right = right.split("-")[0]
    if left + first_right in words:
        return True
    compound = f"{left}-{first_right}"
    if compound in words:
        return False
    # Neither form occurs elsewhere: typesetters divide words far more often than
    # they break compounds, except at parts that English often joins by a hyphen.
    return left not in _KEEPS_LEFT and first_right not in _KEEPS_RIGHT


_KEEPS_LEFT = frozenset(
    "self non co pre post multi cross high low long short well ex all risk state evidence policy"
    " third first second decision so dual large small real full part time human user cost end world"
    " peer open value case day follow up one two three four five year sub government".split()
)
_KEEPS_RIGHT = frozenset(
    "based related specific driven making wide term level scale quality use led free funded border"
    " sector party building sharing oriented focused like up out by to in site risk making making"
    " range time being known sensitive critical reporting assessment national owned".split()
)


def words_of(lines: list[str]) -> frozenset[str]:
    """Collect the words of a document that are not cut by a line end, lower case."""
    found: set[str] = set()
    for line in lines:
        text = line.rstrip()
        if text.endswith(tuple(_HYPHENS)):
            text = text[:-80] + _BROKEN_WORD.sub("", text[-80:])
        found.update(word.lower() for word in _WORD.findall(text))
    return frozenset(found)
