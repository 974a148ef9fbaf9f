"""Drafts of blocks made into a document.

In: what a reader found, in reading order: `Draft`s of `Piece`s (lines with
their page and box). Out: a `Document`: one text, blocks with spans, trails,
stems and anchors. Every format goes through here, so that all of them join
lines, fold radicals and build heading trails alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from pipeline.numbering import RANKS, split_number
from pipeline.parse.answers import answers
from pipeline.parse.citations import places
from pipeline.parse.markers import with_notes
from pipeline.parse.trails import Trails, heading_label
from pipeline.records import Anchor, Block, BlockKind, Box, Cell, Document, Problem, Source, Span
from pipeline.text.joining import joint, undo_hyphen, words_of
from pipeline.text.radicals import fold_radicals, radicals_in

SEPARATOR = "\n\n"

# Depth of an item whose style tells nothing: as deep as a bullet.
_DEFAULT_RANK = RANKS["bullet"]
_LEAD_IN = re.compile(
    r"[:：—–]\s*$"
    r"|(?:次|以下|下記|左)(?:の|に|に掲げる|に定める|のとおり|の各号)[^。]{0,60}。?\s*$"
    r"|(?:the following|as follows|namely)[^.]{0,60}\.?\s*$",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[。．.!?！？]\s*[」』）)”\"]*\s*$")
# 「２　委員会は、…」: the bare number of a paragraph in a Japanese article.
_BARE_PARAGRAPH = re.compile(
    r"\s*(?:[\d０-９]{1,2}[ \u3000]+[\u3040-\u9fff「『（①-⑳⑴-⒇]|[０-９]{1,2}[ \u3000]+[Ａ-Ｚ])"
)
_UNFINISHED = re.compile(r"[a-z]{2,}\s*$")
_MAX_LABEL = 60  # a parent without sentence end up to here reads as a label, not prose


@dataclass(slots=True)
class Piece:
    """One line of print, or a paragraph of a format without lines."""

    text: str
    page: int | None = None
    box: Box | None = None
    edges: tuple[float, ...] | None = None  # len(text) + 1 when given
    marks: tuple[tuple[int, str], ...] = ()  # note markers taken out: (offset in text, printed)
    before: str | None = None  # what stands before this piece, instead of the usual joint


@dataclass(slots=True)
class CellDraft:
    """A cell of a table row before it has its place in the text.

    `row` and `column` count from 1 over the whole table. `pieces` are its
    lines or paragraphs; `before` of a piece says how it joins the one above
    it in the cell (a line break for a new paragraph or list item).
    """

    row: int
    column: int
    pieces: list[Piece]
    row_span: int = 1
    column_span: int = 1
    header: bool = False
    places: tuple[tuple[int, Box], ...] = ()


@dataclass(slots=True)
class Draft:
    """A block before it has its place in the text.

    `level` of a heading: 1 is the outermost. `depth` of an item orders
    nesting (larger is deeper); None derives it from the number's style.
    `number` is the printed number when the reader knows it; otherwise it is
    taken off the words of headings, items and notes.
    """

    kind: BlockKind
    pieces: list[Piece]
    level: int | None = None
    number: str | None = None
    depth: float | None = None
    leads: bool = False  # the items below continue it, whatever its words (statutes)
    keep_breaks: bool = False  # notices and verse, whose line ends mean something
    boxed: bool = False  # stands in a frame beside or inside the running text
    table: int | None = None  # rows: any number that the rows of one table share
    cells: list[CellDraft] = field(default_factory=list)  # rows: see `row_draft`


def row_draft(cells: Sequence[CellDraft], table: int) -> Draft:
    """Make a table row of its cells, left to right; its text joins the filled ones by " | "."""
    pieces: list[Piece] = []
    for cell in cells:
        cell.pieces = [p for p in cell.pieces if p.text.strip()]
        if cell.pieces and pieces:
            cell.pieces[0] = replace(cell.pieces[0], before=" | ")
        pieces += cell.pieces
    return Draft(BlockKind.TABLE, pieces, table=table, cells=list(cells))


def assemble(
    source: Source,
    drafts: Iterable[Draft],
    pages: int | None,
    problems: Sequence[Problem] = (),
) -> Document:
    """Join drafts into a document; drafts without words vanish."""
    kept = [d for d in drafts if any(p.text.strip() for p in d.pieces)]
    words = words_of([p.text for d in kept for p in d.pieces])
    texts: list[str] = []
    blocks: list[Block] = []
    above: list[_Open] = []
    trails = Trails(_unnumbered(kept))
    tables: dict[int, int] = {}
    offset = 0
    answered, asked = answers(kept)
    for at, draft in enumerate(kept):
        if at in asked or at in answered:
            trails.answer(answered.get(at))
        _take_number(draft)
        text, anchors, marks, spans = _lay(draft, words)
        span = (offset, offset + len(text))
        level = draft.level
        if draft.kind is BlockKind.HEADING:
            level = level or 1
            trails.close(level, draft.number)
        elif draft.kind is BlockKind.ITEM:
            trails.item(draft.number)
        elif draft.kind is BlockKind.PARAGRAPH:
            trails.text()
        depth = _depth(draft)
        is_item = draft.kind is BlockKind.ITEM
        if is_item and _asks(draft):
            above.clear()  # the next question goes on with no list of the last answer
        blocks.append(
            Block(
                kind=draft.kind,
                span=span,
                level=level,
                number=draft.number,
                trail=trails.labels,
                stem=_stem(above, depth, text) if is_item else None,
                anchors=tuple(
                    replace(a, span=(a.span[0] + offset, a.span[1] + offset)) for a in anchors
                ),
                marks=tuple((at + offset, printed) for at, printed in marks),
                boxed=draft.boxed,
                table=None
                if draft.table is None
                else tables.setdefault(draft.table, len(tables) + 1),
                cells=_cells(draft, spans, offset),
            )
        )
        texts.append(text)
        if draft.kind in (BlockKind.HEADING, BlockKind.TITLE, BlockKind.CONTENTS):
            above.clear()
        elif draft.kind in (BlockKind.PARAGRAPH, BlockKind.ITEM):
            above[:] = _shallower(above, depth)
            unfinished = _UNFINISHED.search(text[-20:]) is not None
            above.append(_Open(len(blocks) - 1, depth, _leads(draft, text), unfinished))
        if draft.kind is BlockKind.HEADING and level is not None:
            trails.open(level, heading_label(draft.number, fold_radicals(text)))
        offset = span[1] + len(SEPARATOR)
    raw = SEPARATOR.join(texts)
    text = fold_radicals(raw)
    linked = with_notes(blocks)
    where = places(linked, text, pages is not None, source.language)
    return Document(
        source=source,
        text=text,
        blocks=tuple(replace(b, place=p) for b, p in zip(linked, where, strict=True)),
        pages=pages,
        originals=tuple(radicals_in(raw)),
        problems=tuple(problems),
    )


def _unnumbered(drafts: Sequence[Draft]) -> Iterator[str]:
    """Give the words of short headings of one line without a number."""
    for draft in drafts:
        if draft.kind is BlockKind.HEADING and len(draft.pieces) == 1 and draft.number is None:
            yield fold_radicals(draft.pieces[0].text.strip())


def _asks(draft: Draft) -> bool:
    """Tell whether an item is a numbered question: "Q4", 問４."""
    found = split_number(draft.number or draft.pieces[0].text)
    return found is not None and found.style == "question"


def _take_number(draft: Draft) -> None:
    """Take the printed number off the first piece, in place."""
    numbered_kinds = (BlockKind.HEADING, BlockKind.ITEM, BlockKind.NOTE)
    if draft.number is not None or draft.kind not in numbered_kinds:
        return
    first = draft.pieces[0]
    bare = draft.kind is BlockKind.HEADING or (
        draft.kind is BlockKind.ITEM and _BARE_PARAGRAPH.match(first.text) is not None
    )
    found = split_number(first.text, bare=bare)
    if found is None:
        return
    rest_elsewhere = any(p.text.strip() for p in draft.pieces[1:])
    if not found.rest.strip() and not rest_elsewhere:
        return  # nothing but a number: it is the words
    draft.number = found.printed
    edges = first.edges[found.offset :] if first.edges is not None else None
    box = first.box
    if edges and box:
        box = (edges[0], box[1], box[2], box[3])
    marks = tuple((at - found.offset, m) for at, m in first.marks if at >= found.offset)
    draft.pieces[0] = replace(first, text=found.rest, box=box, edges=edges, marks=marks)


def _cells(draft: Draft, spans: list[Span], offset: int) -> tuple[Cell, ...]:
    """Give a row's cells their words; an empty one stands where the one before it ends."""
    found: list[Cell] = []
    at, end = 0, 0
    for cell in draft.cells:
        mine = spans[at : at + len(cell.pieces)]
        at += len(mine)
        start, end = (mine[0][0], mine[-1][1]) if mine else (end, end)
        span = (start + offset, end + offset)
        found.append(
            Cell(
                cell.row,
                cell.column,
                span,
                cell.row_span,
                cell.column_span,
                cell.header,
                cell.places,
            )
        )
    return tuple(found)


