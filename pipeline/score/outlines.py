"""The numbered headings of documents measured against lists of their numbers.

In: a YAML list of documents, each with the numbers of its headings written
short ("chapter 3 / section 2 / article 8-15"), and the documents. Out: how
many of the numbers are found as headings, below the right ones, and how many
headings there should not be. The lists hold numbers only, no words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from pipeline.errors import BadRequest
from pipeline.numbering import split_number
from pipeline.records import BlockKind, Document
from pipeline.score.sections import sections_of, value_of

_RANGE = re.compile(r"(.*?)(\d+)-(\d+)")


@dataclass(frozen=True, slots=True)
class Outline:
    """What one document should have: paths of heading numbers, and runs of item numbers."""

    file: str
    headings: tuple[str, ...]
    items: tuple[tuple[str, int, int], ...]  # style, first and last number
    floor: float


@dataclass(frozen=True, slots=True)
class Found:
    """What was found of it."""

    file: str
    expected: int
    headings: int  # that the document has, of the styles in the list
    both: int
    missing: tuple[str, ...]
    added: tuple[str, ...]
    items: tuple[str, ...]  # numbers of items that were not found

    @property
    def precision(self) -> float:
        """Share of the found headings that are right."""
        return self.both / self.headings if self.headings else 1.0

    @property
    def recall(self) -> float:
        """Share of the expected headings that were found."""
        return self.both / self.expected if self.expected else 1.0


def load_outlines(path: Path) -> list[Outline]:
    """Read the list; BadRequest when the file is none."""
    import yaml

    try:
        raw = yaml.safe_load(path.read_text("utf-8"))
        return [
            Outline(
                str(one["file"]),
                tuple(expand(one.get("headings") or [])),
                tuple(_items(one.get("items") or {})),
                float(one.get("floor", 0.0)),
            )
            for one in raw["documents"]
        ]
    except (OSError, UnicodeDecodeError, yaml.YAMLError, KeyError, TypeError, ValueError) as error:
        raise BadRequest(
            f"{path} is no list of outlines: {error}", "each needs file and headings"
        ) from error


def _items(raw: dict[str, Any]) -> Iterable[tuple[str, int, int]]:
    for style, span in raw.items():
        first, last = str(span).split("-")
        yield style, int(first), int(last)


def expand(lines: Iterable[str]) -> list[str]:
    """Write every heading's path in order: "3 / 3.1-2" gives 3, 3/3.1 and 3/3.2."""
    found: list[str] = []
    open_: list[str] = []
    for line in lines:
        parts = [part.strip() for part in str(line).split(" / ")]
        here: list[str] = []
        for depth, part in enumerate(parts):
            match = _RANGE.fullmatch(part)
            values = (
                [part]
                if match is None
                else [f"{match[1]}{n}" for n in range(int(match[2]), int(match[3]) + 1)]
            )
            last = depth == len(parts) - 1
            if last or open_[: depth + 1] != [*here, values[-1]]:
                found += ["/".join([*here, value]) for value in values]
            here.append(values[-1])
        open_ = here
    return found


def measure(outline: Outline, document: Document) -> Found:
    """Compare a document with its list: headings of the styles that the list names."""
    styles = {_style(path.split("/")[-1]) for path in outline.headings}
    found = [
        "/".join(s.path) for s in sections_of(document) if s.path and _style(s.path[-1]) in styles
    ]
    matcher = SequenceMatcher(None, found, outline.headings, autojunk=False)
    blocks = matcher.get_matching_blocks()
    ours = {b.a + i for b in blocks for i in range(b.size)}
    theirs = {b.b + i for b in blocks for i in range(b.size)}
    return Found(
        outline.file,
        len(outline.headings),
        len(found),
        len(ours),
        tuple(p for i, p in enumerate(outline.headings) if i not in theirs),
        tuple(p for i, p in enumerate(found) if i not in ours),
        tuple(_missing_items(outline.items, document)),
    )


def _style(value: str) -> str:
    word = re.match(r"[a-z]+ ?", value)
    return word[0].strip() if word else "number"


def _missing_items(items: Sequence[tuple[str, int, int]], document: Document) -> Iterable[str]:
    """Give the numbers of a run that no item bears, read in order."""
    for style, first, last in items:
        numbers = iter(
            value_of(b.number)
            for b in document.blocks
            if b.kind is BlockKind.ITEM and b.number and _is(b.number, style)
        )
        held = set(numbers)
        yield from (f"{style} {n}" for n in range(first, last + 1) if str(n) not in held)


def _is(printed: str, style: str) -> bool:
    number = split_number(f"{printed}\u3000X", bare=True)
    return number is not None and number.style == style
