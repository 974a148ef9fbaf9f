"""concord concepts: list, show, test, explain, export, import, check."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli.door import STRICT, examples, index_option, lines_out, scheme_option, style
from pipeline.cli.out import out_options, write_out

if TYPE_CHECKING:
    from pipeline.concepts import Scheme

_FORM = click.option(
    "--format", "form", type=click.Choice(["text", "jsonl"]), default="text", show_default=True
)
_LANGUAGE = click.option(
    "--language", type=click.Choice(["en", "ja"]), default="en", show_default=True,
    help="Language of the names shown.",
)  # fmt: skip
_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)


@click.group()
def concepts() -> None:
    """See, test, exchange the senses behind search, definitions and tables.

    A concept is a sense, with the words for it in Japanese and English and the
    words that only look like it. Use a scheme of your own with --scheme, or
    set CONCORD_CONCEPTS: YAML, or SKOS as Turtle or JSON-LD.
    """


@concepts.command(
    name="list",
    epilog=examples(
        "concord concepts list",
        "concord concepts list --language ja",
        "concord concepts list --scheme my-concepts.ttl --format jsonl",
    ),
)
@_LANGUAGE
@_FORM
@scheme_option
def list_(language: str, form: str, scheme: Path | None) -> None:
    """List the concepts as a tree, with their row numbers."""
    from pipeline.concepts import load_scheme
    from pipeline.report.concepts import concept_line, tree

    loaded = load_scheme(scheme)
    if form == "jsonl":
        lines_out((concept_line(loaded, c) for c in loaded.concepts), form)
        return
    for depth, concept, name in tree(loaded, language):
        number = style(f"{concept.notation or '':>5}", dim=True)
        click.echo(f"{number}  {'  ' * depth}{name}  {style(concept.id, dim=True)}")
    click.echo(f"\n{loaded.id}: {len(loaded.concepts)} concepts")


@concepts.command(
    epilog=examples(
        "concord concepts show research-integrity",
        "concord concepts show 責務相反",
        "concord concepts show 21 --format jsonl",
    )
)
@click.argument("name", metavar="ID")
@_FORM
@scheme_option
def show(name: str, form: str, scheme: Path | None) -> None:
    """Show a concept by its id, row number or any of its labels."""
    from pipeline.concepts import find_concept, load_scheme
    from pipeline.report.concepts import concept_line, concept_text

    loaded = load_scheme(scheme)
    concept = find_concept(loaded, name)
    if form == "jsonl":
        click.echo(json.dumps(concept_line(loaded, concept), ensure_ascii=False))
    else:
        click.echo(concept_text(loaded, concept, style))


@concepts.command(
    epilog=examples(
        'concord concepts test "Institutions disclose conflicts of interest."',
        "concord concepts test 研究公正と研究インテグリティは異なる --language ja",
        "concord concepts test --file report.txt --format jsonl",
        "pdftotext report.pdf - | concord concepts test -",
    )
)
@click.argument("text", required=False)
@click.option("--file", "file", type=_FILE, help="A text file to read instead of TEXT.")
@click.option("--asked", is_flag=True, help="TEXT is a question: hidden labels count as well.")
@_LANGUAGE
@_FORM
@scheme_option
def test(
    text: str | None, file: Path | None, asked: bool, language: str, form: str, scheme: Path | None
) -> None:
    """Tell which concepts TEXT speaks of, where and why, and what was silenced.

    TEXT may be - for standard input.
    """
    from pipeline.concepts import load_scheme, read
    from pipeline.errors import BadRequest
    from pipeline.report.concepts import reading_lines, reading_text
    from pipeline.text.typed import read_typed

    if (text is None) == (file is None):
        raise click.UsageError("give a TEXT (or -), or a --file")
    words = read_typed(file, BadRequest) if file is not None else str(text)
    if text == "-":
        with click.open_file("-", encoding="utf-8", errors="replace") as stream:
            words = stream.read()
    lines = list(reading_lines(words, read(load_scheme(scheme), words, asked=asked)))
    if form == "jsonl":
        lines_out(iter(lines), form)
        return
    click.echo(reading_text(words, lines, language, style) or "no concept")


@concepts.command(
    epilog=examples(
        "concord concepts explain my-policy-1a2b3c4d/s0042",
        "concord concepts explain my-policy-1a2b3c4d/s0042 --format jsonl",
    )
)
@click.argument("name", metavar="ID")
@_LANGUAGE
@_FORM
@scheme_option
@index_option
def explain(name: str, language: str, form: str, scheme: Path | None, folder: Path) -> None:
    """Tell why an indexed passage speaks of its concepts; ID is a segment's or finding's.

    Its own words, its lead-in and the headings above it are read one by one.
    """
    from pipeline.api import open_index
    from pipeline.report.concepts import reading_lines, reading_text

    with open_index(folder, scheme=scheme) as concord:
        parts = [
            (part, text, list(reading_lines(text, reading, part)))
            for part, text, reading in concord.explain(name)
        ]
    if form == "jsonl":
        lines_out((line for _, _, lines in parts for line in lines), form)
        return
    shown = [reading_text(text, lines, language, style) for _, text, lines in parts if lines]
    click.echo("\n".join(shown) or "no concept")


@concepts.command(
    epilog=examples(
        "concord concepts export > concepts.ttl",
        "concord concepts export --out concepts.jsonld",
        "concord concepts export --out my-concepts.yaml",
    )
)
@out_options("turtle", "json-ld", "yaml")
@scheme_option
def export(form: str, out: Path | None, scheme: Path | None) -> None:
    """Write the scheme as SKOS (Turtle, JSON-LD) or as the YAML that one edits."""
    from pipeline.concepts import load_scheme

    _write(load_scheme(scheme), form, out)


@concepts.command(
    name="import",
    epilog=examples(
        "concord concepts import thesaurus.ttl --out my-concepts.yaml",
        "concord concepts import thesaurus.jsonld --format turtle",
    ),
)
@click.argument("file", type=_FILE)
@out_options("yaml", "turtle", "json-ld")
def import_(file: Path, form: str, out: Path | None) -> None:
    """Read a scheme of SKOS or YAML and write it in a form to edit and use with --scheme.

    What was left out or put right is told on standard error.
    """
    from pipeline.concepts import load_noted

    scheme, notes = load_noted(file)
    for note in notes:
        click.echo(f"{style('note', fg='yellow')}: {note}", err=True)
    _write(scheme, form, out)


@concepts.command(
    epilog=examples(
        "concord concepts check my-concepts.yaml", "concord concepts check my.ttl --strict"
    )
)
@click.argument("file", type=_FILE)
@click.option("--strict", is_flag=True, help="End with exit code 3 when anything is noted.")
def check(file: Path, strict: bool) -> None:
    """Check a scheme of YAML or SKOS: is it whole, and what would be left out?"""
    from pipeline.concepts import load_noted
    from pipeline.languages import NAMES

    scheme, notes = load_noted(file)
    for note in notes:
        click.echo(f"{style('note', fg='yellow')}: {note}")
    named = ", ".join(
        f"{sum(code in c.pref_label for c in scheme.concepts)} named in {name}"
        for code, name in NAMES.items()
    )
    click.echo(f"{scheme.id}: {len(scheme.concepts)} concepts, {named}; {len(notes)} notes")
    if strict and notes:
        raise click.exceptions.Exit(STRICT)


def _write(scheme: Scheme, form: str, out: Path | None) -> None:
    if form == "yaml":
        from pipeline.concepts.dump import dump_scheme

        text = dump_scheme(scheme)
    else:
        from pipeline.concepts.skos import write_skos

        text = write_skos(scheme, form)
    if out is None:
        click.echo(text, nl=False)
        return
    write_out(out, text)
    click.echo(f"{out}: {len(scheme.concepts)} concepts")