_Laid = tuple[str, list[Anchor], list[tuple[int, str]], list[Span]]


def _lay(draft: Draft, words: frozenset[str]) -> _Laid:
    """Join a draft's pieces into words; anchors, marks and pieces count from their start."""
    parts: list[str] = []  # never joined before the end: a paragraph may have 100,000 lines
    length = 0
    anchors: list[Anchor] = []
    marks: list[tuple[int, str]] = []
    spans: list[Span] = []
    for piece in (p for p in draft.pieces if p.text.strip()):
        line, edges, lead = _strip(piece)
        if parts:
            kept, gap = _join(parts[-1], line, words, draft.keep_breaks, piece.before)
            if kept != parts[-1]:  # the hyphen went
                length -= len(parts[-1]) - len(kept)
                parts[-1] = kept
                spans[-1] = (spans[-1][0], length)
                if anchors and length < anchors[-1].span[1]:
                    last = anchors[-1]
                    left = None if last.edges is None else last.edges[:-1]
                    anchors[-1] = replace(last, span=(last.span[0], length), edges=left)
            parts.append(gap)
            length += len(gap)
        marks += [(length + max(at - lead, 0), printed) for at, printed in piece.marks]
        parts.append(line)
        spans.append((length, length + len(line)))
        if piece.page is not None:
            anchors.append(Anchor(piece.page, piece.box, (length, length + len(line)), edges))
        length += len(line)
    return "".join(parts), anchors, marks, spans


