"""How alike any passage is to a question, so that likeness can be judged.

In: the rows of one encoder and language. Out: their mean and covariance,
kept in the index; from them, for any question, the mean and the spread of
its cosines with all passages of that language. Raw cosines do not compare
across encoders, languages or questions (E5 gives 0.7 to 1.0 for anything);
cosines in spreads above the mean do.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.protocols import Rows


@dataclass(frozen=True, slots=True)
class Background:
    """Mean (d,) and covariance (d, d) of an encoder's rows in one language."""

    mean: NDArray[np.float32]
    covariance: NDArray[np.float32]

    def standardise(self, asked: Rows) -> tuple[float, float]:
        """Give mean and standard deviation of the cosines with `asked`, shape (1, d)."""
        row = asked[0]
        # Sums of one thread: BLAS would start others, which turn in circles for a while after.
        spread = float(np.vecdot(np.vecdot(self.covariance, row), row))
        return float(row @ self.mean), max(spread, 1e-8) ** 0.5


def measure(rows: Rows) -> Background:
    """Measure rows (n, d); none at all give a flat background."""
    if len(rows) == 0:
        size = rows.shape[1]
        return Background(np.zeros(size, np.float32), np.eye(size, dtype=np.float32))
    exact = rows.astype(np.float64)
    mean = exact.mean(axis=0)
    covariance = exact.T @ exact / len(exact) - np.outer(mean, mean)
    return Background(mean.astype(np.float32), covariance.astype(np.float32))


def save(db: sqlite3.Connection, encoder: str, language: str, background: Background) -> None:
    """Keep a background in the index."""
    db.execute(
        "INSERT OR REPLACE INTO main.backgrounds VALUES (?, ?, ?, ?)",
        (encoder, language, background.mean.tobytes(), background.covariance.tobytes()),
    )


def load(db: sqlite3.Connection, encoder: str, language: str) -> Background | None:
    """Read a background, None when the language has none."""
    row = db.execute(
        "SELECT mean, covariance FROM backgrounds WHERE encoder = ? AND language = ?",
        (encoder, language),
    ).fetchone()
    if row is None:
        return None
    mean = np.frombuffer(row[0], dtype=np.float32)
    return Background(mean, np.frombuffer(row[1], dtype=np.float32).reshape(len(mean), len(mean)))
