"""Blocks parted into segments: sentences and list items.

In: a `Document`. Out: its `Segment`s in reading order, each with spaCy's
analysis of its words (None where none is needed). Every segment's text is
`document.text[span]`; furniture, readings and contents lines give none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from pipeline.languages import LANGUAGES, detect, has_japanese
from pipeline.languages.others import is_own, others
from pipeline.nlp import MAX_CHARS, load
from pipeline.records import Block, BlockKind, Document, Segment, Span
from pipeline.segment import boundaries, rows
from pipeline.segment.places import anchors_of
from pipeline.tables import tables

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.tokens import Span as Analysis

_SILENT = frozenset({BlockKind.FURNITURE, BlockKind.RUBY, BlockKind.CONTENTS})
_WHOLE = frozenset({BlockKind.TITLE, BlockKind.HEADING, BlockKind.CAPTION, BlockKind.FIGURE})
_MAX_STEM = 400

Segmented = tuple[list[Segment], "list[Analysis | None]"]


def segment(document: Document) -> Segmented:
    """Part a document into segments, with the analysis of each."""
    segments: list[Segment] = []
    analyses: list[Analysis | None] = []
    stems: dict[int, str] = {}
    grids = tables(document)
    foreign = _foreign(document)
    for position, parts in _parted(document):
        block = document.blocks[position]
        if parts:
            last = parts[-1][0]
            stems[position] = document.text[last[0] : last[1]][-_MAX_STEM:]
        stem = stems.get(block.stem) if block.stem is not None else None
        for i, (span, analysis) in enumerate(parts):
            if block.table is not None:
                stem = rows.stem(document, grids[block.table], block.cells, span)
            text = document.text[span[0] : span[1]]
            places = anchors_of(block.anchors, span)
            segments.append(
                Segment(
                    id=f"{document.source.id}/s{len(segments) + 1:04d}",
                    document=document.source.id,
                    kind=block.kind,
                    block=position,
                    span=span,
                    text=text,
                    language=foreign.get(position) or _language(text, document.source.language),
                    context=block.span,
                    number=block.number if i == 0 else None,
                    trail=block.trail,
                    stem=stem,
                    page=places[0].page if places else None,
                    anchors=places,
                    place=block.place,
                    apparatus=block.apparatus,
                )
            )
            analyses.append(analysis)
    return segments, analyses


def _foreign(document: Document) -> dict[int, str]:
    """Give the language of blocks that are in neither Japanese nor English."""
    positions = [at for at, b in enumerate(document.blocks) if b.kind not in _SILENT]
    texts = [document.text[slice(*document.blocks[at].span)] for at in positions]
    found = {at: code for at, code in zip(positions, others(texts), strict=True) if code}
    own = document.source.language
    if own is None or own in LANGUAGES:
        return found
    # Of a document in another language only what is surely English or Japanese is not in it.
    long = {at for at, text in zip(positions, texts, strict=True) if is_own(text)}
    return {at: found.get(at, own) for at in positions if at not in long}


def _language(text: str, default: str | None) -> str:
    """A segment's own script decides; a number or sign takes the document's language."""
    if has_japanese(text) or any(c.isascii() and c.isalpha() for c in text):
        return detect(text)
    return default or "en"


_Parts = list[tuple[Span, "Analysis | None"]]


def _parted(document: Document) -> Iterator[tuple[int, _Parts]]:
    """Part each block, in order; blocks of one language are parsed together."""
    plans: list[tuple[int, str, list[Span]]] = []
    for position, block in enumerate(document.blocks):
        if block.kind in _SILENT:
            continue
        text = document.text[block.span[0] : block.span[1]]
        if not any(c.isalnum() for c in text):
            continue
        whole = [] if block.kind in _WHOLE else rows.stretches(document.text, block)
        chunks = [chunk for span in whole for chunk in _chunks(document.text, span)]
        plans.append((position, detect(text), chunks))
    docs = {
        language: _analyse(
            language,
            [
                document.text[a:b]
                for _, lang, chunks in plans
                if lang == language
                for a, b in chunks
            ],
        )
        for language in sorted({language for _, language, chunks in plans if chunks})
    }
    for position, language, chunks in plans:
        block = document.blocks[position]
        if not chunks:
            yield position, [(_trim(document.text, block.span), None)]
            continue
        parts: _Parts = []
        for chunk in chunks:
            parts += _sentences(next(docs[language]), chunk[0], language, block)
        yield position, parts


def _analyse(language: str, texts: list[str]) -> Iterator[Doc]:
    return iter(load(language).pipe(texts, batch_size=64))


def _chunks(text: str, span: Span) -> list[Span]:
    """Cut a block that is too long for the parser, after a sentence end when there is one."""
    found: list[Span] = []
    start, end = span
    while end - start > MAX_CHARS:
        window = text[start : start + MAX_CHARS]
        cut = max(window.rfind("。"), window.rfind(". "), window.rfind("\n"))
        cut = start + (cut + 1 if cut > MAX_CHARS // 2 else MAX_CHARS)
        found.append((start, cut))
        start = cut
    return [*found, (start, end)]


def _sentences(doc: Doc, offset: int, language: str, block: Block) -> _Parts:
    text = doc.text
    if block.kind is BlockKind.TABLE and block.span[1] - block.span[0] <= rows.WHOLE:
        spans: Sequence[Span] = [_trim(text, (0, len(text)))]
    else:
        starts = [sent.start_char for sent in doc.sents]
        rule = boundaries.japanese if language == "ja" else boundaries.english
        spans = rule(text, starts)
    parts: _Parts = []
    for start, end in spans:
        analysis = doc.char_span(start, end, alignment_mode="expand")
        if analysis is not None and analysis.text != text[start:end]:
            analysis = None
        parts.append(((start + offset, end + offset), analysis))
    return parts


def _trim(text: str, span: Span) -> Span:
    piece = text[span[0] : span[1]]
    lead = len(piece) - len(piece.lstrip())
    return (span[0] + lead, span[0] + len(piece.rstrip()))
