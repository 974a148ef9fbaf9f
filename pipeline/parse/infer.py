"""A file's sheet filled in from the file itself.

In: what a reader found, the file's path and digest, and what options state.
Out: a `Source`. What the file states (front matter, metadata) is taken as it
is; what is only likely is named in `Source.inferred`.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from pipeline.ids import slug
from pipeline.languages import detect
from pipeline.languages.others import other
from pipeline.parse.assembly import Draft, Reading
from pipeline.parse.columns import SENTENCE_END, words
from pipeline.parse.dates import PrintedDate, dates_in
from pipeline.parse.naming import MAX_TITLE, TOP, likely_title, lines_of, top_lines
from pipeline.parse.titles import DATE_LINE, date_share, tidy
from pipeline.records import BlockKind, Source
from pipeline.text.radicals import fold_radicals

_BOTTOM = 8  # drafts at the end that may hold its date
_MAX_HISTORY = 20  # lines of a history of revisions
_MAX_WORD = 6  # characters: 「制 定」 on a line of its own
_MAX_SLUG = 60
# A preface has no more blocks; blocks of fewer letters tell no language; the share of one language.
_MAX_PREFACE, _MIN_LETTERS, _NEARLY_ALL = 10, 4, 0.8
_PROSE = frozenset({BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.HEADING, BlockKind.TITLE})
_READ = _PROSE | {BlockKind.TABLE, BlockKind.NOTE}
_LABELLED = re.compile(
    r"制定|改正|改定|改訂|決定|決議|公布|告示|策定|公表|更新|発行|作成|版|付け|"
    r"\b(?:published|issued|adopted|approved|amended|updated|revised|released|signed|dated?|effective)\b",
    re.IGNORECASE,
)
_REVISED = re.compile(r"改正|改定|改訂|更新|\b(?:amended|updated|revised)\b", re.IGNORECASE)


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
        title = likely_title(reading) or _from_name(path, reading.drafts)
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


def _from_name(path: Path, drafts: Sequence[Draft]) -> str:
    """Make a title of a file's name, its words in the capitals that the text has them in.

    Reads as: "45-cfr-part-689" is of "45 CFR part 689" when the text never writes "cfr".
    """
    name = re.sub(r"[-_\s]+", " ", unicodedata.normalize("NFC", path.stem)).strip() or path.name
    wanted = {word for word in name.split() if word.islower()}
    seen: dict[str, Counter[str]] = {}
    for draft in drafts if wanted else ():
        for word in re.findall(r"[A-Za-z]+", words(draft.pieces)):
            if word.lower() in wanted:
                seen.setdefault(word.lower(), Counter())[word] += 1
    spelled = {
        word: max(sorted(found), key=found.__getitem__)
        for word, found in seen.items()
        if word not in found
    }
    return " ".join(spelled.get(word, word) for word in name.split(" "))


def _language(reading: Reading) -> str | None:
    """Tell the language by the script; what a page declares counts only for short text.

    Declared languages are often a template's, so they only break ties. A document in
    neither language is told by its words.
    """
    text = "".join(piece.text for draft in reading.drafts for piece in draft.pieces)
    letters = sum(c.isalpha() for c in text[:2000])
    if reading.language in ("ja", "en") and letters < 40:
        return reading.language
    third = other([words(draft.pieces) for draft in reading.drafts if draft.kind in _READ])
    return third or _without_preface(reading.drafts) or detect(text)


def _without_preface(drafts: Sequence[Draft]) -> str | None:
    """Tell the language below a preface in another one: notes on a translation, a disclaimer.

    Reads as: the first blocks are all in one language, and what follows is more blocks, nearly
    all in the other. Three Latin letters carry about as much as one Japanese character, so a
    long English preface outweighs a short Japanese notice.
    """
    texts = [words(draft.pieces) for draft in drafts if draft.kind in _PROSE]
    told = [detect(text) for text in texts if sum(c.isalpha() for c in text) >= _MIN_LETTERS]
    if not told:
        return None
    start = next((at for at, language in enumerate(told) if language != told[0]), len(told))
    rest = told[start:]
    if start > _MAX_PREFACE or len(rest) <= start:
        return None
    return rest[0] if rest.count(rest[0]) >= _NEARLY_ALL * len(rest) else None


def date_of(drafts: Sequence[Draft]) -> str | None:
    """Find the date that a document bears, not one that its text cites."""
    top = [(text, _own_dates(text, kind)) for text, _, kind in top_lines(drafts)]
    first = next((i for i, (_, found) in enumerate(top) if found), None)
    if first is not None:
        # 「平成28年11月」 over 「（令和７年４月一部改正）」: the lines below belong to it.
        group = [top[first]]
        for line in top[first + 1 : first + _MAX_HISTORY]:
            if not line[1] and len(line[0]) > _MAX_WORD:
                break
            group.append(line)
        return _current(" ".join(t for t, _ in group), [d for _, found in group for d in found])
    for draft in reversed(drafts[TOP:][-_BOTTOM:]):
        for pieces in lines_of(draft):
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
        or len(text) > 2 * MAX_TITLE
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
