"""Weights: what the features of a candidate come to.

In: a matrix of features. Out: one score a candidate; higher is better. The
weights are learnt (scripts/train_ranking) from questions with known answers and
kept beside this module; their file says from which. An encoder that they do not
know counts as `_UNKNOWN` says; a feature that they do not know is an error.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.query.features import Matrix, names

FILE = Path(__file__).with_name("ranking.json")
# Any sentence-transformers model that somebody names is stronger than the two small ones;
# across languages, where they are weak, most of all.
_UNKNOWN = 1.5


def score(
    matrix: Matrix, encoders: Sequence[str], weights: Mapping[str, float] | None = None
) -> NDArray[np.float64]:
    """Score candidates, whose features are those of an index made with `encoders`."""
    known: Mapping[str, float] = learnt()["weights"] if weights is None else weights
    strange = {f"{e}.{side}" for e in encoders for side in ("own", "other")} - known.keys()
    factors = np.array([_UNKNOWN if name in strange else known[name] for name in names(encoders)])
    total: NDArray[np.float64] = matrix.astype(np.float64) @ factors
    return total


def calibrated(encoders: Sequence[str]) -> bool:
    """Tell whether scores mean what they meant when it was learnt what no answer looks like."""
    return set(encoders) == set(learnt()["about"]["encoders"])


@cache
def learnt() -> dict[str, dict[str, Any]]:
    """Read the learnt weights."""
    found: dict[str, dict[str, Any]] = json.loads(FILE.read_text("utf-8"))
    return found
