"""Weights: what the features of a candidate come to.

In: a matrix of features. Out: one score a candidate; higher is better. The
weights are learnt (scripts/train_ranking) from questions with known answers and
kept beside this module; their file says from which. An encoder that they do not
know counts as `_UNKNOWN` says.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.query.features import Matrix

FILE = Path(__file__).with_name("ranking.json")
# Any sentence-transformers model that somebody names is stronger than the two small ones;
# across languages, where they are weak, most of all.
_UNKNOWN = {"own": 1.5, "other": 1.5}


def score(
    matrix: Matrix, columns: Sequence[str], weights: Mapping[str, float] | None = None
) -> NDArray[np.float64]:
    """Score candidates; `columns` name the features."""
    known = learnt()["weights"] if weights is None else weights
    factors = np.array([known.get(name, _guess(name, known)) for name in columns])
    total: NDArray[np.float64] = matrix.astype(np.float64) @ factors
    return total


def _guess(name: str, known: Mapping[str, float]) -> float:
    side = name.rpartition(".")[2]
    return _UNKNOWN.get(side, 0.0) if name not in known and "gloss" not in name else 0.0


@cache
def learnt() -> dict[str, dict[str, Any]]:
    """Read the learnt weights."""
    found: dict[str, dict[str, Any]] = json.loads(FILE.read_text("utf-8"))
    return found
