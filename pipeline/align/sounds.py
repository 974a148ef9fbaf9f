"""What a word sounds like, so that a name in kana meets the same name in letters.

In: a word in katakana or in Latin letters. Out: its consonants in a coarse
spelling that both scripts share: トム and Tom give "TM", セキュリティ and
security "SKRT". None for words with fewer than two consonants: too many would
sound alike. Reads as: Japanese keeps the consonants of a borrowed word in order
and adds vowels; r after a vowel, w and y are lost; l is r, v is b, th is s.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_LEAST = 2  # consonants

_ROWS = {
    "K": "カキクケコ",
    "G": "ガギグゲゴ",
    "S": "サシスセソ",
    "Z": "ザズゼゾ",
    "J": "ジヂ",
    "T": "タテトツ",
    "C": "チ",
    "D": "ダデドヅ",
    "N": "ナニヌネノン",
    "F": "フ",
    "H": "ハヒヘホ",
    "B": "バビブベボヴ",
    "P": "パピプペポ",
    "M": "マミムメモ",
    "R": "ラリルレロ",
}
_KANA = {char: letter for letter, chars in _ROWS.items() for char in chars}
_DOUBLE_N = re.compile("ン(?=[ナニヌネノ])")  # アンナ, Anna
_DOUBLED = re.compile(r"(?!cc[eiy])([a-z])\1")
_KATAKANA = re.compile(r"[ァ-ヴー]{2,}")

# English spelling to the same letters, tried from the top at every place.
_SPELLINGS = tuple(
    (re.compile(pattern), letters)
    for pattern, letters in (
        (r"sch|sh|th(?=[aeiouy]|$)", "S"), (r"[ts]ion", "SN"), (r"tch|ch", "C"), (r"ck", "K"),
        (r"ph|f", "F"), (r"gh(?=t|$)|[hwy](?![aeiou])", ""), (r"dge|dg|j", "J"),
        (r"g(?=[eiy])", "J"), (r"g", "G"), (r"cc(?=[eiy])", "KS"), (r"c(?=[eiy])", "S"),
        (r"qu|[ckq]", "K"), (r"x", "KS"),
        (r"th|t", "T"), (r"s", "S"), (r"z", "Z"), (r"d", "D"), (r"n|m(?=[bp])", "N"),
        (r"[bv]", "B"), (r"p", "P"), (r"m", "M"), (r"l", "R"), (r"(?<=[aeiou])r(?![aeiouy])", ""),
        (r"r", "R"), (r"h", "H"), (r".", ""),
    )
)  # fmt: skip


@lru_cache(1 << 16)  # a long document has each word many times
def sound(word: str) -> str | None:
    """Give the consonants of a word, or None when there are too few."""
    word = unicodedata.normalize("NFKC", word)
    if _KATAKANA.fullmatch(word):
        letters = "".join(_KANA.get(char, "") for char in _DOUBLE_N.sub("", word))
    elif word.isascii() and word.isalpha():
        letters = _english(_DOUBLED.sub(r"\1", word.lower()))
    else:
        return None
    return letters if len(letters) >= _LEAST else None


def _english(word: str) -> str:
    letters, at = "", 0
    while at < len(word):
        for pattern, spelt in _SPELLINGS:
            match = pattern.match(word, at)
            if match is not None:
                letters += spelt
                at = match.end()
                break
    return letters


def borrowed(text: str) -> list[str]:
    """Give the words in katakana of a text, in order."""
    return _KATAKANA.findall(unicodedata.normalize("NFKC", text))
