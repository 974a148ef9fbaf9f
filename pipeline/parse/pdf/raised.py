"""Small raised type of a line: what may mark a note, and the brackets around it.

In: a run of characters and the line it hangs on. Out: whether it is raised and whether
it is a marker, which is taken out of the words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.parse.pdf.runs import Run

_MARK = re.compile(r"[\d０-９*＊†‡§¶※注,，、ivxIVXⅰ-ⅿa-d）)（(\]\[]+")

_STROKES = ("/", "⁄", "∕", "／")
_CLOSE = 0.2  # type sizes between the figures of a fraction and its stroke


def words_of(run: Run) -> str:
    """Give what a run says."""
    return "".join(c["text"] for c in run.chars).strip()


def is_raised(run: Run, size: float, base: float) -> bool:
    """Tell small type above the baseline: raised, and smaller or raised by much."""
    raised = (base - run.bottom) / size
    small = run.size <= 0.8 * size and raised >= 0.08
    return small or (run.size <= 0.95 * size and raised >= 0.22)


def is_mark(run: Run) -> bool:
    """Tell a raised note marker, digits or a sign, from raised letters of a word."""
    words = words_of(run)
    return bool(words) and _MARK.fullmatch(words) is not None and len(words) <= 8


def fractions_of(runs: Sequence[Run], size: float) -> set[int]:
    """Find the runs, by position, that are the small figures of a fraction: ¹/₃.

    Reads as: figures right before and right after a stroke.
    """
    found: set[int] = set()
    for at in range(1, len(runs) - 1):
        before, stroke, after = runs[at - 1 : at + 2]
        close = max(stroke.x0 - before.x1, after.x0 - stroke.x1) <= _CLOSE * size
        figures = words_of(before).isdecimal() and words_of(after).isdecimal()
        if words_of(stroke) in _STROKES and close and figures:
            found |= {at - 1, at + 1}
    return found


def take_brackets(text: list[str], edges: list[float], marks: list[tuple[int, str]]) -> None:
    """Take the brackets around raised markers with them, in place: "Committee (¹)," loses "(¹)"."""
    for i in reversed(range(len(marks))):
        at, printed = marks[i]
        if not 0 < at < len(text) or (text[at - 1] + text[at]) not in ("()", "[]", "（）", "［］"):
            continue
        start, end = at - 1, at + 1
        if start and text[start - 1] == " ":
            start -= 1
        elif start == 0 and end < len(text) and text[end] == " ":
            end += 1
        del text[start:end], edges[start:end]
        marks[i] = (start, printed)
        marks[i + 1 :] = [(a - (end - start), p) for a, p in marks[i + 1 :]]
