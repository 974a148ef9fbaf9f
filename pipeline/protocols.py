"""What a stage may expect of the engines behind the doors."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.float32]  # shape (n, dimensions), each row of unit length
TokenBytes = NDArray[np.int8]  # shape (tokens, d): rows of one passage's tokens, times 127
Tick = Callable[[int], None]  # called with how many units have just been done


@dataclass(frozen=True, slots=True)
class TokenRows:
    """A question's tokens: unit rows, shape (tokens, d), and what each weighs, in all 1."""

    rows: Rows
    weights: NDArray[np.float32]


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


@runtime_checkable
class TokenEncoder(Encoder, Protocol):
    """An encoder that gives rows of tokens too, for late interaction."""

    def encode_question(self, text: str) -> tuple[Rows, TokenRows | None]:
        """Embed a question, shape (1, dimensions), and its tokens where the engine has them."""
        ...

    def encode_with_tokens(
        self, texts: Sequence[str], tick: Tick | None = None, leads: Sequence[str] = ()
    ) -> tuple[Rows, list[TokenBytes]]:
        """Embed passages in bulk, and the tokens of each but for those of what it begins with."""
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
