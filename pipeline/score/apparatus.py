"""Documents whose contents pages, reference lists, member lists and forms are known by page.

In: a YAML list of `{file, pages: {kind: [page, ...]}}` (see
tests/parse/apparatus.yaml) and the folder the files are in. Out: for every
page of every file and every kind, whether the recogniser found any there and
whether there is any. A format without pages counts as one page.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import BadRequest
from pipeline.ids import sha256_of
from pipeline.parse import parse
from pipeline.records import Apparatus, Document
from pipeline.score.passages import Measures, measures


@dataclass(frozen=True, slots=True)
class Truth:
    """A file and the pages that hold each kind; `unjudged` kinds nobody has listed."""

    file: str
    language: str
    pages: dict[Apparatus, frozenset[int]]
    unjudged: frozenset[Apparatus]
    quick: bool = False  # read by the tests too


@dataclass(frozen=True, slots=True)
class Judged:
    """One page and kind: found, and so."""

    file: str
    language: str
    page: int
    kind: Apparatus
    said: bool
    so: bool


def load_truths(path: Path) -> list[Truth]:
    """Read truths; BadRequest when the file is no list of them."""
    import yaml

    try:
        rows = yaml.safe_load(path.read_text("utf-8"))
        return [_truth(row) for row in rows]
    except (OSError, UnicodeDecodeError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadRequest(
            f"{path} cannot be read: {error}", "give a YAML list of file, language and pages"
        ) from error
    except yaml.YAMLError as error:
        raise BadRequest(f"{path} is no YAML: {error}", "mend it") from error


def _truth(row: dict[str, Any]) -> Truth:
    pages = {Apparatus(k): frozenset(_pages(v)) for k, v in row.get("pages", {}).items()}
    unjudged = frozenset(Apparatus(k) for k in row.get("unjudged", ()))
    return Truth(row["file"], row["language"], pages, unjudged, row.get("quick", False))


def _pages(listed: Sequence[int | str]) -> list[int]:
    """Spell out pages: 3, "5-8"."""
    found: list[int] = []
    for entry in listed:
        match = re.fullmatch(r"(\d+)-(\d+)", str(entry))
        found += range(int(match[1]), int(match[2]) + 1) if match else [int(entry)]
    return found


def judge(truth: Truth, data: Path, tick: Callable[[int], None] | None = None) -> list[Judged]:
    """Read a file and compare what was found on each page with what is there."""
    path = data / truth.file
    document = parse(path, sha256_of(path))
    if tick is not None:
        tick(1)
    return judge_document(truth, document)


def judge_document(truth: Truth, document: Document) -> list[Judged]:
    """Compare what was found on each page of a document with what is there."""
    found: set[tuple[int, Apparatus]] = set()
    for block in document.blocks:
        if block.apparatus is not None:
            pages = {a.page for a in block.anchors} or {1}
            found |= {(page, block.apparatus) for page in pages}
    return [
        Judged(
            truth.file,
            truth.language,
            page,
            kind,
            (page, kind) in found,
            page in truth.pages.get(kind, ()),
        )
        for page in range(1, (document.pages or 1) + 1)
        for kind in Apparatus
        if kind not in truth.unjudged
    ]


def table(judged: Sequence[Judged]) -> list[tuple[str, int, Measures]]:
    """Sum up by kind, by language, and all: (name, pages so, measures)."""
    groups: dict[str, list[Judged]] = {}
    for pair in judged:
        for name in (f"{pair.kind} {pair.language}", pair.language, "all"):
            groups.setdefault(name, []).append(pair)
    return [
        (name, sum(p.so for p in group), measures([(p.said, p.so) for p in group]))
        for name, group in sorted(groups.items(), key=lambda g: (g[0] == "all", g[0]))
    ]
