"""A file's sheet filled in from the file itself.

In: what a reader found, the file's path and digest, and what options state.
Out: a `Source`. What the file states (front matter, metadata) is taken as it
is; what is only likely is named in `Source.inferred`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import takewhile
from pathlib import Path

from pipeline.ids import slug
from pipeline.languages import detect
from pipeline.numbering import BULLETS, split_number
from pipeline.parse.assembly import Draft, Piece, Reading
from pipeline.parse.columns import SENTENCE_END, words
from pipeline.parse.dates import PrintedDate, dates_in
from pipeline.parse.titles import (
    DATE_LINE,
    breaks_off,
    date_share,
    has_title_words,
    is_label,
    may_be_title,
    tidy,
)
from pipeline.records import BlockKind, Source
from pipeline.text.radicals import fold_radicals

_TOP, _TOP_CHARS = 30, 3000  # drafts and characters in which a document says what it is
_BOTTOM = 8  # drafts at the end that may hold its date
_SIGNS = re.compile(r"^【[^】]{1,8}】$|\(cid:|[\ue000-\uf8ff]")  # 【暫定版】, unreadable glyphs
_MAX_HISTORY = 20  # lines of a history of revisions
_MAX_WORD = 6  # characters: 「制 定」 on a line of its own
_MAX_HEAD = 8  # lines of a block that may be a document's head
_NOT_TITLES = (BlockKind.ITEM, BlockKind.TABLE)
_MAX_TITLE = 160
_MAX_SLUG = 60
_LABELLED = re.compile(
    r"制定|改正|改定|改訂|決定|決議|公布|告示|策定|公表|更新|発行|作成|版|付け|"
    r"\b(?:published|issued|adopted|approved|amended|updated|revised|released|signed|dated?|effective)\b",
    re.IGNORECASE,
)
_REVISED = re.compile(r"改正|改定|改訂|更新|\b(?:amended|updated|revised)\b", re.IGNORECASE)
_PART_ALONE = re.compile(r"(?:part|chapter|title|subpart)\s+[\dA-Z.]+", re.IGNORECASE)


def infer_source(
    reading: Reading,
    path: Path,
    sha256: str,
    *,
    jurisdiction: str | None = None,
    issuer: str | None = None,
    language: str | None = None,
) -> Source:
    """Make the sheet of a file that has none; options win over what it states."""
    inferred: list[str] = []
    title = reading.title
    if not title:
        title = title_of(reading.drafts) or _from_name(path)
        inferred.append("title")
    date = reading.date
    if not date:
        date = date_of(reading.drafts)
        inferred += ["date"] if date else []
    if language is None:
        language = _language(reading)
        inferred += [] if language == reading.language else ["language"]
    return Source(
        id=f"{slug(path.stem, _MAX_SLUG)}-{sha256[:8]}",
        title=fold_radicals(" ".join(title.split(" "))),
        language=language,
        issuer=issuer,
        jurisdiction=jurisdiction,
        date=date,
        url=reading.url,
        inferred=tuple(inferred),
    )


def _from_name(path: Path) -> str:
    return re.sub(r"[-_\s]+", " ", unicodedata.normalize("NFC", path.stem)).strip() or path.name


def _language(reading: Reading) -> str | None:
    """Tell the language by the script; what a page declares counts only for short text.

    Declared languages are often a template's, so they only break ties.
    """
    text = "".join(piece.text for draft in reading.drafts for piece in draft.pieces)
    letters = sum(c.isalpha() for c in text[:2000])
    if reading.language in ("ja", "en") and letters < 40:
        return reading.language
    return detect(text)


def title_of(drafts: Sequence[Draft]) -> str | None:
    """Find the title: what the reader marked, else the most title-like of the first lines."""
    marked = [tidy(words(d.pieces)) for d in drafts[: 2 * _TOP] if d.kind is BlockKind.TITLE]
    named = [text for text in marked if not _SIGNS.search(text)][:3]
    if named and len(text := " ".join(named)) <= 2 * _MAX_TITLE:
        return text
    heads = list(takewhile(lambda d: d.kind is BlockKind.HEADING, drafts))
    sections = [tidy(words(d.pieces)) for d in heads]
    section = next((text for text in sections if text.startswith("§")), None)
    if section is not None:
        return section  # an extract of a code is named by its section
    if sections and _PART_ALONE.fullmatch(sections[0]):
        return None  # "Part 689": its file name says of what
    lines = [line for line in _top_lines(drafts) if line[2] is not BlockKind.FIGURE]
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
    return words([Piece(text) for text, _, _ in lines[first : last + 1]])


def _top_lines(drafts: Sequence[Draft]) -> Iterator[tuple[str, float, BlockKind]]:
    """Give the first lines with their height in points (0 when unknown)."""
    chars = 0
    skipped = (BlockKind.FURNITURE, BlockKind.CONTENTS, BlockKind.NOTE, BlockKind.RUBY)
    for draft in drafts[:_TOP]:
        if chars > _TOP_CHARS:
            return
        if draft.kind in skipped:
            continue
        chars += sum(len(p.text) for p in draft.pieces)
        for pieces in _lines(draft):
            boxes = [p.box for p in pieces if p.box is not None]
            size = max((box[3] - box[1] for box in boxes), default=0.0)
            yield tidy(words(pieces)), size, draft.kind


def _lines(draft: Draft) -> Iterator[list[Piece]]:
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


def date_of(drafts: Sequence[Draft]) -> str | None:
    """Find the date that a document bears, not one that its text cites."""
    top = [(text, _own_dates(text, kind)) for text, _, kind in _top_lines(drafts)]
    first = next((i for i, (_, found) in enumerate(top) if found), None)
    if first is not None:
        # 「平成28年11月」 over 「（令和７年４月一部改正）」: the lines below belong to it.
        group = [top[first]]
        for line in top[first + 1 : first + _MAX_HISTORY]:
            if not line[1] and len(line[0]) > _MAX_WORD:
                break
            group.append(line)
        return _current(" ".join(t for t, _ in group), [d for _, found in group for d in found])
    for draft in reversed(drafts[_TOP:][-_BOTTOM:]):
        for pieces in _lines(draft):
            text = tidy(words(pieces))
            found = _own_dates(text, draft.kind)
            if found:
                return _current(text, found)
    return None


def _own_dates(text: str, kind: BlockKind) -> list[PrintedDate]:
    """Give the dates of a line that is about nothing else.

    Reads as: the date fills the line, or stands in a short line with a word
    such as 改定 or "adopted", or whole in a heading.
    """
    heading = kind in (BlockKind.TITLE, BlockKind.HEADING)
    if (
        not (heading or kind in (BlockKind.PARAGRAPH, BlockKind.FIGURE))
        or len(text) > 2 * _MAX_TITLE
    ):
        return []
    if text.startswith(("[", "［")):
        return []  # the history of a section: "[67 FR 11937, Mar. 18, 2002]"
    found = [date for date in dates_in(text) if len(date.iso) > 4]
    if not found:
        return []
    if date_share(text, found) >= DATE_LINE:
        return found
    if len(text) <= 60 and _LABELLED.search(text) and not SENTENCE_END.search(text[-5:]):
        return found
    return [date for date in found if heading and len(date.iso) == 10]


def _current(text: str, dates: Sequence[PrintedDate]) -> str:
    """Take the latest of several when the line tells of a revision."""
    return max(d.iso for d in dates) if _REVISED.search(text) else dates[0].iso
