"""Definitions of a document: a term and the words that define it.

In: segments in reading order. Out: definitions, without ids, in reading order.
Always: `document.text[span] == text`; term and body are verbatim; a quotation
that runs over several sentences of a block is read as one unit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.extract.notes import around, marked, note_so_far
from pipeline.extract.rules import Cue, find_cues, load_pack
from pipeline.extract.sources import carries_on, source_ja
from pipeline.extract.sources_en import source_en
from pipeline.records import BlockKind, Definition, Document, Segment, Span

if TYPE_CHECKING:
    from spacy.tokens import Span as Analysis

_READ_KINDS = frozenset(
    {BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.NOTE, BlockKind.TABLE, BlockKind.CAPTION}
)
_OPEN, _CLOSE = "「『“", "」』”"
_STRIP = " 　\t\n,、，;；:：“”\"'‘’*_"
_TRIGGER = {
    "en": re.compile(
        r"\b(?:mean|means|meanings?|meant|refers?|define[sd]?|definition|understood|understands?|denotes?|describes?|characteri[sz]es?|signif\w+|stands?\s+for|includes?|is|are|used)\b"
    ),
    "ja": re.compile(
        r"とは|という|をいう|を言う|を?指す|意味|定義|すなわち|とされ|総称|略称|のこと(?:で|を)"
    ),
}
_ENDED = re.compile(r"[。．.!?！？:：;；][）)」』”\"’\]]*\s*$")
_MAX_UNIT = 12  # sentences: an unclosed bracket must not swallow a document
_LONGEST = 12000  # characters: rules look around in a whole unit
_BODY_JA = re.compile(r"(?:を(?:いう|意味する|指す)|のことをいう)$")


@dataclass(frozen=True, slots=True)
class Match:
    """One definition in a text, spans relative to it."""

    rule: str
    term: Span
    body: Span
    span: Span
    source: str | None = None


def definitions(
    segments: Sequence[Segment], analyses: Sequence[Analysis | None], document: Document
) -> Iterator[tuple[int, Definition]]:
    """Yield `(position of the first segment, definition)` in reading order, ids left empty."""
    owner: tuple[int, str | None] = (-1, None)  # block and owner of the last quoted definition
    note: tuple[int, str] = (-9, "")  # last block and text of the note we are in
    text, marks = document.text, marked(document)
    position = 0
    while position < len(segments):
        first = segments[position]
        last = _unit_end(segments, position)
        if first.kind in _READ_KINDS:
            unit = text[first.span[0] : segments[last].span[1]]
            note = note_so_far(note, first, unit)
            noted = note[1] if first.language == "ja" else around(first, document, marks)
            found = find(unit, first.language, noted or None, analyses[position])
            done = 0
            for match in found:
                source = match.source
                lead = unit[done : match.term[0]].lstrip("」）)とされている。 ")
                if source is None and owner[0] == first.block and carries_on(lead):
                    match = replace(match, source=owner[1])
                owner = (first.block, match.source)
                done = match.span[1]
                record = _record(first, segments, last, text, match, len(found) == 1)
                if record is not None:
                    yield position, record
        position = last + 1


def find(
    unit: str, language: str, note: str | None = None, analysis: Analysis | None = None
) -> list[Match]:
    """Find the definitions in a sentence, or in a quotation of several.

    `note` is the text of the note so far, when the unit stands in one (in
    English any words before it that it may point back to);
    `analysis` covers at least the first sentence and only helps to tell where
    an unmarked term begins.
    """
    japanese = language == "ja"
    if len(unit) > _LONGEST or not _TRIGGER["ja" if japanese else "en"].search(unit):
        return []
    cues = find_cues(unit, load_pack("definitions_ja" if japanese else "definitions_en"))
    matches: list[Match] = []
    for cue in cues:
        match = _match(cue, unit, japanese, note, analysis)
        if match is not None:
            matches.append(match)
    return matches


def _match(
    cue: Cue, unit: str, japanese: bool, note: str | None, analysis: Analysis | None
) -> Match | None:
    term, body = cue.group("term"), cue.group("body")
    if term is None or body is None:
        return None
    term, body = _shrink(unit, term), _shrink(unit, body, end_only=True)
    if japanese and not _quoted(unit, body):  # the words of a quotation stay whole
        ending = _BODY_JA.search(unit[slice(*body)])
        if ending:
            body = (body[0], body[0] + ending.start())
    if cue.rule.id == "en-def-apposition":
        term = _noun_before(unit, term, analysis)
    words = unit[slice(*term)]
    listed = cue.rule.id == "en-def-list"
    marked = term[0] > 0 and unit[term[0] - 1] in _OPEN + '‘"*'
    if not words or (body[1] - body[0] < 3 and not listed) or _no_term(words, japanese, marked):
        return None
    before = unit[: term[0]]
    content = unit[slice(*body)]
    if japanese:
        source = source_ja(before, content, note)
    else:
        named = cue.group("source")
        source = source_en(unit[slice(*named)] if named else None, before, content, note or "")
    start, end = cue.match.span()
    return Match(cue.rule.id, term, body, (min(start, term[0]), max(end, body[1])), source)


def _quoted(unit: str, body: Span) -> bool:
    return body[0] > 0 and unit[body[0] - 1] == "「" and unit[body[1] : body[1] + 1] == "」"


def _noun_before(unit: str, term: Span, analysis: Analysis | None) -> Span:
    """Shrink a run of words to the noun phrase that ends it."""
    if analysis is None:
        return (max(term[0], unit.rfind(" ", 0, unit.rfind(" ", *term)) + 1), term[1])
    offset = analysis.start_char
    start = term[1]
    for token in reversed([t for t in analysis if term[0] <= t.idx - offset < term[1]]):
        if token.pos_ not in ("NOUN", "PROPN", "ADJ", "NUM") and token.text != "-":
            break
        start = token.idx - offset
    return (start, term[1])


def _no_term(words: str, japanese: bool, marked: bool) -> bool:
    """Reads as: the subject is a pronoun, a number or a clause rather than a term."""
    if japanese:
        return bool(
            re.match(
                r"(?:これ|それ|あれ|ここ|そこ|本[章節条項]|この|その|こと$|もの$|者$|[0-9０-９年月日]+|.*(?:場合|とき|ため|例)$)",
                words,
            )
            or (not marked and re.search(r"[をへ]|(?:年|月|日)$|する$|した$", words))
            or re.match(r"[第（(]?[0-9０-９一二三四五六七八九十⑴-⒇①-⑳]+[条項号章節）)]?$", words)
        )
    return bool(
        re.match(
            r"(?i)(?:this|that|these|those|it|he|she|they|we|you|which|what|section|article|annex|figure|table|chapter|paragraph)\b|terms?$|.*\balso$",
            words,
        )
    )


def _record(
    first: Segment,
    segments: Sequence[Segment],
    last: int,
    text: str,
    match: Match,
    alone: bool,
) -> Definition | None:
    base = first.span[0]
    span = (base, segments[last].span[1]) if alone else (base + match.span[0], base + match.span[1])
    end = _with_items(segments, last, text, base + match.body[1])
    start = base + match.body[0]
    if match.rule == "en-def-list":  # nothing but a colon: the body is the items
        if end <= segments[last].span[1]:
            return None
        start = segments[last + 1].span[0]
    body = text[start : max(base + match.body[1], end)].rstrip()
    span = (span[0], max(span[1], end))
    return Definition(
        id="",
        document=first.document,
        segment=first.id,
        span=span,
        text=text[slice(*span)],
        term=text[base + match.term[0] : base + match.term[1]],
        body=body,
        rule=match.rule,
        source=match.source,
    )


def _with_items(segments: Sequence[Segment], last: int, text: str, end: int) -> int:
    """Let a body that ends in a colon or dash take in the items that continue it."""
    if not re.search(r"[:：—–]\s*$", text[max(0, end - 3) : segments[last].span[1]]):
        return end
    stem = segments[last].text
    for segment in segments[last + 1 : last + 30]:
        if segment.stem != stem:
            break
        end = segment.span[1]
    return end


def _unit_end(segments: Sequence[Segment], position: int) -> int:
    """Give the last segment of the unit that begins here.

    Sentences of a block are joined while a quotation is open, or while one
    stops without a full stop (a segmenter may part a title from its sentence).
    """
    depth = 0
    for index in range(position, min(position + _MAX_UNIT, len(segments))):
        segment = segments[index]
        if segment.block != segments[position].block:
            return index - 1
        depth += sum(segment.text.count(c) for c in _OPEN)
        depth -= sum(segment.text.count(c) for c in _CLOSE)
        if depth <= 0 and _ENDED.search(segment.text):
            return index
    return position if depth > 0 else min(position + _MAX_UNIT, len(segments)) - 1


def _shrink(unit: str, span: Span, end_only: bool = False) -> Span:
    start, end = span
    while not end_only and start < end and unit[start] in _STRIP:
        start += 1
    while end > start and unit[end - 1] in _STRIP + ".。．":
        end -= 1
    return start, end
