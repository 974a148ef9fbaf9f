"""concord documents, catalogue, show, check."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from pipeline.cli.door import (
    STRICT,
    examples,
    index_option,
    lines_out,
    style,
    tell_dictionary,
)


@click.command(
    epilog=examples(
        "concord documents",
        "concord documents --problems",
        "concord documents --format jsonl",
    )
)
@click.option(
    "--problems",
    is_flag=True,
    help="Only files with problems, and why; where the characters of each text layer went,"
    " and how many are radicals, compatibility or private-use characters.",
)
@click.option("--format", "form", type=click.Choice(["text", "jsonl"]), default="text",
              show_default=True)  # fmt: skip
@index_option
def documents(problems: bool, form: str, folder: Path) -> None:
    """List what the index holds and what could not be read, with counts."""
    from pipeline.api import open_index

    with open_index(folder) as concord:
        lines = concord.documents(problems=problems)
        everything = concord.documents()
    if form == "jsonl":
        lines_out(iter(lines), form)
        return
    from pipeline.report import terminal

    for line in lines:
        click.echo(terminal.document(line, style))
        if problems and (line["characters"] or line["unusual"]):
            click.echo(style(terminal.characters(line), dim=True))
    count = {s: sum(d["status"] == s for d in everything) for s in ("ok", "partial", "failed")}
    click.echo(
        f"\n{len(everything)} files: {count['ok']} read, {count['partial']} read with problems,"
        f" {count['failed']} not read; {sum(d['segments'] for d in everything)} segments,"
        f" {sum(d['findings'] for d in everything)} findings"
    )


@click.command(
    epilog=examples(
        "concord catalogue --jurisdiction JP --type guideline",
        "concord catalogue 研究インテグリティ",
        'concord catalogue "research security" --certainty verified --missing',
        "concord catalogue --format jsonl > catalogue.jsonl",
    )
)
@click.argument("words", nargs=-1)
@click.option("--jurisdiction", "jurisdictions", multiple=True, metavar="CODE",
              help="Whose documents: G7, JP ...; repeatable.")  # fmt: skip
@click.option("--type", "types", multiple=True, metavar="TYPE",
              help="law, guideline, declaration ...; repeatable.")  # fmt: skip
@click.option("--force", type=click.Choice(["binding", "funding condition", "non-binding"]),
              help="How strongly it binds.")  # fmt: skip
@click.option("--certainty", type=click.Choice(["verified", "cited", "unverified"]),
              help="How certain address and facts are.")  # fmt: skip
@click.option("--language", metavar="CODE", help="A language it is published in.")
@click.option("--indexed/--missing", "held", default=None,
              help="Only what is in the index, or only what is not.")  # fmt: skip
@click.option("--format", "form", type=click.Choice(["text", "jsonl", "csv"]), default="text",
              show_default=True)  # fmt: skip
@index_option
def catalogue(words: tuple[str, ...], form: str, folder: Path, **given: Any) -> None:
    """List the official documents that Concord knows of, and which are indexed here.

    WORDS must stand in a title, in either language, in a name or the issuer.
    The catalogue holds facts, not files: fetch a document by hand from its address.
    """
    from pipeline.api import open_catalogue
    from pipeline.report.lines import catalogue_line

    lines = [catalogue_line(e) for e in open_catalogue(folder, words=" ".join(words), **given)]
    if form != "text":
        lines_out(iter(lines), form)
        return
    from pipeline.report import terminal

    for line in lines:
        click.echo(terminal.entry(line, style) + "\n")
    here = sum(line["indexed"] is not None for line in lines)
    click.echo(f"{len(lines)} documents known, {here} of them in {folder}")


@click.command(
    epilog=examples(
        "concord show my-policy-1a2b3c4d",
        "concord show my-policy-1a2b3c4d --format markdown > policy.md",
        "concord show my-policy-1a2b3c4d/s0042",
        "concord show my-policy-1a2b3c4d --page 3 --image page3.png",
    )
)
@click.argument("name", metavar="ID")
@click.option("--format", "form", type=click.Choice(["text", "markdown", "jsonl"]), default="text",
              show_default=True)  # fmt: skip
@click.option("--page", type=click.IntRange(1), help="The page to draw.")
@click.option("--image", type=click.Path(path_type=Path, dir_okay=False), help="PNG to draw it in.")
@index_option
def show(name: str, form: str, page: int | None, image: Path | None, folder: Path) -> None:
    """Show a document in reading order, a segment or finding in context, or a page drawn.

    ID is a document's id or the start of it, the name of its file or more of its
    path, or the id of a segment or finding as search and findings print it.
    """
    if (page is None) != (image is None):
        raise click.UsageError("--page and --image go together")
    from pipeline.api import open_index
    from pipeline.report import show as shown

    with open_index(folder) as concord:
        if page is not None and image is not None:
            from pipeline.report.picture import draw_page

            document = concord.document(name)
            path = Path(concord.index.entries[document.source.id].path)
            count = draw_page(document, path, page, image)
            click.echo(f"{image}: page {page} with {count} blocks")
            return
        click.echo(shown.text(concord.index, name, form))


@click.command(epilog=examples("concord check", "concord check --repair", "concord check --strict"))
@click.option("--repair", is_flag=True, help="Restore what is derived, remove what hangs loose.")
@click.option("--strict", is_flag=True, help="End with exit code 3 when a build would change it.")
@index_option
def check(repair: bool, strict: bool, folder: Path) -> None:
    """Check that the index is whole, current and consistent."""
    from pipeline.api import check_index

    health = check_index(folder, mend=repair)
    for line in health.repaired:
        click.echo(f"{style('repaired', fg='green')}: {line}")
    for line in health.faults:
        click.echo(f"{style('fault', fg='red')}: {line}")
    for line in health.notes:
        click.echo(f"{style('note', fg='yellow')}: {line}")
    tell_dictionary()
    verdict = "sound" if health.sound else "not sound: concord check --repair"
    click.echo(
        f"{folder}: {verdict}; {health.documents} documents, {health.segments} segments,"
        f" {health.findings} findings"
    )
    if not health.sound:
        raise click.exceptions.Exit(1)
    if strict and health.notes:
        raise click.exceptions.Exit(STRICT)
