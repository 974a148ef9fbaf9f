"""The records that pass between stages: frozen, slotted, flat.

Ids refer; objects do not nest across stages. Absent is `None`. Spans are
half-open, in code points of `Document.text`; pages and ranks count from 1;
boxes are `(x0, top, x1, bottom)` in PDF points from the page's top left.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

Span = tuple[int, int]
Box = tuple[float, float, float, float]


class BlockKind(StrEnum):
    """What a block is. SEARCHED ones become segments, the rest is kept only."""

    TITLE = "title"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    TABLE = "table"  # one row, its filled cells joined by " | "
    NOTE = "note"
    CAPTION = "caption"
    CONTENTS = "contents"
    FIGURE = "figure"  # labels inside a drawing
    RUBY = "ruby"  # readings above the line
    FURNITURE = "furniture"  # running heads, page numbers


class Apparatus(StrEnum):
    """Parts that serve a document and say nothing themselves; searched last."""

    CONTENTS = "contents"  # contents pages, lists of figures and tables, indexes
    REFERENCES = "references"  # bibliographies, source notes, lists of laws
    MEMBERS = "members"  # committees, participants, contacts
    FORM = "form"  # fields, blanks and signatures to fill in


class Modality(StrEnum):
    """How strongly an obligation binds, one ladder for both languages."""

    MUST = "must"
    MUST_NOT = "must-not"
    SHOULD = "should"
    SHOULD_NOT = "should-not"
    MAY = "may"
    COMMITS = "commits"


class Role(StrEnum):
    """Who bears an obligation."""

    GOVERNMENT = "government"
    FUNDER = "funder"
    INSTITUTION = "institution"
    RESEARCHER = "researcher"
    BUSINESS = "business"
    INTERNATIONAL = "international-body"
    OTHER = "other"


class Form(StrEnum):
    """What ties a term to the words found with it."""

    DEFINITION = "definition"  # they say what the term means
    ABBREVIATION = "abbreviation"  # they are its full form: Tsukuba Forum (TF)
    ALIAS = "alias"  # the term shortens them in this text: （以下「大学等」という。）


@dataclass(frozen=True, slots=True)
class Source:
    """One language version of one work, as its sheet (or inference) says."""

    id: str
    title: str
    language: str | None = None  # "ja", "en"
    issuer: str | None = None
    jurisdiction: str | None = None  # "G7", "OECD", "JP", "EU", ...
    date: str | None = None  # ISO, may stop at year or month: "2024-08"
    type: str | None = None  # "guideline", "law", "declaration", ...
    binding: bool | None = None
    url: str | None = None
    terms: str | None = None  # the publisher's terms of reuse
    supersedes: str | None = None  # id of the earlier version
    translation_of: str | None = None  # id of the original
    titles: tuple[tuple[str, str], ...] = ()  # (language or "", title or name) beside the main one
    inferred: tuple[str, ...] = ()  # fields that nobody stated, read from the file


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a stretch of text stands: one line or region of one page.

    `span` is the part of `Document.text` it covers. `edges` are the left
    edges of its characters and the right edge of the last one
    (`len == span length + 1`, x in points) while parsing and segmenting; they
    are dropped when stored.
    """

    page: int
    box: Box | None
    span: Span
    edges: tuple[float, ...] | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table, kept with the row in which it begins.

    Rows and columns count from 1 over the whole table. `document.text[span]`
    are its words (an empty cell has an empty span), paragraphs and list items
    inside it parted by line breaks. `places` are its boxes; a page break
    through the cell gives it two.
    """

    row: int
    column: int
    span: Span
    row_span: int = 1
    column_span: int = 1
    header: bool = False  # names the cells below it, or beside it in its row
    places: tuple[tuple[int, Box], ...] = ()  # (page, box)


@dataclass(frozen=True, slots=True)
class Block:
    """A unit of layout in reading order; may cross lines, columns and pages."""

    kind: BlockKind
    span: Span  # document.text[span]: the words without bullet or number
    # Headings: 1 is the outermost. Items: nesting depth from 1. Paragraphs: depth of their item.
    level: int | None = None
    number: str | None = None  # bullet or number as printed: "（１）", "〇", "第3条", "3.2"
    trail: tuple[str, ...] = ()  # headings above, outermost first, with their numbers
    stem: int | None = None  # items: position in `Document.blocks` of the block they continue
    anchors: tuple[Anchor, ...] = ()
    marks: tuple[tuple[int, str], ...] = ()  # note markers taken out: (offset, as printed)
    notes: tuple[int | None, ...] = ()  # for each marker its note's position in the blocks
    boxed: bool = False  # stands in a frame, apart from the running text
    place: str | None = None  # as one cites it: "§ 50.604(c)(1)", 「第三条第二項」, "para. 17"
    table: int | None = None  # rows: which table of the document, from 1
    cells: tuple[Cell, ...] = ()  # rows: the cells that begin in it, left to right
    apparatus: Apparatus | None = None  # None: the document's own words


@dataclass(frozen=True, slots=True)
class Problem:
    """Something a reader should know about a file or page; never fatal itself."""

    code: str  # "no-text-layer", "unmapped-glyphs", ...
    message: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One file as text in reading order, with its blocks.

    `text` holds every block's words, separated by blank lines. CJK radicals
    are made ordinary characters one for one; `originals` keeps what stood
    there: `(offset, original character)` in ascending order.
    """

    source: Source
    text: str
    blocks: tuple[Block, ...]
    pages: int | None  # None for formats without pages
    originals: tuple[tuple[int, str], ...] = ()
    problems: tuple[Problem, ...] = ()
    # Where the characters of the text layer went: ("text layer", 5120), ("paragraph", 4800), ...
    characters: tuple[tuple[str, int], ...] = ()
    recognised: tuple[int, ...] = ()  # pages whose text was recognised in a picture
    # Characters that are not what they look like: ("radicals made ordinary", 31), ...
    unusual: tuple[tuple[str, int], ...] = ()
    # How far it is each jurisdiction's, 0 to 1, largest first: see catalog/jurisdictions.py.
    places: tuple[tuple[str, float], ...] = ()

    def original(self, span: Span) -> str:
        """Give the words of `span` exactly as the file's text layer has them."""
        chars = list(self.text[span[0] : span[1]])
        for offset, char in self.originals:
            if span[0] <= offset < span[1]:
                chars[offset - span[0]] = char
        return "".join(chars)


