"""The PDF reader: pdfplumber's characters and rules made into drafts.

In: a path. Out: a `Reading` with blocks in reading order, furniture among
them, and the pages' problems. The one place that imports pdfplumber.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from pipeline.errors import DamagedFile, Encrypted, NoTextLayer
from pipeline.parse.assembly import Reading
from pipeline.parse.pdf.blocks import PageLayout, grow
from pipeline.parse.pdf.device import keep_rendering
from pipeline.parse.pdf.drawn import Drawn, drawn_on
from pipeline.parse.pdf.evidence import Evidence, evidence_of
from pipeline.parse.pdf.furniture import body_size, furniture, page_body
from pipeline.parse.pdf.headings import mark_headings
from pipeline.parse.pdf.lines import Char, Line, lines_of, unmapped
from pipeline.parse.pdf.page_numbers import join_contents
from pipeline.parse.pdf.regions import regions_of
from pipeline.parse.pdf.tables import (
    PageTables,
    Rules,
    Table,
    aligned_tables,
    join_tables,
    tables_of,
)
from pipeline.parse.pdf.turned import Sheet, Way, by_way, main_way
from pipeline.records import BlockKind, Box, Problem

MAX_PAGES = 5000
_GIANT = 20_000.0  # points; a page larger than seven metres is a drawing or an attack


def read_pdf(path: Path) -> Reading:
    """Read a PDF.

    Raises Encrypted, DamagedFile, or NoTextLayer when no page has text; a
    single page's trouble is a problem of the reading.
    """
    problems: list[Problem] = []
    with open_pdf(path) as pdf:
        title = _stated_title(pdf)
        evidence = evidence_of(pdf)
        count = len(pdf.pages)
        if count == 0:
            raise DamagedFile(f"{path.name} has no pages", "get the file again from its publisher")
        pages = [_page(pdf, number, problems) for number in range(1, min(count, MAX_PAGES) + 1)]
    if count > MAX_PAGES:
        problems.append(
            Problem("too-many-pages", f"only the first {MAX_PAGES} of {count} pages were read")
        )
    empty = [
        n for n, page in enumerate(pages, start=1) if not (page.lines or page.tables or page.aside)
    ]
    if len(empty) == len(pages):
        raise NoTextLayer(
            f"{path.name} has {count} pages but no text layer: a scan or a drawing",
            "run it through OCR (for instance ocrmypdf) and build again",
        )
    problems += [Problem("no-text-layer", "the page has no text", page=n) for n in empty]
    return _reading(pages, count, title, problems, evidence)


@contextmanager
def open_pdf(path: Path) -> Iterator[Any]:
    """Open a PDF with pdfplumber, its failures turned into ours.

    An empty user password opens quietly, as in every viewer.
    """
    import pdfplumber
    from pdfminer.pdfdocument import PDFPasswordIncorrect
    from pdfplumber.utils.exceptions import PdfminerException

    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
    try:
        pdf = pdfplumber.open(path)
    except RecursionError as error:
        raise DamagedFile(f"{path.name} is nested too deeply to read", _AGAIN) from error
    except PdfminerException as error:
        cause = error.args[0] if error.args else error
        if isinstance(cause, PDFPasswordIncorrect):
            raise Encrypted(
                f"{path.name} needs a password", "save a copy without password and build again"
            ) from error
        raise DamagedFile(f"{path.name} is not a readable PDF: {_said(cause)}", _AGAIN) from error
    except OSError:
        raise
    except Exception as error:
        raise DamagedFile(f"{path.name} is not a readable PDF: {_said(error)}", _AGAIN) from error
    try:
        yield pdf
    finally:
        pdf.close()


_AGAIN = "get the file again from its publisher, or print it to a new PDF"


def _said(error: object) -> str:
    words = str(error).strip() or type(error).__name__
    return words if len(words) < 200 else words[:200] + " …"


class _Page:
    """What is kept of a page once its characters are gone."""

    __slots__ = ("aside", "drawn", "height", "lines", "number", "rules", "sheet", "tables", "way")

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


def _page(pdf: Any, number: int, problems: list[Problem]) -> _Page:
    """Read one page; what cannot be read becomes a problem."""
    try:
        page = pdf.pages[number - 1]
        kept = _Page(number, float(page.height))
        if max(page.width, page.height) > _GIANT:
            problems.append(Problem("giant-page", "the page is too large to read", page=number))
            return kept
        keep_rendering(page)
        chars: list[Char] = [c for c in page.chars if _on_page(c, page)]
        _read(page, chars, kept)
        odd = sum(unmapped(c["text"]) for c in chars)
        page.close()
    except (MemoryError, KeyboardInterrupt):
        raise
    except Exception as error:  # pdfminer raises anything at all on broken pages
        problems.append(
            Problem("damaged-page", f"the page cannot be read: {_said(error)}", page=number)
        )
        return _Page(number, 842.0)
    if odd > 0.05 * len(chars):
        problems.append(
            Problem(
                "unmapped-glyphs",
                f"{odd} of {len(chars)} glyphs have no character: quotations may be unreadable",
                page=number,
            )
        )
    return kept


def _read(page: Any, chars: list[Char], kept: _Page) -> None:
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
        for line in _turned(ways[other], sheet, other, kept.number)
    ]
    found = tables_of(page, [*main, *stacked], turned, sheet, way, kept.number)
    kept.tables, kept.rules = found.tables, found.rules
    loose = {id(c) for c in found.loose}
    kept.lines = lines_of((c for c in main if id(c) in loose), kept.number)
    left = [c for c in stacked if id(c) in loose]
    turned = [*found.turned, *_turned(left, sheet.visible(), Way.DOWN, kept.number)]
    kept.aside = [(BlockKind.FIGURE, line) for line in turned]
    if way is Way.RIGHT:
        held = [_shifted(table.box, sheet) for table in kept.tables]
        kept.drawn = drawn_on(page, held).moved(sheet.shift)


def _turned(chars: list[Char], sheet: Sheet, way: Way, page: int) -> list[Line]:
    """Make lines that run another way, their boxes as they stand on the visible page."""
    lines = lines_of((sheet.turn(c, way) for c in chars), page)
    return [replace(line, box=sheet.back(line.box, way)) for line in lines]


def _on_page(char: Char, page: Any) -> bool:
    x0, top, x1, bottom = page.bbox
    return bool(
        x0 - 1 <= char["x0"] <= x1 + 1 and top - 1 <= char["top"] <= bottom and char["size"] > 0.5
    )


def _reading(
    pages: list[_Page],
    count: int,
    title: str | None,
    problems: list[Problem],
    evidence: Evidence,
) -> Reading:
    for page in pages:
        page.lines = join_contents(page.lines)
    lines = [page.lines for page in pages]
    body = body_size([*lines, *_table_lines(pages)])
    heights = [page.height for page in pages]
    flows: list[PageTables] = []
    for page, marked in zip(pages, furniture(lines, heights), strict=True):
        page.aside += [(BlockKind.FURNITURE, page.lines[i]) for i in sorted(marked)]
        text = [line for i, line in enumerate(page.lines) if i not in marked]
        ruby = _ruby(text)
        page.aside += [(BlockKind.RUBY, line) for line in ruby]
        taken = {id(line) for line in ruby}
        rest = [line for line in text if id(line) not in taken]
        aligned, rest = aligned_tables(rest, page.rules, page.drawn.drawings, page.number)
        flows.append(PageTables([*page.tables, *aligned], rest, page.height))
    for line in join_tables(flows, body):
        pages[line.page - 1].aside.append((BlockKind.FURNITURE, line))
    layouts: list[PageLayout] = []
    for page, flow in zip(pages, flows, strict=True):
        stand_ins = [_stand_in(t.box, i, page.number, body) for i, t in enumerate(flow.tables)]
        here = page_body(flow.lines, body)
        regions = regions_of([*flow.lines, *stand_ins], page.drawn, here)
        layouts.append(
            PageLayout(page.number, regions, flow.tables, page.aside, page.drawn.rules, here)
        )
    blocks = grow(layouts, body)
    mark_headings(blocks, body, evidence)
    turned = {page.number: page for page in pages if page.way is not Way.RIGHT}
    drafts = [b.draft for b in blocks]
    for piece in (p for draft in drafts for p in draft.pieces if p.page in turned):
        page = turned[piece.page or 0]
        if piece.box is not None and page.sheet is not None:
            piece.box, piece.edges = page.sheet.back(piece.box, page.way), None
    for cell in (c for draft in drafts for c in draft.cells):
        cell.places = tuple((n, _upright(box, pages[n - 1])) for n, box in cell.places)
    return Reading(drafts, count, problems, title=title)


def _upright(box: Box, page: _Page) -> Box:
    """Give a box of the page as it is read as it stands on the visible page."""
    return box if page.sheet is None else page.sheet.back(box, page.way)


def _shifted(box: Box, sheet: Sheet) -> Box:
    """Give a box counted from the visible corner in the file's coordinates."""
    return (box[0] + sheet.x0, box[1] + sheet.top, box[2] + sheet.x0, box[3] + sheet.top)


