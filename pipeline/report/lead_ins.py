"""The lead-in that a quoted list item continues, as readers see it.

In: the lead-in as segments keep it: its last 400 characters, wherever that falls. Out: the
same, beginning with a whole word; a sign stands where it does not begin with its first.
"""

from __future__ import annotations

import re

_KEPT = 400  # characters that segments keep of a lead-in
_CUT = "…"


def lead_in(stem: str | None, most: int = _KEPT) -> str:
    """Give the end of a lead-in; empty where there is none."""
    if not stem:
        return ""
    kept = stem[-most:]
    if len(stem) < _KEPT and kept == stem:
        return stem.strip()
    before = stem[: -len(kept)][-1:]
    if not before.isspace():  # perhaps within a word; Japanese begins anywhere
        kept = re.sub(r"^[A-Za-z0-9’'-]+\s+", "", kept)
    return _CUT + kept.strip()
