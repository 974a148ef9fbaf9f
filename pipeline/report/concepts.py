"""Concepts and readings as lines for programs and for a person.

In: a scheme, a concept, what a text was read as. Out: flat dictionaries for
JSON lines (SKOS names, absent is None), and text with both languages.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from pipeline.concepts import Concept, Reading, Scheme
from pipeline.report.terminal import Style, columns, wrap

Line = dict[str, Any]
_AROUND = 24  # characters of context to each side of a match
_FIELDS = (
    ("altLabel", "alt_label"),
    ("hiddenLabel", "hidden_label"),
    ("negativeLabel", "negative_label"),
    ("query", "query"),
)


def concept_line(scheme: Scheme, concept: Concept) -> Line:
    """Write a concept with its links in both directions."""
    return {
        "id": concept.id,
        "notation": concept.notation,
        "uri": concept.uri,
        "prefLabel": dict(concept.pref_label),
        **{
            name: {language: list(words) for language, words in getattr(concept, field).items()}
            for name, field in _FIELDS
        },
        "definition": dict(concept.definition),
        "finding": concept.finding,
        "broader": list(concept.broader),
        "narrower": [c.id for c in scheme.narrower(concept.id)],
        "related": [c.id for c in scheme.related(concept.id)],
        "exactMatch": list(concept.exact_match),
    }


def tree(scheme: Scheme, language: str) -> Iterator[tuple[int, Concept, str]]:
    """Yield `(depth, concept, name)`, what is narrower below what is broader."""

    def below(concept: Concept, depth: int) -> Iterator[tuple[int, Concept, str]]:
        yield depth, concept, name_of(concept, language)
        for narrower in scheme.narrower(concept.id):
            yield from below(narrower, depth + 1)

    for top in scheme.tops:
        yield from below(top, 0)


def name_of(concept: Concept, language: str) -> str:
    """Give the preferred label in a language, else in another."""
    return concept.pref_label.get(language) or next(iter(concept.pref_label.values()))


def concept_text(scheme: Scheme, concept: Concept, style: Style) -> str:
    """Write a concept for a person."""
    line = concept_line(scheme, concept)
    number = f"  row {concept.notation}" if concept.notation else ""
    parts = [style(concept.id, bold=True) + style(number, dim=True)]
    for language in concept.pref_label | concept.definition:
        if language in concept.pref_label:
            parts.append(f"{language}  {style(concept.pref_label[language], bold=True)}")
        if language in concept.definition:
            parts.append(wrap(concept.definition[language], columns(), "    "))
        for name, _ in _FIELDS:
            words = line[name].get(language)
            if words and name != "query":
                parts.append(f"    {style(name, dim=True)}")
                parts.append(wrap("; ".join(words), columns(), "      "))
    for name in ("broader", "narrower", "related", "exactMatch"):
        for other in line[name]:
            named = scheme.get(other)
            labels = " / ".join(named.pref_label.values()) if named else ""
            parts.append(f"{name:10} {other}  {style(labels, dim=True)}")
    return "\n".join(parts)


def reading_lines(text: str, reading: Reading, part: str | None = None) -> Iterator[Line]:
    """Write what a text was read as and what was silenced, in the order of the text."""
    read = [
        {**_found(text, m.span, m.concept, m.label, m.language, part),
         "read": True, "hidden": m.hidden, "why": None, "by": None, "by_concept": None,
         "by_words": None}
        for m in reading.matches
    ]  # fmt: skip
    silent = [
        {**_found(text, s.span, s.concept, s.label, s.language, part),
         "read": False, "hidden": False, "why": s.why, "by": s.by, "by_concept": s.by_concept.id,
         "by_words": text[slice(*s.by_span)]}
        for s in reading.silenced
    ]  # fmt: skip
    yield from sorted([*read, *silent], key=lambda line: (line["span"], not line["read"]))


def _found(
    text: str, span: tuple[int, int], concept: Concept, label: str, language: str, part: str | None
) -> Line:
    return {
        "concept": concept.id,
        "prefLabel": dict(concept.pref_label),
        "words": text[slice(*span)],
        "span": list(span),
        "line": text.count("\n", 0, span[0]) + 1,
        "label": label,
        "language": language,
        "part": part,
    }


def reading_text(text: str, lines: Sequence[Line], language: str, style: Style) -> str:
    """Write readings for a person: the words in their place, the concept, and why not."""
    parts = []
    several = "\n" in text.strip()
    for line in lines:
        start, stop = line["span"]
        before = " ".join(text[max(0, start - _AROUND) : start].split("\n")[-1:])
        after = text[stop : stop + _AROUND].split("\n")[0]
        words = " ".join(line["words"].split())
        place = f"line {line['line']}: " if several else ""
        where = f"[{line['part']}] " if line["part"] else ""
        shown = f"{before}«{style(words, fg='green' if line['read'] else 'red', bold=True)}»{after}"
        name = line["prefLabel"].get(language) or next(iter(line["prefLabel"].values()))
        if line["read"]:
            how = "hidden label" if line["hidden"] else "label"
            says = f"{line['concept']} ({name}), {how} {line['label']}"
            parts.append(f"{style('+', fg='green')} {place}{where}{shown}\n    {says}")
            continue
        if line["why"] == "negative":
            because = f"negative label {line['by']} stands there"
        else:
            because = f"longer label {line['by']} of {line['by_concept']} takes the words"
        parts.append(
            f"{style('-', fg='red')} {place}{where}{shown}\n"
            f"    not {line['concept']} ({name}): {because}"
        )
    return "\n".join(parts)
