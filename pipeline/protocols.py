"""What a stage may expect of the engines behind the doors."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.float32]  # shape (n, dimensions), each row of unit length
Tick = Callable[[int], None]  # called with how many units have just been done


class Encoder(Protocol):
    """Turns texts into unit rows; queries and passages are never confused."""

    @property
    def name(self) -> str:
        """A short stable name, the key of the vectors in the index."""
        ...

    @property
    def dimensions(self) -> int:
        """Length of a row."""
        ...

    @property
    def fingerprint(self) -> str:
        """Identity of the weights and of everything else that shapes a row."""
        ...

    def encode_queries(self, texts: Sequence[str]) -> Rows:
        """Embed questions, cheaply for one: no torch."""
        ...

    def encode_passages(self, texts: Sequence[str], tick: Tick | None = None) -> Rows:
        """Embed passages, in bulk."""
        ...
