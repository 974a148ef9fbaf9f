"""concord build."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli.door import STOPPED, STRICT, Bars, examples, index_option, lines_out, style
from pipeline.cli.out import write_out

if TYPE_CHECKING:
    from pipeline.flow.report import BuildReport

_CHANGES = "changes"  # folder in the index


@click.command(
    epilog=examples(
        "concord build corpora/sample",
        "concord build ~/policies/japan --jurisdiction JP",
        "concord build ~/policies --dry-run",
        "concord build ~/policies --ocr        # read scans too",
        "concord build ~/policies --prune      # take out what is gone",
    )
)
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@index_option
@click.option("--jurisdiction", metavar="CODE", help="Whose documents these are: G7, OECD, JP ...")
@click.option("--issuer", metavar="NAME", help="Who issued these documents.")
@click.option("--language", type=click.Choice(["ja", "en"]), help="What language they are in.")
@click.option(
    "--model", metavar="NAME", help="Another sentence-transformers model, by name or path."
)
@click.option(
    "--dry-run", is_flag=True, help="Say what would be done, with counts; change nothing."
)
@click.option(
    "--ocr", is_flag=True, help="Recognise the text of scanned and garbled pages (needs OCRmyPDF)."
)
@click.option("--prune", is_flag=True, help="Take out documents that are gone from PATH.")
@click.option("--jobs", type=click.IntRange(1, 64), help="Worker processes (default: one a core).")
@click.option("--profile", is_flag=True, help="Print how long each stage took.")
@click.option("--strict", is_flag=True, help="End with exit code 3 when a file could not be read.")
@click.option("--format", "form", type=click.Choice(["text", "jsonl"]), default="text",
              show_default=True,
              help="jsonl: a line for each document, with every change.")  # fmt: skip
def build(
    paths: tuple[Path, ...],
    folder: Path,
    jurisdiction: str | None,
    issuer: str | None,
    language: str | None,
    model: str | None,
    dry_run: bool,
    prune: bool,
    ocr: bool,
    jobs: int | None,
    profile: bool,
    strict: bool,
    form: str,
) -> None:
    """Build or update the index from files, folders and sheets.

    PATH is a document (PDF, DOCX, HTML, Markdown, text, e-Gov XML), a folder
    of documents, or a YAML file of sheets. Unchanged files are skipped,
    changed ones replaced; a build that was stopped goes on where it was.

    An update says of each document that it adds what duties and definitions it
    holds, and of a new version of a document what changed. What a replaced
    document changed is also kept as a page, under changes/ in the index.
    """
    from pipeline.flow.build import build as run

    try:
        report = run(
            paths,
            folder,
            jurisdiction=jurisdiction,
            issuer=issuer,
            language=language,
            model=model,
            dry_run=dry_run,
            prune=prune,
            ocr=ocr,
            workers=jobs,
            progress=Bars(),
            announce=_pages,
        )
    except KeyboardInterrupt:
        click.echo(
            "\nstopped; the index is as it was, and what was read is kept: the same command goes on"
            " where this one ended",
            err=True,
        )
        raise click.exceptions.Exit(STOPPED) from None
    if form == "jsonl":
        from pipeline.cli.news import news_lines

        lines_out(iter(news_lines(report, folder / _CHANGES)), "jsonl")
    else:
        _tell(report)
    if profile:
        for stage, seconds in report.seconds.items():
            click.echo(f"  {stage:28}{seconds:8.1f} s", err=form == "jsonl")
    if strict and report.failed:
        raise click.exceptions.Exit(STRICT)


def _pages(report: BuildReport) -> None:
    """Write a page of what each replaced document changed, while its old words are there."""
    from pipeline.cli.news import page_of
    from pipeline.report.changes_html import changes_html

    for item in report.news:
        page = page_of(item, report.index / _CHANGES)
        if page is not None and item.changes is not None:
            language = "ja" if item.source.language == "ja" else "en"
            write_out(page, changes_html(item.changes, item.changes.changes, language))


def _read(paths: Sequence[str], report: BuildReport) -> int:
    """Count the files that gave a document."""
    return sum(path not in report.failed for path in paths)


def _tell(report: BuildReport) -> None:
    """Sum up a build, with the reason for every file that gave nothing."""
    from pipeline.report.terminal import named

    would = "would be " if report.dry_run else ""
    parts = [
        f"{_read(report.new, report)} {would}added",
        f"{_read(report.changed, report)} {would}replaced",
        f"{_read(report.unchanged, report)} unchanged",
    ]
    if report.failed:
        parts.append(f"{len(report.failed)} not read")
    if report.copies:
        parts.append(f"{len(report.copies)} copies of others")
    if report.removed:
        parts.append(f"{len(report.removed)} {would}removed")
    click.echo("files: " + ", ".join(parts))
    there = report.new or report.changed or report.unchanged or report.copies or report.failed
    if not (there or report.removed or report.known):
        click.echo("no documents there now; the index stays as it is")
    if report.known:
        click.echo(
            f"{len(report.known)} sheets tell of documents that are not there, and Concord fetches"
            " nothing: get one by hand (concord catalogue shows its address), save it beside its"
            " sheet and write `file: NAME` in the sheet"
        )
    if report.dry_run:
        for sign, paths in (("+", report.new), ("~", report.changed), ("-", report.removed)):
            for path in paths:
                click.echo(f"  {sign} {named(path)}")
    if report.generation > 1:
        # Of a first build everything is new: concord documents lists it.
        from pipeline.cli.news import news_text

        for told in news_text(report, report.index / _CHANGES, style):
            click.echo(told)
    if report.vanished:
        many = len(report.vanished)
        what = "1 indexed file is" if many == 1 else f"{many} indexed files are"
        click.echo(f"{what} gone but still searched; --prune takes what is gone out")
    if report.resumed:
        click.echo(f"{report.resumed} files were already read by a build that was stopped")
    if report.failed:
        click.echo(style(f"{len(report.failed)} could not be read:", fg="yellow"))
        for path, reason in sorted(report.failed.items()):
            click.echo("  " + named(f"{path}: {reason}"))
    if report.passed:
        ends = ", ".join(f"{end or 'no ending'} {n}" for end, n in sorted(report.passed.items()))
        click.echo(f"passed by, no documents by their names: {ends}")
    if not report.dry_run:
        click.echo(
            f"{report.index}: {report.documents} documents, {report.segments} segments,"
            f" {report.findings} findings"
        )
