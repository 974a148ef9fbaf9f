"""A question's rows, turned towards what answers it.

In: the rows that an encoder gives of questions. Out: unit rows of the same shape. Encoders were
made to put texts of like content together; a question is not like its answer in everything. For
each encoder that Concord ships a matrix is learnt from questions of our own
(`scripts/train_late`), near to one that turns nothing: what it adds is found in passages as they
were embedded, so an index stays as it is. Rows of any other encoder come back as they are.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from pipeline.artifacts import Shipped
from pipeline.protocols import Rows

FILE = Path(__file__).with_name("turning.safetensors")
SHA256 = "0fd452bfb500de2fe6ece2c765478e89b0423bac0052f2e3592e301b87a12c54"
MATRICES = Shipped(FILE, SHA256)  # by encoder, (dimensions, dimensions): a row is a column to them


def turned(encoder: str, rows: Rows) -> Rows:
    """Turn the rows of questions, shape (n, dimensions); ModelProblem when the file is missing."""
    matrix = MATRICES.arrays.get(encoder)
    if matrix is None:
        return rows
    given: Rows = np.vecdot(matrix, rows[:, None])  # in one thread
    given /= np.maximum(np.linalg.norm(given, axis=1, keepdims=True), 1e-9)
    return given
