"""Versions to compare: real ones read once, and our own, edited in the test."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.diff import Version
from tests.diff.reading import read


@pytest.fixture(scope="session")
def openchain(shared_data: Path) -> dict[tuple[str, str], Version]:
    """The four versions of a standard in two languages, by (version, language)."""
    files = sorted((shared_data / "pairs" / "openchain").glob("*.pdf"))
    return {(f.name.rsplit(".", 2)[0], f.name.split(".")[-2]): read(f) for f in files}


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Version]:
    """Make a version of Markdown text."""
    folder = tmp_path_factory.mktemp("written")
    made: dict[str, Version] = {}

    def make(text: str) -> Version:
        if text not in made:
            path = folder / f"v{len(made)}.md"
            path.write_text(text, encoding="utf-8")
            made[text] = read(path, path.stem)
        return made[text]

    return make
