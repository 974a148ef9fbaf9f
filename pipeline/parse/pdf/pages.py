"""One page of a PDF read into lines, tables and what is drawn around them.

In: an open file and a leaf of its page tree. Out: a `Page`; what cannot be
read becomes a problem, and a page that takes too much costs only itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from pipeline.parse.pdf.drawn import Drawn, drawn_on
from pipeline.parse.pdf.guard import Guard, OutOfTime, TooMuchMemory
from pipeline.parse.pdf.levelled import levelled as set_level
from pipeline.parse.pdf.lines import Char, Line, lines_of, unmapped
from pipeline.parse.pdf.opening import said
from pipeline.parse.pdf.quality import garbled
from pipeline.parse.pdf.sift import BETWEEN, GARBLED, LEFT_OUT, TEXT_LAYER, TINY, UNSEEN, sift
from pipeline.parse.pdf.tables import Rules, Table, tables_of
from pipeline.parse.pdf.turned import Sheet, Way, by_way, lines_along, main_way
from pipeline.records import BlockKind, Box, Problem
from pipeline.settings import page_timeout

if TYPE_CHECKING:
    from pipeline.parse.pdf.miner import File

_GIANT = 15_000.0  # points, five metres: more than the format allows
_HEIGHT = 842.0  # points: A4, for a page that cannot be read
_STAMP = 40  # characters: a stamp, a page number, a receipt mark on a scan
_MUCH_HIDDEN = 80  # characters: a sentence or two; field codes and tags stay below

HOW = "concord build --ocr can read it"

_Trouble = Callable[[str, str], None]


class Page:
    """What is kept of a page once its characters are gone."""

    __slots__ = ("aside", "blank", "counts", "drawn", "garbled", "height", "lines", "number", "recognised", "rules",
                 "scan", "sheet", "tables", "way")  # fmt: skip

    def __init__(self, number: int, height: float) -> None:
        self.number = number
        self.height = height
        self.lines: list[Line] = []
        self.tables: list[Table] = []
        self.rules = Rules((), ())
        self.aside: list[tuple[BlockKind, Line]] = []
        self.drawn = Drawn()
        self.sheet: Sheet | None = None  # None: the page could not be read
        self.way = Way.RIGHT
        self.counts: Counter[str] = (
            Counter()
        )  # characters of the text layer, by what became of them
        self.scan = self.recognised = self.garbled = self.blank = False

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing can be read on it."""
        return not (self.lines or self.tables or self.aside)

    @property
    def is_picture(self) -> bool:
        """Tell whether it was read, shows something, and has no words."""
        return self.sheet is not None and self.is_empty and not self.blank


def unread(number: int) -> Page:
    """Stand in for a page that cannot be read."""
    return Page(number, _HEIGHT)


def read_page(
    pdf: File,
    leaf: Any,
    number: int,
    guard: Guard,
    problems: list[Problem],
    *,
    levelled: bool = False,
) -> tuple[Page, bool]:
    """Read one page; what cannot be read becomes a problem. Tell whether it took too much.

    With `levelled` its characters are set on level lines first: OCR wrote them.
    """

    def trouble(code: str, message: str) -> None:
        problems.append(Problem(code, message, page=number))

    try:
        if isinstance(leaf, Exception):
            raise leaf
        with guard.piece(page_timeout()):
            return _sheet(pdf, pdf.page(leaf, number), trouble, levelled), False
    except OutOfTime:
        if guard.used_up:
            raise
        trouble("page-timeout", "reading the page took too long and was stopped")
        return unread(number), True
    except (TooMuchMemory, MemoryError):
        trouble("out-of-memory", "reading the page took too much memory and was stopped")
        return unread(number), True
    except RecursionError:
        trouble("damaged-page", "the page is nested too deeply to read")
    except Exception as error:  # pdfminer raises anything at all on broken pages
        trouble("damaged-page", f"the page cannot be read: {said(error)}")
    return unread(number), False


