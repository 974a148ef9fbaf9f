"""Word's automatic numbers written out as they are printed.

In: the numbering part of a DOCX and the paragraphs' (list, level) pairs in
order of the text. Out: for each the number ("第３条", "（２）", "イ", "a)") or
the bullet. Numbers are not in the text of a DOCX; they are computed here as
Word computes them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from pipeline.parse.html_lists import kanji, numeral

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

_STYLES = {
    "upperRoman": "upper-roman",
    "lowerRoman": "lower-roman",
    "upperLetter": "upper-letter",
    "lowerLetter": "lower-letter",
    "aiueo": "katakana",
    "aiueoFullWidth": "katakana",
    "iroha": "katakana-iroha",
    "irohaFullWidth": "katakana-iroha",
    "decimalZero": "decimal-leading-zero",
}
_KANJI = frozenset(
    "japaneseCounting japaneseLegal japaneseDigitalTenThousand chineseCounting "
    "chineseCountingThousand ideographDigital koreanCounting taiwaneseCounting".split()
)
_SERIES = {
    "ideographTraditional": "甲乙丙丁戊己庚辛壬癸",
    "ideographZodiac": "子丑寅卯辰巳午未申酉戌亥",
}
_ENCLOSED = {  # first code points of 1
    "decimalEnclosedCircle": (0x2460, 20),
    "decimalEnclosedCircleChinese": (0x2460, 20),
    "decimalEnclosedParen": (0x2474, 20),
    "decimalEnclosedFullstop": (0x2488, 20),
}
_FULL = str.maketrans("0123456789", "０１２３４５６７８９")
# Bullets of the Symbol and Wingdings fonts, in their private code points.
_BULLETS = {"\uf0b7": "•", "\uf06c": "●", "\uf06e": "■", "\uf0a7": "▪", "\uf0d8": "➢",
            "\uf0fc": "✓", "\uf075": "◆", "\uf0a8": "□", "o": "○"}  # fmt: skip


@dataclass(slots=True)
class _Level:
    format: str = "decimal"
    text: str = "%1."
    start: int = 1
    legal: bool = False  # shows the numbers above as plain digits


@dataclass(slots=True)
class _List:
    abstract: str
    levels: dict[int, _Level]
    restarts: dict[int, int] = field(default_factory=dict)  # level: start, until first used


class Numbering:
    """Counts the lists of one document."""

    def __init__(self, root: Any | None) -> None:
        self._lists: dict[str, _List] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._of_style: dict[tuple[str, str], int] = {}  # (abstract list, style): level
        if root is not None:
            self._read(root)

    def _read(self, root: Any) -> None:
        abstracts: dict[str, dict[int, _Level]] = {}
        links: dict[str, str] = {}  # list style: the abstract list that defines it
        borrowed: dict[str, str] = {}
        for element in root.iter(f"{W}abstractNum"):
            name = element.get(f"{W}abstractNumId", "")
            abstracts[name] = {}
            for level in element.iter(f"{W}lvl"):
                depth = _int(level.get(f"{W}ilvl"), 0)
                abstracts[name][depth] = _level(level)
                style = _value(level.find(f"{W}pStyle"))
                if style is not None:
                    self._of_style[name, style] = depth
            if (link := _value(element.find(f"{W}styleLink"))) is not None:
                links[link] = name
            if (link := _value(element.find(f"{W}numStyleLink"))) is not None:
                borrowed[name] = link
        for element in root.iter(f"{W}num"):
            abstract = _value(element.find(f"{W}abstractNumId")) or ""
            abstract = links.get(borrowed.get(abstract, ""), abstract)
            entry = _List(abstract, dict(abstracts.get(abstract, {})))
            for override in element.iter(f"{W}lvlOverride"):
                depth = _int(override.get(f"{W}ilvl"), 0)
                start = _value(override.find(f"{W}startOverride"))
                if start is not None:
                    entry.restarts[depth] = _int(start, 1)
                level = override.find(f"{W}lvl")
                if level is not None:
                    entry.levels[depth] = _level(level)
            self._lists[element.get(f"{W}numId", "")] = entry

    def level(self, list_id: str, stated: int | None, style: str | None) -> int:
        """Give a paragraph's level from 0: stated, or the one its list links to its style."""
        if stated is not None:
            return stated
        entry = self._lists.get(list_id)
        return 0 if entry is None else self._of_style.get((entry.abstract, style or ""), 0)

    def next(self, list_id: str, depth: int) -> str | None:
        """Count one paragraph; its printed number or bullet, None for neither."""
        entry = self._lists.get(list_id)
        if entry is None or depth not in entry.levels:
            return None
        counts = self._counts.setdefault(entry.abstract, {})
        level = entry.levels[depth]
        if depth in entry.restarts:
            counts[depth] = entry.restarts.pop(depth)
        else:
            counts[depth] = counts[depth] + 1 if depth in counts else level.start
        for deeper in [d for d in counts if d > depth]:
            del counts[deeper]
        if level.format == "bullet":
            return _BULLETS.get(level.text, level.text if _is_printable(level.text) else "•")
        if level.format == "none" and "%" not in level.text:
            return level.text.strip() or None
        return self._printed(entry, counts, level)

    def _printed(self, entry: _List, counts: dict[int, int], level: _Level) -> str | None:
        def number(match: re.Match[str]) -> str:
            depth = int(match[1]) - 1
            above = entry.levels.get(depth, level)
            value = counts.get(depth, above.start)
            return written(value, "decimal" if level.legal else above.format)

        return re.sub(r"%([1-9])", number, level.text).strip() or None


def written(value: int, style: str) -> str:
    """Write a number in one of Word's formats."""
    if style in _ENCLOSED and 1 <= value <= _ENCLOSED[style][1]:
        return chr(_ENCLOSED[style][0] + value - 1)
    if style in _KANJI and 0 < value < 10_000:
        return kanji(value)
    if style.startswith("decimalFullWidth"):
        return str(value).translate(_FULL)
    if style in _SERIES:
        series = _SERIES[style]
        return series[(value - 1) % len(series)]
    if style in ("upperLetter", "lowerLetter") and value > 0:
        # Word repeats the letter where browsers count on: 27 is "aa", 28 "bb".
        letter = chr(97 + (value - 1) % 26) * ((value - 1) // 26 % 20 + 1)
        return letter.upper() if style == "upperLetter" else letter
    return "" if style == "none" else numeral(value, _STYLES.get(style, "decimal"))


def _level(element: Any) -> _Level:
    legal = element.find(f"{W}isLgl")
    text = _value(element.find(f"{W}lvlText"))
    return _Level(
        format=_value(element.find(f"{W}numFmt")) or "decimal",
        text=(text or "")[:40],
        start=_int(_value(element.find(f"{W}start")), 1),
        legal=legal is not None and legal.get(f"{W}val") not in ("0", "false"),
    )


def _value(element: Any | None) -> str | None:
    value = None if element is None else element.get(f"{W}val")
    return None if value is None else str(value)


def _int(text: str | None, default: int) -> int:
    try:
        return int(text) if text is not None and len(text) < 9 else default
    except ValueError:
        return default


def _is_printable(text: str) -> bool:
    return bool(text) and not any("\ue000" <= c <= "\uf8ff" for c in text)
