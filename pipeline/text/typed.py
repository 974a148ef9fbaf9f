"""Text files that people write or save: sheets, schemes, lexica, lists, labels.

In: a path. Out: its text, without the mark that some editors put first; or its
lines. Always: what cannot be read, or is not UTF-8, is an error of the kind that
the caller names.
"""

from __future__ import annotations

from pathlib import Path

from pipeline.errors import BadSheet, PipelineError


def read_typed(path: Path, wrong: type[PipelineError] = BadSheet) -> str:
    """Read a text file; raises `wrong`."""
    try:
        return path.read_text("utf-8-sig")
    except OSError as error:
        why, hint = error.strerror or str(error), "check the path"
        raise wrong(f"{path} cannot be read: {why}", hint, file=path) from error
    except UnicodeDecodeError as error:
        hint = "save it as UTF-8"
        raise wrong(f"{path} cannot be read: it is not UTF-8 text", hint, file=path) from error


def typed_lines(path: Path, wrong: type[PipelineError] = BadSheet) -> list[str]:
    """Read the lines of a file; a separator of lines or pages within one (U+2028) is text."""
    lines = read_typed(path, wrong).split("\n")
    return lines if lines[-1] else lines[:-1]
