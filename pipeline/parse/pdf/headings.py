"""Headings, titles, captions and contents told from other blocks.

In: grown blocks of a whole document, and what the file says of its own
structure. Out: the same list, headings parted from text they were run into,
with kind TITLE, HEADING (and level), CAPTION or CONTENTS where they are that.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.numbering import BULLETS, LEGAL, Numbered
from pipeline.parse.pdf.blocks import BRACKETED, Grown
from pipeline.parse.pdf.candidates import (
    HEADING,
    KNOWN,
    NEVER,
    Seen,
    look_at,
    may_be_heading,
    score,
)
from pipeline.parse.pdf.captions import mark_captions
from pipeline.parse.pdf.contents import mark_contents, mark_listings
from pipeline.parse.pdf.continuation import SENTENCE_END
from pipeline.parse.pdf.evidence import Evidence
from pipeline.parse.pdf.levels import Head, levels_of
from pipeline.parse.pdf.looks import Body, Look, body_of, looks_of
from pipeline.parse.pdf.runins import part_headings
from pipeline.parse.pdf.series import (
    SECTIONS,
    Point,
    form_of,
    grouped,
    heads_sections,
    series_of,
    shape_of,
)
from pipeline.parse.titles import has_title_words, may_be_title
from pipeline.records import BlockKind

_TEXT = (BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.HEADING, BlockKind.TABLE)
_WEAK = frozenset({"kanji-number", "paren-kanji", "iroha", "letter", "half-paren-number", "roman"})
_OUTER = frozenset({"part", "chapter", "annex"})
_HEAD_LINES = 4  # blocks before a title: an addressee, a number, a date
_MANY = 8  # so many headings with a tag or bookmark: the file names its headings


def mark_headings(blocks: list[Grown], body: float, evidence: Evidence | None = None) -> None:
    """Set kinds and levels in place; `body` is the body type size in points."""
    evidence = evidence or Evidence()
    mark_captions(blocks)
    mark_contents(blocks, evidence)
    part_headings(blocks, evidence)
    print_ = body_of(blocks, body)
    looks = looks_of(blocks, print_)
    _mark_title(blocks, body)
    cover = _cover(blocks)
    trust = _trust(blocks, evidence)
    seen = [look_at(block, evidence, trust.headings, trust.whole) for block in blocks]
    scores = _scores(blocks, seen, looks, print_)
    for block, value in zip(blocks, scores, strict=True):
        if value >= HEADING and block.lines[0].page != cover:
            block.draft.kind = BlockKind.HEADING
    _join(blocks, looks, seen, evidence)
    mark_listings(blocks)
    _set_levels(blocks, looks, seen)


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


def _scores(
    blocks: Sequence[Grown], seen: Sequence[Seen], looks: Sequence[Look], body: Body
) -> list[float]:
    scores = [NEVER] * len(blocks)
    for i, block in enumerate(blocks):
        if block.draft.kind is BlockKind.HEADING:
            scores[i] = HEADING  # parted from its text
        elif may_be_heading(block):
            scores[i] = score(block, seen[i], looks[i])
    _discount_common(blocks, seen, looks, scores)
    _praise_repeated(blocks, seen, looks, scores)
    points = _points(blocks, seen)
    for group in grouped(series_of(list(points.values()))):
        heads = heads_sections(group, points)
        for at in group:
            scores[at] += _vote(heads, len(group), seen[at], looks[at])
    _compare_with_witnessed(blocks, seen, scores)
    articles = _within_articles(blocks)
    # Ⅰ． above 第１条 goes on as Ⅱ． after 第５条: such numbers are no paragraphs of an article.
    outside = {
        form_of(p.number) for p in points.values() if not articles[p.at] and scores[p.at] >= HEADING
    }
    for at, point in points.items():
        style = point.number.style
        if articles[at] and style not in LEGAL and form_of(point.number) not in outside:
            scores[at] -= 1.5
    return scores


def _vote(heads: bool, length: int, seen: Seen, look: Look) -> float:
    """Give what a number sequence adds to a member's score."""
    number = seen.number
    if number is None or number.style not in SECTIONS:
        return 0.0
    if not heads:
        strong = look.size >= 1.12 or seen.tag == "heading" or seen.bookmark_level is not None
        return 0.0 if strong else -1.2
    boost = 0.9 if number.style in _WEAK else 1.5
    return boost if length > 1 else boost - 0.7


def _points(blocks: Sequence[Grown], seen: Sequence[Seen]) -> dict[int, Point]:
    """Collect the numbered blocks and what stands below each."""
    found: dict[int, Point] = {}
    below: Seen | None = None
    table = False
    for at in range(len(blocks) - 1, -1, -1):
        block = blocks[at]
        if block.draft.kind not in _TEXT:
            continue
        number = seen[at].number
        counted = number is not None and number.style not in BULLETS and number.style != "note"
        if number is not None and counted and may_be_heading(block):
            other = below is not None and (
                below.number is None or shape_of(below.number) != shape_of(number)
            )
            found[at] = Point(at, number, seen[at].label, other or table)
        below, table = seen[at], block.draft.kind is BlockKind.TABLE
    return dict(reversed(found.items()))


