"""Numbers that a script of this project learnt, in a file beside the code.

In: the file and the hash that the code names. Out: its arrays, read once. Always: what is used is
what the code was measured with, or nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipeline.errors import ModelProblem
from pipeline.ids import sha256_of

Arrays = Mapping[str, NDArray[np.float32]]


class Shipped:
    """The arrays of one file, in single precision."""

    def __init__(self, file: Path, sha256: str) -> None:
        self.file = file
        self.sha256 = sha256
        self._instead: list[Arrays] = []

    @property
    def arrays(self) -> Arrays:
        """The arrays by name; ModelProblem where the file is missing or another."""
        return self._instead[-1] if self._instead else self._held

    @contextmanager
    def instead(self, others: Arrays) -> Iterator[None]:
        """Use other arrays for a while, in all threads.

        For learning: a question is judged by what was learnt without it.
        """
        self._instead.append(others)
        try:
            yield
        finally:
            self._instead.pop()

    @cached_property
    def _held(self) -> Arrays:
        from safetensors.numpy import load_file

        if not self.file.is_file() or sha256_of(self.file) != self.sha256:
            raise ModelProblem(
                f"{self.file.name} is missing or was altered.",
                "Install Concord again.",
                file=str(self.file),
            )
        return {name: held.astype(np.float32) for name, held in load_file(self.file).items()}
