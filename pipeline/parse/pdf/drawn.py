"""What is drawn on a page: frames around text, and rules between text and notes.

In: a pdfplumber page's rectangles, lines and curves. Out: frames (boxes with
a border or a shade that set text apart), and horizontal rules. Tables are found
elsewhere (`tables`); what a table already holds is no frame.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.records import Box

# Drawings have thousands of strokes; beyond this a page is a map or a chart.
_MAX_SHAPES = 3000
_THIN = 2.5  # points; a filled rectangle up to here is a stroke
_MIN_WIDTH, _MIN_HEIGHT = 60.0, 20.0  # points; a smaller box is a label or a tick box
_MIN_RULE = 20.0
_MAX_BAR = 50.0  # points; a filled box up to here is a bar behind a heading, not a panel
_MAX_CLUSTERED = 250  # shapes compared with one another
_NEAR = 3.0  # corners drawn by hand miss each other by this much


@dataclass(frozen=True, slots=True)
class Drawn:
    """Frames from the outermost in, rules `(x0, x1, y)` from the top down, drawings.

    `edges` are the upper and lower edges of bars: filled, as high as a heading or two;
    `posts` upright rules `(x, top, bottom)`, in the coordinates the page is read in.
    """

    frames: tuple[Box, ...] = ()
    rules: tuple[tuple[float, float, float], ...] = ()
    drawings: tuple[Box, ...] = ()
    edges: tuple[tuple[float, float, float], ...] = ()
    posts: tuple[tuple[float, float, float], ...] = ()

    def moved(self, shift: Callable[[Box], Box]) -> Drawn:
        """Give it in other coordinates."""
        rules, edges = (
            [shift((x0, y, x1, y)) for x0, x1, y in flat] for flat in (self.rules, self.edges)
        )
        return Drawn(
            tuple(shift(frame) for frame in self.frames),
            tuple((r[0], r[2], r[1]) for r in rules),
            tuple(shift(drawing) for drawing in self.drawings),
            tuple((r[0], r[2], r[1]) for r in edges),
        )


def drawn_on(page: Any, tables: Sequence[Box]) -> Drawn:
    """Find frames and rules of a page; `tables` are the boxes of its tables."""
    shapes = [o for kind in ("rect", "line", "curve") for o in page.objects.get(kind, ())]
    drawings = _drawings(page, shapes, tables)
    if not shapes or len(shapes) > _MAX_SHAPES:
        return Drawn(drawings=drawings)
    flat: list[Box] = []
    upright: list[Box] = []
    filled: list[Box] = []
    for shape in shapes:
        box = _box(shape)
        width, height = box[2] - box[0], box[3] - box[1]
        if height <= _THIN < width:
            flat.append(box)
        elif width <= _THIN < height:
            upright.append(box)
        elif shape["object_type"] == "rect" and width >= _MIN_WIDTH and height > _THIN:
            if (shape.get("stroke") and shape.get("linewidth", 1)) or (
                shape.get("fill") and not _is_white(shape.get("non_stroking_color"))
            ):
                filled.append(box)
        elif (
            shape["object_type"] == "curve"
            and width >= _MIN_WIDTH
            and height >= _MIN_HEIGHT
            and shape.get("stroke")
            and len(shape.get("pts", ())) <= 14  # round corners
        ):
            filled.append(box)
    rules = _joined_rules(flat)
    areas = _stacked(filled)
    bars = [b for b in areas if b[3] - b[1] <= _MAX_BAR]
    edges = tuple((b[0], b[2], y) for b in bars for y in (b[1], b[3]))
    frames = [*areas, *_closed(rules, upright)]
    x0, top, x1, bottom = page.bbox
    frames = [
        f
        for f in frames
        if f[2] - f[0] >= _MIN_WIDTH
        and f[3] - f[1] >= _MIN_HEIGHT
        and not (f[2] - f[0] > 0.85 * (x1 - x0) and f[3] - f[1] > 0.7 * (bottom - top))
        and not any(_overlap(f, t) > 0.3 * min(_area(f), _area(t)) for t in tables)
    ]
    rules = [r for r in rules if r[1] - r[0] >= _MIN_RULE]
    return Drawn(tuple(_without_twins(frames)), tuple(rules), drawings, edges)


def _drawings(page: Any, shapes: Sequence[Any], tables: Sequence[Box]) -> tuple[Box, ...]:
    """Find pictures and clusters of strokes that are no table, rule or background."""
    x0, top, x1, bottom = page.bbox
    whole = (x1 - x0) * (bottom - top)
    boxes = [
        _box(o) for kind in ("image", "curve", "rect", "line") for o in page.objects.get(kind, ())
    ]
    small = [
        b
        for b in boxes
        if _area(b) < 0.4 * whole
        and (b[3] - b[1] > _THIN or b[2] - b[0] < 0.6 * (x1 - x0))
        and not any(_overlap(_padded(b), _padded(t)) > 0 for t in tables)
    ]
    if len(small) > _MAX_CLUSTERED:
        # A chart of thousands of strokes is one drawing: its extent is enough.
        small = [hull(small)]
    groups: list[list[Box]] = []
    for box in sorted(small, key=lambda b: b[1]):
        near = [g for g in groups if any(_overlap(_padded(box), _padded(b)) > 0 for b in g)]
        for group in near[1:]:
            near[0].extend(group)
            groups.remove(group)
        if near:
            near[0].append(box)
        else:
            groups.append([box])
    images = {_box(o) for o in page.objects.get("image", ())}
    found = []
    for group in groups:
        extent = hull(group)
        picture = any(b in images for b in group)
        if (
            extent[3] - extent[1] >= 40
            and extent[2] - extent[0] >= 60
            and (picture or len(group) >= 5)
        ):
            found.append(extent)
    return tuple(found)


def _box(shape: Any) -> Box:
    return (shape["x0"], shape["top"], shape["x1"], shape["bottom"])


def hull(boxes: Sequence[Box]) -> Box:
    """Give the smallest box around all of them."""
    return (
        min(b[0] for b in boxes),
        min(b[1] for b in boxes),
        max(b[2] for b in boxes),
        max(b[3] for b in boxes),
    )


def _padded(box: Box) -> Box:
    pad = 2 * _NEAR
    return (box[0] - pad, box[1] - pad, box[2] + pad, box[3] + pad)


def inside(box: Box, frame: Box) -> bool:
    """Tell whether the middle of a box lies in a frame."""
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return frame[0] <= x <= frame[2] and frame[1] <= y <= frame[3]


def _is_white(colour: Any) -> bool:
    """Reads as: paper, in grey, RGB or CMYK."""
    values = [colour] if isinstance(colour, (int, float)) else colour
    if not values or not all(isinstance(v, (int, float)) for v in values):
        return False
    return max(values) <= 0.01 if len(values) == 4 else min(values) >= 0.99


def _joined_rules(flat: Iterable[Box]) -> list[tuple[float, float, float]]:
    """Join strokes that go on from one another on one height."""
    rows: dict[int, list[Box]] = defaultdict(list)
    for box in sorted(flat, key=lambda b: (b[1] + b[3], b[0])):
        rows[round((box[1] + box[3]) / 2)].append(box)
    found = []
    for y, row in sorted(rows.items()):
        row.sort()
        x0, x1 = row[0][0], row[0][2]
        for box in row[1:]:
            if box[0] <= x1 + _NEAR:
                x1 = max(x1, box[2])
            else:
                found.append((x0, x1, float(y)))
                x0, x1 = box[0], box[2]
        found.append((x0, x1, float(y)))
    return found


def _stacked(filled: Sequence[Box]) -> list[Box]:
    """Join fills of one width that touch: a shaded paragraph is one fill a line."""
    columns: dict[tuple[int, int], list[Box]] = defaultdict(list)
    for box in filled:
        columns[round(box[0] / 3), round(box[2] / 3)].append(box)
    found = []
    for column in columns.values():
        column.sort(key=lambda b: (b[1], b[3]))
        x0, top, x1, bottom = column[0]
        for box in column[1:]:
            if box[1] <= bottom + _NEAR:
                bottom = max(bottom, box[3])
            else:
                found.append((x0, top, x1, bottom))
                x0, top, x1, bottom = box
        found.append((x0, top, x1, bottom))
    return found


def _closed(rules: Sequence[tuple[float, float, float]], upright: Sequence[Box]) -> list[Box]:
    """Find boxes drawn as four strokes: two rules of one width, strokes at both ends."""
    columns: dict[tuple[int, int], list[float]] = defaultdict(list)
    for x0, x1, y in rules:
        if x1 - x0 >= _MIN_WIDTH:
            columns[round(x0 / 4), round(x1 / 4)].append(y)
    found = []
    for (left, right), heights in columns.items():
        for top, bottom in itertools.pairwise(sorted(heights)):
            if bottom - top < _MIN_HEIGHT:
                continue
            if _side(upright, 4.0 * left, top, bottom) and _side(upright, 4.0 * right, top, bottom):
                found.append((4.0 * left, top, 4.0 * right, bottom))
    return found


def _side(upright: Sequence[Box], x: float, top: float, bottom: float) -> bool:
    """Tell whether strokes at `x` reach from top to bottom."""
    covered = sum(
        max(0.0, min(s[3], bottom) - max(s[1], top))
        for s in upright
        if abs((s[0] + s[2]) / 2 - x) <= 1.5 * _NEAR
    )
    return covered >= 0.85 * (bottom - top)


def _area(box: Box) -> float:
    return max(0.0, box[2] - box[0]) * max(0.0, box[3] - box[1])


def _overlap(a: Box, b: Box) -> float:
    return _area((max(a[0], b[0]), max(a[1], b[1]), min(a[2], b[2]), min(a[3], b[3])))


def _without_twins(frames: list[Box]) -> list[Box]:
    """Drop a frame drawn twice (shade and border); larger ones first."""
    kept: list[Box] = []
    for frame in sorted(frames, key=lambda f: (-_area(f), f)):
        if not any(_overlap(frame, k) > 0.9 * max(_area(frame), _area(k)) for k in kept):
            kept.append(frame)
    return kept
