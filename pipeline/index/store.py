"""Writing: one document in, one document out, and the switch to a new generation.

`Store` is a database with the tables of `schema`: the index itself or the
staging area of a build. Published in one transaction, so that a reader sees
the old index or the new one, and a kill at any moment leaves one of them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipeline.errors import DamagedIndex, IndexProblem, StaleIndex
from pipeline.index import postings, rows
from pipeline.index.schema import DDL, FORMAT
from pipeline.protocols import Rows, TokenBytes
from pipeline.records import Document, Finding, Problem, Segment

# What a disk that is full, or takes no writing, answers: readers keep a file beside the log.
_REFUSED = frozenset(
    {
        sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PROTOCOL,
    }
)  # fmt: skip
_MAPPED = 1 << 30  # bytes of a database that readers map instead of copying pages of it
OCR = "+ocr"  # follows the fingerprint of the code where a file was read with OCR


@dataclass(frozen=True, slots=True)
class FileRow:
    """What the index knows of one file."""

    path: str
    sha256: str | None
    document: str | None
    status: str  # ok, partial, failed
    problems: tuple[Problem, ...]
    stated: str  # JSON
    processing: str

    @property
    def code(self) -> str:
        """The fingerprint of the code that read it, whether with OCR or without."""
        return self.processing.removesuffix(OCR)


@dataclass(frozen=True, slots=True)
class Processed:
    """A document with all that its stages made of it.

    `words[i]` are the lexical index's two columns for `segments[i]`.
    """

    document: Document
    segments: list[Segment]
    findings: list[Finding]
    words: list[tuple[str, str]]


class Store:
    """A database of documents, open for writing."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.db = connect(path)
        self.db.executescript(DDL)
        if self.get("format") is None:
            self.set("format", FORMAT)

    def close(self) -> None:
        """Close the database."""
        self.db.close()

    def get(self, key: str) -> str | None:
        """Read an entry of `meta`."""
        row = self.db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return None if row is None else str(row[0])

    def set(self, key: str, value: str) -> None:
        """Write an entry of `meta`."""
        self.db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    def files(self) -> dict[str, FileRow]:
        """List what is known of every file, by path."""
        return {
            r["path"]: FileRow(
                r["path"],
                r["sha256"],
                r["document"],
                r["status"],
                rows.problems_from(r["problems"]),
                r["stated"],
                r["processing"],
            )
            for r in self.db.execute("SELECT * FROM files ORDER BY path")
        }

    def put_file(self, file: FileRow) -> None:
        """Record what became of a file."""
        self.db.execute(
            "INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                file.path,
                file.sha256,
                file.document,
                file.status,
                rows.problems_json(file.problems),
                file.stated,
                file.processing,
            ),
        )

    def put(self, done: Processed, file: FileRow) -> None:
        """Add a processed document and its file, replacing one of the same id."""
        assert file.sha256 is not None  # a file that was read has been hashed
        name = done.document.source.id
        with self.transaction():
            self.drop(name)
            self.db.execute(
                f"INSERT INTO documents VALUES ({_marks(16)})",
                rows.document_row(done.document, file.path, file.sha256),
            )
            self.db.executemany(
                f"INSERT INTO blocks VALUES ({_marks(17)})",
                (rows.block_row(name, i, b) for i, b in enumerate(done.document.blocks)),
            )
            start = self.db.execute("SELECT coalesce(max(key), 0) FROM segments").fetchone()[0]
            keyed = list(enumerate(done.segments, start=start + 1))
            self.db.executemany(
                f"INSERT INTO segments VALUES (?, {_marks(17)})",
                ((key, *rows.segment_row(s)) for key, s in keyed),
            )
            self.db.executemany(
                "INSERT INTO words (rowid, text, context) VALUES (?, ?, ?)",
                ((key, *words) for (key, _), words in zip(keyed, done.words, strict=True)),
            )
            self.db.executemany(
                f"INSERT INTO findings VALUES ({_marks(8)})",
                (rows.finding_row(f) for f in done.findings),
            )
            self.put_file(file)

    def drop(self, document: str) -> None:
        """Remove a document and all that hangs on it."""
        keys = "(SELECT key FROM segments WHERE document = ?)"
        # Names without a schema mean the main database, attached staging or not.
        postings.clear(self.db)
        self.db.execute(f"DELETE FROM vectors WHERE segment IN {keys}", (document,))
        self.db.execute(f"DELETE FROM token_rows WHERE segment IN {keys}", (document,))
        self.db.execute(f"DELETE FROM words WHERE rowid IN {keys}", (document,))
        for table, column in (
            ("segments", "document"),
            ("findings", "document"),
            ("blocks", "document"),
            ("documents", "id"),
        ):
            self.db.execute(f"DELETE FROM {table} WHERE {column} = ?", (document,))

    def without_vectors(self, encoder: str) -> list[tuple[int, Segment]]:
        """List segments that have no row of an encoder yet, with their keys."""
        found = self.db.execute(
            "SELECT * FROM segments WHERE NOT EXISTS (SELECT 1 FROM vectors"
            " WHERE vectors.encoder = ? AND vectors.segment = segments.key) ORDER BY key",
            (encoder,),
        )
        return [(r["key"], rows.segment_from(r)) for r in found]

    def put_vectors(
        self, encoder: str, keys: Sequence[int], vectors: Rows, tokens: Sequence[TokenBytes] = ()
    ) -> None:
        """Store rows of an encoder, shape (len(keys), dimensions), and of tokens if it has any."""
        packed = np.asarray(vectors, dtype=np.float16)
        with self.transaction():
            self.db.executemany(
                "INSERT OR REPLACE INTO vectors VALUES (?, ?, ?)",
                ((k, encoder, packed[i].tobytes()) for i, k in enumerate(keys)),
            )
            if tokens:
                self.db.executemany(
                    "INSERT OR REPLACE INTO token_rows VALUES (?, ?)",
                    ((k, held.tobytes()) for k, held in zip(keys, tokens, strict=True)),
                )

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Run a block as one transaction, alone in writing."""
        if self.db.in_transaction:
            yield
            return
        self.db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            with suppress(sqlite3.OperationalError):  # a full disk has ended it already
                self.db.execute("ROLLBACK")
            raise
        self.db.execute("COMMIT")

    def absorb(self) -> None:
        """Copy every document and file of the attached staging database into this one.

        Inside the caller's transaction and `attached`. Documents and files of
        the same id and path are replaced.
        """
        db = self.db
        postings.clear(db)
        for (name,) in db.execute("SELECT id FROM staging.documents").fetchall():
            self.drop(name)
        offset = db.execute("SELECT coalesce(max(key), 0) FROM main.segments").fetchone()[0]
        db.execute("INSERT INTO main.documents SELECT * FROM staging.documents ORDER BY id")
        db.execute("INSERT INTO main.blocks SELECT * FROM staging.blocks")
        columns = ", ".join(
            r["name"] for r in db.execute("PRAGMA main.table_info(segments)") if r["name"] != "key"
        )
        db.execute(
            f"INSERT INTO main.segments (key, {columns})"
            f" SELECT key + ?, {columns} FROM staging.segments ORDER BY key",
            (offset,),
        )
        db.execute("INSERT INTO main.findings SELECT * FROM staging.findings")
        db.execute(
            "INSERT INTO main.vectors SELECT segment + ?, encoder, row FROM staging.vectors",
            (offset,),
        )
        db.execute(
            "INSERT INTO main.token_rows SELECT segment + ?, rows FROM staging.token_rows",
            (offset,),
        )
        db.execute(
            "INSERT INTO main.words (rowid, text, context)"
            " SELECT rowid + ?, text, context FROM staging.words",
            (offset,),
        )
        db.execute("INSERT OR REPLACE INTO main.files SELECT * FROM staging.files")

    @contextmanager
    def attached(self, staging: Path) -> Iterator[None]:
        """Attach a staging database under the name `staging`."""
        self.db.execute("ATTACH ? AS staging", (str(staging),))
        try:
            yield
        finally:
            self.db.execute("DETACH staging")


def connect(path: Path, *, read_only: bool = False) -> sqlite3.Connection:
    """Open a database; writers use a write-ahead log so that readers keep their snapshot."""
    db = _opened(path, "?mode=ro" if read_only else None)
    try:
        _try(db, read_only)
    except sqlite3.DatabaseError as error:
        db.close()
        if error.sqlite_errorcode & 0xFF in _REFUSED:
            if read_only and not _is_written(path):
                db = _opened(path, "?immutable=1")
                with suppress(sqlite3.DatabaseError):
                    _try(db, read_only)
                    return db
                db.close()
            raise IndexProblem(
                f"{path} cannot be opened: {error}",
                "make room on its disk or check permissions; the index is not lost",
            ) from error
        raise DamagedIndex(
            f"{path} is not a readable database: {error}",
            "remove the index folder and build again; the documents are not touched",
        ) from error
    return db


def _opened(path: Path, how: str | None) -> sqlite3.Connection:
    """Connect; `how` is for readers."""
    if how is None:
        db = sqlite3.connect(path, isolation_level=None, timeout=30)
    else:
        db = sqlite3.connect(f"{path.resolve().as_uri()}{how}", uri=True, isolation_level=None)
    db.row_factory = sqlite3.Row
    return db


def _try(db: sqlite3.Connection, read_only: bool) -> None:
    """Make sure that a database can be read; writers need its write-ahead log."""
    if read_only:
        db.execute(f"PRAGMA mmap_size = {_MAPPED}")  # a third less time for rows here and there
    else:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = FULL")
    db.execute("SELECT count(*) FROM sqlite_master").fetchone()


def _is_written(path: Path) -> bool:
    """Tell whether a writer has left something beside a database that belongs to it."""
    log = path.with_name(f"{path.name}-wal")
    return log.is_file() and log.stat().st_size > 0


def check_format(found: str | None, folder: Path) -> None:
    """Refuse an index of another format."""
    if found != FORMAT:
        raise StaleIndex(
            f"the index in {folder} has format {found or 'unknown'}, this Concord reads {FORMAT}",
            f"build it anew: remove {folder} and run concord build again",
        )


def vectors_of(
    db: sqlite3.Connection, encoder: str, dimensions: int, language: str
) -> tuple[NDArray[np.int64], Rows]:
    """Give the keys (n,) and rows (n, dimensions) of an encoder in a language, by key."""
    found = db.execute(
        "SELECT v.segment, v.row FROM vectors v JOIN segments s ON s.key = v.segment"
        " WHERE v.encoder = ? AND s.language = ? ORDER BY v.segment",
        (encoder, language),
    ).fetchall()
    keys = np.fromiter((r[0] for r in found), dtype=np.int64, count=len(found))
    raw = np.frombuffer(b"".join(r[1] for r in found), dtype=np.float16)
    return keys, raw.reshape(len(found), dimensions).astype(np.float32)


def languages_of(db: sqlite3.Connection) -> list[str]:
    """List the languages that segments are in."""
    return [r[0] for r in db.execute("SELECT DISTINCT language FROM segments ORDER BY 1")]


def _marks(count: int) -> str:
    return ", ".join("?" * count)
