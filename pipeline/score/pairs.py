"""Pairs of passages in two languages from a table, read.

In: a tab-separated file with a header that names the columns `ja` and `en`, and
perhaps `id` and `kind`. Out: `PassagePair`s in order. Quotation marks are part of
the text. Raises BadRequest for a table that is not of that form.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import BadRequest
from pipeline.text.typed import typed_lines


@dataclass(frozen=True, slots=True)
class PassagePair:
    """A passage in Japanese and English; `kind` is "" where the table has none."""

    id: str
    ja: str
    en: str
    kind: str = ""


def load_pairs(path: Path) -> list[PassagePair]:
    """Read a table of pairs."""
    lines = typed_lines(path, BadRequest)
    header = lines[0].split("\t") if lines else []
    if "ja" not in header or "en" not in header:
        named = ", ".join(header) or "none"
        raise BadRequest(
            f"{path.name} has no columns ja and en (its first line names: {named})",
            "write a header and part the columns by tabs",
        )
    found = []
    for number, line in enumerate(lines[1:], start=2):
        if not line.strip():
            continue
        cells = line.split("\t")
        if len(cells) != len(header):
            raise BadRequest(
                f"line {number} of {path.name} has {len(cells)} columns, its header {len(header)}"
            )
        row = dict(zip(header, cells, strict=True))
        if not row["ja"].strip() or not row["en"].strip():
            raise BadRequest(f"line {number} of {path.name} lacks a text", "take it out")
        found.append(
            PassagePair(row.get("id") or str(number), row["ja"], row["en"], row.get("kind", ""))
        )
    if not found:
        raise BadRequest(f"{path.name} has a header and no pairs")
    return found


def kinds(pairs: Sequence[PassagePair]) -> dict[str, list[int]]:
    """Give the positions of each kind, in order of name; nothing where no kind is told."""
    names = sorted({pair.kind for pair in pairs} - {""})
    return {name: [i for i, p in enumerate(pairs) if p.kind == name] for name in names}
