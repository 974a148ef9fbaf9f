"""Definitions by layout: glossaries, lists of terms, two-column tables.

In: segments in reading order with their headings. Out: definitions whose term
and body stand apart: in two cells, on two sides of a colon, as an item over
its explanation, as a heading over its paragraph. Always: only under a heading
(or a table head) that announces definitions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.extract.definitions import defined
from pipeline.extract.sources import source_ja
from pipeline.extract.sources_en import source_en
from pipeline.records import BlockKind, Definition, Segment, Span

_HEADING = re.compile(
    r"(?:用語|定義(?!と|され|した|づけ|付け)|略語|語彙|用語集|言葉の意味)|\b(?:definitions?|glossary|terminology|key\s+terms|terms\s+(?:used|and\s+definitions)|defined\s+terms|abbreviations)\b|^\W*[\d.]*\s*terms\s*$",
    re.IGNORECASE,
)
_STEM = re.compile(
    r"用語(?:の(?:意義|定義|意味))?は|用語を.{0,20}定義|(?:以下|次)の(?:とおり|通り|ように)定義|\b(?:following|these)\s+(?:terms|definitions)\b",
    re.IGNORECASE,
)
# A sentence that says so of what follows under its heading: それぞれ以下のとおり定義される。
_SAID = re.compile(
    r"(?:以下|次)の(?:とおり|通り|ように)(?:に)?(?:それぞれ)?定義(?:する|される|した|します)[。．]?$"
    r"|\b(?:are|is)\s+(?:each\s+)?defined\s+(?:as\s+follows|below)\s*[.:]?$",
    re.IGNORECASE,
)
_CELL_HEAD = re.compile(
    r"^\s*(?:用語|語句|略語|用語名|項目|言葉|名称|(?:defined\s+)?terms?|word|abbreviation|concept|expression)\s*$",
    re.IGNORECASE,
)
_CELL_HEAD_BODY = re.compile(
    r"^\s*(?:(?:用語の)?(?:定義|意味|意義|説明|内容|解説)|definition|meaning|description|explanation)s?\s*$",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"\s*(?:[:：](?!//)|\s[–—-]\s|\s?[－―—–]\s|(?:…|‥|・(?=[…‥・]))[…‥・]*|　+|\t|\n|\.\s{2,})\s*|\*\*\s*[:：.]?\s+"
)
_DOTS = re.compile(r"^[^…‥。、]{1,30}[…‥]+[^…‥]{4,}")  # コンピュータ……演算の機能を有する装置
_POINTER = re.compile(  # データサーバ（図１参照）
    r"\s*[（(](?:[^（）()]{0,20}(?:参照|参考)|see\s[^()]{1,30})[）)]$", re.IGNORECASE
)
_NEAR = 16  # segments that such a sentence may announce: a handful of short entries
_TERM_MAX = 60
_NAME, _NAME_WORDS = 30, 4  # characters, English words
_STRIP = " 　\t\n*_「」『』“”\"'‘’:：,、，。."
_BLANK = " 　\t\n*_:：,、，"
_SENTENCE = re.compile(
    r"[。．]|(?:する|した|である|ます|ない|含む)$|[^ァ-ヴ一-龯]を|\.\s|\b(?:is|are|shall|must|should|means|see|refers)\b",
    re.IGNORECASE,
)
_INTRO = re.compile(
    r"(?:次の|以下の|次に掲げる|following|below|see\s|参照|as follows)", re.IGNORECASE
)


# …をいう without a topic: the heading or short line above is what is meant.
_SUBJECTLESS = re.compile(
    r"(?:[^は。「」（）]|は(?![、，])|（(?:[^（）]|（[^（）]*）)*）|「[^」]*」)+を(?:いう|指す|意味する)(?:もの(?:とする|である))?[。．]"
)
# A single sentence that ends so: the body is what stands before.
_BODY_ENDS = re.compile(
    r"(?<!。)(?:(?:を(?:いう|言う|指す|意味する)|のことをいう)[。．]?$|を(?:いい|指し|意味し)[、，])"
)
# An order, a further heading or a pointer is no meaning.
_NO_BODY = re.compile(
    r"^(?:In general|(?:[A-Z][a-z]+\s){0,2}[a-z]*$)|\bshall(?!\s+(?:mean|include|be\s+(?:understood|construed|taken)))\b"
    r"|(?:ものとする|なければならない|してはならない|べきである)[。．]?$|^(?:see|第[0-9０-９一二三四五六七八九十]+[条章])\b",
)
_LEAD_IN = re.compile(
    r"^(?:for|in|under|within|as|pursuant|where|when|if|by|this|these|of)\b|\binclud(?:e|es|ed|ing)$|(?:において|では|に関し|について)$",
    re.IGNORECASE,
)


def glossary(segments: Sequence[Segment], text: str) -> Iterator[tuple[int, Definition]]:
    """Yield `(position, definition)` for entries that layout alone sets off."""
    columns: tuple[int, int] | None = None  # of term and meaning, in a table with such a head
    row = -1
    said = range(0)  # positions after a sentence that announced definitions, under its heading
    groups: set[str] = set()  # items of a list of terms that only part it: （一）設備関連
    for position, segment in enumerate(segments):
        if segment.kind is BlockKind.TABLE:
            if segment.block == row:
                continue  # further sentences of a long row
            row = segment.block
            cells = _cells(segment)
            head = _head(text, cells)
            if head is not None:
                columns = head
            elif columns is not None or _announced(segment):
                yield from _row(position, segments, cells, columns or (0, 1), text)
            continue
        columns = None
        if segment.kind not in (BlockKind.PARAGRAPH, BlockKind.ITEM):
            continue
        if _SAID.search(segment.text):
            said = range(position, position + _NEAR)
            continue
        if _announced(segment) or (
            position in said
            and segment.kind is BlockKind.ITEM
            and segment.trail == segments[said.start].trail
        ):
            groups.add(segment.text)
            yield from _announced_entry(position, segments, text)
        elif segment.stem in groups and _DOTS.match(segment.text):
            yield from _announced_entry(position, segments, text)
        elif len(segment.trail) >= 2 and _HEADING.search(segment.trail[-2]):
            yield from _under_heading(position, segments, text)
        elif segment.language == "ja" and _SUBJECTLESS.match(segment.text):
            yield from _under_term(position, segments, text)


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
    # An item of another list ends that list; it heads no entry.
    # The first line of a numbered item is its term, when it is no more than a name.
    name = len(segment.text) <= _NAME and len(segment.text.split()) <= _NAME_WORDS
    same_block = following.block == segment.block and segment.number is not None and name
    below = (
        same_block
        or following.stem == segment.text
        or (
            (segment.stem is None or bool(_STEM.search(segment.stem)))
            and following.number is None
            and (segment.number is not None or _is_over_text(segment, following))
            and following.block == segment.block + 1
        )
    )
    if below and following.trail == segment.trail and len(following.text) > len(segment.text) // 2:
        body = (following.span[0], _block_end(position + 1, segments))
        yield from _entry(position + 1, following, segment.span, body, text)


def _is_over_text(segment: Segment, following: Segment) -> bool:
    """Tell whether an item without a number stands over a paragraph: ・AI開発者 and its meaning."""
    return segment.kind is BlockKind.ITEM and following.kind is BlockKind.PARAGRAPH


def _under_heading(
    position: int, segments: Sequence[Segment], text: str
) -> Iterator[tuple[int, Definition]]:
    """Read a heading under "Definitions" as the term, its first paragraph as the body."""
    segment = segments[position]
    before = segments[position - 1] if position else None
    if before is None or before.kind is not BlockKind.HEADING or _INTRO.search(segment.text[:60]):
        return
    # The heading, in the trail, has its number before it: （35）モニタリング
    term = re.sub(r"^[\d.()a-zA-Z]{0,7}[.)]\s+", "", before.text).strip(_STRIP)
    if not term or len(term) > _TERM_MAX or not segment.trail[-1].rstrip().endswith(term):
        return
    start = before.span[0] + before.text.index(term)
    body = (segment.span[0], _block_end(position, segments))
    yield from _entry(position, segment, (start, start + len(term)), body, text, "glossary-heading")


def _under_term(
    position: int, segments: Sequence[Segment], text: str
) -> Iterator[tuple[int, Definition]]:
    """Read a short line over a sentence without a topic as the term it defines.

    Reads as: 「⑵ 侵襲」 over 「研究目的で…が生じることをいう。」, wherever it stands.
    """
    segment, before = segments[position], segments[position - 1] if position else None
    if before is None or before.block == segment.block or segment.number is not None:
        return
    words = before.text.strip(_STRIP)
    if (
        len(words) > _TERM_MAX // 2
        or _SENTENCE.search(words)
        or re.search(r"とは|[はをが]$", words)
    ):
        return
    end = segment.span[1]
    yield from _entry(
        position, segment, before.span, (segment.span[0], end), text, "glossary-heading"
    )


def _entry(
    position: int,
    segment: Segment,
    term: Span,
    body: Span,
    text: str,
    rule: str = "glossary-entry",
) -> Iterator[tuple[int, Definition]]:
    term, body = _tight(text, term), _tight(text, body, keep_end=True)
    pointer = _POINTER.search(text[slice(*term)])
    term = (term[0], term[0] + pointer.start()) if pointer else term
    words, content = text[slice(*term)], text[slice(*body)]
    if (
        not words
        or len(words) > _TERM_MAX
        or len(content) < 4
        or re.search(r"^\d*$|[\[\]()]$|^[\[(（]|^第.{1,4}[条項号]|[“”]", words)
    ):
        return
    # "X means …" in such a list belongs to the patterns, which know better where it ends.
    if re.match(r"(?:means|refers to|とは|は[、，])", content) or _INTRO.search(words):
        return
    if _LEAD_IN.search(words) or _NO_BODY.search(content) or _DOTS.match(content):
        return
    japanese = segment.language == "ja"
    source = source_ja("", content, None) if japanese else source_en(None, "", content)
    ending = _BODY_ENDS.search(content) if japanese else None
    if ending and "。" in content[: ending.start()] and content[ending.end() :]:
        ending = None  # …をいい、 of a later sentence ends nothing
    if ending:
        body = (body[0], body[0] + ending.start())
        content = text[slice(*body)]
    yield position, defined(segment, term, body, text, rule, source)


def _row(
    position: int,
    segments: Sequence[Segment],
    cells: list[Span],
    columns: tuple[int, int],
    text: str,
) -> Iterator[tuple[int, Definition]]:
    """Read a row as an entry; the body of the last column goes on to the row's end."""
    term, body = columns
    if len(cells) <= max(columns):
        return
    last = body == len(cells) - 1
    end = _block_end(position, segments) if last else cells[body][1]
    yield from _entry(position, segments[position], cells[term], (cells[body][0], end), text)


def _cells(segment: Segment) -> list[Span]:
    """Give the spans of a row's cells in the document."""
    spans, start = [], 0
    for part in segment.text.split(" | "):
        spans.append(_absolute(segment, (start, start + len(part))))
        start += len(part) + 3
    return spans


def _head(text: str, cells: list[Span]) -> tuple[int, int] | None:
    """Give the columns of term and meaning when a row is the head of a table of terms."""
    words = [text[slice(*cell)] for cell in cells]
    terms = [i for i, w in enumerate(words) if _CELL_HEAD.match(w)]
    meanings = [i for i, w in enumerate(words) if _CELL_HEAD_BODY.match(w)]
    if terms and meanings and meanings[-1] > terms[0]:
        return terms[0], next(i for i in meanings if i > terms[0])
    return None


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
    while start < end and text[start] in (_BLANK if keep_end else _STRIP):
        start += 1
    while end > start and text[end - 1] in (" \n\t" if keep_end else _STRIP):
        end -= 1
    return start, end
