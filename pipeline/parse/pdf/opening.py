"""A PDF opened, its failures turned into ours.

In: a path. Out: an open file whose pages can be read. Whatever pdfminer
raises becomes a leaf of `UnreadableFile`; the file is closed whatever happens.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from pipeline.errors import DamagedFile, Encrypted

if TYPE_CHECKING:
    from pipeline.parse.pdf.miner import File

AGAIN = "get the file again from its publisher, or print it to a new PDF"


@contextmanager
def open_pdf(path: Path) -> Iterator[Any]:
    """Open a PDF, a `miner.File`; an empty user password opens quietly, as in every viewer.

    Raises Encrypted or DamagedFile.
    """
    from pipeline.parse.pdf.miner import bounded_streams

    for name in ("pdfminer", "pdfplumber"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    with path.open("rb") as stream, bounded_streams():
        yield _opened(path, stream)


def _opened(path: Path, stream: BinaryIO) -> File:
    """Trust the file's tables; where they lead nowhere, look for its objects instead."""
    from pipeline.parse.pdf.miner import File, PDFEncryptionError, PDFPasswordIncorrect

    reason: Exception | None = None
    for scan in (False, True):
        try:
            file = File(stream, path, scan)
            if next(file.leaves(), None) is not None:
                return file
        except PDFPasswordIncorrect as error:
            raise Encrypted(
                f"{path.name} needs a password", "save a copy without password and build again"
            ) from error
        except PDFEncryptionError as error:
            raise Encrypted(
                f"{path.name} is encrypted in a way that cannot be opened",
                "save a copy without encryption and build again",
            ) from error
        except Exception as error:  # anything at all on broken files
            reason = reason or error
    if reason is None:
        raise DamagedFile(f"{path.name} has no pages", AGAIN)
    if isinstance(reason, RecursionError):
        raise DamagedFile(f"{path.name} is nested too deeply to read", AGAIN) from reason
    raise DamagedFile(f"{path.name} is not a readable PDF: {said(reason)}", AGAIN) from reason


def said(error: object) -> str:
    """Give an error's words, or its name when it has none; never long, never raw bytes."""
    words = " ".join(str(error).split()) or type(error).__name__
    words = "".join(c if c.isprintable() else "?" for c in words)
    return words if len(words) < 160 else words[:160] + " …"
