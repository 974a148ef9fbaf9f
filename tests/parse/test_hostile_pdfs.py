"""Hostile PDFs end in a document or a named reason, in time, and leave nothing open."""

from __future__ import annotations

import gc
import os
import signal
import sys
import time
import warnings
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from pipeline.errors import (
    DamagedFile,
    Encrypted,
    NoTextLayer,
    OutOfMemory,
    ParseTimeout,
    UnreadableFile,
)
from pipeline.parse import parse
from pipeline.records import Document
from tests.parse import hostile

# Those that take many seconds are for scripts/fuzz_pdf.
_SLOW = {"thousands-of-pages", "million-strokes", "one-long-path", "name-long", "many-saves",
         "forms-exponential", "cmap-cid-bomb", "cmap-range-bomb", "hex-long", "almost-bomb",
         "million-characters", "bomb", "bomb-twice", "many-subpaths", "many-restores"}  # fmt: skip
FILES = {name: data for name, data in hostile.built() if name not in _SLOW}


def read(folder: Path, data: bytes) -> Document | UnreadableFile:
    path = folder / "hostile.pdf"
    path.write_bytes(data)
    try:
        return parse(path, "0" * 64)
    except UnreadableFile as error:
        return error


@pytest.mark.parametrize("name", sorted(FILES))
def test_a_trick_has_a_name_or_a_document(name: str, tmp_path: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error", ResourceWarning)
        outcome = read(tmp_path, FILES[name])
        gc.collect()
    if isinstance(outcome, UnreadableFile):
        assert "hostile.pdf" in outcome.message
        assert outcome.message.isprintable()
        assert outcome.code in {"damaged-file", "encrypted", "no-text-layer", "empty-file",
                                "not-that-format", "out-of-memory"}  # fmt: skip
    else:
        assert all(p.message.isprintable() for p in outcome.problems)


# What a reader can still be given, and what it must be called when not.
@pytest.mark.parametrize(
    ("name", "words", "codes"),
    [
        ("good", True, set()),
        ("xref-far-away", True, set()),
        ("xref-loop", True, set()),
        ("no-trailer", True, {"damaged-file"}),
        ("count-lie", True, set()),
        ("kids-loop", True, set()),
        ("kids-null", True, {"damaged-page"}),
        ("wrong-operands", True, set()),
        ("forms-deep", True, {"damaged-page"}),
        ("form-in-itself", True, set()),
        ("font-type3-bare", True, {"damaged-page"}),
        ("box-infinite", True, set()),
        ("box-inverted", True, set()),
        ("box-huge", True, {"giant-page"}),
        ("white", True, {"hidden-text"}),
        ("tiny", True, {"hidden-text"}),
        ("cid-no-unicode", False, {"unmapped-glyphs"}),
    ],
)
def test_what_can_be_read_is_read(name: str, words: bool, codes: set[str], tmp_path: Path) -> None:
    outcome = read(tmp_path, FILES[name])
    assert isinstance(outcome, Document), outcome
    assert ("Institutions shall disclose funding." in outcome.text) is words
    assert {p.code for p in outcome.problems} == codes


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("root-itself", DamagedFile),
        ("filter-crypt", DamagedFile),
        ("predictor-12-1073741824", DamagedFile),
        ("cid-widths-bomb", OutOfMemory),
        ("encrypt-unknown", Encrypted),
        ("invisible", NoTextLayer),
        ("inline-image-open", NoTextLayer),
    ],
)
def test_reasons(name: str, error: type[UnreadableFile] | None, tmp_path: Path) -> None:
    outcome = read(tmp_path, FILES[name])
    assert isinstance(outcome, error or Document), outcome


@pytest.mark.parametrize("seed", range(40))
def test_damage_has_a_name_or_a_document(seed: int, root: Path, tmp_path: Path) -> None:
    good = sorted((root / "corpora" / "sample").glob("*.pdf"))
    read(tmp_path, hostile.damaged(good[seed % len(good)].read_bytes(), seed))


def test_a_page_that_hangs_costs_that_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two pages, one of which draws without end; the other is read."""
    endless = hostile.flat(b"0 0 m 9 9 l S " * 400_000)
    resources = b"/Resources << /Font << /F1 5 0 R >> >>"
    page = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R "
        + resources
        + b" >>"
    )
    data = hostile.pdf({
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Count 2 /Kids [3 0 R 6 0 R] >>",
        3: page % 4,
        4: endless,
        5: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        6: page % 7,
        7: hostile.stream(b"BT /F1 12 Tf 72 700 Td (Institutions shall disclose funding.) Tj ET"),
    })  # fmt: skip
    monkeypatch.setenv("CONCORD_PAGE_TIMEOUT", "0.5")
    outcome = read(tmp_path, data)
    assert isinstance(outcome, Document)
    assert outcome.text == "Institutions shall disclose funding."
    assert [(p.code, p.page) for p in outcome.problems] == [("page-timeout", 1)]
    assert signal.getsignal(signal.SIGPROF) is signal.SIG_DFL
    assert signal.getitimer(signal.ITIMER_PROF)[0] == 0


def test_a_file_that_hangs_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONCORD_TIMEOUT", "1")
    slow = next(data for name, data in hostile.built() if name == "million-strokes")
    started = time.process_time()
    outcome = read(tmp_path, slow)
    assert isinstance(outcome, ParseTimeout)
    assert time.process_time() - started < 4


def test_files_are_closed(tmp_path: Path) -> None:
    folder = Path("/proc/self/fd")
    if not folder.is_dir():
        pytest.skip("no /proc here")
    before = len(os.listdir(folder))
    for name in ("half", "encrypt-unknown", "good", "root-itself", "noise"):
        read(tmp_path, FILES[name])
    assert len(os.listdir(folder)) == before
