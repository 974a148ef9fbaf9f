"""The rules printed on a page: straight strokes, edges of boxes, edges of shading.

In: a pdfplumber page. Out: its shaded areas, and horizontal and vertical `Rule`s, pieces of one
stroke joined, neighbours within the thickness of a pen on one position. What
the reader cannot see (white boxes behind text) is no rule.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from pipeline.records import Box

_THIN = 3.0  # points; a filled box this thin is a stroke (Word draws borders so)
_SNAP = 2.0  # strokes this near stand on one line: double rules, cells drawn one by one
_GAP = 3.2  # dashes and the cells of one border stand no further apart
_SHORTEST = 8.0  # points; shorter strokes are hatching, arrow heads, underlined letters
# A page of more strokes is a map or a plot; reading them all would cost seconds.
_MOST = 60_000


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight stroke: at `at` across the other axis, from `start` to `end`."""

    at: float
    start: float
    end: float

    @property
    def length(self) -> float:
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Rules:
    """All rules of one page."""

    flat: tuple[Rule, ...]  # horizontal: `at` is y from the top
    upright: tuple[Rule, ...]


def strokes_of(page: Any) -> list[Box]:
    """Collect a page's straight strokes in the file's coordinates, cut at its visible edges."""
    objects: dict[str, list[dict[str, Any]]] = page.objects
    if sum(len(objects.get(kind, ())) for kind in ("rect", "line", "curve")) > _MOST:
        return []
    left, upper, right, lower = page.bbox
    found = []
    for x0, top, x1, bottom in _strokes(objects):
        box = (max(x0, left), max(top, upper), min(x1, right), min(bottom, lower))
        if box[2] >= box[0] and box[3] >= box[1]:  # else crop marks and colour bars
            found.append(box)
    return found


def sides_of(boxes: Iterable[Box]) -> Iterator[Box]:
    """Give the four sides of boxes."""
    for box in boxes:
        yield from _sides(box)


def rules_of(strokes: Iterable[Box]) -> Rules:
    """Make rules of strokes."""
    flat: list[Rule] = []
    upright: list[Rule] = []
    for x0, top, x1, bottom in strokes:
        if x1 - x0 >= bottom - top:
            flat.append(Rule((top + bottom) / 2, x0, x1))
        else:
            upright.append(Rule((x0 + x1) / 2, top, bottom))
    return Rules(_joined(flat), _joined(upright))


def _strokes(objects: dict[str, list[dict[str, Any]]]) -> Iterator[Box]:
    for item in objects.get("rect", ()):
        box = (item["x0"], item["top"], item["x1"], item["bottom"])
        stroked = item.get("stroke") and not is_white(item.get("stroking_color"))
        filled = item.get("fill") and not is_white(item.get("non_stroking_color"))
        if _is_thin(box) and (stroked or filled):
            yield box
        elif stroked:
            yield from _sides(box)
    for item in objects.get("line", ()):
        box = (item["x0"], item["top"], item["x1"], item["bottom"])
        if _is_thin(box) and not is_white(item.get("stroking_color")):
            yield box
    for item in objects.get("curve", ()):
        box = (item["x0"], item["top"], item["x1"], item["bottom"])
        if _is_thin(box) and item.get("fill") and not is_white(item.get("non_stroking_color")):
            yield box
        if not item.get("stroke") or is_white(item.get("stroking_color")):
            continue  # the outline of a filled shape is no stroke
        points = item.get("pts") or ()
        for (xa, ya), (xb, yb) in itertools.pairwise(points):
            if abs(xa - xb) < 0.5 or abs(ya - yb) < 0.5:
                yield min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb)


def _is_thin(box: Box) -> bool:
    return min(box[2] - box[0], box[3] - box[1]) <= _THIN


def _sides(box: Box) -> Iterator[Box]:
    x0, top, x1, bottom = box
    yield x0, top, x1, top
    yield x0, bottom, x1, bottom
    yield x0, top, x0, bottom
    yield x1, top, x1, bottom


def shades_of(page: Any) -> list[tuple[Box, str]]:
    """Give the areas that are filled with a colour, in the order they were painted."""
    return [
        ((item["x0"], item["top"], item["x1"], item["bottom"]), str(item["non_stroking_color"]))
        for item in page.objects.get("rect", ())
        if item.get("fill")
        and not is_white(item.get("non_stroking_color"))
        and min(item["x1"] - item["x0"], item["bottom"] - item["top"]) > _THIN
    ]


def is_white(colour: Any) -> bool:
    """Tell whether a colour, as pdfminer gives it, is white: grey, RGB or CMYK."""
    if isinstance(colour, (int, float)):
        return colour >= 0.995
    if not isinstance(colour, (tuple, list)) or not colour:
        return False
    if not all(isinstance(part, (int, float)) for part in colour):
        return False
    if len(colour) == 4:
        return all(part <= 0.005 for part in colour)
    return all(part >= 0.995 for part in colour)


def _joined(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """Put near rules on one position and join their pieces, top to bottom."""
    found: list[Rule] = []
    for group in _groups(sorted(rules, key=lambda r: r.at)):
        weight = sum(max(r.length, 0.1) for r in group)
        at = round(sum(r.at * max(r.length, 0.1) for r in group) / weight, 2)
        start, end = None, 0.0
        for rule in sorted(group, key=lambda r: r.start):
            if start is None:
                start, end = rule.start, rule.end
            elif rule.start <= end + _GAP:
                end = max(end, rule.end)
            else:
                found.append(Rule(at, start, end))
                start, end = rule.start, rule.end
        if start is not None:
            found.append(Rule(at, start, end))
    return tuple(r for r in found if r.length >= _SHORTEST)


def _groups(rules: list[Rule]) -> Iterator[list[Rule]]:
    """Part sorted rules where the next stands further off; no group grows past a pen's width."""
    group: list[Rule] = []
    for rule in rules:
        if group and (rule.at - group[-1].at > _SNAP or rule.at - group[0].at > 1.75 * _SNAP):
            yield group
            group = []
        group.append(rule)
    if group:
        yield group
