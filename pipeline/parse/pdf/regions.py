"""A page parted into its running text, frames, drawings and notes, each in reading order.

In: the lines of a page, furniture already taken out, and what is drawn on it. Out:
`Region`s in the order a person reads them. What stands in a frame is read by
itself, where the frame stands; the labels of a drawing are kept apart from
prose; notes across the foot of the page come last.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from statistics import median

from pipeline.parse.pdf.drawn import Drawn, hull, inside
from pipeline.parse.pdf.figures import labels_in
from pipeline.parse.pdf.gutters import rows_of
from pipeline.parse.pdf.layout import Region, pitch_of, read_order
from pipeline.parse.pdf.lines import Line
from pipeline.parse.pdf.notes import foot_of_page
from pipeline.records import Box

# A frame with nearly all of a page's words is its border.
_MOST = 0.8


def regions_of(lines: Sequence[Line], drawn: Drawn, body_size: float) -> list[Region]:
    """Put a page's lines into reading order."""
    text, foot = foot_of_page(lines, drawn.rules, body_size)
    found = _Framed(text, drawn, body_size).read(None)
    for region in read_order(foot, body_size):
        region.notes = True
        found.append(region)
    return found


class _Framed:
    """Lines with the frame or drawing that each stands in."""

    def __init__(self, lines: Sequence[Line], drawn: Drawn, body_size: float) -> None:
        self.lines = lines
        self.body_size = body_size
        self.across = [*drawn.rules, *drawn.edges]
        self.posts = drawn.posts
        labels = labels_in(lines, [*drawn.frames, *drawn.drawings])
        self.figures = len(drawn.frames)  # from this position on areas are drawings
        self.areas: list[Box] = [*drawn.frames, *(hull([x.box for x in d]) for d in labels)]
        label_of = {id(x): self.figures + at for at, d in enumerate(labels) for x in d}
        self.home: list[int | None] = [
            label_of[id(x)] if id(x) in label_of else self._innermost(x.box) for x in lines
        ]
        self._dissolve()
        self.inner: dict[int | None, list[int]] = defaultdict(list)
        used = sorted({h for h in self.home if h is not None})
        for at in used:
            self.inner[self._around(at, used)].append(at)

    def _innermost(self, box: Box) -> int | None:
        frames = [i for i in range(self.figures) if inside(box, self.areas[i])]
        return min(frames, key=lambda i: _area(self.areas[i]), default=None)

    def _around(self, at: int, candidates: Sequence[int]) -> int | None:
        """Give the innermost frame around a frame or drawing."""
        own = self.areas[at]
        around = [
            o
            for o in candidates
            if o < self.figures and _area(self.areas[o]) > _area(own) and inside(own, self.areas[o])
        ]
        return min(around, key=lambda o: _area(self.areas[o]), default=None)

    def _dissolve(self) -> None:
        """Let go of frames that set nothing apart: one row in a bar, the border of a page."""
        total = sum(len(line.text) for line in self.lines)
        everywhere = range(self.figures)
        # The innermost first: what it lets go falls to the next one out.
        for at in sorted(everywhere, key=lambda i: _area(self.areas[i])):
            held = [i for i, h in enumerate(self.home) if h == at]
            rows = rows_of([self.lines[i] for i in held])
            words = sum(len(self.lines[i].text) for i in held)
            if held and (len(rows) < 2 or words > _MOST * total):
                outer = self._around(at, everywhere)
                for i in held:
                    self.home[i] = outer

    def read(self, at: int | None) -> list[Region]:
        """Read one frame (None: the page), its inner frames where they stand."""
        own = [line for line, h in zip(self.lines, self.home, strict=True) if h == at]
        size = self.body_size
        if at is not None and own:
            size = min(size, median(line.size for line in own))
        own += [self._stand_in(child, size) for child in self.inner[at]]
        if at is not None and at >= self.figures:
            box = self.areas[at]
            rows = [line for row in rows_of(own) for line in row]
            return [Region(rows, box[0], box[2], figure=True)]
        found: list[Region] = []
        for region in read_order(own, size, self.across, self.posts):
            region.frame = at
            found += self._opened(region)
        return found

    def _opened(self, region: Region) -> list[Region]:
        """Put inner frames into the place that was held for them."""
        if all(line.frame is None for line in region.lines):
            return [region]
        pitch = pitch_of([line for line in region.lines if line.frame is None])
        found: list[Region] = []
        part: list[Line] = []

        def close() -> None:
            if part:
                found.append(
                    Region(
                        list(part), region.left, region.right, region.figure, region.frame, pitch
                    )
                )
                part.clear()

        for line in region.lines:
            if line.frame is None:
                part.append(line)
                continue
            close()
            found += self.read(line.frame)
        close()
        return found

    def _stand_in(self, child: int, size: float) -> Line:
        """A line that holds a frame's place in the reading order.

        As wide as its words, not its border: the margins around it are the text's.
        """
        area = self.areas[child]
        box = hull(
            [
                line.box
                for line, h in zip(self.lines, self.home, strict=True)
                if h == child or (h is not None and inside(line.box, area))
            ]
        )
        return Line("", self.lines[0].page, box, size, False, (box[0], box[2]), frame=child)


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])
