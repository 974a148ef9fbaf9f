"""How blocks are set, compared with the document's running text.

In: grown blocks. Out: for each block a `Look`: type size against the body's,
weight, face, colour, place and white above and below.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.parse.pdf.grown import Grown
from pipeline.parse.pdf.lines import Line
from pipeline.records import BlockKind

TEXT = (BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.HEADING, BlockKind.TITLE)
# A face, a weight or a colour that more of the text than this has does not set anything apart.
_COMMON = 0.3
_WEIGHT = re.compile(r"[-,_ ]?(?:bold|italic|oblique|regular|medium|roman|light|mt|ps|w\d)", re.I)


@dataclass(frozen=True, slots=True)
class Look:
    """The print of one block; sizes in units of the body's."""

    size: float
    bold: bool = False  # all its lines are, and the running text is not
    face: bool = False  # all its lines stand in a face that running text rarely has
    colour: bool = False  # all its lines are in a colour that running text rarely has
    centred: bool = False
    above: float = 1.0  # white above, in usual line steps; 1 is an ordinary next line
    below: float = 1.0

    @property
    def apart(self) -> int:
        """Count the ways in which it differs from running text, size aside."""
        return self.bold + self.face + self.colour


@dataclass(frozen=True, slots=True)
class Body:
    """The running text: its size in points, and what of its print is common."""

    size: float
    bold: bool  # boldness is common
    faces: dict[tuple[bool, str], float]  # (mostly Japanese, face): share of such text
    colours: dict[tuple[float, ...], float]
    left: dict[int, float]  # page: where its text begins, in points
    right: dict[int, float]


def body_of(blocks: Sequence[Grown], size: float) -> Body:
    """Measure the running text of a document."""
    faces: Counter[tuple[bool, str]] = Counter()
    colours: Counter[tuple[float, ...]] = Counter()
    wide: Counter[bool] = Counter()
    left: dict[int, float] = {}
    right: dict[int, float] = {}
    bold = total = 0
    for block in blocks:
        if block.draft.kind not in TEXT:
            continue
        for line in block.lines:
            count = len(line.text)
            total += count
            bold += count * line.bold
            faces[line.wide, face_of(line)] += count
            wide[line.wide] += count
            colours[line.colour] += count
            left[line.page] = min(left.get(line.page, line.x0), line.x0)
            right[line.page] = max(right.get(line.page, line.x1), line.x1)
    return Body(
        size,
        bold > 0.5 * total,
        {key: count / wide[key[0]] for key, count in faces.items()},
        {key: count / (total or 1) for key, count in colours.items()},
        left,
        right,
    )


def face_of(line: Line) -> str:
    """Give a face's family: weights and makers' suffixes aside."""
    return _WEIGHT.sub("", line.font).lower()


def looks_of(blocks: Sequence[Grown], body: Body) -> list[Look]:
    """Give the look of every block."""
    found: list[Look] = []
    above: Line | None = None
    gaps: list[float] = []
    for block in blocks:
        first = block.lines[0]
        text = block.draft.kind in TEXT or block.draft.kind is BlockKind.TABLE
        gaps.append(_step(above, first) if text else 1.0)
        if text:
            above = block.lines[-1]
    below = 3.0
    for block, gap in zip(reversed(blocks), reversed(gaps), strict=True):
        found.append(_look(block, body, gap, below))
        if block.draft.kind in TEXT:
            below = gap
    found.reverse()
    return found


def _step(above: Line | None, line: Line) -> float:
    """Measure the step from the line above, in steps of 1.6 type sizes; a new page gives 3."""
    if above is None or above.page != line.page or line.top < above.top:
        return 3.0
    return (line.top - above.bottom + line.size) / (1.6 * line.size)


def _look(block: Grown, body: Body, above: float, below: float) -> Look:
    lines = block.lines
    size = round(lines[0].size / body.size, 2) if body.size else 1.0
    page = lines[0].page
    left, right = body.left.get(page, 0.0), body.right.get(page, 0.0)
    middle = (left + right) / 2
    centred = all(
        abs((x.x0 + x.x1) / 2 - middle) < 0.7 * x.size and x.x0 > left + 2 * x.size for x in lines
    )
    return Look(
        size,
        bold=not body.bold and all(x.bold for x in lines),
        face=all(body.faces.get((x.wide, face_of(x)), 0.0) < _COMMON for x in lines),
        colour=all(body.colours.get(x.colour, 0.0) < _COMMON and _coloured(x) for x in lines),
        centred=centred,
        above=round(above, 2),
        below=round(below, 2),
    )


def _coloured(line: Line) -> bool:
    """Tell a colour from black, white and grey."""
    colour = line.colour
    if len(colour) == 3:
        return max(colour) - min(colour) > 0.15
    if len(colour) == 4:
        return max(colour[:3]) - min(colour[:3]) > 0.15
    return False
