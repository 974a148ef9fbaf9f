"""concord compare."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from pipeline.cli.door import Bars, examples, index_option, listed, scheme_option, tell_dictionary
from pipeline.cli.out import out_options, write_out

_NAMED = 5  # documents named of those in no column


@click.command(
    epilog=examples(
        "concord compare",
        "concord compare --columns G7,OECD,JP --out table.html",
        "concord compare --rows 利益相反,foreign-travel,28",
        "concord compare --template my-rows.yaml --out table.xlsx",
    )
)
@click.option("--template", type=click.Path(path_type=Path, exists=True, dir_okay=False),
              help="YAML file of rows (default: the built-in table).")  # fmt: skip
@click.option("--columns", metavar="A,B,...", callback=listed,
              help="Jurisdictions or document ids (default: every jurisdiction).")  # fmt: skip
@click.option("--rows", metavar="A,B,...", callback=listed,
              help="Only the rows of these concepts, by id, number or label.")  # fmt: skip
@click.option("--language", type=click.Choice(["en", "ja"]), default="en", show_default=True,
              help="Language of the row labels.")  # fmt: skip
@out_options("md", "csv", "html", "json", "xlsx")
@scheme_option
@index_option
def compare(
    template: Path | None,
    columns: list[str],
    rows: list[str],
    language: str,
    form: str,
    out: Path | None,
    scheme: Path | None,
    folder: Path,
) -> None:
    """Set jurisdictions or documents side by side, row by row.

    Every cell holds cited passages, or says that the documents were searched
    and nothing was found, or that there are no documents.
    """
    from pipeline.api import open_index
    from pipeline.report.tables import left_out, overview, render, said

    with open_index(folder, scheme=scheme) as concord:
        table = concord.compare(template, columns, Bars(), rows=rows)
    tell_dictionary()
    if note := left_out(table, language):
        click.echo(f"{note}: {', '.join(table.left_out[:_NAMED])}{_more(table.left_out)}", err=True)
        click.echo(
            "  hint: name documents with --columns, or concord build PATH --jurisdiction CODE",
            err=True,
        )
    if out is None:
        text = render(table, form, language)
        click.echo(text, nl=not text.endswith("\n"))
        return
    if form == "xlsx":
        from pipeline.report.tables_xlsx import table_xlsx

        write_out(out, table_xlsx(table, language))
    else:
        write_out(out, render(table, form, language), table=form == "csv")
    from pipeline.report.terminal import grid

    size = said("size", language).format(rows=len(table.rows), columns=len(table.columns))
    click.echo(grid(overview(table, language)))
    click.echo(f"{said('brief', language)}\n{out}: {size}")


def _more(names: Sequence[str]) -> str:
    return " …" if len(names) > _NAMED else ""
