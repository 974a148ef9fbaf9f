"""Headings put in order once the whole of a file has been seen.

In: drafts of a format without layout; headings carry ten times their rank,
or a level below ten when only their print sets them apart. Out: the same
drafts, with levels 1, 2, 3 ... without gaps, a TITLE where there is one, and
sections of law as headings even where they are set as paragraphs.
"""

from __future__ import annotations

import re
from itertools import pairwise

from pipeline.numbering import LEGAL, RANKS, Numbered, canonical, split_number
from pipeline.parse.assembly import Draft, Piece
from pipeline.parse.columns import SENTENCE_END, width, words
from pipeline.records import BlockKind

BOLD, ITALIC = 5, 7  # levels of headings set only in bold or italics, until settled
REAL = 10  # a heading by markup: ten times its rank

_CONTENTS = re.compile(r"目\s*次|もくじ|(?:table of )?contents", re.IGNORECASE)
_CAPTION = re.compile(r"(?:図表?|表|(?:figure|fig\.|table)(?=\s))\s*[\d０-９]", re.IGNORECASE)
_OF_CODE = re.compile(r"title\s+(?:\d+|[ivxl]+)\b", re.IGNORECASE)  # "Title 42—Public Health"
_SENTENCE = re.compile(r"[。．！？!?;；:：、，,]\s*[」』）)”\"]*\s*$|[^.]{101,}\.\s*$")
_GLUED = re.compile(r"\s*([0-9０-９]{1,2})(?=[\u3040-\u30ff\u3400-\u9fff「『])")
_SUPPLEMENT = re.compile(r"附\s*則(?:\s*抄|\s*[（(][^）)]{1,60}[）)])?")
_ARTICLE_CAPTION = re.compile(r"[（(][^）)。]{1,40}[）)]")
_MAX_LEGAL = 120.0  # columns of a section's caption
_MAX_SECTION = 80.0  # columns of a numbered section's caption
_SECTIONS = frozenset({"number", "decimal", "paren-number", "roman-wide"})
_APART = frozenset({BlockKind.FURNITURE, BlockKind.RUBY})
_MAX_COVER = 200  # characters below a title that are still the cover


def settle(drafts: list[Draft], titled: bool = False) -> list[Draft]:
    """Set titles, levels and kinds; set bare repetitions of a number apart.

    `titled` when the title stands outside the text: no heading becomes it.
    Furniture and readings keep their places and count for nothing.
    """
    text = [d for d in drafts if d.kind not in _APART]
    text = _merge_bare_numbers(text)
    _promote_captions(text)
    _promote_legal(text)
    text = _join_captions(text)
    _promote_numbered(text)
    _relate(text)
    _take_glued_numbers(text)
    _mark_contents(text)
    _mark_captions(text)
    if not titled:
        _mark_title(text)
    compress(text)
    joined = {id(d) for d in text}
    return [d for d in drafts if d.kind in _APART or id(d) in joined]


def _text(draft: Draft) -> str:
    return words(draft.pieces)


def _legal(draft: Draft) -> Numbered | None:
    number = split_number(_text(draft))
    return number if number is not None and number.style in LEGAL else None


def _merge_bare_numbers(drafts: list[Draft]) -> list[Draft]:
    """Set a heading apart that is only a number, where the caption just above has it too.

    Reads as: "§ 50.204   Informed consent." then heading "§ 50.204".
    """
    kept: list[Draft] = []
    for draft in drafts:
        number = _legal(draft) if draft.kind is BlockKind.HEADING else None
        if number is not None and not number.rest.strip() and kept:
            words_above = kept[-1].kind in (BlockKind.PARAGRAPH, BlockKind.ITEM)
            above = _legal(kept[-1]) if words_above else None
            if above is not None and canonical(above.printed) == canonical(number.printed):
                kept[-1].kind, kept[-1].level = BlockKind.HEADING, draft.level
                kept[-1].depth = None
                draft.kind, draft.level = BlockKind.FURNITURE, None
                continue
        kept.append(draft)
    return kept


