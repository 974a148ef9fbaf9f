"""The 4-bit file: its layout, its arithmetic, and the model folder made of it."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from pipeline.artifacts import (
    E5_SMALL,
    E5File,
    check_source,
    model_folder,
    packed_weights,
    verify,
)
from pipeline.artifacts.e5s1 import BLOCK, unpack_q4
from pipeline.errors import ModelProblem


@pytest.fixture(scope="module")
def weights() -> E5File:
    return E5File(check_source(E5_SMALL))


@pytest.mark.parametrize(
    ("scale", "nibbles", "expected"),
    [
        (1.0, [0x88] * 16, [0.0] * 32),
        (0.5, [0xF0] * 16, [-4.0] * 16 + [3.5] * 16),
        (2.0, [0x08 + i for i in range(8)] + [0x88] * 8,
         [2.0 * i for i in range(8)] + [0.0] * 8 + [-16.0] * 8 + [0.0] * 8),
    ],
)  # fmt: skip
def test_a_block_holds_low_halves_then_high_halves(
    scale: float, nibbles: list[int], expected: list[float]
) -> None:
    block = np.array([(scale, nibbles)], dtype=BLOCK)
    assert unpack_q4(block).tolist() == expected


def test_the_header_is_multilingual_e5_small(weights: E5File) -> None:
    sizes = weights.sizes
    assert (sizes.hidden_size, sizes.num_hidden_layers, sizes.intermediate_size) == (384, 12, 1536)
    assert (sizes.vocab_size, sizes.max_position_embeddings) == (250037, 512)
    assert sizes.layer_norm_eps == 1e-12
    assert [weights.pieces[i] for i in (weights.bos, weights.pad, weights.eos, weights.unk)] == [
        "<s>", "<pad>", "</s>", "<unk>",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("character", "known"), [("研", True), ("a", True), ("①", False), ("𠮟", False)]
)
def test_the_alphabet(weights: E5File, character: str, known: bool) -> None:
    assert (character in weights.characters) is known


@pytest.mark.parametrize(
    ("character", "becomes"),
    [
        ("①", "1"),
        ("㈱", "(株)"),
        ("\u3000", " "),
        ("\n", " "),
        ("ｶ", "カ"),
        ("\x07", ""),
        ("研", None),
        ("～", None),
    ],
)
def test_the_normalisation(weights: E5File, character: str, becomes: str | None) -> None:
    assert weights.normalisation.get(ord(character)) == becomes


def test_normalising_twice_changes_nothing(weights: E5File) -> None:
    for replacement in weights.normalisation.values():
        assert replacement.translate(weights.normalisation) == replacement


def test_another_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.bin"
    path.write_bytes(b"GGUF" + bytes(100))
    with pytest.raises(ModelProblem, match="not an E5S1 file"):
        E5File(path)


def test_the_folder_is_an_ordinary_model() -> None:
    folder = model_folder("e5-small")
    verify("e5-small")
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    assert config["model_type"] == "bert"
    prompts = json.loads((folder / "config_sentence_transformers.json").read_text(encoding="utf-8"))
    assert prompts["prompts"] == {
        "query": "query: ",
        "document": "passage: ",
        "passage": "passage: ",
    }


def test_the_tensors_are_the_adapted_files() -> None:
    from safetensors.numpy import load_file

    weights = E5File(packed_weights())
    tensors = load_file(model_folder("e5-small") / "model.safetensors")
    assert len(tensors) == 5 + 16 * weights.sizes.num_hidden_layers
    assert tensors["embeddings.word_embeddings.weight"].shape == (250037, 384)
    assert tensors["encoder.layer.3.intermediate.dense.weight"].shape == (1536, 384)
    assert tensors["encoder.layer.3.output.dense.weight"].shape == (384, 1536)
    np.testing.assert_array_equal(
        tensors["encoder.layer.11.attention.self.value.weight"].reshape(-1),
        weights.tensor("l11.v.w"),
    )
