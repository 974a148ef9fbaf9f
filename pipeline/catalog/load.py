"""Sheets read from a file or a folder, checked one by one and against each other.

In: a YAML file with sheets, or a folder searched for such files. Out: sheets
in the order of the files' names, then as written. Always: ids are unique,
every id that a sheet refers to is among those loaded, every named file exists
and has the stated sha256. All mistakes are reported at once.
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.catalog.relations import relation_mistakes
from pipeline.catalog.sheet import Facts, Sheet
from pipeline.catalog.written import Written, read_written, yaml_files
from pipeline.errors import BadSheet
from pipeline.records import Source

if TYPE_CHECKING:
    from pipeline.catalog.form import Form

# A YAML file in a folder is taken for sheets when one of its mappings has one of these.
_TELLING = {"id", "title"}


def load_sheets(path: Path) -> list[Sheet]:
    """Read and check every sheet of a YAML file or below a folder."""
    sheets: list[Sheet] = []
    mistakes: list[BadSheet] = []
    for written in _all_written(path):
        try:
            sheets.append(_sheet(written))
        except BadSheet as mistake:
            mistakes.append(mistake)
    if not mistakes:  # a sheet that could not be read would look like a missing one
        mistakes = relation_mistakes(sheets)
    if len(mistakes) == 1:
        raise mistakes[0]
    if mistakes:
        lines = [f"{m.message} ({m.hint})" for m in mistakes]
        raise BadSheet("\n".join(lines), "correct these and load again", mistakes=tuple(mistakes))
    return sheets


def match(sheets: Sequence[Sheet], path: Path, sha256: str | None = None) -> Sheet | None:
    """Find the sheet of a file: the one that names it, else the one with its sha256."""
    wanted = path.resolve()
    for sheet in sheets:
        if sheet.file == wanted:
            return sheet
    if sha256 is None:
        return None
    return next((sheet for sheet in sheets if sheet.sha256 == sha256.lower()), None)


def _all_written(path: Path) -> list[Written]:
    if path.is_dir():
        files = [read_written(file) for file in yaml_files(path)]
        return [w for file in files if any(_TELLING & w.fields.keys() for w in file) for w in file]
    if not path.is_file():
        raise BadSheet(f"{path}: no such file or folder", "check the path", file=path)
    written = read_written(path)
    if not written:
        raise BadSheet(
            f"{path}: holds no sheet", "write at least `id:` and `title:` in it", file=path
        )
    return written


def _sheet(written: Written) -> Sheet:
    form = _form(written)
    file = _file(written, form)
    facts = {f.name: getattr(form, f.name) for f in dataclasses.fields(Facts)}
    facts = {k: tuple(v) if isinstance(v, list) else v for k, v in facts.items()}
    fields = form.model_dump(exclude={"titles", "file", "sha256", *facts})
    titles = tuple(sorted(form.titles.items()))
    # A name has no language of its own: it is looked up as it is written.
    also = (*titles, *(("", name) for name in form.names))
    return Sheet(
        record=Source(**fields, titles=also),
        written_in=written.path,
        line=written.line,
        titles=titles,
        file=file,
        sha256=form.sha256,
        facts=Facts(**facts),
    )


def _form(written: Written) -> Form:
    from pydantic import ValidationError

    from pipeline.catalog.form import HOW_TO_FIX, Form

    try:
        return Form.model_validate(written.fields)
    except ValidationError as error:
        lines, hints = [], []
        for detail in error.errors(include_url=False, include_context=False):
            field = str(detail["loc"][0])
            known = field in Form.model_fields
            lines.append(_say(written, field, _what(detail["type"], field, detail["input"])))
            every = "the fields are " + ", ".join(Form.model_fields)
            hints.append(HOW_TO_FIX.get(field, "correct the value") if known else every)
        raise BadSheet(
            "\n".join(lines),
            "; ".join(dict.fromkeys(hints)),
            file=written.path,
            sheet=written.fields.get("id"),
            field=str(error.errors()[0]["loc"][0]),
        ) from error


def _what(kind: str, field: str, value: object) -> str:
    if kind == "missing":
        return f"{field} is missing"
    if kind == "extra_forbidden":
        return f"{field} is not a field of a sheet"
    return f"{field} cannot be {value!r}"


def _say(written: Written, field: str, what: str) -> str:
    line = written.lines.get(field, written.line)
    return f"{written.path}:{line}: sheet {written.fields.get('id', '(no id)')}: {what}"


def _file(written: Written, form: Form) -> Path | None:
    """Find the file that a sheet names, and compare its bytes with the stated sha256."""
    if form.file is None:
        return None
    file = (written.path.parent / form.file).resolve()
    where = {"file": written.path, "sheet": form.id}
    if not file.is_file():
        raise BadSheet(
            _say(written, "file", f"there is no file {form.file}"),
            "give the path relative to the sheet, or leave `file` out until the file is there",
            field="file",
            **where,
        )
    if form.sha256 is not None:
        found = hashlib.sha256(file.read_bytes()).hexdigest()
        if found != form.sha256:
            raise BadSheet(
                _say(written, "sha256", f"{form.file} has another sha256"),
                f"if this is the file you mean, write sha256: {found}",
                field="sha256",
                **where,
            )
    return file
