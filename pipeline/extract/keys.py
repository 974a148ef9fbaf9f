"""Names of documents and places in one spelling, so that equal things compare equal.

In: words as printed. Out: keys such as "jp:law:2003/57", "eu:2016/679",
"title:paris agreement", "article 5/1/a". Always: full and half width, kanji and
Arabic numerals, era and common years, spaces and quotation marks make no difference.
"""

from __future__ import annotations

import re
import unicodedata

from pipeline.numbering import canonical
from pipeline.text.radicals import fold_radicals

_ERAS = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018}
_LOOSE = re.compile(r"[\s　「」『』“”\"'’‘〈〉《》【】・、，,:：;；.。\-–—―～〜]+")
_LEADING = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)
_TRAILING = re.compile(
    r"(?:について|に関する件|（仮訳）|（案）|（概要）|（抄）|\(仮訳\)|\(案\)|\(概要\)|\(抄\))+$"
)
_ISSUED = re.compile(r"[（(](?:[^（）()]*\d{4}[^（）()]*|[^（）()]*年[^（）()]*)[）)]$")


def number_of(text: str) -> str:
    """Give a printed number in Arabic digits: 五十七, ５７ and 57 are "57", 元 is "1"."""
    plain = unicodedata.normalize("NFKC", text)
    if plain == "元":
        return "1"
    return plain if plain.isascii() else canonical("第" + plain)


def year_of(era: str, year: str) -> int:
    """Give the common year of a year of an era."""
    return _ERAS[era] + int(number_of(year))


def title_key(title: str) -> str:
    """Give a title without what differs from mention to mention."""
    plain = unicodedata.normalize("NFKC", fold_radicals(title)).strip().lower()
    plain = _ISSUED.sub("", plain).strip()
    plain = _LEADING.sub("", plain)
    plain = _TRAILING.sub("", plain)
    return "title:" + _LOOSE.sub(" ", plain).replace(" ", "" if _japanese(plain) else " ").strip()


def _japanese(text: str) -> bool:
    return re.search(r"[ぁ-んァ-ヴ一-龯]", text) is not None


def eu_key(first: str, second: str) -> str:
    """Give the key of an act of the EU: No 1025/2012 and 2016/679 both have a year."""
    a, b = int(first), int(second)
    year, number = (a, b) if _is_year(first) else (b, a)
    year += 1900 if 50 <= year < 100 else 0
    return f"eu:{year}/{number}"


def _is_year(text: str) -> bool:
    return (len(text) == 4 and text[:2] in ("19", "20")) or len(text) == 2
