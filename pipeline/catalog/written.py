"""Sheets as they are written: YAML mappings with the lines they stand on.

In: a YAML file. Out: its mappings, every scalar as the text that was typed,
with the line of each key. Always: a key written twice in one sheet and broken
YAML are errors that name file and line.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import BadSheet
from pipeline.text.typed import read_typed

_EMPTY = {"", "~", "null", "none"}


@dataclass(frozen=True, slots=True)
class Written:
    """One mapping of a YAML file."""

    path: Path
    line: int
    fields: dict[str, object]  # empty values left out
    lines: dict[str, int]  # line of each key


def read_written(path: Path) -> list[Written]:
    """Read the mappings of a YAML file, in order; other documents are passed over."""
    import yaml

    text = read_typed(path)
    try:
        # libyaml's, where it is there, is ten times as fast.
        loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
        # BaseLoader keeps 2024-08 and no as typed; what they mean is the form's affair.
        nodes = list(yaml.compose_all(text, Loader=loader))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else None
        what = getattr(error, "problem", None) or str(error)
        raise BadSheet(
            f"{path}:{line}: not readable as YAML: {what}",
            "check indentation, and quote values that hold ': ' or start with a mark",
            file=path,
            line=line,
        ) from error
    return [
        _written(path, node, yaml.BaseLoader(""))
        for node in nodes
        if isinstance(node, yaml.MappingNode)
    ]


def yaml_files(folder: Path) -> Iterator[Path]:
    """Give the YAML files below a folder in sorted order, hidden ones left out."""
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if path.suffix.lower() in {".yaml", ".yml"} and path.is_file() and not hidden:
            yield path


def _written(path: Path, node: object, loader: object) -> Written:
    import yaml

    assert isinstance(node, yaml.MappingNode) and isinstance(loader, yaml.BaseLoader)
    start = node.start_mark.line + 1
    fields: dict[str, object] = {}
    lines: dict[str, int] = {}
    for key_node, value_node in node.value:
        key = str(key_node.value)
        line = key_node.start_mark.line + 1
        if key in lines:
            raise BadSheet(
                f"{path}:{line}: {key} is written twice in one sheet",
                "keep one of the two, or separate the sheets by a line ---",
                file=path,
                line=line,
                field=key,
            )
        lines[key] = line
        value = loader.construct_object(value_node, deep=True)
        if not (isinstance(value, str) and value.strip().lower() in _EMPTY):
            fields[key] = value
    return Written(path, start, fields, lines)
