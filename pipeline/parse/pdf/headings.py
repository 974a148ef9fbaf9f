"""Headings, titles, captions and contents told from other blocks.

In: grown blocks of a whole document, and what the file says of its own
structure. Out: the same list, headings parted from text they were run into,
with kind TITLE, HEADING (and level), CAPTION or CONTENTS where they are that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.numbering import BULLETS, LEGAL, Numbered
from pipeline.parse.pdf.candidates import HEADING, KNOWN, SUPPLEMENT, Seen, look_at
from pipeline.parse.pdf.captions import mark_captions
from pipeline.parse.pdf.contents import mark_contents, mark_listings
from pipeline.parse.pdf.continuation import SENTENCE_END
from pipeline.parse.pdf.covers import (
    cover_of,
    heads_of_notice,
    mark_title,
    repeated_from,
    subtitles_of,
)
from pipeline.parse.pdf.evidence import Evidence, bare
from pipeline.parse.pdf.grown import BRACKETED, Grown
from pipeline.parse.pdf.itemising import nest_items
from pipeline.parse.pdf.levels import Head, levels_of
from pipeline.parse.pdf.looks import Look, body_of, looks_of
from pipeline.parse.pdf.runins import part_headings
from pipeline.parse.pdf.sequels import part_sequels
from pipeline.parse.pdf.series import form_of
from pipeline.parse.pdf.weighing import scores_of
from pipeline.records import BlockKind

_TEXT = (BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.HEADING, BlockKind.TABLE)


def mark_headings(blocks: list[Grown], body: float, evidence: Evidence | None = None) -> None:
    """Set kinds and levels in place; `body` is the body type size in points."""
    evidence = evidence or Evidence()
    mark_contents(blocks, evidence)
    part_sequels(blocks)
    part_headings(blocks, evidence)
    mark_captions(blocks)
    print_ = body_of(blocks, body)
    looks = looks_of(blocks, print_)
    mark_title(blocks, body)
    cover = cover_of(blocks)
    trust = _trust(blocks, evidence)
    seen = [look_at(block, evidence, trust.headings, trust.whole) for block in blocks]
    scores = scores_of(blocks, seen, looks)
    subtitles = subtitles_of(blocks) | heads_of_notice(blocks) | repeated_from(cover, blocks)
    for i, (block, value) in enumerate(zip(blocks, scores, strict=True)):
        below_title = block.lines[0].page == cover or (i in subtitles and not seen[i].witnessed)
        if value >= HEADING and not below_title:
            block.draft.kind = BlockKind.HEADING
    _join(blocks, looks, evidence)
    _drop_running_heads(blocks)
    mark_listings(blocks)
    _set_levels(blocks, looks, seen)
    nest_items(blocks)


@dataclass(frozen=True, slots=True)
class _Trust:
    """How far the file's tags can be believed."""

    headings: bool  # those that say heading
    whole: bool  # nearly all of the text is tagged: what is not is a drawing's


def _trust(blocks: Sequence[Grown], evidence: Evidence) -> _Trust:
    """Weigh the tags.

    Reads as: headings are a small part of a text; where a fourth of it is
    tagged as heading, the tags only chose a look.
    """
    heading = tagged = total = 0
    for block in blocks:
        if block.draft.kind in _TEXT:
            for line in block.lines:
                role = evidence.role(line)
                total += len(line.text)
                tagged += len(line.text) * (role is not None and role.kind != "")
                heading += len(line.text) * (role is not None and role.kind == "heading")
    return _Trust(heading < 0.25 * total, tagged > 0.7 * total)


