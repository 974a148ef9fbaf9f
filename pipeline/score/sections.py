"""The sections of two documents set side by side by their numbers or words.

In: two documents: a PDF and its official text, two languages or two versions
of one work. Out: which headings of the one the other has too, in what order
and how deep. Two texts in one language are compared by the words of their
headings; two languages by printed numbers: （１） and (1) are one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from pipeline.numbering import BULLETS, LEGAL, canonical, split_number
from pipeline.records import BlockKind, Document

_BARE = re.compile(r"[\W_]+")
# Words of two headings that are one though a sign was dropped or a word set otherwise.
_ALIKE = 0.9
_WORDS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7}
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


@dataclass(frozen=True, slots=True)
class Section:
    """One heading: printed number, words, level, page, and its number with those above it."""

    number: str
    words: str
    level: int
    page: int | None
    path: tuple[str, ...]

    @property
    def label(self) -> str:
        """Number and words as printed."""
        return f"{self.number} {self.words}".strip()


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far two lists of sections agree."""

    first: int
    second: int
    both: int
    levels: float  # share of neighbouring matched headings whose steps in depth agree
    missing: tuple[str, ...]  # only in the second
    added: tuple[str, ...]  # only in the first

    @property
    def precision(self) -> float:
        """Share of the first's sections that the second has."""
        return self.both / self.first if self.first else 1.0

    @property
    def recall(self) -> float:
        """Share of the second's sections that the first has."""
        return self.both / self.second if self.second else 1.0


def sections_of(document: Document, items: bool = False) -> list[Section]:
    """List the headings of a document; `items` also its numbered items and paragraphs."""
    found: list[Section] = []
    for block in document.blocks:
        heading = block.kind is BlockKind.HEADING
        if not heading and not (
            items and block.kind is BlockKind.ITEM and value_of(block.number or "")
        ):
            continue
        words = " ".join(document.text[block.span[0] : block.span[1]].split())
        number, words = _numbered(block.number, words)
        level = block.level or 1
        value = value_of(number)
        path = tuple(v for label in block.trail if (v := value_of(_numbered(None, label)[0])))
        if value:
            path = (*path, value)
        page = block.anchors[0].page if block.anchors else None
        found.append(Section(number, words, level if heading else 99, page, path if value else ()))
    return found


def _numbered(number: str | None, words: str) -> tuple[str, str]:
    """Give printed number and words of a heading, whichever way its reader kept them."""
    if number:
        return number, words
    split = split_number(words, bare=True)
    if split is None or not re.search(r"\w", split.printed):
        return "", words
    return split.printed, split.rest


def value_of(printed: str) -> str:
    """Write a number so that two languages agree: 付録Ⅰ, "Appendix I:" and "(i)" give a digit.

    Sections of law keep a sign of their style, so that 第１章 is not 第１条.
    """
    split = split_number(f"{printed}\u3000X", bare=True) if printed else None
    if split is not None and split.style in BULLETS:
        return ""
    value = canonical(printed).rstrip(".")
    value = unicodedata.normalize("NFKC", value)
    if value.isalpha() and value.isascii() and len(value) < 6:
        word = value.lower()
        roman = _roman(word) if len(word) > 1 or word in "ivx" else None  # C follows B
        value = str(_WORDS.get(word) or roman or word)
    if split is not None and (split.style in LEGAL or split.style == "clause"):
        return f"{split.style} {value}".strip()
    # "2.0" and 2 number the same section.
    return re.sub(r"(?<=\d)\.0$", "", value)


def _roman(word: str) -> int | None:
    values = [_ROMAN.get(c) for c in word]
    if None in values:
        return None
    total = 0
    numbers = [v for v in values if v is not None]
    for value, after in zip(numbers, [*numbers[1:], 0], strict=True):
        total += -value if value < after else value
    return total


def compare(first: Sequence[Section], second: Sequence[Section], by_number: bool) -> Agreement:
    """Match two lists of sections in order.

    `by_number` leaves out headings without a number and compares paths of
    numbers; else the words count, numbers and signs aside.
    """
    if by_number:
        first = [s for s in first if s.path]
        second = [s for s in second if s.path]
        keys = ["/".join(s.path) for s in first], ["/".join(s.path) for s in second]
    else:
        keys = [_bare(s.words) or _bare(s.label) for s in first], _near(first, second)
    matcher = SequenceMatcher(None, *keys, autojunk=False)
    pairs = [
        (block.a + i, block.b + i)
        for block in matcher.get_matching_blocks()
        for i in range(block.size)
    ]
    steps = [
        _sign(first[a].level - first[c].level) == _sign(second[b].level - second[d].level)
        for (a, b), (c, d) in pairwise(pairs)
    ]
    ours, theirs = {a for a, _ in pairs}, {b for _, b in pairs}
    return Agreement(
        len(first),
        len(second),
        len(pairs),
        sum(steps) / len(steps) if steps else 1.0,
        tuple(s.label for i, s in enumerate(second) if i not in theirs),
        tuple(s.label for i, s in enumerate(first) if i not in ours),
    )


def _near(first: Sequence[Section], second: Sequence[Section]) -> list[str]:
    """Give the second's words, spelt as the first spells them where they are nearly the same."""
    known = {_bare(s.words) or _bare(s.label): None for s in first}
    found = []
    for section in second:
        key = _bare(section.words) or _bare(section.label)
        if key not in known:
            key = next((k for k in known if _alike(k, key)), key)
        found.append(key)
    return found


def _alike(a: str, b: str) -> bool:
    if abs(len(a) - len(b)) > 0.2 * max(len(a), len(b)) or not a or not b:
        return False
    return SequenceMatcher(None, a, b, autojunk=False).ratio() >= _ALIKE


def _bare(words: str) -> str:
    return _BARE.sub("", unicodedata.normalize("NFKC", words)).lower()


def _sign(value: int) -> int:
    return (value > 0) - (value < 0)
