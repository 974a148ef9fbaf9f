"""YAML as written: values that know where they stand.

In: a YAML file. Out: entries, every scalar still the text that was typed
(`21.1` is no number, `no` no truth value). Always: what does not fit is a
BadSheet that names file, line, item (row, concept) and field, with a hint.
An empty value, `null` and `none` mean "not stated".
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import BadSheet
from pipeline.text.typed import read_typed

if TYPE_CHECKING:
    import yaml

_EMPTY = {"", "~", "null", "none"}
# Lines that YAML folded stand apart by a blank, which Japanese does not write.
_FOLDED = re.compile(r"(?<=[\u2e80-\u9fff\uf900-\uffef])\s+(?=[\u2e80-\u9fff\uf900-\uffef])")


@dataclass(frozen=True, slots=True)
class Entry:
    """One value of a file; `item` and `field` are how an error names its place."""

    path: Path
    node: yaml.Node
    item: str = ""
    field: str = ""

    def wrong(self, what: str, hint: str) -> BadSheet:
        """Make the error that says what is wrong with this value."""
        line = self.node.start_mark.line + 1
        place = ", ".join(x for x in (self.item, f"field {self.field}" if self.field else "") if x)
        return BadSheet(
            f"{self.path}:{line}: {place + ': ' if place else ''}{what}",
            hint,
            file=self.path,
            line=line,
            row=self.item or None,
            field=self.field or None,
        )

    def called(self, item: str) -> Entry:
        """Name the item that this value is, for errors below it."""
        return Entry(self.path, self.node, item)

    @property
    def is_text(self) -> bool:
        """Tell whether the value is a scalar."""
        return isinstance(self.node.value, str)

    @property
    def is_mapping(self) -> bool:
        """Tell whether the value is a mapping."""
        return str(self.node.tag).endswith(":map")

    def text(self) -> str:
        """Read a text; lines that YAML folded are joined as their language joins them."""
        value = self.node.value
        if not self.is_text or not value.strip():
            raise self.wrong("must be a text", "write words here, in quotes if they hold ': '")
        return " ".join(_FOLDED.sub("", value).split())

    def texts(self) -> tuple[str, ...]:
        """Read a list of texts; one text stands for a list of one."""
        return (self.text(),) if self.is_text else tuple(e.text() for e in self.entries())

    def entries(self) -> list[Entry]:
        """Read a list."""
        if not str(self.node.tag).endswith(":seq"):
            raise self.wrong("must be a list", "write one entry per line, each after a dash")
        return [Entry(self.path, node, self.item, self.field) for node in self.node.value]

    def fields(self, known: Collection[str]) -> dict[str, Entry]:
        """Read a mapping with some of the `known` keys; empty values are left out."""
        if not self.is_mapping:
            raise self.wrong(
                "must have fields", f"write `field: value`; the fields are {', '.join(known)}"
            )
        found: dict[str, Entry] = {}
        seen = set()
        for key_node, value in self.node.value:
            key = str(key_node.value)
            inner = f"{self.field}.{key}" if self.field else key
            if key in seen:
                at = Entry(self.path, key_node, self.item, inner)
                raise at.wrong("is written twice", "keep one of the two")
            if key not in known:
                at = Entry(self.path, key_node, self.item, inner)
                raise at.wrong("is not a field here", _suggest(key, known))
            seen.add(key)
            entry = Entry(self.path, value, self.item, inner)
            if not (entry.is_text and value.value.strip().lower() in _EMPTY):
                found[key] = entry
        return found


def read_file(path: Path, holds: str) -> Entry:
    """Read a YAML file of one document; `holds` is the list that it must hold at least."""
    import yaml

    text = read_typed(path)
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # in C where PyYAML was built with it
    try:
        node = yaml.compose(text, Loader=loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        what = getattr(error, "problem", None) or str(error)
        raise BadSheet(
            f"{path}:{line}: not readable as YAML: {what}",
            "check the indentation, and quote values that hold ': ' or start with a mark",
            file=path,
            line=line,
        ) from error
    if node is None:
        raise BadSheet(f"{path}: is empty", f"write `{holds}:` and a list below it", file=path)
    return Entry(path, node)


def _suggest(key: str, known: Collection[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(key, known, n=1)
    return (f"did you mean {near[0]}? " if near else "") + f"the fields are {', '.join(known)}"
