"""Definitions in words of one's own: a string, or a spaCy Doc or Span of any pipeline.

In: words, with sentence boundaries when a pipeline has set them. Out: the
definitions in them, spans relative to the words given. Always: a quotation of
several sentences is read as one; what only layout shows (glossaries, tables)
needs a document and is not found here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from pipeline.extract.definitions import Match, find, unit_end
from pipeline.languages import detect
from pipeline.records import Form, Span

if TYPE_CHECKING:
    import spacy.tokens


def definitions_in(
    words: str | spacy.tokens.Doc | spacy.tokens.Span,
    language: str | None = None,
    forms: Sequence[Form] = (Form.DEFINITION,),
) -> list[Match]:
    """Find the definitions in some words; `forms` may ask for abbreviations and aliases too.

    `language` is "ja" or "en"; left out, the script of the words decides.
    """
    text = words if isinstance(words, str) else words.text
    units = [(start, text[start:end]) for start, end in _units(words)]
    return [
        _moved(match, start)
        for start, unit in units
        for match in find(unit, language or detect(unit))
        if match.form in forms
    ]


def _units(words: Any) -> Iterator[Span]:
    """Give the sentences, those of one open quotation together; a string is one unit."""
    if isinstance(words, str):
        yield 0, len(words)
        return
    span = words if hasattr(words, "start_char") else words[:]
    offset, doc = span.start_char, span.doc
    if not doc.has_annotation("SENT_START"):
        yield 0, len(words.text)
        return
    spans = [(s.start_char - offset, s.end_char - offset) for s in span.sents]
    texts = [words.text[max(a, 0) : b] for a, b in spans]
    paragraphs = [0]
    for text in texts:
        paragraphs.append(paragraphs[-1] + text.count("\n\n"))
    position = 0
    while position < len(spans):
        last = unit_end(texts, paragraphs, position)
        yield max(spans[position][0], 0), spans[last][1]
        position = last + 1


def _moved(match: Match, by: int) -> Match:
    def shift(span: Span) -> Span:
        return span[0] + by, span[1] + by

    return replace(match, term=shift(match.term), body=shift(match.body), span=shift(match.span))
