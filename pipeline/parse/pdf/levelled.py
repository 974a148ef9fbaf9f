"""Characters of recognised text set as a printer would have set them.

In: the characters of a page as a recogniser wrote them, in its order. Out:
the same characters, those of one line on one height and without the spaces
that Tesseract puts between Japanese characters. A scan hangs a little, and a
recogniser follows it: a line's height is then the middle of its characters'.
Lines of nearly one size are of one size.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from pipeline.parse.pdf.lines import Char
from pipeline.text.joining import is_wide

# From one character to the next a hanging line sinks by less than this, in type sizes;
# the next line is a whole size away.
_SINK = 0.3
# Characters of one line follow within so many type sizes; columns stand further apart.
_NEXT = (-0.6, 2.0)
# A gap of up to this is a recogniser's, not the author's: Japanese is set apart by a whole size.
_CLOSE = 0.8
# Beside a comma or bracket the gap is part of its full-width cell.
_CLOSE_SIGN = 1.5
_SIGNS = frozenset(",.:;()[]「」『』、。，．（）")
# A recogniser measures each word's height by its ink; headings are a sixth larger and more.
_ALIKE = 0.15
# From this share of Japanese characters on a line is Japanese: dates are mostly digits.
_JAPANESE = 0.3


def levelled(chars: Sequence[Char]) -> list[Char]:
    """Give the characters line by line on one height, closed up where they are Japanese."""
    found: list[Char] = []
    sizes = [float(c["size"]) for c in chars if not c["text"].isspace()]
    body = median(sizes) if sizes else 0.0
    for line in _lines(chars):
        printed = [c for c in line if not c["text"].isspace()]
        if not printed:
            continue
        top = median(float(c["top"]) for c in printed)
        bottom = median(float(c["bottom"]) for c in printed)
        size = median(float(c["size"]) for c in printed)
        if abs(size - body) < _ALIKE * body:
            size = body
        set_level = [{**c, "top": top, "bottom": bottom, "size": size} for c in line]
        wide = sum(is_wide(c["text"][0]) for c in printed)
        if wide >= _JAPANESE * len(printed):
            set_level = _closed_up(set_level, size)
        found += set_level
    return found


def _lines(chars: Sequence[Char]) -> list[list[Char]]:
    """Part the characters where a recogniser began another line."""
    lines: list[list[Char]] = []
    last: Char | None = None
    for char in chars:
        if last is not None and char["upright"] and last["upright"]:
            size = max(float(last["size"]), float(char["size"]), 1.0)
            gap = (float(char["x0"]) - float(last["x1"])) / size
            if _middle(char) - _middle(last) < _SINK * size and (
                _middle(last) - _middle(char) < _SINK * size and _NEXT[0] <= gap <= _NEXT[1]
            ):
                lines[-1].append(char)
                last = char if not char["text"].isspace() else last
                continue
        if char["text"].isspace():
            continue
        lines.append([char])
        last = char
    return lines


def _middle(char: Char) -> float:
    return (float(char["top"]) + float(char["bottom"])) / 2


def _closed_up(line: list[Char], size: float) -> list[Char]:
    """Take out spaces beside Japanese characters and between single digits, and their gaps."""
    kept: list[Char] = []
    spaced = False
    for at, char in enumerate(line):
        if char["text"].isspace():
            spaced = True
            continue
        if kept:
            before = kept[-1]
            gap = (float(char["x0"]) - float(before["x1"])) / size
            sign = before["text"] in _SIGNS or char["text"] in _SIGNS
            if _belongs(kept, char, line[at + 1] if at + 1 < len(line) else None):
                if 0 < gap <= (_CLOSE_SIGN if sign else _CLOSE):
                    before["x1"] = char["x0"]
            elif spaced:
                kept.append({**before, "text": " ", "x0": before["x1"], "x1": char["x0"]})
        kept.append(char)
        spaced = False
    return kept


def _belongs(kept: list[Char], char: Char, after: Char | None) -> bool:
    """Tell whether Japanese print sets no space before a character.

    Reads as: one of the two is Japanese, or both are single digits, set as wide as Japanese.
    """
    before = kept[-1]["text"]
    if is_wide(before[-1]) or is_wide(char["text"][0]):
        return True
    alone = len(kept) < 2 or not kept[-2]["text"].isdigit()
    ends = after is None or not after["text"].isdigit()
    return bool(before.isdigit() and char["text"].isdigit() and alone and ends)
