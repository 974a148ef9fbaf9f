"""Two files of lines that translate each other, read.

In: two text files with as many lines. Out: their lines. Raises BadRequest where
the counts differ or a line is empty: such files are not aligned line by line.
"""

from __future__ import annotations

from pathlib import Path

from pipeline.errors import BadRequest


def load_bitext(first: Path, second: Path) -> tuple[list[str], list[str]]:
    """Read two line files."""
    sides = [_sentences(path) for path in (first, second)]
    if len(sides[0]) != len(sides[1]):
        raise BadRequest(
            f"{first.name} has {len(sides[0])} lines and {second.name} {len(sides[1])}",
            "line n of the one must be the translation of line n of the other",
        )
    return sides[0], sides[1]


def lines_of(path: Path) -> list[str]:
    """Read the lines of a file; a separator of lines or pages within one (U+2028) is text."""
    try:
        lines = path.read_text("utf-8-sig").split("\n")
    except UnicodeDecodeError:
        raise BadRequest(f"{path.name} is not UTF-8 text", "save it as UTF-8") from None
    except OSError as error:
        raise BadRequest(f"{path} cannot be read: {error.strerror or error}") from None
    lines = [line.rstrip("\r") for line in lines]
    if not lines[-1]:
        lines.pop()
    return lines


def _sentences(path: Path) -> list[str]:
    lines = lines_of(path)
    if not lines:
        raise BadRequest(f"{path.name} is empty", "one sentence a line is expected")
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            raise BadRequest(f"line {number} of {path.name} is empty", "take the pair out")
    return lines
