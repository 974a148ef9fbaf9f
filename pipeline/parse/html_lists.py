"""The numbers that a browser prints before list items.

In: list elements. Out: each item's number as shown ("3.", "b.", "イ."), or
None where a plain bullet or the item's own words mark it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from pipeline.numbering import split_number

_TYPES = {
    "1": "decimal",
    "a": "lower-alpha",
    "A": "upper-alpha",
    "i": "lower-roman",
    "I": "upper-roman",
}
_ALPHABETS = {
    "lower-alpha": "abcdefghijklmnopqrstuvwxyz",
    "lower-latin": "abcdefghijklmnopqrstuvwxyz",
    "upper-alpha": "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "upper-latin": "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "katakana": "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン",
    "katakana-iroha": "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセス",
    "hiragana": "あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわをん",
    "hiragana-iroha": "いろはにほへとちりぬるをわかよたれそつねならむうゐのおくやまけふこえてあさきゆめみしゑひもせす",
}  # fmt: skip
_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([\w\s-]+)")
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
          (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_KANJI = "〇一二三四五六七八九"
_MAX = 10_000  # no printed list is longer
_MIN_LINKS = 3


@dataclass(slots=True)
class OpenList:
    """A list whose items are being walked."""

    style: str | None  # None: bullets, or numbers in the items' own words
    value: int = 1
    step: int = 1
    contents: bool = False
    in_body: bool = False  # inside a <dd>
    goes_on: bool = False  # does not begin with its first number

    @classmethod
    def of(cls, element: Any, contents: bool) -> OpenList:
        """Open a list element."""
        if element.tag != "ol":
            return cls(None, contents=contents)
        declared = _STYLE.search(element.get("style") or "")
        style = declared[1].split()[0] if declared and declared[1].split() else None
        style = style or _TYPES.get(element.get("type") or "1", "decimal")
        items = [e for e in element if e.tag == "li"]
        if style == "none" or _numbered_themselves(items):
            return cls(None, contents=contents)
        back = element.get("reversed") is not None
        first = _int(element.get("start"), len(items) if back else 1)
        return cls(style, first, -1 if back else 1, contents, goes_on=not back and first > 1)

    def next_number(self, item: Any) -> str | None:
        """Give the number of the next item and count on."""
        printed = item.get("data-number")
        if self.style is None:
            return str(printed) if printed else None
        value = _int(item.get("value"), self.value)
        self.value = value + self.step
        return str(printed) if printed else numeral(value, self.style) + "."


def numeral(value: int, style: str) -> str:
    """Write a number in a CSS list style (also those of Word: see docx_numbers)."""
    if style in _ALPHABETS and 0 < value < _MAX:
        alphabet, text = _ALPHABETS[style], ""
        while value > 0:
            value, digit = divmod(value - 1, len(alphabet))
            text = alphabet[digit] + text
        return text
    if style.endswith("roman") and 0 < value < 4000:
        text = ""
        for size, digits in _ROMAN:
            text += digits * (value // size)
            value %= size
        return text.upper() if style.startswith("upper") else text
    if style in ("cjk-ideographic", "japanese-informal") and 0 < value < _MAX:
        return kanji(value)
    if style == "decimal-leading-zero":
        return f"{value:02d}"
    return str(value)


def kanji(value: int) -> str:
    """Write 1 to 9999 in kanji: 二十三."""
    text = ""
    for size, sign in ((1000, "千"), (100, "百"), (10, "十")):
        count, value = divmod(value, size)
        if count:
            text += (_KANJI[count] if count > 1 else "") + sign
    return text + (_KANJI[value] if value else "")


def links_to_itself(element: Any) -> bool:
    """Tell a table of contents: hardly anything but links into the same page."""
    anchors = [a for a in element.iter("a") if (a.get("href") or "").startswith("#")]
    if len(anchors) < _MIN_LINKS:
        return False
    linked = sum(len("".join(a.itertext()).strip()) for a in anchors)
    whole = len(re.sub(r"\s+", "", "".join(element.itertext())))
    return linked >= 0.7 * whole


def _numbered_themselves(items: list[Any]) -> bool:
    """Tell whether the items bring their numbers in their own words."""
    firsts = [" ".join("".join(item.itertext())[:80].split()) for item in items]
    found = [split_number(text) for text in firsts if text]
    return len(found) > 1 and all(n is not None and n.style != "dash" for n in found)


def _int(text: str | None, default: int) -> int:
    try:
        return int(text) if text is not None and len(text) < 9 else default
    except ValueError:
        return default
