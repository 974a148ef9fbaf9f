"""Whether two passages of different works are about the same matter."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.align.background import Yardstick
from pipeline.align.likeness import matter
from pipeline.embed import get_encoder
from pipeline.settings import DEFAULT_ENCODERS

SAME = {
    "en": "Researchers keep the records of their experiments.",
    "ja": "研究者は、実験の記録を保存する。",
}
NEAR = {"en": "Scientists store their laboratory notes.", "ja": "科学者は実験ノートを保管する。"}
OTHER = {"en": "The ferry leaves the island at nine.", "ja": "フェリーは九時に島を出る。"}


@pytest.mark.parametrize("left", ["en", "ja"])
@pytest.mark.parametrize("right", ["en", "ja"])
def test_a_yardstick_tells_near_from_far(left: str, right: str) -> None:
    encoders = [get_encoder(name) for name in DEFAULT_ENCODERS]
    cosines = [
        encoder.encode_passages([SAME[left]])[0]
        @ encoder.encode_passages([SAME[right], NEAR[right], OTHER[right]]).T
        for encoder in encoders
    ]
    same, near, other = Yardstick(encoders, (left, right)).level(cosines)
    assert same > near > 0.4
    assert abs(other) < 0.25
    assert same == pytest.approx(1.0, abs=0.35)


@pytest.mark.parametrize(
    ("score", "level", "words", "passages", "shown"),
    [
        (9.0, 0.7, 10, 285, True),
        (9.0, 0.1, 10, 285, False),  # the nearest of what is far
        (9.0, 0.7, 1, 285, False),  # a label
        (9.0, 0.7, 10, 2000, False),  # the best of very many
        (7.0, 0.7, 10, 285, False),
        (9.0, 0.45, 10, 60, True),
    ],
)
def test_what_is_shown(score: float, level: float, words: int, passages: int, shown: bool) -> None:
    sure = matter(np.array([score]), np.array([level]), np.array([words]), passages, passages)
    assert (float(sure[0]) >= 0.5) is shown
