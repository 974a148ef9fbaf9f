"""concord score."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.cli.door import Bars, examples, index_option


@click.group()
def score() -> None:
    """Measure how good the answers are."""


@score.command(
    epilog=examples(
        "concord score questions tests/questions/questions.yaml",
        "concord score questions my-questions.yaml --split test --misses",
    )
)
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--split", type=click.Choice(["dev", "test"]), help="Only this part of the file.")
@click.option(
    "--misses", is_flag=True, help="Show the questions whose answer is not in the first five."
)
@index_option
def questions(file: Path, split: str | None, misses: bool, folder: Path) -> None:
    """Ask the questions of FILE and print recall by direction and kind."""
    from pipeline.api import open_index
    from pipeline.score.questions import ask, load_questions, table

    asked_for = [q for q in load_questions(file) if split is None or q.get("split") == split]
    with open_index(folder) as concord, Bars().stage("asking", len(asked_for)) as tick:
        asked = ask(asked_for, lambda text, k: concord.search(text, k=k), tick)
    for name, count, measures in table(asked):
        shown = "  ".join(f"{measure} {value:.2f}" for measure, value in measures.items())
        click.echo(f"{name:12}{count:4}  {shown}")
    if not misses:
        return
    for a in asked:
        if a.direction != "none" and (a.rank is None or a.rank > 5):
            click.echo(f"\n{a.id} ({a.direction}) rank {a.rank}: {a.query}")
            for hit in a.hits[:5]:
                where = f"{Path(hit.entry.path).name} p. {hit.segment.page}"
                click.echo(f"   {hit.rank}. {where}: {hit.segment.text[:90]}")
