"""Definitions by layout: glossaries, lists of terms, two-column tables.

In: segments in reading order with their headings. Out: definitions whose term
and body stand apart: in two cells, on two sides of a colon, as an item over
its explanation, as a heading over its paragraph. Always: only under a heading
(or a table head) that announces definitions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.extract.sources import source_ja
from pipeline.extract.sources_en import source_en
from pipeline.records import BlockKind, Definition, Segment, Span

_HEADING = re.compile(
    r"(?:用語|定義|略語|語彙|用語集|言葉の意味)|\b(?:definitions?|glossary|terminology|key\s+terms|terms\s+(?:used|and\s+definitions)|defined\s+terms|abbreviations)\b|^\W*[\d.]*\s*terms\s*$",
    re.IGNORECASE,
)
_STEM = re.compile(
    r"用語(?:の(?:意義|定義|意味))?は|用語を.{0,20}定義|\b(?:following|these)\s+(?:terms|definitions)\b",
    re.IGNORECASE,
)
_CELL_HEAD = re.compile(
    r"^\s*(?:用語|語句|略語|用語名|項目|term|terms|word|abbreviation)\s*$", re.IGNORECASE
)
_CELL_HEAD_BODY = re.compile(
    r"^\s*(?:定義|意味|説明|内容|解説|definition|meaning|description|explanation)s?\s*$",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s*(?:[:：](?!//)|\s[–—-]\s|　+|\t|\.\s{2,})\s*|\*\*\s*[:：.]?\s+")
_TERM_MAX = 60
_STRIP = " 　\t\n*_「」『』“”\"'‘’:：,、。."
_SENTENCE = re.compile(
    r"[。．]|(?:する|した|である|ます)$|\.\s|\b(?:is|are|shall|must|should|means|see|refers)\b",
    re.IGNORECASE,
)
_INTRO = re.compile(
    r"(?:次の|以下の|次に掲げる|following|below|see\s|参照|as follows)", re.IGNORECASE
)


_LEAD_IN = re.compile(
    r"^(?:for|in|under|within|as|pursuant|where|when|if|by)\b|(?:において|では|に関し|について)$",
    re.IGNORECASE,
)


def glossary(segments: Sequence[Segment], text: str) -> Iterator[tuple[int, Definition]]:
    """Yield `(position, definition)` for entries that layout alone sets off."""
    in_table = False
    for position, segment in enumerate(segments):
        if segment.kind is BlockKind.TABLE:
            cells = _cells(segment)
            if len(cells) >= 2 and _is_head(segment, cells):
                in_table = True
                continue
            if (in_table or _announced(segment)) and len(cells) >= 2:
                yield from _entry(position, segment, cells[0], (cells[1][0], cells[-1][1]), text)
            continue
        in_table = False
        if segment.kind not in (BlockKind.PARAGRAPH, BlockKind.ITEM):
            continue
        if _announced(segment):
            yield from _announced_entry(position, segments, text)
        elif len(segment.trail) >= 2 and _HEADING.search(segment.trail[-2]):
            yield from _under_heading(position, segments, text)


def is_glossary(trail: Sequence[str]) -> bool:
    """Say whether the headings above announce definitions."""
    return any(_HEADING.search(heading) for heading in trail[-2:])


def _announced(segment: Segment) -> bool:
    by_heading = bool(segment.trail and _HEADING.search(segment.trail[-1]))
    return by_heading or bool(segment.stem and _STEM.search(segment.stem))


def _announced_entry(
    position: int, segments: Sequence[Segment], text: str
) -> Iterator[tuple[int, Definition]]:
    """Read "term: body" in one segment, or a short item over its explanation."""
    segment = segments[position]
    between = _BETWEEN.search(segment.text, 1)
    if between and 1 < between.start() <= _TERM_MAX and len(segment.text) - between.end() > 5:
        term = (0, between.start())
        if not _SENTENCE.search(segment.text[slice(*term)]):
            start = segment.span[0]
            body = (
                start + between.end(),
                max(start + between.end(), _block_end(position, segments)),
            )
            yield from _entry(position, segment, _absolute(segment, term), body, text)
        return
    following = segments[position + 1] if position + 1 < len(segments) else None
    if following is None or len(segment.text) > _TERM_MAX or _SENTENCE.search(segment.text):
        return
    below = following.stem == segment.text or (
        following.number is None
        and segment.number is not None
        and following.block == segment.block + 1
    )
    if below and following.trail == segment.trail and len(following.text) > len(segment.text) // 2:
        body = (following.span[0], _block_end(position + 1, segments))
        yield from _entry(position, segment, segment.span, body, text)


def _under_heading(
    position: int, segments: Sequence[Segment], text: str
) -> Iterator[tuple[int, Definition]]:
    """Read a heading under "Definitions" as the term, its first paragraph as the body."""
    segment = segments[position]
    before = segments[position - 1] if position else None
    term = re.sub(r"^[\d.()a-zA-Z]{0,7}[.)]\s+", "", segment.trail[-1]).strip(_STRIP)
    if not term or len(term) > _TERM_MAX or before is None or _INTRO.search(segment.text[:60]):
        return
    if before.kind is not BlockKind.HEADING or term not in before.text:
        return
    start = before.span[0] + before.text.index(term)
    body = (segment.span[0], _block_end(position, segments))
    yield from _entry(position, before, (start, start + len(term)), body, text)


def _entry(
    position: int, segment: Segment, term: Span, body: Span, text: str
) -> Iterator[tuple[int, Definition]]:
    term, body = _tight(text, term), _tight(text, body, keep_end=True)
    words, content = text[slice(*term)], text[slice(*body)]
    if (
        not words
        or len(words) > _TERM_MAX
        or len(content) < 4
        or re.search(r"^\d*$|[\[\]()]$|^[\[(（]", words)
    ):
        return
    # "X means …" in such a list belongs to the patterns, which know better where it ends.
    if re.match(r"(?:means|refers to|とは|は、)", content) or _INTRO.search(words):
        return
    if _LEAD_IN.search(words):
        return
    japanese = segment.language == "ja"
    source = source_ja("", content, None) if japanese else source_en(None, "", content)
    span = (term[0], body[1])
    yield (
        position,
        Definition(
            id="",
            document=segment.document,
            segment=segment.id,
            span=span,
            text=text[slice(*span)],
            term=words,
            body=content,
            rule="glossary-entry",
            source=source,
        ),
    )


def _cells(segment: Segment) -> list[Span]:
    """Give the spans of a row's cells in the document."""
    spans, start = [], 0
    for part in segment.text.split(" | "):
        if part.strip():
            spans.append(_absolute(segment, (start, start + len(part))))
        start += len(part) + 3
    return spans


def _is_head(segment: Segment, cells: list[Span]) -> bool:
    offset = segment.span[0]
    first, second = (segment.text[a - offset : b - offset] for a, b in cells[:2])
    return bool(_CELL_HEAD.match(first) and _CELL_HEAD_BODY.match(second))


def _block_end(position: int, segments: Sequence[Segment]) -> int:
    """Give the end of the block that a segment stands in."""
    end = segments[position].span[1]
    for segment in segments[position + 1 : position + 20]:
        if segment.block != segments[position].block:
            break
        end = segment.span[1]
    return end


def _absolute(segment: Segment, span: Span) -> Span:
    return segment.span[0] + span[0], segment.span[0] + span[1]


def _tight(text: str, span: Span, keep_end: bool = False) -> Span:
    start, end = span
    while start < end and text[start] in _STRIP:
        start += 1
    while end > start and text[end - 1] in (" \n\t" if keep_end else _STRIP):
        end -= 1
    return start, end
