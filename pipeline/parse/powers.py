"""Raised digits that are a power told from note markers.

In: raised words and the words before them, from any format. Out: the power in raised
characters, as the reader sees it ("10²⁵", "m²"), one for each; None for a note marker.
"""

from __future__ import annotations

import re

_RAISED = str.maketrans("0123456789０１２３４５６７８９+-−–", "⁰¹²³⁴⁵⁶⁷⁸⁹⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻")
_POWER = re.compile(r"[+−–-]?[\d０-９]{1,3}")
_TEN = re.compile(r"(?:^|[^A-Za-z0-9０-９.,])(?:10|１０)$")
# A ten that counts or dates something: "Article 10", "May 10", "p. 10", 第10, ４月10.
_COUNTED = re.compile(
    r"(?:\b[A-Z][A-Za-z]*\.?|\b(?:nos?|pp?|art|sec|para)\.|[第条項号章年月])\s*\S\S$"
)
_METRE = re.compile(r"(?:^|[^A-Za-z])[kcmμ]?m$|㎡$")

LOOK_BACK = 16  # characters of the words before that tell what is raised


def raised_power(words: str, before: str) -> str | None:
    """Give a power in raised characters; None when the words are none.

    Reads as: digits after a ten that counts nothing, or a two or three after a metre.
    Other powers ("2⁶⁴", "R²") look like note markers and are taken for them.
    """
    if _TEN.search(before) and not _COUNTED.search(before):
        power = _POWER.fullmatch(words) is not None
    else:
        power = words in ("2", "3", "²", "³") and _METRE.search(before) is not None
    return raised(words) if power else None


def raised(words: str) -> str:
    """Write digits and signs in raised characters."""
    return words.translate(_RAISED)
