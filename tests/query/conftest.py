"""Small indexes of texts of our own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack

import pytest

from pipeline import build, open_index
from pipeline.api import Opened

Indexed = Callable[[Mapping[str, str]], Opened]


@pytest.fixture(scope="module")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Indexed]:
    """Build an index of texts by file name and open it until the module ends."""
    with ExitStack() as stack:

        def made(texts: Mapping[str, str]) -> Opened:
            folder = tmp_path_factory.mktemp("texts")
            for name, text in texts.items():
                (folder / name).write_text(text, encoding="utf-8")
            build([folder / name for name in texts], folder / "index")
            return stack.enter_context(open_index(folder / "index"))

        yield made
