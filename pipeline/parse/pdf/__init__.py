"""The PDF reader: pdfplumber's characters and rules made into drafts.

In: a path. Out: a `Reading` with blocks in reading order, furniture among
them, and the pages' problems. `miner` is the one door to pdfplumber.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.errors import (
    DamagedFile,
    GarbledText,
    NoTextLayer,
    NothingRecognised,
    OcrStopped,
    OutOfMemory,
    ParseTimeout,
)
from pipeline.parse.assembly import Reading
from pipeline.parse.pdf.balloons import part_balloons
from pipeline.parse.pdf.blocks import grow
from pipeline.parse.pdf.evidence import Evidence, evidence_of
from pipeline.parse.pdf.furniture import body_size, furniture, page_body
from pipeline.parse.pdf.grown import PageLayout
from pipeline.parse.pdf.guard import Guard, OutOfTime, TooMuchMemory
from pipeline.parse.pdf.headings import mark_headings
from pipeline.parse.pdf.line_numbers import part_line_numbers
from pipeline.parse.pdf.lines import Line
from pipeline.parse.pdf.opening import AGAIN, open_pdf
from pipeline.parse.pdf.page_numbers import join_contents
from pipeline.parse.pdf.pages import HOW, Page, read_page, unread
from pipeline.parse.pdf.recognising import NOTHING, STOPPED, recognise
from pipeline.parse.pdf.regions import regions_of
from pipeline.parse.pdf.tables import PageTables, aligned_tables, join_tables
from pipeline.parse.pdf.turned import Way
from pipeline.parse.pdf.unbroken import unbroken
from pipeline.parse.titles import bears
from pipeline.records import BlockKind, Box, Problem
from pipeline.settings import file_timeout, page_timeout, reading_memory

if TYPE_CHECKING:
    from pipeline.parse.pdf.miner import File

__all__ = ["open_pdf", "read_pdf"]

MAX_PAGES = 3000
_RECOGNISE = (
    "concord build --ocr recognises its text, after pip install 'concord-policy[ocr]' and"
    " Tesseract with jpn, jpn_vert and eng"
)
_NOT_RECOGNISED = "look at the pages; set CONCORD_OCR_TIMEOUT to more seconds a page to try again"
# The Official Journal's properties: "... (Artificial Intelligence Act)Text with EEA relevance."
_RELEVANCE = re.compile(r"\s*\(?Text with EEA relevance\.?\)?\.?\s*$", re.IGNORECASE)
_MAX_STOPPED = 5  # pages that were given up; then the rest of the file is


def read_pdf(path: Path, *, ocr: bool = False, language: str | None = None) -> Reading:
    """Read a PDF; with `ocr`, recognise the text of pages that have none.

    `language` is what is expected of it, if anything is: OCR goes by it.
    Raises Encrypted, DamagedFile, ParseTimeout, TooLarge, or NoTextLayer when
    no page has text; a single page's trouble is a problem of the reading.
    """
    guard = Guard(file_timeout(path.stat().st_size), reading_memory())
    try:
        with guard.watching():
            return _read(path, guard, ocr, language)
    except OutOfTime:
        raise ParseTimeout(
            f"reading {path.name} took longer than allowed and was stopped",
            "set CONCORD_TIMEOUT to more seconds to try again",
        ) from None
    except (TooMuchMemory, MemoryError):
        raise OutOfMemory(
            f"reading {path.name} took more memory than allowed and was stopped", AGAIN
        ) from None
    except RecursionError as error:
        raise DamagedFile(f"{path.name} is nested too deeply to read", AGAIN) from error


def _read(path: Path, guard: Guard, ocr: bool, language: str | None) -> Reading:
    problems: list[Problem] = []
    with ExitStack() as stack:
        with guard.piece(page_timeout()):
            pdf = stack.enter_context(open_pdf(path))
        title = _stated_title(pdf)
        if pdf.scanned:
            problems.append(
                Problem("damaged-file", "the file is damaged: pages may be missing or out of order")
            )
        evidence = _evidence(pdf, guard)
        pages, count = _pages(pdf, guard, problems)
    if not pages:
        raise DamagedFile(f"{path.name} has no pages that can be read", AGAIN)
    if ocr:
        recognise(path, pages, language, guard, problems)
    empty = [page.number for page in pages if page.is_empty]
    if len(empty) == len(pages):
        _nothing(path, pages, problems)
    named = {p.page for p in problems}
    problems += [
        Problem("no-text-layer", f"the page is a picture without text; {HOW}", page=page.number)
        for page in pages
        if page.is_empty and not page.blank and page.number not in named
    ]
    problems.sort(key=lambda p: (p.page or 0, p.code))
    return _reading(pages, count, title, problems, evidence)


def _nothing(path: Path, pages: Sequence[Page], problems: Sequence[Problem]) -> None:
    """Raise the reason why no page gave text."""
    for code, tried in ((STOPPED, OcrStopped), (NOTHING, NothingRecognised)):
        first = next((p for p in problems if p.code == code), None)
        if first is not None:
            raise tried(f"{path.name} cannot be read: {first.message}", _NOT_RECOGNISED)
    garbled = [p for p in problems if p.code == "garbled-text"]
    if garbled:
        raise GarbledText(
            f"{path.name} cannot be read: {garbled[0].message.removesuffix(f'; {HOW}')}", _RECOGNISE
        )
    damaged = next((p for p in problems if p.page is not None and p.code != "hidden-text"), None)
    if damaged is not None and not any(page.scan for page in pages):
        reason = {"page-timeout": ParseTimeout, "out-of-memory": OutOfMemory}
        raise reason.get(damaged.code, DamagedFile)(
            f"{path.name} has no page that can be read: {damaged.message}", AGAIN
        )
    counted = "1 page" if len(pages) == 1 else f"{len(pages)} pages"
    raise NoTextLayer(
        f"{path.name} has {counted} but no text layer: a scan or a drawing",
        _RECOGNISE,
    )


def _pages(pdf: File, guard: Guard, problems: list[Problem]) -> tuple[list[Page], int]:
    """Read the pages one after the other; give them and how many there are."""
    pages: list[Page] = []
    number = stopped = 0
    leaves = pdf.leaves()
    while True:
        with guard.piece(page_timeout()):
            leaf = next(leaves, None)
        if leaf is None:
            break
        number += 1
        if number > MAX_PAGES:
            continue
        if stopped >= _MAX_STOPPED:
            pages.append(unread(number))
            continue
        page, gave_up = read_page(pdf, leaf, number, guard, problems)
        stopped += gave_up
        pages.append(page)
        pdf.forget()
    if stopped >= _MAX_STOPPED:
        problems.append(
            Problem("gave-up", f"{stopped} pages took too much; what follows them was not read")
        )
    if number > MAX_PAGES:
        problems.append(
            Problem("too-many-pages", f"only the first {MAX_PAGES} of {number} pages were read")
        )
    return pages, number


def _evidence(pdf: File, guard: Guard) -> Evidence:
    """Read tags and bookmarks; the document does without what takes too much."""
    try:
        with guard.piece(page_timeout()):
            return evidence_of(pdf)
    except OutOfTime:
        if guard.used_up:
            raise
    except (TooMuchMemory, MemoryError, RecursionError):
        pass
    return Evidence()


def _reading(
    pages: list[Page],
    count: int,
    title: str | None,
    problems: list[Problem],
    evidence: Evidence,
) -> Reading:
    for page in pages:
        page.lines = join_contents(page.lines)
    for page, (text, numbers) in zip(
        pages, part_line_numbers([page.lines for page in pages]), strict=True
    ):
        page.lines = text
        page.aside += [(BlockKind.FURNITURE, line) for line in numbers]
    lines = [page.lines for page in pages]
    body = body_size([*lines, *_table_lines(pages)])
    heights = [page.height for page in pages]
    flows: list[PageTables] = []
    for page, marked in zip(pages, furniture(lines, heights), strict=True):
        page.aside += [(BlockKind.FURNITURE, page.lines[i]) for i in sorted(marked)]
        text = [line for i, line in enumerate(page.lines) if i not in marked]
        text, remarks = part_balloons(text, body)
        page.aside += [(BlockKind.FURNITURE, line) for line in remarks]
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
        page.aside += [(BlockKind.FIGURE, line) for line in flow.turned]
        stand_ins = [_stand_in(t.box, i, page.number, body) for i, t in enumerate(flow.tables)]
        here = page_body(flow.lines, body)
        regions = regions_of([*flow.lines, *stand_ins], page.drawn, here)
        layouts.append(
            PageLayout(page.number, regions, flow.tables, page.aside, page.drawn.rules, here)
        )
    blocks = grow(layouts, body)
    mark_headings(blocks, body, evidence)
    turned = {page.number: page for page in pages if page.way is not Way.RIGHT}
    drafts = unbroken([b.draft for b in blocks])
    for piece in (p for draft in drafts for p in draft.pieces if p.page in turned):
        page = turned[piece.page or 0]
        if piece.box is not None and page.sheet is not None:
            piece.box, piece.edges = page.sheet.back(piece.box, page.way), None
    for cell in (c for draft in drafts for c in draft.cells):
        cell.places = tuple((n, _upright(box, pages[n - 1])) for n, box in cell.places)
    counts: Counter[str] = Counter()
    for page in pages:
        counts.update(page.counts)
    recognised = tuple(page.number for page in pages if page.recognised)
    borne = title is not None and bears(drafts, title)
    return Reading(
        drafts,
        count,
        problems,
        title=title if borne else None,
        characters=dict(counts),
        properties_title=title,
        recognised=recognised,
    )


def _upright(box: Box, page: Page) -> Box:
    """Give a box of the page as it is read as it stands on the visible page."""
    return box if page.sheet is None else page.sheet.back(box, page.way)


def _table_lines(pages: list[Page]) -> Iterator[list[Line]]:
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
    title = _RELEVANCE.sub("", title.replace("\x00", "")).strip()
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
