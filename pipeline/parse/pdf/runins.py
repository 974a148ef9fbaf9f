"""Headings that stand in one block with the text below them, parted.

In: grown blocks. Out: more of them: articles that begin their text on the
line of their number, sections whose title is followed by text ("Sec. 2.
Purpose. It is ..."), headings that tags tell from the lines beside them.
Captions of Japanese articles are joined with the article's number.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest

from pipeline.numbering import BULLETS, LEGAL, RANKS, Numbered, split_number
from pipeline.parse.pdf.continuation import SENTENCE_END
from pipeline.parse.pdf.cutting import Place, at_lines, between, head_text, lines_between
from pipeline.parse.pdf.evidence import Evidence
from pipeline.parse.pdf.grown import BRACKETED, Grown
from pipeline.parse.pdf.looks import face_of
from pipeline.records import BlockKind

_CAPTION = re.compile(
    r"\s*[（(][^（）()]{1,40}(?:[（(][^（）()]{1,20}[）)][^（）()]{0,20})?[）)]\s*"
)
_ARTICLE = re.compile(
    r"\s*(第\s?[\d０-９一二三四五六七八九十百]+\s?条(?:の[\d０-９一二三四五六七八九十]+)*)"
)
_ENDED_CAPTION = re.compile(r"[。．]\s*[（(][^（）()]{1,40}[）)]$")
# "Policy and Principles." at the head of a section, before its text; "U.S." does not end it.
_RUN_IN = re.compile(r"[A-Z“\"](?:[^.;:!?]|(?<=\b[A-Z])\.){1,110}?(?<=\w\w)[.](?=\s|—|[A-Z(“\"]|$)")
_SMALL = frozenset(
    "of and the for to in on with or a an at as by from under its their through into".split()
)
# Styles after which a title may run into its text.
_TITLED = frozenset({"section", "article", "decimal"})
_MAX_ARTICLE = 42  # characters; a longer line after 第３条 is its text
_NO_HEADING_END = "。、，,;；・(（「"
_MAX_LABEL, _OFTEN = 24, 3  # characters of a label, and how often it must stand alone
_HEAD = 3  # lines over which a title may run


def part_headings(blocks: list[Grown], evidence: Evidence) -> None:
    """Part blocks in place."""
    labels = _labels(blocks)
    found: list[Grown] = []
    for block, after in zip_longest(blocks, blocks[1:]):
        below = after.lines[0].text if after is not None else ""
        for part in _glued(block, evidence, labels, below):
            found += _parted(part, found)
    blocks[:] = [b for b in found if b.draft.pieces]


def _labels(blocks: Sequence[Grown]) -> set[str]:
    """Collect short lines that stand alone again and again: 管理策, "Rationale:"."""
    counts: Counter[str] = Counter()
    for block in blocks:
        if len(block.lines) == 1 and block.draft.kind is BlockKind.PARAGRAPH:
            words = block.text.strip()
            if 2 <= len(words) <= _MAX_LABEL and words[-1] not in "。．.":
                counts[words] += 1
    return {words for words, count in counts.items() if count >= _OFTEN}


def _glued(block: Grown, evidence: Evidence, labels: set[str], below: str) -> list[Grown]:
    """Part a block where a tagged heading begins or ends, an article after its caption, a label.

    `below` is the line after the block.
    """
    count = len(block.lines)
    if block.draft.kind not in (BlockKind.PARAGRAPH, BlockKind.ITEM) or count < 2:
        return [block]
    if len(block.draft.pieces) != count:
        return [block]
    cuts: list[int] = [1] if _set_apart(block) else []
    for i in range(1, count):
        if i in cuts:
            continue
        a, b = evidence.role(block.lines[i - 1]), evidence.role(block.lines[i])
        tagged = a is not None and b is not None and a.element != b.element
        if (tagged and "heading" in (a.kind if a else "", b.kind if b else "")) or (
            block.lines[i].wide and _begins_article(block, i, below)
        ):
            cuts.append(i)
            continue
        words, above = block.lines[i].text.strip(), block.lines[i - 1].text.strip()
        if words in labels or (above in labels and (i == 1 or i - 1 in cuts)):
            cuts.append(i)
    return at_lines(block, cuts) if cuts else [block]


def _set_apart(block: Grown) -> bool:
    """Tell a first line in other print than all that follows, broken off before the margin."""
    first, rest = block.lines[0], block.lines[1:]
    words = first.text.strip()
    right = max(x.x1 for x in block.lines)
    legal = block.style is not None and block.style.style in LEGAL
    full = first.x1 > right - 3 * first.size and not legal
    if full or words[-1:] in _NO_HEADING_END:
        return False
    like = [x for x in rest if x.wide == first.wide]
    face = sum(face_of(x) == face_of(first) for x in like) <= 0.1 * len(like)
    bold = first.bold and not any(x.bold or x.runs_in for x in rest)
    if not (bold or (like and face)):
        return False
    numbered = block.style is not None and block.style.style not in BULLETS
    return numbered or (bold and block.style is None)


def _begins_article(block: Grown, i: int, below: str) -> bool:
    """Tell whether a line is an article's caption, or its number below caption or sentence."""
    words, above = block.lines[i].text.strip(), block.lines[i - 1].text.strip()
    ended = SENTENCE_END.search(above) is not None
    legal = block.style is not None and block.style.style in LEGAL
    if _CAPTION.fullmatch(words):
        last = i + 1 == len(block.lines)
        return (last and (ended or legal)) or _is_article(
            below if last else block.lines[i + 1].text
        )
    captioned = _CAPTION.fullmatch(above) or _ENDED_CAPTION.search(above)
    return _is_article(words) and (ended or captioned is not None)


