"""Scores of headings weighed against the rest of the document.

In: the blocks with what was seen of each (`candidates`) and how they are set
(`looks`). Out: a score for each, in which number sequences, neighbours and
the habits of the whole file have had their say.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from pipeline.numbering import BULLETS, LEGAL
from pipeline.parse.pdf.candidates import (
    COLON,
    HEADING,
    KNOWN,
    MISTAKEN,
    NEVER,
    Seen,
    may_be_heading,
    score,
)
from pipeline.parse.pdf.continuation import SENTENCE_END
from pipeline.parse.pdf.grown import Grown
from pipeline.parse.pdf.looks import Look
from pipeline.parse.pdf.series import (
    SECTIONS,
    Point,
    form_of,
    grouped,
    heads_sections,
    series_of,
    shape_of,
    values_of,
)
from pipeline.records import BlockKind

_TEXT = (BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.HEADING, BlockKind.TABLE)
_WEAK = frozenset(
    {"kanji-number", "paren-kanji", "iroha", "letter", "half-paren-number", "roman", "roman-small"}
)
_OUTER = frozenset({"part", "chapter", "annex"})
_TABLE = re.compile(r"Table|TABLE|表|図表")
_COLON = re.compile(r"\s*[:：]\s*$")
_LEADS = re.compile(
    r"\b(?:shall|must|should|may|will|can|to|is|are|be|includes?|following|follows|below)\b"
    r"|次|以下|下記|[はがをにでと]$|(?:場合|とき|こと|する)$",
    re.IGNORECASE,
)
_MANY = 8  # so many headings with a tag or bookmark: the file names its headings


def scores_of(blocks: Sequence[Grown], seen: Sequence[Seen], looks: Sequence[Look]) -> list[float]:
    """Score every block; from `HEADING` on it is a heading."""
    scores = [NEVER] * len(blocks)
    for i, block in enumerate(blocks):
        if block.draft.kind is BlockKind.HEADING:
            scores[i] = HEADING  # parted from its text
        elif may_be_heading(block):
            scores[i] = score(block, seen[i], looks[i])
    _discount_heads_of_tables(blocks, scores)
    if _is_deck(blocks):
        _discount_labels_of_slides(blocks, seen, looks, scores)
    returning = _returning(blocks, seen, looks)
    _discount_common(blocks, seen, looks, returning, scores)
    _praise_returning(blocks, seen, returning, scores)
    points = _points(blocks, seen)
    for at, (heads, length) in _judged(points).items():
        scores[at] += _vote(heads, length, seen[at], looks[at])
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


def _judged(points: dict[int, Point]) -> dict[int, tuple[float, int]]:
    """Judge the sequence of each numbered block: (it heads sections, how many it has).

    Reads as: where 1, 2 ... number both sections and the paragraphs of a
    commentary between them, the labels alone are one sequence across the
    sequences of paragraphs.
    """
    found: dict[int, tuple[float, int]] = {}
    group_of: dict[int, int] = {}
    for name, group in enumerate(grouped(series_of(list(points.values())))):
        heads = heads_sections(group, points)
        for at in group:
            found[at] = (heads, len(group))
            group_of[at] = name
    labels = [point for point in points.values() if point.label and point.holds]
    for group in grouped(series_of(labels)):
        across = len({group_of[at] for at in group}) > 1
        if len(group) > 1 and across and 1 in values_of(points[group[0]].number):
            for at in group:
                found[at] = (1.0, len(group))
    return found


def _vote(heads: float, length: int, seen: Seen, look: Look) -> float:
    """Give what a number sequence adds to a member's score."""
    number = seen.number
    if number is None or number.style not in SECTIONS:
        return 0.0
    if not heads:
        strong = look.size >= 1.12 or seen.tag == "heading" or seen.bookmark_level is not None
        return 0.0 if strong else -1.2
    weak = number.style in _WEAK or (number.style == "coded" and number.printed[1:2] != ".")
    boost = (0.8 if weak else 1.5) * heads
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


