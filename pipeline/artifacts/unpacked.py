"""The second encoder's weights, unpacked.

In: the pinned archive of compressed arrays. Out: a folder with the same
arrays uncompressed: inflating them takes a third of a second in every new
process, longer than the question itself.
"""

from __future__ import annotations

from pathlib import Path

WEIGHTS = "weights.npz"


def build_use_multilingual(source: Path, folder: Path) -> None:
    """Write the arrays of `source` uncompressed into `folder`."""
    import numpy as np

    with np.load(source, allow_pickle=False) as arrays:
        np.savez(folder / WEIGHTS, **{name: arrays[name] for name in arrays.files})
