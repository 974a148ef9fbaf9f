"""A file of Turtle or JSON-LD as a graph.

In: a path. Out: the graph and the text. Always: nothing is fetched from an
address; what cannot be read is a BadSheet that names file and line.
"""

from __future__ import annotations

import json
import logging
import re
import warnings
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.errors import BadSheet
from pipeline.text.typed import read_typed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rdflib import Graph

FORMAT_OF = {".ttl": "turtle", ".nt": "turtle", ".jsonld": "json-ld", ".json": "json-ld"}


def parse_graph(path: Path) -> tuple[Graph, str]:
    """Read a file by its ending: .ttl and .nt are Turtle, .jsonld and .json JSON-LD."""
    from rdflib import Graph

    form = FORMAT_OF[path.suffix.lower()]
    text = read_typed(path)
    if form == "json-ld":
        _check_json(path, text)
    graph = Graph()
    base = path.resolve().as_uri()
    try:
        with _quiet():
            graph.parse(data=text, format=form, publicID=base)
    except RecursionError as error:
        raise BadSheet(f"{path}: is nested too deeply", "is it a scheme?", file=path) from error
    except Exception as error:  # rdflib raises whatever its parsers stumble over
        line = _line(error)
        place = f"{path}:{line}" if line else str(path)
        what = getattr(error, "_why", None) or str(error) or type(error).__name__
        raise BadSheet(
            f"{place}: not readable as {'Turtle' if form == 'turtle' else 'JSON-LD'}:"
            f" {' '.join(str(what).split())[:200]}",
            "check the line named and the one before it" if line else "check it with its maker",
            file=path,
            line=line,
        ) from error
    return graph, text


def line_of(text: str, address: str) -> int | None:
    """Reads as: a thing is described where a line begins with its name, else where that stands."""
    name = re.escape(re.split(r"[/#:]", address.rstrip("/#"))[-1])
    found = name and (
        re.search(rf"(?m)^\s*\S*[:/#]{name}(?![\w-])", text)
        or re.search(rf"[:/#]{name}(?![\w-])", text)
    )
    return text.count("\n", 0, found.end()) + 1 if found else None


def _line(error: Exception) -> int | None:
    """Take the line from an error of rdflib's Turtle parser, which counts from 0."""
    lines = getattr(error, "lines", None)
    return lines + 1 if isinstance(lines, int) else None


def _check_json(path: Path, text: str) -> None:
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        raise BadSheet(
            f"{path}:{error.lineno}: not readable as JSON: {error.msg}",
            "check the line named and the one before it",
            file=path,
            line=error.lineno,
        ) from error
    except RecursionError as error:
        raise BadSheet(f"{path}: is nested too deeply", "is it a scheme?", file=path) from error
    for address in _remote(data):
        raise BadSheet(
            f"{path}:{line_of(text, address) or 1}: its context is at {address},"
            " and nothing is fetched",
            "write the context into the file, or save the scheme as Turtle",
            file=path,
            line=line_of(text, address),
        )


def _remote(data: Any) -> Iterator[str]:
    """Yield the addresses of contexts that are not in the file."""
    waiting = [data]
    while waiting:
        value = waiting.pop()
        if isinstance(value, list):
            waiting += value
        elif isinstance(value, dict):
            waiting += value.values()
            context = value.get("@context", [])
            for part in context if isinstance(context, list) else [context]:
                if isinstance(part, str):
                    yield part
                elif isinstance(part, dict) and isinstance(part.get("@import"), str):
                    yield part["@import"]


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep rdflib from writing about odd literals, and about itself, to standard error."""
    log = logging.getLogger("rdflib")
    before = log.level
    log.setLevel(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            yield
    finally:
        log.setLevel(before)
