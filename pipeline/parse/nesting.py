"""How deep numbered paragraphs stand, told from the order of their numbers.

In: the numbers of successive paragraphs, as printed. Out: their nesting
level from 1. Formats without layout (plain text, paragraphs of HTML or DOCX)
have nothing else to tell that "(i)" stands under "(1)" and "(b)" beside "(a)".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.numbering import BULLETS, Numbered, canonical, split_number

_ROMAN_DIGITS = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_IROHA = "アイウエオカキクケコサシスセソタチツテト"
# Only bracketed numbers are printed together: "(1) (i)", never "1. 5 percent".
_MENTION = re.compile(
    r"から|又は|及び|[～〜]|(?:to|and|or)\s+[(（\[]?[\divxlIVXLa-zA-Z]{1,4}[)）\].]|[,;、]"
)  # "(1) to (3)"; 「１．から３．は」
_PARAGRAPH = re.compile(
    r"[ \u3000]*(?:[\d０-９]{1,2}\u3000+|[０-９]{1,2} +)(?=[\u3040-\u30ff\u3400-\u9fff「『（])"
)
_MAX_TOGETHER = 4
_MAX_DEPTH = 12  # nobody numbers deeper; without it a hostile file would cost its square
_TOGETHER = frozenset({"letter", "roman", "paren-number"})


def first_number(text: str) -> Numbered | None:
    """Take a number off the front, that of a paragraph in a Japanese article with it.

    Reads as: 「２　委員会は、…」, set off by a full-width space or in full-width
    digits, is the second paragraph; "30 日" at the start of a line is a date.
    """
    number = split_number(text)
    if number is None and _PARAGRAPH.match(text) is not None:
        return split_number(text, bare=True)
    return number


def leading_numbers(text: str) -> list[Numbered]:
    """Take the numbers off the front: one, or several printed together as "(1) (i)"."""
    found: list[Numbered] = []
    while len(found) < _MAX_TOGETHER and (number := first_number(text)) is not None:
        if found and (number.style not in _TOGETHER or not number.rest.strip()):
            break
        if _MENTION.match(number.rest):
            break
        found.append(number)
        if number.style not in _TOGETHER:
            break
        text = number.rest
    return found


@dataclass(slots=True)
class _Level:
    style: str
    value: int


class Nesting:
    """Follows a sequence of numbers; `reset` at each heading."""

    def __init__(self) -> None:
        self._open: list[_Level] = []
        self._prose = False
        self._label: int | None = None
        self.orphan = False  # the number just placed does not begin its sequence, nor does any

    def reset(self) -> None:
        """Forget what is open."""
        self._open.clear()
        self._prose = False
        self._label = None

    def prose(self) -> float | None:
        """Place an unnumbered paragraph: below a numbered label, else outside all (None).

        A first number after it begins a new list.
        """
        self._prose = True
        return None if self._label is None else self._label + 0.5

    def label(self, level: int) -> None:
        """Note that the number just placed stands before a mere label ("(1) Report")."""
        self._label = level

    def level(self, numbers: Sequence[Numbered]) -> int:
        """Place the numbers that begin a paragraph, outermost first.

        Reads as: the successor of an open number stands beside it; a first
        number ("a", "1", "i") in an open style begins a deeper level only
        right below another style; any other style is one level deeper.
        """
        opened = not self._open
        for number in numbers:
            self._place(number)
        self.orphan = len(self._open) == 1 and self._open[0].value > 1 and (opened or self.orphan)
        self._prose = False
        self._label = None
        return len(self._open)

    def _place(self, number: Numbered) -> None:
        style, value = self._read(number)
        places = [i for i, level in enumerate(self._open) if level.style == style]
        beside = places[-1] if places else None
        if beside is not None:
            top = beside == len(self._open) - 1
            follows = value > self._open[beside].value
            bullet = number.style in BULLETS
            if top or follows or bullet or self._prose or value != 1:
                del self._open[beside + 1 :]
                self._open[beside].value = value
                return
        if beside is None and value == 2 and number.printed.isdigit():
            # The first paragraph of an article prints no number: 「２」 ends its items.
            articles = [i for i, level in enumerate(self._open) if level.style == "article"]
            del self._open[articles[-1] + 1 if articles else 0 :]
        del self._open[_MAX_DEPTH - 1 :]
        self._open.append(_Level(style, value))

    def _read(self, number: Numbered) -> tuple[str, int]:
        """Give the style, letters and roman numerals told apart, and the value."""
        if number.style in BULLETS:
            return number.printed, 0
        if number.style == "decimal":
            last = canonical(number.printed).split(".")[-1]
            return f"decimal-{number.depth}", int(last) if last.isdigit() else 0
        if number.style in ("roman", "letter"):
            return self._letter(number)
        return number.style, value_of(number)

    def _letter(self, number: Numbered) -> tuple[str, int]:
        word = re.sub(r"[^A-Za-z]", "", number.printed)
        shape = re.sub(r"[A-Za-z]+", "A" if word.isupper() else "a", number.printed)
        letter, roman = f"letter {shape}", f"roman {shape}"
        as_letter = _letter_value(word)
        as_roman = _roman_value(word)
        open_values = {level.style: level.value for level in self._open}
        if len(word) > 1 and as_letter and open_values.get(letter, 0) < as_letter - 1:
            # "(aa)" is the 27th letter only after "(z)"; else a level of its own.
            letter, as_letter = letter + letter[-1], as_letter - 26
        if as_roman is None:
            return letter, as_letter
        if open_values.get(roman) == as_roman - 1:
            return roman, as_roman
        if open_values.get(letter) == as_letter - 1 or (number.style == "letter" and as_roman > 1):
            return letter, as_letter
        return roman, as_roman


def value_of(number: Numbered) -> int:
    """Give a number's place in its sequence from 1; 0 when it has none."""
    digits = canonical(number.printed)
    if digits.isdigit():
        return int(digits)
    kana = re.search(r"[ア-ン]", number.printed)
    if kana:
        return max(_IROHA.find(kana[0]), 0) + 1
    return 0


def _letter_value(word: str) -> int:
    lower = word.lower()
    if len(set(lower)) != 1:
        return 0
    return 26 * (len(lower) - 1) + ord(lower[0]) - 96


def _roman_value(word: str) -> int | None:
    values = [_ROMAN_DIGITS.get(c) for c in word.lower()]
    total = 0
    for value, after in zip(values, [*values[1:], 0], strict=True):
        if value is None or after is None:
            return None
        total += -value if value < after else value
    return total if total > 0 else None
