"""The adapter moves the matrices of e5-small, and nothing else."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from pipeline.artifacts import E5_SMALL, E5File, adapter, check_source, packed_weights
from pipeline.artifacts.adapter import ADAPTER, MATRICES, adapted, write_adapted
from pipeline.artifacts.e5s1 import BLOCK, pack_q4, unpack_q4
from pipeline.artifacts.shipped import Shipped
from pipeline.errors import ModelProblem


@pytest.fixture(scope="module")
def published() -> E5File:
    return E5File(check_source(E5_SMALL))


@pytest.fixture(scope="module")
def moved() -> E5File:
    return E5File(packed_weights())


def test_packing_gives_back_what_was_packed(published: E5File) -> None:
    weights = published.tensor("l0.fi.w")
    np.testing.assert_array_equal(unpack_q4(pack_q4(weights)), weights)


def test_packing_keeps_the_largest_and_is_near_the_rest() -> None:
    weights = np.random.default_rng(5).normal(size=320).astype(np.float32)
    weights[32:64] = 0
    found = unpack_q4(pack_q4(weights)).reshape(-1, 32)
    rows = weights.reshape(-1, 32)
    largest = np.abs(rows).max(axis=1, keepdims=True)
    assert np.all(found[1] == 0)
    # A step is an eighth of the largest; the far end of the other sign is cut a step short.
    assert np.all(np.abs(found - rows) <= largest / 8 * 1.01 + 1e-6)
    assert pack_q4(weights).dtype == BLOCK


def test_only_matrices_of_layers_move(published: E5File, moved: E5File) -> None:
    for name in ("emb.word", "emb.ln.w", "l4.aln.w", "l4.q.b"):
        np.testing.assert_array_equal(moved.tensor(name), published.tensor(name))
    for matrix in MATRICES:
        before, after = (w.tensor(f"l7.{matrix}.w") for w in (published, moved))
        share = np.abs(after - before).mean() / np.abs(before).mean()
        assert 0.005 < share < 0.3
    assert moved.characters == published.characters


def test_the_step_is_the_product() -> None:
    weights = np.arange(6, dtype=np.float32)
    down, up = np.array([[1.0, 2.0, 3.0]], np.float32), np.array([[1.0], [-1.0]], np.float32)
    np.testing.assert_array_equal(adapted(weights, down, up), [1, 3, 5, 2, 2, 2])


def test_an_altered_adapter_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    altered = tmp_path / ADAPTER.name
    altered.write_bytes(ADAPTER.read_bytes()[:-1] + b"x")
    monkeypatch.setattr(adapter, "STEPS", Shipped(altered, adapter.ADAPTER_SHA256))
    with pytest.raises(ModelProblem, match="altered"):
        write_adapted(check_source(E5_SMALL), tmp_path / "out")
    assert not (tmp_path / "out").exists()
