"""concord references, quotations."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from pipeline.cli.door import examples, index_option, lines_out, style

_GRAPHS = click.Choice(["graphml", "dot", "jsonl"])


@click.command(
    epilog=examples(
        "concord references my-policy",
        "concord references jp-cstp-2021-research-integrity-policy --direction in",
        "concord references my-law --places --format jsonl",
        "concord references --graph graphml > citations.graphml",
    )
)
@click.argument("name", metavar="[DOC]", required=False)
@click.option("--direction", type=click.Choice(["out", "in", "both"]), default="both",
              show_default=True, help="What DOC cites, who cites it, or both.")  # fmt: skip
@click.option("--places", is_flag=True, help="Also references to places in DOC itself.")
@click.option("--unresolved", is_flag=True, help="Only references to nothing known here.")
@click.option("--graph", type=_GRAPHS, help="The citation graph of the whole index instead.")
@click.option("--format", "form", type=click.Choice(["text", "jsonl", "csv"]), default="text",
              show_default=True)  # fmt: skip
@index_option
def references(
    name: str | None,
    direction: str,
    places: bool,
    unresolved: bool,
    graph: str | None,
    form: str,
    folder: Path,
) -> None:
    """Show what DOC cites and who cites it, or the citation graph of the index.

    DOC is a document of the index, or an entry of the catalogue (who cites it).
    """
    from pipeline.api import open_index

    if (name is None) == (graph is None):
        raise click.UsageError("name a document, or ask for the --graph of all of them")
    if graph and (direction, places, unresolved, form) != ("both", False, False, "text"):
        raise click.UsageError("--graph writes the whole graph in a form of its own")
    with open_index(folder) as concord:
        if graph is not None:
            from pipeline.report import graphs

            made = concord.graph()
            if graph == "jsonl":
                lines_out(graphs.graph_lines(made), "jsonl")
            else:
                click.echo(graphs.graphml(made) if graph == "graphml" else graphs.dot(made))
            return
        assert name is not None
        lines = concord.references(name, direction=direction, places=places)
    if unresolved:
        lines = [line for line in lines if line["target"] is None]
    if form != "text":
        lines_out(iter(lines), form)
        return
    _tell(lines, direction)


def _tell(lines: list[dict[str, Any]], direction: str) -> None:
    """Write references by what they name, the most named first."""
    titles = {"out": "cites", "in": "is cited by"}
    for way in ("out", "in") if direction == "both" else (direction,):
        groups: dict[tuple[str, str], list[dict[str, Any]]] = {}
        for line in lines:
            if line["direction"] == way:
                key = line["target"] or line["key"] if way == "out" else line["document"]
                groups.setdefault((key, line["target_kind"] or "not known here"), []).append(line)
        click.echo(style(f"{titles[way]} ({sum(map(len, groups.values()))} references)", bold=True))
        for (key, kind), group in sorted(groups.items(), key=lambda g: (-len(g[1]), g[0])):
            shown = kind if way == "out" else group[0]["title"]
            click.echo(f"  {len(group)} × {key}  [{shown}]")
            for line in group[:3]:
                page = f"p. {line['page']}  " if line["page"] else ""
                click.echo("      " + style(f"{page}{line['reference']}  {line['id']}", dim=True))


@click.command(
    epilog=examples(
        "concord quotations",
        "concord quotations my-policy --format jsonl",
        "concord quotations --versions",
        "concord quotations --definitions",
        "concord quotations my-report --translations",
    )
)
@click.argument("name", metavar="[DOC]", required=False)
@click.option("--versions", is_flag=True, help="Also between versions of one work.")
@click.option("--definitions", is_flag=True,
              help="Definitions quoted from a named source, also in another language.")  # fmt: skip
@click.option("--translations", is_flag=True,
              help="Passages that render another document's, or are rendered.")  # fmt: skip
@click.option("--format", "form", type=click.Choice(["text", "jsonl", "csv"]), default="text",
              show_default=True)  # fmt: skip
@index_option
def quotations(
    name: str | None,
    versions: bool,
    definitions: bool,
    translations: bool,
    form: str,
    folder: Path,
) -> None:
    """Show passages that documents share word for word, and whose they are first.

    At least 40 Japanese characters or 12 English words. With --definitions:
    definitions that name a source held here, with the words they render there.
    With --translations: passages of DOC, or of all, with what they translate or
    what translates them, and how certain that is.
    """
    if versions + definitions + translations > 1:
        raise click.UsageError("choose one of --versions, --definitions and --translations")
    from pipeline.api import open_index
    from pipeline.report.lines import counterpart_line, quotation_line, rendering_line

    with open_index(folder) as concord:
        if translations:
            entries = concord.index.entries
            rendered = [
                rendering_line(segment, entries[segment.document], link)
                for segment, link in concord.renderings(name)
            ]
            _say(rendered, "rendering", form)
            if form == "text":
                click.echo(f"{len(rendered)} passages linked")
            return
        if definitions:
            pairs = [counterpart_line(c) for c in concord.counterparts(name)]
            _say(pairs, "counterpart", form)
            if form == "text":
                click.echo(f"{len(pairs)} definitions linked")
            return
        found = [quotation_line(q, concord.index.entries) for q in concord.quotations(name)]
    lines = [line for line in found if versions or not line["same_work"]]
    if form != "text":
        _say(lines, "quotation", form)
        return
    _say(lines, "quotation", form)
    more = len(found) - len(lines)
    left = f"; {more} more between versions of one work (--versions)" if more else ""
    click.echo(f"{len(lines)} passages{left}")


def _say(lines: list[dict[str, Any]], what: str, form: str) -> None:
    """Write result lines in a form; `what` names the function of `terminal` for a person."""
    if form != "text":
        lines_out(iter(lines), form)
        return
    from pipeline.report import terminal

    for line in lines:
        click.echo(getattr(terminal, what)(line, style) + "\n")