def _is_article(words: str) -> bool:
    return _ARTICLE.match(words) is not None


def _article_of(block: Grown, before: Sequence[Grown]) -> Numbered | None:
    """Read an article's number even where no space parts it from its text, below a caption."""
    text = block.draft.pieces[0].text
    number = _ARTICLE.match(text)
    if number is None or _caption_above(before) is None:
        return None
    return Numbered(number[1], "article", RANKS["article"], 1, text[number.end() :], number.end())


def _parted(block: Grown, before: Sequence[Grown]) -> list[Grown]:
    """Part the number and title of an article or section from the text on its line."""
    number = block.style
    if block.draft.kind is BlockKind.PARAGRAPH and number is None:
        number = _article_of(block, before)
    elif block.draft.kind is not BlockKind.ITEM:
        return [block]
    if number is None or block.draft.number is not None:
        return [block]
    if number.style not in LEGAL and number.style != "decimal":
        return [block]
    if not number.rest.strip():
        return [block]
    text, places = head_text(block, _HEAD)
    japanese = number.printed.startswith("第")
    end = _title_end(number, text, japanese)
    if end == 0 and block.style is not None and not _is_prose(block, japanese):
        return [block]
    caption = _caption_above(before) if japanese and end == 0 else None
    last: Place = (len(block.draft.pieces), 0)
    start: Place = (0, number.offset)
    cut = (places[end] if end < len(places) else last) if end else start
    head = Grown(
        replace(block.draft, kind=BlockKind.HEADING, pieces=[], number=number.printed),
        lines_between(block, (0, 0), cut), block.region, number,
    )  # fmt: skip
    if end:
        head.draft.pieces = between(block, start, cut)
    elif caption is not None:
        head.draft.pieces = caption.draft.pieces
        head.lines = caption.lines
        caption.draft.pieces = []  # gone: `part_headings` leaves it out
    else:
        head.draft.pieces = between(block, (0, 0), start)
        head.draft.number = None
    rest = between(block, cut, last)
    if not any(p.text.strip() for p in rest):
        return [head]
    style = split_number(rest[0].text.lstrip())
    kind = BlockKind.PARAGRAPH if style is None else BlockKind.ITEM
    rest[0] = replace(rest[0], before=None)
    below = replace(block.draft, kind=kind, pieces=rest, number=None)
    return [head, Grown(below, lines_between(block, cut, last), block.region, style)]


def _title_end(number: Numbered, text: str, japanese: bool) -> int:
    """Find where a title on the number's line ends; 0 when there is none."""
    if japanese:
        found = _CAPTION.match(text, number.offset)
        return found.end() if found and number.style == "article" else 0
    if number.style not in _TITLED:
        return 0
    title = _RUN_IN.match(text, number.offset)
    if title is None:
        return 0
    words = [w for w in re.findall(r"[A-Za-z][\w’'-]*", title[0]) if w not in _SMALL]
    capitals = sum(w[0].isupper() for w in words)
    # A sentence has one capital, a title nearly only capitals.
    titled = capitals >= 0.8 * len(words) if len(words) > 1 else number.style != "decimal"
    return title.end() if titled and len(words) <= 14 else 0


def _is_prose(block: Grown, japanese: bool) -> bool:
    """Tell a section whose text follows its number from a heading."""
    words = block.text.strip()
    ended = SENTENCE_END.search(words) is not None
    style = block.style.style if block.style is not None else ""
    if japanese:
        return style == "article" and (ended or len(words) > _MAX_ARTICLE)
    printed = block.style.printed if block.style is not None else ""
    closed = printed[-1:] in (".", ":", "—") or block.text[len(printed) :].strip()[:1] in "—–"
    return ended and len(words) > 120 and style in LEGAL and closed


def _caption_above(before: Sequence[Grown]) -> Grown | None:
    """Find the bracketed caption right above an article."""
    for block in reversed(before[-3:]):
        if block.draft.kind in (BlockKind.FURNITURE, BlockKind.NOTE, BlockKind.RUBY):
            continue
        if block.draft.kind in (BlockKind.PARAGRAPH, BlockKind.ITEM) and len(block.lines) <= 2:
            words = "".join(x.text.strip() for x in block.lines)
            if BRACKETED.fullmatch(words) or _CAPTION.fullmatch(words):
                return block
        return None
    return None
