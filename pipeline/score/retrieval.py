"""Whether each text of a list finds its translation among all of the other list.

In: two lists of texts, line by line translations of each other, and the encoders.
Out: for each direction the rank of every true translation. The candidates are all
texts of the other list; nothing is assigned one to one, and the order of the lists
says nothing. Where the same words stand in several places, each of them is right
(`strict` ranks count them as wrong).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.align.likeness import Likeness, read, singles
from pipeline.align.words import Matrix
from pipeline.protocols import Encoder, Tick

Ranks = NDArray[np.int64]  # from 1
_BLOCK = 256
_TIE = 1e-4  # equal texts differ by less in floating point


@dataclass(frozen=True, slots=True)
class Found:
    """Where the true translations of one direction ranked, and what was ranked first instead."""

    ranks: Ranks
    strict: Ranks
    first: NDArray[np.int64]  # the text that ranked first

    def recall(self, k: int, which: Sequence[int] | None = None, *, strict: bool = False) -> float:
        """Give the share of texts (or of those in `which`) whose translation is in the first k."""
        ranks = self.strict if strict else self.ranks
        chosen = ranks if which is None else ranks[list(which)]
        return float((chosen <= k).mean()) if len(chosen) else 0.0


def retrieve(
    left: Sequence[str],
    right: Sequence[str],
    encoders: Sequence[Encoder],
    tick: Tick | None = None,
) -> tuple[Found, Found]:
    """Rank every text's translation, left to right and right to left; ticks as `likeness.read`."""
    alike = Likeness(*read(left, right, encoders, tick))
    count = len(left)
    same = _same(left), _same(right)
    every = singles(count)
    rivals = alike.rivals()

    def margins(block: slice) -> Matrix:
        """Give the scores as a margin once more: a text may be like many by all measures."""
        scores = alike.scores(every[block], every)
        found: Matrix = scores - (rivals[0][block, None] + rivals[1][None]) / 2
        return found

    true = np.concatenate([np.diagonal(margins(block)[:, block]) for block in _blocks(count)])
    ahead = np.zeros((2, 2, count), np.int64)  # direction, strict
    first = np.zeros((2, count), np.int64)
    best = np.full(count, -np.inf, np.float32)
    for block in _blocks(count):
        scores = margins(block)
        alias = (same[0][block, None] == same[0]) | (same[1][block, None] == same[1])
        rows, columns = np.arange(count)[block, None], np.arange(count)[None]
        itself, earlier = rows == columns, (columns < rows, rows < columns)
        for direction, bar in enumerate((true[block, None], true[None])):
            # Of equal scores the earlier text is taken, as by anybody who takes the best.
            better = (scores > bar + _TIE) | ((scores > bar - _TIE) & earlier[direction])
            better &= ~itself
            axis = 1 - direction
            here = (direction, 0, block) if direction == 0 else (direction, 0, slice(None))
            ahead[here] += (better & ~alias).sum(axis=axis)
            here = (direction, 1, *here[2:])
            ahead[here] += better.sum(axis=axis)
        first[0, block] = scores.argmax(axis=1)
        top = scores.max(axis=0)
        first[1] = np.where(top > best, scores.argmax(axis=0) + block.start, first[1])
        best = np.maximum(best, top)
    return (
        Found(ahead[0, 0] + 1, ahead[0, 1] + 1, first[0]),
        Found(ahead[1, 0] + 1, ahead[1, 1] + 1, first[1]),
    )


def _blocks(count: int) -> list[slice]:
    return [slice(start, min(start + _BLOCK, count)) for start in range(0, count, _BLOCK)]


def _same(texts: Sequence[str]) -> NDArray[np.int64]:
    """Number the texts so that those with the same words share a number."""
    known: dict[str, int] = {}
    plain = ("".join(unicodedata.normalize("NFKC", text).lower().split()) for text in texts)
    return np.array([known.setdefault(text, len(known)) for text in plain], dtype=np.int64)
