"""Learnt weights: complete, and never made up for a feature."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.query.answerable import MEANING, SIGNALS
from pipeline.query.features import names
from pipeline.query.weighing import calibrated, learnt, score
from pipeline.settings import DEFAULT_ENCODERS

OURS = list(DEFAULT_ENCODERS)


def test_every_feature_has_a_weight_and_every_weight_a_feature() -> None:
    assert set(learnt()["weights"]) == set(names(OURS))
    assert set(learnt()["answerable"]) == {"bias", "limit", *SIGNALS}
    assert MEANING in OURS


def test_a_feature_without_a_weight_is_an_error() -> None:
    weights = {name: 1.0 for name in names(OURS) if name != "duty"}
    with pytest.raises(KeyError, match="duty"):
        score(np.zeros((1, len(names(OURS))), np.float32), OURS, weights)


def test_another_encoder_counts_and_makes_no_claim_of_silence() -> None:
    columns = names(["bge-m3"])
    matrix = np.zeros((2, len(columns)), np.float32)
    matrix[1, columns.index("bge-m3.other")] = 2.0
    scores = score(matrix, ["bge-m3"])
    assert scores[1] > scores[0]
    assert calibrated(OURS)
    assert not calibrated(["bge-m3"])
