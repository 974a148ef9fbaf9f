"""A concept by its name.

In: a scheme and what a person typed: an id, a row number, or any label in
either language. Out: the concept; UnknownConcept with the nearest names when
there is none. Case, width, hyphens and blanks make no difference. Where
concepts share a name, an id is stronger than a preferred label, and that
than another label, and a hidden one last.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from pipeline.concepts.scheme import Concept, Scheme
from pipeline.errors import UnknownConcept


def find_concept(scheme: Scheme, name: str) -> Concept:
    """Find a concept by id, notation or label."""
    names = _names(scheme)
    concept = names.get(_fold(name))
    if concept is None:
        near = _nearest(_fold(name), names)
        hint = f"did you mean {' or '.join(near)}?" if near else "concepts have ids such as "
        hint += "" if near else " and ".join(c.id for c in scheme.concepts[:2])
        raise UnknownConcept(f"there is no concept {name!r}", hint, concept=name)
    return concept


def _fold(name: str) -> str:
    text = unicodedata.normalize("NFKC", name).casefold().replace("-", " ").replace("_", " ")
    return " ".join(text.split())


@lru_cache(maxsize=8)
def _names(scheme: Scheme) -> dict[str, Concept]:
    names: dict[str, Concept] = {}
    for concept in scheme.concepts:
        names.setdefault(_fold(concept.id), concept)
    for concept in scheme.concepts:
        for label in concept.pref_label.values():
            names.setdefault(_fold(label), concept)
    for concept in scheme.concepts:
        for labels in concept.alt_label.values():
            for label in labels:
                names.setdefault(_fold(label), concept)
    for concept in scheme.concepts:
        for labels in concept.hidden_label.values():
            for label in labels:
                names.setdefault(_fold(label), concept)
    for concept in scheme.concepts:
        if concept.notation is not None:
            names.setdefault(_fold(concept.notation), concept)
    return names


def _nearest(name: str, names: dict[str, Concept]) -> list[str]:
    """Give the ids of up to three concepts whose names look like this one."""
    from difflib import get_close_matches

    holding = [n for n in names if len(name) > 1 and (name in n)]
    near = [*get_close_matches(name, names, n=6, cutoff=0.6), *sorted(holding, key=len)]
    return list(dict.fromkeys(names[n].id for n in near))[:3]