def _discount_heads_of_tables(blocks: Sequence[Grown], scores: list[float]) -> None:
    """Believe less what stands right below a table's caption: its head row."""
    below_caption = False
    for i, block in enumerate(blocks):
        if below_caption and block.style is None:
            scores[i] -= 1.5
        if block.draft.kind is not BlockKind.FURNITURE:
            caption = block.draft.kind is BlockKind.CAPTION
            below_caption = caption and _TABLE.match(block.text.strip()) is not None


def _is_deck(blocks: Sequence[Grown]) -> bool:
    """Tell slides from a paper: the text of most pages is wider than high."""
    right: dict[int, float] = {}
    bottom: dict[int, float] = {}
    for block in blocks:
        for line in block.lines:
            right[line.page] = max(right.get(line.page, 0.0), line.x1)
            bottom[line.page] = max(bottom.get(line.page, 0.0), line.bottom)
    wide = sum(right[page] > 1.1 * bottom[page] for page in right)
    return len(right) > 2 and wide > 0.6 * len(right)


def _discount_labels_of_slides(
    blocks: Sequence[Grown], seen: Sequence[Seen], looks: Sequence[Look], scores: list[float]
) -> None:
    """Believe print on slides only at their head: large type below it labels drawings."""
    tops: dict[int, float] = {}
    for i, block in enumerate(blocks):
        if scores[i] >= HEADING and looks[i].size >= 1.05:
            line = block.lines[0]
            tops[line.page] = min(tops.get(line.page, line.top), line.top)
    for i, block in enumerate(blocks):
        line = block.lines[0]
        at_top = line.top <= tops.get(line.page, 0.0) + 0.5 * line.size
        if not at_top and not seen[i].witnessed and seen[i].number is None:
            scores[i] -= 2.5


def _discount_common(
    blocks: Sequence[Grown],
    seen: Sequence[Seen],
    looks: Sequence[Look],
    returning: Sequence[bool],
    scores: list[float],
) -> None:
    """Believe print less where prose is set so too: requirements or terms in bold."""
    label = prose = 0
    plain = [0.95 <= look.size < 1.12 and look.apart > 0 for look in looks]
    for i, block in enumerate(blocks):
        if plain[i] and may_be_heading(block):
            is_label = seen[i].label or returning[i]
            label += len(seen[i].words) * is_label
            prose += len(seen[i].words) * (not is_label)
    if prose <= 2 * label:
        return
    for i, one in enumerate(seen):
        if plain[i] and not returning[i] and not one.witnessed:
            scores[i] -= 0.8


def _returning(blocks: Sequence[Grown], seen: Sequence[Seen], looks: Sequence[Look]) -> list[bool]:
    """Tell the labels set apart that return again and again: "Rationale:".

    Reads as: a few words in bold, with or without a colon. What stands there once may
    lead in anything; words that need what follows (「次の事項：」, "You must:") lead in a list.
    """
    names: list[str] = []
    for block, one, look in zip(blocks, seen, looks, strict=True):
        apart = look.apart or look.size >= 1.05
        short = len(one.words) <= 40 and (one.label or _names(block, one.words))
        names.append(_COLON.sub("", one.words) if apart and short else "")
    counts = Counter(names)
    return [name != "" and counts[name] >= 3 for name in names]


def _praise_returning(
    blocks: Sequence[Grown], seen: Sequence[Seen], returning: Sequence[bool], scores: list[float]
) -> None:
    """Believe labels that return a little more; their colon ends no sentence."""
    for i, block in enumerate(blocks):
        if returning[i] and may_be_heading(block):
            scores[i] += 0.8
            if not seen[i].label:
                scores[i] += MISTAKEN - COLON


def _names(block: Grown, words: str) -> bool:
    """Tell a name with a colon after it from the beginning of a sentence."""
    name = _COLON.sub("", words)
    few = len(name) <= 12 if block.lines[0].wide else len(name.split()) <= 4
    return few and name != words and not SENTENCE_END.search(name) and not _LEADS.search(name)


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
