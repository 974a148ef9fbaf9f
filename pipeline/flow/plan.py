"""What a build has to do: the files against the index.

In: candidates and what the index knows. Out: which files are new, changed,
unchanged, copies of another, or gone. Pure: nothing is written here.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePath

from pipeline.flow.discover import Candidate, stated_fields
from pipeline.flow.process import Task
from pipeline.ids import sha256_of
from pipeline.index.rows import dumps
from pipeline.index.store import OCR, FileRow
from pipeline.parse import SUFFIXES
from pipeline.parse.pdf.recognising import NEEDY, RECOGNISED, STOPPED
from pipeline.records import Problem, Source


@dataclass(slots=True)
class Plan:
    """What is to be done, by kind; paths are as given."""

    new: list[Task] = field(default_factory=list)
    changed: list[Task] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    copies: list[FileRow] = field(default_factory=list)
    unreadable: list[FileRow] = field(default_factory=list)
    vanished: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)  # unchanged, though today's code would read anew

    @property
    def tasks(self) -> list[Task]:
        """Files to process."""
        return [*self.new, *self.changed]


def make_plan(
    candidates: Sequence[Candidate],
    known: Mapping[str, FileRow],
    roots: Sequence[Path | str],
    processing: str,
    tick: Callable[[int], None] | None = None,
    *,
    ocr: bool = False,
    able: bool = True,
) -> Plan:
    """Compare files with the index: a file that did not change costs its hash.

    With `ocr` the files with pages that OCR may help are read again, once. What
    was recognised stays so without `ocr`: such a file is read with OCR again when
    it must be read at all, and kept as it is where OCR is not `able`.
    """
    plan = Plan()
    listed = {c.path for c in candidates}
    plan.vanished = [p for p in sorted(known) if p not in listed and _under(p, roots)]
    alive = {p: row for p, row in known.items() if p not in plan.vanished}
    # The file that stands for each content: the one already indexed, else the first. How
    # it is read belongs to it: a web page named .pdf cannot be read, its copy named .html can.
    holder: dict[tuple[str, str], str] = {
        (row.sha256, _read_as(path)): path
        for path, row in sorted(alive.items())
        if row.sha256 and not _is_copy(row)
    }
    for candidate in candidates:
        stated = _stated(candidate, alive.get(candidate.path))
        text = dumps(stated_fields(stated))
        try:
            sha256, size = sha256_of(candidate.file), candidate.file.stat().st_size
        except OSError as error:
            problem = Problem("unreadable", f"cannot be opened: {error.strerror or error}")
            plan.unreadable.append(
                FileRow(candidate.path, None, None, "failed", (problem,), text, processing)
            )
            continue
        finally:
            if tick is not None:
                tick(1)
        row = alive.get(candidate.path)
        first = holder.setdefault((sha256, _read_as(candidate.path)), candidate.path)
        if first != candidate.path and size:
            plan.copies.append(_copy(candidate.path, sha256, first, text, processing))
            continue
        known_text = row is not None and recognised(row)
        task = Task(candidate.path, sha256, size, stated, ocr or (known_text and able))
        if row is None or _is_copy(row):
            plan.new.append(task)
        elif row.sha256 == sha256 and known_text and not able:
            plan.unchanged.append(candidate.path)
            if (row.stated, row.processing) != (text, processing + OCR):
                plan.kept.append(candidate.path)
        elif (row.sha256, row.stated, row.code) != (sha256, text, processing) or (
            ocr and _may_help(row)
        ):
            plan.changed.append(task)
        else:
            plan.unchanged.append(candidate.path)
    return plan


def _read_as(path: str) -> str:
    ending = PurePath(path).suffix.lower()
    return SUFFIXES.get(ending, ending)


def _stated(candidate: Candidate, row: FileRow | None) -> Source:
    """Add what an earlier build was told and this one was not: options persist."""
    if row is None or candidate.stated.id:
        return candidate.stated
    fields = {"id": "", "title": "", **json.loads(row.stated), **stated_fields(candidate.stated)}
    titles = tuple((language, title) for language, title in fields.get("titles", ()))
    return Source(**{**fields, "titles": titles, "inferred": ()})


def _copy(path: str, sha256: str, first: str, stated: str, processing: str) -> FileRow:
    problem = Problem("duplicate", f"the same bytes as {first}, which is indexed instead")
    return FileRow(path, sha256, None, "ok", (problem,), stated, processing)


def _is_copy(row: FileRow) -> bool:
    return any(p.code == "duplicate" for p in row.problems)


def recognised(row: FileRow) -> bool:
    """Tell whether OCR gave a file some of its text."""
    return _has(row, RECOGNISED)


def _may_help(row: FileRow) -> bool:
    """Tell whether OCR may help a file: it was never tried, or it was stopped."""
    return _has(row, *([STOPPED] if row.processing.endswith(OCR) else NEEDY))


def _has(row: FileRow, *codes: str) -> bool:
    return any(p.code in codes for p in row.problems)


def _under(path: str, roots: Sequence[Path | str]) -> bool:
    """Tell whether an indexed path belongs to what this build was given."""
    place = PurePath(path)
    for root in roots:
        base = PurePath(root)
        if base.suffix.lower() in {".yaml", ".yml"}:
            base = base.parent
        if place == base or base in place.parents or str(base) == ".":
            return True
    return False
