"""Two files of lines that translate each other, read.

In: two text files with as many lines. Out: their lines. Raises BadRequest where
the counts differ or a line is empty: such files are not aligned line by line.
"""

from __future__ import annotations

from pathlib import Path

from pipeline.errors import BadRequest
from pipeline.text.typed import typed_lines


def load_bitext(first: Path, second: Path) -> tuple[list[str], list[str]]:
    """Read two line files."""
    sides = [_sentences(path) for path in (first, second)]
    if len(sides[0]) != len(sides[1]):
        raise BadRequest(
            f"{first.name} has {len(sides[0])} lines and {second.name} {len(sides[1])}",
            "line n of the one must be the translation of line n of the other",
        )
    return sides[0], sides[1]


def _sentences(path: Path) -> list[str]:
    lines = typed_lines(path, BadRequest)
    if not lines:
        raise BadRequest(f"{path.name} is empty", "one sentence a line is expected")
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            raise BadRequest(f"line {number} of {path.name} is empty", "take the pair out")
    return lines
