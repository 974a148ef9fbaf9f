"""Text reduced to its letters and digits, each tied to where it stood.

In: any text. Out: its bare form and, for each bare character, the offset it
came from. Always: white space, punctuation, bullets and hyphens are gone,
radicals and full-width forms are folded, case is gone; so that two readings
of one page agree although their line breaks, bullets and dashes differ.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from pipeline.records import Span
from pipeline.text.radicals import fold_radicals


@dataclass(frozen=True, slots=True)
class Bare:
    """`text` holds letters and digits only; `text[i]` came from offset `home[i]`."""

    text: str
    home: tuple[int, ...]

    def span(self, start: int, end: int) -> Span:
        """Give the stretch of the original that bare characters `start:end` cover."""
        return (self.home[start], self.home[end - 1] + 1)


def bare(text: str, offset: int = 0) -> Bare:
    """Reduce a text; `offset` is where it begins in the text around it."""
    letters: list[str] = []
    home: list[int] = []
    for position, char in enumerate(fold_radicals(text), start=offset):
        if char.isascii():
            if char.isalnum():
                letters.append(char.lower())
                home.append(position)
            continue
        for folded in unicodedata.normalize("NFKC", char).lower():
            if folded.isalnum():
                letters.append(folded)
                home.append(position)
    return Bare("".join(letters), tuple(home))


def letters(text: str) -> str:
    """Give the bare form alone."""
    return bare(text).text
