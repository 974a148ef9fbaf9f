"""What of a page's text layer a reader of the page can see.

In: the characters of a page as drawn, and what else is drawn there. Out: the
characters that can be read, each once, and a count of those that cannot, by
reason. Counts are of characters that are not white space.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from pipeline.parse.pdf.lines import LIGATURES, Char
from pipeline.records import Box

TEXT_LAYER = "text layer"
CONTROL, OFF_PAGE, TINY = "control", "off the page", "tiny"
UNSEEN, DOUBLE = "hidden", "drawn twice"
GARBLED, BETWEEN = "garbled", "commas between note markers"
REPLACED = "replaced by OCR"
LEFT_OUT = (CONTROL, OFF_PAGE, TINY, UNSEEN, DOUBLE)

# Smaller type (in points) is no print: word processors hide field codes of notes in it ("1F").
_TINY = 1.6
_HUGE = 5_000.0  # points; a single letter of nearly two metres
_SCAN = 0.6  # images over this share of the page are the page
_WHITE = 0.97
_LIGHT = frozenset({"DeviceGray", "DeviceRGB", "DeviceCMYK", "CalGray", "CalRGB", "ICCBased",
                    "G", "RGB", "CMYK"})  # fmt: skip
_NO_INK = frozenset({3, 7})  # text rendering modes that leave nothing on the page
_BROAD = 4.0  # points; a stroke so broad may carry white text
_GRAIN = 40.0  # points; a grid of such cells finds what lies under white text


_Seen = dict[str, dict[int, Char]]  # by what is drawn, then by place
_ROW = 1 << 40  # places a row may have: more than steps of a tenth of a point on any page
_NEAR = tuple(dx + dy * _ROW for dx in (0, -1, 1) for dy in (0, -1, 1))


@dataclass(slots=True)
class Sifted:
    """The readable characters of a page, and where the others went."""

    chars: list[Char]
    counts: Counter[str] = field(default_factory=Counter)
    scan: bool = False  # the page is one picture
    recognised: bool = False  # its text was recognised in the picture, not typeset


def sift(page: Any, shading: bool = False) -> Sifted:
    """Sort a page's characters; `shading`: something drawn cannot be told white or dark."""
    chars: list[Char] = page.chars
    found = Sifted([])
    cover = _scan(page)
    found.scan = cover is not None
    left, top, right, bottom = _visible(page)
    found.recognised = cover is not None and _behind(
        [c for c in chars if left <= c["x0"] <= right and top <= c["top"] <= bottom], cover
    )
    ground = None if shading else _Ground(page)
    seen: _Seen = {}
    layer = 0
    twice = -1  # the last character that was drawn before
    kinds: dict[str, tuple[int, bool]] = {}
    for at, char in enumerate(chars):
        text: str = char["text"]
        kind = kinds.get(text)
        if kind is None:
            kind = kinds[text] = _kind(text)
        size, control = kind
        if not size:
            if text:
                found.chars.append(char)
            continue
        layer += size
        if control:
            reason = CONTROL
        elif not (left <= char["x0"] <= right and top <= char["top"] <= bottom):
            reason = OFF_PAGE
        elif not _TINY < char["size"] < _HUGE:
            reason = TINY if char["size"] <= _TINY else OFF_PAGE
        elif not found.recognised and (
            char["mode"] in _NO_INK or (ground is not None and ground.hides(char))
        ):
            reason = UNSEEN
        elif _again(char, seen) and not _by_chance(chars, at, twice, seen):
            reason = DOUBLE
            twice = at
        else:
            found.chars.append(char)
            continue
        found.counts[reason] += size
    if layer:
        found.counts[TEXT_LAYER] = layer
    return found


def _kind(text: str) -> tuple[int, bool]:
    """Count what a glyph says without white space; tell whether it is a control character."""
    size = sum(not c.isspace() for c in LIGATURES.get(text, text))
    return size, all(unicodedata.category(c) == "Cc" for c in text)


def _visible(page: Any) -> Box:
    x0, top, x1, bottom = page.cropbox
    return x0 - 1, top - 1, x1 + 1, bottom


def _scan(page: Any) -> Char | None:
    """Find the picture that is the page, if it is one; of several strips the last."""
    area = max(page.width * page.height, 1)
    images: list[tuple[float, Char]] = []
    for image in page.objects.get("image", []):
        width = min(image["x1"], page.bbox[2]) - max(image["x0"], page.bbox[0])
        height = min(image["bottom"], page.bbox[3]) - max(image["top"], page.bbox[1])
        if width > 0 and height > 0:
            images.append((width * height, image))
    if sum(size for size, _ in images) < _SCAN * area:
        return None
    largest = max(size for size, _ in images)
    return [image for size, image in images if 4 * size >= largest][-1]


