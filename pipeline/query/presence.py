"""Whether each thing that a question names is there: in a passage, or in what it stands in.

In: a question's tokens as rows, and candidates with theirs (embed/late.py). Out: how far each
candidate stands out, in two readings. A passage of a document on "AI guidelines for business"
need not say so again: what the question says to name the document counts as said by all its
passages, or those that happen to repeat the name come before those that answer. What each
reading brings: `scripts/train_ranking --without opened --without common`.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from pipeline.index import Index
from pipeline.index.reader import Glance
from pipeline.protocols import Rows, TokenRows
from pipeline.query.ahead import OPENING
from pipeline.query.candidates import Found

READINGS = ("opened", "common")
# What a quarter of a document's candidates have of a token, the document is about: upper quartile.
COMMON = 0.75
_CALM = 0.001  # keeps a token that all candidates have alike from being blown up


def outstanding(
    index: Index, asked: TokenRows | None, found: Found, seen: Mapping[int, Glance]
) -> tuple[NDArray[np.float64], ...]:
    """Give how far each passage of `seen` stands out, by `READINGS`; note its presence in `found`.

    Reads as: a token of the question is as present as the nearest token is like it, of the
    passage or of its document's first passages (`opened`), or of what the better of the document's
    candidates have (`common`). Counted in spreads among the near candidates of a language, and
    summed by how rare the token is: among candidates, since what sets one apart is asked for, and
    over tokens, so that a word all of them have says nothing. The passage's own tokens alone
    bring nothing beside these two.
    """
    given = tuple(np.zeros(len(seen)) for _ in READINGS)
    if asked is None:
        return given
    keys = np.array(list(seen), dtype=np.int64)
    found.ahead.read(index, seen)
    found.ahead.compare(asked)
    held, alike = found.ahead.alike()
    places = _places(keys, held)
    there = np.flatnonzero(places < len(held))
    if not len(there):
        return given
    best = alike[places[there]]
    shares = (best @ asked.weights).tolist()
    found.presence.update(zip(keys[there].tolist(), shares, strict=True))
    glances = list(seen.values())
    documents = [glances[at].document for at in there.tolist()]
    near = np.array([key in found.near for key in keys[there].tolist()])
    openings = index.openings(keys[there], OPENING)
    opened = np.maximum(best, alike[_places(openings, held)].max(axis=1))
    common = np.maximum(opened, _of_most(best, documents, near))
    languages = np.array([glances[at].language for at in there.tolist()])
    for values, reading in zip(given, (opened, common), strict=True):
        values[there] = _in_spreads(reading, languages, near) @ asked.weights
    return given


def _places(keys: NDArray[np.int64], held: NDArray[np.int64]) -> NDArray[np.intp]:
    """Give where each key stands among those held, ascending; their number where it does not."""
    return np.where(np.isin(keys, held), np.searchsorted(held, keys), len(held))


def _of_most(best: Rows, documents: list[str], near: NDArray[np.bool_]) -> Rows:
    """Give what a quarter of the near candidates of each document reach in each token."""
    given = np.empty_like(best)
    order = sorted(range(len(documents)), key=documents.__getitem__)
    for _, group in groupby(order, key=documents.__getitem__):
        those = np.array(list(group))
        ranked = np.sort(best[_some(those, near)], axis=0)
        given[those] = ranked[round(COMMON * (len(ranked) - 1))]
    return given


def _in_spreads(best: Rows, languages: NDArray[np.str_], near: NDArray[np.bool_]) -> Rows:
    given = np.empty_like(best)
    for language in sorted(set(languages.tolist())):
        those = np.flatnonzero(languages == language)
        among = best[_some(those, near)]
        given[those] = (best[those] - among.mean(axis=0)) / (among.std(axis=0) + _CALM)
    return given


def _some(those: NDArray[np.intp], near: NDArray[np.bool_]) -> NDArray[np.intp]:
    """Give the near ones of those, or all where none is."""
    chosen = those[near[those]]
    return chosen if len(chosen) else those
