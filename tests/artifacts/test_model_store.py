"""A model folder is built once, whole or not at all, from the pinned file only."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.artifacts import store
from pipeline.artifacts.folders import ENV, models_dir
from pipeline.artifacts.pins import Pin, check_source, source_file
from pipeline.errors import ModelProblem

WEIGHTS = b"weights"
NAME = "tiny"


class Builder:
    """Counts its runs; may be told to fail half way."""

    def __init__(self) -> None:
        self.runs = 0
        self.fails = False

    def __call__(self, source: Path, folder: Path) -> None:
        self.runs += 1
        (folder / "sub").mkdir()
        (folder / "sub" / "model.bin").write_bytes(source.read_bytes() * 2)
        time.sleep(0.05)
        if self.fails:
            raise OSError("disk full")
        (folder / "config.json").write_text("{}", encoding="utf-8")


@pytest.fixture
def pin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Pin]:
    package = tmp_path / "site" / "tiny_weights"
    package.mkdir(parents=True)
    (package / "__init__.py").touch()
    (package / "w.bin").write_bytes(WEIGHTS)
    monkeypatch.syspath_prepend(package.parent)
    monkeypatch.setenv(ENV, str(tmp_path / "models"))
    check_source.cache_clear()
    sha = hashlib.sha256(WEIGHTS).hexdigest()
    yield Pin("tiny-weights", "1.0", "tiny_weights", "w.bin", len(WEIGHTS), sha)
    check_source.cache_clear()


@pytest.fixture
def builder() -> Builder:
    return Builder()


@pytest.fixture
def recipe(pin: Pin, builder: Builder) -> store.Recipe:
    return store.Recipe(NAME, pin, 1, builder)


def test_it_is_built_once(recipe: store.Recipe, builder: Builder) -> None:
    assert not store.installed(recipe)
    folder = store.ensure(recipe)
    assert store.ensure(recipe) == folder == models_dir() / NAME
    assert builder.runs == 1
    assert (folder / "sub" / "model.bin").read_bytes() == WEIGHTS * 2
    store.verify(recipe)


def test_two_at_once_build_it_once(recipe: store.Recipe, builder: Builder) -> None:
    with ThreadPoolExecutor(4) as pool:
        folders = set(pool.map(lambda _: store.ensure(recipe), range(4)))
    assert len(folders) == builder.runs == 1


def test_a_failed_build_leaves_nothing(recipe: store.Recipe, builder: Builder) -> None:
    builder.fails = True
    with pytest.raises(ModelProblem) as caught:
        store.ensure(recipe)
    assert ENV in (caught.value.hint or "")
    assert [path.name for path in models_dir().iterdir()] == [f".{NAME}.lock"]


@pytest.mark.parametrize("harm", ["missing", "shorter", "no manifest", "not a manifest", "recipe"])
def test_what_is_incomplete_or_outdated_is_built_again(
    recipe: store.Recipe, builder: Builder, harm: str
) -> None:
    folder = store.ensure(recipe)
    if harm == "missing":
        (folder / "config.json").unlink()
    elif harm == "shorter":
        (folder / "config.json").write_text("{", encoding="utf-8")
    elif harm == "no manifest":
        (folder / "manifest.json").unlink()
    elif harm == "not a manifest":
        (folder / "manifest.json").write_text('{"files": [1]}', encoding="utf-8")
    else:
        recipe = replace(recipe, version=2)
    with pytest.raises(ModelProblem, match="missing or incomplete"):
        store.verify(recipe)
    store.ensure(recipe)
    assert builder.runs == 2
    store.verify(recipe)


def test_bytes_that_changed_are_found_by_verify(recipe: store.Recipe) -> None:
    model = store.ensure(recipe) / "sub" / "model.bin"
    model.write_bytes(model.read_bytes()[::-1])
    assert store.installed(recipe)  # sizes alone cannot tell
    with pytest.raises(ModelProblem, match=r"altered: sub/model\.bin"):
        store.verify(recipe)
    store.rebuild(recipe)
    store.verify(recipe)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"weightz", "not the file of tiny-weights==1.0"),
        (b"w", "not the file"),
        (None, "installed"),
    ],
)
def test_other_weights_are_refused(
    recipe: store.Recipe, builder: Builder, content: bytes | None, message: str
) -> None:
    path = source_file(recipe.pin)
    path.unlink() if content is None else path.write_bytes(content)
    with pytest.raises(ModelProblem, match=message) as caught:
        store.ensure(recipe)
    assert "pip install" in (caught.value.hint or "")
    assert builder.runs == 0


def test_a_package_that_is_absent_is_named(pin: Pin) -> None:
    with pytest.raises(ModelProblem, match="tiny-weights") as caught:
        source_file(replace(pin, module="no_such_module_here"))
    assert caught.value.hint == "pip install tiny-weights==1.0"


KILLED = textwrap.dedent("""
    import time
    from pathlib import Path
    from pipeline.artifacts import store
    from pipeline.artifacts.pins import Pin

    def build(source: Path, folder: Path) -> None:
        (folder / "half.bin").write_bytes(b"half")
        print("building", flush=True)
        time.sleep(60)

    store.ensure(store.Recipe({name!r}, {pin!r}, 1, build))
""")


def test_a_killed_build_leaves_no_folder_and_the_next_cleans_up(
    recipe: store.Recipe, pin: Pin
) -> None:
    paths = os.pathsep.join(path for path in sys.path if path)
    child = subprocess.Popen(
        [sys.executable, "-c", KILLED.format(name=NAME, pin=pin)],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": paths},
    )
    assert child.stdout is not None
    assert child.stdout.readline() == b"building\n"
    child.send_signal(signal.SIGKILL)
    child.communicate()
    assert not (models_dir() / NAME).exists()
    assert list(models_dir().glob(f".{NAME}.*.tmp"))
    store.ensure(recipe)
    store.verify(recipe)
    assert not list(models_dir().glob(f".{NAME}.*.tmp"))


def test_a_folder_that_cannot_be_written_is_said(
    recipe: store.Recipe, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv(ENV, str(tmp_path / "file" / "models"))
    with pytest.raises(ModelProblem, match="cannot be built"):
        store.ensure(recipe)
