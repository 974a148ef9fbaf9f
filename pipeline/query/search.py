"""Search: a question in, the passages that answer it out.

In: an open index, its encoders, a question and filters. Out: `Hit`s, best
first. Each language is searched on its own, by words and by meaning, so that
the scores of one never drown the other; terms of the concept scheme and a
dictionary carry the question's words into the other language. Likeness is counted in spreads above
the language's background, which makes encoders and languages comparable.
Only passages that a leg found are ever shown.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from pipeline.concepts import expand, load_scheme
from pipeline.dictionary import coverage, length_factor, translations
from pipeline.errors import BadRequest
from pipeline.index import Filters, Index
from pipeline.index.reader import Glance
from pipeline.languages import detect
from pipeline.protocols import Encoder, Rows
from pipeline.query.hits import Hit, hits
from pipeline.records import BlockKind
from pipeline.text.radicals import fold_radicals
from pipeline.text.tokens import content_tokens

# How deep each leg is read; deeper changes hardly a rank that is shown.
_DEPTH = 150
_AS_GOOD = 0.9  # share of the best score from which a copy may stand for it
_NO_PROSE = frozenset({BlockKind.HEADING, BlockKind.TITLE, BlockKind.FIGURE, BlockKind.CAPTION})


@dataclass(frozen=True, slots=True)
class Weights:
    """What counts how much; chosen on the dev half of tests/questions.

    `encoders` are (name, in the question's language, in the other one), per
    spread above the background. Words count by their share of the best
    lexical score: the question's own, and those of the concepts it names.
    """

    encoders: tuple[tuple[str, float, float], ...] = (
        ("e5-small", 1.0, 0.5),
        ("use-multilingual", 0.2, 0.8),
    )
    words: float = 2.0
    other_words: float = 0.8
    dictionary: float = 3.0  # the other language only: share of the question translated
    terms: float = 0.3
    other_terms: float = 2.3
    no_prose: float = -1.5  # headings and labels answer few questions
    short: float = -2.0  # nor do fragments
    short_japanese: int = 25  # characters; English needs about three for one
    short_english: int = 70

    def of(self, encoder: str, ours: bool) -> float:
        """Give the weight of an encoder; one that is not listed counts fully."""
        for name, own, other in self.encoders:
            if name == encoder:
                return own if ours else other
        return 1.0


@dataclass(slots=True)
class _Found:
    """What the legs know of candidates, by key."""

    words: dict[int, float] = field(default_factory=dict)
    terms: dict[int, float] = field(default_factory=dict)
    covered: list[tuple[NDArray[np.int64], NDArray[np.float64]]] = field(default_factory=list)
    legs: dict[int, list[tuple[str, int]]] = field(default_factory=dict)

    def share(self, key: int) -> float:
        """Give how much of the translated question a passage covers."""
        for keys, shares in self.covered:
            at = int(np.searchsorted(keys, key))
            if at < len(keys) and keys[at] == key:
                return float(shares[at])
        return 0.0

    def add(self, leg: str, ranked: Sequence[tuple[int, float]]) -> None:
        """Note which leg found which key at which rank."""
        for rank, (key, _) in enumerate(ranked, start=1):
            self.legs.setdefault(key, []).append((leg, rank))


def search(
    index: Index,
    encoders: Sequence[Encoder],
    question: str,
    *,
    k: int = 10,
    filters: Filters = Filters(),
    weights: Weights = Weights(),
    level: bool = False,
) -> list[Hit]:
    """Find the `k` passages that answer a question best.

    Contents pages, reference lists, member lists and forms come after all
    else, unless `filters` ask for them or `level` ranks them with the rest.

    Raises BadRequest for a question without words or `k` below 1.
    """
    asked = fold_radicals(question).strip()
    if not any(c.isalnum() for c in asked):
        raise BadRequest("the question has no words in it", "write what you look for")
    if k < 1:
        raise BadRequest(f"cannot show {k} results", "ask for at least one with -k")
    depth = max(_DEPTH, 2 * k)
    found = _by_words(index, asked, filters, depth)
    rows = {encoder.name: encoder.encode_queries([asked]) for encoder in encoders}
    own = detect(asked)
    for language, keys in index.allowed(filters).items():
        for name, row in rows.items():
            found.add(name, index.dense(name, language, row, keys, depth)[0])
        if language != own:
            _by_dictionary(index, asked, language, keys, depth, found)
    segments = index.glances(list(found.legs))
    scores = _scores(index, rows, found, segments, own, weights)
    last = frozenset() if level or filters.apparatus else _apparatus(segments)
    ranked = _distinct(scores, segments, k, last)
    joined = hits(
        index,
        [(key, score) for key, score, _ in ranked],
        {key: tuple(legs) for key, legs in found.legs.items()},
    )
    return [replace(hit, variants=same) for hit, (_, _, same) in zip(joined, ranked, strict=True)]


def _by_words(index: Index, asked: str, filters: Filters, depth: int) -> _Found:
    """Look for the question's words, and for the terms of its concepts in both languages."""
    found = _Found()
    terms = expand(load_scheme(), asked)
    labels = [t for labels in terms.values() for label in labels for t in content_tokens(label)]
    for leg, tokens, scores in (
        ("words", content_tokens(asked), found.words),
        ("terms", labels, found.terms),
    ):
        # Both languages share one list: twice the depth.
        ranked = index.lexical(tokens, filters, 2 * depth)
        best = ranked[0][1] if ranked else 1.0
        scores.update((key, score / best) for key, score in ranked)
        found.add(leg, ranked)
    return found


def _by_dictionary(
    index: Index,
    asked: str,
    language: str,
    allowed: Sequence[int] | None,
    depth: int,
    found: _Found,
) -> None:
    """Look for the question's words in the other language, as a dictionary translates them."""
    words = translations(asked)
    total = index.size(language)
    if not words or not total:
        return
    keys, shares = coverage(words, lambda token: index.holding(token, language), total)
    if allowed is not None:
        passes = np.isin(keys, np.asarray(allowed, dtype=np.int64), assume_unique=True)
        keys, shares = keys[passes], shares[passes]
    found.covered.append((keys, shares))
    best = np.lexsort((keys, -shares))[: 2 * depth]
    found.add("dictionary", [(int(keys[i]), float(shares[i])) for i in best])


def _scores(
    index: Index,
    rows: Mapping[str, Rows],
    found: _Found,
    segments: Mapping[int, Glance],
    own: str,
    weights: Weights,
) -> dict[int, float]:
    """Judge every candidate by all legs, also those that did not find it."""
    scores = dict.fromkeys(segments, 0.0)
    for name, row in rows.items():
        level = {
            language: index.background(name, language).standardise(row)
            for language in index.languages
        }
        for key, cosine in index.cosines(name, row, list(segments)).items():
            language = segments[key].language
            mean, spread = level[language]
            scores[key] += weights.of(name, language == own) * (cosine - mean) / spread
    for key, segment in segments.items():
        ours = segment.language == own
        scores[key] += found.words.get(key, 0.0) * (weights.words if ours else weights.other_words)
        scores[key] += found.terms.get(key, 0.0) * (weights.terms if ours else weights.other_terms)
        share = 0.0 if ours else found.share(key)
        if share:
            factor = length_factor(len(segment.text), segment.language)
            scores[key] += weights.dictionary * share * factor
        if segment.kind in _NO_PROSE:
            scores[key] += weights.no_prose
        japanese = segment.language == "ja"
        if len(segment.text) < (weights.short_japanese if japanese else weights.short_english):
            scores[key] += weights.short
    return scores


def _apparatus(segments: Mapping[int, Glance]) -> frozenset[int]:
    return frozenset(key for key, segment in segments.items() if segment.apparatus)


def _distinct(
    scores: Mapping[int, float], segments: Mapping[int, Glance], k: int, last: Set[int]
) -> list[tuple[int, float, tuple[str, ...]]]:
    """Order candidates, ties by id; give `(key, score, ids of the same words elsewhere)`.

    Keys in `last` come after the others, whatever their score.

    The same words again are folded into one hit: of copies about as good, the
    one with a page is shown.
    """
    groups: dict[str, list[int]] = {}
    for key in sorted(
        scores, key=lambda key: (key in last, -round(scores[key], 4), segments[key].id)
    ):
        if scores[key] > 0:
            same = re.sub(r"\s+", "", segments[key].text).lower()
            groups.setdefault(same, []).append(key)
    ranked = []
    for keys in list(groups.values())[:k]:
        good = [key for key in keys if scores[key] >= _AS_GOOD * scores[keys[0]]]
        shown = next((key for key in good if segments[key].page is not None), keys[0])
        others = tuple(segments[key].id for key in keys if key != shown)
        ranked.append((shown, scores[keys[0]], others))
    return ranked
