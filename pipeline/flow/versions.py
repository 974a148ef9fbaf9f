"""Two documents to compare: from the index, or read from their files.

In: names as a person gives them: files, or documents of the index as `Index.find` reads names.
Out: what the stages made of each. A file is read as a build reads it, in a worker
of its own, up to the findings and without vectors; nothing is kept of it. A
file that the index holds unchanged is not read again.
"""

from __future__ import annotations

from collections.abc import Sequence
from os.path import isfile
from pathlib import Path

from pipeline.diff import Version
from pipeline.errors import (
    BadRequest,
    IndexProblem,
    NoIndex,
    StaleIndex,
    UnknownDocument,
    unreadable,
)
from pipeline.flow.discover import discover
from pipeline.flow.process import Task, process_all, processing_fingerprint
from pipeline.ids import sha256_of
from pipeline.index import Filters, Index
from pipeline.records import Finding, Reference
from pipeline.settings import jobs


def versions(names: Sequence[str], folder: Path) -> list[Version]:
    """Give the documents that `names` mean, in that order.

    Raises UnknownDocument, DamagedIndex or a leaf of UnreadableFile.
    """
    files = {name: Path(name) for name in names if isfile(name)}
    found: dict[str, Version] = {}
    index = _index(folder, [name for name in names if name not in files])
    if index is not None:
        with index:
            held = _held(index) if files else {}
            for name in names:
                document = held.get(sha256_of(files[name])) if name in files else index.find(name)
                if document is not None:
                    found[name] = version_of(index, document)
    found |= _read({name: path for name, path in files.items() if name not in found})
    return [found[name] for name in names]


def _index(folder: Path, needed: Sequence[str]) -> Index | None:
    """Open the index if there is one; there must be where names are no files."""
    try:
        return Index(folder)
    except IndexProblem as error:
        if not needed:
            return None
        if not isinstance(error, NoIndex | StaleIndex):
            raise
        raise UnknownDocument(
            f"there is no file {needed[0]!r}, and {error.message}",
            "check the path, or build an index that holds the document",
        ) from error


def _held(index: Index) -> dict[str, str]:
    """Give the documents that today's code made, by the hash of their file."""
    code = processing_fingerprint()
    return {
        row.sha256: row.document
        for row in index.files()
        if row.sha256 and row.document and row.code == code
    }


def version_of(index: Index, document: str) -> Version:
    """Read a document of an index with all that was found in it."""
    findings: list[Finding] = index.findings(Filters(documents=(document,)))
    references = index.findings(Filters(kind="reference", documents=(document,)))
    return Version(
        index.document(document),
        tuple(index.segments_of(document)),
        (*findings, *(r for r in references if isinstance(r, Reference))),
    )


def _read(files: dict[str, Path]) -> dict[str, Version]:
    """Read files side by side; a sheet beside a file says what it is."""
    tasks: dict[str, Task] = {}
    for name, path in files.items():
        candidates = discover([path])
        if [c.file for c in candidates] != [path]:
            raise BadRequest(f"{name} is a sheet, not a document", "name one of its documents")
        stated = candidates[0].stated
        tasks[name] = Task(str(path), sha256_of(path), path.stat().st_size, stated)
    outcomes = {o.task.path: o for o in process_all(list(tasks.values()), jobs())} if tasks else {}
    found: dict[str, Version] = {}
    for name, task in tasks.items():
        outcome = outcomes[task.path]
        if outcome.done is None:
            said = outcome.problem.message if outcome.problem else "it gave nothing"
            kind = unreadable(outcome.problem.code if outcome.problem else "")
            raise kind(f"{name}: {said}", "compare files that concord build can read")
        done = outcome.done
        found[name] = Version(done.document, tuple(done.segments), tuple(done.findings))
    return found
