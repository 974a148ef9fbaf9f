"""Search: a question in, the passages that answer it out.

In: an open index, its encoder, a question and filters. Out: `Hit`s, best
first. Each language has its own lists (lexical and dense), so that the scores
of one never drown the other; terms of the concept scheme carry the question
into the other language. Only passages that a leg found are ever shown.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.concepts import expand, load_scheme
from pipeline.errors import BadRequest
from pipeline.index import Filters, Index
from pipeline.languages import detect
from pipeline.protocols import Encoder
from pipeline.query.fusion import fuse
from pipeline.query.hits import Hit, hits
from pipeline.records import BlockKind
from pipeline.text.radicals import fold_radicals
from pipeline.text.tokens import content_tokens

# How deep each leg is read; deeper changes no rank that is shown.
_DEPTH = 150
# What is no prose answers few questions: it ranks after what is.
_KIND_WEIGHT = {
    BlockKind.HEADING: 0.6,
    BlockKind.TITLE: 0.6,
    BlockKind.FIGURE: 0.4,
    BlockKind.CAPTION: 0.6,
}


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each leg counts, own language of the question and the other."""

    lexical: float = 1.0
    other_lexical: float = 1.0
    other: float = 0.8
    dense: tuple[tuple[str, float, float], ...] = (
        ("e5-small", 1.0, 0.5),
        ("use-multilingual", 0.3, 1.0),
    )

    def of(self, encoder: str, ours: bool) -> float:
        """Give the weight of an encoder; one that is not listed counts fully."""
        for name, own, other in self.dense:
            if name == encoder:
                return own if ours else other
        return 1.0


@dataclass(slots=True)
class _Pool:
    """Fused candidates of one language, with the legs that found them."""

    scores: dict[int, float] = field(default_factory=dict)
    legs: dict[int, list[tuple[str, int]]] = field(default_factory=dict)


def search(
    index: Index,
    encoders: Sequence[Encoder],
    question: str,
    *,
    k: int = 10,
    filters: Filters = Filters(),
    weights: Weights = Weights(),
) -> list[Hit]:
    """Find the `k` passages that answer a question best.

    Raises BadRequest for a question without words or `k` below 1.
    """
    asked = fold_radicals(question).strip()
    if not any(c.isalnum() for c in asked):
        raise BadRequest("the question has no words in it", "write what you look for")
    if k < 1:
        raise BadRequest(f"cannot show {k} results", "ask for at least one with -k")
    own = detect(asked)
    words = content_tokens(asked)
    terms = expand(load_scheme(), asked)
    asked_rows = [(encoder.name, encoder.encode_queries([asked])) for encoder in encoders]
    allowed = index.allowed(filters)
    pools: list[tuple[_Pool, float]] = []
    for language, keys in sorted(allowed.items()):
        ours = language == own
        extra = [t for label in terms.get(language, []) for t in content_tokens(label)]
        lexical = [key for key, _ in index.lexical([*words, *extra], filters, language, _DEPTH)]
        legs = [("lexical", lexical, weights.lexical if ours else weights.other_lexical)]
        for name, row in asked_rows:
            dense = [key for key, _ in index.dense(name, row, keys, _DEPTH)[0]]
            legs.append((name, dense, weights.of(name, ours)))
        pool = _pool(*legs)
        pools.append((pool, 1.0 if ours else weights.other))
    return _merge(index, pools, k)


def _pool(*legs: tuple[str, Sequence[int], float]) -> _Pool:
    pool = _Pool(fuse((keys, weight) for _, keys, weight in legs))
    for name, keys, _ in legs:
        for rank, key in enumerate(keys, start=1):
            pool.legs.setdefault(key, []).append((name, rank))
    return pool


def _merge(index: Index, pools: Sequence[tuple[_Pool, float]], k: int) -> list[Hit]:
    """Bring the languages together, kinds weighed, repeated words folded into one hit."""
    scores: dict[int, float] = {}
    legs: dict[int, tuple[tuple[str, int], ...]] = {}
    for pool, weight in pools:
        for key, score in pool.scores.items():
            scores[key] = score * weight
            legs[key] = tuple(pool.legs[key])
    # Kinds and texts are needed only for what can reach the first k places.
    first = sorted(scores, key=lambda key: -scores[key])[: max(4 * k, 60)]
    segments = index.segments(first)
    for key in first:
        scores[key] *= _KIND_WEIGHT.get(segments[key].kind, 1.0)
    ranked: list[tuple[int, float]] = []
    seen: set[str] = set()
    for key in sorted(first, key=lambda key: (-scores[key], segments[key].id)):
        same = re.sub(r"\s+", "", segments[key].text).lower()
        if same in seen or scores[key] <= 0:
            continue
        seen.add(same)
        ranked.append((key, scores[key]))
        if len(ranked) == k:
            break
    return hits(index, ranked, legs)
