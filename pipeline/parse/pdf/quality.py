"""Text layers that do not say what the page shows.

In: the readable characters of a page. Out: why they cannot be its words, or
None. Two things go wrong: fonts without a map to characters, and a wrong map
(mojibake), which gives characters that no language puts together. Precision
comes first: a page of any language, a table of numbers, a list of names stay
silent; so do short pages, of which nothing can be said.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache

from pipeline.parse.pdf.lines import Char, unmapped

# Fewer characters than one line of print: too few to judge.
_MIN_CHARS = 40
# Bullets, rare kanji and logos have no character on honest pages too, up to a tenth.
_UNMAPPED = 0.3
# Common ideographs are 97 % and more of any honest page, names included; a wrong map
# spreads over the 20,000 of the block, of which the common are a sixth.
_MIN_COMMON = 0.75
_MIN_IDEOGRAPHS = 40
# Czech has 15 % accented letters, French 8 %, bytes of Japanese read as Latin 50 % and more.
_ACCENTED = 0.35
# Vowels are 35-48 % of the letters of languages in Latin letters; letters shifted along the
# alphabet leave 14-22 %. Letters in runs of five consonants are under a tenth of honest text
# even where the spaces are missing, a third and more of shifted text.
_MIN_VOWELS, _MAX_CLUSTERS = 0.25, 0.2
_CLUSTER = re.compile(r"[b-df-hj-np-tv-xz]{5,}")
_MIN_LETTERS = 200
# What UTF-8 of kana becomes when read as Shift JIS.
_UTF8_AS_SJIS = frozenset("縺繧繝")
_VOWELS = frozenset("aeiouyàáâäåãæèéêëìíîïòóôöõøùúûüœāēīōūýÿ")
_ROWS = (("euc_jp", 0xB0, 0xCF), ("gb2312", 0xB0, 0xD7), ("big5", 0xA4, 0xC6))


def garbled(chars: list[Char]) -> str | None:
    """Say why a page's text layer cannot be its words, or None."""
    count: Counter[str] = Counter()
    odd = 0
    texts: Counter[str] = Counter([c["text"] for c in chars])
    for text, times in texts.items():
        if text.isspace():
            continue
        if unmapped(text) or _is_private(text):
            odd += times
        else:
            for c in text:
                if not c.isspace():
                    count[c] += times
    total = odd + sum(count.values())
    if total < _MIN_CHARS:
        return None
    if odd > _UNMAPPED * total:
        return f"{odd} of {total} glyphs have no character"
    return _implausible(count, "".join(c["text"] for c in chars).lower())


def _implausible(count: Counter[str], words: str) -> str | None:
    ideographs = Counter({c: n for c, n in count.items() if "\u4e00" <= c <= "\u9fff"})
    many = sum(ideographs.values())
    if many >= _MIN_IDEOGRAPHS:
        if sum(ideographs[c] for c in _UTF8_AS_SJIS) > 0.1 * many:
            return "its kana are read in a wrong encoding"
        if max(_common(ideographs, *row) for row in _ROWS) < _MIN_COMMON * many:
            return "its ideographs are not those of any language"
    letters = Counter({c: n for c, n in count.items() if c.isalpha() and ord(c) < 0x250})
    latin = sum(letters.values())
    high = sum(n for c, n in count.items() if _is_foreign(c))
    if high > _ACCENTED * sum(count.values()):
        return "its bytes are read in a wrong encoding"
    if latin >= _MIN_LETTERS and latin > 0.6 * sum(count.values()):
        vowels = sum(n for c, n in letters.items() if c.lower() in _VOWELS)
        clusters = sum(len(run) for run in _CLUSTER.findall(words))
        if vowels < _MIN_VOWELS * latin and clusters > _MAX_CLUSTERS * latin:
            return "its letters do not make words"
    return None


def _is_foreign(char: str) -> bool:
    """Tell whether a character is what bytes of another encoding look like; leaders · are not."""
    code = ord(char)
    return char in _CP1252 or 0x80 <= code < 0xA0 or (0xA0 <= code < 0x250 and char not in "·«»§©")


# What the bytes 0x80-0x9f are in Western Windows encoding, where they are not punctuation
# that honest pages are full of.
_CP1252 = frozenset("ƒˆ‰Š‹ŒŽ˜š›œžŸ‚„†‡€™")


def _common(ideographs: Counter[str], codec: str, first: int, last: int) -> int:
    """Count ideographs in the rows that a national standard keeps for common ones."""
    return sum(n for c, n in ideographs.items() if _row(c, codec) in range(first, last + 1))


@cache
def _row(char: str, codec: str) -> int:
    try:
        return char.encode(codec)[0]
    except UnicodeEncodeError:
        return 0


def _is_private(text: str) -> bool:
    """Tell whether a glyph is of a private set; symbol fonts' bullets (U+F0xx) are no trouble."""
    return any(unicodedata.category(c) == "Co" and not "\uf000" <= c <= "\uf0ff" for c in text)
