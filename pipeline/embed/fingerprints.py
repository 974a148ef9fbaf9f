"""The identity of vectors: what must be equal for rows to be comparable.

In: weights, prompts, length, arithmetic. Out: 16 hex digits. Arithmetic is
named as it was asked for: "auto" gives rows within a cosine of .999 of each
other on every machine, so an index may move between machines.
"""

from __future__ import annotations

import hashlib
import json


def fingerprint(**parts: object) -> str:
    """Hash named parts; their order does not matter."""
    text = json.dumps(parts, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:16]
