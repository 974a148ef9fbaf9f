"""Search: a question in, the passages that answer it out.

In: an open index, its encoders, a question and filters. Out: `Hit`s, best
first. Each language is searched on its own, by words and by meaning; a
lexicon and the concept scheme carry the question's words into the other
language. Every passage that a leg found is judged by all that speaks for it
(features), with learnt weights. Only passages that a leg found are shown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from dataclasses import replace

import numpy as np

from pipeline.concepts import Scheme
from pipeline.errors import BadRequest
from pipeline.index import Filters, Index
from pipeline.index.reader import Glance
from pipeline.protocols import Encoder
from pipeline.query.answerable import is_weak, signals
from pipeline.query.asking import Asked, read_question, text_of
from pipeline.query.candidates import DEPTH, Encoded, Found, begin, find
from pipeline.query.features import Matrix, features, names
from pipeline.query.folding import LEVEL, Balance, ranked
from pipeline.query.hits import Hit, hits
from pipeline.query.weighing import calibrated, score
from pipeline.records import BlockKind

# A balanced view reaches deeper: the first passages may all be of one jurisdiction.
_BALANCED = 300
_SEVERAL = 100  # so does a question that names several jurisdictions
_HEADS = frozenset({BlockKind.HEADING, BlockKind.TITLE})


def search(
    index: Index,
    encoders: Sequence[Encoder],
    question: str,
    *,
    k: int = 10,
    filters: Filters = Filters(),
    level: bool = False,
    balance: Balance = LEVEL,
    scheme: Scheme | None = None,
) -> list[Hit]:
    """Find the `k` passages that answer a question best.

    Contents pages, reference lists, member lists, forms and headings come after all
    else, unless `filters` ask for them or `level` ranks them with the rest. When
    nothing here answers the question, the nearest passages come back `weak`
    (never with encoders for which it was not learnt what that looks like).
    `balance` limits the hits of one jurisdiction or language; without it a question
    that names several jurisdictions has its hits shared out among them.

    Raises BadRequest for a question without words or `k` below 1.
    """
    if not any(c.isalnum() for c in question):
        raise BadRequest("the question has no words in it", "write what you look for")
    if k < 1:
        raise BadRequest(f"cannot show {k} results", "ask for at least one with -k")
    begun = begin(encoders, text_of(question))
    asked = read_question(question, scheme)
    if balance == LEVEL and len(asked.places) > 1:
        balance = Balance(among=asked.places)
        depth = max(_SEVERAL, 2 * k)
    else:
        depth = max(DEPTH if balance == LEVEL else _BALANCED, 2 * k)
    found, seen, matrix = judged(index, encoders, asked, filters, depth, begun)
    made_by = [e.name for e in encoders]
    scores = score(matrix, made_by)
    weak = (
        bool(found.presence)  # without tokens it was not learnt what no answer looks like
        and calibrated(made_by)
        and is_weak(signals(index, asked, found, seen, matrix, scores, names(made_by)))
    )
    last = frozenset() if level or filters.apparatus else last_of(seen)
    keyed = dict(zip(seen, map(float, scores), strict=True))
    folds = ranked(index, keyed, seen, k, last, balance)
    joined = hits(
        index,
        [(fold.key, fold.score) for fold in folds],
        {fold.key: tuple(found.legs[fold.key]) for fold in folds},
        wide=True,
    )
    return [
        replace(hit, variants=fold.variants, weak=weak)
        for hit, fold in zip(joined, folds, strict=True)
    ]


def judged(
    index: Index,
    encoders: Sequence[Encoder],
    asked: Asked,
    filters: Filters,
    depth: int,
    begun: Mapping[str, Future[Encoded]] = {},
) -> tuple[Found, dict[int, Glance], Matrix]:
    """Give what the legs found, the candidates by key, and their features, in the same order."""
    found, rows = find(index, encoders, asked, filters, depth, begun)
    seen = {key: found.ahead.glances[key] for key in sorted(found.legs)}
    if not seen:
        width = len(names([e.name for e in encoders]))
        return found, seen, np.zeros((0, width), np.float32)
    return found, seen, features(index, rows, found, seen, asked)


def last_of(seen: dict[int, Glance]) -> frozenset[int]:
    """List what comes after all else: apparatus, and headings, which only name what follows."""
    return frozenset(key for key, g in seen.items() if g.apparatus or g.kind in _HEADS)
