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

import pipeline.flow.build as flow
from pipeline import nlp
from pipeline.api import open_index
from pipeline.cli import main
from pipeline.flow.process import process
from pipeline.index.reader import Index
from pipeline.index.store import vectors_of
from pipeline.protocols import Rows

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
# Switching a tiny index on takes some 20 ms: writing FAISS files, commit, tidying.
SWITCH_SECONDS = 0.025
# Rows are kept as float16, and the same text in another batch may differ in the last place.
VECTOR_NOISE = 5e-3

pytestmark = pytest.mark.slow


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
    vectors: Rows  # of the new index
    seconds: float  # of an undisturbed build


def test_a_killed_build_leaves_the_old_index_or_the_new(place: Place) -> None:
    chance = random.Random(SEED)
    seen = {"old": 0, "new": 0, "ended": 0}
    for number in range(KILLS):
        _replace(place.before, place.index)
        # One kill in each equal part of the time a build takes; every fourth just where the
        # new generation is switched on, which is a small part of that time.
        moment = (number + chance.random()) / KILLS * place.seconds
        at_switch = number % 4 == 3
        delay = chance.random() * SWITCH_SECONDS if at_switch else moment
        ended = _killed_build(place, delay, at_switch)
        found = _content(place.index)
        where = f"{delay:.3f} s after {'the switch began' if at_switch else 'the start'}"
        assert found in (place.old, place.new), f"a third index, killed {where}"
        seen["ended" if ended else "new" if found == place.new else "old"] += 1
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
    assert new != old
    return Place(nursery, documents, index, before, old, new, _vectors(index), seconds)


def _write(folder: Path, texts: dict[str, str]) -> None:
    for name, text in texts.items():
        (folder / name).write_text(text, "utf-8")


def _replace(source: Path, target: Path) -> None:
    shutil.rmtree(target)
    shutil.copytree(source, target)


def _arguments(documents: Path, index: Path) -> list[str]:
    return ["build", str(documents), "--index", str(index), "--prune", "--jobs", "1"]


def _undisturbed(nursery: Connection, documents: Path, index: Path) -> None:
    nursery.send(_arguments(documents, index))
    nursery.recv()
    assert nursery.recv() == 0


def _killed_build(place: Place, delay: float, at_switch: bool) -> bool:
    """Start a build and kill it and its workers after a time; tell whether it had ended."""
    nursery = place.nursery
    nursery.send(_arguments(place.documents, place.index))
    group = nursery.recv()
    if at_switch:
        before = _vector_files(place.before)
        while not nursery.poll() and _vector_files(place.index) == before:
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


def _content(folder: Path) -> Content:
    with open_index(folder) as opened:
        db = opened.index.db
        return Content(
            rows=tuple(tuple(row) for query in ROWS for row in db.execute(query)),
            answers=tuple(
                tuple((hit.segment.id, hit.segment.text) for hit in opened.search(question, k=5))
                for question in QUESTIONS
            ),
        )


def _vectors(folder: Path) -> Rows:
    """Give the rows of all encoders, one after the other, each ordered by the segment's id."""
    found = []
    with Index(folder) as index:
        for about in index.encoders:
            keys, rows = vectors_of(index.db, about["name"], about["dimensions"])
            ids = {key: segment.id for key, segment in index.segments(keys.tolist()).items()}
            found.append(
                rows[
                    sorted(range(len(keys)), key=[ids[int(key)] for key in keys].__getitem__)
                ].ravel()
            )
    return np.concatenate(found)


def _vector_files(folder: Path) -> set[str]:
    return {path.name for path in folder.glob("vectors-*")}
