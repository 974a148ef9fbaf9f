"""Characters of a page made into lines of print.

In: pdfplumber's character records of one page. Out: `Line`s, each one
stretch of text on one baseline without a column-wide gap, with the left edge
of every character. Spaces that the layout shows but the text layer omits are
put in; note markers (small raised characters) are taken out of the words and
kept beside them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from pipeline.numbering import split_number
from pipeline.parse.pdf.faces import is_bold, is_picture, look_of
from pipeline.parse.pdf.raised import fractions_of, is_mark, is_raised, take_brackets, words_of
from pipeline.parse.pdf.runs import Char, Run, baselines_of, parts_of, runs_of
from pipeline.parse.powers import LOOK_BACK, raised, raised_power
from pipeline.records import Box
from pipeline.text.joining import is_wide

__all__ = ["LIGATURES", "Char", "Line", "lines_of", "unmapped"]

# Latin words stand apart from .2 em; kerning and justified Japanese stay below.
_WORD_GAP = 0.19
# A line set too tight has all its words this far apart at least, and its letters touch (_TOUCH).
_TIGHT_GAP, _TOUCH = 0.15, 0.06
# Japanese set apart on purpose (事 務 連 絡) stands half an em apart or more.
_WIDE_GAP = 0.55
LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_BULLET = "•"  # what a picture at the beginning of a line stands for
# Smaller type (in points) is no print: word processors hide field codes of notes in it ("1F").
_TINY = 1.6
_ONE = r"[\u3041-\u30fa\u3400-\u9fff\u2e80-\u2fdf]"
_SPREAD_WORD = re.compile(rf"(?<![^\s]){_ONE}(?:[ \u3000]{_ONE}){{2,}}(?![^\s])")
_SPREAD_PAIR = re.compile(rf"\s*{_ONE}[ \u3000]{{1,4}}{_ONE}\s*")
_CID = re.compile(r"\(cid:\d+\)")
# What ends the bold head of a text, and the letters that its first line has at least besides.
_ENDS_HEAD = re.compile(r"[.:。：．—–]")
_PLAIN = 2


@dataclass(slots=True)
class Line:
    """One line of print; `box` in points, `edges` one longer than `text`."""

    text: str
    page: int
    box: Box
    size: float
    bold: bool
    edges: tuple[float, ...]
    marks: list[tuple[int, str]] = field(default_factory=list)
    lead_mark: str | None = None  # a raised marker before the first word: a note begins
    wide: bool = False  # mostly Japanese
    between: int = 0  # commas between note markers, taken out with them
    table: int | None = None  # a stand-in for that table of the page, not text
    contents: bool = False  # an entry of a contents page with its page number
    frame: int | None = None  # a stand-in for what stands in that frame of the page
    font: str = ""  # the face most characters are set in, without its subset's tag
    colour: tuple[float, ...] = ()  # what they are filled with; () when unknown
    head: float = 0.0  # type size of its first words, and of its last; 0 when unknown
    tail: float = 0.0
    runs_in: bool = False  # its bold words head the text after them, on the same line
    content: int | None = None  # marked content of the page they belong to (tagged PDF)

    def cut(self, at: int) -> tuple[Line, Line]:
        """Part a line before a character; white space between the parts goes."""
        end = len(self.text[:at].rstrip())
        right = min(self.edges[end], self.edges[end - 1] + self.size)
        first = replace(
            self,
            text=self.text[:end],
            box=(self.box[0], self.box[1], right, self.box[3]),
            edges=(*self.edges[:end], right),
            marks=[m for m in self.marks if m[0] <= end],
            tail=0.0,
        )
        second = replace(
            self,
            text=self.text[at:],
            box=(self.edges[at], self.box[1], self.box[2], self.box[3]),
            edges=self.edges[at:],
            marks=[(m - at, printed) for m, printed in self.marks if m > end],
            lead_mark=None,
            between=0,
            head=0.0,
        )
        return first, second

    @property
    def is_text(self) -> bool:
        """False for what only holds the place of a table or frame."""
        return self.table is None and self.frame is None

    @property
    def all_marks(self) -> tuple[tuple[int, str], ...]:
        """Every marker, the one before the first word too: of a line that opens no note."""
        lead = ((0, self.lead_mark),) if self.lead_mark is not None else ()
        return (*lead, *self.marks)

    @property
    def x0(self) -> float:
        return self.box[0]

    @property
    def top(self) -> float:
        return self.box[1]

    @property
    def x1(self) -> float:
        return self.box[2]

    @property
    def bottom(self) -> float:
        return self.box[3]

    @property
    def height(self) -> float:
        return self.box[3] - self.box[1]


def lines_of(chars: Iterable[Char], page: int) -> list[Line]:
    """Make lines from the characters of a page, top to bottom, left to right."""
    found = []
    printed = [c for c in chars if c["size"] > _TINY and c["text"] not in ("", "\x00")]
    for row in baselines_of(runs_of(printed)):
        found += [_line(part, page) for part in parts_of(row)]
    return [line for line in found if line.text.strip()]


def _line(runs: list[Run], page: int) -> Line:
    sizes: Counter[float] = Counter()
    for run in runs:
        sizes[round(run.size, 1)] += len(run.chars)
    size = sizes.most_common(1)[0][0]
    main = [r for r in runs if abs(r.size - size) <= 0.12 * size] or runs
    base = max(r.bottom for r in main)
    text: list[str] = []
    edges: list[float] = []
    marks: list[tuple[int, str]] = []
    lead_mark: str | None = None
    bold = printed = wide = between = 0
    heavy: list[Char] = []  # the bold characters at the head of the line
    last: Char | None = None
    said: list[float] = []  # sizes of the runs that are words
    tight: list[tuple[int, float]] = []  # where words stand close to each other: offset, edge
    loose = False
    fractions = fractions_of(runs, size)
    for at_run, run in enumerate(runs):
        if at_run in fractions and at_run + 2 in fractions and text and text[-1].isdigit():
            text.append(" ")  # 48 ¹/₂
            edges.append(run.x0)
        small = at_run not in fractions and is_raised(run, size, base)
        power = raised_power(words_of(run), "".join(text[-LOOK_BACK:])) if small else None
        if small and power is None and is_mark(run):
            word = "".join(c["text"] for c in run.chars).strip()
            if text:
                several = [one for one in re.split(r"[,，、]\s*", word) if one]
                marks += [(len(text), one) for one in several]
                between += len("".join(word.split())) - len("".join("".join(several).split()))
            else:
                lead_mark = (lead_mark or "") + word
            last = run.chars[-1]
            continue
        said.append(run.size)
        space = False
        for char in run.chars:
            if char["text"].isspace():
                space = True
                continue
            if last is not None and text:
                if _apart(last, char, space, size):
                    text.append("\u3000" if space and _is_ideographic(run, char) else " ")
                    edges.append(float(last["x1"]))
                elif (gap := char["x0"] - last["x1"]) > _TOUCH * size and _are_letters(last, char):
                    if gap > _TIGHT_GAP * size:
                        tight.append((len(text), float(last["x1"])))
                    else:
                        loose = True
            space = False
            glyphs = str(char["text"])
            if not text and is_picture(char):
                glyphs = _BULLET
            for glyph in LIGATURES.get(glyphs, glyphs):  # one left edge for all
                text.append(glyph if power is None else raised(glyph))
                edges.append(float(char["x0"]))
            last = char
            printed += 1
            if is_bold(char):
                bold += 1
                if len(heavy) == printed - 1:
                    heavy.append(char)
            wide += is_wide(char["text"][0])
    x1 = max(float(r.x1) for r in runs)
    # Most pairs touch; where none does, the letters are set wide.
    if loose or printed - text.count(" ") < 3 * len(tight):
        tight = []
    for at, edge in reversed(tight):
        text.insert(at, " ")
        edges.insert(at, edge)
        marks = [(m + (m > at), printed) for m, printed in marks]
    take_brackets(text, edges, marks)
    if marks and lead_mark is None and marks[0][0] == 0:
        lead_mark = marks.pop(0)[1]
    _close_up(text, edges, marks)
    words = "".join(text)
    runs_in = bold == len(heavy) and _runs_in(heavy, printed, words)
    letters = [c for run in main for c in run.chars]
    if runs_in:  # its look is that of the text, unless only the head has the usual size
        head = {id(c) for c in heavy}
        letters = [c for c in letters if id(c) not in head] or letters
    edges.append(x1)
    box = (
        round(min(r.x0 for r in runs), 2),
        round(min(r.top for r in main), 2),
        round(x1, 2),
        round(base, 2),
    )
    return Line(
        text=words,
        page=page,
        box=box,
        size=size,
        bold=bold * 2 > printed and not runs_in,
        edges=tuple(round(e, 1) for e in edges),
        marks=marks,
        lead_mark=lead_mark,
        between=between,
        wide=wide * 3 > printed,
        runs_in=runs_in,
        head=said[0] if said else 0.0,
        tail=said[-1] if said else 0.0,
        **look_of(letters),
    )


def _runs_in(heavy: Sequence[Char], printed: int, words: str) -> bool:
    """Tell a line whose bold words head the text after them: "Late reports. Who sends".

    Reads as: they end in a stop, colon or dash, the words after them are plain, and
    they are no mere number. The line is then of the text, however few its plain words.
    """
    if not heavy or len(heavy) == printed or not _ENDS_HEAD.fullmatch(heavy[-1]["text"]):
        return False
    plain = sum(c.isalpha() for c in words) - sum(c["text"][:1].isalpha() for c in heavy)
    number = split_number("".join(c["text"] for c in heavy))
    return plain >= _PLAIN and (number is None or bool(number.rest.strip()))


def _close_up(text: list[str], edges: list[float], marks: list[tuple[int, str]]) -> None:
    """Take out the spaces of spread words (事 務 連 絡, 目 次), in place.

    Reads as: three or more Japanese characters, each alone between spaces; or two
    that are the whole line.
    """
    words = "".join(text)
    whole = _SPREAD_PAIR.fullmatch(words)
    gone = {
        at
        for match in ([whole] if whole else _SPREAD_WORD.finditer(words))
        for at in range(match.start(), match.end())
        if words[at].isspace()
    }
    if not gone or len(words) != len(text):
        return
    text[:] = [c for at, c in enumerate(text) if at not in gone]
    edges[:] = [e for at, e in enumerate(edges) if at not in gone]
    marks[:] = [(at - sum(g < at for g in gone), printed) for at, printed in marks]


def _are_letters(last: Char, char: Char) -> bool:
    """Tell two Latin characters between which only the end of a word leaves white."""
    before, after = last["text"][-1], char["text"][0]
    latin = after.isalpha() and not is_wide(after) and not is_wide(before)
    return latin and (before.isalnum() or before in ",;.”’")


def _apart(last: Char, char: Char, space: bool, size: float) -> bool:
    """Tell whether a space stands between two printed characters."""
    gap = float(char["x0"] - last["x1"]) / size
    left, right = last["text"][-1], char["text"][0]
    wide = is_wide(left), is_wide(right)
    if space:
        return gap > (0.12 if all(wide) else 0.06)
    if all(wide):
        return gap > _WIDE_GAP
    return gap > (_WIDE_GAP if any(wide) else _WORD_GAP)


def _is_ideographic(run: Run, char: Char) -> bool:
    at = run.chars.index(char)
    return at > 0 and run.chars[at - 1]["text"] == "\u3000"


def unmapped(text: str) -> int:
    """Count glyphs without a character: "(cid:12)", replacement and control characters."""
    odd = sum(c == "\ufffd" or (ord(c) < 32 and c not in "\t\n\r") for c in text)
    return len(_CID.findall(text)) + odd
