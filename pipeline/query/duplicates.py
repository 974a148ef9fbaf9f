"""Near-duplicate passages: versions, boilerplate, the same rule printed twice.

In: texts, best first. Out: groups of positions; the first of a group stands
for it. Always: every position is in one group; each member says the same as
the first of its group (see `sameness`), so a group never drifts; the cost
grows with the texts, not with their pairs.

Finds: of each text's runs of five letters the eight of least hash are its
sketch (bottom-k, Broder 1997). Texts that share four fifths of their runs,
as those that pass `sameness` do, share three of the eight in 998 cases of a
thousand. Only texts that share three are compared.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from pipeline.query.sameness import Read, same

_GRAM = 5
_SKETCH = 8
_SHARED = 3
_TAKEN = 3 * _SKETCH
_BASE = np.uint64(1_000_003)
_SIGNS = re.compile(r"[\W_]+")
_SHORTER = 0.75  # of the longer text's letters; less cannot be nine tenths of its words


def near(texts: Sequence[str]) -> list[tuple[int, ...]]:
    """Group texts that say the same in nearly the same words, in the order of their firsts."""
    letters = [_letters(text) for text in texts]
    sketches = _sketches(letters)
    read: dict[int, Read] = {}
    groups: list[list[int]] = []
    exact: dict[str, int] = {}
    holding: dict[int, list[int]] = {}  # hash of a run: groups whose first text holds it

    def reading(at: int) -> Read:
        if at not in read:
            read[at] = Read(texts[at])
        return read[at]

    for at, text in enumerate(texts):
        bare = "".join(text.split())
        home = exact.get(bare)
        if home is None:
            shared = Counter(g for h in sketches[at] for g in holding.get(h, ()))
            enough = min(_SHARED, len(sketches[at]))
            home = next(
                (
                    g
                    for g in sorted(g for g, count in shared.items() if count >= enough)
                    if _as_long(letters[at], letters[groups[g][0]])
                    and same(reading(groups[g][0]), reading(at))
                ),
                None,
            )
        if home is None:
            home = len(groups)
            groups.append([])
            for value in sketches[at]:
                holding.setdefault(value, []).append(home)
        exact.setdefault(bare, home)
        groups[home].append(at)
    return [tuple(group) for group in groups]


def _letters(text: str) -> str:
    """Keep letters and digits alone, folded."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return _SIGNS.sub("", folded)


def _as_long(one: str, other: str) -> bool:
    return min(len(one), len(other)) >= _SHORTER * max(len(one), len(other))


def _sketches(letters: Sequence[str]) -> list[list[int]]:
    """Give for each text the least hashes of its runs of letters, all texts in one sweep."""
    codes = np.frombuffer("".join(letters).encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
    if len(codes) < _GRAM:
        return [[crc32(text.encode())] for text in letters]
    hashes = _hashes(codes)
    found = []
    at = 0
    for text in letters:
        own = hashes[at : max(at, at + len(text) - _GRAM + 1)]
        if len(own) > _TAKEN:  # some repeat
            own = np.partition(own, _TAKEN)[:_TAKEN]
        # A text shorter than a run is its own sketch.
        found.append(sorted(set(own.tolist()))[:_SKETCH] or [crc32(text.encode())])
        at += len(text)
    return found


def _hashes(codes: NDArray[np.uint64]) -> NDArray[np.uint64]:
    count = len(codes) - _GRAM + 1
    grams = np.zeros(count, np.uint64)
    with np.errstate(over="ignore"):
        for j in range(_GRAM):
            grams = grams * _BASE + codes[j : j + count]
        grams = grams * np.uint64(0x9E3779B97F4A7C15)  # mix, so that "least" is arbitrary
        grams ^= grams >> np.uint64(29)
    return grams
