"""Pages that cannot be read, recognised and read again.

In: the pages of a PDF as they were read, and its problems. Out: the same
list, where pages that are pictures or whose text layer is garbled are
replaced by what OCR made of them, marked as such; their numbers and
coordinates are those of the file. What OCR could not do is a problem.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline.languages import detect
from pipeline.parse.pdf import ocr
from pipeline.parse.pdf.guard import Guard
from pipeline.parse.pdf.opening import open_pdf, said
from pipeline.parse.pdf.pages import Page, read_page
from pipeline.parse.pdf.sift import REPLACED, TEXT_LAYER
from pipeline.records import Problem

# What is said of a page that OCR may help, and what after OCR.
NEEDY = ("scan", "no-text-layer", "garbled-text")
RECOGNISED, NOTHING, STOPPED = "ocr-text", "ocr-nothing", "ocr-stopped"
# Honest text has .1 to .5, recognised lying on its side or in the wrong script under .03.
_FLUENT = 0.05
# Fewer characters say nothing about how a page is written.
_SOME = 60


def recognise(
    path: Path, pages: list[Page], language: str | None, guard: Guard, problems: list[Problem]
) -> None:
    """Replace pages that cannot be read by what OCR makes of them, in place."""
    needy = {p.page for p in problems if p.code in NEEDY}
    numbers = [p.number for p in pages if p.number in needy or p.is_picture]
    if not numbers:
        return
    read = " ".join(line.text for p in pages if p.number not in numbers for line in p.lines)
    english = (language or (detect(read) if read else None)) == "en"
    failed: dict[int, str] = {}
    found = dict(_read(path, numbers, ocr.ENGLISH if english else ocr.JAPANESE, guard, failed))
    doubtful = [n for n in numbers if n in found and not _reads(found[n])]
    if doubtful and not english:
        # A page that does not read as any language may be written downwards.
        for number, page in _read(path, doubtful, ocr.VERTICAL, guard, {}):
            if fluency(_words(page)) > fluency(_words(found[number])):
                found[number] = page
    for number in numbers:
        _settle(pages, number, found.get(number), failed.get(number), problems)


def _read(
    path: Path, numbers: Sequence[int], languages: str, guard: Guard, failed: dict[int, str]
) -> Iterator[tuple[int, Page]]:
    """Recognise pages and read what came of it; `failed` takes the reasons of the others."""
    with ocr.recognised(path, numbers, languages) as batches:
        for batch in batches:
            if batch.made is None:
                failed.update(dict.fromkeys(batch.numbers, batch.why))
                continue
            try:
                yield from _pages(batch.made, batch.numbers, guard)
            except Exception as error:  # the copy is as odd as its original
                failed.update(dict.fromkeys(batch.numbers, said(error)))


def _pages(made: Path, numbers: Sequence[int], guard: Guard) -> Iterator[tuple[int, Page]]:
    with open_pdf(made) as pdf:
        for number, leaf in zip(numbers, pdf.leaves(), strict=False):
            page, _ = read_page(pdf, leaf, number, guard, [], levelled=True)
            yield number, page


def _settle(
    pages: list[Page], number: int, found: Page | None, why: str | None, problems: list[Problem]
) -> None:
    """Put a recognised page in its place, and say so."""
    old = pages[number - 1]
    if old.garbled:
        what = "the page's text layer does not say what it shows"
    else:
        what = "the page is a picture without text" if old.is_empty else "the page is a scan"
    if found is None:
        code, message = STOPPED, f"{what}, and it was not recognised: {why or 'OCR failed'}"
    elif found.is_empty:
        code, message = NOTHING, f"{what}, and OCR found no words on it"
    else:
        code = RECOGNISED
        message = f"{what}: its text was recognised by OCR, quotations may have mistakes"
        found.recognised = True
        replaced = old.counts[TEXT_LAYER]
        found.counts[TEXT_LAYER] += replaced
        found.counts[REPLACED] += replaced
        pages[number - 1] = found
    problems[:] = [p for p in problems if p.page != number or p.code not in NEEDY]
    problems.append(Problem(code, message, page=number))


def _words(page: Page) -> str:
    cells = [line for t in page.tables for row in t.rows for cell in row for line in cell]
    return " ".join(line.text for line in [*page.lines, *cells, *(x for _, x in page.aside)])


def _reads(page: Page) -> bool:
    words = _words(page)
    return len(words) < _SOME or fluency(words) >= _FLUENT


def fluency(words: str) -> float:
    """Tell how much a text reads as Japanese or English: common short words a character.

    Reads as: what was recognised at the wrong angle or in the wrong script has none.
    """
    if not words:
        return 0.0
    lower = words.lower()
    japanese = sum(lower.count(word) for word in _COMMON_JA)
    english = sum(lower.count(f" {word} ") for word in _COMMON_EN)
    return (2 * japanese + 4 * english) / len(words)


_COMMON_JA = (
    "する", "した", "して", "され", "こと", "ある", "いる", "ます", "です", "もの", "など", "ため",
    "から", "まで", "及び", "又は", "場合", "には", "では", "とは", "により", "に係る",
    "について", "に関す", "における", "この", "その", "等の", "年度",
)  # fmt: skip
_COMMON_EN = ("the", "of", "and", "to", "in", "for", "shall", "a", "is", "be", "or", "with")
