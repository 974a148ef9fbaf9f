"""FAISS against brute force: exact, by cells, restricted, written and read again."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from pipeline.errors import DamagedIndex
from pipeline.index import vectors
from pipeline.protocols import Rows

SIZE, WIDTH = 4000, 32


@pytest.fixture(scope="module")
def rows() -> Rows:
    rng = np.random.default_rng(7)
    centres = rng.normal(size=(40, WIDTH))
    made = centres[rng.integers(40, size=SIZE)] + 0.6 * rng.normal(size=(SIZE, WIDTH))
    made /= np.linalg.norm(made, axis=1, keepdims=True)
    return made.astype(np.float16).astype(np.float32)  # as SQLite has them


KEYS = np.arange(1, SIZE + 1, dtype=np.int64) * 3


def truth(rows: Rows, asked: Rows, count: int) -> list[list[int]]:
    scores = asked @ rows.T
    return [[int(KEYS[i]) for i in np.argsort(-s, kind="stable")[:count]] for s in scores]


def test_exact_is_brute_force(rows: Rows) -> None:
    index = vectors.in_memory(WIDTH, KEYS, rows)
    found = vectors.search(index, rows[:50], 10)
    assert [[k for k, _ in row] for row in found] == truth(rows, rows[:50], 10)


def test_cells_find_what_brute_force_finds(rows: Rows) -> None:
    index = vectors.in_memory(WIDTH, KEYS, rows, exact=1000)
    assert index.nprobe < index.nlist
    rng = np.random.default_rng(3)
    asked = rows[:200] + 0.1 * rng.normal(size=(200, WIDTH)).astype(np.float32)
    found = [{k for k, _ in row} for row in vectors.search(index, asked, 10)]
    wanted = [set(row) for row in truth(rows, asked, 10)]
    assert np.mean([len(f & w) / 10 for f, w in zip(found, wanted, strict=True)]) >= 0.99


def test_cells_do_not_depend_on_order(rows: Rows) -> None:
    order = np.random.default_rng(5).permutation(SIZE)
    one = vectors.in_memory(WIDTH, KEYS, rows, exact=1000)
    other = vectors.in_memory(WIDTH, KEYS[order], rows[order], exact=1000)
    assert vectors.search(one, rows[:20], 10) == vectors.search(other, rows[:20], 10)


def test_few_allowed_are_searched_exactly(rows: Rows) -> None:
    index = vectors.in_memory(WIDTH, KEYS, rows, exact=1000)
    allowed = KEYS[::400].tolist()
    (found,) = vectors.search(index, rows[:1], 50, allowed)
    assert sorted(k for k, _ in found) == allowed


@pytest.mark.parametrize("exact", [10_000, 1000])
def test_written_and_read(
    rows: Rows, tmp_path: Path, exact: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = vectors.in_memory(WIDTH, KEYS, rows, exact=exact)
    monkeypatch.setattr(vectors, "in_memory", lambda *_: made)
    label = vectors.Label("e", "ja", "f", WIDTH, SIZE, 1)
    vectors.write(tmp_path, label, KEYS, rows)
    read = vectors.open_file(tmp_path, label)
    assert vectors.search(read, rows[:5], 10) == vectors.search(made, rows[:5], 10)
    assert np.array_equal(vectors.rows_of(read, KEYS[[4, 2]]), rows[[4, 2]])
    with pytest.raises(DamagedIndex, match="no vectors"):
        vectors.rows_of(read, np.array([KEYS[0], 2]))


def test_a_search_in_a_file_starts_no_threads(
    rows: Rows, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import faiss

    made = vectors.in_memory(WIDTH, KEYS, rows, exact=1000)
    monkeypatch.setattr(vectors, "in_memory", lambda *_: made)
    label = vectors.Label("e", "ja", "f", WIDTH, SIZE, 1)
    vectors.write(tmp_path, label, KEYS, rows)
    index = vectors.open_file(tmp_path, label)  # it owns its cells
    cells = faiss.downcast_InvertedLists(index.invlists)
    assert isinstance(cells, faiss.OnDiskInvertedLists)
    assert cells.prefetch_nthread == 0
