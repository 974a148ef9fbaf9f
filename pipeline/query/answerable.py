"""Does anything here answer the question? A calibrated "no good answer".

In: a read question, its judged candidates and their scores. Out: the chance
that the nearest passages answer it. Learnt from questions with and without an
answer (scripts/train_ranking); the limit is set so that hardly an answerable
question is refused. Reads as: good scores, well above the crowd, and the
question's words, the rarest of all, found together in one place, or tokens like each
of them (the more words, the less like the best is); not so, where
it asks of a country that no document here is of and no near passage names.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from pipeline.catalog.jurisdictions import named
from pipeline.concepts.words import stem
from pipeline.index import Index
from pipeline.index.reader import Glance
from pipeline.query.asking import Asked
from pipeline.query.candidates import Found
from pipeline.query.features import Matrix, mainly
from pipeline.query.weighing import learnt
from pipeline.text.tokens import content_tokens

SIGNALS = (
    "best", "third", "crowd", "elsewhere", "together", "first", "rarest", "place", "meaning",
    "present", "long", "size",
)  # fmt: skip
MEANING = "use-multilingual"  # the encoder that is as good across as within a language
_NEAREST = 10
_CROWD = 50
_TRANSLATIONS = 6


def signals(
    index: Index,
    asked: Asked,
    found: Found,
    seen: Mapping[int, Glance],
    matrix: Matrix,
    scores: NDArray[np.float64],
    columns: Sequence[str],
) -> NDArray[np.float64]:
    """Give the numbers in the order of `SIGNALS`; contents pages and the like do not count."""
    keys = np.array(list(seen))
    prose = np.array([seen[key].apparatus is None for key in keys], dtype=bool)
    if not prose.any():
        return np.zeros(len(SIGNALS))
    order = np.argsort(-np.where(prose, scores, -np.inf), kind="stable")[: int(prose.sum())]
    nearest = keys[order[:_NEAREST]].tolist()
    near = [seen[key] for key in nearest]
    words = index.tokens(nearest)
    shares, rarest = _shares(index, asked, [f"{words[k]} {seen[k].context}" for k in nearest])

    def at(rank: int) -> float:
        return float(scores[order[min(rank, len(order) - 1)]])

    def most(rows: NDArray[np.intp], name: str) -> float:
        return float(matrix[rows, columns.index(name)].max())

    return np.array(
        [
            at(0),
            at(2),
            at(0) - at(_CROWD),
            float(_elsewhere(index, asked, near)),
            max(shares, default=0.0),
            shares[0] if shares else 0.0,
            float(rarest),
            max(most(order[:1], "place.own"), most(order[:1], "place.other")),
            max(most(order, f"{MEANING}.own"), most(order, f"{MEANING}.other")),
            max((found.presence.get(key, 0.0) for key in nearest), default=0.0),
            float(len(asked.tokens)),
            math.log10(1 + sum(index.size(language) for language in index.languages)),
        ]
    )


def chance(found: NDArray[np.float64]) -> float:
    """Give the chance that a question with these signals has an answer here."""
    known = learnt()["answerable"]
    total = known["bias"] + sum(
        known[name] * value for name, value in zip(SIGNALS, found, strict=True)
    )
    return 1 / (1 + math.exp(-total))


def is_weak(found: NDArray[np.float64]) -> bool:
    """Tell whether the nearest passages are likely no answer."""
    return chance(found) < float(learnt()["answerable"]["limit"])


def _elsewhere(index: Index, asked: Asked, near: Sequence[Glance]) -> bool:
    """Tell whether it asks of places that no document is of and no near passage names."""
    strange = asked.places - mainly(index)
    return bool(strange) and not any(strange & named(g.text).keys() for g in near)


def _shares(index: Index, asked: Asked, near: Sequence[str]) -> tuple[list[float], bool]:
    """Give how much of the question each near passage holds, and whether any holds the rarest word.

    `near` are the search tokens of passages, with those of title, headings and stem.

    A word counts by how rare it is; a translation of it, if all of that is there, as the word.
    """
    total = sum(index.size(language) for language in index.languages)
    weights = [math.log(1 + total / (1 + index.frequency(t))) for t in asked.tokens]
    whole = sum(weights) or 1.0
    forms = [_forms(asked, token) for token in asked.tokens]
    shares: list[float] = []
    top = max(range(len(weights)), key=lambda i: weights[i]) if weights else None
    rarest = False
    for tokens in near:
        words = set(map(stem, tokens.split()))
        held = [any(form <= words for form in alternatives) for alternatives in forms]
        shares.append(sum(w for w, h in zip(weights, held, strict=True) if h) / whole)
        rarest = rarest or (top is not None and held[top])
    return shares, rarest


def _forms(asked: Asked, token: str) -> list[frozenset[str]]:
    """Give a token and the translations of the words that it is part of, as sets of stems."""
    found = [frozenset({stem(token)})]
    for word, translations in asked.words.items():
        if token in content_tokens(word):
            found += [frozenset(map(stem, t)) for t in translations[:_TRANSLATIONS]]
    return found
