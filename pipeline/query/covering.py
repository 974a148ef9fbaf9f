"""How much of a question a passage answers to, together with what it stands in.

In: a question's words with their translations, and candidates. Out: for each, the share of the
question's words that stand in the passage, its title, headings or stem, or that name a place
the document is of; each word by how rare it is, whole or not at all. Beside the other lexical
features, which count how often and in how short a passage, this says what is still missing.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from pipeline.catalog.jurisdictions import named
from pipeline.index import Index
from pipeline.index.reader import Glance
from pipeline.query.asking import Asked
from pipeline.query.candidates import among

OF_A_PLACE = 0.5  # share from which a document is of a place
# Translations by which the rarity of a word is judged; further ones are far from its meaning.
_JUDGED = 8
_UNKNOWN = 3.0  # rarity of a word that no passage holds: about that of one in twenty passages


def covered(index: Index, seen: Mapping[int, Glance], asked: Asked) -> NDArray[np.float64]:
    """Give the share of the question, 0 to 1, that each passage of `seen` covers."""
    given = np.zeros(len(seen))
    keys = np.array(list(seen), dtype=np.int64)
    glances = list(seen.values())
    languages = np.array([glance.language for glance in glances])
    for language in sorted(set(languages.tolist())):
        at = np.flatnonzero(languages == language)
        words: Mapping[str, Sequence[Sequence[str]]] = (
            {token: [[token]] for token in asked.tokens} if asked.is_own(language) else asked.words
        )
        words = {word: held for word, held in words.items() if not asked.is_framing(word)}
        documents = [glances[i].document for i in at.tolist()]
        given[at] = _shares(index, language, keys[at], documents, words, asked)
    return given


def _shares(
    index: Index,
    language: str,
    keys: NDArray[np.int64],
    documents: Sequence[str],
    words: Mapping[str, Sequence[Sequence[str]]],
    asked: Asked,
) -> NDArray[np.float64]:
    total = index.size(language)
    holding = index.holding(
        dict.fromkeys(t for alternatives in words.values() for a in alternatives for t in a),
        language,
    )
    inside = {t: among(keys, held) for t, held in holding.items()}
    given, whole = np.zeros(len(keys)), 0.0
    for word, alternatives in words.items():
        there = np.zeros(len(keys), dtype=bool)
        often = 0
        for rank, tokens in enumerate(filter(None, alternatives)):
            there |= np.logical_and.reduce([inside[token] for token in tokens])
            if rank < _JUDGED:
                often = max(often, min(len(holding[token]) for token in tokens))
        weight = math.log(1 + total / (1 + often)) if often else _UNKNOWN
        if asked.places:
            there |= _of_place(index, documents, _places(asked.text, word))
        given += weight * there
        whole += weight
    return given / (whole or 1.0)


def _places(question: str, word: str) -> frozenset[str]:
    """Give the places that a word names, written as in the question: "us" is none, "US" is."""
    return frozenset(named(_as_written(question, word), short=True))


def _as_written(question: str, word: str) -> str:
    """Give a word as the question writes it, where that is no part of another word.

    A pattern for each word would take longer to make than all else that is asked of it here.
    """
    folded, sought = question.lower(), word.lower()
    # A letter that grows when it is made small (İ) would move all that follows.
    start = folded.find(sought) if len(folded) == len(question) else -1
    while start >= 0:
        stop = start + len(sought)
        if not (_goes_on(folded[:start][-1:]) or _goes_on(folded[stop : stop + 1])):
            return question[start:stop]
        start = folded.find(sought, start + 1)
    return word


def _goes_on(beside: str) -> bool:
    return beside.isalnum() or beside == "_"


def _of_place(
    index: Index, documents: Sequence[str], places: frozenset[str]
) -> NDArray[np.bool_] | bool:
    """Tell which documents are of a place that a word names."""
    if not places:
        return False
    known = {
        document: any(index.entries[document].places.get(p, 0.0) >= OF_A_PLACE for p in places)
        for document in set(documents)
    }
    return np.array([known[document] for document in documents], dtype=bool)
