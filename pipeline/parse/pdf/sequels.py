"""Items that grew onto the block before, parted where their numbers go on.

In: grown blocks. Out: more of them: a line in a block that begins with the
very number that comes next, printed below the one before, is a new item.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.numbering import BULLETS, LEGAL, Numbered, canonical, split_number
from pipeline.parse.pdf.cutting import at_lines
from pipeline.parse.pdf.grown import Grown
from pipeline.parse.pdf.lines import Line
from pipeline.parse.pdf.looks import face_of
from pipeline.parse.pdf.series import shape_of, values_of
from pipeline.records import BlockKind

_FIRST = re.compile(r"\s*[\d０-９(（①-⑳⑴-⒇a-zA-Zア-ン一二三四五六七八九十ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ]")
# A number stands right below the one before it, within this part of a type size.
_ALIGNED = 0.6


@dataclass(slots=True)
class _Last:
    value: int
    x0: float
    size: float


def part_sequels(blocks: list[Grown]) -> None:
    """Part blocks in place."""
    found: list[Grown] = []
    last: dict[str, _Last] = {}
    for block in blocks:
        text = block.draft.kind in (BlockKind.PARAGRAPH, BlockKind.ITEM)
        if not text or not block.lines:
            found.append(block)
            continue
        _note(last, block.style, block.lines[0])
        cuts: list[int] = []
        if len(block.draft.pieces) == len(block.lines):
            for i, line in enumerate(block.lines[1:], start=1):
                number = _number(line)
                if number is None:
                    continue
                apart = _set_apart(block, i)
                if _is_next(last, number, line, apart) or _is_child(block, number, line):
                    cuts.append(i)
                    _note(last, number, line)
        found += at_lines(block, cuts) if cuts else [block]
    blocks[:] = found


def _number(line: Line) -> Numbered | None:
    if _FIRST.match(line.text) is None:
        return None
    number = split_number(line.text, bare=line.wide)
    if number is None or number.style in BULLETS or number.style in LEGAL:
        return None
    return number if number.style not in ("note", "decimal") or number.rest.strip() else None


def _note(last: dict[str, _Last], number: Numbered | None, line: Line) -> None:
    if number is None or number.style in BULLETS:
        return
    values = values_of(number)
    if values:
        before = last.get(shape_of(number))
        value = next((v for v in values if before and v == before.value + 1), values[0])
        last[shape_of(number)] = _Last(value, line.x0, line.size)


def _is_next(last: dict[str, _Last], number: Numbered, line: Line, apart: bool) -> bool:
    """Tell the next number, right below the last one or in print of its own."""
    before = last.get(shape_of(number))
    if before is None or before.value + 1 not in values_of(number):
        return False
    if abs(before.size - line.size) >= 1:
        return False
    return apart or abs(before.x0 - line.x0) <= _ALIGNED * line.size


def _set_apart(block: Grown, i: int) -> bool:
    """Tell a line in another weight or face than the lines beside it."""
    line = block.lines[i]
    beside = [x for x in block.lines[max(i - 1, 0) : i + 2] if x is not line]
    return all((x.bold, face_of(x)) != (line.bold, face_of(line)) for x in beside)


def _is_child(block: Grown, number: Numbered, line: Line) -> bool:
    """Tell the first section right below the heading of its chapter: 4 and then 4.1."""
    outer = block.style
    if outer is None or number.style != "decimal" or outer.style not in ("number", "decimal"):
        return False
    above = re.sub(r"\.0$", "", canonical(outer.printed).rstrip("."))
    return canonical(number.printed).rstrip(".") == f"{above}.1" and line.x0 < (
        block.lines[0].x0 + 3 * line.size
    )
