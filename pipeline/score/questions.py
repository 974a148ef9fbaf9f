"""Questions with known answers, asked of an index.

In: a YAML list of questions (see tests/questions/README.md) and a function
that searches. Out: recall at 1, 5 and 10 and the mean reciprocal rank, by
direction and kind; how many questions without an answer were recognised, and
how many with one refused; which showed a passage that must not be found. A hit
is right when it comes from an answer's file and page and the passage shown
holds one of the answer's keys, white space aside.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import BadRequest
from pipeline.query.hits import Hit

DEPTHS = (1, 5, 10)
NONE = "none"  # the direction of questions that nothing answers


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, the rank of its first right hit (None: not found), and the hits.

    `wrong` is the rank of the first hit that must not be found, where it comes
    before every right one.
    """

    id: str
    direction: str
    kind: str
    split: str
    query: str
    rank: int | None
    hits: tuple[Hit, ...]
    right: tuple[int, ...] = ()
    wrong: int | None = None
    note: str = ""

    @property
    def weak(self) -> bool:
        """Tell whether the search found no good answer."""
        return not self.hits or self.hits[0].weak

    @property
    def missed(self) -> bool:
        """Tell whether it failed: no right hit in five, or an answer where there is none."""
        if self.direction == NONE:
            return not self.weak
        return self.rank is None or self.rank > 5


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
        right = tuple(h.rank for h in found if is_right(h, question["answers"] or []))
        wrong = next((h.rank for h in found if is_right(h, question.get("must_not") or [])), None)
        if wrong is not None and right and right[0] < wrong:
            wrong = None
        asked.append(
            Asked(
                question["id"],
                question["direction"],
                question["kind"],
                question.get("split", "dev"),
                question["query"],
                right[0] if right else None,
                found,
                right,
                wrong,
                question.get("note", ""),
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
    answerable = [a for a in asked if a.direction != NONE]
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


def silence(asked: Sequence[Asked]) -> dict[str, float]:
    """Give the shares of unanswerable questions recognised and of answerable ones refused."""
    groups = {
        "unanswerable, recognised": [a.weak for a in asked if a.direction == NONE],
        "answerable, refused": [a.weak for a in asked if a.direction != NONE],
    }
    return {name: sum(group) / len(group) for name, group in groups.items() if group}


def load_floors(path: Path) -> dict[str, dict[str, float]]:
    """Read floors: by group (direction, kind, all) the least of each measure."""
    import yaml

    try:
        found = yaml.safe_load(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise BadRequest(f"{path} cannot be read: {error}", "give a YAML file of floors") from error
    if not isinstance(found, dict) or not all(isinstance(v, dict) for v in found.values()):
        raise BadRequest(f"{path} holds no floors", "write for each group, as all: {R@5: 0.6}")
    return {str(k): {str(m): float(x) for m, x in v.items()} for k, v in found.items()}


def below(asked: Sequence[Asked], floors: Mapping[str, Mapping[str, float]]) -> list[str]:
    """Say which measures fall below their floor; raises BadRequest for one that is not measured."""
    measured = {name: measures for name, _, measures in table(asked)}
    silent = silence(asked)
    if silent:
        measured["silence"] = silent
    said = []
    for group, least in floors.items():
        for measure, floor in least.items():
            value = measured.get(group, {}).get(measure)
            if value is None:
                raise BadRequest(
                    f"floors name {group} {measure}, which is not measured",
                    f"groups are {', '.join(measured)}",
                )
            # "refused" is better the lower it is.
            wrong = value > floor if "refused" in measure else value < floor
            if wrong:
                said.append(f"{group} {measure} is {value:.3f}, its floor {floor:.3f}")
    return said
