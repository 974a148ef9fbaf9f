"""The one handler of errors, and what every command shares.

Exit codes: 0 done, 1 our error with a hint, 2 usage, 3 done with problems
under --strict.
"""

from __future__ import annotations

import errno
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

import click

from pipeline.errors import PipelineError
from pipeline.settings import DEFAULT_INDEX

STRICT = 3
STOPPED = 130  # as shells tell of a program that Ctrl-C ended
# What a disk may refuse a report or an index; anything else is a fault of ours.
_REFUSED = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM})


class Group(click.Group):
    """Commands in the order they were written; foreseen errors as two lines."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Keep the order of the source: build first, check last."""
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; turn our errors into a message, a hint and exit code 1."""
        try:
            return super().invoke(ctx)
        except PipelineError as error:
            click.secho(f"concord: {error.message}", fg="red", err=True)
            if error.hint:
                click.echo(f"  hint: {error.hint}", err=True)
            ctx.exit(1)
        except BrokenPipeError:
            # The reader of our output has gone (head, less): that is no error.
            sys.stderr.close()
            ctx.exit(0)
        except OSError as error:
            if error.errno not in _REFUSED:
                raise
            what = error.filename or "the output"
            click.secho(f"concord: {what} cannot be written: {error.strerror}", fg="red", err=True)
            click.echo("  hint: make room or check permissions, then try again", err=True)
            _leave()
            ctx.exit(1)


def _leave() -> None:
    """Let nothing more go to an output that takes none: its last words fail once more at exit."""
    sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115


def examples(*lines: str) -> str:
    """Write examples at the end of a command's help, unwrapped."""
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines)


def index_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add --index."""
    return click.option(
        "--index",
        "folder",
        type=click.Path(path_type=Path, file_okay=False),
        envvar="CONCORD_INDEX",
        default=DEFAULT_INDEX,
        show_default=True,
        help="Folder of the index (or set CONCORD_INDEX).",
    )(function)


def scheme_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add --scheme."""
    return click.option(
        "--scheme",
        type=click.Path(path_type=Path, exists=True, dir_okay=False),
        envvar="CONCORD_CONCEPTS",
        help="Concepts of your own: YAML, or SKOS as .ttl or .jsonld (or set CONCORD_CONCEPTS).",
    )(function)


def filter_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the filters that search, findings and define share."""
    for option in reversed(
        (
            click.option(
                "--jurisdiction", "jurisdictions", multiple=True, metavar="CODE",
                help="Only documents of this jurisdiction; may be repeated.",
            ),
            click.option(
                "--issuer", "issuers", multiple=True, metavar="NAME",
                help="Only documents whose issuer's name contains this; may be repeated.",
            ),
            click.option(
                "--language", type=click.Choice(["ja", "en"]),
                help="Only passages in this language.",
            ),
            click.option(
                "--document", "documents", multiple=True, metavar="ID",
                help="Only this document: its id or the start of it, its file's name or more of its"
                " path; may be repeated.",
            ),
            click.option(
                "--since", metavar="DATE", callback=_date,
                help="Only documents of this date or later (2021, 2021-04 or 2021-04-27).",
            ),
            click.option(
                "--until", metavar="DATE", callback=_date,
                help="Only documents of this date or earlier.",
            ),
            click.option("--role", metavar="ROLE", help=f"Only duties of this bearer: {_ROLES}."),
            click.option(
                "--modality", metavar="M", help=f"Only duties this strong: {_MODALITIES}."
            ),
        )
    ):  # fmt: skip
        function = option(function)
    return function


_ROLES = "government, funder, institution, researcher, business, international-body, other"
_MODALITIES = "must, must-not, should, should-not, may, commits"


def _date(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    import re

    if value is None or re.fullmatch(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?", value):
        return value
    raise click.BadParameter(f"{value!r} is no date; write 2021, 2021-04 or 2021-04-27")


def listed(ctx: click.Context, param: click.Parameter, value: str | None) -> list[str]:
    """Part the names of an option at its commas; none where it is not given."""
    names = [name.strip() for name in (value or "").split(",") if name.strip()]
    if value is not None and not names:
        raise click.BadParameter("it names nothing; leave it out, or write A,B")
    return names


def lines_out(lines: Iterator[dict[str, Any]], form: str) -> None:
    """Write result lines as JSON lines or CSV."""
    if form == "jsonl":
        for line in lines:
            click.echo(json.dumps(line, ensure_ascii=False))
        return
    write_csv(lines, sys.stdout)


def write_csv(lines: Iterable[dict[str, Any]], to: TextIO) -> None:
    """Write result lines as CSV; what is no word or number is written as JSON."""
    import csv

    from pipeline.report.csv_cells import guarded

    writer = None
    for line in lines:
        flat = {k: v if v is None or isinstance(v, str | int | float) else
                json.dumps(v, ensure_ascii=False) for k, v in line.items()}  # fmt: skip
        if writer is None:
            writer = csv.DictWriter(to, list(flat), extrasaction="ignore")
            writer.writeheader()
        writer.writerow({k: guarded(v) for k, v in flat.items()})


class Bars:
    """Progress on the terminal; one line a stage where output is not a terminal."""

    @contextmanager
    def stage(self, label: str, total: int) -> Iterator[Callable[[int], None]]:
        """Show one stage."""
        if total == 0:
            yield lambda _: None
            return
        if not sys.stderr.isatty():
            click.echo(f"{label}: {total}", err=True)
            yield lambda _: None
            return
        with click.progressbar(
            length=total, label=f"{label:16}", file=sys.stderr, show_pos=True
        ) as bar:
            yield bar.update

    def note(self, message: str) -> None:
        """Say something once."""
        click.echo(message, err=True)


def tell_dictionary(*, make: bool = False) -> None:
    """Say when words are carried into the other language without the dictionary.

    With `make` it is made first where it can be: a figure measured without it tells of
    another Concord. A question that somebody waits for makes nothing.
    """
    from pipeline.dictionary import missing, prepare

    note = prepare() if make else missing()
    if note:
        click.secho(f"note: {note}", fg="yellow", err=True)


def style(text: str, **how: Any) -> str:
    """Style text; click strips it where output is not a terminal."""
    return click.style(text, **how)
