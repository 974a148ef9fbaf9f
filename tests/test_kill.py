"""Builds killed at random moments: the index is the old one or the new one, never a third.

A small collection is indexed, then changed in every way (a text altered, added, taken away).
Twenty times the build that follows is killed with all its workers. What is then on disk must
give the old answers or the new ones and pass `concord check`; the build after it must end in
the same index as one that nobody disturbed.

The killed builds are the real command with its worker processes, forked from a process that has
imported the heavy libraries and loaded the language models: else most kills would hit an import.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from multiprocessing import Pipe, get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NoReturn
from unittest.mock import patch

import numpy as np
import pytest
from click.testing import CliRunner
from numpy.typing import NDArray

import pipeline.flow.build as flow
from pipeline import nlp
from pipeline.api import open_index
from pipeline.cli import main
from pipeline.errors import NoIndex
from pipeline.flow.process import process
from pipeline.index.reader import Index

KILLS = 20
SEED = 2024
HEAVY = [
    "faiss", "pebble", "sentence_transformers", "torch", "transformers.models.bert.modeling_bert",
    "pipeline.cli", "pipeline.embed.transformer", "pipeline.flow.build", "pipeline.flow.process",
]  # fmt: skip
OLD = {
    "guidance.md": "# Guidance on Partners\n\nUniversities must assess every foreign partner.\n",
    "指針.txt": "研究安全の指針\n\n大学は、国外から受ける資金を毎年度報告しなければならない。\n",
    "notice.md": "# Notice\n\nReviewers should keep applications confidential.\n",
}
NEW = {
    "guidance.md": "# Guidance on Partners\n\nUniversities must assess every foreign partner, and"
    " must record the result.\n",
    "指針.txt": OLD["指針.txt"],
    "通知.md": "# 通知\n\n「機微技術」とは、安全保障に影響を及ぼし得る技術をいう。\n",
}
QUESTIONS = ("assess foreign partners", "国外の資金の報告", "機微技術とは何か", "confidential")
# All that is stored, but for keys and generation: they count builds and turns.
ROWS = (
    "SELECT path, sha256, document, status, problems, stated, processing FROM files ORDER BY path",
    "SELECT * FROM documents ORDER BY id",
    "SELECT * FROM blocks ORDER BY document, position",
    "SELECT id, document, kind, block, start, stop, text, language, context_start, context_stop,"
    " number, trail, stem, page, anchors FROM segments ORDER BY id",
    "SELECT * FROM findings ORDER BY id",
)
# The switch writes the new vector files, commits, and removes the old ones.
APPEAR, VANISH = "new vector files appeared", "old vector files vanished"
SIGNS = {3: APPEAR, 7: VANISH}
SWITCH_SECONDS = 0.02
# Rows are kept as float16, and the same text in another batch may differ in the last place.
VECTOR_NOISE = 5e-3

pytestmark = [pytest.mark.slow, pytest.mark.alone]


@dataclass(frozen=True)
class Content:
    """What an index holds and answers, without what depends on the order of work."""

    rows: tuple[tuple[object, ...], ...]
    answers: tuple[tuple[tuple[str, str], ...], ...]


@dataclass(frozen=True)
class Place:
    """A collection and its index, with a copy of the index as it was before the change."""

    nursery: Connection
    documents: Path
    index: Path
    before: Path
    old: Content
    new: Content
    vectors: NDArray[np.float16]  # of the new index
    seconds: float  # of an undisturbed build


def test_a_killed_build_leaves_the_old_index_or_the_new(place: Place) -> None:
    chance = random.Random(SEED)
    seen = {"old": 0, "new": 0, "ended": 0}
    for number in range(KILLS):
        # Every fifth is the first build of all: the old index is none.
        first = number % 5 == 4
        _reset(place, first)
        # One kill in each equal part of the time a build takes; every fourth just before or
        # just after the new generation is switched on, a hundredth of that time.
        moment = (number + chance.random()) / KILLS * place.seconds
        sign = SIGNS.get(number % 8)
        delay = chance.random() * SWITCH_SECONDS if sign else moment
        ended = _killed_build(place, delay, sign)
        found = _content(place.index)
        where = f"{delay:.3f} s after {sign or 'the start'}"
        assert found in (None if first else place.old, place.new), f"a third, killed {where}"
        seen["ended" if ended else "new" if found == place.new else "old"] += 1
        if found is not None:
            _check(place.index)
        _build_here(place)
        assert _content(place.index) == place.new, f"not completed, killed {where}"
        assert np.allclose(_vectors(place.index), place.vectors, atol=VECTOR_NOISE)
        _check(place.index, "--strict")
        assert not list(place.index.glob("staging.*")), f"something is left, killed {where}"
    assert seen["old"] >= KILLS // 4, f"the kills came too late to prove anything: {seen}"


@pytest.fixture(scope="module")
def place(nursery: Connection, tmp_path_factory: pytest.TempPathFactory) -> Place:
    """Index the old collection; change it; learn what an undisturbed build gives."""
    folder = tmp_path_factory.mktemp("killed")
    documents, index, before = folder / "documents", folder / "index", folder / "before"
    documents.mkdir()
    _write(documents, OLD)
    _undisturbed(nursery, documents, index)
    old = _content(index)
    shutil.copytree(index, before)
    for path in documents.iterdir():
        path.unlink()
    _write(documents, NEW)
    began = time.perf_counter()
    _undisturbed(nursery, documents, index)
    seconds = time.perf_counter() - began
    new = _content(index)
    assert old and new and old != new
    return Place(nursery, documents, index, before, old, new, _vectors(index), seconds)


def _write(folder: Path, texts: dict[str, str]) -> None:
    for name, text in texts.items():
        (folder / name).write_text(text, "utf-8")


def _reset(place: Place, first: bool) -> None:
    shutil.rmtree(place.index)
    if not first:
        shutil.copytree(place.before, place.index)


def _arguments(documents: Path, index: Path) -> list[str]:
    return ["build", str(documents), "--index", str(index), "--prune", "--jobs", "1"]


def _undisturbed(nursery: Connection, documents: Path, index: Path) -> None:
    nursery.send(_arguments(documents, index))
    nursery.recv()
    assert nursery.recv() == 0


def _killed_build(place: Place, delay: float, sign: str | None) -> bool:
    """Start a build; kill it and its workers a while after a sign; tell whether it had ended."""
    nursery = place.nursery
    before = _vector_files(place.index)
    nursery.send(_arguments(place.documents, place.index))
    group = nursery.recv()
    while sign and not nursery.poll():
        now = _vector_files(place.index)
        if now - before if sign == APPEAR else before - now:
            break
        time.sleep(0.001)
    if not nursery.poll(delay):
        os.killpg(group, signal.SIGKILL)
    status = nursery.recv()
    assert status in (0, -signal.SIGKILL)
    return bool(status == 0)


@pytest.fixture(scope="module")
def nursery() -> Iterator[Connection]:
    """A process that runs commands one by one, each in a child of its own."""
    here, there = Pipe()
    process = get_context("spawn").Process(target=_nurse, args=(there,))
    process.start()
    there.close()
    yield here
    process.kill()
    process.join()


def _nurse(orders: Connection) -> None:
    """Import what is heavy, then fork a child for every order; give its group and its end."""
    for name in HEAVY:
        import_module(name)
    for language in ("en", "ja"):
        nlp.load(language)
    with suppress(EOFError):
        while arguments := orders.recv():
            child = os.fork()
            if child == 0:
                _command(arguments)
            with suppress(PermissionError):  # whoever comes first: the child does it too
                os.setpgid(child, child)
            orders.send(child)
            orders.send(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))


def _command(arguments: list[str]) -> NoReturn:
    """Run a command in a process group of its own, with workers forked instead of spawned."""
    os.setpgid(0, 0)
    status = 1
    try:
        with patch("multiprocessing.get_context", return_value=get_context("fork")):
            status = CliRunner().invoke(main, arguments).exit_code
    finally:
        os._exit(status)


def _build_here(place: Place) -> None:
    """Run the command in this process, whose language models are loaded already."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(flow, "process_all", lambda tasks, _jobs: map(process, tasks))
        done = CliRunner().invoke(main, _arguments(place.documents, place.index))
    assert done.exit_code == 0, done.output


def _check(index: Path, *options: str) -> None:
    done = CliRunner().invoke(main, ["check", "--index", str(index), *options])
    assert done.exit_code == 0, done.output


def _content(folder: Path) -> Content | None:
    """Read all of an index and ask it; None when there is none."""
    try:
        opened = open_index(folder)
    except NoIndex:
        return None
    with opened:
        db = opened.index.db
        return Content(
            rows=tuple(tuple(row) for query in ROWS for row in db.execute(query)),
            answers=tuple(
                tuple((hit.segment.id, hit.segment.text) for hit in opened.search(question, k=5))
                for question in QUESTIONS
            ),
        )


def _vectors(folder: Path) -> NDArray[np.float16]:
    """Give the rows of all encoders, one after the other, ordered by the segment's id."""
    with Index(folder) as index:
        found = index.db.execute(
            "SELECT row FROM vectors JOIN segments ON segments.key = vectors.segment"
            " ORDER BY vectors.encoder, segments.id"
        )
        return np.frombuffer(b"".join(row for (row,) in found), dtype=np.float16)


def _vector_files(folder: Path) -> set[str]:
    return {path.name for path in folder.glob("vectors-*")}
