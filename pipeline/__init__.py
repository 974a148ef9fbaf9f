"""Concord: find, align and compare policies on research integrity and security.

`build` makes or updates an index, `open_index` opens one, `diff_versions` compares two
versions of a document; see `pipeline.api`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.api import Opened, build, check_index, diff_versions, open_index

__version__ = "0.1.0"
__all__ = ["Opened", "__version__", "build", "check_index", "diff_versions", "open_index"]


def __getattr__(name: str) -> Any:
    """Load the interface on first use: `concord --help` needs none of it."""
    if name in __all__:
        from pipeline import api

        return getattr(api, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