def _behind(chars: list[Char], cover: Char) -> bool:
    """Tell whether most text lies under the picture or leaves no ink: a recogniser wrote it."""
    words = [c for c in chars if not c["text"].isspace()]
    under = sum(c["mode"] in _NO_INK or c["nth"] < cover["nth"] for c in words)
    return bool(2 * under > len(words) > 0)


class _Ground:
    """What lies under the text: white text on nothing is hidden."""

    def __init__(self, page: Any) -> None:
        self._cells: set[tuple[int, int]] = set()
        self._all = self._white = False
        self._colour: Any = None  # the last one looked at, and its space
        self._space = ""
        filled = [*page.objects.get("image", [])]
        for kind in ("rect", "curve", "line"):
            for item in page.objects.get(kind, []):
                broad = item.get("stroke") and (item.get("linewidth") or 0) >= _BROAD
                if item.get("fill") or broad:
                    filled.append(item)
        if len(filled) > 5000:
            self._all = True  # a map: what lies where is not worth the time
            return
        for item in filled:
            x0, x1 = int(item["x0"] // _GRAIN), int(item["x1"] // _GRAIN)
            y0, y1 = int(item["top"] // _GRAIN), int(item["bottom"] // _GRAIN)
            if (x1 - x0 + 1) * (y1 - y0 + 1) > 10_000:
                self._all = True
                return
            if item.get("fill") and not item.get("stroke") and _is_white(item):
                continue
            self._cells.update((x, y) for x in range(x0, x1 + 1) for y in range(y0, y1 + 1))

    def hides(self, char: Char) -> bool:
        """Tell whether a character is white on white."""
        if self._all or char["mode"] not in (0, 4):
            return False
        # Characters of one string have one colour between them: it is looked at once.
        colour, space = char["non_stroking_color"], char["space"]
        if colour is not self._colour or space != self._space:
            self._colour, self._space, self._white = colour, space, _is_white(char)
        if not self._white:
            return False
        x = (char["x0"] + char["x1"]) / 2 // _GRAIN
        y = (char["top"] + char["bottom"]) / 2 // _GRAIN
        return (int(x), int(y)) not in self._cells


def _is_white(item: Char) -> bool:
    """Tell whether an object is filled with white; a full tint of an ink (a "separation") is not."""
    colour = item.get("non_stroking_color")
    if item.get("space") not in _LIGHT or not isinstance(colour, tuple):
        return False
    if not all(isinstance(c, int | float) for c in colour):
        return False
    if len(colour) == 4:
        return bool(max(colour) < 1 - _WHITE)
    return len(colour) in (1, 3) and bool(min(colour) > _WHITE)


def _by_chance(chars: list[Char], at: int, twice: int, seen: _Seen) -> bool:
    """Tell a letter inside a word of which no other letter was drawn before.

    Reads as: it touches the letters before and after it, which have no twin: a line that
    runs over into the next cell of a table has the same letter there.
    """
    if not 0 < at < len(chars) - 1 or twice == at - 1:
        return False
    before, char, after = chars[at - 1 : at + 2]
    return touches(before, char) and touches(char, after) and not _again(after, seen, keep=False)


def touches(before: Char, after: Char) -> bool:
    """Tell two printed characters of one line with no white between them."""
    size = after["size"]
    return not (before["text"].isspace() or after["text"].isspace()) and bool(
        abs(before["bottom"] - after["bottom"]) < 0.1 * size
        and abs(after["x0"] - before["x1"]) < 0.1 * size
    )


def _again(char: Char, seen: _Seen, keep: bool = True) -> bool:
    """Tell whether a character was drawn before at (nearly) the same place: bold type.

    The first one then knows that it is drawn twice.
    """
    # A tenth of the type size: less than the width of an l, so "ll" stays two.
    step = max(char["size"] * 0.1, 0.3)
    x, y = float(char["x0"]), float(char["top"])
    place = int(x / step) + int(y / step) * _ROW
    same = seen.get(char["text"])
    if same is None:
        same = seen[char["text"]] = {}
    for near in _NEAR:
        first = same.get(place + near)
        if first and abs(first["x0"] - x) < step and abs(first["top"] - y) < step:
            if keep:
                first["twice"] = True
            return True
    if keep:
        same[place] = char
    return False
