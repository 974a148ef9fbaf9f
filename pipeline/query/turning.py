"""A question's rows, turned towards what answers it.

In: the rows that an encoder gives of questions. Out: unit rows of the same shape. Encoders were
made to put texts of like content together; a question is not like its answer in everything. For
each encoder that Concord ships a matrix is learnt from questions of our own
(`scripts/train_late`), near to one that turns nothing: what it adds is found in passages as they
were embedded, so an index stays as it is. Rows of any other encoder come back as they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import numpy as np

from pipeline.errors import ModelProblem
from pipeline.protocols import Rows

FILE = Path(__file__).with_name("turning.safetensors")
_instead: list[Mapping[str, Rows]] = []  # matrices of `matrices`, the last ones count


def turned(encoder: str, rows: Rows) -> Rows:
    """Turn the rows of questions, shape (n, dimensions); ModelProblem when the file is missing."""
    matrix = (_instead[-1] if _instead else _learnt()).get(encoder)
    if matrix is None:
        return rows
    given: Rows = np.vecdot(matrix.T, rows[:, None])  # in one thread
    given /= np.maximum(np.linalg.norm(given, axis=1, keepdims=True), 1e-9)
    return given


@contextmanager
def matrices(by_encoder: Mapping[str, Rows]) -> Iterator[None]:
    """Turn rows by other matrices for a while, shape (dimensions, dimensions), in all threads.

    For learning: a question is judged by those that were learnt without it.
    """
    _instead.append(by_encoder)
    try:
        yield
    finally:
        _instead.pop()


@cache
def _learnt() -> Mapping[str, Rows]:
    from safetensors import SafetensorError
    from safetensors.numpy import load_file

    try:
        # Column by column: `turned` reads down the columns.
        return {n: np.asfortranarray(h, dtype=np.float32) for n, h in load_file(FILE).items()}
    except (OSError, SafetensorError) as error:
        raise ModelProblem(
            f"{FILE.name} is missing or was altered.", "Install Concord again.", file=str(FILE)
        ) from error
