"""Questions with known answers, asked of an index.

In: a YAML list of questions (see tests/questions/README.md) and a function
that searches. Out: recall at 1, 5 and 10 and the mean reciprocal rank, by
direction and kind. A hit is right when it comes from an answer's file and
page and its paragraph holds one of the answer's keys, white space aside.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import BadRequest
from pipeline.query.hits import Hit

DEPTHS = (1, 5, 10)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, the rank of its first right hit (None: not found), and the hits."""

    id: str
    direction: str
    kind: str
    split: str
    query: str
    rank: int | None
    hits: tuple[Hit, ...]


def load_questions(path: Path) -> list[dict[str, Any]]:
    """Read questions; BadRequest when the file is no list of them."""
    import yaml

    try:
        found = yaml.safe_load(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise BadRequest(f"{path} cannot be read: {error}", "give a YAML list of questions") from (
            error
        )
    needed = {"id", "direction", "kind", "query", "answers"}
    if not isinstance(found, list) or any(
        not isinstance(q, dict) or needed - q.keys() for q in found
    ):
        raise BadRequest(
            f"{path} is no list of questions", "each needs " + ", ".join(sorted(needed))
        )
    return found


def ask(
    questions: Iterable[dict[str, Any]],
    search: Callable[[str, int], Sequence[Hit]],
    tick: Callable[[int], None] | None = None,
) -> list[Asked]:
    """Ask every question and find the rank of its first right hit."""
    asked = []
    for question in questions:
        found = tuple(search(question["query"], max(DEPTHS)))
        rank = next((h.rank for h in found if is_right(h, question["answers"] or [])), None)
        asked.append(
            Asked(
                question["id"],
                question["direction"],
                question["kind"],
                question.get("split", "dev"),
                question["query"],
                rank,
                found,
            )
        )
        if tick is not None:
            tick(1)
    return asked


def is_right(hit: Hit, answers: Sequence[dict[str, Any]]) -> bool:
    """Tell whether a hit is one of the answers."""
    words = _bare(hit.context + (hit.segment.stem or ""))
    pages = {a.page for a in hit.segment.anchors}
    for answer in answers:
        path = str(answer["path"])
        if hit.entry.path != path and not hit.entry.path.endswith("/" + path):
            continue
        if answer.get("pages") and pages and not pages & set(answer["pages"]):
            continue
        if any(_bare(str(key)) in words for key in answer["key"]):
            return True
    return False


def _bare(text: str) -> str:
    return re.sub(r"\s+", "", text).lower()


def table(asked: Sequence[Asked]) -> list[tuple[str, int, dict[str, float]]]:
    """Sum up answerable questions: (group, count, measures), groups then all."""
    answerable = [a for a in asked if a.direction != "none"]
    groups: dict[str, list[Asked]] = {}
    for a in answerable:
        groups.setdefault(a.direction, []).append(a)
    for a in answerable:
        groups.setdefault(a.kind, []).append(a)
    groups["all"] = answerable
    return [(name, len(group), _measures(group)) for name, group in groups.items() if group]


def _measures(group: Sequence[Asked]) -> dict[str, float]:
    found = {
        f"R@{k}": sum(a.rank is not None and a.rank <= k for a in group) / len(group)
        for k in DEPTHS
    }
    found["MRR"] = sum(1 / a.rank for a in group if a.rank) / len(group)
    return found
