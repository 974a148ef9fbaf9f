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
from pipeline.parse.pdf.regions import regions_of
from pipeline.parse.pdf.tables import Table, tables_of
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
    empty = [n for n, page in enumerate(pages, start=1) if not page.lines]
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

    __slots__ = ("aside", "drawn", "height", "lines", "number", "sheet", "tables", "way")

    def __init__(self, number: int, height: float) -> None:
        self.number = number
        self.height = height
        self.lines: list[Line] = []
        self.tables: list[Table] = []
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
        sheet = kept.sheet = Sheet(*(float(v) for v in page.bbox))
        ways = by_way(chars)
        kept.way = main_way(ways)
        kept.height = sheet.height(kept.way)
        loose = ways[kept.way]
        if kept.way is Way.RIGHT:
            kept.tables, loose = tables_of(page, loose, number)
            kept.drawn = drawn_on(page, [table.box for table in kept.tables]).moved(sheet.shift)
            kept.tables = [table.moved(sheet.shift) for table in kept.tables]
        kept.lines = lines_of((sheet.turn(c, kept.way) for c in loose), number)
        kept.aside = [
            (BlockKind.FIGURE, replace(line, box=sheet.back(line.box, way)))
            for way in Way
            if way is not kept.way
            for line in lines_of((sheet.turn(c, way) for c in ways[way]), number)
        ]
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
    lines = [page.lines for page in pages]
    body = body_size([*lines, *_table_lines(pages)])
    heights = [page.height for page in pages]
    layouts: list[PageLayout] = []
    for page, marked in zip(pages, furniture(lines, heights), strict=True):
        aside = [*page.aside, *((BlockKind.FURNITURE, page.lines[i]) for i in sorted(marked))]
        text = [line for i, line in enumerate(page.lines) if i not in marked]
        ruby = _ruby(text)
        aside += [(BlockKind.RUBY, line) for line in ruby]
        taken = {id(line) for line in ruby}
        flow = [line for line in text if id(line) not in taken]
        flow += [_stand_in(table.box, i, page.number, body) for i, table in enumerate(page.tables)]
        here = page_body(flow, body)
        regions = regions_of(flow, page.drawn, here)
        layouts.append(PageLayout(page.number, regions, page.tables, aside, page.drawn.rules, here))
    blocks = grow(layouts, body)
    mark_headings(blocks, body, evidence)
    turned = {page.number: page for page in pages if page.way is not Way.RIGHT}
    drafts = [b.draft for b in blocks]
    for piece in (p for draft in drafts for p in draft.pieces if p.page in turned):
        page = turned[piece.page or 0]
        if piece.box is not None and page.sheet is not None:
            piece.box, piece.edges = page.sheet.back(piece.box, page.way), None
    return Reading(drafts, count, problems, title=title)


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
