"""Models that Concord builds from pinned weights, and where they live.

In: a model's name. Out: its folder, built on first use. Holds: a folder is
complete and made from the pinned weights, or it is built again.
"""

from __future__ import annotations

from pathlib import Path

from pipeline.artifacts import store
from pipeline.artifacts.adapter import ADAPTER_SHA256, PACKED, build_packed
from pipeline.artifacts.bert import PASSAGE, QUERY, unpack
from pipeline.artifacts.e5s1 import E5File
from pipeline.artifacts.folders import models_dir
from pipeline.artifacts.pins import (
    E5_SMALL,
    USE_VOCABULARY,
    USE_WEIGHTS,
    Pin,
    check_source,
    source_file,
)
from pipeline.artifacts.shipped import Shipped
from pipeline.artifacts.tokenizer import MAX_TOKENS
from pipeline.artifacts.unpacked import WEIGHTS, build_use_multilingual
from pipeline.errors import ModelProblem

__all__ = [
    "ADAPTER_SHA256",
    "E5_SMALL",
    "MAX_TOKENS",
    "PASSAGE",
    "QUERY",
    "USE_VOCABULARY",
    "USE_WEIGHTS",
    "WEIGHTS",
    "E5File",
    "Pin",
    "Shipped",
    "check_source",
    "model_folder",
    "models_dir",
    "packed_weights",
    "rebuild",
    "source_file",
    "verify",
]


def packed_weights() -> Path:
    """Give the 4-bit file of e5-small with its adapter, making it when needed."""
    return store.ensure(_RECIPES["e5-small-weights"]) / PACKED


def _build_e5_small(_: Path, folder: Path) -> None:
    unpack(packed_weights(), folder)


_RECIPES = {
    "e5-small-weights": store.Recipe(
        "e5-small-weights", E5_SMALL, version=1, build=build_packed, beside=ADAPTER_SHA256
    ),
    "e5-small": store.Recipe(
        "e5-small", E5_SMALL, version=3, build=_build_e5_small, beside=ADAPTER_SHA256
    ),
    "use-multilingual": store.Recipe(
        "use-multilingual", USE_WEIGHTS, version=1, build=build_use_multilingual
    ),
}


def model_folder(name: str) -> Path:
    """Give the folder of a model, building it when needed."""
    return store.ensure(_recipe(name))


def rebuild(name: str) -> Path:
    """Build a model's folder anew."""
    return store.rebuild(_recipe(name))


def verify(name: str) -> None:
    """Check every byte of a model's source and of its built files."""
    store.verify(_recipe(name))


def _recipe(name: str) -> store.Recipe:
    try:
        return _RECIPES[name]
    except KeyError:
        known = ", ".join(_RECIPES)
        raise ModelProblem(f"No model named {name} is built here.", f"Known: {known}.") from None
