"""concord score fidelity: how faithfully files are read."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.cli.door import examples

_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)


@click.command(
    epilog=examples(
        "concord score fidelity white-paper.pdf white-paper.md",
        "concord score fidelity white-paper.pdf white-paper.md --misses",
    )
)
@click.argument("file", type=_FILE)
@click.argument("official", type=_FILE)
@click.option("--misses", is_flag=True, help="Show the sentences that were not given back.")
def fidelity(file: Path, official: Path, misses: bool) -> None:
    """Count the sentences of OFFICIAL that reading FILE gives back verbatim, and their order.

    OFFICIAL is the publisher's own text of the same work, as Markdown or
    another format that Concord reads. Recall counts the sentences that FILE
    has at all; those that the publisher changed are shown as absent.
    """
    from pipeline.parse import parse
    from pipeline.score import fidelity as measure

    found = measure.fidelity(parse(file, "0" * 64), measure.sentences_of(parse(official, "0" * 64)))
    click.echo(
        f"{found.sentences} sentences, {found.present} of them in the file, {found.found} verbatim:"
        f" recall {found.recall:.3f} ({found.recall_of_all:.3f} of all), order {found.order:.3f}"
    )
    for name, sentences in (("missed", found.missed), ("absent", found.absent)):
        for sentence in sentences if misses else ():
            click.echo(f"{name:8}{sentence}")
