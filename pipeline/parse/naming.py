"""What a document is called, read from its first lines.

In: drafts in reading order. Out: the title, or None: what the reader marked, else the most
title-like of the first lines. Labels, dates, issuers and addressees are none (see `titles`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from pipeline.numbering import BULLETS, split_number
from pipeline.parse.assembly import Draft, Piece, Reading
from pipeline.parse.columns import words
from pipeline.parse.standing import is_standing, without_standing
from pipeline.parse.titles import (
    breaks_off,
    has_title_words,
    is_label,
    may_be_title,
    plain,
    stands_apart,
    tidy,
)
from pipeline.records import BlockKind

TOP, _TOP_CHARS = 30, 3000  # drafts and characters in which a document says what it is
MAX_TITLE = 160
_SIGNS = re.compile(r"^【[^】]{1,8}】$|\(cid:|[\ue000-\uf8ff]")  # 【暫定版】, unreadable glyphs
_MAX_HEAD = 8  # lines of a block that may be a document's head
_NOT_TITLES = (BlockKind.ITEM, BlockKind.TABLE)
_SUBJECT = re.compile(
    r"\s*(?:subject|re|件\s*名|標\s*題|題\s*名)\s*(?:[:：]\s*\|?|\|)\s*", re.IGNORECASE
)
_MIN_SUBJECT = 8
_MAX_PARTS = 3  # blocks that a title may be set in
_PART_ALONE = re.compile(r"(?:part|chapter|title|subpart)\s+[\dA-Z.]+", re.IGNORECASE)


def likely_title(reading: Reading) -> str | None:
    """Choose between what is set like a title and what the file's properties say.

    Reads as: a title in large type, or a line that calls itself a policy or report, is
    more to be trusted than properties that the text does not repeat; those more than any line.
    """
    printed = title_of(reading.drafts)
    stated = reading.properties_title
    if printed is None or stated is None or is_standing(stated):
        return printed or stated
    sure = _marked(reading.drafts[: 2 * TOP]) == printed or has_title_words(printed)
    return printed if sure else stated


def title_of(drafts: Sequence[Draft]) -> str | None:
    """Find the title: what the reader marked, else the most title-like of the first lines."""
    marked = _marked(drafts[: 2 * TOP])
    if marked and len(marked) <= 2 * MAX_TITLE:
        return marked
    heads = list(takewhile(lambda d: d.kind is BlockKind.HEADING, drafts))
    sections = [tidy(words(d.pieces)) for d in heads]
    section = next((text for text in sections if text.startswith("§")), None)
    if section is not None:
        return section  # an extract of a code is named by its section
    if sections and _PART_ALONE.fullmatch(sections[0]):
        return None  # "Part 689": its file name says of what
    if subject := _subject(drafts[:TOP]):
        return subject
    lines = [line for line in top_lines(drafts) if line[2] is not BlockKind.FIGURE]
    largest = max((size for _, size, _ in lines), default=0.0)
    scores: dict[int, float] = {}
    for place, (text, size, kind) in enumerate(lines):
        text, numbered = _unnumbered(text, place)
        lines[place] = (text, size, kind)
        if kind in _NOT_TITLES and not (kind is BlockKind.ITEM and place < 2 and not numbered):
            continue
        if not may_be_title(text):
            continue
        scores[place] = (
            3.0 * (size / largest if largest else 0.5)
            + 2.0 * has_title_words(text)
            + 1.0 * (kind is BlockKind.HEADING)
            - 1.0 * numbered
            - 0.15 * place
        )
    if not scores:
        return None
    best = max(scores, key=lambda place: scores[place])
    return _with_neighbours(lines, best, scores)


def _subject(drafts: Sequence[Draft]) -> str | None:
    """Read what a note or letter is about off its line or row "Subject:", 「件名：」.

    Reads as: a label alone at the beginning, with a colon or in a cell of its own; a
    second line of the cell says what is done with it.
    """
    for draft in drafts:
        if draft.kind not in (BlockKind.PARAGRAPH, BlockKind.TABLE):
            continue
        first, *rest = words(draft.pieces).split("\n")
        found = _SUBJECT.match(first)
        text = tidy(first[found.end() :]) if found else ""
        if found and not text and rest:
            text = tidy(rest[0])
        if _MIN_SUBJECT <= len(text) <= 2 * MAX_TITLE and not stands_apart(text):
            return text
    return None


def _marked(drafts: Sequence[Draft]) -> str:
    """Read the title that is marked as such, without labels, dates and issuers beside it."""
    named: list[str] = []
    for at, draft in enumerate(drafts):
        if draft.kind is not BlockKind.TITLE or len(named) == _MAX_PARTS:
            continue
        text = without_standing(tidy(words(_title_pieces(draft))))
        if not text or _SIGNS.search(text) or stands_apart(text, behind=bool(named)):
            continue
        if plain(text) in plain(" ".join(named)):
            continue  # an inner cover says it again
        if breaks_off(text, "") and (rest := _rest(drafts[at], drafts[at + 1 : at + 3])):
            text = words([Piece(text), Piece(rest)])
        named.append(text)
    return " ".join(named)


def _title_pieces(draft: Draft) -> list[Piece]:
    """Leave out the lines at either end of a title that say something else."""
    pieces = list(draft.pieces)
    while len(pieces) > 1 and stands_apart(tidy(pieces[0].text)):
        pieces = pieces[1:]
    while len(pieces) > 1 and stands_apart(tidy(pieces[-1].text), behind=True):
        pieces = pieces[:-1]
    return pieces


def _rest(draft: Draft, after: Sequence[Draft]) -> str | None:
    """Give the end of a title that was taken for another block: it is set in the same size."""
    for other in after:
        text = tidy(words(other.pieces))
        alike = abs(_size(other) - _size(draft)) <= 0.1 * _size(draft)
        if other.kind is not BlockKind.TITLE and alike and not stands_apart(text):
            return text if len(text) <= MAX_TITLE else None
    return None


def _size(draft: Draft) -> float:
    boxes = [p.box for p in draft.pieces if p.box is not None]
    return max((box[3] - box[1] for box in boxes), default=0.0)


def _unnumbered(text: str, place: int) -> tuple[str, bool]:
    """Take a bullet off one of the first lines; tell whether a line has a number."""
    number = split_number(text, bare=True)
    if number is None:
        return text, False
    if number.style in BULLETS:
        return (number.rest if place < 2 else text), False
    return text, True


def _with_neighbours(
    lines: Sequence[tuple[str, float, BlockKind]], best: int, scores: dict[int, float]
) -> str:
    """Join the lines of a title that was broken over several."""
    first = last = best

    def one(a: int, b: int) -> bool:
        alike = abs(lines[a][1] - lines[b][1]) <= 0.1 * max(lines[a][1], lines[b][1])
        return alike and breaks_off(lines[a][0], lines[b][0])

    while first - 1 in scores and one(first - 1, first):
        first -= 1
    while last + 1 in scores and one(last, last + 1):
        last += 1
    return without_standing(words([Piece(text) for text, _, _ in lines[first : last + 1]]))


def top_lines(drafts: Sequence[Draft]) -> Iterator[tuple[str, float, BlockKind]]:
    """Give the first lines with their height in points (0 when unknown)."""
    chars = 0
    skipped = (BlockKind.FURNITURE, BlockKind.CONTENTS, BlockKind.NOTE, BlockKind.RUBY)
    for draft in drafts[:TOP]:
        if chars > _TOP_CHARS:
            return
        if draft.kind in skipped:
            continue
        chars += sum(len(p.text) for p in draft.pieces)
        for pieces in lines_of(draft):
            boxes = [p.box for p in pieces if p.box is not None]
            size = max((box[3] - box[1] for box in boxes), default=0.0)
            yield tidy(words(pieces)), size, draft.kind


def lines_of(draft: Draft) -> Iterator[list[Piece]]:
    """Part a notice at its line breaks, and at lines of print that stand for themselves.

    Reads as: a first block of title, date, issuer and addressee may have
    grown into one; prose (it has a full stop) stays whole.
    """
    line: list[Piece] = []
    head = len(draft.pieces) <= _MAX_HEAD and not any("。" in p.text for p in draft.pieces)
    alone = False
    for piece in draft.pieces:
        broken = piece.before == "\n" or (draft.keep_breaks and piece.before is None)
        apart = head and piece.box is not None and is_label(tidy(piece.text))
        if line and (broken or apart or alone):
            yield line
            line = []
        alone = apart
        line.append(piece)
    if line:
        yield line