def _table_lines(pages: list[_Page]) -> Iterator[list[Line]]:
    for page in pages:
        yield [line for t in page.tables for row in t.rows for cell in row for line in cell]


def _stand_in(box: Box, position: int, page: int, size: float) -> Line:
    """A line that holds a table's place in the reading order."""
    return Line("", page, box, size, False, (box[0], box[2]), table=position)


def _ruby(lines: list[Line]) -> list[Line]:
    """Find readings: small kana standing right above a larger line."""
    small = [
        x
        for x in lines
        if x.wide and all("\u3040" <= c <= "\u30ff" or c in " \u3000" for c in x.text)
    ]
    found = []
    for line in small:
        for base in lines:
            near = -0.5 * line.size <= base.top - line.bottom <= 0.6 * line.size
            if near and line.size <= 0.62 * base.size and base.x0 - 2 <= line.x0 <= base.x1:
                found.append(line)
                break
    return found


def _stated_title(pdf: Any) -> str | None:
    """Take the title from the metadata unless it is a file name or program's default."""
    title = (pdf.metadata or {}).get("Title")
    if not isinstance(title, str):
        return None
    title = title.replace("\x00", "").strip()
    lower = title.lower()
    junk = lower.startswith(("microsoft word", "microsoft powerpoint", "untitled", "powerpoint"))
    if (
        len(title) < 6
        or junk
        or lower.endswith(
            (".doc", ".docx", ".pdf", ".html", ".indd", ".ppt", ".pptx", ".xlsx", ".jtd")
        )
    ):
        return None
    return title if any(c.isspace() or ord(c) > 0x2E80 for c in title) else None
