"""A question's rows, turned towards what answers it."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.embed import available_encoders, get_encoder
from pipeline.query import turning


def some(width: int) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    rows = np.random.default_rng(1).normal(size=(2, width)).astype(np.float32)
    unit: np.ndarray[tuple[int, ...], np.dtype[np.float32]] = rows / np.linalg.norm(
        rows, axis=1, keepdims=True
    )
    return unit


@pytest.mark.parametrize("name", available_encoders())
def test_every_encoder_that_ships_is_turned_a_little(name: str) -> None:
    rows = some(get_encoder(name).dimensions)
    given = turning.turned(name, rows)
    assert given.shape == rows.shape
    np.testing.assert_allclose(np.linalg.norm(given, axis=1), 1, atol=1e-5)
    near = (given * rows).sum(axis=1)
    assert (near < 0.9999).all()
    assert (near > 0.5).all()


def test_rows_of_another_encoder_stay() -> None:
    rows = some(8)
    assert turning.turned("somebody/else", rows) is rows


def test_a_row_is_a_column_to_its_matrix() -> None:
    rows = some(4)
    moved = np.roll(np.eye(4, dtype=np.float32), 1, axis=0)  # each number goes one place on
    with turning.MATRICES.instead({"mine": moved}):
        np.testing.assert_allclose(turning.turned("mine", rows), np.roll(rows, 1, axis=1), 1e-5)
    assert turning.turned("mine", rows) is rows
