"""Dates as documents print them.

In: any words. Out: ISO dates that may stop at month or year. Reads Japanese
eras and numerals (令和６年８月30日, R3.4.27, 平成二十八年十一月, 令和元年),
years with month (2024年8月, August 2024) and both English orders. Slashed
numbers are read year first only: 3/4/2024 means two days.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.text.radicals import fold_radicals

_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911, "明治": 1867,
         "㋿": 2018, "R": 2018, "H": 1988, "S": 1925}  # fmt: skip
_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september",
           "october", "november", "december")  # fmt: skip
_FULL = str.maketrans("０１２３４５６７８９／．－", "0123456789/.-")
_KANJI = {c: i for i, c in enumerate("〇一二三四五六七八九")}
_N = r"\s*(\d{1,2}|[〇一二三四五六七八九十]{1,4}|元)\s*"
_Y = r"((?:1[89]|20)\d\d|[一二][〇一二三四五六七八九]{3})\s*"
_MONTH = r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
_YEAR = r"((?:19|20)\d\d)"
_DAY = r"(\d{1,2})(?:st|nd|rd|th)?"

_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("era", re.compile(rf"(令和|平成|昭和|大正|明治|㋿){_N}年(?:{_N}月(?:{_N}日)?)?")),
    ("era", re.compile(r"(?<![A-Za-z\d])([RHS])\s?(\d{1,2})[./](\d{1,2})[./](\d{1,2})(?!\d)")),
    ("ymd", re.compile(rf"{_Y}(?:[（(][^）)]{{2,8}}[）)]\s*)?年(?:{_N}月(?:{_N}日)?)?")),
    ("ymd", re.compile(rf"(?<!\d){_YEAR}([-/.])(\d{{1,2}})\2(\d{{1,2}})(?![\d.])")),
    ("ymd", re.compile(rf"(?<!\d){_YEAR}()-(\d{{2}})()(?![\d-])")),
    ("dmy", re.compile(rf"(?<!\d){_DAY}\s+(?:of\s+)?{_MONTH},?\s+{_YEAR}(?!\d)", re.I)),
    ("mdy", re.compile(rf"\b{_MONTH}\s+{_DAY},?\s+{_YEAR}(?!\d)", re.I)),
    ("my", re.compile(rf"\b{_MONTH},?\s+{_YEAR}(?!\d)", re.I)),
)


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A date and where it stands."""

    iso: str
    span: tuple[int, int]


def dates_in(text: str) -> Iterator[PrintedDate]:
    """Give the dates in a text in order of place; the longest at each place."""
    plain = fold_radicals(text).translate(_FULL)  # both keep the length
    found = [
        (match.start(), -match.end(), iso)
        for kind, pattern in _PATTERNS
        for match in pattern.finditer(plain)
        if (iso := _iso(kind, match)) is not None
    ]
    end = 0
    for start, negative_end, iso in sorted(found):
        if start >= end:
            end = -negative_end
            yield PrintedDate(iso, (start, end))


def iso_date(text: str) -> str | None:
    """Read a date that stands alone, as metadata states it."""
    first = next(dates_in(text), None)
    if first is not None:
        return first.iso
    year = re.fullmatch(r"\s*((?:19|20)\d\d)\s*", text)
    return year[1] if year else None


def _iso(kind: str, match: re.Match[str]) -> str | None:
    groups = match.groups()
    if kind == "era":
        year = _number(groups[1])
        return _checked(None if year is None else _ERAS[groups[0]] + year, groups[2], groups[3])
    if kind == "ymd":
        rest = groups[1:] if len(groups) == 3 else groups[2:]
        return _checked(_number(groups[0]), rest[0], rest[1])
    if kind == "dmy":
        return _checked(int(groups[2]), _month(groups[1]), groups[0])
    if kind == "mdy":
        return _checked(int(groups[2]), _month(groups[0]), groups[1])
    return _checked(int(groups[1]), _month(groups[0]), None)


def _month(name: str) -> str:
    return str(next(i for i, month in enumerate(_MONTHS, 1) if month.startswith(name[:3].lower())))


def _number(text: str | None) -> int | None:
    """Read 12, 十二, 二〇二四 or 元."""
    if not text:
        return None
    if text == "元":
        return 1
    if text.isdigit():
        return int(text)
    if "十" not in text:
        return int("".join(str(_KANJI[c]) for c in text))
    tens, _, ones = text.partition("十")
    if len(tens) > 1 or len(ones) > 1:
        return None
    return 10 * (_KANJI[tens] if tens else 1) + (_KANJI[ones] if ones else 0)


def _checked(year: int | None, month: str | None, day: str | None) -> str | None:
    """Write an ISO date as far as it goes; None for a date that cannot be."""
    m, d = _number(month), _number(day)
    if year is None or (month and m is None) or (day and d is None):
        return None
    try:
        datetime.date(year, m or 1, d or 1)
    except ValueError:
        return None
    return f"{year:04d}" + (f"-{m:02d}" if m else "") + (f"-{d:02d}" if m and d else "")
