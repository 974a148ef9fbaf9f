"""Where models live.

In: the environment. Out: a folder, which need not exist yet. `CONCORD_MODELS`
wins; a checkout (`setup.cfg` and `models/` beside the package) keeps its own;
an installed package uses the user's data folder.
"""

from __future__ import annotations

import os
from pathlib import Path

import pipeline

ENV = "CONCORD_MODELS"


def models_dir() -> Path:
    """Give the folder that holds built models."""
    if chosen := os.environ.get(ENV):
        return Path(chosen).expanduser().absolute()
    return _checkout_models(Path(pipeline.__file__).resolve().parent) or _user_models()


def _checkout_models(package: Path) -> Path | None:
    beside = package.parent
    inside = (beside / "setup.cfg").is_file() and (beside / "models").is_dir()
    return beside / "models" if inside else None


def _user_models() -> Path:
    import platformdirs

    return platformdirs.user_data_path("concord", appauthor=False) / "models"
