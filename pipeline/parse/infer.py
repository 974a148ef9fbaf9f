"""A file's sheet filled in from the file itself.

In: what a reader found, the file's path and digest, and what options state.
Out: a `Source`. What the file states (front matter, metadata) is taken as it
is; what is only likely is named in `Source.inferred`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline.languages import detect
from pipeline.parse.assembly import Draft, Piece, Reading
from pipeline.parse.columns import SENTENCE_END, words
from pipeline.parse.dates import PrintedDate, dates_in
from pipeline.records import BlockKind, Source
from pipeline.text.radicals import fold_radicals

_TOP, _TOP_CHARS = 30, 3000  # drafts and characters in which a document says what it is
_BOTTOM = 8  # drafts at the end that may hold its date
_MAX_TITLE, _MIN_TITLE = 160, 4
_MAX_SLUG = 60
_ALONE = 0.4  # share of a line that its date takes when the line is a date line
_LABELLED = re.compile(
    r"制定|改正|改定|改訂|決定|決議|公布|告示|策定|公表|更新|発行|作成|版|付け|"
    r"\b(?:published|issued|adopted|approved|amended|updated|revised|released|signed|dated?|effective)\b",
    re.IGNORECASE,
)
_REVISED = re.compile(r"改正|改定|改訂|更新|\b(?:amended|updated|revised)\b", re.IGNORECASE)
_TITLE_WORDS = re.compile(
    r"(?:について|方針|指針|ガイドライン|計画|戦略|法律?|条約|憲章|規程|規則|規定|要領|要項|要綱|通知|報告書?"
    r"|まとめ|声明|宣言|原則|行動規範|手引き?|マニュアル|提言|答申|白書|基準|誓約書|ポリシー)(?:\s*[（(【〔].*)?$"
    r"|\b(?:policy|guid(?:eline|ance|e)s?|statement|strategy|act|regulations?|principles|framework"
    r"|recommendations?|communiqu[eé]|report|order|code|declaration|memorandum|plan|standards?|charter"
    r"|agreement|toolkit|handbook|white paper|agenda)\b",
    re.IGNORECASE,
)
_NO_TITLE = re.compile(
    r"^(?:別紙|別添|別表|別記|資料|参考|附属|様式|目\s*次|はじめに|序文?|記|以上|案|未定稿|概要)[\s0-9０-９－-]*$"
    r"|(?:殿|様|御中|各位|あて|宛)$|第\s*[\d０-９]+(?:\s*[-－]\s*[\d０-９]+)?\s*号(?:の[\d０-９]+)?$|公\s*印\s*省\s*略"
    r"|^(?:https?://|www\.)|^(?:table of )?contents$|^(?:introduction|preface|foreword|executive summary|abstract)$"
    r"|^(?:annex|appendix|attachment|page|vol\.?|no\.?|version|ver\.?|part)\s*[\dIVX.]*$|^to:|^from:|^(?:re|subject):$",
    re.IGNORECASE,
)
_ISSUER = re.compile(
    r"(?:委員会|省|庁|府|大学|機構|会議|協会|協議会|審議会|研究所|事務局|本部|局|課|室|大臣|長官|局長|課長|理事長|総長|学長)$"
    r"|^(?:the )?(?:ministry|department|office|agency|council|committee|commission|secretariat|university|institute)\b"
    r"|\b(?:ministry|department|office|agency|council|committee|commission|secretariat|university|institute)$",
    re.IGNORECASE,
)
_PART_ALONE = re.compile(r"(?:part|chapter|title|subpart)\s+[\dA-Z.]+", re.IGNORECASE)
_SPACED = re.compile(r"(?:\S[ \u3000]+){2,}\S")


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
        id=f"{slug(path.stem)}-{sha256[:8]}",
        title=fold_radicals(" ".join(title.split(" "))),
        language=language,
        issuer=issuer,
        jurisdiction=jurisdiction,
        date=date,
        url=reading.url,
        inferred=tuple(inferred),
    )


def slug(stem: str) -> str:
    """Write a file name as an id: letters of any script, digits and hyphens."""
    text = unicodedata.normalize("NFC", stem).lower()
    return re.sub(r"[\W_]+", "-", text)[:_MAX_SLUG].strip("-") or "document"


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
    marked = [d for d in drafts[: 2 * _TOP] if d.kind is BlockKind.TITLE]
    if marked:
        text = _tidy(" ".join(words(d.pieces) for d in marked[:3]))
        if len(text) <= 2 * _MAX_TITLE:
            return text
    heads = [words(d.pieces) for d in drafts[:6] if d.kind is BlockKind.HEADING]
    sections = [text for text in heads if text.lstrip().startswith("§")]
    if heads and _PART_ALONE.fullmatch(heads[0].strip()):
        return None  # "Part 689": its file name says of what
    if sections and drafts[0].kind is BlockKind.HEADING:
        return _tidy(sections[0])  # an extract of a code is named by its section
    best: tuple[float, str] | None = None
    lines = list(_top_lines(drafts))
    largest = max((size for _, size, _ in lines), default=0.0)
    for place, (text, size, kind) in enumerate(lines):
        if kind in (BlockKind.ITEM, BlockKind.TABLE) or not _may_be_title(text):
            continue
        score = 3.0 * (size / largest if largest else 0.5) + 2.0 * bool(_TITLE_WORDS.search(text))
        score += 1.0 * (kind is BlockKind.HEADING) - 0.15 * place
        if best is None or score > best[0]:
            best = (score, text)
    return best[1] if best is not None else None


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
            yield _tidy(words(pieces)), size, draft.kind


def _lines(draft: Draft) -> Iterator[list[Piece]]:
    """Part a notice at its line breaks; anything else is one."""
    line: list[Piece] = []
    for piece in draft.pieces:
        if line and (piece.before == "\n" or (draft.keep_breaks and piece.before is None)):
            yield line
            line = []
        line.append(piece)
    if line:
        yield line


def _may_be_title(text: str) -> bool:
    if not _MIN_TITLE <= len(text) <= _MAX_TITLE or _NO_TITLE.search(text):
        return False
    if SENTENCE_END.search(text[-20:]) or _share(text, list(dates_in(text))) >= _ALONE:
        return False
    issuer = _ISSUER.search(text) is not None and len(text) <= 40
    # "Part 689" or 「第三章」 alone names nothing.
    return not issuer and len(re.findall(r"[^\W\d_]", text)) >= 5


def _tidy(text: str) -> str:
    """Close up letters that are set apart: 国 際 戦 略 → 国際戦略."""
    text = " ".join(text.split())
    if _SPACED.fullmatch(text) and not text.isascii():
        text = re.sub(r"[ \u3000]+", "", text)
    return text.strip()


def date_of(drafts: Sequence[Draft]) -> str | None:
    """Find the date that a document bears, not one that its text cites."""
    top = [(text, _own_dates(text, kind)) for text, _, kind in _top_lines(drafts)]
    first = next((i for i, (_, found) in enumerate(top) if found), None)
    if first is not None:
        # 「平成28年11月」 over 「（令和７年４月一部改正）」: the lines below belong to it.
        group = [top[first]]
        while len(group) < 4 and first + len(group) < len(top) and top[first + len(group)][1]:
            group.append(top[first + len(group)])
        return _current(" ".join(t for t, _ in group), [d for _, found in group for d in found])
    for draft in reversed(drafts[_TOP:][-_BOTTOM:]):
        for pieces in _lines(draft):
            text = _tidy(words(pieces))
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
    if not (heading or kind is BlockKind.PARAGRAPH) or len(text) > 2 * _MAX_TITLE:
        return []
    if text.startswith(("[", "［")):
        return []  # the history of a section: "[67 FR 11937, Mar. 18, 2002]"
    found = [date for date in dates_in(text) if len(date.iso) > 4]
    if not found:
        return []
    if _share(text, found) >= _ALONE:
        return found
    if len(text) <= 60 and _LABELLED.search(text) and not SENTENCE_END.search(text[-5:]):
        return found
    return [date for date in found if heading and len(date.iso) == 10]


def _share(text: str, dates: Sequence[PrintedDate]) -> float:
    plain = len(re.sub(r"[\s（）()、,.]", "", text)) or 1
    return sum(len(re.sub(r"\s", "", text[d.span[0] : d.span[1]])) for d in dates) / plain


def _current(text: str, dates: Sequence[PrintedDate]) -> str:
    """Take the latest of several when the line tells of a revision."""
    return max(d.iso for d in dates) if _REVISED.search(text) else dates[0].iso
