"""The switch to a new generation of the index.

In: a finished staging database. Out: the index with its documents, in one
transaction; the FAISS files are written before it ends, so that whoever sees
the new generation finds them.
"""

from __future__ import annotations

from pathlib import Path

from pipeline.flow.plan import Plan
from pipeline.flow.report import BuildReport
from pipeline.index import background, postings, vectors
from pipeline.index.reader import INDEX
from pipeline.index.rows import dumps
from pipeline.index.store import FileRow, Store, languages_of, vectors_of
from pipeline.protocols import Encoder, TokenEncoder

STAGING = "staging.sqlite"


def publish(
    folder: Path,
    plan: Plan,
    known: dict[str, FileRow],
    encoders: list[Encoder],
    prune: bool,
    report: BuildReport,
) -> None:
    """Switch to the new generation: one transaction, FAISS written before it ends."""
    store = Store(folder / INDEX)
    db = store.db
    try:
        extra = [r for r in [*plan.copies, *plan.unreadable] if known.get(r.path) != r]
        idle = not plan.tasks and not extra and not (prune and plan.vanished)
        generation = int(store.get("generation") or 0)
        if not idle or generation == 0:
            generation += 1
            with store.attached(folder / STAGING), store.transaction():
                gone = [t.path for t in plan.changed] + [r.path for r in extra]
                for path in gone + (plan.vanished if prune else []):
                    _forget(store, path)
                store.absorb()
                report.vanished = _still_gone(store, report.vanished)
                for row in extra:
                    store.put_file(row)
                about = [
                    {
                        "name": e.name,
                        "fingerprint": e.fingerprint,
                        "dimensions": e.dimensions,
                        "tokens": isinstance(e, TokenEncoder),
                    }
                    for e in encoders
                ]
                store.set("encoders", dumps(about))
                store.set("generation", str(generation))
                postings.build(db)
                db.execute("DELETE FROM main.backgrounds")
                written = {
                    _derive(folder, store, encoder, language, generation).name
                    for encoder in encoders
                    for language in languages_of(db)
                }
            vectors.clean(folder, written)
        report.generation = generation
        for name in ("documents", "segments", "findings"):
            count = db.execute(f"SELECT count(*) FROM {name}").fetchone()[0]
            setattr(report, name, count)
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        store.close()
    remove_database(folder / STAGING)


def _derive(folder: Path, store: Store, encoder: Encoder, language: str, generation: int) -> Path:
    """Write what follows from the rows of one encoder and language: FAISS file, background."""
    keys, rows = vectors_of(store.db, encoder.name, encoder.dimensions, language)
    background.save(store.db, encoder.name, language, background.measure(rows))
    label = vectors.Label(
        encoder.name, language, encoder.fingerprint, encoder.dimensions, len(keys), generation
    )
    return vectors.write(folder, label, keys, rows)


def _still_gone(store: Store, vanished: list[str]) -> list[str]:
    """Forget the old paths of documents that were found at new ones; give the other paths."""
    gone = []
    for path in vanished:
        moved = store.db.execute(
            "SELECT 1 FROM main.files f JOIN main.documents d ON d.id = f.document"
            " WHERE f.path = ? AND d.path != f.path",
            (path,),
        ).fetchone()
        if moved:
            store.db.execute("DELETE FROM main.files WHERE path = ?", (path,))
        else:
            gone.append(path)
    return gone


def _forget(store: Store, path: str) -> None:
    """Remove a file and the documents that stand under its path."""
    named = store.db.execute("SELECT id FROM main.documents WHERE path = ?", (path,)).fetchall()
    for (name,) in named:
        store.drop(name)
    store.db.execute("DELETE FROM main.files WHERE path = ?", (path,))


def remove_database(path: Path) -> None:
    """Remove a database with its write-ahead log."""
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
