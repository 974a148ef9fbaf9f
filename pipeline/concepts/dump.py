"""A scheme written as the YAML that people edit.

In: a scheme. Out: YAML that `load` reads back as the very scheme, with the
fields in the order of the shipped file. What is empty is not written.
"""

from __future__ import annotations

from typing import Any

from pipeline.concepts.scheme import Concept, Scheme
from pipeline.languages import LANGUAGES


def dump_scheme(scheme: Scheme) -> str:
    """Write a scheme as YAML."""
    import yaml

    head = {"id": scheme.id, "title": _one(scheme.title), "uri": scheme.uri}
    written = {
        "conceptScheme": _filled(head),
        "concepts": [_concept(concept) for concept in scheme.concepts],
    }
    return yaml.safe_dump(written, allow_unicode=True, sort_keys=False, width=100)


def _concept(concept: Concept) -> dict[str, Any]:
    return _filled(
        {
            "id": concept.id,
            "uri": concept.uri,
            "notation": concept.notation,
            "prefLabel": _one(concept.pref_label),
            "altLabel": _many(concept.alt_label),
            "hiddenLabel": _many(concept.hidden_label),
            "negativeLabel": _many(concept.negative_label),
            "definition": _one(concept.definition),
            "broader": list(concept.broader),
            "related": list(concept.related),
            "exactMatch": list(concept.exact_match),
            "finding": concept.finding,
            "query": _many(concept.query),
        }
    )


def _filled(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value}


def _one(words: dict[str, str]) -> dict[str, str]:
    return {language: words[language] for language in reversed(LANGUAGES) if language in words}


def _many(words: dict[str, tuple[str, ...]]) -> dict[str, list[str]]:
    return {
        language: list(words[language]) for language in reversed(LANGUAGES) if words.get(language)
    }
