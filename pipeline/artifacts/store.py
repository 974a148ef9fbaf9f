"""Build a model folder once, whole or not at all.

In: a recipe (name, pinned source, what of ours goes in, building function). Out: the path of a
complete folder. Holds: a reader sees either no folder or a finished one; two
processes build it once; a kill at any moment leaves at most a hidden
temporary folder, which the next build removes.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pipeline.artifacts import manifest as manifests
from pipeline.artifacts.folders import ENV, models_dir
from pipeline.artifacts.pins import Pin, check_source
from pipeline.errors import ModelProblem


@dataclass(frozen=True, slots=True)
class Recipe:
    """How one model folder comes from one pinned file."""

    name: str
    pin: Pin
    version: int
    build: Callable[[Path, Path], None]  # source file, empty folder to fill
    beside: str = ""  # sha256 of what of ours goes in too

    @property
    def source(self) -> str:
        """What the folder is made from, as its manifest holds it."""
        return f"{self.pin.sha256}+{self.beside}" if self.beside else self.pin.sha256


def folder_of(recipe: Recipe) -> Path:
    """Say where the folder is, built or not."""
    return models_dir() / recipe.name


def installed(recipe: Recipe) -> bool:
    """Tell whether a current, complete folder is there (sizes only)."""
    folder = folder_of(recipe)
    found = manifests.read(folder)
    return (
        found is not None
        and (found.source, found.recipe) == (recipe.source, recipe.version)
        and not manifests.wrong_sizes(folder, found)
    )


def ensure(recipe: Recipe) -> Path:
    """Give the folder, building it when it is missing, outdated or incomplete."""
    if not installed(recipe):
        _build_locked(recipe, again=False)
    return folder_of(recipe)


def rebuild(recipe: Recipe) -> Path:
    """Build the folder anew, whatever is there."""
    _build_locked(recipe, again=True)
    return folder_of(recipe)


def verify(recipe: Recipe) -> None:
    """Check every byte of the source and of the built files."""
    check_source(recipe.pin)
    folder = folder_of(recipe)
    found = manifests.read(folder)
    if found is None or not installed(recipe):
        raise ModelProblem(
            f"The model {recipe.name} is missing or incomplete.",
            "It is built when it is next needed.",
            folder=str(folder),
        )
    if wrong := manifests.wrong_hashes(folder, found):
        raise ModelProblem(
            f"Files of the model {recipe.name} were altered: {', '.join(wrong)}.",
            f"Delete {folder}; it is built again when next needed.",
            folder=str(folder),
        )


def _build_locked(recipe: Recipe, *, again: bool) -> None:
    from filelock import FileLock

    source = check_source(recipe.pin)
    root = models_dir()
    try:
        root.mkdir(parents=True, exist_ok=True)
        with FileLock(root / f".{recipe.name}.lock"):
            if again or not installed(recipe):
                _clear_leftovers(root, recipe.name)
                _build(recipe, source, root)
    except OSError as error:
        raise ModelProblem(
            f"The model {recipe.name} cannot be built in {root}: {error.strerror or error}.",
            f"It needs about 500 MB in a writable folder; set {ENV} to choose another.",
            folder=str(root),
        ) from error


def _build(recipe: Recipe, source: Path, root: Path) -> None:
    fresh = Path(tempfile.mkdtemp(prefix=f".{recipe.name}.", suffix=".tmp", dir=root))
    try:
        recipe.build(source, fresh)
        manifests.write(fresh, manifests.describe(fresh, recipe.source, recipe.pin, recipe.version))
        _settle(fresh)
        _swap_in(fresh, root / recipe.name)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _swap_in(fresh: Path, target: Path) -> None:
    old = fresh.with_name(fresh.name.removesuffix(".tmp") + ".old.tmp")
    if target.exists():
        target.rename(old)
    fresh.rename(target)
    shutil.rmtree(old, ignore_errors=True)


def _settle(folder: Path) -> None:
    """Write through to the disk, and let others read: a models folder may be shared."""
    folder.chmod(0o755)  # mkdtemp makes it private
    for path in (p for p in folder.rglob("*") if p.is_file()):
        path.chmod(0o644)  # so does safetensors
        with path.open("rb") as stream:
            os.fsync(stream.fileno())


def _clear_leftovers(root: Path, name: str) -> None:
    """Remove what killed builds left; called under the lock, so none is alive."""
    for path in root.glob(f".{name}.*.tmp"):
        shutil.rmtree(path, ignore_errors=True)