def _discount_common(
    blocks: Sequence[Grown], seen: Sequence[Seen], looks: Sequence[Look], scores: list[float]
) -> None:
    """Believe print less where prose is set so too: requirements or terms in bold."""
    label = prose = 0
    plain = [0.95 <= look.size < 1.12 and look.apart > 0 for look in looks]
    for block, one, here in zip(blocks, seen, plain, strict=True):
        if here and may_be_heading(block):
            label += len(one.words) * one.label
            prose += len(one.words) * (not one.label)
    if prose <= 2 * label:
        return
    for i, (one, here) in enumerate(zip(seen, plain, strict=True)):
        if here and one.tag != "heading" and one.bookmark_level is None:
            scores[i] -= 0.8


def _praise_repeated(
    blocks: Sequence[Grown], seen: Sequence[Seen], looks: Sequence[Look], scores: list[float]
) -> None:
    """Believe labels set apart that return again and again ("Rationale:") a little more."""
    counts: Counter[str] = Counter()
    for one, look in zip(seen, looks, strict=True):
        if one.label and len(one.words) <= 40 and (look.apart or look.size >= 1.05):
            counts[one.words] += 1
    for i, block in enumerate(blocks):
        if may_be_heading(block) and counts.get(seen[i].words, 0) >= 3:
            scores[i] += 0.8


def _compare_with_witnessed(
    blocks: Sequence[Grown], seen: Sequence[Seen], scores: list[float]
) -> None:
    """Believe print and numbers less where tags or outline name the headings.

    Reads as: in a file whose tags or bookmarks name many headings, those
    without a witness are labels of figures and lists rather more often; most
    of all beside a form of number that mostly has its witness.
    """
    named = [i for i, one in enumerate(seen) if one.witnessed and scores[i] >= HEADING]
    if len(named) < _MANY:
        return
    with_witness: Counter[str] = Counter()
    without: Counter[str] = Counter()
    for i, one in enumerate(seen):
        if scores[i] >= HEADING and one.number is not None:
            (with_witness if one.witnessed else without)[form_of(one.number)] += 1
    for i, one in enumerate(seen):
        if one.witnessed or blocks[i].draft.kind is BlockKind.HEADING:
            continue
        scores[i] -= 0.6
        form = form_of(one.number) if one.number is not None else ""
        if with_witness[form] > 1.5 * without[form]:
            scores[i] -= 0.8


def _within_articles(blocks: Sequence[Grown]) -> list[bool]:
    """Tell for each block whether an article is open, whose numbers are paragraphs and items."""
    found: list[bool] = []
    inside = False
    for block in blocks:
        style = block.style.style if block.style is not None else ""
        if style in _OUTER or KNOWN.fullmatch(block.text.strip()):
            inside = False
        found.append(inside)
        inside = inside or style == "article"
    return found


def _join(
    blocks: list[Grown], looks: Sequence[Look], seen: Sequence[Seen], evidence: Evidence
) -> None:
    """Join "Article 3" with the title on its next line, and headings broken over lines."""
    above: int | None = None
    for at, block in enumerate(blocks):
        kind = block.draft.kind
        if kind in (BlockKind.FURNITURE, BlockKind.RUBY, BlockKind.NOTE, BlockKind.FIGURE):
            continue
        if above is not None and _goes_on(blocks, above, at, looks, seen, evidence):
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
    seen: Sequence[Seen],
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
        limit = 60 if block.lines[0].wide else 180
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
    return "known" if KNOWN.fullmatch(words) else ""


def _cover(blocks: Sequence[Grown]) -> int | None:
    """Find the page that holds a title and nothing to read: its other lines head nothing."""
    page = next((b.lines[0].page for b in blocks if b.draft.kind is BlockKind.TITLE), None)
    if page is None:
        return None
    for block in blocks:
        text = block.draft.kind in _TEXT and block.lines[0].page == page
        if text and (len(block.text) > 120 or SENTENCE_END.search(block.text.strip())):
            return None
    return page


def _mark_title(blocks: Sequence[Grown], body: float) -> None:
    """Mark the largest type on the first page with text as the title."""
    first = next((b.lines[0].page for b in blocks if b.draft.kind is BlockKind.PARAGRAPH), None)
    here = [
        b
        for b in blocks
        if b.draft.kind is BlockKind.PARAGRAPH and b.lines[0].page == first and len(b.text) > 3
    ]
    if not here:
        return
    largest = max(b.lines[0].size for b in here)
    if largest < 1.2 * body:
        _mark_plain_title(here)
        return
    marked = False
    for block in here:
        large = block.lines[0].size >= 0.95 * largest
        if large and len(block.text) <= 200:
            block.draft.kind = BlockKind.TITLE
            marked = True
        elif marked:
            return


def _mark_plain_title(here: Sequence[Grown]) -> None:
    """Mark a title set like the text below it: the first line that may be one."""
    for block in here[:_HEAD_LINES]:
        words = block.text.strip()
        if block.style is not None or KNOWN.fullmatch(words) or len(block.lines) > 3:
            return
        if has_title_words(words) and may_be_title(words):
            block.draft.kind = BlockKind.TITLE
            return
