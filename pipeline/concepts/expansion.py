"""A question's concepts in the words of both languages.

In: a scheme and a question. Out: for each language the labels to search with
besides the question's own words, so that a Japanese question finds English
passages and the reverse. Always: every language has a list, without repeats.
"""

from __future__ import annotations

from pipeline.concepts.matching import match
from pipeline.concepts.scheme import Concept, Scheme
from pipeline.languages import LANGUAGES, detect

# Labels per concept and language: the first are the usual words, the rest blur a search.
_LABELS = 4
_PLAIN = 4


def expand(scheme: Scheme, query: str, *, plain: bool = False) -> dict[str, list[str]]:
    """Give the labels, by language, of the concepts that a question mentions.

    `plain` also gives, in the other language, the plain words (hidden labels) of
    concepts that it names in plain words only: "report" leads to 申告 and 届出. On the
    questions of tests/questions this cost a hit in a hundred more than it won, so
    search does without.
    """
    terms: dict[str, dict[str, None]] = {language: {} for language in LANGUAGES}
    own = detect(query)
    for concept, plainly in _mentioned(scheme, query, plain):
        for language, labels in terms.items():
            if not plainly:
                labels.update(dict.fromkeys(_words_for(scheme, concept, language)))
            elif language != own:  # plain words are best met by plain words
                labels.update(dict.fromkeys(concept.hidden_label.get(language, ())[:_PLAIN]))
    return {language: list(labels) for language, labels in terms.items()}


def _mentioned(scheme: Scheme, query: str, plain: bool) -> list[tuple[Concept, bool]]:
    """Give the concepts in the order of the question, each once, and whether in plain words only.

    Of concepts that share the words, the narrower is meant: 研究インテグリティ
    asks for that sense, not for all that is called research integrity.
    """
    matches = match(scheme, query, asked=plain)
    named = {m.concept.id for m in matches if not m.hidden}
    meant = {
        m.concept.id: (m.concept, m.concept.id not in named)
        for m in matches
        if not any(
            o.span == m.span
            and o.concept.id != m.concept.id
            and scheme.includes(m.concept.id, o.concept.id)
            for o in matches
        )
    }
    return list(meant.values())


def _words_for(scheme: Scheme, concept: Concept, language: str) -> list[str]:
    """Give a concept's first labels; where it has few, the names of what it belongs to."""
    labels = list(concept.labels.get(language, ()))
    labels += [c.pref_label[language] for c in scheme.above(concept.id) if language in c.pref_label]
    return labels[:_LABELS]
