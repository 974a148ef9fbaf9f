"""concord align."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli.door import Bars, examples, index_option, style, tell_dictionary
from pipeline.cli.out import out_options, write_out

if TYPE_CHECKING:
    from pipeline.api import Alignment


@click.command(
    epilog=examples(
        "concord align guideline.ja.pdf guideline.en.pdf --out side-by-side.html",
        "concord align my-policy-2021 my-policy-2024 --format jsonl",
        "concord align japan-guideline oecd-recommendation --order free --format csv",
    )
)
@click.argument("left")
@click.argument("right")
@click.option("--order", type=click.Choice(["monotone", "free"]), default="monotone",
              show_default=True,
              help="monotone: translations and versions; free: two different works.")  # fmt: skip
@click.option("--language", type=click.Choice(["en", "ja"]),
              help="Language of the labels (default: ja for two Japanese documents).")  # fmt: skip
@out_options("text", "jsonl", "csv", "html", "xlsx")
@index_option
def align(
    left: str,
    right: str,
    order: str,
    language: str | None,
    form: str,
    out: Path | None,
    folder: Path,
) -> None:
    """Set the passages of LEFT and RIGHT that say the same side by side.

    LEFT and RIGHT are files, or documents of the index: an id or the start of
    one, the name of its file or more of its path. Every passage appears once; one
    without a counterpart stands alone, with how sure that is. The relation is said
    of LEFT: equivalent, narrower, broader, stronger or weaker (in what it demands),
    related, or none.
    """
    from pipeline.api import align as made

    tell_dictionary(make=True)
    found = made(left, right, order=order, folder=folder, progress=Bars())
    own = {found.left.language, found.right.language}
    spoken = language or ("ja" if own == {"ja"} else "en")
    if out is None:
        text = _render(found, form, spoken, plain=False)
        click.echo(text, nl=not text.endswith("\n"))
        return
    from pipeline.report.pairs import LABELS, summary

    if form == "xlsx":
        from pipeline.report.pairs_xlsx import pairs_xlsx

        write_out(out, pairs_xlsx(found.pairs, found.left, found.right, spoken))
    else:
        write_out(out, _render(found, form, spoken, plain=True), table=form == "csv")
    rows = LABELS[spoken]["rows"].format(n=len(found.pairs))
    click.echo(f"{out}: {rows}: {summary(found.pairs, spoken)}")


def _render(found: Alignment, form: str, language: str, *, plain: bool) -> str:
    from pipeline.report.pairs import pair_line, pairs_csv, pairs_text
    from pipeline.report.pairs_html import pairs_html

    if form == "jsonl":
        lines = [json.dumps(pair_line(p), ensure_ascii=False) for p in found.pairs]
        return "".join(f"{line}\n" for line in lines)
    if form == "csv":
        return pairs_csv(found.pairs)
    if form == "html":
        return pairs_html(found.pairs, found.left, found.right, language)
    shown = (lambda text, **_: text) if plain else style
    return pairs_text(found.pairs, shown, language) + "\n"
