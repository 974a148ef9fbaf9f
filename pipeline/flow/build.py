"""The build: files in, a new generation of the index out.

In: paths and options. Out: a report. The only module that knows the order of
the stages. What has been done is kept in a staging database, so that a
killed build goes on where it was; the index itself changes in one step.
"""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.embed import get_encoder
from pipeline.errors import IndexBusy, IndexProblem, ModelMismatch
from pipeline.flow.discover import discover, stated_fields
from pipeline.flow.plan import Plan, make_plan
from pipeline.flow.process import Outcome, process_all
from pipeline.ids import code_fingerprint
from pipeline.index import background, vectors
from pipeline.index.rows import dumps
from pipeline.index.store import FileRow, Store, check_format, languages_of, vectors_of
from pipeline.protocols import Encoder, Progress, Silence
from pipeline.records import Problem
from pipeline.settings import DEFAULT_ENCODERS, index_folder, jobs
from pipeline.text.passage import passage

INDEX = "index.sqlite"
STAGING = "staging.sqlite"
LOCK = "build.lock"
# Rows are kept after every so many passages: what a kill may cost.
_EMBED_CHUNK = 2048
_PROCESSING = (
    "parse", "segment", "extract", "text", "nlp", "languages", "numbering.py", "records.py",
)  # fmt: skip


@dataclass(slots=True)
class BuildReport:
    """What a build did, or with `dry_run` would do."""

    index: Path
    dry_run: bool = False
    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    copies: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    vanished: list[str] = field(default_factory=list)  # gone from disk, kept without --prune
    failed: dict[str, str] = field(default_factory=dict)  # path: reason
    resumed: int = 0  # files taken over from a build that was stopped
    documents: int = 0
    segments: int = 0
    findings: int = 0
    generation: int = 0
    seconds: dict[str, float] = field(default_factory=dict)  # by stage; see `profile`


def processing_fingerprint() -> str:
    """Identify the code that turns a file into segments and findings."""
    return code_fingerprint(*_PROCESSING)


def build(
    paths: Sequence[Path | str],
    index: Path | str | None = None,
    *,
    jurisdiction: str | None = None,
    issuer: str | None = None,
    language: str | None = None,
    model: str | None = None,
    dry_run: bool = False,
    prune: bool = False,
    workers: int | None = None,
    progress: Progress | None = None,
) -> BuildReport:
    """Build or update an index from files, folders and sheets.

    `index` is a folder (default: CONCORD_INDEX or indexes/default). Files
    that did not change cost their hash; changed ones are replaced; `prune`
    removes those gone from the given paths. Options stated for a file stay
    with it until stated anew. Raises BadRequest, BadSheet, IndexBusy,
    ModelMismatch, StaleIndex, DamagedIndex; unreadable files never raise.
    """
    folder = Path(index) if index is not None else index_folder()
    progress = progress or Silence()
    clock = time.perf_counter()
    candidates = discover(paths, jurisdiction=jurisdiction, issuer=issuer, language=language)
    report = BuildReport(folder, dry_run=dry_run)
    known, used = _known(folder)
    encoders = _encoders(folder, used, model)
    processing = processing_fingerprint()
    with progress.stage("checking files", len(candidates)) as tick:
        plan = make_plan(candidates, known, paths, processing, tick)
    _list(plan, known, report, prune)
    report.seconds["check"] = time.perf_counter() - clock
    if dry_run:
        return report
    with _lock(folder), _writing(folder):
        _run(folder, plan, known, encoders, processing, prune, workers or jobs(), progress, report)
    report.seconds["total"] = time.perf_counter() - clock
    return report


def _known(folder: Path) -> tuple[dict[str, FileRow], list[dict[str, object]]]:
    """Read what the index knows: files and encoders; nothing when there is none."""
    if not (folder / INDEX).is_file():
        return {}, []
    store = Store(folder / INDEX)
    try:
        check_format(store.get("format"), folder)
        return store.files(), json.loads(store.get("encoders") or "[]")
    finally:
        store.close()


