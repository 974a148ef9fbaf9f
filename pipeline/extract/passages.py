"""A spaCy Doc as segments, so that the library's readers read any pipeline's text.

In: a Doc with sentence boundaries, from any pipeline. Out: a Document, its
Segments and their analyses, as `extract` takes them. Always: every segment is a
run of whole tokens; lines that begin with a bullet or number after a lead-in
continue it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipeline.records import BlockKind, Document, Segment, Source, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.tokens import Span as Analysis

Read = tuple[Document, list[Segment], "list[Analysis | None]"]

_BULLET = re.compile(
    r"\s*(?P<number>[(（](?:[a-z]{1,4}|\d{1,3}|[一二三四五六七八九十]{1,3}|[ァ-ヴ])[)）]|\d{1,2}[.)．](?=\s)"
    r"|[・•●○〇◦▪–-](?=\S|\s)|[①-⑳]|[一二三四五六七八九十]{1,3}(?=[\s　]))\s*"
)
# A line break before a bullet ends a sentence whatever the parser thinks.
_BREAK = re.compile(r"\n(?=" + _BULLET.pattern.replace("?P<number>", "?:") + r")|\n[^\S\n]*\n")
_ONLY_BULLET = re.compile(_BULLET.pattern.replace(r"(?=\S|\s)", "").replace(r"(?=[\s　])", ""))
_LEAD_IN = re.compile(r"(?:[:：—]|(?:次|以下|下記)[^。]*。)\s*$")


def passages(doc: Doc, issuer: str | None = None) -> Read:
    """Part a Doc into sentences and list items; the issuer tells whose "we" it is."""
    language = "ja" if doc.lang_ == "ja" else "en"
    text = doc.text
    parsed = doc.has_annotation("DEP")
    segments: list[Segment] = []
    analyses: list[Analysis | None] = []
    block, stem, last = -1, None, 0
    for start, end in _sentences(doc):
        span = doc.char_span(start, end, alignment_mode="contract")
        if span is None:
            continue
        bullet = _BULLET.match(span.text)
        if bullet and bullet.end() < len(span.text):
            inner = doc.char_span(start + bullet.end(), end, alignment_mode="contract")
            span = inner or span
        new = bullet is not None or block < 0 or "\n\n" in text[last : span.start_char]
        block, last = block + new, end
        words = span.text
        if not bullet:
            stem = words if _LEAD_IN.search(words) else stem if not new else None
        place = (span.start_char, span.end_char)
        segments.append(
            Segment(
                id=f"/{len(segments)}",
                document="",
                kind=BlockKind.ITEM if bullet else BlockKind.PARAGRAPH,
                block=block,
                span=place,
                text=words,
                language=language,
                context=place,
                number=bullet["number"] if bullet else None,
                stem=stem if bullet else None,
            )
        )
        analyses.append(span if parsed else None)
    source = Source("", "", language, issuer=issuer)
    return Document(source, text, (), None), segments, analyses


def _sentences(doc: Doc) -> Iterator[Span]:
    """Yield the parser's sentences, cut at bullets and blank lines, without outer blanks."""
    text = doc.text
    starts = {sentence.start_char for sentence in doc.sents}
    starts |= {match.end() for match in _BREAK.finditer(text)}
    start = 0
    for end in (*sorted(starts), len(text)):
        piece = text[start:end]
        if not piece.strip() or _ONLY_BULLET.fullmatch(piece):
            continue
        yield start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())
        start = end