@dataclass(frozen=True, slots=True)
class Segment:
    """A sentence or list item: the unit that is searched, quoted and aligned.

    `text == document.text[span]`. `stem` is the sentence it continues (the
    lead-in of a list), searched with it, never quoted as its words.
    `context` is the span of the paragraph around it.
    """

    id: str
    document: str
    kind: BlockKind
    block: int  # position in Document.blocks
    span: Span
    text: str
    language: str
    context: Span
    number: str | None = None
    trail: tuple[str, ...] = ()
    stem: str | None = None
    page: int | None = None
    anchors: tuple[Anchor, ...] = ()
    place: str | None = None  # that of its block
    apparatus: Apparatus | None = None


@dataclass(frozen=True, slots=True)
class Obligation:
    """Who must do what, how strongly: one modality of one bearer in one segment.

    Character offsets of `cue_span` and `bearer_span` are relative to the
    segment's text; an item that takes its modality from its stem has the stem's
    cue and the empty span (0, 0). `bearer_from` says where the bearer was found:
    "sentence", "stem", "previous", "heading" or None when none is named.
    `regulative` tells that somebody is told to act (or may); a rule that only says
    how a thing has to be is not. `confidence` is the estimated share of such
    findings that a reader would call a duty (see `band`).
    """

    id: str
    document: str
    segment: str
    modality: Modality
    cue: str
    cue_span: Span
    rule: str
    strength: float  # 0..1 within the modality, see the rule packs
    bearer: str | None = None
    bearer_span: Span | None = None
    bearer_from: str | None = None
    role: Role | None = None
    action: str | None = None
    condition: str | None = None
    object: str | None = None  # what is acted on, within the action
    exception: str | None = None
    deadline: str | None = None
    regulative: bool = True
    confidence: float = 0.5


# A band says what a reader may expect: of ten findings called high about nine hold or
# more, of ten called medium six to nine.
HIGH, MEDIUM = 0.9, 0.6


def band(confidence: float) -> str:
    """Name the band of a confidence: high, medium or low."""
    return "high" if confidence >= HIGH else "medium" if confidence >= MEDIUM else "low"


@dataclass(frozen=True, slots=True)
class Definition:
    """A term and the words that define it, verbatim.

    `span` is relative to `Document.text` and may cover several sentences of
    one block when a quotation does; `source` names whose definition it is
    when the text quotes another ("G7", "OECD", a title), None when it is the
    document's own. `source_id` is the document or catalogue entry that these
    words name, when one can be told; it is found when findings are read, so
    that it follows what the index and the catalogue hold.
    """

    id: str
    document: str
    segment: str  # the segment in which the body begins; most hold the term as well
    span: Span
    text: str  # document.text[span]
    term: str
    body: str
    rule: str
    source: str | None = None
    source_id: str | None = None


@dataclass(frozen=True, slots=True)
class ShortName:
    """A short name and the words it stands for, verbatim: no definition, but good to know.

    `span` is relative to `Document.text`.
    """

    id: str
    document: str
    segment: str
    span: Span
    text: str  # document.text[span]
    term: str  # the short name
    body: str  # what it stands for
    rule: str
    form: Form  # abbreviation or alias


@dataclass(frozen=True, slots=True)
class Reference:
    """Words that name another document, or a place in the same one.

    `span` is relative to `Document.text`. `key` is the same for every way of
    writing the name. `target` is what it resolves to when findings are read:
    a document of the index or an entry of the catalogue (`target_kind` says
    which), or for a place this document itself, at `block`.
    """

    id: str
    document: str
    segment: str
    span: Span
    text: str  # document.text[span]
    kind: str  # law, standard, title, document, place
    key: str
    rule: str
    name: str | None = None  # the title within the words, as printed
    place: str | None = None  # the provision named in the other document
    block: int | None = None  # for a place in this document: position in Document.blocks
    target: str | None = None
    target_kind: str | None = None  # "document", "catalogue", "place"


Finding = Obligation | Definition | ShortName | Reference
# What a person may ask for; a short name goes by its form.
FINDING_KINDS = ("definition", "obligation", "reference", "abbreviation", "alias")
