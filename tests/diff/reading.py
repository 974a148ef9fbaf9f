"""One file read into a version, in the process of the test: the language pipelines load once."""

from __future__ import annotations

from pathlib import Path

from pipeline.diff import Version
from pipeline.flow.process import Task, process
from pipeline.ids import sha256_of
from pipeline.records import Source


def read(path: Path, name: str = "") -> Version:
    """Read a file as a build does, in this process."""
    task = Task(str(path), sha256_of(path), path.stat().st_size, Source(id=name, title=""))
    done = process(task).done
    assert done is not None
    return Version(done.document, tuple(done.segments), tuple(done.findings))
