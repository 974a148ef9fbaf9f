"""Concepts that a text speaks of.

In: a scheme and a text in either language. Out: matches in the order of the
text. Always: `text[span]` are the words read as the label; no word belongs
to two labels (the longest takes it), though a label that several concepts
share gives a match for each; where a concept's negative label stands, that
concept is not read into its words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.concepts.scheme import Concept, Scheme
from pipeline.concepts.words import Word, words
from pipeline.languages import has_japanese
from pipeline.records import Span
from pipeline.text.radicals import fold_radicals


@dataclass(frozen=True, slots=True)
class Match:
    """A concept, the label that stands in the text, and where."""

    concept: Concept
    label: str
    language: str  # the label's: "COI" in a Japanese text is "en"
    span: Span


@dataclass(frozen=True, slots=True)
class _Label:
    forms: tuple[str, ...]
    concept: Concept
    label: str
    language: str
    negative: bool


def match(scheme: Scheme, text: str) -> list[Match]:
    """Find the concepts whose labels occur in a text."""
    text = fold_radicals(text)
    found = words(text)
    labels = [_labels(scheme, japanese=False)]
    if has_japanese(text):  # else Sudachi is not even loaded
        labels.append(_labels(scheme, japanese=True))
    standing = _standing(found, labels)
    denied = [(label.concept.id, span) for label, span in standing if label.negative]
    candidates = [
        (label, span)
        for label, span in standing
        if not label.negative
        and not any(c == label.concept.id and _within(span, outer) for c, outer in denied)
    ]
    candidates.sort(key=lambda c: (c[1][0] - c[1][1], c[1][0]))  # longest first, then leftmost
    claimed: list[Span] = []
    matches: dict[tuple[str, Span], Match] = {}
    for label, span in candidates:
        if span not in claimed:
            if any(start < span[1] and span[0] < end for start, end in claimed):
                continue
            claimed.append(span)
        matches.setdefault(
            (label.concept.id, span), Match(label.concept, label.label, label.language, span)
        )
    return sorted(matches.values(), key=lambda m: m.span)


def _within(inner: Span, outer: Span) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _standing(
    found: Sequence[Word], labels: Sequence[dict[str, list[_Label]]]
) -> list[tuple[_Label, Span]]:
    """List the labels that occur, negative ones too, with their spans."""
    forms = tuple(form for form, _, _ in found)
    return [
        (label, (found[at][1], found[at + len(label.forms) - 1][2]))
        for at, form in enumerate(forms)
        for table in labels
        for label in table.get(form, ())
        if forms[at : at + len(label.forms)] == label.forms
    ]


@lru_cache(maxsize=16)
def _labels(scheme: Scheme, *, japanese: bool) -> dict[str, list[_Label]]:
    """Table the labels in one script by their first word."""
    table: dict[str, list[_Label]] = {}
    for concept in scheme.concepts:
        for negative, named in ((False, concept.labels), (True, concept.negative_label)):
            for language, labels in named.items():
                for label in labels:
                    if has_japanese(label) is japanese:
                        forms = tuple(form for form, _, _ in words(label))
                        entry = _Label(forms, concept, label, language, negative)
                        if forms:
                            table.setdefault(forms[0], []).append(entry)
    return table
