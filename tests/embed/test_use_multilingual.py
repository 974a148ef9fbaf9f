"""The second encoder: the same on both sides, and across languages."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import pipeline
from pipeline.embed import available_encoders, get_encoder
from pipeline.embed import use as module
from pipeline.embed.use import UseMultilingual
from pipeline.errors import ModelProblem
from pipeline.protocols import Encoder

PAIRS = [
    (
        "大学は輸出管理の規程を定めなければならない。",
        "Universities must adopt rules on export control.",
    ),
    ("研究データは公開することが望ましい。", "Research data should be made public."),
    ("会議は六月に東京で開かれた。", "The meeting was held in Tokyo in June."),
    ("利益相反とは何か。", "What is a conflict of interest?"),
]


@pytest.fixture(scope="module")
def use() -> Encoder:
    return get_encoder("use-multilingual")


def test_translations_find_each_other(use: Encoder) -> None:
    ja, en = zip(*PAIRS, strict=True)
    scores = use.encode_queries(ja) @ use.encode_passages(en).T
    everyone = list(range(len(PAIRS)))
    assert scores.argmax(axis=1).tolist() == scores.argmax(axis=0).tolist() == everyone


def test_rows_are_unit_and_repeatable(use: Encoder, varied: str) -> None:
    rows = use.encode_passages([varied, "研究", varied])
    assert rows.shape == (3, use.dimensions)
    assert rows.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)
    np.testing.assert_array_equal(rows[0], rows[2])
    np.testing.assert_array_equal(rows, use.encode_queries([varied, "研究", varied]))


def test_ticks_and_nothing(use: Encoder) -> None:
    done: list[int] = []
    use.encode_passages([f"第{n % 300}条" for n in range(600)], done.append)
    assert sum(done) == 600
    assert use.encode_passages([]).shape == (0, use.dimensions)


@pytest.fixture
def shared_out(monkeypatch: pytest.MonkeyPatch) -> UseMultilingual:
    """An encoder that takes twenty texts for many: further processes embed them."""
    monkeypatch.setenv("CONCORD_JOBS", "2")
    monkeypatch.setattr(module, "_MANY", 20)
    monkeypatch.setattr(module, "_CHUNK", 8)
    return UseMultilingual()


MANY = [f"{text} {number}" for number in range(10) for pair in PAIRS for text in pair]


def test_processes_give_the_same_rows(use: Encoder, shared_out: UseMultilingual) -> None:
    ticks: list[int] = []
    rows = shared_out.encode_passages(MANY, ticks.append)
    assert "_workers" in vars(shared_out)
    assert np.allclose(rows, np.vstack([use.encode_passages([t]) for t in MANY]), atol=1e-5)
    assert sum(ticks) == len(MANY)


def test_a_process_that_dies_is_named(shared_out: UseMultilingual) -> None:
    shared_out.encode_passages(MANY)
    for process in list(shared_out._workers._processes.values()):
        process.kill()
    with pytest.raises(ModelProblem, match="was ended"):
        shared_out.encode_passages(MANY)
    assert shared_out.encode_passages(MANY).shape == (len(MANY), 512)  # new processes


def test_it_is_listed_and_has_its_own_fingerprint(use: Encoder) -> None:
    assert use.name in available_encoders()
    assert use.fingerprint != get_encoder().fingerprint


def test_it_needs_no_torch() -> None:
    code = (
        "import sys; from pipeline.embed import get_encoder;"
        "get_encoder('use-multilingual').encode_queries(['研究']); print('torch' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": str(Path(pipeline.__file__).parents[1]), "PYTHONUTF8": "1"},
    )
    assert done.stdout == "False\n"