def _promote_captions(drafts: list[Draft]) -> None:
    """Make headings of 「（目的）」 above 「第一条　…」, and of 「附　則」 on a line of its own.

    Reads as: where the article itself is prose, its caption in brackets is
    all that heads it. Both stand below whatever divides the text above.
    """
    for draft, after in pairwise(drafts):
        if draft.kind is not BlockKind.PARAGRAPH or len(draft.pieces) > 1:
            continue
        text = _text(draft).strip()
        if _SUPPLEMENT.fullmatch(text):
            draft.kind, draft.level, draft.depth = BlockKind.HEADING, 10 * RANKS["chapter"], None
        elif _ARTICLE_CAPTION.fullmatch(text):
            number = _legal(after)
            if number is not None and number.style == "article" and not _is_caption(number):
                draft.kind, draft.depth = BlockKind.HEADING, None
                draft.level = 10 * RANKS["article"]


def _promote_legal(drafts: list[Draft]) -> None:
    """Make headings of paragraphs such as "Subpart B—Scope" or 「第三条（定義）」."""
    levels: dict[int, int] = {}
    printed: dict[int, int] = {}  # levels of those that only their print tells
    for draft in drafts:
        number = _legal(draft) if draft.kind is BlockKind.HEADING else None
        if number is not None and draft.level is not None:
            known = levels if draft.level >= REAL else printed
            known.setdefault(number.rank, draft.level)
    for draft in drafts:
        if draft.kind not in (BlockKind.PARAGRAPH, BlockKind.ITEM) or (draft.depth or 0) >= REAL:
            continue
        number = _legal(draft)
        if number is None or draft.number is not None or not _is_caption(number):
            continue
        above = max((rank for rank in levels if rank <= number.rank), default=None)
        base = levels[above] if above is not None else 0
        draft.kind, draft.depth = BlockKind.HEADING, None
        draft.level = base if above == number.rank else base + number.rank
        if above != number.rank and number.rank in printed:
            draft.level = printed[number.rank]


def _join_captions(drafts: list[Draft]) -> list[Draft]:
    """Join "Article 3" with "Definitions" when it stands alone on the next line.

    Reads as: a section or article of which only the number is a heading, and
    a short line below it that is no sentence and has text below in turn.
    """
    kept: list[Draft] = []
    for i, draft in enumerate(drafts):
        above = kept[-1] if kept else None
        number = _legal(above) if above is not None and above.kind is BlockKind.HEADING else None
        plain = draft.kind is BlockKind.PARAGRAPH and draft.level is None and i + 1 < len(drafts)
        if above is not None and number is not None and not number.rest.strip() and plain:
            text = _text(draft).strip()
            short = width(text) <= _MAX_SECTION and not SENTENCE_END.search(text[-20:])
            if short and not text[:1].islower() and drafts[i + 1].kind is not BlockKind.HEADING:
                draft.pieces[0].before = " "
                above.pieces += draft.pieces
                continue
        kept.append(draft)
    return kept


def _promote_numbered(drafts: list[Draft]) -> None:
    """Make headings of short numbered paragraphs where nothing is marked up as heading.

    Reads as: "１　目的" above something else than "２ ...", which would be a list.
    """
    if sum(d.kind is BlockKind.HEADING for d in drafts) > 1:
        return
    for draft, after in pairwise(drafts):
        number = _section_number(draft)
        if number is None or after.kind in (BlockKind.TABLE, BlockKind.HEADING):
            continue
        below = _section_number(after, caption=False)
        if below is None or below.style != number.style:
            draft.kind, draft.depth = BlockKind.HEADING, None
            draft.level = round(REAL * RANKS[number.style] + number.depth - 1)


def _section_number(draft: Draft, caption: bool = True) -> Numbered | None:
    """Give the number of a paragraph that is numbered as sections are, and short."""
    if draft.kind not in (BlockKind.PARAGRAPH, BlockKind.ITEM) or (draft.depth or 0) > REAL + 1:
        return None
    text = f"{draft.number} {_text(draft)}" if draft.number else _text(draft)
    number = split_number(text, bare=True)
    if number is None or number.style not in _SECTIONS:
        return None
    rest = number.rest.strip()
    short = width(rest) <= _MAX_SECTION and not SENTENCE_END.search(rest) and len(rest) > 1
    return number if not caption or (short and not rest[0].islower()) else None


def _is_caption(number: Numbered) -> bool:
    rest = number.rest.strip()
    whole = f"{number.printed} {rest}"
    if width(whole) > _MAX_LEGAL or _SENTENCE.search(whole) or rest[:1].islower():
        return False
    # 「第三条　機構は…置く」: an article whose text follows on the line is prose.
    return number.style != "article" or not rest or rest[0] in "（(―—–-" or width(rest) <= 40


