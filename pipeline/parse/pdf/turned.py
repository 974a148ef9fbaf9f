"""Text that does not run from left to right: turned labels and vertical Japanese.

In: the characters of a page. Out: for each direction its characters in
coordinates in which they do run from left to right and line below line, so
that the other modules need not know; and the way back for boxes. Down covers
both vertical writing (columns from right to left) and text turned clockwise.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum

from pipeline.parse.pdf.lines import Char, Line, lines_of
from pipeline.records import Box
from pipeline.text.joining import is_wide

# Characters one below the other, nearly touching, on one axis (in type sizes).
_STEP, _AXIS = (0.75, 1.3), 0.15
_MIN_STACK = 3
# A level row: characters on one baseline (within these points), wider than so many of them.
_ROW, _MIN_ROW = 4.0, 4.0
# From this share of a page's characters on the page itself is turned or vertical.
_MOST = 0.6


class Way(Enum):
    """Where the text of a line goes on."""

    RIGHT = "right"
    DOWN = "down"
    UP = "up"


@dataclass(frozen=True, slots=True)
class Sheet:
    """The visible page in its file's coordinates, in points."""

    x0: float
    top: float
    x1: float
    bottom: float

    def height(self, way: Way) -> float:
        """Give the extent across the lines."""
        return self.bottom - self.top if way is Way.RIGHT else self.x1 - self.x0

    def visible(self) -> Sheet:
        """Give the same page counted from its visible corner."""
        return Sheet(0.0, 0.0, self.x1 - self.x0, self.bottom - self.top)

    def turn(self, char: Char, way: Way) -> Char:
        """Give a character from the visible corner, as if its line ran to the right."""
        x0, top, x1, bottom = char["x0"], char["top"], char["x1"], char["bottom"]
        if way is Way.DOWN:
            box = (top - self.top, self.x1 - x1, bottom - self.top, self.x1 - x0)
        elif way is Way.UP:
            box = (self.bottom - bottom, x0 - self.x0, self.bottom - top, x1 - self.x0)
        elif self.x0 == self.top == 0:
            return char
        else:
            box = self.shift((x0, top, x1, bottom))
        return {**char, "x0": box[0], "top": box[1], "x1": box[2], "bottom": box[3]}

    def shift(self, box: Box) -> Box:
        """Count a box from the visible corner."""
        x0, top, x1, bottom = box
        return (x0 - self.x0, top - self.top, x1 - self.x0, bottom - self.top)

    def back(self, box: Box, way: Way) -> Box:
        """Give a box of turned coordinates as it stands on the visible page."""
        x0, top, x1, bottom = box
        width, height = self.x1 - self.x0, self.bottom - self.top
        if way is Way.DOWN:
            found = (width - bottom, x0, width - top, x1)
        elif way is Way.UP:
            found = (top, height - x1, bottom, height - x0)
        else:
            return box
        return tuple(round(v, 2) for v in found)  # type: ignore[return-value]


def by_way(chars: Sequence[Char]) -> dict[Way, list[Char]]:
    """Part a page's characters by the way their text runs, in the order of the file."""
    found: dict[Way, list[Char]] = {Way.RIGHT: [], Way.DOWN: [], Way.UP: []}
    level = [c for c in chars if c["upright"]]
    stacked = _stacked(level)
    if len(stacked) > _MOST * sum(not c["text"].isspace() for c in level):
        # What is not stacked belongs to it: digits set upright. A running head is level.
        level_rows = _level_rows(level, stacked)
        stacked = {id(c) for c in level if id(c) not in level_rows}
    for char in chars:
        if char["upright"]:
            found[Way.DOWN if id(char) in stacked else Way.RIGHT].append(char)
        else:
            found[Way.UP if char["slope"] > 0 else Way.DOWN].append(char)
    return found


def lines_along(chars: Sequence[Char], sheet: Sheet, way: Way, page: int) -> list[Line]:
    """Make lines that run another way, their boxes as they stand on the visible page."""
    lines = lines_of((sheet.turn(c, way) for c in chars), page)
    return [replace(line, box=sheet.back(line.box, way)) for line in lines]


def main_way(ways: dict[Way, list[Char]]) -> Way:
    """Tell how the page as a whole is read."""
    total = sum(len(chars) for chars in ways.values())
    way = max(ways, key=lambda w: len(ways[w]))
    return way if len(ways[way]) > _MOST * total else Way.RIGHT


def _stacked(chars: Sequence[Char]) -> set[int]:
    """Find characters that stand one below the other, three or more in a row."""
    found: set[int] = set()
    run: list[Char] = []
    for char in [c for c in chars if not c["text"].isspace()]:
        if run and _below(run[-1], char):
            run.append(char)
            continue
        if len(run) >= _MIN_STACK:
            found.update(id(c) for c in run)
        run = [char]
    if len(run) >= _MIN_STACK:
        found.update(id(c) for c in run)
    return found


def _level_rows(chars: Sequence[Char], stacked: set[int]) -> set[int]:
    """Find the rows of a vertical page that run level: its running head or foot.

    Reads as: above all that is stacked, or below all of it, characters on one baseline over
    the width of several. Among the columns they are digits set upright.
    """
    upright = [c for c in chars if id(c) in stacked]
    top, bottom = min(c["top"] for c in upright), max(c["bottom"] for c in upright)
    rows: dict[int, list[Char]] = defaultdict(list)
    for char in chars:
        outside = char["bottom"] <= top + 1 or char["top"] >= bottom - 1
        if outside and id(char) not in stacked and not char["text"].isspace():
            rows[round(char["bottom"] / _ROW)].append(char)
    found: set[int] = set()
    for at, row in rows.items():
        row = row + rows.get(at + 1, [])
        extent = max(c["x1"] for c in row) - min(c["x0"] for c in row)
        if len(row) >= _MIN_STACK and extent > _MIN_ROW * max(c["size"] for c in row):
            found.update(id(c) for c in row)
    return found


def _below(above: Char, char: Char) -> bool:
    size = max(above["size"], char["size"], 1.0)
    # pdfminer gives the advance of vertical fonts as height, so tops tell the step.
    step = char["top"] - above["top"]
    if not _STEP[0] * size <= step <= _STEP[1] * size:
        return False
    axis = abs((above["x0"] + above["x1"]) - (char["x0"] + char["x1"])) / 2
    wide = is_wide(above["text"][:1] or " ") and is_wide(char["text"][:1] or " ")
    return bool(wide and axis <= _AXIS * size)
