"""A passage on its own: is it a contents page, a reference list, or neither?

In: the words of a passage, in lines or run together. Out: the likelihood of
each, from the weights in `weights.json` over the features of `features.py`
(logistic regression, made by `scripts/train_apparatus`), and a verdict.
Precision comes first: the threshold of each kind is the one at which the
labelled passages show almost no false positive.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pipeline.parse.apparatus.features import Features, contents_features, reference_features
from pipeline.records import Apparatus

FEATURES = {
    Apparatus.CONTENTS: contents_features,
    Apparatus.REFERENCES: reference_features,
}


@dataclass(frozen=True, slots=True)
class Weights:
    """A weight for each feature, and the likelihood from which a passage is one."""

    bias: float
    threshold: float
    weights: dict[str, float]

    def likelihood(self, features: Features) -> float:
        """Weigh features; 0 to 1."""
        total = self.bias + sum(w * features[name] for name, w in self.weights.items())
        return 1 / (1 + math.exp(-total))


@cache
def load_weights() -> dict[Apparatus, Weights]:
    """Load the weights."""
    text = files(__package__).joinpath("weights.json").read_text(encoding="utf-8")
    return {
        Apparatus(kind): Weights(row["bias"], row["threshold"], row["weights"])
        for kind, row in json.loads(text)["kinds"].items()
    }


def likelihood(kind: Apparatus, text: str) -> float:
    """Say how likely a passage is a contents page or a reference list."""
    return load_weights()[kind].likelihood(FEATURES[kind](text))


def is_passage(kind: Apparatus, text: str) -> bool:
    """Decide whether a passage is a contents page or a reference list."""
    return likelihood(kind, text) >= load_weights()[kind].threshold


def apparatus_of(text: str) -> Apparatus | None:
    """Say what a bare passage is: CONTENTS, REFERENCES or neither."""
    found = {kind: likelihood(kind, text) for kind in FEATURES if text.strip()}
    passed = [kind for kind in found if found[kind] >= load_weights()[kind].threshold]
    return max(passed, key=lambda kind: found[kind]) if passed else None