def _encoders(folder: Path, used: list[dict[str, object]], model: str | None) -> list[Encoder]:
    """Give the index's own encoders, or refuse others."""
    own = [str(about["name"]) for about in used]
    asked = [get_encoder(name) for name in ([model] if model else own or DEFAULT_ENCODERS)]
    if used and [e.fingerprint for e in asked] != [about["fingerprint"] for about in used]:
        names = [e.name for e in asked]
        raise ModelMismatch(
            f"the index in {folder} was made with {' and '.join(own)}"
            + (f", not with {' and '.join(names)}" if names != own else " in another version"),
            "leave --model out, name another --index, or remove the folder and build anew",
        )
    return asked


def _list(plan: Plan, known: dict[str, FileRow], report: BuildReport, prune: bool) -> None:
    report.new = [t.path for t in plan.new]
    report.changed = [t.path for t in plan.changed]
    report.unchanged = list(plan.unchanged)
    report.copies = [row.path for row in plan.copies]
    report.failed = {
        path: known[path].problems[0].message
        for path in plan.unchanged
        if known[path].status == "failed" and known[path].problems
    }
    report.failed |= {row.path: row.problems[0].message for row in plan.unreadable}
    if prune:
        report.removed = plan.vanished
    else:
        report.vanished = plan.vanished


@contextmanager
def _lock(folder: Path) -> Iterator[None]:
    """Hold the writer's lock; it goes with the process, however that ends."""
    from filelock import FileLock, Timeout

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise IndexProblem(
            f"the index folder {folder} cannot be made: {error.strerror}",
            "name a folder you may write to with --index",
        ) from error
    try:
        with FileLock(folder / LOCK, timeout=0):
            yield
    except Timeout as error:
        raise IndexBusy(
            f"another build is writing to {folder}", "wait for it to end, or name another --index"
        ) from error


@contextmanager
def _writing(folder: Path) -> Iterator[None]:
    """Turn a full disk or a write-protected folder into our error."""
    try:
        yield
    except (sqlite3.OperationalError, OSError) as error:
        raise IndexProblem(
            f"the index in {folder} cannot be written: {error}",
            "make room or check permissions and build again; what was done is kept",
        ) from error


def _run(
    folder: Path,
    plan: Plan,
    known: dict[str, FileRow],
    encoders: list[Encoder],
    processing: str,
    prune: bool,
    workers: int,
    progress: Progress,
    report: BuildReport,
) -> None:
    staging = _staging(folder, plan, processing, encoders)
    try:
        done = staging.files()
        report.resumed = len(done)
        todo = [t for t in plan.tasks if t.path not in done]
        taken = _ids(folder, plan)
        clock = time.perf_counter()
        with progress.stage("reading", len(todo)) as tick:
            if todo:
                for outcome in process_all(todo, workers):
                    _keep(staging, outcome, processing, taken, report)
                    tick(1)
        report.seconds["read, segment, extract"] = time.perf_counter() - clock
        for encoder in encoders:
            clock = time.perf_counter()
            _embed(staging, encoder, progress)
            report.seconds[f"embed {encoder.name}"] = time.perf_counter() - clock
        for path, row in staging.files().items():
            if row.status == "failed":
                report.failed[path] = row.problems[0].message
    finally:
        staging.close()
    clock = time.perf_counter()
    _publish(folder, plan, known, encoders, prune, report)
    report.seconds["publish"] = time.perf_counter() - clock


