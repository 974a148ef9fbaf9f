"""The words of one DOCX paragraph.

In: a `w:p` element. Out: its text as lines and pieces, note references taken
out as marks, with what its print tells (bold, type size). Inserted text is
read; deleted and hidden text and ruby readings are kept apart. Field codes
and comments are no text.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from pipeline.parse.assembly import Piece
from pipeline.parse.docx_numbers import W, written
from pipeline.parse.powers import LOOK_BACK, raised_power

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_DROPPED = frozenset(
    {f"{W}{n}" for n in ("instrText", "delInstrText", "pPr", "rPr", "object", "annotationRef",
                         "footnoteRef", "endnoteRef", "commentReference")}
)  # fmt: skip
_DELETED = frozenset({f"{W}del", f"{W}moveFrom"})
_TEXT_BOX = f"{W}txbxContent"
# Private code points of symbol fonts that stand for a sign of their own.
_SYMBOLS = {
    "f0b7": "•",
    "f0a7": "▪",
    "f0fc": "✓",
    "f0d8": "➢",
    "f06c": "●",
    "f06e": "■",
    "f0e0": "→",
}


@dataclass(slots=True)
class Words:
    """What a paragraph says and how it is set."""

    lines: list[str] = field(default_factory=lambda: [""])
    marks: list[list[tuple[int, str]]] = field(default_factory=lambda: [[]])
    notes: list[tuple[str, str]] = field(default_factory=list)  # ("footnote", id)
    boxes: list[Any] = field(default_factory=list)  # text boxes anchored here
    apart: list[str] = field(default_factory=list)  # deleted and hidden words
    readings: list[str] = field(default_factory=list)  # ruby
    bold: int = 0  # characters in bold
    sizes: dict[float, int] = field(default_factory=dict)  # characters per stated size

    @property
    def text(self) -> str:
        """All the words on one line."""
        return " ".join(line.strip() for line in self.lines if line.strip())

    def pieces(self) -> list[list[Piece]]:
        """Give its lines; line breaks are deliberate in Word."""
        return [
            [Piece(line, marks=tuple(marks))]
            for line, marks in zip(self.lines, self.marks, strict=True)
            if line.strip()
        ]


class Notes:
    """Numbers footnotes and endnotes in the order of their references."""

    def __init__(self) -> None:
        self._seen: dict[tuple[str, str], str] = {}

    def number(self, kind: str, note: str) -> str:
        """Give the number of a note, a new one at its first reference."""
        if (kind, note) not in self._seen:
            value = sum(k == kind for k, _ in self._seen) + 1
            style = "lowerRoman" if kind == "endnote" else "decimal"
            self._seen[kind, note] = written(value, style)
        return self._seen[kind, note]


def words_of(paragraph: Any, notes: Notes) -> Words:
    """Read a paragraph."""
    found = Words()
    for child in paragraph:
        _collect(child, found, notes, False, None)
    return found


def _collect(element: Any, found: Words, notes: Notes, bold: bool, size: float | None) -> None:
    tag = element.tag
    if not isinstance(tag, str) or tag in _DROPPED:
        return
    if tag in _DELETED:
        found.apart.append("".join(e.text or "" for e in element.iter(f"{W}delText", f"{W}t")))
    elif tag == f"{W}rt":
        found.readings.append("".join(e.text or "" for e in element.iter(f"{W}t")).strip())
    elif tag == _TEXT_BOX:
        found.boxes.append(element)
    elif tag == f"{W}r":
        properties = element.find(f"{W}rPr")
        if _on(properties, "vanish"):
            found.apart.append("".join(e.text or "" for e in element.iter(f"{W}t")))
            return
        if (power := _power(element, properties, found)) is not None:
            _add(found, power, _on(properties, "b"), _size(properties))
            return
        for child in element:
            _collect(child, found, notes, _on(properties, "b"), _size(properties))
    elif tag in (f"{W}t", f"{_MATH}t"):
        _add(found, element.text or "", bold, size)
    elif tag in (f"{W}tab", f"{W}ptab"):
        _add(found, " ", bold, size)
    elif tag in (f"{W}br", f"{W}cr"):
        if element.get(f"{W}type") in (None, "textWrapping"):
            found.lines.append("")
            found.marks.append([])
    elif tag == f"{W}noBreakHyphen":
        _add(found, "-", bold, size)
    elif tag == f"{W}sym":
        _add(found, _symbol(element.get(f"{W}char") or ""), bold, size)
    elif tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
        kind = "footnote" if tag == f"{W}footnoteReference" else "endnote"
        note = element.get(f"{W}id") or ""
        found.notes.append((kind, note))
        if element.get(f"{W}customMarkFollows") not in ("1", "true", "on"):
            found.marks[-1].append((len(found.lines[-1]), notes.number(kind, note)))
    elif tag == f"{_MC}AlternateContent":
        # The same drawing twice, for new and old programs: read one.
        for branch in element:
            if next(branch.iter(_TEXT_BOX), None) is not None:
                _collect(branch, found, notes, bold, size)
                return
        for branch in element[:1]:
            _collect(branch, found, notes, bold, size)
    else:
        for child in element:
            _collect(child, found, notes, bold, size)


def _add(found: Words, text: str, bold: bool, size: float | None) -> None:
    found.lines[-1] += text.replace("\xa0", " ").replace("\n", " ")
    count = len(text.strip())
    found.bold += count if bold else 0
    if size is not None and count:
        found.sizes[size] = found.sizes.get(size, 0) + count


def _on(properties: Any | None, name: str) -> bool:
    if properties is None:
        return False
    element = properties.find(f"{W}{name}")
    return element is not None and element.get(f"{W}val") not in ("0", "false", "off")


def _power(run: Any, properties: Any | None, found: Words) -> str | None:
    """Give the words of a run when they are a raised power."""
    place = None if properties is None else properties.find(f"{W}vertAlign")
    if place is None or place.get(f"{W}val") != "superscript":
        return None
    words = "".join(element.text or "" for element in run.iter(f"{W}t"))
    return raised_power(words.strip(), found.lines[-1][-LOOK_BACK:])


def _size(properties: Any | None) -> float | None:
    element = None if properties is None else properties.find(f"{W}sz")
    value = None if element is None else element.get(f"{W}val")
    return int(value) / 2 if value and value.isdigit() and len(value) < 5 else None


def _symbol(code: str) -> str:
    sign = _SYMBOLS.get(code.lower())
    if sign is not None:
        return sign
    try:
        char = chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""
    return "" if "\ue000" <= char <= "\uf8ff" else char