def _join(
    text: str, line: str, words: frozenset[str], keep_breaks: bool, before: str | None
) -> tuple[str, str]:
    if before is not None:
        return text, before
    if keep_breaks:
        return text, "\n"
    if undo_hyphen(text, line, words):
        return text[:-1], ""
    return text, joint(text, line)


def _strip(piece: Piece) -> tuple[str, tuple[float, ...] | None, int]:
    """Strip white space at both ends, the edges with it; say how much went in front."""
    text = piece.text
    lead = len(text) - len(text.lstrip())
    line = text.strip()
    edges = piece.edges
    if edges is not None:
        edges = edges[lead : lead + len(line) + 1]
    return line, edges, lead


def _depth(draft: Draft) -> float:
    """How deep a block stands among items: 0 for prose, by style for numbers."""
    if draft.depth is not None:
        return draft.depth
    if draft.kind is not BlockKind.ITEM:
        return 0
    found = split_number(f"{draft.number} x", bare=True) if draft.number else None
    return float(_DEFAULT_RANK if found is None else found.rank)


@dataclass(frozen=True, slots=True)
class _Open:
    """A block that later, deeper items may continue."""

    block: int
    depth: float
    leads: bool
    unfinished: bool = False  # breaks off in mid-sentence: "The Secretary shall"


def _leads(draft: Draft, text: str) -> bool:
    """Tell whether deeper items continue a block.

    Reads as: it ends as a lead-in ("shall:", 「次に掲げる…」) or is an item
    that is a short label without a sentence end. A finished sentence above a
    bullet is its neighbour, not its stem.
    """
    words = text.rstrip()
    if draft.leads or _LEAD_IN.search(words[-120:]):
        return True
    label = len(words) <= _MAX_LABEL and _SENTENCE_END.search(words) is None
    return draft.kind is BlockKind.ITEM and label


def _shallower(above: list[_Open], depth: float) -> list[_Open]:
    """Keep the open blocks that stand further out: their depths ascend."""
    end = len(above)
    while end and above[end - 1].depth >= depth:
        end -= 1
    return above[:end]


def _stem(above: list[_Open], depth: float, text: str) -> int | None:
    """Find the block whose words an item continues: the nearest shallower one, if it leads.

    Reads as: words that break off without a stop lead an item that goes on in
    lower case, whatever dash or colon was lost on the way.
    """
    outer = _shallower(above, depth)
    if not outer:
        return None
    leads = outer[-1].leads or (outer[-1].unfinished and text[:1].islower())
    return outer[-1].block if leads else None


@dataclass(slots=True)
class Reading:
    """What a reader found in one file, before inference and assembly.

    `title`, `date`, `language`, `url` only when the file states them (front
    matter, metadata, an XML attribute); what is merely likely is inferred
    later from the drafts. `date` is ISO and may stop at year or month.
    `properties_title` is what the file's properties call it and its text does not.
    """

    drafts: list[Draft]
    pages: int | None = None
    problems: list[Problem] = field(default_factory=list)
    title: str | None = None
    date: str | None = None
    language: str | None = None
    url: str | None = None
    characters: dict[str, int] = field(default_factory=dict)  # of the text layer, and left out
    properties_title: str | None = None
    recognised: tuple[int, ...] = ()  # pages whose text was recognised in a picture
