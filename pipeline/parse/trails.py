"""The headings that stand above each block.

In: the headings and numbered items of a document in reading order. Out: the
trail of each, outermost first. A trail never holds two headings of one level,
nor a decimal number above one that does not begin with it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from pipeline.numbering import canonical
from pipeline.text.radicals import fold_radicals

_DECIMAL = re.compile(r"\s*[\d０-９]+(?:[.．－-][\d０-９]+)+[.．]?(?=\s|[^\w]|$)")
_COLON = re.compile(r"\s*[:：]\s*$")
# A label that stands this often in a document heads a part of each requirement, none of its own.
_RETURNS = 3
_ANSWER = 99  # the level of a question: any heading ends its answer

_Trail = tuple[tuple[int, str], ...]


class Trails:
    """Follows headings and items; `labels` are the words of all unnumbered headings."""

    def __init__(self, labels: Iterable[str]) -> None:
        counts = Counter(_COLON.sub("", label) for label in labels)
        self._returning = {label for label, count in counts.items() if count >= _RETURNS}
        self._open: _Trail = ()
        self._read = False  # text stands below the innermost heading
        self._series: dict[str, tuple[int, _Trail]] = {}  # "1": the 3 of "1.3" and its trail

    @property
    def labels(self) -> tuple[str, ...]:
        """The headings above, outermost first, with their numbers."""
        return tuple(label for _, label in self._open)

    def close(self, level: int, number: str | None) -> None:
        """End what a heading of this level and number does not stand under."""
        self._open = tuple(
            (at, label) for at, label in self._open if at < level and _may_hold(label, number)
        )

    def open(self, level: int, label: str) -> None:
        """Put a heading above what follows."""
        self._open = (*self._open, (level, label))
        self._read = False

    def answer(self, question: str | None) -> None:
        """Put a question above its answer, below all headings; None ends the last answer."""
        self.close(_ANSWER, None)
        if question is not None:
            self.open(_ANSWER, fold_radicals(question))

    def text(self) -> None:
        """Note text without a number of its own."""
        self._read = True

    def item(self, number: str | None) -> None:
        """Place an item where those before it in its series of decimal numbers stand.

        Reads as: requirement 1.2 after "Rationale:", a label that returns under
        every requirement, is a neighbour of 1.1 and no part of its rationale. A heading
        right above the number, or one that stands here alone, holds it.
        """
        found = _DECIMAL.fullmatch(number or "")
        stem, _, last = canonical(number).rpartition(".") if number and found else ("", "", "")
        if stem and last.isdigit():
            before, trail = self._series.get(stem, (0, ()))
            inner = self._open[len(trail) :]
            labels = all(_COLON.sub("", label) in self._returning for _, label in inner)
            follows = int(last) == before + 1 and before and self._open[: len(trail)] == trail
            if follows and inner and labels and self._read:
                self._open = trail
            self._series[stem] = int(last), self._open
        self._read = True


def heading_label(number: str | None, words: str) -> str:
    """Write a heading with its printed number, as a trail shows it."""
    if not number:
        return words
    return f"{number} {words}" if number[-1].isascii() or number[-1].isalnum() else number + words


def _may_hold(label: str, number: str | None) -> bool:
    """Tell whether a heading can stand above a number: 3.2 holds 3.2.1, not 3.3.1."""
    inner = _DECIMAL.match(number or "")
    outer = _DECIMAL.match(label) if inner else None
    if inner is None or outer is None:
        return True
    stem = re.sub(r"\.0$", "", canonical(outer[0]))
    return "." not in stem or f"{canonical(inner[0])}.".startswith(f"{stem}.")
