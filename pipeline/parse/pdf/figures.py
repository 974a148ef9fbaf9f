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

from pipeline.numbering import split_number
from pipeline.parse.pdf.drawn import inside
from pipeline.parse.pdf.lines import Line
from pipeline.records import Box

_ENDS = re.compile(r"[。．.!?！？;；:：、,]\s*[」』）)”\"’']*$")
# Words of a label: a Japanese one is denser.
_WIDE, _NARROW = 16, 30
_MIN_LABELS = 4
_SHARE = 0.6  # of the lines in a drawing are labels
# Scattered: this share of the labels begins on a left edge of its own.
_SCATTERED = 0.4


def labels_in(lines: Sequence[Line], areas: Sequence[Box]) -> list[list[Line]]:
    """Give the labels of each area that is a drawing, the inner areas first."""
    found: list[list[Line]] = []
    taken: set[int] = set()
    for area in sorted(areas, key=lambda a: (a[2] - a[0]) * (a[3] - a[1])):
        held = [x for x in lines if x.is_text and id(x) not in taken and inside(x.box, area)]
        labels = [x for x in held if _is_label(x, area)]
        if len(labels) < _MIN_LABELS or len(labels) < _SHARE * len(held):
            continue
        if not _scattered(labels):
            continue
        taken.update(id(x) for x in labels)
        found.append(labels)
    return found


def _is_label(line: Line, area: Box) -> bool:
    """Reads as: a few words, no end of a sentence, no number of a list, far from filling the area."""
    words = line.text.strip()
    if len(words) > (_WIDE if line.wide else _NARROW) or _ENDS.search(words):
        return False
    if re.search(r"[^\W\d_]", words) is None:
        return True  # ticks of an axis
    short = line.x1 - line.x0 < 0.5 * (area[2] - area[0])
    return short and split_number(words) is None


def _scattered(labels: Sequence[Line]) -> bool:
    """Tell labels from a list or an unruled table, whose lines share their left edges."""
    size = median(x.size for x in labels)
    edges = {round(x.x0 / max(size, 4.0)) for x in labels}
    return len(edges) >= max(3, _SCATTERED * len(labels))
