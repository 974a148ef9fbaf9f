"""What a stage may expect of the engines behind the doors."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
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


class Progress(Protocol):
    """Where a long job says how far it is."""

    def stage(self, label: str, total: int) -> AbstractContextManager[Tick]:
        """Begin a stage of `total` units; the tick counts them."""
        ...

    def note(self, message: str) -> None:
        """Say something that happened, once."""
        ...


class Silence:
    """Progress that nobody watches."""

    @contextmanager
    def stage(self, label: str, total: int) -> Iterator[Tick]:
        """Count nothing."""
        yield lambda _: None

    def note(self, message: str) -> None:
        """Say nothing."""
