"""Lines of print joined into running text.

In: successive lines as printed. Out: what stands between two of them when
they are one paragraph: nothing (Japanese, undone hyphenation) or a space.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

SOFT_HYPHEN = "\u00ad"
_HYPHENS = "-\u2010" + SOFT_HYPHEN
_BROKEN_WORD = re.compile(r"([A-Za-zÀ-ÿ]{2,})[-\u2010]$")
_DASHED = re.compile(r"[^\W_][–—]$")
_WORD = re.compile(r"[A-Za-zÀ-ÿ]+(?:-[A-Za-zÀ-ÿ]+)*")


@lru_cache(maxsize=8192)
def is_wide(char: str) -> bool:
    """Tell whether a character is set without spaces around it (CJK, kana, full width)."""
    return unicodedata.east_asian_width(char) in "WF" or "\u2e80" <= char <= "\u2fdf"


def joint(before: str, after: str) -> str:
    """Give what stands between two lines of one paragraph: "" or a space.

    Reads as: a line end next to a Japanese character is only a line end, and so is one after
    a dash that touches what it follows: 2018–|23, "the law—|which".
    """
    if not before or not after or before[-1].isspace() or after[0].isspace():
        return ""
    if is_wide(before[-1]) or is_wide(after[0]):
        return ""
    if _DASHED.search(before[-2:]) and (before[-1] != "–" or after[0].isdigit()):
        return ""
    return "" if before[-1] in "-\u2010\u2011/" else " "


def undo_hyphen(before: str, after: str, words: frozenset[str]) -> bool:
    """Tell whether the hyphen at the end of `before` only marks a broken word.

    Reads as: "institu-" + "tions" is one word unless the document writes the
    compound with its hyphen elsewhere and never the closed form. `words` are
    the document's words in lower case, hyphenated compounds whole. Upper case
    or digits after the break ("COVID-" + "19") keep the hyphen, but for a word
    all in capitals that the document also has whole.
    """
    if before.endswith(SOFT_HYPHEN):
        return True
    head = _BROKEN_WORD.search(before[-80:])  # no word is longer
    tail = _WORD.match(after)
    if head is None or tail is None:
        return False
    left, right = head[1].lower(), tail[0].lower().split("-")[0]
    if not tail[0][0].islower():
        return head[1].isupper() and tail[0].isupper() and left + right in words
    if _is_written(left + right, words):
        return True
    if f"{left}-{right}" in words:
        return False
    return not _is_compound(left, right, words)


def _is_written(word: str, words: frozenset[str]) -> bool:
    """Tell whether a document has a word, or the same word with another ending."""
    stem = _ENDING.sub("", word)
    return any(stem + ending in words for ending in _ENDINGS) or word in words


def _is_compound(left: str, right: str, words: frozenset[str]) -> bool:
    """Tell a compound that is written with its hyphen, though the document shows it only broken.

    Reads as: typesetters divide words far more often than they break compounds, except at
    parts that English often joins by a hyphen: "high-impact", but "high-lights", for
    "impact" is a word of the document and "lights" is not.
    """
    if left in _ALWAYS:
        return True
    if left in _PREFIXES:
        return right in words
    if left in _FIRST:
        return (
            right in words
            or right in _LAST
            or (right in _OFTEN)
            or _VERBAL.search(right) is not None
        )
    return right in _LAST or (right in _OFTEN and left in words)


_ENDING = re.compile(r"(?<=\w{4})(?:s|ed|ing|ly)$")
_ENDINGS = ("", "s", "e", "es", "d", "ed", "ing", "ly")
# Of adjectives that end a compound: "human-centred", "open-ended".
_VERBAL = re.compile(r"\w{4}(?:ed|ing)$")
_ALWAYS = frozenset({"self", "non"})
_PREFIXES = frozenset({"co", "pre", "post", "multi"})
_FIRST = frozenset(
    "cross high low long short well all risk state evidence policy third first second decision so"
    " dual large small real full part time human user cost end world peer open value case day"
    " follow one two three four five year government".split()
)
# Last parts that end no other word, and those that do ("oppo-site", "control-led").
_LAST = frozenset(
    "based related specific driven making building sharing oriented focused funded sensitive"
    " critical reporting assessment national owned".split()
)
_OFTEN = frozenset(
    "wide term level scale quality use led free border sector party like up by out to in site risk"
    " range time being known".split()
)


def words_of(lines: list[str]) -> frozenset[str]:
    """Collect the words of a document that no line end cuts, lower case."""
    found: set[str] = set()
    cut = False
    for line in lines:
        text = line.strip()
        rest = _WORD.sub("", text, count=1) if cut and _WORD.match(text) else text
        cut = text.endswith(tuple(_HYPHENS))
        if cut:
            rest = rest[:-80] + _BROKEN_WORD.sub("", rest[-80:])
        found.update(word.lower() for word in _WORD.findall(rest))
    return frozenset(found)
