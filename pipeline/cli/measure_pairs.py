"""concord score bitext, pairs, alignment: does every text find its translation?"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.cli.door import STRICT, Bars, examples, index_option, tell_dictionary
from pipeline.cli.out import write_out

if TYPE_CHECKING:
    from pipeline.protocols import Encoder
    from pipeline.score.retrieval import Found

_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)


def _options(function: Any) -> Any:
    for option in (
        click.option("--json", "saved", type=click.Path(path_type=Path, dir_okay=False),
                     help="Save the figures."),
        click.option("--min", "least", type=click.FloatRange(0, 1), metavar="SHARE",
                     help="Exit with 3 where a direction finds fewer at rank 1."),
        click.option("--misses", is_flag=True, help="Show what was found instead."),
        click.option("--encoder", "encoders", multiple=True, metavar="NAME",
                     help="An encoder instead of the two that ship; may be repeated."),
    ):  # fmt: skip
        function = option(function)
    return function


@click.command(epilog=examples("concord score bitext news.ja.txt news.en.txt --min 0.95"))
@click.argument("first", type=_FILE)
@click.argument("second", type=_FILE)
@_options
def bitext(
    first: Path,
    second: Path,
    saved: Path | None,
    least: float | None,
    misses: bool,
    encoders: Sequence[str],
) -> None:
    """Find each line of FIRST's translation among all lines of SECOND, and the other way.

    Line n of the one file is the translation of line n of the other. Accuracy
    counts line n alone as right.
    """
    from pipeline.score.bitext import load_bitext

    left, right = load_bitext(first, second)
    found = _retrieve(left, right, encoders)
    figures: list[dict[str, Any]] = []
    for name, way in zip((f"{first.name} → {second.name}", f"{second.name} → {first.name}"), found,
                         strict=True):  # fmt: skip
        accuracy, fair = way.recall(1, strict=True), way.recall(1)
        figures.append({"direction": name, "pairs": len(left), "accuracy": accuracy,
                        "accuracy_same_words": fair})  # fmt: skip
        also = f"  ({fair:.4f} with repeated lines as one)" if fair != accuracy else ""
        click.echo(f"{name}  {len(left)} lines  accuracy {accuracy:.4f}{also}")
    if misses:
        _show(left, right, found, strict=True)
    _finish(figures, "accuracy", saved, least)


@click.command(epilog=examples("concord score pairs pairs.tsv --misses"))
@click.argument("file", type=_FILE)
@_options
def pairs(
    file: Path, saved: Path | None, least: float | None, misses: bool, encoders: Sequence[str]
) -> None:
    """Find the translation of each passage of FILE among all of them, in both directions.

    FILE is a table, its columns parted by tabs, with a header that names `ja` and
    `en`; a column `kind` gives the figures by kind too. Where the same words stand
    in several rows each of them is right; strict figures count one row alone.
    """
    from pipeline.score.pairs import kinds, load_pairs

    loaded = load_pairs(file)
    left, right = [p.ja for p in loaded], [p.en for p in loaded]
    found = _retrieve(left, right, encoders)
    groups: dict[str, list[int]] = {"all": list(range(len(loaded))), **kinds(loaded)}
    figures: list[dict[str, Any]] = []
    for name, way in zip(("ja → en", "en → ja"), found, strict=True):
        for kind, which in groups.items():
            figure = {
                "direction": name,
                "kind": kind,
                "pairs": len(which),
                "r1": way.recall(1, which),
                "r10": way.recall(10, which),
                "r1_strict": way.recall(1, which, strict=True),
            }
            figures.append(figure)
            click.echo(
                f"{name}  {kind:16}{len(which):5}  R@1 {figure['r1']:.4f}  R@10"
                f" {figure['r10']:.4f}  R@1 strict {figure['r1_strict']:.4f}"
            )
    if misses:
        _show(left, right, found, strict=False)
    _finish(figures, "r1", saved, least)


@click.command(
    epilog=examples(
        "concord score alignment standard.ja.pdf standard.en.pdf --misses",
        "concord score alignment my-law-ja my-law-en --min 0.97",
    )
)
@click.argument("left")
@click.argument("right")
@click.option("--misses", is_flag=True, help="Show the numbers that are wrong or missing.")
@click.option("--blind", is_flag=True, help="Align by words alone, without the numbers.")
@click.option("--min", "least", type=click.FloatRange(0, 1), metavar="F1",
              help="Exit with 3 where the F1 of numbers or heads is lower.")  # fmt: skip
@click.option("--json", "saved", type=click.Path(path_type=Path, dir_okay=False),
              help="Save the figures.")  # fmt: skip
@index_option
def alignment(
    left: str,
    right: str,
    misses: bool,
    blind: bool,
    least: float | None,
    saved: Path | None,
    folder: Path,
) -> None:
    """Align two documents whose printed numbers agree, and hold the pairs against the numbers.

    LEFT and RIGHT are files or documents of the index. numbers: those shown beside
    paired passages; heads: headings and numbered items themselves; passages: all
    pairs under a number.
    """
    from pipeline.api import align
    from pipeline.errors import BadRequest
    from pipeline.score.alignment import measure

    tell_dictionary(make=True)
    found = align(left, right, folder=folder, numbers=not blind, progress=Bars())
    figures: list[dict[str, Any]] = []
    for f in measure(found.left_segments, found.right_segments, found.pairs):
        scores = f"  R {_share(f.recall)}  F1 {_share(f.f1)}" if f.expected is not None else ""
        click.echo(f"{f.name:10}{f.found:5} found  P {_share(f.precision)}{scores}")
        figures.append({"measure": f.name, "found": f.found, "expected": f.expected,
                        "precision": f.precision, "recall": f.recall, "f1": f.f1})  # fmt: skip
        for sign, labels in (("+", f.wrong), ("-", f.missing)) if misses else ():
            for label in labels:
                click.echo(f"  {sign} {label}")
    held = [f for f in figures if f["expected"] is not None]
    if all(f["f1"] is None for f in held):
        raise BadRequest(
            "the two documents print no number that both have: nothing can be measured",
            "see the pairs themselves with concord align",
        )
    _finish(held, "f1", saved, least)


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.4f}"


def _retrieve(
    left: Sequence[str], right: Sequence[str], names: Sequence[str]
) -> tuple[Found, Found]:
    from pipeline.embed import get_encoder
    from pipeline.score.retrieval import retrieve
    from pipeline.settings import DEFAULT_ENCODERS

    tell_dictionary(make=True)
    encoders: list[Encoder] = [get_encoder(name) for name in names or DEFAULT_ENCODERS]
    with Bars().stage("reading", 2 * len(left) * len(encoders)) as tick:
        return retrieve(left, right, encoders, tick)


def _show(
    left: Sequence[str], right: Sequence[str], found: tuple[Found, Found], *, strict: bool
) -> None:
    """Show the texts whose translation was not first, with what was."""
    for way, asked, answers in zip(found, (left, right), (right, left), strict=True):
        for i, rank in enumerate(way.strict if strict else way.ranks):
            if rank > 1:
                click.echo(f"\n{i + 1}: {asked[i]}\n   rank {rank}: {answers[i]}")
                click.echo(f"   first: {answers[int(way.first[i])]}")


def _finish(
    figures: list[dict[str, Any]], measure: str, saved: Path | None, least: float | None
) -> None:
    import json

    if saved is not None:
        write_out(saved, json.dumps(figures, ensure_ascii=False, indent=1) + "\n")
    overall = [f for f in figures if f.get("kind", "all") == "all"]
    # What could not be measured is not below: the other figures tell.
    if least is not None and any(f[measure] is not None and f[measure] < least for f in overall):
        click.echo(f"below {least}", err=True)
        click.get_current_context().exit(STRICT)
