"""What a built model folder promises about itself.

In: a folder of built files. Out: `manifest.json` inside it, with the source
weights, the recipe and the size and hash of every file. The folder and its
manifest are published by one rename, so neither is ever seen alone.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from pipeline.artifacts.pins import Pin
from pipeline.ids import sha256_of

FILE = "manifest.json"


@dataclass(frozen=True, slots=True)
class Manifest:
    """Source, recipe and files of one built folder."""

    source: str  # sha256 of the weights it was built from, and of what was added
    requirement: str  # the package that held them
    recipe: int  # grows whenever the building code changes what it writes
    files: dict[str, tuple[int, str]]  # relative path: size, sha256


def describe(folder: Path, source: str, pin: Pin, recipe: int) -> Manifest:
    """Measure every file of a freshly built folder."""
    paths = sorted(p for p in folder.rglob("*") if p.is_file() and p.name != FILE)
    files = {p.relative_to(folder).as_posix(): (p.stat().st_size, sha256_of(p)) for p in paths}
    return Manifest(source, pin.requirement, recipe, files)


def write(folder: Path, manifest: Manifest) -> None:
    """Put the manifest beside the files it describes."""
    text = json.dumps(asdict(manifest), indent=2, sort_keys=True) + "\n"
    (folder / FILE).write_text(text, encoding="utf-8")


def read(folder: Path) -> Manifest | None:
    """Read a folder's manifest; None when there is none or it is not one."""
    try:
        raw: dict[str, Any] = json.loads((folder / FILE).read_text(encoding="utf-8"))
        files = {str(k): (int(v[0]), str(v[1])) for k, v in raw["files"].items()}
        return Manifest(str(raw["source"]), str(raw["requirement"]), int(raw["recipe"]), files)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, IndexError):
        return None


def wrong_sizes(folder: Path, manifest: Manifest) -> list[str]:
    """Name the files that are missing or of another size: cheap, for every load."""
    return [name for name, (size, _) in manifest.files.items() if _size(folder / name) != size]


def wrong_hashes(folder: Path, manifest: Manifest) -> list[str]:
    """Name the files whose bytes changed: reads everything."""
    wrong = set(wrong_sizes(folder, manifest))
    intact = ((name, sha) for name, (_, sha) in manifest.files.items() if name not in wrong)
    wrong.update(name for name, sha in intact if sha256_of(folder / name) != sha)
    return sorted(wrong)


def _size(path: Path) -> int | None:
    try:
        return path.stat().st_size
    except OSError:
        return None
