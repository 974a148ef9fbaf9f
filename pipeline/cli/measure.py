"""concord score."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli import measure_pairs, measure_reading
from pipeline.cli.door import Bars, examples, index_option, tell_dictionary
from pipeline.cli.out import write_out

if TYPE_CHECKING:
    from pipeline.score.findings import Judged


@click.group()
def score() -> None:
    """Measure how good the answers are."""


@score.command(
    epilog=examples(
        "concord score questions tests/questions/*.yaml",
        "concord score questions my-questions.yaml --split test --misses",
        "concord score questions my-questions.yaml --report failures.html",
        "concord score questions my-questions.yaml --floors floors.yaml",
    )
)
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False)
)
@click.option("--split", type=click.Choice(["dev", "test"]), help="Only this part of the files.")
@click.option(
    "--misses", is_flag=True, help="Show the questions whose answer is not in the first five."
)
@click.option("--report", type=click.Path(path_type=Path, dir_okay=False),
              help="Write an HTML page with the ten results of each failure.")  # fmt: skip
@click.option("--floors", type=click.Path(path_type=Path, exists=True, dir_okay=False),
              help="Fail when a measure is below the floor that this YAML file gives.")  # fmt: skip
@index_option
def questions(
    files: tuple[Path, ...],
    split: str | None,
    misses: bool,
    report: Path | None,
    floors: Path | None,
    folder: Path,
) -> None:
    """Ask the questions of FILES and print recall by direction and kind."""
    from pipeline.api import open_index
    from pipeline.errors import BelowFloor
    from pipeline.score.questions import ask, below, load_floors, load_questions, silence, table

    every = [q for file in files for q in load_questions(file)]
    asked_for = [q for q in every if split is None or q.get("split") == split]
    least = load_floors(floors) if floors else {}
    tell_dictionary(make=True)
    with open_index(folder) as concord, Bars().stage("asking", len(asked_for)) as tick:
        asked = ask(asked_for, lambda text, k: concord.search(text, k=k), tick)
    for name, count, measures in table(asked):
        shown = "  ".join(f"{measure} {value:.2f}" for measure, value in measures.items())
        click.echo(f"{name:12}{count:4}  {shown}")
    for name, share in silence(asked).items():
        click.echo(f"{name}: {share:.2f}")
    if report is not None:
        from pipeline.score.failures import failures_page

        write_out(report, failures_page(asked))
        click.echo(f"failures with their ten results: {report}")
    for a in asked if misses else ():
        if a.direction != "none" and a.missed:
            click.echo(f"\n{a.id} ({a.direction}) rank {a.rank}: {a.query}")
            for hit in a.hits[:5]:
                where = f"{Path(hit.entry.path).name} p. {hit.segment.page}"
                click.echo(f"   {hit.rank}. {where}: {hit.segment.text[:90]}")
    fallen = below(asked, least)
    if fallen:
        raise BelowFloor("; ".join(fallen), "see --report for what failed")


@score.command(
    name="table",
    epilog=examples(
        "concord score table tests/tables/sample.yaml --index indexes/sample",
        "concord score table my-cells.yaml --misses",
    ),
)
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--misses", is_flag=True, help="Show wrong claims, and cells without a right one.")
@index_option
def cells(file: Path, misses: bool, folder: Path) -> None:
    """Hold the cells of the comparison against what FILE says they may claim."""
    from pipeline.api import open_index
    from pipeline.score.cells import figures, judge, load_truth

    truth = load_truth(file)
    tell_dictionary(make=True)
    with open_index(folder) as concord:
        judged = judge(truth, concord.compare(None, truth.columns, Bars(), rows=truth.rows))
    for name, count, measures in figures(judged):
        shown = "  ".join(f"{measure} {value:.2f}" for measure, value in measures.items())
        click.echo(f"{name:12}{count:4}  {shown}")
    for cell in judged if misses else ():
        wrong = [hit for hit, right in cell.claims if not right]
        if wrong or (cell.answered and not cell.found):
            missed = "  no right claim" if cell.answered and not cell.found else ""
            click.echo(f"\n{cell.concept}, {cell.column}{missed}")
            for hit in wrong:
                where = hit.segment.place or f"p. {hit.segment.page}"
                click.echo(f"   wrong: {hit.segment.document} {where}: {hit.segment.text[:90]}")


@score.command(
    epilog=examples(
        "concord score sections standard.ja.pdf standard.en.pdf",
        "concord score sections white-paper.pdf white-paper.md --misses",
    )
)
@click.argument("first", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.argument("second", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--items", is_flag=True, help="Compare the numbers of items and paragraphs too.")
@click.option("--misses", is_flag=True, help="Show the headings that only one of the two has.")
def sections(first: Path, second: Path, items: bool, misses: bool) -> None:
    """Compare the headings of two files: by words in one language, by numbers across two.

    Precision is the share of FIRST's headings that SECOND has, recall the
    share of SECOND's that FIRST has.
    """
    from pipeline.parse import parse
    from pipeline.score.sections import compare, sections_of

    documents = [parse(path, "0" * 64) for path in (first, second)]
    across = documents[0].source.language != documents[1].source.language
    lists = [sections_of(document, items) for document in documents]
    found = compare(lists[0], lists[1], by_number=across or items)
    click.echo(
        f"{found.first} and {found.second} headings, {found.both} in both: precision"
        f" {found.precision:.3f}, recall {found.recall:.3f}, levels {found.levels:.3f}"
    )
    if misses:
        for sign, labels in (("-", found.missing), ("+", found.added)):
            for label in labels:
                click.echo(f"{sign} {label}")


@score.command(
    epilog=examples("concord score outlines tests/parse/sections_truth.yaml ../shared/data")
)
@click.argument("truth", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.argument("data", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--misses", is_flag=True, help="Show the numbers missed and the headings too many.")
def outlines(truth: Path, data: Path, misses: bool) -> None:
    """Measure the numbered headings of documents in DATA against the lists of TRUTH."""
    from pipeline.parse import parse
    from pipeline.score.outlines import load_outlines, measure

    for outline in load_outlines(truth):
        found = measure(outline, parse(data / outline.file, "0" * 64))
        click.echo(
            f"{Path(found.file).name:60} {found.expected:4} expected, {found.headings:4} found:"
            f" precision {found.precision:.3f}, recall {found.recall:.3f}"
            f"{f', {len(found.items)} items missing' if found.items else ''}"
        )
        if misses:
            for sign, paths in (("-", (*found.missing, *found.items)), ("+", found.added)):
                for path in paths:
                    click.echo(f"  {sign} {path}")


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
        write_out(saved, json.dumps(run, ensure_ascii=False, indent=1) + "\n")
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


score.add_command(measure_reading.fidelity)
score.add_command(measure_pairs.bitext)
score.add_command(measure_pairs.pairs)
score.add_command(measure_pairs.alignment)
