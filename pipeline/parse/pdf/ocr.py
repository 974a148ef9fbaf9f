"""Text recognised in pages without any, by OCRmyPDF and Tesseract.

In: a PDF and the numbers of pages that cannot be read. Out: for each batch of
them a PDF of just these pages with a text layer, or nothing. OCRmyPDF is a
program that is called, with limits on its time; it inherits the worker's
limit on memory. The document itself is never written to.
"""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import NoOcr
from pipeline.settings import ocr_command, ocr_file_timeout, ocr_page_timeout

JAPANESE, ENGLISH, VERTICAL = "jpn+eng", "eng", "jpn_vert+eng"
INSTALL = (
    "pip install 'concord-policy[ocr]', and Tesseract with jpn, jpn_vert and eng and Ghostscript"
    " from the system's packages"
)
# So few pages a call: what a call that fails makes to be done again, page by page.
_BATCH = 8
_START = 30.0  # seconds a call may take beside its pages: Python starts, pages are drawn
_NEEDED = ("jpn", "jpn_vert", "eng")


def require() -> None:
    """Raise NoOcr, saying what is missing, unless pages can be recognised here."""
    command = ocr_command()
    if command is None:
        raise NoOcr("OCR is asked for and ocrmypdf is not installed", INSTALL)
    if _output([command, "--version"]) is None:
        raise NoOcr(f"OCR is asked for and {command} does not run", INSTALL)
    languages = _output(["tesseract", "--list-langs"])
    if languages is None:
        raise NoOcr("OCR is asked for and Tesseract is not installed", INSTALL)
    missing = [name for name in _NEEDED if name not in languages.split()]
    if missing:
        raise NoOcr(f"OCR is asked for and Tesseract lacks {', '.join(missing)}", INSTALL)


def available() -> bool:
    """Tell whether pages can be recognised here."""
    try:
        require()
    except NoOcr:
        return False
    return True


def _output(command: list[str]) -> str | None:
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return None if done.returncode else done.stdout + done.stderr


@dataclass(slots=True)
class Batch:
    """Pages taken through OCR together; `made` holds them in this order, `why` if it failed."""

    numbers: list[int]
    made: Path | None
    why: str = ""


@contextmanager
def recognised(path: Path, numbers: Sequence[int], languages: str) -> Iterator[Iterator[Batch]]:
    """Recognise pages of a PDF, some at a time; a page that fails alone is given with the reason."""
    with tempfile.TemporaryDirectory(prefix="concord-ocr-") as folder:
        yield _batches(path, list(numbers), languages, Path(folder))


def _batches(path: Path, numbers: list[int], languages: str, folder: Path) -> Iterator[Batch]:
    end = time.monotonic() + ocr_file_timeout()
    waiting = [numbers[at : at + _BATCH] for at in range(0, len(numbers), _BATCH)]
    while waiting:
        pages = waiting.pop(0)
        left = end - time.monotonic()
        if left <= 0:
            yield Batch(pages, None, "the file's time for OCR was used up")
            continue
        batch = _recognise(path, pages, languages, folder, left)
        if batch.made is None and len(pages) > 1:
            waiting[:0] = [[page] for page in pages]
            continue
        yield batch
        if batch.made is not None:
            batch.made.unlink(missing_ok=True)


def _recognise(path: Path, pages: list[int], languages: str, folder: Path, left: float) -> Batch:
    """Call OCRmyPDF on a copy of some pages."""
    some, made = folder / "pages.pdf", folder / "recognised.pdf"
    try:
        _copy(path, pages, some)
    except Exception as error:  # pdfium refuses what the reader forgives
        return Batch(pages, None, f"the pages cannot be copied: {error}")
    each = ocr_page_timeout()
    command = [
        ocr_command() or "ocrmypdf", "--quiet", "--force-ocr", "--output-type", "pdf",
        "--optimize", "0", "--jobs", "1", "--language", languages,
        "--tesseract-timeout", str(each), str(some), str(made),
    ]  # fmt: skip
    limit = min(len(pages) * each + _START, left)
    try:
        why = _call(command, limit)
    except OSError as error:
        why = f"ocrmypdf cannot be started: {error.strerror or error}"
    if why is None and made.is_file():
        return Batch(pages, made)
    return Batch(pages, None, why or "ocrmypdf made no file")


def _copy(path: Path, pages: list[int], out: Path) -> None:
    """Copy pages into a new file without encryption; raises when the file has fewer."""
    import pypdfium2

    with pypdfium2.PdfDocument(path) as whole, pypdfium2.PdfDocument.new() as some:
        some.import_pages(whole, [number - 1 for number in pages])
        if len(some) != len(pages):
            raise ValueError("some are missing")
        some.save(out)


def _call(command: list[str], limit: float) -> str | None:
    """Run a program; give the reason when it failed. At the limit it ends with all it started."""
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1", "PYTHONWARNINGS": "ignore"}
    with subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        text=True, errors="replace", env=environment, start_new_session=True,
    ) as running:  # fmt: skip
        try:
            _, said = running.communicate(timeout=limit)
        except BaseException as error:
            os.killpg(running.pid, signal.SIGKILL)
            running.wait()
            if isinstance(error, subprocess.TimeoutExpired):
                return f"OCR took longer than {limit:.0f} s and was stopped"
            raise
    if running.returncode:
        last = next(
            (line for line in reversed(said.splitlines()) if line.strip()), "no reason given"
        )
        return f"ocrmypdf failed: {last.strip()[:160]}"
    return None
