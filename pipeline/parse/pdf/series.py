"""Number sequences of a document: lists of items, or headings of sections.

In: the printed numbers of successive blocks. Out: which blocks follow one
another in one sequence, and whether a sequence heads sections or lists items.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.numbering import BULLETS, LEGAL, Numbered, canonical
from pipeline.parse.nesting import value_of

# Styles whose sequences may head sections where nothing in print says so.
SECTIONS = frozenset(
    {"number", "decimal", "paren-number", "half-paren-number", "circled", "roman-wide", "roman",
     "clause", "coded", "bracket-number", "kanji-number", "paren-kanji", "iroha", "letter"}
)  # fmt: skip
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}
_WIDE_ROMAN = "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ"
_SHAPE = re.compile(
    r"[\d０-９]+(?:[.．－‐-][\d０-９]+)*|[A-Za-z]+|[①-⓿]|[ァ-ン]|[〇一二三四五六七八九十百千]+|[Ⅰ-Ⅻ]"
)

_BRACKETED = re.compile(r"[⑴-⒇]")
_HALF = str.maketrans("（）．－‐、", "().--.")  # one form, whichever width it was typed in


@dataclass(slots=True)
class Series:
    """Blocks, by position, whose numbers follow one another in one style."""

    shape: str
    members: list[int] = field(default_factory=list)
    last: int = 0


@dataclass(frozen=True, slots=True)
class Point:
    """A numbered block: where it stands, and what votes for heading or item."""

    at: int
    number: Numbered
    label: bool  # short and no sentence
    holds: bool  # something other than its next sibling stands below


def shape_of(number: Numbered) -> str:
    """Give the form of a number, its value aside: "(1)" and "(2)" have one."""
    printed = _BRACKETED.sub("(#)", number.printed.strip())
    form = _SHAPE.sub("#", printed).translate(_HALF)
    prefix = ""
    if number.style in ("decimal", "coded"):
        prefix = ".".join(canonical(number.printed).split(".")[:-1])
    if number.style in ("letter", "roman"):
        form = ("A" if re.search(r"[A-Z]", number.printed) else "a") + form
        return f"letter:{form}"
    return f"{number.style}:{form}:{number.depth}:{prefix}"


def series_of(points: Sequence[Point]) -> list[Series]:
    """Part numbered blocks into sequences.

    Reads as: a number one higher than the last in its form goes on; a first
    number begins anew, and so does one that follows nothing.
    """
    found: list[Series] = []
    running: dict[str, Series] = {}
    for point in points:
        if point.number.style in BULLETS:
            continue
        shape = shape_of(point.number)
        now = running.get(shape)
        values = values_of(point.number)
        value = next((v for v in values if now is not None and v == now.last + 1), None)
        if now is None or value is None:
            now = Series(shape)
            value = 1 if 1 in values else (values[0] if values else 0)
            running[shape] = now
            found.append(now)
        now.members.append(point.at)
        now.last = value
    return found


def values_of(number: Numbered) -> list[int]:
    """Give what a number may count as: "(v)" is 5 or 22."""
    if number.style in ("roman", "letter"):
        word = re.sub(r"[^A-Za-z]", "", number.printed).lower()
        roman = roman_value(word)
        letter = [ord(word) - 96] if len(word) == 1 else []
        return [*letter, *([roman] if roman else [])]
    wide = re.search(r"[Ⅰ-Ⅻ]", number.printed)
    if number.style == "roman-wide" and wide:
        return [_WIDE_ROMAN.index(wide[0]) + 1]
    text = canonical(number.printed)
    last = re.split(r"[.\-]", text)[-1]
    if last.isdigit():
        return [int(last)]
    if number.style in LEGAL and last:
        roman = roman_value(last.lower())
        return [roman] if roman else ([ord(last.lower()) - 96] if len(last) == 1 else [])
    value = value_of(number)
    return [value] if value else []


def roman_value(word: str) -> int | None:
    """Give the value of a small roman numeral; None for any other word."""
    values = [_ROMAN.get(c) for c in word]
    if not values:
        return None
    total = 0
    for value, after in zip(values, [*values[1:], 0], strict=True):
        if value is None or after is None:
            return None
        total += -value if value < after else value
    return total or None


def form_of(number: Numbered) -> str:
    """Give the form of a number without what stands before its last part: 1.1 and 2.1 have one."""
    return ":".join(shape_of(number).split(":")[:3])


def grouped(found: Sequence[Series]) -> list[list[int]]:
    """Give the members of each sequence; those of 1.1, 1.2 and 2.1, 2.2 are judged as one."""
    groups: list[list[int]] = []
    shared: dict[str, list[int]] = {}
    for series in found:
        parts = series.shape.split(":")
        if parts[0] in ("decimal", "coded", "clause"):
            form = ":".join(parts[:3])
            if form not in shared:
                shared[form] = []
                groups.append(shared[form])
            shared[form] += series.members
        else:
            groups.append(series.members)
    return groups


def heads_sections(group: Sequence[int], points: dict[int, Point]) -> float:
    """Tell a sequence of headings (above 0) from a list of items by its own members.

    Reads as: nearly all are labels without sentence end, and nearly all have
    text of their own below; a list whose items follow one another at once is
    a list, however short its items are. Three or more without exception are
    headings the more.
    """
    members = [points[at] for at in group]
    labels = sum(p.label for p in members) / len(members)
    holding = sum(p.holds for p in members) / len(members)
    if labels == 1.0 and holding >= 0.8 and len(members) > 2:
        return 1.4
    # Three of four: one long heading or one empty section is common, half are a list.
    return 1.0 if labels >= 0.75 and holding >= 0.6 else 0.0
