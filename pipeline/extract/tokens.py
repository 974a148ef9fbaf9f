"""Rules over tokens: spaCy's Matcher on one analysed sentence.

In: an analysis and the rules of a pack that have `tokens`. Out: the spans where they
hold, relative to the sentence's text. Always: a rule holds at most once at a place,
the longest match; the Matcher is built once for a vocabulary.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from pipeline.extract.rules import Rule
from pipeline.records import Span

if TYPE_CHECKING:
    from spacy.tokens import Span as Analysis

_matchers: dict[tuple[Any, tuple[Rule, ...]], Any] = {}  # few: one a vocabulary and pack


def finder(
    analysis: Analysis | None, rules: tuple[Rule, ...]
) -> Callable[[Rule], list[Span]] | None:
    """Give a function that finds a rule's spans in the sentence, None without a parse."""
    if analysis is None or not analysis.doc.has_annotation("TAG"):
        return None
    with_tokens = tuple(rule for rule in rules if rule.tokens)
    matcher = _matcher(analysis.doc, with_tokens)
    found: dict[str, list[Span]] | None = None

    def spans(rule: Rule) -> list[Span]:
        nonlocal found
        if found is None:
            found = {}
            for match in matcher(analysis, as_spans=True):
                start = match.start_char - analysis.start_char
                found.setdefault(match.label_, []).append((start, start + len(match.text)))
        return found.get(rule.id, [])

    return spans


def _matcher(doc: Any, rules: tuple[Rule, ...]) -> Any:
    from spacy.matcher import Matcher

    key = (doc.vocab, rules)
    if key not in _matchers:
        matcher = Matcher(doc.vocab)
        for rule in rules:
            matcher.add(rule.id, [list(pattern) for pattern in rule.tokens], greedy="LONGEST")
        _matchers[key] = matcher
    return _matchers[key]
