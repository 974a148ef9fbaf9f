"""What Concord adds to the weights of e5-small: a low-rank step in every matrix.

In: the pinned E5S1 file. Out: the same file with the matrices of all layers moved,
W + B A, and packed into 4-bit blocks again. multilingual-e5-small reads each language
well and hardly finds a passage of one from a question in the other; the step was
learnt, with the packing in the loop, from Japanese and English texts of the same
content (`scripts/train_adapter`, figures in models/README.md). Everything after this
file, both engines included, sees one ordinary set of weights.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np

from pipeline.artifacts.e5s1 import E5File, Floats, pack_q4
from pipeline.artifacts.shipped import Shipped

ADAPTER = Path(__file__).with_name("adapter.safetensors")
ADAPTER_SHA256 = "332a9cc936a1cd82652e28b793a145e18b3cc50601ed00ba3debff2a18c02e79"
STEPS = Shipped(ADAPTER, ADAPTER_SHA256)
PACKED = "weights.e5s1"
MATRICES = ("q", "k", "v", "ao", "fi", "fo")


def build_packed(source: Path, folder: Path) -> None:
    """Fill an empty folder with the adapted file."""
    write_adapted(source, folder / PACKED)


def write_adapted(source: Path, target: Path) -> None:
    """Write the weights of `source` with the adapter's step to `target`."""
    steps = STEPS.arrays
    weights = E5File(source)
    shutil.copyfile(source, target)
    with target.open("rb+") as stream:
        for layer in range(weights.sizes.num_hidden_layers):
            for matrix in MATRICES:
                name = f"l{layer}.{matrix}"
                moved = adapted(weights.tensor(f"{name}.w"), steps[f"{name}.A"], steps[f"{name}.B"])
                stream.seek(weights.place(f"{name}.w"))
                stream.write(pack_q4(moved).tobytes())


def adapted(flat: Floats, down: Floats, up: Floats) -> Floats:
    """Give W + B A, flat; shapes (outputs * inputs,), (rank, inputs), (outputs, rank).

    The product is taken in double precision, so that every machine packs the same blocks.
    """
    step = up.astype(np.float64) @ down.astype(np.float64)
    return (flat + step.reshape(-1)).astype(np.float32)
