"""Labelled passages, told apart by what kind of text they are.

In: a file of JSON lines, each with `content` and `label` (1: it is one) and
perhaps `document_id`, `ambiguous`, `note`. Out: precision, recall and F1 of
the recogniser of contents pages or reference lists.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import BadRequest
from pipeline.parse.apparatus import is_passage
from pipeline.records import Apparatus
from pipeline.text.typed import typed_lines

# A third of the documents is kept from what weights and rules are made with.
_HELD_OUT = 3


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage and what a reader said of it."""

    text: str
    label: bool
    group: str  # its document, or itself
    ambiguous: bool = False
    note: str = ""

    @property
    def split(self) -> str:
        """Its part of the file: "train" or "test", by its document's hash."""
        digest = hashlib.sha256(self.group.encode()).hexdigest()
        return "test" if int(digest, 16) % _HELD_OUT == 0 else "train"


@dataclass(frozen=True, slots=True)
class Measures:
    """How well a yes or no was said."""

    right: int  # said and so
    extra: int  # said and not so
    missed: int  # not said and so

    @property
    def precision(self) -> float:
        """Share of what was said that is so."""
        said = self.right + self.extra
        return self.right / said if said else 1.0

    @property
    def recall(self) -> float:
        """Share of what is so that was said."""
        so = self.right + self.missed
        return self.right / so if so else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        return 2 * self.right / (2 * self.right + self.extra + self.missed) if self.right else 0.0

    def __str__(self) -> str:
        return (
            f"P {self.precision:.3f}  R {self.recall:.3f}  F1 {self.f1:.3f}"
            f"  (right {self.right}, extra {self.extra}, missed {self.missed})"
        )


def load_passages(path: Path) -> list[Passage]:
    """Read labelled passages; BadRequest when the file holds none."""
    try:
        rows = [json.loads(line) for line in typed_lines(path, BadRequest) if line.strip()]
        found = [
            Passage(
                row["content"],
                bool(row["label"]),
                row.get("document_id") or row["content"],
                bool(row.get("ambiguous")),
                row.get("note", ""),
            )
            for row in rows
        ]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadRequest(
            f"{path} cannot be read: {error}", "give JSON lines with content and label"
        ) from error
    if not found:
        raise BadRequest(f"{path} holds no passages", "give JSON lines with content and label")
    return found


def judge(passages: Sequence[Passage], kind: Apparatus) -> list[tuple[bool, bool]]:
    """Say of every passage whether it is of a kind, beside its label."""
    return [(is_passage(kind, p.text), p.label) for p in passages]


def measures(pairs: Sequence[tuple[bool, bool]]) -> Measures:
    """Count `(said, so)` pairs."""
    return Measures(
        sum(bool(said and so) for said, so in pairs),
        sum(bool(said and not so) for said, so in pairs),
        sum(bool(so and not said) for said, so in pairs),
    )
