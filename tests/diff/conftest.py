"""Versions to compare: real ones read once, and our own, edited in the test."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.diff import Version
from pipeline.flow.process import Task, process
from pipeline.flow.versions import versions
from pipeline.ids import sha256_of
from pipeline.records import Source


@pytest.fixture(scope="session")
def openchain(
    shared_data: Path, tmp_path_factory: pytest.TempPathFactory
) -> dict[tuple[str, str], Version]:
    """The four versions of a standard in two languages, by (version, language)."""
    folder = shared_data / "pairs" / "openchain"
    files = sorted(folder.glob("*.pdf"))
    read = versions([str(f) for f in files], tmp_path_factory.mktemp("none"))
    return {
        (f.name.rsplit(".", 2)[0], f.name.split(".")[-2]): version
        for f, version in zip(files, read, strict=True)
    }


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Version]:
    """Make a version of Markdown text."""
    folder = tmp_path_factory.mktemp("written")
    made: dict[str, Version] = {}

    def make(text: str) -> Version:
        if text not in made:
            path = folder / f"v{len(made)}.md"
            path.write_text(text, encoding="utf-8")
            task = Task(
                str(path), sha256_of(path), path.stat().st_size, Source(id=path.stem, title="")
            )
            done = process(task).done
            assert done is not None
            made[text] = Version(done.document, tuple(done.segments), tuple(done.findings))
        return made[text]

    return make
