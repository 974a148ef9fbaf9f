"""The numbers in a text, by their value, however they are written.

In: text in Japanese or English. Out: values as strings, in order, repeated as
they occur: 「二十分」, "20 minutes" and "twenty minutes" give "20". Numerals in
kanji count where a unit follows them or 第 goes before: 一般 holds no number.
Numbers within a name (AAL2, 800-63B) belong to the name and are left out.
"""

from __future__ import annotations

import re
import unicodedata

from pipeline.numbering import kanji_number

_UNITS = "年月日時分秒歳才人名回度個件条項号章節款編部本冊枚匹頭台杯倍割円階週つ目点段級種類通"
_KANJI = re.compile(
    rf"(?<=第)[〇一二三四五六七八九十百千]+|[〇一二三四五六七八九十百千万]+(?=[{_UNITS}]|か月|ヶ月|カ月)"
    r"|[一二三四五六七八九十百千万]{2,}(?=[^\u4e00-\u9fff]|$)"
)
_DIGITS = re.compile(r"(?<![A-Za-z0-9.,-])\d+(?:,\d{3})*(?:\.\d+)*(?![A-Za-z0-9]|-\d)")
_SMALL = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
        " fifteen sixteen seventeen eighteen nineteen".split()
    )
}
_LARGE = {
    word: 10 * value
    for value, word in enumerate(
        "twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2
    )
}
# "one" is a pronoun more often than a number.
_WORDS = re.compile(
    rf"\b(?:({'|'.join(_LARGE)})(?:[ -]({'|'.join(list(_SMALL)[1:10])}))?"
    rf"|({'|'.join(list(_SMALL)[2:])}))(?: (hundred|thousand))?\b"
)


def numbers(text: str) -> list[str]:
    """Give the values of the numbers in a text."""
    text = unicodedata.normalize("NFKC", text)
    found = [(m.start(), m[0].replace(",", "")) for m in _DIGITS.finditer(text)]
    found += [(m.start(), kanji_number(m[0])) for m in _KANJI.finditer(text)]
    for m in _WORDS.finditer(text.lower()):
        value = _LARGE.get(m[1] or "", 0) + _SMALL.get(m[2] or m[3] or "", 0)
        value *= {"hundred": 100, "thousand": 1000}.get(m[4] or "", 1)
        found.append((m.start(), str(value)))
    return [value for _, value in sorted(found)]
