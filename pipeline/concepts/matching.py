"""Concepts that a text speaks of, and why.

In: a scheme and a text in either language. Out: matches in the order of the
text, and the labels that stand there and were not read, with what silenced
them. Always: `text[span]` are the words read as the label; no word belongs
to two labels (the longest takes it), though a label that several concepts
share gives a match for each; where a concept's negative label stands, that
concept is not read into its words, unless a label of it holds them all. Hidden
labels count only in a question.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from pipeline.concepts.scheme import Concept, Scheme
from pipeline.concepts.words import Word, words
from pipeline.languages import has_japanese
from pipeline.records import Span
from pipeline.text.radicals import fold_radicals

Kind = Literal["label", "hidden", "negative"]


@dataclass(frozen=True, slots=True)
class Match:
    """A concept, the label that stands in the text, and where."""

    concept: Concept
    label: str
    language: str  # the label's: "COI" in a Japanese text is "en"
    span: Span
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Silenced:
    """A label that stands in the text and is not read, and the words that silence it.

    `why` is "negative" where `by` is a negative label of the concept, "longer"
    where it is a longer label of `by_concept`.
    """

    concept: Concept
    label: str
    language: str
    span: Span
    why: Literal["negative", "longer"]
    by: str
    by_concept: Concept
    by_span: Span


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text was read as, and what was silenced in it."""

    matches: tuple[Match, ...]
    silenced: tuple[Silenced, ...]


@dataclass(frozen=True, slots=True)
class _Label:
    forms: tuple[str, ...]
    concept: Concept
    label: str
    language: str
    kind: Kind


_Standing = tuple[_Label, Span]


def match(scheme: Scheme, text: str, *, asked: bool = False) -> list[Match]:
    """Find the concepts whose labels occur in a text; `asked` says that it is a question."""
    return list(read(scheme, text, asked=asked).matches)


def read(scheme: Scheme, text: str, *, asked: bool = False) -> Reading:
    """Find the concepts whose labels occur in a text, and the labels that were silenced."""
    text = fold_radicals(text)
    found = words(text)
    labels = [_labels(scheme, japanese=False)]
    if has_japanese(text):  # else Sudachi is not even loaded
        labels.append(_labels(scheme, japanese=True))
    standing = _standing(found, labels)
    denied = [(label, span) for label, span in standing if label.kind == "negative"]
    silenced: list[Silenced] = []
    candidates: list[_Standing] = []
    for label, span in standing:
        if label.kind == "negative" or (label.kind == "hidden" and not asked):
            continue
        by = _denying(label, span, denied)
        if by is None:
            candidates.append((label, span))
        elif label.kind == "label":
            silenced.append(_silenced((label, span), "negative", by))
    # Hidden labels take only what others leave; of each kind longest first, then leftmost.
    candidates.sort(key=lambda c: (c[0].kind == "hidden", c[1][0] - c[1][1], c[1][0]))
    claimed: dict[Span, _Label] = {}
    matches: dict[tuple[str, Span], Match] = {}
    for label, span in candidates:
        if span not in claimed:
            over = next((s for s in claimed if s[0] < span[1] and span[0] < s[1]), None)
            if over is not None:
                if label.kind == "label" and claimed[over].concept is not label.concept:
                    by = claimed[over], over
                    silenced.append(_silenced((label, span), "longer", by))
                continue
            claimed[span] = label
        elif label.kind == "hidden" and claimed[span].kind == "label":
            continue
        matches.setdefault(
            (label.concept.id, span),
            Match(label.concept, label.label, label.language, span, label.kind == "hidden"),
        )
    return Reading(
        tuple(sorted(matches.values(), key=lambda m: m.span)),
        tuple(sorted(_once(silenced), key=lambda s: s.span)),
    )


def _once(silenced: Sequence[Silenced]) -> list[Silenced]:
    return list({(s.concept.id, s.label, s.span): s for s in silenced}.values())


def _denying(label: _Label, span: Span, denied: Sequence[_Standing]) -> _Standing | None:
    """Give the negative label of the concept that covers a label's words, or some of them."""
    for negative, outer in denied:
        if negative.concept is label.concept and outer[0] < span[1] and span[0] < outer[1]:
            longer = span[0] <= outer[0] and outer[1] <= span[1] and span != outer
            if not longer:
                return negative, outer
    return None


def _silenced(what: _Standing, why: Literal["negative", "longer"], by: _Standing) -> Silenced:
    label, span = what
    return Silenced(
        label.concept, label.label, label.language, span, why, by[0].label, by[0].concept, by[1]
    )


def _standing(found: Sequence[Word], labels: Sequence[dict[str, list[_Label]]]) -> list[_Standing]:
    """List the labels that occur, of every kind, with their spans."""
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
        kinds: tuple[tuple[Kind, dict[str, tuple[str, ...]]], ...] = (
            ("label", concept.labels),
            ("negative", concept.negative_label),
            ("hidden", concept.hidden_label),
        )
        for kind, named in kinds:
            for language, labels in named.items():
                for label in labels:
                    if has_japanese(label) is japanese:
                        forms = tuple(form for form, _, _ in words(label))
                        entry = _Label(forms, concept, label, language, kind)
                        if forms:
                            table.setdefault(forms[0], []).append(entry)
    return table
