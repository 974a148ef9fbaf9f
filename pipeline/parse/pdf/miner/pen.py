"""Where the glyphs of a string stand on the page.

In: how a string is set: its matrix, type size, scaling and rise. Out: the box of
each glyph in points, upwards from the foot of the page.
"""

from __future__ import annotations

from typing import Any

from pipeline.records import Box

# Rounding in nested forms leaves level text this much of a slope (less than a point a page).
_LEVEL = 1e-3
_DEEPEST, _USUAL_DEPTH = -0.6, -0.2  # type sizes below the baseline; letters reach a quarter


class Pen:
    """Where the glyphs of one string stand on the page."""

    def __init__(
        self,
        a: float,
        b: float,
        c: float,
        d: float,
        size: float,
        scaling: float,
        rise: float,
        *,
        vertical: bool,
        descent: float,
    ) -> None:
        self._turn = a, b, c, d
        self._size, self._rise, self._vertical = size, rise, vertical
        down = descent * size
        self._bottom, self._top = down + rise, down + rise + size
        across, along = abs(b) + abs(c), abs(a) + abs(d)
        self._level = across <= _LEVEL * along
        self.slope = b
        self.upright = a * d * scaling > 0 and (
            self._level or (b * c <= 0 and along > _LEVEL * across)
        )

    def box(self, x: float, y: float, e: float, f: float, advance: float, disp: Any) -> Box:
        """Give a glyph's box (x0, y0, x1, y1; upwards) for the pen at x, y in text space."""
        a, b, c, d = self._turn
        e, f = x * a + y * c + e, x * b + y * d + f
        if self._vertical:
            size, rise = self._size, self._rise
            vx, vy = disp
            vx = size * 0.5 if vx is None else vx * size * 0.001
            vy = (1000 - vy) * size * 0.001
            left, right, bottom, top = -vx, -vx + size, vy + rise + advance, vy + rise
        else:
            left, right, bottom, top = 0, advance, self._bottom, self._top
        if self._level:
            x0, x1, y0, y1 = a * left + e, a * right + e, d * bottom + f, d * top + f
            return (x0, y0, x1, y1) if x0 <= x1 and y0 <= y1 else _ordered(x0, y0, x1, y1)
        corners = ((left, bottom), (right, bottom), (right, top), (left, top))
        xs = [a * x + c * y + e for x, y in corners]
        ys = [b * x + d * y + f for x, y in corners]
        return min(xs), min(ys), max(xs), max(ys)


def _ordered(x0: float, y0: float, x1: float, y1: float) -> Box:
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def descent_of(font: Any) -> float:
    """Give how far below the baseline a font reaches, in type sizes (negative).

    Faces for formulas (Cambria Math) state a depth of two lines: their digits would stand in
    the line below the one they are printed in.
    """
    stated = float(font.get_descent())
    return stated if stated >= _DEEPEST else _USUAL_DEPTH
