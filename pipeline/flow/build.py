"""The build: files in, a new generation of the index out.

In: paths and options. Out: a report. The only module that knows the order of
the stages. What has been done is kept in a staging database, so that a
killed build goes on where it was; the index itself changes in one step.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from pipeline.dictionary import prepare
from pipeline.embed import get_encoder
from pipeline.errors import IndexProblem, ModelMismatch
from pipeline.flow.discover import discover, nothing_there, stated_fields
from pipeline.flow.lock import lock, writing
from pipeline.flow.news import news
from pipeline.flow.plan import Plan, make_plan, recognised
from pipeline.flow.process import Outcome, process_all, processing_fingerprint
from pipeline.flow.publish import STAGING, publish, remove_database
from pipeline.flow.report import BuildReport
from pipeline.index.reader import INDEX
from pipeline.index.rows import dumps
from pipeline.index.store import FileRow, Store, check_format
from pipeline.parse.pdf.ocr import INSTALL, available, require
from pipeline.protocols import Encoder, Progress, Silence, TokenEncoder
from pipeline.records import Problem
from pipeline.settings import DEFAULT_ENCODERS, index_folder, jobs
from pipeline.text.passage import lead, passage

# Rows are kept after every so many passages: what a kill may cost.
_EMBED_CHUNK = 2048


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
    ocr: bool = False,
    workers: int | None = None,
    progress: Progress | None = None,
    announce: Callable[[BuildReport], None] | None = None,
) -> BuildReport:
    """Build or update an index from files, folders and sheets.

    `index` is a folder (default: CONCORD_INDEX or indexes/default). Files
    that did not change cost their hash; changed ones are replaced; `prune`
    removes those gone from the given paths. Options stated for a file stay
    with it until stated anew. `ocr` recognises the text of scanned and garbled
    pages, also of files that an earlier build left without. `announce` is called once
    with what is new, before the index changes. Raises BadRequest,
    BadSheet, IndexBusy, ModelMismatch, NoOcr, StaleIndex, DamagedIndex;
    unreadable files never raise.
    """
    folder = Path(index) if index is not None else index_folder()
    progress = progress or Silence()
    clock = time.perf_counter()
    if ocr:
        require()
    report = BuildReport(folder, dry_run=dry_run)
    candidates = discover(
        paths,
        jurisdiction=jurisdiction,
        issuer=issuer,
        language=language,
        known=report.known,
        passed=report.passed,
    )
    known, used = _known(folder)
    if not (candidates or report.known or known):
        raise nothing_there(paths)  # an update may find a folder empty; a first build may not
    encoders = _encoders(folder, used, model)
    processing = processing_fingerprint()
    able = ocr or not any(recognised(row) for row in known.values()) or available()
    with progress.stage("checking files", len(candidates)) as tick:
        plan = make_plan(candidates, known, paths, processing, tick, ocr=ocr, able=able)
    if plan.kept:
        progress.note(
            f"{len(plan.kept)} files with recognised text are kept as an earlier build read them:"
            f" OCR is not installed here ({INSTALL})"
        )
    _list(plan, known, report, prune)
    report.seconds["check"] = time.perf_counter() - clock
    if dry_run or (report.known and not candidates and not known):
        return report  # a catalogue alone makes no index
    note = prepare()  # a question must not wait for the dictionary
    if note:
        progress.note(note)
    with lock(folder), writing(folder):
        _run(folder, plan, known, encoders, processing, workers or jobs(), progress, report)
        if plan.tasks:
            report.news = news(folder, folder / STAGING, plan, known, progress)
            if announce is not None:
                announce(report)
        told = time.perf_counter()
        publish(folder, plan, known, encoders, prune, report)
        report.seconds["publish"] = time.perf_counter() - told
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


def _run(
    folder: Path,
    plan: Plan,
    known: dict[str, FileRow],
    encoders: list[Encoder],
    processing: str,
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


def _staging(folder: Path, plan: Plan, processing: str, encoders: list[Encoder]) -> Store:
    """Open the staging database with only what this plan can use of it."""
    path = folder / STAGING
    try:
        staging = Store(path)
        check_format(staging.get("format"), folder)
    except IndexProblem:
        remove_database(path)
        staging = Store(path)
    wanted = {
        t.path: (t.sha256, dumps(stated_fields(t.stated)), t.read_by(processing))
        for t in plan.tasks
    }
    with staging.transaction():
        for file in staging.files().values():
            if wanted.get(file.path) != (file.sha256, file.stated, file.processing):
                if file.document:
                    staging.drop(file.document)
                staging.db.execute("DELETE FROM files WHERE path = ?", (file.path,))
        made_by = dumps([[e.name, e.fingerprint] for e in encoders])
        if staging.get("encoders") != made_by:
            staging.db.execute("DELETE FROM vectors")
            staging.db.execute("DELETE FROM token_rows")
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
    processing = task.read_by(processing)
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
    texts = sorted(((passage(s), lead(s), key) for key, s in waiting), key=lambda t: (len(t[0]), t))
    with progress.stage(f"embedding {encoder.name}", len(texts)) as tick:
        for start in range(0, len(texts), _EMBED_CHUNK):
            chunk = texts[start : start + _EMBED_CHUNK]
            chosen, leads, keys = map(list, zip(*chunk, strict=True))
            if isinstance(encoder, TokenEncoder):
                made, tokens = encoder.encode_with_tokens(chosen, tick, leads)
                staging.put_vectors(encoder.name, keys, made, tokens)
            else:
                staging.put_vectors(encoder.name, keys, encoder.encode_passages(chosen, tick))