def _relate(drafts: list[Draft]) -> None:
    """Place headings told by their print below the marked-up heading above them."""
    levels = [d.level for d in drafts if d.kind is BlockKind.HEADING and d.level]
    real = min((level for level in levels if level >= REAL), default=0)
    for draft in drafts:
        if draft.kind is not BlockKind.HEADING:
            continue
        level = draft.level if draft.level is not None else REAL
        if level in (BOLD, ITALIC):
            level += real
        else:
            real = level
        draft.level = level


def _take_glued_numbers(drafts: list[Draft]) -> None:
    """Take the number off "３個人データ" where it goes on from the heading before.

    Reads as: a digit that runs into a Japanese word is a number only in its
    place in the sequence of headings of one level; 「３者協議」 is a word.
    """
    last: dict[int, int] = {}
    for draft in drafts:
        if draft.kind is not BlockKind.HEADING or draft.level is None:
            continue
        for deeper in [level for level in last if level > draft.level]:
            del last[deeper]
        text = _text(draft)
        number = split_number(f"{draft.number} x" if draft.number else text, bare=True)
        glued = _GLUED.match(draft.pieces[0].text) if number is None else None
        if glued is not None and int(glued[1]) == last.get(draft.level, 0) + 1:
            draft.number = glued[1]
            piece, cut = draft.pieces[0], glued.end()
            marks = tuple((at - cut, m) for at, m in piece.marks if at >= cut)
            draft.pieces[0] = Piece(piece.text[cut:], marks=marks, before=piece.before)
            last[draft.level] = int(glued[1])
        elif number is not None and canonical(number.printed).isdigit():
            last[draft.level] = int(canonical(number.printed))


def _mark_contents(drafts: list[Draft]) -> None:
    """Make contents of a heading "Contents" that stands above contents lines."""
    for draft, after in pairwise(drafts):
        heading = draft.kind in (BlockKind.HEADING, BlockKind.PARAGRAPH)
        if heading and after.kind is BlockKind.CONTENTS and _CONTENTS.fullmatch(_text(draft)):
            draft.kind, draft.level = BlockKind.CONTENTS, None


def _mark_captions(drafts: list[Draft]) -> None:
    """Make captions of "Figure 2. Flow" and 「図 4-1　流れ」 where they stand alone."""
    for draft in drafts:
        if draft.kind is not BlockKind.PARAGRAPH or len(draft.pieces) > 4:
            continue
        text = _text(draft)
        if width(text) <= _MAX_LEGAL and _CAPTION.match(text) and not SENTENCE_END.search(text):
            draft.kind, draft.level = BlockKind.CAPTION, None


def _mark_title(drafts: list[Draft]) -> None:
    """Make the title of the first heading when it heads the whole file.

    Reads as: the outermost heading, alone of its level or followed by no more
    than a cover (date, issuer), and no section of a law.
    """
    headings = [i for i, d in enumerate(drafts) if d.kind is BlockKind.HEADING]
    outermost = min((drafts[i].level or REAL for i in headings), default=0)
    if outermost < REAL or any(d.kind is BlockKind.TITLE for d in drafts):
        return
    peers = [i for i in headings if drafts[i].level == outermost]
    first = peers[0]
    text = _text(drafts[first])
    before = sum(len(_text(d)) for d in drafts[:first])
    numbered = split_number(text, bare=True) is not None or _OF_CODE.match(text) is not None
    if before > _MAX_COVER or numbered:
        return
    end = next((i for i in headings if i > first), len(drafts))
    cover = sum(len(_text(d)) for d in drafts[first + 1 : end])
    if len(peers) == 1 or cover <= _MAX_COVER:
        drafts[first].kind, drafts[first].level = BlockKind.TITLE, None


def compress(drafts: list[Draft]) -> None:
    """Number the levels of headings 1, 2, 3 ... without gaps."""
    used = sorted({d.level for d in drafts if d.kind is BlockKind.HEADING and d.level})
    order = {level: place for place, level in enumerate(used, start=1)}
    for draft in drafts:
        if draft.kind is BlockKind.HEADING and draft.level:
            draft.level = order[draft.level]


def title_draft(title: str) -> Draft:
    """Make a draft of a title that stands outside the text (front matter)."""
    return Draft(BlockKind.TITLE, [Piece(title)])
