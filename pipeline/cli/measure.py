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


_APPARATUS = click.Choice(["contents", "references"])


@score.command(
    epilog=examples(
        "concord score passages toc.jsonl --kind contents",
        "concord score passages reflist.jsonl --kind references --split test --misses",
    )
)
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--kind", type=_APPARATUS, required=True, help="What the labels of FILE say.")
@click.option("--split", type=click.Choice(["train", "test"]), help="Only this part of the file.")
@click.option("--misses", is_flag=True, help="Show what was said wrongly and what was missed.")
def passages(file: Path, kind: str, split: str | None, misses: bool) -> None:
    """Tell the labelled passages of FILE apart and print precision, recall and F1."""
    from pipeline.records import Apparatus
    from pipeline.score.passages import judge, load_passages, measures

    chosen = [p for p in load_passages(file) if split is None or p.split == split]
    judged = judge(chosen, Apparatus(kind))
    click.echo(f"{kind:12}{len(chosen):4}  {measures(judged)}")
    for passage, (said, so) in zip(chosen, judged, strict=True):
        if misses and said != so:
            words = " ".join(passage.text.split())[:100]
            click.echo(f"   {'extra ' if said else 'missed'} {words}")


@score.command(
    epilog=examples("concord score apparatus tests/parse/apparatus.yaml --data ../shared/data")
)
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--data", type=click.Path(path_type=Path, exists=True, file_okay=False),
              required=True, help="Folder that the files of FILE are in.")  # fmt: skip
@click.option("--misses", is_flag=True, help="Show the pages that were said wrongly or missed.")
def apparatus(file: Path, data: Path, misses: bool) -> None:
    """Read documents whose apparatus is known by page, and print precision and recall by kind."""
    from pipeline.score.apparatus import judge, load_truths, table

    truths = load_truths(file)
    with Bars().stage("reading", len(truths)) as tick:
        judged = [pair for truth in truths for pair in judge(truth, data, tick)]
    for name, count, found in table(judged):
        click.echo(f"{name:16}{count:5}  {found}")
    for pair in judged if misses else ():
        if pair.said != pair.so:
            verdict = "extra " if pair.said else "missed"
            click.echo(f"   {verdict} {pair.file} p. {pair.page}: {pair.kind}")
