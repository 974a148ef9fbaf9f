"""Which files a build is about.

In: files, folders and sheets as the user gave them, with options. Out:
candidates in a stable order, each with what is stated of it. A folder gives
every file in it that is or might be a document; hidden files and files that
belong to a collection's workings give none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from pipeline.catalog import Sheet, load_sheets, match
from pipeline.catalog.jurisdictions import code_of
from pipeline.errors import BadRequest
from pipeline.records import Source

_SHEETS = frozenset({".yaml", ".yml"})
# Files that lie beside documents and are none: no reader would be missed.
_BESIDE = frozenset(
    ".py .pyc .js .ts .css .json .jsonl .yaml .yml .toml .cfg .ini .lock .log .sh .typ .tex .svg"
    " .png .jpg .jpeg .gif .webp .ico .ttf .otf .woff .woff2 .zip .gz .tar .db .sqlite .faiss"
    " .bib".split()
)
_NOT_DOCUMENTS = frozenset({"license", "licence", "copying", "notice"})
_ENDS = 5  # endings named of what lies in a folder without documents


@dataclass(frozen=True, slots=True)
class Candidate:
    """A file that a build considers; `path` is the file as given."""

    path: str
    file: Path
    stated: Source
    explicit: bool  # named itself, not found in a folder


def discover(
    paths: Sequence[Path | str],
    *,
    jurisdiction: str | None = None,
    issuer: str | None = None,
    language: str | None = None,
    known: list[str] | None = None,
    passed: Counter[str] | None = None,
) -> list[Candidate]:
    """Find the files of a build, sorted by path, each once.

    `known` takes the ids of sheets that name no file: documents known, but not here;
    `passed` counts, by ending, the files that lie beside documents and were passed by.
    """
    found: dict[str, Candidate] = {}
    for given in paths:
        path = Path(given)
        if not path.exists():
            raise BadRequest(f"{given}: no such file or folder", "check the path", path=str(given))
        sheets, files, explicit = _expand(path, passed)
        if known is not None and not explicit:
            known += [sheet.id for sheet in sheets if sheet.file is None]
        for file in files:
            sheet = match(sheets, file)
            stated = sheet.source() if sheet else Source(id="", title="")
            whose = jurisdiction or stated.jurisdiction
            stated = replace(
                stated,
                jurisdiction=(code_of(whose) or whose) if whose else None,
                issuer=issuer or stated.issuer,
                language=language or stated.language,
            )
            name = file.as_posix() if not str(given).startswith("./") else f"./{file.as_posix()}"
            found.setdefault(name, Candidate(name, file, stated, explicit))
    return [found[name] for name in sorted(found)]


def _expand(path: Path, passed: Counter[str] | None) -> tuple[list[Sheet], list[Path], bool]:
    """Give the sheets and files that one given path stands for."""
    if path.is_file() and path.suffix.lower() in _SHEETS:
        sheets = load_sheets(path)
        files = [_as_given(path.parent, s.file) for s in sheets if s.file is not None]
        return sheets, sorted(set(files)), False
    if path.is_file():
        near = load_sheets(path.parent / "sheets.yaml") if _has_sheets(path.parent) else []
        return near, [path], True
    if not path.is_dir():
        raise BadRequest(f"{path} is neither a file nor a folder", "give documents or folders")
    sheets = load_sheets(path)
    if _has_sheets(path):
        # A folder with its own sheets is a collection: the sheets say what is in it.
        files = [_as_given(path, s.file) for s in sheets if s.file is not None]
        return sheets, sorted(set(files)), False
    return sheets, sorted(_walk(path, passed)), False


def _has_sheets(folder: Path) -> bool:
    return (folder / "sheets.yaml").is_file()


def _as_given(folder: Path, file: Path) -> Path:
    """Write a sheet's file relative to the folder as the user named it."""
    root = folder.resolve()
    return folder / file.relative_to(root) if file.is_relative_to(root) else file


def _walk(folder: Path, passed: Counter[str] | None) -> Iterable[Path]:
    for file in folder.rglob("*"):
        parts = file.relative_to(folder).parts
        if any(p.startswith((".", "~$")) or p == "__pycache__" for p in parts):
            continue
        if file.suffix.lower() in _BESIDE or not (file.is_file() or _leads_nowhere(file)):
            if passed is not None and file.is_file():
                passed[file.suffix.lower()] += 1
            continue
        if file.stem.lower() in _NOT_DOCUMENTS:
            continue
        yield file


def _leads_nowhere(file: Path) -> bool:
    """Tell a link whose file is gone: it stands for a document, and is named as not read."""
    return file.is_symlink() and not file.exists()


def nothing_there(paths: Sequence[Path | str]) -> BadRequest:
    """Say that there is nothing to read, and what lies there instead."""
    named = ", ".join(str(path) for path in paths)
    ends = sorted(
        {
            file.suffix.lower() or file.name
            for path in map(Path, paths)
            if path.is_dir()
            for file in path.rglob("*")
            if file.is_file() and not file.name.startswith(".")
        }
    )
    beside = f"; what lies there ({', '.join(ends[:_ENDS])}) is none of these" if ends else ""
    return BadRequest(
        f"there are no documents in {named}",
        f"check the path: PDF, DOCX, HTML, Markdown, text and e-Gov XML are read{beside}",
    )


def stated_fields(source: Source) -> dict[str, Any]:
    """Give what is stated of a file, without empty fields."""
    return {k: v for k, v in asdict(source).items() if v not in (None, "", ())}
