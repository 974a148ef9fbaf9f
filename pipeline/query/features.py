"""What speaks for each candidate: one row of numbers a passage.

In: an open index, a read question, what the legs found. Out: the names of the
features and a matrix (candidates, features). Features of passages in the
question's own language end in `.own`, those of the other in `.other`: the two
are weighed apart, for an encoder or a word says more in one than in the other.
Each is near 0 to 1, or counted in spreads above the language's background,
which makes encoders and languages comparable.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from pipeline.concepts.words import stem
from pipeline.dictionary import MEAN_LENGTH, length_factor
from pipeline.index import Index
from pipeline.index.reader import Glance
from pipeline.protocols import Rows
from pipeline.query.asking import Asked
from pipeline.query.candidates import GLOSSED, Found, Questioned, looked_up
from pipeline.query.covering import OF_A_PLACE, covered
from pipeline.query.presence import READINGS, outstanding
from pipeline.records import BlockKind
from pipeline.text.tokens import content_tokens

Matrix = NDArray[np.float32]

_SPLIT = (
    "words", "terms", "heads", "beside", "defines", "another", "term", "whole term", "place",
    "covered",
)  # fmt: skip
_OTHER = ("dictionary", "other")
_BOTH = ("no prose", "length", "duty", "number", "person")
_NO_PROSE = frozenset({BlockKind.HEADING, BlockKind.TITLE, BlockKind.FIGURE, BlockKind.CAPTION})
_DUTIES = frozenset({"must", "must-not", "should", "should-not", "commits"})
_DIGIT = re.compile(r"[0-9０-９]")
_NUMBER = re.compile(
    r"[一二三四五六七八九十]+(?:日|年|月|人|件|回)|毎年|毎月"
    r"|\b(?:one|two|three|four|five|six|seven|ten|thirty|sixty|ninety|annual(?:ly)?"
    r"|years?|months?|days?|hours?)\b",
    re.IGNORECASE,
)
# Reads as: a definition that begins with its verb. In Japanese the term cannot be left out so.
_HEADLESS = re.compile(
    r"(?:\([^)]{1,30}\)\s*)?(?:means?|refers? to|is defined as|ha(?:s|ve) the meaning)\b",
    re.IGNORECASE,
)
# A term that the question names in part is a third less than its share: "data" is not "data user".
_PART = 0.34
_ALL = 0.99
_TRANSLATIONS = 4  # of a word that are looked for in a defined term
_IN_BRACKETS = re.compile(r"(.+?)\s*[（(]([^（）()]+)[)）]\s*")
_OR = re.compile(r"\s*[/／、,;]\s*")


def names(encoders: Sequence[str]) -> list[str]:
    """List the features in their order, for encoders of these names."""
    return [
        *(f"{e}.{side}" for e in encoders for side in ("own", "other")),
        *(f"{e} gloss.other" for e in encoders if e in GLOSSED),
        *(f"{name}.{side}" for name in (*READINGS, *_SPLIT) for side in ("own", "other")),
        *_OTHER,
        *_BOTH,
    ]


def features(
    index: Index,
    rows: Questioned,
    found: Found,
    seen: Mapping[int, Glance],
    asked: Asked,
) -> Matrix:
    """Give the features of the passages in `seen`, in its order; shape (len(seen), features)."""
    ours = np.array([asked.is_own(g.language) for g in seen.values()], dtype=bool)
    columns: list[NDArray[np.floating]] = []
    glossed: list[NDArray[np.floating]] = []
    for name, row in rows.rows.items():
        likeness, *gloss = _likeness(index, name, row, seen)
        columns += [np.where(ours, likeness, 0), np.where(ours, 0, likeness)]
        if name in GLOSSED:
            glossed.append(np.where(ours, 0, gloss[0] if gloss else 0))
    columns += glossed
    split = list(_split(index, found, seen, asked))  # while tokens are compared beside
    for values in (*outstanding(index, rows.tokens, found, seen), *split):
        columns += [np.where(ours, values, 0), np.where(ours, 0, values)]
    columns += [
        _dictionary(found, seen) * ~ours,
        (~ours).astype(float),
        *_both(found, seen, asked),
    ]
    return np.stack(columns, axis=1).astype(np.float32)


def _likeness(
    index: Index, encoder: str, rows: Rows, seen: Mapping[int, Glance]
) -> NDArray[np.float64]:
    """Give cosines in spreads above what any passage of its language has.

    Shape (len(rows), len(seen)).
    """
    found = np.zeros((len(rows), len(seen)))
    languages = np.array([g.language for g in seen.values()])
    keys = np.array(list(seen), dtype=np.int64)
    for language in sorted(set(languages.tolist())):
        where = np.flatnonzero(languages == language)
        cosines = index.cosines(encoder, language, rows, keys[where])
        background = index.background(encoder, language)
        for i, row in enumerate(rows):
            mean, spread = background.standardise(row[None, :])
            found[i, where] = (cosines[i] - mean) / spread
    return found


def _split(
    index: Index, found: Found, seen: Mapping[int, Glance], asked: Asked
) -> Iterable[NDArray[np.floating]]:
    """Give the features that are weighed apart by language, in the order of `_SPLIT`."""
    keys = np.array(list(seen), dtype=np.int64)
    yield looked_up(keys, *found.words)
    yield looked_up(keys, *found.terms)
    rarity = _rarity(index, asked)
    yield _heads(rarity, seen)
    before, after = index.beside(keys)
    yield np.maximum(looked_up(before, *found.words), looked_up(after, *found.words))
    glances = seen.values()
    terms = found.ahead.terms
    known = {stem(t) for t in asked.tokens}
    known |= {
        stem(t)
        for found_ in asked.words.values()
        for words in found_[:_TRANSLATIONS]
        for t in words
    }
    named = np.array([_named(terms[g.id], known) if g.id in terms else 0.0 for g in glances])
    sought = "definition" in asked.seeks
    defines = np.array([sought and g.id in terms for g in glances], dtype=bool)
    headless = np.array([sought and bool(_HEADLESS.match(g.text)) for g in glances], dtype=bool)
    # What defines a term that the question does not name: no answer, unless the term is asked for.
    another = defines & (named == 0) & ("name" not in asked.seeks)
    yield ((defines & ~another) | headless).astype(float)
    yield another.astype(float)
    yield named
    yield _whole_terms(rarity, terms, seen, asked)
    # A place that no document here is of says nothing about where its answer stands.
    places = asked.places & mainly(index) if asked.places else frozenset()
    of = {d: index.entries[d].places for d in {g.document for g in glances}} if places else {}
    best = {d: max((own.get(p, 0.0) for p in places), default=0.0) for d, own in of.items()}
    yield np.array([best.get(g.document, 0.0) for g in glances])
    yield covered(index, seen, asked)


def mainly(index: Index) -> frozenset[str]:
    """List the places that some document of the index is of."""
    return frozenset(
        place
        for entry in index.entries.values()
        for place, share in entry.places.items()
        if share >= OF_A_PLACE
    )


def _heads(weight: Mapping[str, float], seen: Mapping[int, Glance]) -> NDArray[np.float64]:
    """Give how much of the question title, headings and stem hold, by the rarity of its words."""
    whole = sum(weight.values()) or 1.0
    forms = [([f" {form} " for form in _forms(t)], w) for t, w in weight.items()]
    known: dict[str, float] = {}
    for glance in seen.values():
        if glance.context not in known:
            held = f" {glance.context} "
            share = 0.0
            for written, w in forms:  # no generators: there are hundreds of headings
                for form in written:
                    if form in held:
                        share += w
                        break
            known[glance.context] = share / whole
    return np.array([known[glance.context] for glance in seen.values()])


def _rarity(index: Index, asked: Asked) -> dict[str, float]:
    """Give how rare each word of the question is, those left out that only ask."""
    total = sum(index.size(language) for language in index.languages)
    return {
        t: math.log(1 + total / (1 + index.frequency(t)))
        for t in asked.tokens
        if not asked.is_framing(t)
    }


def _forms(token: str) -> frozenset[str]:
    """Give a token with its singular and plurals, to be looked for as written."""
    single = stem(token)
    if not token.isascii() or not token.isalpha():
        return frozenset({token})
    plural = f"{single[:-1]}ies" if single.endswith("y") else f"{single}s"
    return frozenset({token, single, plural})


def _whole_terms(
    weight: Mapping[str, float],
    terms: Mapping[str, Sequence[str]],
    seen: Mapping[int, Glance],
    asked: Asked,
) -> NDArray[np.float64]:
    """Give how far a defined term and the question are the same: 1 is all of both.

    Of "definition of research security", 研究所 names a part, and so does "security"; only what
    defines 研究セキュリティ or "research security" is all that was asked for. Of the question,
    words count by how rare they are; of a term, each alike.
    """
    own = {t: [frozenset({stem(t)})] for t in weight}
    other = {
        word: [frozenset(map(stem, tokens)) for tokens in found[:_TRANSLATIONS]]
        for word, found in asked.words.items()
        if not asked.is_framing(word)
    }
    heavy = {word: sum(weight.get(t, 0.0) for t in content_tokens(word)) or 1.0 for word in other}
    given = np.zeros(len(seen))
    for at, glance in enumerate(seen.values()):
        if glance.id not in terms:
            continue
        wanted, weights = (own, weight) if asked.is_own(glance.language) else (other, heavy)
        for parts in (form for term in terms[glance.id] for form in _terms(term)):
            given[at] = max(given[at], _same(parts, wanted, weights))
    return given


def _same(
    parts: frozenset[str],
    wanted: Mapping[str, Sequence[frozenset[str]]],
    weights: Mapping[str, float],
) -> float:
    """Give the share of a term that a question names, times the share of the question in it."""
    named: set[str] = set()
    held = 0.0
    for word, forms in wanted.items():
        inside = [form for form in forms if form and form <= parts]
        if inside:
            held += weights[word]
            named |= max(inside, key=len)
    whole = sum(weights.values())
    return (len(named) / len(parts)) * (held / whole) if whole else 0.0


def _named(terms: Iterable[str], known: set[str]) -> float:
    """Give how much of a defined term the question names, the best of several and their forms."""
    best = 0.0
    for parts in (form for term in terms for form in _terms(term)):
        share = len(parts & known) / len(parts)
        best = max(best, share if share > _ALL else max(0.0, share - _PART))
    return best


@lru_cache(maxsize=20_000)
def _terms(term: str) -> tuple[frozenset[str], ...]:
    """Give the stems of a term, and of each of its names in "管理策（control / safeguard）"."""
    named = _IN_BRACKETS.fullmatch(term)
    forms = [term, named[1], *_OR.split(named[2])] if named else [term]
    found = (frozenset(stem(t) for t in content_tokens(form)) for form in forms)
    return tuple(dict.fromkeys(stems for stems in found if stems))


def _dictionary(found: Found, seen: Mapping[int, Glance]) -> NDArray[np.float64]:
    """Give how much of the translated question passages cover, the shorter the more it says."""
    shares = found.shares(np.array(list(seen), dtype=np.int64))
    for at, glance in enumerate(seen.values()):
        if shares[at]:
            shares[at] *= length_factor(len(glance.text), glance.language)
    return shares


def _has_number(text: str) -> bool:
    """Tell whether a passage says how many or when; most that do have a digit, found quickly."""
    return bool(_DIGIT.search(text) or _NUMBER.search(text))


def _both(found: Found, seen: Mapping[int, Glance], asked: Asked) -> Iterable[NDArray[np.floating]]:
    """Give the features that count alike in both languages, in the order of `_BOTH`."""
    glances = list(seen.values())
    yield np.array([float(g.kind in _NO_PROSE) for g in glances])
    usual = np.array([MEAN_LENGTH.get(g.language, MEAN_LENGTH["en"]) for g in glances])
    yield np.log(0.1 + np.array([len(g.text) for g in glances]) / usual)
    duties = found.ahead.duties if asked.seeks & {"duty", "person"} else {}
    binding = {name for name, held in duties.items() if any(m in _DUTIES for m, _ in held)}
    borne = {name for name, held in duties.items() if any(role for _, role in held)}
    yield np.array([float("duty" in asked.seeks and g.id in binding) for g in glances])
    yield np.array([float("number" in asked.seeks and _has_number(g.text)) for g in glances])
    yield np.array([float("person" in asked.seeks and g.id in borne) for g in glances])
