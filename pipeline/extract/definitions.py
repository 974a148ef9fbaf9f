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

from pipeline.extract.abbreviations import full_form, named_words
from pipeline.extract.notes import around, marked, note_so_far
from pipeline.extract.rules import Cue, find_cues, load_pack
from pipeline.extract.sources import carries_on, source_ja
from pipeline.extract.sources_en import source_en
from pipeline.records import BlockKind, Definition, Document, Form, Segment, ShortName, Span

if TYPE_CHECKING:
    from spacy.tokens import Span as Analysis

_READ_KINDS = frozenset(
    {BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.NOTE, BlockKind.TABLE, BlockKind.CAPTION}
)
_OPEN, _CLOSE = "「『“", "」』”"
_STRIP = " 　\t\n｢｣,、，;；:：“”\"'‘’*_"
_TRIGGER = {
    "en": re.compile(
        r"\((?=[^()]*[A-Z“\"‘'])|\b(?:mean|means|meanings?|meant|refers?|define[sd]?|definition|understood|understands?|denotes?|describes?|characteri[sz]es?|signif\w+|stands?\s+for|includes?|is|are|used|called|consists?|comprises?)\b"
    ),
    "ja": re.compile(
        r"とは|という|をいう|を言う|を?指す|意味|定義|すなわち|とされ|総称|略称|のこと(?:で|を|[）)])|と(?:呼|称)|[（(](?:[A-ZＡ-Ｚ]|[^（）()]*以[下後])"
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
    form: Form = Form.DEFINITION


def definitions(
    segments: Sequence[Segment], analyses: Sequence[Analysis | None], document: Document
) -> Iterator[tuple[int, Definition | ShortName]]:
    """Yield `(position of the first segment, finding)` in reading order, ids left empty."""
    owner: tuple[int, str | None] = (-1, None)  # block and owner of the last quoted definition
    note: tuple[int, str] = (-9, "")  # last block and text of the note we are in
    text, marks = document.text, marked(document)
    texts, blocks = [s.text for s in segments], [s.block for s in segments]
    position = 0
    while position < len(segments):
        first = segments[position]
        last = unit_end(texts, blocks, position)
        if first.kind in _READ_KINDS:
            unit = text[first.span[0] : segments[last].span[1]]
            note = note_so_far(note, first, unit)
            noted = note[1] if first.language == "ja" else around(first, document, marks)
            found = find(unit, first.language, noted or None, analyses[position])
            alone = sum(m.form is Form.DEFINITION for m in found) == 1
            done = 0
            for match in found:
                if match.form is not Form.DEFINITION:
                    yield position, _short_record(first, text, match)
                    continue
                source = match.source
                lead = unit[done : match.term[0]].lstrip("」）)とされている。 ")
                if source is None and owner[0] == first.block and carries_on(lead):
                    match = replace(match, source=owner[1])
                owner = (first.block, match.source)
                done = match.span[1]
                record = _record(first, segments, last, text, match, alone)
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
    if cue.rule.form is not Form.DEFINITION:
        return _short(cue, unit, term, body, japanese)
    if japanese and not _quoted(unit, body):  # the words of a quotation stay whole
        ending = _BODY_JA.search(unit[slice(*body)])
        if ending:
            body = (body[0], body[0] + ending.start())
    if cue.rule.id == "en-def-apposition":
        term = _noun_before(unit, term, analysis)
    article = None if japanese else re.match(r"(?:The|An?)\s+(?=[a-z])", unit[slice(*term)])
    if article:
        term = (term[0] + article.end(), term[1])
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


def _short(cue: Cue, unit: str, term: Span, body: Span, japanese: bool) -> Match | None:
    """Read a short name and the words it stands for."""
    short = unit[slice(*term)]
    if cue.rule.form is Form.ALIAS:
        words: Span | None = named_words(unit, body, short, japanese)
    else:
        words = body if japanese else full_form(unit, body, short)
    if words is None or not unit[slice(*words)].strip():
        return None
    words = _shrink(unit, words)
    end = max(cue.match.end(), term[1])
    return Match(cue.rule.id, term, words, (words[0], end), None, cue.rule.form)


def _short_record(first: Segment, text: str, match: Match) -> ShortName:
    base = first.span[0]
    span, term, body = ((base + a, base + b) for a, b in (match.span, match.term, match.body))
    return ShortName(
        id="",
        document=first.document,
        segment=first.id,
        span=span,
        text=text[slice(*span)],
        term=text[slice(*term)],
        body=text[slice(*body)],
        rule=match.rule,
        form=match.form,
    )


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
                r"(?:また|なお|さらに|例えば|たとえば|しかし|一方|すなわち|つまり|ただし|そして|特に|具体的に|これら?|それ|あれ|ここ|そこ|本[章節条項]|この|その|こと$|もの$|者$|[0-9０-９年月日]+|.*(?:場合|とき|ため|例)$)",
                words,
            )
            or (
                not marked
                and re.search(
                    r"[をへ]|(?:年|月|日)$|する$|した$|^[ぁ-ん]{1,2}$|^.$|^の|^(?:どの|どう|何)|(?:において|として|では|により|よれば|に)$",
                    words,
                )
            )
            or re.match(r"[第（(]?[0-9０-９一二三四五六七八九十⑴-⒇①-⑳]+[条項号章節）)]?$", words)
        )
    return bool(
        re.search(r"[“”]", words)
        or re.match(
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
    term = (base + match.term[0], base + match.term[1])
    span = (span[0], max(span[1], end))
    return defined(first, term, (start, start + len(body)), text, match.rule, match.source, span)


def defined(
    segment: Segment,
    term: Span,
    body: Span,
    text: str,
    rule: str,
    source: str | None = None,
    span: Span | None = None,
) -> Definition:
    """Make the record of a definition; it spans term and body unless `span` says more."""
    span = span or (min(term[0], body[0]), max(term[1], body[1]))
    return Definition(
        id="",
        document=segment.document,
        segment=segment.id,
        span=span,
        text=text[slice(*span)],
        term=text[slice(*term)],
        body=text[slice(*body)],
        rule=rule,
        source=source,
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


def unit_end(texts: Sequence[str], blocks: Sequence[int], position: int) -> int:
    """Give the last sentence of the unit that begins at `position`.

    Sentences of a block are joined while a quotation is open, or while one
    stops without a full stop (a segmenter may part a title from its sentence).
    """
    depth = 0
    for index in range(position, min(position + _MAX_UNIT, len(texts))):
        if blocks[index] != blocks[position]:
            return index - 1
        depth += sum(texts[index].count(c) for c in _OPEN)
        depth -= sum(texts[index].count(c) for c in _CLOSE)
        if depth <= 0 and _ENDED.search(texts[index]):
            return index
    return position if depth > 0 else min(position + _MAX_UNIT, len(texts)) - 1


def _shrink(unit: str, span: Span, end_only: bool = False) -> Span:
    start, end = span
    while not end_only and start < end and unit[start] in _STRIP:
        start += 1
    while end > start and unit[end - 1] in _STRIP + ".。．":
        end -= 1
    return start, end
