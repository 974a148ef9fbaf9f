"""Where a report goes: its form, told by name or by the ending of its file, and the writing of it.

In: the forms that a command knows, and what --format and --out say. Out: the form
chosen; a file written. An ending that names none of the forms is a usage error, told
before the work begins; a place that cannot be written is told, never a traceback.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterable, Sequence
from functools import wraps
from pathlib import Path
from typing import Any

import click

from pipeline.cli.door import lines_out, write_csv
from pipeline.errors import BadRequest

_ENDINGS = {
    "text": (".txt",),
    "md": (".md", ".markdown"),
    "markdown": (".md", ".markdown"),
    "csv": (".csv",),
    "html": (".html", ".htm"),
    "json": (".json",),
    "jsonl": (".jsonl",),
    "turtle": (".ttl",),
    "json-ld": (".jsonld", ".json"),
    "yaml": (".yaml", ".yml"),
    "xlsx": (".xlsx",),
}
_BYTES = "xlsx"  # no terminal shows it

Command = Callable[..., None]
Line = dict[str, Any]


def out_options(*forms: str) -> Callable[[Command], Command]:
    """Add --format and --out; the command gets the form chosen, the first one by default."""

    def add(command: Command) -> Command:
        @wraps(command)
        def chosen(*, form: str | None, out: Path | None, **given: Any) -> None:
            told = form or _by_ending(out, forms)
            if told == _BYTES and out is None:
                raise click.UsageError(f"--format {told} is a file: name it with --out NAME.{told}")
            command(form=told, out=out, **given)

        place = click.Path(path_type=Path, dir_okay=False)
        default = f"Default: by the ending of --out, else {forms[0]}."
        with_out = click.option("--out", type=place, help="File to write.")(chosen)
        return click.option("--format", "form", type=click.Choice(forms), help=default)(with_out)

    return add


def _by_ending(out: Path | None, forms: Sequence[str]) -> str:
    if out is None or not out.suffix:
        return forms[0]
    known = {ending: form for form in forms for ending in _ENDINGS[form]}
    if out.suffix.lower() not in known:
        raise click.BadParameter(
            f"no form is known by {out.suffix!r}; end the name of the file in"
            f" {', '.join(known)}, or name its form with --format",
            param_hint="--out",
        )
    return known[out.suffix.lower()]


def lines_to(lines: Iterable[Line], form: str, out: Path | None, title: str) -> None:
    """Give result lines as JSON lines, CSV or a spreadsheet, to a file or the terminal.

    Files hold CSV so that spreadsheets read it, and say how many lines they hold.
    """
    if out is None:
        lines_out(iter(lines), form)
        return
    held = list(lines)
    if form == "xlsx":
        from pipeline.report.lines_xlsx import lines_xlsx

        write_out(out, lines_xlsx(held, title))
    elif form == "csv":
        text = io.StringIO(newline="")
        write_csv(held, text)
        write_out(out, text.getvalue(), table=True)
    else:
        write_out(out, "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in held))
    click.echo(f"{out}: {len(held)}")


def texts_to(texts: Iterable[str], out: Path | None) -> None:
    """Give blocks of text to a file without colours, or to the terminal."""
    if out is None:
        for text in texts:
            click.echo(text)
    else:
        write_out(out, "".join(f"{click.unstyle(text)}\n" for text in texts))
        click.echo(str(out))


def write_out(out: Path, held: str | bytes, *, table: bool = False) -> None:
    """Write a file, and the folder it is to lie in; a table so that spreadsheets read it."""
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(held, bytes):
            out.write_bytes(held)
        else:
            out.write_text(held, encoding="utf-8-sig" if table else "utf-8", newline="")
    except OSError as error:
        raise BadRequest(
            f"{out} cannot be written: {error.strerror or error}", "name another place"
        ) from error
