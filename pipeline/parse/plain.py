"""The plain text reader.

In: the bytes of a text file, wrapped or not, Japanese or English. Out: a
`Reading` without pages: title, headings (numbered, underlined, bracketed or
set alone), paragraphs, items, notes, contents lines and page numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice

from pipeline.numbering import LEGAL, RANKS, Numbered, split_number
from pipeline.parse.assembly import Draft, Reading
from pipeline.parse.columns import SENTENCE_END, numbered_draft, width
from pipeline.parse.columns import words as joined
from pipeline.parse.contents_lists import mark_contents
from pipeline.parse.dates import dates_in
from pipeline.parse.decode import decode
from pipeline.parse.nesting import Nesting
from pipeline.parse.outline import settle
from pipeline.parse.plain_lines import TextBlock, blocks_of
from pipeline.parse.titles import may_be_title
from pipeline.records import BlockKind
from pipeline.text.joining import is_wide

_BRACKETED = re.compile(
    r"[（(【〔〈《＜\[［](?![\d０-９]+[）)】\]])[^）)】〕〉》＞]{2,40}[）)】〕〉》＞\]］]"
)
_DOTS = re.compile(r"(?:[.．…‥・･]\s?){4,}\s*[\dⅰ-ⅻivxlc０-９]*\s*$")
_NUMBERED = frozenset({"number", "decimal", "paren-number", "roman-wide"})
_UNDERLINES = "#=*-~^+_"  # outermost first
_NOTE = re.compile(r"[\[［][\d０-９]{1,3}[\]］]\s*\S")
_ROMAN_NOTE = re.compile(r"(i|ii|iii|iv|v|vi|vii|viii|ix|x)[ 　]\s*(?=[A-Z“\"\u3000-\u9fff])")
_NO_TITLE = re.compile(
    r"(?:殿|様|御中|各位|宛て?|号|以上|記|\d+\s*[日年月])\s*$|^(?:to|from|date)\b", re.I
)
_OPENING = re.compile(
    r"はじめに|目\s*的|趣\s*旨|背\s*景|概\s*要|前\s*文|abstract|(?:executive )?summary|introduction|background"
    r"|preamble|purpose|scope|foreword|preface", re.I
)  # fmt: skip
_SMALL = frozenset("a an and as at by for from in into of on or the to with".split())
_MAX_HEADING, _MAX_ALONE_WIDE, _MAX_ALONE = 110.0, 48.0, 70.0  # columns
_ALONE_RANK, _BRACKET_RANK = 55, 98  # between sections and numbers; below all numbers


def read_plain(data: bytes) -> Reading:
    """Read a text file; raises EmptyFile, NotThatFormat or DamagedFile."""
    text, problems = decode(data)
    drafts = drafts_of_text(text)
    _mark_title(drafts)
    return Reading(settle(drafts), problems=problems)


def drafts_of_text(text: str) -> list[Draft]:
    """Give the drafts of a text; levels are ranks, for `outline.settle`."""
    blocks = blocks_of(text)
    nesting = Nesting()
    drafts: list[Draft] = []
    notes = headed = False
    for i, block in enumerate(blocks):
        after = blocks[i + 1] if i + 1 < len(blocks) else None
        kind, level = _kind(block, after, headed or i > 8)
        group = block.group()
        if kind is BlockKind.HEADING:
            nesting.reset()
            notes = False
            headed = True
            drafts.append(Draft(kind, group.pieces, level=level))
            continue
        notes = notes or (i > 0 and _begins_notes(block, islice(blocks, i + 1, None)))
        if notes and kind is BlockKind.PARAGRAPH:
            drafts.append(_note(block))
        elif kind is not BlockKind.PARAGRAPH:
            drafts.append(Draft(kind, group.pieces))
        else:
            headed = headed or _is_prose(block)
            drafts.append(numbered_draft(group, nesting))
    mark_contents(drafts)
    _take_markers(drafts)
    return drafts


def _kind(block: TextBlock, after: TextBlock | None, headed: bool) -> tuple[BlockKind, int | None]:
    first = block.lines[0]
    if first.furniture or not re.search(r"\w", first.text[:500]):
        return BlockKind.FURNITURE, None
    if block.underline is not None:
        return BlockKind.HEADING, 10 + _UNDERLINES.index(block.underline)
    if len(block.lines) == 1 and len(first.text) < 300 and _DOTS.search(first.text):
        return BlockKind.CONTENTS, None
    number = block.number
    if _NOTE.match(first.text) or (number is not None and number.style == "note"):
        return BlockKind.NOTE, None
    rank = _heading_rank(block, number, after, headed)
    return (BlockKind.PARAGRAPH, None) if rank is None else (BlockKind.HEADING, rank)


def _heading_rank(
    block: TextBlock, number: Numbered | None, after: TextBlock | None, headed: bool
) -> int | None:
    """Give a heading's rank; None for what is no heading.

    Reads as: short, no sentence, and numbered as sections are with something
    else below; or in brackets; or alone between blank lines above prose.
    """
    words = block.group().text
    if len(block.lines) > 3 or block.broken or len(words) > 150 or after is None:
        return None
    if SENTENCE_END.search(words) and not (number is not None and len(number.rest) < 3):
        return None
    number = number or split_number(words, bare=True)
    date = next(dates_in(words), None)
    if date is not None and date.span[0] == 0:
        return None
    if number is not None:
        if number.style not in _NUMBERED | LEGAL or width(words) > _MAX_HEADING:
            return None
        if not number.rest.strip() or number.rest[:1].islower():
            return None
        sibling = after.number is not None and after.number.style == number.style
        if sibling and number.style not in LEGAL:
            return None
        return round(10 * RANKS[number.style] + number.depth - 1)
    if len(block.lines) > 1 or not after.lines[0].blank:
        return None
    if _BRACKETED.fullmatch(words):
        return _BRACKET_RANK
    headed = headed or _OPENING.fullmatch(words) is not None
    alone = headed and block.lines[0].blank and _is_prose(after)
    return _ALONE_RANK if alone and _stands_alone(words) else None


def _stands_alone(words: str) -> bool:
    """Tell a caption by its words: few, capitalised where there are capitals."""
    if _NO_TITLE.search(words) or re.search(r"[、，,;；|]", words):
        return False
    if any(is_wide(c) for c in words):
        return width(words) <= _MAX_ALONE_WIDE
    parts = [w for w in re.findall(r"[A-Za-z][\w'’-]*", words) if w.lower() not in _SMALL]
    capitals = sum(w[0].isupper() for w in parts)
    return len(words) <= _MAX_ALONE and 0 < len(parts) <= 9 and capitals >= 0.7 * len(parts)


def _is_prose(block: TextBlock) -> bool:
    last = block.lines[-1].text
    number = block.number
    return len(block.lines) > 2 or SENTENCE_END.search(last[-20:]) is not None or number is not None


def _begins_notes(block: TextBlock, rest: Iterable[TextBlock]) -> bool:
    """Tell the first endnote: "i" before a capital, "ii" further down or nothing at all."""
    match = _ROMAN_NOTE.match(block.lines[0].text)
    if match is None or match[1] != "i":
        return False
    later = (m[1] for b in rest if (m := _ROMAN_NOTE.match(b.lines[0].text)))
    return next(later, "ii") == "ii"


def _note(block: TextBlock) -> Draft:
    group = block.group()
    match = _ROMAN_NOTE.match(block.lines[0].text)
    if match is None:
        return Draft(BlockKind.NOTE, group.pieces)
    first = group.pieces[0]
    first.text = first.text[match.end() :]
    return Draft(BlockKind.NOTE, group.pieces, number=match[1])


def _take_markers(drafts: list[Draft]) -> None:
    """Take the markers of the endnotes out of the words: 研究セキュリティiの.

    Reads as: the note's numeral between two Japanese characters, which is
    no word there; the first such place above the note.
    """
    for end, note in enumerate(drafts):
        if note.kind is not BlockKind.NOTE or not note.number or not note.number.isalpha():
            continue
        marker = re.compile(rf"(?<=[\u3040-\u9fff」』）]){note.number}(?=[\u3001-\u9fff])")
        pieces = (piece for draft in drafts[:end] for piece in draft.pieces)
        for piece in pieces:
            if (match := marker.search(piece.text)) is not None:
                piece.text = piece.text[: match.start()] + piece.text[match.end() :]
                piece.marks = (*piece.marks, (match.start(), note.number))
                break


def _mark_title(drafts: list[Draft]) -> None:
    """Make the title of a short unnumbered first block that is no date or address."""
    first = next((d for d in drafts if d.kind is not BlockKind.FURNITURE), None)
    if first is None or first.kind is not BlockKind.PARAGRAPH or len(first.pieces) > 3:
        return
    below = any(d is not first and d.kind is not BlockKind.FURNITURE for d in drafts)
    if below and may_be_title(joined(first.pieces)):
        first.kind = BlockKind.TITLE
