"""The catalogue of official documents that Concord ships.

In: the folder `corpora/research-security` of the checkout, or what the wheel
installed of it, or the folder that CONCORD_CATALOGUE names. Out: its sheets.
Always: the same sheets for one process; none when there is no such folder, for
a catalogue only helps to name what texts refer to.
"""

from __future__ import annotations

import os
import sys
from functools import cache
from pathlib import Path

from pipeline.catalog.load import load_sheets
from pipeline.catalog.sheet import Sheet

_NAME = "research-security"


@cache
def official() -> tuple[Sheet, ...]:
    """Load the catalogue; raises BadSheet when it is not in order."""
    folder = catalogue_folder()
    return tuple(load_sheets(folder)) if folder is not None else ()


def catalogue_folder() -> Path | None:
    """Find the catalogue: CONCORD_CATALOGUE, the checkout, the installed files."""
    said = os.environ.get("CONCORD_CATALOGUE")
    if said:
        return Path(said)
    checkout = Path(__file__).resolve().parents[2] / "corpora" / _NAME
    installed = Path(sys.prefix) / "share" / "concord" / _NAME
    return next((f for f in (checkout, installed) if (f / "sheets.yaml").is_file()), None)
