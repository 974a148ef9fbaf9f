"""Remarks of a word processor printed beside the text: comments, changed formats.

In: the lines of one page. Out: the document's own, and those that stand in the margin
where the program prints its markup. They are nobody's policy: reviewers wrote them, or
the program itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.parse.pdf.lines import Line

# What Word writes before a remark, in Japanese and in English.
_SIGN = re.compile(
    r"(?:コメント(?:の追加)?\s*[\[［]|(?:表の)?書式を?変更\s*[:：]|変更されたフィールド\s*コード|削除\s*[:：]"
    r"|移動\s*[（(](?:下|上)へ|Comment(?:ed)?\s*\[|Formatted(?:\s+Table)?\s*[:：]|Formatted Table\s*$"
    r"|Field Code Changed|Deleted\s*[:：]|Moved (?:up|down)\s*\[)"
)
_SMALL = 0.95  # of body type: the page is scaled down to make room, its remarks more


def part_balloons(lines: Sequence[Line], body: float) -> tuple[list[Line], list[Line]]:
    """Part a page's lines from the remarks beside them.

    Reads as: to the right of all the text stands a strip of smaller type, and a line in it
    begins as such a remark does. A document that explains "Deleted: ..." says so in its text.
    """
    signs = [x for x in lines if x.size <= _SMALL * body and _SIGN.match(x.text.strip())]
    if not signs:
        return list(lines), []
    left = min(x.x0 for x in signs)
    text = [x for x in lines if x.size > _SMALL * body]
    if not text or max(x.x1 for x in text) > left:
        return list(lines), []
    strip = {id(x) for x in lines if x.size <= _SMALL * body and x.x0 >= left - x.size}
    return [x for x in lines if id(x) not in strip], [x for x in lines if id(x) in strip]
