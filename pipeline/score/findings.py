"""Obligations and definitions held against the gold set.

In: labelled documents and the folder of their files. Out: marks of every
labelled sentence, figures by measure, language and kind, and what was gained
and lost since an earlier run. Always: by default only the blocks around the
labelled sentences are segmented, which is many times faster; `whole` reads
each document from end to end, as a build does.
"""

from __future__ import annotations

import hashlib
import json
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple

from pipeline.errors import BadRequest
from pipeline.records import BlockKind, Document, Span
from pipeline.score.gold import GoldDocument
from pipeline.score.judge import Found, Mark, judge
from pipeline.score.resolve import Finder
from pipeline.score.tally import Figure, counted, figure, macro

MEASURES = (
    "duty",
    "bearer named",
    "bearer words",
    "bearer role",
    "definition",
    "term",
    "body",
    "owner",
)
MODALITIES = ("must", "must-not", "should", "should-not", "may", "commits")
_AROUND = 40  # blocks before and after a labelled sentence: more than any paragraph looks back


@dataclass(frozen=True, slots=True)
class Judged:
    """The marks of one labelled document."""

    gold: GoldDocument
    marks: tuple[Mark, ...]
    words: dict[str, str]  # the page and words of each sentence that was found

    @property
    def unresolved(self) -> tuple[str, ...]:
        """Name the sentences that were not found in the document."""
        return tuple(s.id for s in self.gold.sentences if s.id not in self.words)

    def key(self, sentence: str) -> str:
        """Name a sentence among all documents."""
        return f"{self.gold.name}/{sentence}"


def score_documents(
    golds: Iterable[GoldDocument],
    data: Path,
    whole: bool = False,
    tick: Callable[[int], None] | None = None,
) -> list[Judged]:
    """Read each labelled file and mark what is found in it."""
    judged = []
    for gold in golds:
        judged.append(_judged(gold, data, whole))
        if tick is not None:
            tick(1)
    return judged


def _judged(gold: GoldDocument, data: Path, whole: bool) -> Judged:
    from pipeline.extract import extract
    from pipeline.parse import parse
    from pipeline.segment import segment

    path = data / gold.path
    if not path.is_file():
        raise BadRequest(
            f"{path} is not there", "give the folder of the labelled files, see --data"
        )
    document = parse(path, hashlib.sha256(path.read_bytes()).hexdigest())
    finder = Finder(document)
    places = {s.id: finder.find(s) for s in gold.sentences}
    spans = [place.span() for place in places.values() if place is not None]
    read = document if whole else excerpt(document, spans)
    segments, analyses = segment(read)
    found = Found(document, segments, extract(read, segments, analyses))
    words = {
        s.id: f"p. {s.page}: {document.text[slice(*place.span())]}"
        for s in gold.sentences
        if (place := places[s.id]) is not None
    }
    return Judged(gold, tuple(judge(gold, places, found)), words)


def excerpt(document: Document, spans: Sequence[Span]) -> Document:
    """Silence the blocks far from some spans and from their stems; offsets stay."""
    kept: set[int] = set()
    starts = [block.span[0] for block in document.blocks]
    for low, high in spans:
        first, last = bisect_right(starts, low) - 1, bisect_left(starts, high)
        kept |= set(range(max(first - _AROUND, 0), min(last + _AROUND, len(starts))))
    for position in sorted(kept):
        stem = document.blocks[position].stem
        while stem is not None and stem not in kept:
            kept.add(stem)
            stem = document.blocks[stem].stem
    return replace(
        document,
        blocks=tuple(
            block if position in kept else replace(block, kind=BlockKind.FURNITURE)
            for position, block in enumerate(document.blocks)
        ),
    )


class Row(NamedTuple):
    """One line of the table."""

    group: str
    measure: str
    figure: Figure


def table(judged: Sequence[Judged]) -> Iterator[Row]:
    """Give figures by language (both together first), then duty and definition by kind."""
    languages = sorted({j.gold.language for j in judged})
    for group, members in [("all", judged)] + [
        (name, [j for j in judged if j.gold.language == name]) for name in languages
    ]:
        for measure in (*MEASURES[:1], *(f"modality {m}" for m in MODALITIES), *MEASURES[1:]):
            found = measured(members, measure)
            if found is not None:
                yield Row(group, measure, found)
    for kind, language in sorted({(j.gold.kind, j.gold.language) for j in judged}):
        members = [j for j in judged if (j.gold.kind, j.gold.language) == (kind, language)]
        for measure in ("duty", "definition"):
            found = measured(members, measure)
            if found is not None:
                yield Row(f"{kind} {language}", measure, found)


def measured(judged: Sequence[Judged], measure: str) -> Figure | None:
    """Sum up one measure over documents."""
    outcomes: dict[str, list[str]] = defaultdict(list)
    sentences = []
    for one in judged:
        sentences += [one.key(s.id) for s in one.gold.sentences if not s.named]
        for mark in one.marks:
            if mark.measure == measure:
                outcomes[one.key(mark.sentence)].append(mark.outcome)
    return figure(counted(outcomes, sentences))


def macro_modality(judged: Sequence[Judged]) -> float:
    """Average F1 over the modalities that are labelled."""
    figures = [measured(judged, f"modality {m}") for m in MODALITIES]
    return macro([f for f in figures if f is not None and f.asked])


def as_json(judged: Sequence[Judged]) -> dict[str, Any]:
    """Give the run as data: figures, and the outcome of every mark."""
    outcomes: dict[str, list[str]] = defaultdict(list)
    for one in judged:
        for mark in one.marks:
            outcomes[f"{one.key(mark.sentence)} {mark.measure}"].append(mark.outcome)
    return {
        "figures": {f"{r.group}: {r.measure}": round(r.figure.value, 4) for r in table(judged)},
        "macro modality": round(macro_modality(judged), 4),
        "unresolved": [one.key(s) for one in judged for s in one.unresolved],
        "outcomes": {key: sorted(found) for key, found in sorted(outcomes.items())},
    }


def compared(now: dict[str, Any], path: Path) -> tuple[list[str], list[str]]:
    """Name what is right now and was not, and the reverse, against a saved run."""
    try:
        before = json.loads(path.read_text("utf-8"))["outcomes"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BadRequest(f"{path} is no saved run: {error}", "make one with --json") from error
    good = {"tp", "tn", "right"}
    gained: list[str] = []
    lost: list[str] = []
    for key, outcomes in now["outcomes"].items():
        if key not in before:
            continue
        was, is_now = set(before[key]) <= good, set(outcomes) <= good
        if was != is_now:
            (gained if is_now else lost).append(key)
    return gained, lost
