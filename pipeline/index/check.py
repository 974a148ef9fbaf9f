"""Is the index whole, consistent and current?

In: an index folder. Out: faults (the index contradicts itself) and notes (it
is sound, but a build would change it). `repair` restores what is derived and
marks for reading anew what cannot be.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.ids import sha256_of
from pipeline.index import postings, vectors
from pipeline.index.reader import INDEX, Index
from pipeline.index.store import Store, vectors_of


@dataclass(slots=True)
class Health:
    """What a check found: nothing in `faults` means sound."""

    faults: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    repaired: list[str] = field(default_factory=list)
    documents: int = 0
    segments: int = 0
    findings: int = 0

    @property
    def sound(self) -> bool:
        """Tell whether the index can be trusted."""
        return not self.faults


# Of an encoder that gives rows of tokens every passage has some.
_NO_TOKENS = (
    "s.key NOT IN (SELECT segment FROM token_rows) AND EXISTS (SELECT 1 FROM"
    " json_each((SELECT value FROM meta WHERE key = 'encoders'))"
    " WHERE json_extract(value, '$.tokens'))"
)
# (what is wrong, query that counts it, statement that removes it or None)
_RULES: tuple[tuple[str, str, str | None], ...] = (
    (
        "segments whose words are not those of their document",
        "SELECT count(*) FROM segments s JOIN documents d ON d.id = s.document"
        " WHERE substr(d.text, s.start + 1, s.stop - s.start) <> s.text",
        None,
    ),
    (
        "segments of documents that are not there",
        "SELECT count(*) FROM segments WHERE document NOT IN (SELECT id FROM documents)",
        "DELETE FROM segments WHERE document NOT IN (SELECT id FROM documents)",
    ),
    (
        "findings of segments that are not there",
        "SELECT count(*) FROM findings WHERE segment NOT IN (SELECT id FROM segments)",
        "DELETE FROM findings WHERE segment NOT IN (SELECT id FROM segments)",
    ),
    (
        "segments missing from the lexical index",
        "SELECT count(*) FROM segments WHERE key NOT IN (SELECT rowid FROM words)",
        None,
    ),
    (
        "entries of the lexical index without a segment",
        "SELECT count(*) FROM words WHERE rowid NOT IN (SELECT key FROM segments)",
        "DELETE FROM words WHERE rowid NOT IN (SELECT key FROM segments)",
    ),
    (
        "vectors without a segment",
        "SELECT count(*) FROM vectors WHERE segment NOT IN (SELECT key FROM segments)",
        "DELETE FROM vectors WHERE segment NOT IN (SELECT key FROM segments)",
    ),
    (
        "segments without rows of their tokens",
        f"SELECT count(*) FROM segments s WHERE {_NO_TOKENS}",
        None,
    ),
    (
        "rows of tokens without a segment",
        "SELECT count(*) FROM token_rows WHERE segment NOT IN (SELECT key FROM segments)",
        "DELETE FROM token_rows WHERE segment NOT IN (SELECT key FROM segments)",
    ),
    (
        "files that name a document that is not there",
        "SELECT count(*) FROM files WHERE document IS NOT NULL"
        " AND document NOT IN (SELECT id FROM documents)",
        "DELETE FROM files WHERE document IS NOT NULL"
        " AND document NOT IN (SELECT id FROM documents)",
    ),
)
# What a fault without a remedy of its own costs: these documents are read anew.
_BROKEN = (
    "SELECT DISTINCT d.id, d.path FROM documents d JOIN segments s ON s.document = d.id"
    " WHERE substr(d.text, s.start + 1, s.stop - s.start) <> s.text"
    " OR s.key NOT IN (SELECT rowid FROM words)"
    " OR s.key NOT IN (SELECT segment FROM vectors)"
    f" OR ({_NO_TOKENS})"
)


def check(
    folder: Path,
    *,
    processing: str | None = None,
    files: bool = True,
    tick: Callable[[int], None] | None = None,
) -> Health:
    """Check an index; `processing` identifies today's code, `files` compares the sources."""
    health = Health()
    with Index(folder) as index:
        db = index.db
        said = db.execute("PRAGMA quick_check").fetchone()[0]
        if said != "ok":
            health.faults.append(f"the database is damaged: {said}")
        for what, query, _ in _RULES:
            count = db.execute(query).fetchone()[0]
            if count:
                health.faults.append(f"{count} {what}")
        total = db.execute("SELECT count(*) FROM segments").fetchone()[0]
        for about in index.encoders:
            name = about["name"]
            count = db.execute(
                "SELECT count(*) FROM vectors WHERE encoder = ?", (name,)
            ).fetchone()[0]
            if count != total:
                health.faults.append(f"{total - count} segments without a vector of {name}")
            if any(
                not vectors.fits(folder, index.label(name, language), thorough=True)
                for language in index.languages
            ):
                health.faults.append(
                    f"a FAISS file of {name} is missing or altered (searches fall back, slower)"
                )
        if not postings.fit(db, total):
            health.faults.append("the lexical index has no postings (searches fall back, slower)")
        for name in ("documents", "segments", "findings"):
            setattr(health, name, db.execute(f"SELECT count(*) FROM {name}").fetchone()[0])
        _current(index, health, processing, files, tick)
    if (folder / "staging.sqlite").exists():
        health.notes.append("a build was stopped; concord build goes on where it was")
    return health


def _current(
    index: Index,
    health: Health,
    processing: str | None,
    files: bool,
    tick: Callable[[int], None] | None,
) -> None:
    """Note what a build would change."""
    old = gone = changed = 0
    for file in index.files():
        old += processing is not None and file.code != processing
        if files:
            try:
                changed += sha256_of(Path(file.path)) != file.sha256
            except OSError:
                gone += file.sha256 is not None
        if tick is not None:
            tick(1)
    for count, what in (
        (old, "files were read by another version of Concord"),
        (changed, "files have changed since they were read"),
    ):
        if count:
            health.notes.append(f"{count} {what}; concord build updates them")
    if gone:
        health.notes.append(
            f"{gone} files are not where they were (from this folder); concord build --prune takes"
            " out what is gone"
        )


def repair(folder: Path) -> list[str]:
    """Restore what is derived, remove what hangs loose; say what was done."""
    done: list[str] = []
    store = Store(folder / INDEX)
    try:
        with store.transaction():
            broken = store.db.execute(_BROKEN).fetchall()
            for name, path in broken:
                store.drop(name)
                store.db.execute("DELETE FROM files WHERE path = ?", (path,))
                done.append(f"{path} was taken out and will be read anew by concord build")
            for what, query, remedy in _RULES:
                count = store.db.execute(query).fetchone()[0]
                if count and remedy:
                    store.db.execute(remedy)
                    done.append(f"removed {count} {what}")
            total = store.db.execute("SELECT count(*) FROM segments").fetchone()[0]
            if not postings.fit(store.db, total):
                postings.build(store.db)
                done.append("wrote the postings of the lexical index anew")
    finally:
        store.close()
    keep = set()
    with Index(folder) as index:
        for name, language in (
            (e["name"], language) for e in index.encoders for language in index.languages
        ):
            label = index.label(name, language)
            if not vectors.fits(folder, label, thorough=True):
                found = vectors_of(index.db, name, label.dimensions, language)
                vectors.write(folder, label, *found)
                done.append(f"wrote the FAISS file of {name} ({language}) anew")
            keep.add(vectors.file_for(folder, label).name)
    done += [f"removed {name}, of no use" for name in vectors.clean(folder, keep)]
    return done
