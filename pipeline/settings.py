"""Where things are and how much is taken at once.

Every setting has an environment variable, so that a test or a service can
change it without touching code. Nothing is read at import.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

DEFAULT_INDEX = Path("indexes/default")
# Two small encoders: the first is strong within a language, the second across.
DEFAULT_ENCODERS = ("e5-small", "use-multilingual")


def index_folder() -> Path:
    """Give the index folder: CONCORD_INDEX, else indexes/default."""
    return Path(os.environ.get("CONCORD_INDEX") or DEFAULT_INDEX)


def lexicon_file() -> Path | None:
    """Give an organisation's own lexicon, which comes before ours: CONCORD_LEXICON, else none."""
    said = os.environ.get("CONCORD_LEXICON")
    return Path(said) if said else None


def jobs() -> int:
    """Give the number of worker processes: CONCORD_JOBS, else one a core, at most 8."""
    said = os.environ.get("CONCORD_JOBS", "")
    return max(1, int(said)) if said.isdigit() else min(os.cpu_count() or 1, 8)


def file_timeout(size: int) -> float:
    """Give the seconds one file of `size` bytes may take: CONCORD_TIMEOUT, else by size.

    The slowest honest file seen takes about 20 s a megabyte; ten times that,
    and never under three minutes, is a file that hangs.
    """
    said = os.environ.get("CONCORD_TIMEOUT", "")
    if said:
        return max(1.0, float(said))
    return 180.0 + 200.0 * size / (1 << 20)


def page_timeout() -> float:
    """Give the processor seconds one page may take: CONCORD_PAGE_TIMEOUT, else 30.

    The slowest honest page seen takes 3 s.
    """
    said = os.environ.get("CONCORD_PAGE_TIMEOUT", "")
    return max(0.1, float(said)) if said else 30.0


def ocr_command() -> str | None:
    """Give the OCRmyPDF to call: CONCORD_OCRMYPDF, else on PATH, else beside this Python."""
    said = os.environ.get("CONCORD_OCRMYPDF") or "ocrmypdf"
    return shutil.which(said) or shutil.which(said, path=str(Path(sys.executable).parent))


def ocr_page_timeout() -> float:
    """Give the seconds that recognising one page may take: CONCORD_OCR_TIMEOUT, else 120.

    A dense page of Japanese takes 5 to 20 s.
    """
    said = os.environ.get("CONCORD_OCR_TIMEOUT", "")
    return max(1.0, float(said)) if said else 120.0


def ocr_file_timeout() -> float:
    """Give the seconds that recognising the pages of one file may take.

    Twenty pages that take all they may; some 600 honest ones.
    """
    return 40 * ocr_page_timeout()


def worker_memory() -> int:
    """Give the bytes a worker process may take: CONCORD_MEMORY in MB, else 2,000 MB.

    A worker that has analysed long documents in both languages holds 990 MB.
    """
    said = os.environ.get("CONCORD_MEMORY", "")
    return (max(200, int(said)) if said.isdigit() else 2000) << 20


def reading_memory() -> int:
    """Give the bytes that reading one file may add to the process.

    The largest honest file seen takes 150 MB. A hostile one meets this limit long
    before that of the worker.
    """
    return worker_memory() // 5
