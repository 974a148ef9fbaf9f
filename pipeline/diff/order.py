"""How far two sequences agree in order. The one place that imports rapidfuzz."""

from __future__ import annotations

from collections.abc import Sequence


def order_alike(left: Sequence[str], right: Sequence[str]) -> float:
    """Give twice the longest common subsequence over both lengths, 0 to 1."""
    from rapidfuzz.distance import Indel

    return float(Indel.normalized_similarity(left, right))


def same_in_order(left: Sequence[str], right: Sequence[str]) -> list[tuple[int, int]]:
    """Give the places of a longest common subsequence."""
    from rapidfuzz.distance import Indel

    return [
        (op.src_start + k, op.dest_start + k)
        for op in Indel.opcodes(left, right)
        if op.tag == "equal"
        for k in range(op.src_end - op.src_start)
    ]
