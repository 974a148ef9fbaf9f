"""The one door to FAISS: search by inner product over unit rows.

Rows are held in the 16 bits a number that SQLite has of them: half the memory
to read, which is what a search waits for. Exact up to `EXACT` rows, which is
fast enough on a laptop. Beyond, rows are parted into cells (IVF) and only the
nearest cells are searched: as many as find 99 of a hundred true neighbours of
the index's own rows, measured when the file is written. A search among few
allowed rows stays exact.

A FAISS file holds one encoder's rows of one language. It is derived from the
vectors in SQLite and describes itself: its name holds encoder, language and
generation, its `.json` neighbour the encoder's fingerprint, size and hash. A
file that does not fit is never used: the rows in SQLite answer instead.
"""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.errors import DamagedIndex
from pipeline.ids import sha256_of, slug
from pipeline.protocols import Rows

Keys = NDArray[np.int64]

EXACT = 40_000  # rows that are searched one by one
RECALL = 0.998  # of the index's own rows; of questions, which lie less close, .99 are then found
_SAMPLE = 256  # rows whose neighbours are looked for to measure recall
_NEIGHBOURS = 20
_SEED = 1234
# Rows asked for at once that one thread searches for: a question's. Others would gain little, and
# turn in circles afterwards, on a core that another part of the search needs.
_FEW = 2


@dataclass(frozen=True, slots=True)
class Label:
    """What a FAISS file says of itself."""

    encoder: str
    language: str
    fingerprint: str
    dimensions: int
    count: int
    generation: int
    size: int = 0  # bytes
    sha256: str = ""


def file_for(folder: Path, label: Label) -> Path:
    """Name the FAISS file of an encoder, language and generation."""
    name = f"vectors-{slug(label.encoder)}-{slug(label.language)}-{label.generation:06d}.faiss"
    return folder / name


def write(folder: Path, label: Label, keys: Keys, rows: Rows) -> Path:
    """Write the FAISS file and its label, each whole or not at all."""
    import faiss

    index = in_memory(label.dimensions, keys, rows)
    path = file_for(folder, label)
    part = path.with_suffix(".part")
    faiss.write_index(index, str(part))
    with part.open("rb+") as file:
        os.fsync(file.fileno())
    whole = Label(
        label.encoder,
        label.language,
        label.fingerprint,
        label.dimensions,
        len(keys),
        label.generation,
        part.stat().st_size,
        sha256_of(part),
    )
    os.replace(part, path)
    note = path.with_suffix(".json.part")
    note.write_text(json.dumps(asdict(whole), indent=1), encoding="utf-8")
    os.replace(note, path.with_suffix(".json"))
    return path


def fits(folder: Path, label: Label, *, thorough: bool = False) -> bool:
    """Tell whether the file on disk is the one `label` asks for."""
    path = file_for(folder, label)
    try:
        said = Label(**json.loads(path.with_suffix(".json").read_text("utf-8")))
        size = path.stat().st_size
    except (OSError, ValueError, TypeError):
        return False
    same = replace(said, size=0, sha256="") == replace(label, size=0, sha256="")
    return same and said.size == size and (not thorough or sha256_of(path) == said.sha256)


def open_file(folder: Path, label: Label) -> Any:
    """Open a FAISS file without reading all of it."""
    import faiss

    path = file_for(folder, label)
    index = faiss.read_index(str(path), faiss.IO_FLAG_MMAP | faiss.IO_FLAG_READ_ONLY)
    if hasattr(index, "invlists"):
        # FAISS starts 32 threads a search to fetch cells from the disk. They lie in memory after
        # the first searches, and starting the threads took four fifths of a search's time.
        known: Any = faiss
        known.downcast_InvertedLists(index.invlists).prefetch_nthread = 0
    return index


def in_memory(dimensions: int, keys: Keys, rows: Rows, exact: int = EXACT) -> Any:
    """Make the index in memory; also what answers when there is no file that fits."""
    import faiss

    rows = np.ascontiguousarray(rows, dtype=np.float32)
    if len(keys) > exact:
        return _celled(dimensions, keys, rows)
    known: Any = faiss  # its enumerations and setters are out of sight of type checkers
    halves = known.ScalarQuantizer.QT_fp16
    index = faiss.IndexIDMap2(
        known.IndexScalarQuantizer(dimensions, halves, known.METRIC_INNER_PRODUCT)
    )
    if len(keys):
        index.add_with_ids(rows, keys)
    return index


