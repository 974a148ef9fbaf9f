"""concord compare."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.cli.door import Bars, examples, index_option, scheme_option

_FORMATS = {
    ".md": "md",
    ".markdown": "md",
    ".csv": "csv",
    ".html": "html",
    ".htm": "html",
    ".json": "json",
}


@click.command(
    epilog=examples(
        "concord compare",
        "concord compare --columns G7,OECD,JP --out table.html",
        "concord compare --rows 利益相反,foreign-travel,28",
        "concord compare --template my-rows.yaml --format csv --out table.csv",
    )
)
@click.option("--template", type=click.Path(path_type=Path, exists=True, dir_okay=False),
              help="YAML file of rows (default: the built-in table).")  # fmt: skip
@click.option("--columns", metavar="A,B,...",
              help="Jurisdictions or document ids (default: every jurisdiction).")  # fmt: skip
@click.option("--rows", metavar="A,B,...",
              help="Only the rows of these concepts, by id, number or label.")  # fmt: skip
@click.option("--language", type=click.Choice(["en", "ja"]), default="en", show_default=True,
              help="Language of the row labels.")  # fmt: skip
@click.option("--format", "form", type=click.Choice(["md", "csv", "html", "json"]),
              help="Default: by the ending of --out, else md.")  # fmt: skip
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="File to write.")
@scheme_option
@index_option
def compare(
    template: Path | None,
    columns: str | None,
    rows: str | None,
    language: str,
    form: str | None,
    out: Path | None,
    scheme: Path | None,
    folder: Path,
) -> None:
    """Set jurisdictions or documents side by side, row by row.

    Every cell holds cited passages, or says that the documents were searched
    and nothing was found, or that there are no documents.
    """
    from pipeline.api import open_index
    from pipeline.report.tables import render

    chosen = form or (_FORMATS.get(out.suffix.lower()) if out else None) or "md"
    with open_index(folder, scheme=scheme) as concord:
        table = concord.compare(template, _parts(columns), Bars(), rows=_parts(rows))
    text = render(table, chosen, language)
    if out is None:
        click.echo(text, nl=not text.endswith("\n"))
        return
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(text, encoding="utf-8-sig" if chosen == "csv" else "utf-8")
    from pipeline.report.tables import overview
    from pipeline.report.terminal import grid

    click.echo(grid(overview(table, language)))
    click.echo(
        "(pages of the first passage, how many; –: searched, nothing found)\n"
        f"{out}: {len(table.rows)} rows, {len(table.columns)} columns"
    )


def _parts(written: str | None) -> list[str]:
    return [part.strip() for part in (written or "").split(",") if part.strip()]
