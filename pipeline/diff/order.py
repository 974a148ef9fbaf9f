"""How far two sequences agree in order. The one place that imports rapidfuzz."""

from __future__ import annotations

from collections.abc import Sequence


def order_alike(left: Sequence[str], right: Sequence[str]) -> float:
    """Give twice the longest common subsequence over both lengths, 0 to 1."""
    from rapidfuzz.distance import Indel

    return float(Indel.normalized_similarity(left, right))
