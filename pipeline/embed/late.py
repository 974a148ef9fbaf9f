"""Rows of tokens, for late interaction: each word of a question meets each word of a passage.

In: what e5-small's last layer has of every token of a text. Out: unit rows in `WIDTH`
directions, those in which tokens of a question are like those of what answers it
(`scripts/train_late`), without the tokens of the prompt; of passages rounded to 8 bits, a
byte a direction. A row of the whole text says what it is about; rows of its tokens say
whether each thing asked for is there (ColBERT, Khattab and Zaharia 2020; here only the
directions are learnt for it, not the model).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipeline.artifacts import Shipped
from pipeline.protocols import Rows, TokenBytes, TokenRows

FILE = Path(__file__).with_name("late.safetensors")
SHA256 = "dbbe959d78630e0aac60c680240f6bd9967e35338be76ac6b342f71a87f66f31"
NAME = "projection"  # (hidden, WIDTH)
DIRECTIONS = Shipped(FILE, SHA256)
WIDTH = 96
_ONE = 127.0  # what 1 becomes in 8 bits
PASSAGE, QUERY = 3, 4  # tokens before the text: "<s>" and the pieces of "passage: " and "query: "
# A piece counts by how rare the vocabulary has it: its score is the logarithm of its share.
# The commonest still count a little.
_LEAST = 0.5
# Multiplications of one product that OpenBLAS, numpy's usual engine, still leaves to one thread.
# More, and its threads wait for each other in what is done on every core at once already (a quarter
# more time to embed passages), and go on turning in circles beside a question that is asked.
_ALONE = 2**18


def of_passage(states: NDArray[np.floating]) -> TokenBytes:
    """Give the rows of a passage's tokens, shape (tokens, WIDTH), at least one."""
    rows = project(states[PASSAGE:-1])
    packed: TokenBytes = np.rint(rows * _ONE).astype(np.int8)
    return packed if len(packed) else np.zeros((1, WIDTH), np.int8)


def of_question(states: NDArray[np.floating], scores: NDArray[np.floating]) -> TokenRows | None:
    """Give a question's tokens, and by the vocabulary's scores of its pieces what each weighs."""
    rows = project(states[QUERY:-1])
    if not len(rows):
        return None
    weights = np.maximum(-scores[QUERY:-1].astype(np.float32), _LEAST)
    return TokenRows(rows, weights / weights.sum())


def likeness(asked: TokenRows, held: Sequence[bytes]) -> Rows:
    """Give how like the nearest token of each passage is to each of a question's tokens.

    `held` are the bytes of `of_passage`; shape (passages, tokens of the question), cosines.
    """
    starts = np.cumsum([0, *(len(packed) // WIDTH for packed in held[:-1])])
    rows = np.frombuffer(b"".join(held), np.int8).reshape(-1, WIDTH)
    nearest: Rows = np.maximum.reduceat(_product(rows, asked.rows.T / _ONE), starts, axis=0)
    return nearest


def project(states: NDArray[np.floating]) -> Rows:
    """Give unit rows in the kept directions, shape (n, WIDTH)."""
    rows = _product(states, DIRECTIONS.arrays[NAME])
    rows /= np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-6)
    return rows


def _product(rows: NDArray[np.generic], matrix: Rows) -> Rows:
    """Multiply in pieces that are small enough for one thread; shape (n, matrix columns)."""
    at_once = max(1, _ALONE // matrix.size)
    product = np.empty((len(rows), matrix.shape[1]), np.float32)
    for first in range(0, len(rows), at_once):
        piece = slice(first, first + at_once)
        np.dot(rows[piece].astype(np.float32), matrix, out=product[piece])
    return product
