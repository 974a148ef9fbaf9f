"""A row of a comparison made ready: its concepts, questions and what may fill it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.concepts import Concept

FIT = 0.75  # share of a defined term's words that a label must be


@dataclass(frozen=True, slots=True)
class Want:
    """A row made ready: its concepts, label, what may fill it and its questions."""

    concept: Concept
    also: tuple[Concept, ...]
    label: dict[str, str]
    group: dict[str, str]
    kind: str | None  # what comes first in a cell
    strict: bool  # only definitions may fill a cell
    anywhere: bool  # its words count outside the subject too
    questions: tuple[str, ...]
    place: slice  # of its questions among all
    beside: re.Pattern[str] | None = None  # must stand in what fills it, or above that
    without: re.Pattern[str] | None = None  # must not stand in it, or in its lead-in
    last: re.Pattern[str] | None = None  # what holds it speaks only where nothing else does
    says: Mapping[str, Sequence[str]] = field(default_factory=dict)  # words that say it together

    @property
    def concepts(self) -> tuple[Concept, ...]:
        """The row's concept and its neighbours."""
        return (self.concept, *self.also)


def labels_of(concepts: Iterable[Concept]) -> list[str]:
    """List the labels of concepts in every language."""
    return [label for c in concepts for labels in c.labels.values() for label in labels]


def pattern_of(words: Mapping[str, Sequence[str]]) -> re.Pattern[str] | None:
    """Reads as: English words with or without a plural, Japanese words anywhere."""
    english = [re.escape(word) for word in words.get("en", ())]
    parts = [re.escape(word) for word in words.get("ja", ())]
    parts += [rf"\b(?:{'|'.join(english)})(?:e?s)?\b"] if english else []
    return re.compile("|".join(parts), re.IGNORECASE) if parts else None
