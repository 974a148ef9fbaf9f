"""Databases on disks that are full or take no writing."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.index.store import Store, connect


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """A database whose readers cannot keep their file beside it."""
    path = tmp_path / "index.sqlite"
    Store(path).close()
    path.with_name("index.sqlite-shm").unlink(missing_ok=True)
    path.with_name("index.sqlite-wal").unlink(missing_ok=True)
    path.with_name("index.sqlite-shm").mkdir()
    return path


def test_it_is_read_all_the_same(database: Path) -> None:
    db = connect(database, read_only=True)
    assert db.execute("SELECT value FROM meta WHERE key = 'format'").fetchone()[0]
    db.close()


def test_a_transaction_that_the_disk_has_ended_gives_its_own_error(tmp_path: Path) -> None:
    store = Store(tmp_path / "index.sqlite")

    def fill() -> None:
        with store.transaction():
            store.db.execute("ROLLBACK")
            raise OSError("the disk is full")

    with pytest.raises(OSError, match="full"):
        fill()
    store.close()
