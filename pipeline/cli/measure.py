"""concord score."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli.door import Bars, examples, index_option

if TYPE_CHECKING:
    from pipeline.score.findings import Judged


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


@score.command(
    epilog=examples(
        "concord score findings --split dev --json before.json",
        "concord score findings --split dev --against before.json --errors duty",
    )
)
@click.option(
    "--split",
    type=click.Choice(["dev", "test", "all"]),
    default="all",
    help="Only these documents (all).",
)
@click.option(
    "--data",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    default=Path("../shared/data"),
    help="The folder of the labelled files (../shared/data).",
)
@click.option(
    "--gold",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    default=Path("tests/gold"),
    help="The folder of the labels (tests/gold).",
)
@click.option("--document", "names", multiple=True, help="Only this labelled document; repeatable.")
@click.option("--whole", is_flag=True, help="Read whole documents, not the labelled parts alone.")
@click.option("--errors", metavar="MEASURE", help="Show what is wrong under this measure.")
@click.option(
    "--json", "saved", type=click.Path(path_type=Path, dir_okay=False), help="Save the run."
)
@click.option(
    "--against",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Show what was gained and lost since a saved run.",
)
def findings(
    split: str,
    data: Path,
    gold: Path,
    names: tuple[str, ...],
    whole: bool,
    errors: str | None,
    saved: Path | None,
    against: Path | None,
) -> None:
    """Hold obligations and definitions against labels made by hand."""
    import json

    from pipeline.score.findings import as_json, compared, macro_modality, score_documents, table
    from pipeline.score.gold import load_gold

    labelled = load_gold(gold, None if split == "all" else split)
    labelled = [d for d in labelled if not names or d.name in names]
    with Bars().stage("reading", len(labelled)) as tick:
        judged = score_documents(labelled, data, whole, tick)
    for row in table(judged):
        f = row.figure
        shown = "" if f.precision is None else f"P {f.precision:.3f}  R {f.recall:.3f}  "
        name = "F1 " if f.precision is not None else "acc"
        click.echo(
            f"{row.group:18} {row.measure:20}{f.asked:5}  {name} {f.value:.3f}"
            f" [{f.low:.3f}, {f.high:.3f}]  {shown}".rstrip()
        )
    click.echo(f"{'all':18} {'modality, macro':20}       F1  {macro_modality(judged):.3f}")
    run = as_json(judged)
    for name in run["unresolved"]:
        click.echo(f"not found in its document, counted as missed: {name}")
    if saved is not None:
        saved.write_text(json.dumps(run, ensure_ascii=False, indent=1) + "\n", "utf-8")
    if against is not None:
        gained, lost = compared(run, against)
        for verb, keys in (("gained", gained), ("lost", lost)):
            click.echo(f"{verb} {len(keys)}")
            for key in keys:
                click.echo(f"   {key}")
    if errors is not None:
        _show_errors(judged, errors)


def _show_errors(judged: Sequence[Judged], measure: str) -> None:
    for one in judged:
        for mark in one.marks:
            if mark.measure.startswith(measure) and mark.outcome in ("fp", "fn", "wrong"):
                words = one.words.get(mark.sentence, "")
                click.echo(f"{mark.outcome} {mark.measure} {one.key(mark.sentence)}: {words}")
                if mark.note:
                    click.echo(f"      found: {mark.note}")