def _celled(dimensions: int, keys: Keys, rows: Rows) -> Any:
    """Part rows into cells and settle how many of them a search has to visit.

    Cells are learnt from rows in the order of their content, so that they do
    not depend on the order in which documents came in.
    """
    import faiss

    order = np.argsort([zlib.crc32(row.tobytes()) for row in rows], kind="stable")
    ordered, named = np.ascontiguousarray(rows[order]), keys[order]
    cells = round(len(keys) ** 0.5)
    known: Any = faiss
    index = known.index_factory(dimensions, f"IVF{cells},SQfp16", faiss.METRIC_INNER_PRODUCT)
    index.by_residual = False  # rows as they are, not what remains of them beside a cell's centre
    index.cp.seed = _SEED
    index.cp.spherical = True
    index.train(ordered[: 64 * cells])
    index.set_direct_map_type(known.DirectMap.Hashtable)
    index.add_with_ids(ordered, named)
    # Questions lie less close to passages than passages do: midway between two of them.
    asked = ordered[:: max(1, len(ordered) // _SAMPLE)]
    asked = asked + np.roll(asked, 1, axis=0)
    asked /= np.maximum(np.linalg.norm(asked, axis=1, keepdims=True), 1e-9)
    index.nprobe = cells
    _, truth = index.search(asked, _NEIGHBOURS)
    for visited in range(4, cells, 4):
        index.nprobe = visited
        _, found = index.search(asked, _NEIGHBOURS)
        held = [np.isin(t, f).mean() for t, f in zip(truth, found, strict=True)]
        if np.mean(held) >= RECALL:
            break
    return index


def search(
    index: Any, asked: Rows, count: int, allowed: Sequence[int] | None = None
) -> list[list[tuple[int, float]]]:
    """Give for each asked row `(key, cosine)` of the nearest rows, best first, ties by key.

    `asked` has shape (n, dimensions); `allowed` keys restrict the search.
    """
    import faiss

    if index.ntotal == 0 or (allowed is not None and not len(allowed)):
        return [[] for _ in asked]
    parameters = None
    if allowed is not None:
        chosen = np.asarray(allowed, dtype=np.int64)
        # FAISS makes this constructor's keywords at import, out of sight of type checkers.
        selector = faiss.IDSelectorBatch(chosen)
        parameters = (
            faiss.SearchParametersIVF(sel=selector, nprobe=index.nlist)  # type: ignore[call-arg]
            if hasattr(index, "nlist")
            else faiss.SearchParameters(sel=selector)  # type: ignore[call-arg]
        )
    asked = np.ascontiguousarray(asked, dtype=np.float32)
    threads = faiss.omp_get_max_threads()
    if len(asked) <= _FEW:
        faiss.omp_set_num_threads(1)  # of this thread alone
    try:
        scores, keys = index.search(asked, min(count, index.ntotal), params=parameters)
    finally:
        faiss.omp_set_num_threads(threads)
    found = []
    for row_keys, row_scores in zip(keys.tolist(), scores.tolist(), strict=True):
        pairs = [(k, s) for k, s in zip(row_keys, row_scores, strict=True) if k >= 0]
        found.append(sorted(pairs, key=lambda item: (-item[1], item[0])))
    return found


def rows_of(index: Any, keys: Keys) -> Rows:
    """Give the rows of keys, shape (len(keys), dimensions); DamagedIndex when one has none."""
    try:
        rows: Rows = index.reconstruct_batch(keys)
    except RuntimeError as error:  # what FAISS raises for a key that it does not hold
        raise DamagedIndex(
            "some passages of the index have no vectors",
            "run concord check --repair, then the same concord build again",
        ) from error
    return rows


def clean(folder: Path, keep: set[str]) -> list[str]:
    """Remove FAISS files and parts of them that are not in `keep`; give their names."""
    gone = []
    for path in sorted(folder.glob("vectors-*")):
        if path.with_suffix(".faiss").name not in keep or path.name.endswith(".part"):
            path.unlink(missing_ok=True)
            gone.append(path.name)
    return gone