def _staging(folder: Path, plan: Plan, processing: str, encoders: list[Encoder]) -> Store:
    """Open the staging database with only what this plan can use of it."""
    path = folder / STAGING
    try:
        staging = Store(path)
        check_format(staging.get("format"), folder)
    except IndexProblem:
        _remove_database(path)
        staging = Store(path)
    wanted = {t.path: (t.sha256, dumps(stated_fields(t.stated)), processing) for t in plan.tasks}
    with staging.transaction():
        for file in staging.files().values():
            if wanted.get(file.path) != (file.sha256, file.stated, file.processing):
                if file.document:
                    staging.drop(file.document)
                staging.db.execute("DELETE FROM files WHERE path = ?", (file.path,))
        made_by = dumps([[e.name, e.fingerprint] for e in encoders])
        if staging.get("encoders") != made_by:
            staging.db.execute("DELETE FROM vectors")
            staging.set("encoders", made_by)
    return staging


def _ids(folder: Path, plan: Plan) -> dict[str, str]:
    """Give the ids that documents outside this plan hold, with their paths."""
    if not (folder / INDEX).is_file():
        return {}
    planned = {t.path for t in plan.tasks} | set(plan.vanished)
    store = Store(folder / INDEX)
    try:
        found = store.db.execute("SELECT id, path FROM documents").fetchall()
    finally:
        store.close()
    return {r["id"]: r["path"] for r in found if r["path"] not in planned}


def _keep(
    staging: Store,
    outcome: Outcome,
    processing: str,
    taken: dict[str, str],
    report: BuildReport,
) -> None:
    """Store what became of a file."""
    task = outcome.task
    for stage, seconds in outcome.seconds.items():
        name = f"{stage} (CPU)"
        report.seconds[name] = report.seconds.get(name, 0.0) + seconds
    problem, done = outcome.problem, outcome.done
    if done is not None:
        name = done.document.source.id
        other = taken.setdefault(name, task.path)
        if other != task.path:
            problem = Problem(
                "duplicate-id", f"its id {name} is that of {other}: give it another in its sheet"
            )
            done = None
    stated = dumps(stated_fields(task.stated))
    if done is None:
        assert problem is not None
        row = FileRow(task.path, task.sha256, None, "failed", (problem,), stated, processing)
        with staging.transaction():
            staging.put_file(row)
        return
    problems = done.document.problems
    status = "partial" if problems else "ok"
    name = done.document.source.id
    staging.put(done, FileRow(task.path, task.sha256, name, status, problems, stated, processing))


def _embed(staging: Store, encoder: Encoder, progress: Progress) -> None:
    """Embed what has no row yet, similar lengths together, kept chunk by chunk."""
    waiting = staging.without_vectors(encoder.name)
    texts = sorted(((passage(s), key) for key, s in waiting), key=lambda t: (len(t[0]), t))
    with progress.stage(f"embedding {encoder.name}", len(texts)) as tick:
        for start in range(0, len(texts), _EMBED_CHUNK):
            chunk = texts[start : start + _EMBED_CHUNK]
            made = encoder.encode_passages([text for text, _ in chunk], tick)
            staging.put_vectors(encoder.name, [key for _, key in chunk], made)


def _publish(
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
                for row in extra:
                    store.put_file(row)
                about = [
                    {"name": e.name, "fingerprint": e.fingerprint, "dimensions": e.dimensions}
                    for e in encoders
                ]
                store.set("encoders", dumps(about))
                store.set("generation", str(generation))
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
    _remove_database(folder / STAGING)


def _derive(folder: Path, store: Store, encoder: Encoder, language: str, generation: int) -> Path:
    """Write what follows from the rows of one encoder and language: FAISS file, background."""
    keys, rows = vectors_of(store.db, encoder.name, encoder.dimensions, language)
    background.save(store.db, encoder.name, language, background.measure(rows))
    label = vectors.Label(
        encoder.name, language, encoder.fingerprint, encoder.dimensions, len(keys), generation
    )
    return vectors.write(folder, label, keys, rows)


def _forget(store: Store, path: str) -> None:
    """Remove a file and the documents that stand under its path."""
    named = store.db.execute("SELECT id FROM main.documents WHERE path = ?", (path,)).fetchall()
    for (name,) in named:
        store.drop(name)
    store.db.execute("DELETE FROM main.files WHERE path = ?", (path,))


def _remove_database(path: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
