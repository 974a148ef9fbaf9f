"""Marks summed up: precision, recall, F1 and accuracy, with how sure they are.

In: marks grouped by sentence. Out: figures. Always: intervals are 95 %
bootstrap intervals over sentences from a fixed seed, so the same marks give
the same figures.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

OUTCOMES = ("tp", "fp", "fn", "right", "wrong")
_DRAWS = 1000
_SEED = 20240830

Counts = NDArray[np.int64]  # one row a sentence, one column an outcome


@dataclass(frozen=True, slots=True)
class Figure:
    """How good one measure is on one group of sentences.

    For what is found or not: precision, recall and `value` is F1, of `asked`
    labels. For what is right or wrong, `value` is accuracy of `asked` cases
    and the other two are None.
    """

    value: float
    low: float
    high: float
    asked: int
    precision: float | None = None
    recall: float | None = None


def figure(counts: Counts) -> Figure | None:
    """Sum up one measure; None where nothing was asked and nothing found."""
    total = counts.sum(axis=0)
    if not total.any():
        return None
    low, high = np.nanquantile(_values(_draws(len(counts)) @ counts), [0.025, 0.975])
    tp, fp, fn, right, wrong = (int(n) for n in total)
    value = float(_values(total[None, :])[0])
    if right + wrong:
        return Figure(value, float(low), float(high), right + wrong)
    precision = tp / (tp + fp) if tp + fp else 0.0
    recall = tp / (tp + fn) if tp + fn else 0.0
    return Figure(value, float(low), float(high), tp + fn, precision, recall)


@cache
def _draws(sentences: int) -> Counts:
    """Say how often each sentence is drawn: a row a draw."""
    rng = np.random.default_rng(_SEED)
    return rng.multinomial(sentences, np.full(sentences, 1 / sentences), size=_DRAWS)


def macro(figures: Sequence[Figure]) -> float:
    """Average F1 over classes."""
    return sum(f.value for f in figures) / len(figures) if figures else 0.0


def _values(totals: Counts) -> NDArray[np.float64]:
    """F1, or accuracy where cases are right or wrong; nan where nothing was drawn."""
    tp, fp, fn, right, wrong = totals.T.astype(float)
    found = 2 * tp + fp + fn
    cases = right + wrong
    with np.errstate(divide="ignore", invalid="ignore"):
        chosen: NDArray[np.float64] = np.where(cases > 0, right / cases, 2 * tp / found)
    return chosen


def counted(outcomes: Mapping[str, Sequence[str]], sentences: Sequence[str]) -> Counts:
    """Count outcomes of one measure: a row for each sentence, in the order given."""
    table = np.zeros((len(sentences), len(OUTCOMES)), dtype=np.int64)
    for row, sentence in enumerate(sentences):
        for outcome in outcomes.get(sentence, ()):
            if outcome in OUTCOMES:
                table[row, OUTCOMES.index(outcome)] += 1
    return table