def _sheet(pdf: File, page: Any, trouble: _Trouble, levelled: bool) -> Page:
    """Read a page that opened."""
    from pipeline.parse.pdf.miner import draw

    kept = Page(page.page_number, float(page.height))
    drawn = draw(pdf, page)
    sifted = sift(page, drawn.shading)
    kept.blank = not any(page.objects.get(kind) for kind in ("image", "curve", "rect", "line"))
    kept.counts, kept.scan, kept.recognised = sifted.counts, sifted.scan, sifted.recognised
    if levelled:
        sifted.chars = set_level(sifted.chars)
    reason = None if levelled else garbled(sifted.chars)
    if reason is None:
        _read(page, sifted.chars, kept)
        cells = [line for t in kept.tables for row in t.rows for cell in row for line in cell]
        every = [*kept.lines, *cells, *(line for _, line in kept.aside)]
        kept.counts[BETWEEN] = sum(line.between for line in every)
    else:
        kept.garbled = True
        left = sum(sifted.counts[name] for name in LEFT_OUT)
        kept.counts[GARBLED] = kept.counts[TEXT_LAYER] - left
        trouble("garbled-text", f"the text layer does not say what the page shows: {reason}; {HOW}")
    page.close()
    _tell(kept, sifted.chars, drawn, max(page.width, page.height), trouble)
    return kept


def _read(page: Any, chars: list[Char], kept: Page) -> None:
    """Part a page's characters into tables, lines, and lines that run another way."""
    sheet = kept.sheet = Sheet(*(float(v) for v in page.cropbox))
    ways = by_way(chars)
    way = kept.way = main_way(ways)
    kept.height = sheet.height(way)
    main = [sheet.turn(c, way) for c in ways[way]]
    stacked: list[Char] = []  # words set downwards: a cell may hold them, as a narrow heading
    if way is Way.RIGHT:
        stacked = [sheet.turn(c, way) for c in ways[Way.DOWN] if c["upright"]]
        ways[Way.DOWN] = [c for c in ways[Way.DOWN] if not c["upright"]]
    turned = [
        line
        for other in Way
        if other is not way
        for line in lines_along(ways[other], sheet, other, kept.number)
    ]
    found = tables_of(page, [*main, *stacked], turned, sheet, way, kept.number)
    kept.tables, kept.rules = found.tables, found.rules
    loose = {id(c) for c in found.loose}
    kept.lines = lines_of((c for c in main if id(c) in loose), kept.number)
    left = [c for c in stacked if id(c) in loose]
    turned = [*found.turned, *lines_along(left, sheet.visible(), Way.DOWN, kept.number)]
    kept.aside = [(BlockKind.FIGURE, line) for line in turned]
    if way is Way.RIGHT:
        held = [_shifted(table.box, sheet) for table in kept.tables]
        kept.drawn = drawn_on(page, held).moved(sheet.shift)
    posts = tuple((rule.at, rule.start, rule.end) for rule in kept.rules.upright)
    kept.drawn = replace(kept.drawn, posts=posts)


def _tell(kept: Page, chars: list[Char], drawn: Any, extent: float, trouble: _Trouble) -> None:
    """Name what is wrong with a page that was read."""
    if extent > _GIANT:
        trouble("giant-page", f"the page is {extent / 2835:.0f} m long")
    if drawn.faults:
        times = f"{drawn.faults} commands" if drawn.faults > 1 else "a command"
        trouble(
            "damaged-page", f"{times} of the page cannot be followed: {said(drawn.first_fault)}"
        )
    if drawn.full:
        trouble(
            "too-many-characters", f"only the first {len(chars)} characters of the page were read"
        )
    hidden = kept.counts[UNSEEN] + kept.counts[TINY]
    if hidden > max(_MUCH_HIDDEN, 0.02 * kept.counts[TEXT_LAYER]):
        trouble("hidden-text", f"{hidden} characters that no reader can see were left out")
    if kept.garbled:
        return
    words = kept.counts[TEXT_LAYER] - hidden
    if kept.recognised:
        trouble(
            "recognised-text",
            "the text was recognised in a scan, not typeset: quotations may have mistakes",
        )
    elif kept.scan and 0 < words < _STAMP:
        trouble(
            "scan", f"the page is a scan with {words} characters of text: a stamp or number; {HOW}"
        )
    texts = Counter([c["text"] for c in chars])
    odd = sum(unmapped(text) * times for text, times in texts.items())
    if odd > 0.05 * len(chars):
        trouble(
            "unmapped-glyphs",
            f"{odd} of {len(chars)} glyphs have no character: quotations may be unreadable",
        )


def _shifted(box: Box, sheet: Sheet) -> Box:
    """Give a box counted from the visible corner in the file's coordinates."""
    return (box[0] + sheet.x0, box[1] + sheet.top, box[2] + sheet.x0, box[3] + sheet.top)