def _drop_running_heads(blocks: Sequence[Grown]) -> None:
    """Take running heads that are too rare to tell by repetition for furniture.

    Reads as: first on its page, a numbered heading that stands elsewhere in larger type.
    """
    largest: dict[str, float] = {}
    for block in blocks:
        if block.draft.kind is BlockKind.HEADING and block.style is not None:
            key = bare(block.text)
            largest[key] = max(largest.get(key, 0.0), block.lines[0].size)
    page = 0
    for block in blocks:
        if block.draft.kind not in _TEXT or not block.draft.pieces:
            continue
        first = block.lines[0].page > page
        page = max(page, block.lines[-1].page)
        smaller = block.lines[0].size < 0.97 * largest.get(bare(block.text), 0.0)
        if first and smaller and block.draft.kind is BlockKind.HEADING:
            block.draft.kind = BlockKind.FURNITURE


def _join(blocks: list[Grown], looks: Sequence[Look], evidence: Evidence) -> None:
    """Join "Article 3" with the title on its next line, and headings broken over lines."""
    above: int | None = None
    for at, block in enumerate(blocks):
        kind = block.draft.kind
        if kind in (BlockKind.FURNITURE, BlockKind.RUBY, BlockKind.NOTE, BlockKind.FIGURE):
            continue
        if above is not None and _goes_on(blocks, above, at, looks, evidence):
            head = blocks[above]
            number = head.style
            if number is not None and not number.rest.strip() and len(head.draft.pieces) == 1:
                head.draft.number = number.printed
                head.draft.pieces = list(block.draft.pieces)
            else:
                head.draft.pieces = [*head.draft.pieces, *block.draft.pieces]
            head.lines = [*head.lines, *block.lines]
            block.draft.pieces = []
            block.draft.kind = BlockKind.PARAGRAPH
            continue
        above = at if kind is BlockKind.HEADING else None


def _goes_on(
    blocks: Sequence[Grown],
    above: int,
    at: int,
    looks: Sequence[Look],
    evidence: Evidence,
) -> bool:
    """Tell whether a block continues the heading above it."""
    head, block = blocks[above], blocks[at]
    if block.draft.kind not in (BlockKind.PARAGRAPH, BlockKind.HEADING) or block.style is not None:
        return False
    if head.lines[-1].page != block.lines[0].page:
        return False
    words = block.text.strip()
    number = head.style
    bare = number is not None and number.style in LEGAL and not number.rest.strip()
    if bare and len(head.lines) == 1 and head.draft.number is None:
        limit = 60 if block.lines[0].wide else 260
        return len(words) <= limit and not SENTENCE_END.search(words) and len(block.lines) <= 4
    a, b = evidence.role(head.lines[-1]), evidence.role(block.lines[0])
    if a is not None and b is not None and a.element == b.element and a.kind == "heading":
        return block.draft.kind is BlockKind.HEADING
    if block.draft.kind is not BlockKind.HEADING or looks[at].above > 1.3:
        return False
    one, two = looks[above], looks[at]
    alike = abs(one.size - two.size) < 0.03 and (one.bold, one.face) == (two.bold, two.face)
    long = len(head.lines[-1].text) >= 0.5 * max(len(x.text) for x in [*head.lines, *block.lines])
    return alike and long and one.size >= 1.05 and not BRACKETED.fullmatch(words)


def _set_levels(blocks: Sequence[Grown], looks: Sequence[Look], seen: Sequence[Seen]) -> None:
    places = [i for i, b in enumerate(blocks) if b.draft.kind is BlockKind.HEADING]
    heads = []
    for i in places:
        number = seen[i].number or blocks[i].style
        if number is not None and (number.style in BULLETS or number.style == "note"):
            form: str = number.printed[:1]
            number = None
        else:
            form = _form(number, seen[i].words)
        tag = seen[i].tag_level if seen[i].tag == "heading" else 0
        heads.append(Head(number, form, looks[i], tag, seen[i].bookmark_level or 0))
    for i, level in zip(places, levels_of(heads), strict=True):
        blocks[i].draft.level = level


def _form(number: Numbered | None, words: str) -> str:
    if number is not None:
        return form_of(number)
    if BRACKETED.fullmatch(words):
        return words[0]
    if SUPPLEMENT.fullmatch(words):
        return "supplement"
    return "known" if KNOWN.fullmatch(words) else ""
