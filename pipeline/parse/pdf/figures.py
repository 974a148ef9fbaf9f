"""Labels of drawings told from prose.

In: the lines of a page and the areas in which something is drawn (frames,
pictures, clusters of strokes). Out: for each area that is a drawing its
labels. A sentence over a picture, a list in a box and text on a slide are no
labels: what is taken for one is not searched.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import median

from pipeline.numbering import BULLETS, split_number
from pipeline.parse.pdf.drawn import hull, inside
from pipeline.parse.pdf.lines import Line
from pipeline.records import Box

_ENDS = re.compile(r"[。．.!?！？;；:：、,]\s*[」』）)”\"’']*$")
# Words of a label: a Japanese one is denser.
_WIDE, _NARROW = 16, 30
_MIN_LABELS = 4
_SHARE = 0.6  # of the lines in a drawing are labels
# Scattered: this share of the labels begins on a left edge of its own.
_SCATTERED = 0.4
# Of lines with bullets half begin on an edge of their own; the items of a list share theirs.
_APART = 0.5
_SOURCE = re.compile(r"[(（]?(?:資料|出典|出所|備考|注|※|Source|Note)\s*[:：\d]")


def labels_in(lines: Sequence[Line], areas: Sequence[Box]) -> list[list[Line]]:
    """Give the labels of each area that is a drawing, the inner areas first."""
    found: list[list[Line]] = []
    taken: set[int] = set()
    for area in sorted(areas, key=lambda a: (a[2] - a[0]) * (a[3] - a[1])):
        held = [x for x in lines if x.is_text and id(x) not in taken and inside(x.box, area)]
        labels = [x for x in held if _is_label(x, area)]
        signed = [x for x in held if _is_signed(x, area)]
        chart = bool(signed) and _edges(signed) >= max(_MIN_LABELS, _APART * len(signed))
        if chart:
            labels += signed  # the points of a chart, not the items of a list
        if len(labels) < _MIN_LABELS or len(labels) < _SHARE * len(held):
            continue
        if not _scattered(labels):
            continue
        labels += _longer(held, labels) if chart else []
        taken.update(id(x) for x in labels)
        found.append([x for x in held if id(x) in taken])
    return found


def _is_label(line: Line, area: Box) -> bool:
    """Reads as: a few words, no end of a sentence, no number of a list, far from filling the area."""
    words = line.text.strip()
    if len(words) > (_WIDE if line.wide else _NARROW) or _ENDS.search(words):
        return False
    if re.search(r"[^\W\d_]", words) is None:
        return True  # ticks of an axis
    return _is_short(line, area) and split_number(words) is None


def _is_signed(line: Line, area: Box) -> bool:
    """Reads as: a label with a bullet before it."""
    words = line.text.strip()
    number = split_number(words)
    signed = number is not None and number.style in BULLETS
    return signed and _is_short(line, area) and not _ENDS.search(words)


def _is_short(line: Line, area: Box) -> bool:
    return line.x1 - line.x0 < 0.5 * (area[2] - area[0])


def _longer(held: Sequence[Line], labels: Sequence[Line]) -> list[Line]:
    """Find labels of more words among the others of a drawing: in their type, no sentence's end."""
    x0, top, x1, bottom = hull([x.box for x in labels])
    size = median(x.size for x in labels)
    own = {id(x) for x in labels}
    return [
        x
        for x in held
        if id(x) not in own
        and x.size <= 1.1 * size
        and len(x.text) <= 2 * (_WIDE if x.wide else _NARROW)
        and x0 <= x.x0 and x.x1 <= x1 and top <= x.top and x.bottom <= bottom
        and not _ENDS.search(x.text.strip())
        and not _SOURCE.match(x.text.strip())
    ]  # fmt: skip


def _edges(lines: Sequence[Line]) -> int:
    """Count the left edges on which lines begin."""
    size = median(x.size for x in lines)
    return len({round(x.x0 / max(size, 4.0)) for x in lines})


def _scattered(labels: Sequence[Line]) -> bool:
    """Tell labels from a list or an unruled table, whose lines share their left edges."""
    return _edges(labels) >= max(3, _SCATTERED * len(labels))
