"""Where a passage stands, by printed numbers, comparable across languages.

In: the segments of a document. Out: for each its printed number, that of the
section around it, and a path of plain values: 「第３条第２項」 and "Section 3(2)"
both give ("3", "2"). Ordinals that nobody printed (第2段落) are left out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.numbering import BULLETS, kanji_number, split_number
from pipeline.records import BlockKind, Segment

Path = tuple[str, ...]

_COUNTED = re.compile(r"第\d+段落|\bparas?\. \d+|[◆•▪・●○〇■□◇➢]")
_ANNEX = re.compile(
    r"付録|附録|附属書|付属書|別紙|別添|別表|Appendix|APPENDIX|Annex|ANNEX|Schedule|Attachment"
)
_NUMBER = re.compile(r"(?<![A-Za-z])(?:[A-Z]{1,3}[.-]?)?\d+(?:[.-]\d+)*(?:[a-z](?![a-z]))?")
_PART = re.compile(
    r"annex|\d+|[〇一二三四五六七八九十百千]+|(?<![A-Za-z])[A-Za-z]{1,2}(?![A-Za-z])|(?<![A-Za-z])[IVXLivxl]{3,5}(?![A-Za-z])|(?<![ァ-ヴー])[ァ-ヴ](?![ァ-ヴー])"
)


@dataclass(frozen=True, slots=True)
class Place:
    """The numbers of a segment."""

    own: str | None  # printed at its head, without words and brackets: "3.2", "(a)"
    sections: tuple[str, ...]  # numbers of the headings it stands under, its own last
    path: Path  # everything printed above it and its own
    opens: bool  # a heading or a numbered item begins here

    @property
    def section(self) -> str | None:
        """The nearest number of a heading above, or its own."""
        return self.sections[-1] if self.sections else None


def places(segments: Sequence[Segment]) -> list[Place]:
    """Read the numbers of segments in reading order."""
    return [_place(segment) for segment in segments]


def _place(segment: Segment) -> Place:
    own = _own(segment)
    heading = segment.kind in (BlockKind.HEADING, BlockKind.TITLE)
    above = [n for n in map(_of_heading, segment.trail) if n]
    first = segment.span[0] == segment.context[0]
    sections = (*above, own) if heading and own else tuple(above)
    return Place(own, sections, path(segment.place or ""), first and (heading or own is not None))


def _own(segment: Segment) -> str | None:
    if segment.number is None or not any(c.isalnum() for c in segment.number):
        return None
    split = split_number(segment.number + "\u3000x", bare=True)
    if split is not None and split.style in BULLETS:
        return None
    return tidy(segment.number) if segment.kind is not BlockKind.NOTE else None


def _of_heading(label: str) -> str | None:
    split = split_number(label, bare=True)
    if split is None or split.style in BULLETS or not any(c.isalnum() for c in split.printed):
        return None
    return tidy(split.printed)


def tidy(printed: str) -> str:
    """Give the number alone, in plain width: 「３．２．」 is "3.2", 「第三条」 and "Article 3" "3".

    Both languages then write one number alike; the words around it are in the place
    as it is cited.
    """
    plain = re.sub(r"(?<=\d)[-‐–－](?=\d)", ".", unicodedata.normalize("NFKC", printed))
    if "の" in plain:  # 第十二条の二
        return "-".join(path(plain)) or plain
    number = _NUMBER.search(plain)
    if number is not None:
        return number[0]
    parts = [part for part in _PART.findall(_ANNEX.sub(" ", plain)) if part != "annex"]
    if not parts:
        return plain.strip()
    return parts[-1] if parts[-1].isascii() else _value(parts[-1])


def same(left: str | None, right: str | None) -> bool:
    """Tell whether two printed numbers have one value: 第3条 and "Article 3"."""
    if left is None or right is None:
        return False
    return left == right or (bool(path(left)) and path(left) == path(right))


def path(place: str) -> Path:
    """Give the values of a place as it is cited."""
    plain = _ANNEX.sub(" annex ", _COUNTED.sub("", unicodedata.normalize("NFKC", place)))
    return tuple(_value(part) for part in _PART.findall(plain))


def _value(part: str) -> str:
    if re.fullmatch("[〇一二三四五六七八九十百千]+", part):
        return kanji_number(part)
    return part.lstrip("0") or "0" if part.isdigit() else part.lower()
