"""One writer at a time, and what the disk may refuse it.

In: an index folder. Out: context managers for the writer's lock and for
errors of writing.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.errors import IndexBusy, IndexProblem

LOCK = "build.lock"


@contextmanager
def lock(folder: Path) -> Iterator[None]:
    """Hold the writer's lock; it goes with the process, however that ends."""
    from filelock import FileLock, Timeout

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise IndexProblem(
            f"the index folder {folder} cannot be made: {error.strerror}",
            "name a folder you may write to with --index",
        ) from error
    held = FileLock(folder / LOCK)
    try:
        held.acquire(timeout=0)
    except Timeout as error:
        raise IndexBusy(
            f"another build is writing to {folder}", "wait for it to end, or name another --index"
        ) from error
    except OSError as error:
        raise IndexProblem(
            f"the index folder {folder} cannot be written to: {error.strerror}",
            "name a folder you may write to with --index",
        ) from error
    try:
        yield
    finally:
        held.release()


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Turn a full disk or a write-protected folder into our error."""
    try:
        yield
    except (sqlite3.OperationalError, OSError) as error:
        raise IndexProblem(
            f"the index in {folder} cannot be written: {error}",
            "make room or check permissions and build again; what was done is kept",
        ) from error
