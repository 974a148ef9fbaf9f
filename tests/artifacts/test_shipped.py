"""Numbers that ship beside the code: used as they were measured, or not at all."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import save_file

from pipeline.artifacts import Shipped
from pipeline.errors import ModelProblem
from pipeline.ids import sha256_of


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "learnt.safetensors"
    save_file({"one": np.arange(6, dtype=np.float16).reshape(2, 3)}, path)
    return path


def test_arrays_come_in_single_precision(file: Path) -> None:
    held = Shipped(file, sha256_of(file)).arrays
    assert held["one"].dtype == np.float32
    assert held["one"].tolist() == [[0, 1, 2], [3, 4, 5]]


@pytest.mark.parametrize("gone", [False, True])
def test_an_altered_or_missing_file_is_refused(file: Path, gone: bool) -> None:
    shipped = Shipped(file, sha256_of(file))
    if gone:
        file.unlink()
    else:
        file.write_bytes(file.read_bytes()[:-1] + b"!")
    with pytest.raises(ModelProblem, match="missing or was altered") as caught:
        _ = shipped.arrays
    assert "Install Concord again" in str(caught.value.hint)


def test_others_stand_in_for_a_while(file: Path) -> None:
    shipped = Shipped(file, sha256_of(file))
    other = {"two": np.zeros(1, np.float32)}
    with shipped.instead(other):
        assert shipped.arrays is other
        with shipped.instead({}):
            assert not shipped.arrays
        assert shipped.arrays is other
    assert list(shipped.arrays) == ["one"]
    with pytest.raises(ZeroDivisionError), shipped.instead(other):
        raise ZeroDivisionError
    assert list(shipped.arrays) == ["one"]
