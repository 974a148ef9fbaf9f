"""Characters strung into runs, runs into rows of one baseline, rows into parts.

In: pdfplumber's character records of one page, in the order of the file. Out: for
each line of print its runs: stretches of one size on one baseline. A row is
parted where a column-wide gap stands, spaces drawn across it or not.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

Char = dict[str, Any]

# Further apart than this on one baseline is another column, cell or label.
_SPLIT_GAP = 1.15
# So is less, where the file goes elsewhere between the two: columns set close, drawn one by one.
_ELSEWHERE_GAP = 0.85
# Drawn spaces hold words together up to here: two ideographic spaces and a little.
_SPACES = 2.3
# A number belongs to the words after it even across a tab.
_NUMBER_GAP = 4.5
_LIST_NUMBER = re.compile(
    r"[(（\[]?(?:[\d０-９]{1,3}(?:[.．\-－][\d０-９]{1,2})*|[a-zA-Z]|[ivxlIVXL]{1,5}|[ア-ン一二三四五六七八九十]"
    r"|[①-⑳])[)）\].．]?|[•●○〇■□◆◇▪・·–—\uf000-\uf0ff-]"
)
# Characters of one word spread over a line stand up to this far apart, in type sizes.
_SPREAD = 6.0
# Of two rows that a run reaches into, the other one must hold this much more of its height.
_SAME = 0.1
_HIGH = 1.2  # times the type beside it: as high as two lines of that
_MARKER = 6  # characters of the longest marker that hangs on a line
_JAPANESE = re.compile(r"[\u3041-\u30ff\u3400-\u9fff\u2e80-\u2fdf]")


@dataclass(slots=True)
class Run:
    """Characters that follow one another on one baseline in one size."""

    chars: list[Char]
    top: float
    bottom: float
    size: float
    word_end: float  # right edge of the last character that is no space
    order: int = 0  # which run of the file it is

    @property
    def x0(self) -> float:
        return float(self.chars[0]["x0"])

    @property
    def x1(self) -> float:
        return float(self.chars[-1]["x1"])


def runs_of(chars: list[Char]) -> list[Run]:
    """Cut the content stream where the pen leaves the baseline, jumps or changes size."""
    runs: list[Run] = []
    run: Run | None = None
    for char in chars:
        size, bottom = char["size"], char["bottom"]
        if run is not None:
            gap = char["x0"] - run.chars[-1]["x1"]
            same_line = abs(bottom - run.bottom) <= 0.15 * max(size, run.size)
            same_size = abs(size - run.size) <= 0.12 * run.size
            near = -0.6 * size <= gap <= _SPLIT_GAP * size
            if same_line and near and (same_size or char["text"].isspace()):
                if char["text"].isspace():
                    run.chars.append(char)
                    continue
                # Spaces may be drawn all the way over a gutter to the next column.
                if char["x0"] - run.word_end <= _SPACES * size:
                    run.chars.append(char)
                    run.word_end = char["x1"]
                    continue
        if char["text"].isspace():
            continue  # the gap itself tells where words part
        run = Run([char], char["top"], bottom, size, char["x1"], len(runs))
        runs.append(run)
    for run in runs:
        while run.chars[-1]["text"].isspace():
            run.chars.pop()
    return runs


def baselines_of(runs: list[Run]) -> list[list[Run]]:
    """Group runs on one baseline; small raised runs join the row they hang on."""
    rows: list[list[Run]] = []
    heights: list[dict[tuple[int, int], Run]] = []  # of the words beside each row's first run
    for run in sorted(runs, key=lambda r: -r.size):
        height = run.bottom - run.top
        best, most = None, 0.0
        for at, row in enumerate(rows):
            main = row[0]
            overlap = _overlap(run, main)
            # Markers may be raised until little of them is left in the line.
            needed = 0.3 if run.size <= 0.75 * main.size else 0.55
            if overlap < needed * height or _is_next_line(run, heights[at].values()):
                continue
            if _is_beside_another(run, main, heights[at].values()):
                overlap *= 0.5
                if overlap < needed * height:
                    continue
            # A marker may reach into the line above or below its own as well.
            if best is None or overlap > most + _SAME * height:
                best, most = at, overlap
                if overlap >= 0.9 * height:
                    break
        if best is None:
            rows.append([run])
            heights.append({})
            continue
        rows[best].append(run)
        if len(run.chars) > _MARKER:
            heights[best].setdefault((round(run.top), round(run.bottom)), run)
    rows.sort(key=lambda row: row[0].top)
    return rows


def _overlap(a: Run, b: Run) -> float:
    return min(a.bottom, b.bottom) - max(a.top, b.top)


def _is_beside_another(run: Run, main: Run, beside: Iterable[Run]) -> bool:
    """Tell a sign of another line than those found so far beside a heading as high as two."""
    return any(
        main.size > _HIGH * other.size and _overlap(run, other) < 0.3 * (run.bottom - run.top)
        for other in beside
    )


def _is_next_line(run: Run, beside: Iterable[Run]) -> bool:
    """Tell a line of words below or above others beside a heading that is as high as two lines."""
    return len(run.chars) > _MARKER and any(
        abs(run.size - other.size) <= _SAME * run.size
        and _overlap(run, other) < 0.3 * (run.bottom - run.top)
        for other in beside
    )


def parts_of(row: list[Run]) -> list[list[Run]]:
    """Part a row where a column-wide gap stands."""
    row = sorted(row, key=lambda run: run.x0)
    parts = [[row[0]]]
    reach = row[0].x1
    for run in row[1:]:
        before = parts[-1][-1]
        gap = (run.x0 - reach) / max(run.size, before.size)
        elsewhere = run.order != before.order + 1
        limit = _ELSEWHERE_GAP if elsewhere else _SPLIT_GAP
        if gap > (_NUMBER_GAP if _is_number(parts[-1]) else limit):
            parts.append([run])
        else:
            parts[-1].append(run)
        reach = max(reach, run.x1)
    return _without_spread(parts)


def _without_spread(parts: list[list[Run]]) -> list[list[Run]]:
    """Join single characters spread over a line (事　務　連　絡), however far apart.

    Reads as: three or more Japanese characters, each alone, at even distances.
    """
    found: list[list[Run]] = []
    at = 0
    while at < len(parts):
        end = at
        while end < len(parts) and _is_single(parts[end]):
            end += 1
        steps = [b[0].x0 - a[0].x0 for a, b in itertools.pairwise(parts[at:end])]
        even = steps and max(steps) - min(steps) <= 0.25 * max(steps)
        if end - at >= 3 and even and max(steps) <= _SPREAD * parts[at][0].size:
            found.append([run for part in parts[at:end] for run in part])
        else:
            end = max(end, at + 1)
            found += parts[at:end]
        at = end
    return found


def _is_single(part: list[Run]) -> bool:
    words = "".join(c["text"] for run in part for c in run.chars).strip()
    return len(words) == 1 and _JAPANESE.match(words) is not None


def _is_number(part: list[Run]) -> bool:
    """Tell whether a part is only a list number or bullet, set apart by a tab."""
    if sum(len(run.chars) for run in part) > 8:
        return False
    return _LIST_NUMBER.fullmatch("".join(c["text"] for r in part for c in r.chars)) is not None
