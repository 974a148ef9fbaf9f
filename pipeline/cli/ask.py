"""concord search, findings, define."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import click

from pipeline.cli.door import (
    examples,
    filter_options,
    index_option,
    scheme_option,
    style,
    tell_dictionary,
)
from pipeline.cli.out import Line, lines_to, out_options, texts_to
from pipeline.records import FINDING_KINDS

_FORMATS = ("text", "jsonl", "csv", "xlsx")
_APPARATUS = ["contents", "references", "members", "form"]
_kind = click.option(
    "--kind", type=click.Choice(FINDING_KINDS), help="Only passages that hold one."
)


@click.command(
    epilog=examples(
        'concord search "who must disclose foreign funding?"',
        "concord search 研究セキュリティの定義 --kind definition -k 5",
        'concord search "利益相反の開示" --jurisdiction JP --role researcher',
        'concord search "due diligence on partners" --since 2022 --format jsonl',
        "concord search 検討会の委員 --apparatus members",
        "concord search 研究セキュリティの定義 --per-jurisdiction 2",
    )
)
@click.argument("query")
@click.option("-k", "count", type=click.IntRange(1, 1000), default=10, show_default=True,
              help="How many passages.")  # fmt: skip
@_kind
@filter_options
@click.option("--apparatus", type=click.Choice(_APPARATUS),
              help="Only contents pages, reference lists, member lists or forms.")  # fmt: skip
@click.option("--include-apparatus", "level", is_flag=True,
              help="Rank contents, references, member lists and forms with the rest.")  # fmt: skip
@click.option("--per-jurisdiction", type=click.IntRange(1), metavar="N",
              help="At most N passages of each jurisdiction.")  # fmt: skip
@click.option("--per-language", type=click.IntRange(1), metavar="N",
              help="At most N passages in each language.")  # fmt: skip
@out_options(*_FORMATS)
@scheme_option
@index_option
def search(
    query: str,
    count: int,
    kind: str | None,
    level: bool,
    per_jurisdiction: int | None,
    per_language: int | None,
    form: str,
    out: Path | None,
    scheme: Path | None,
    folder: Path,
    **given: Any,
) -> None:
    """Find the passages that answer QUERY, in Japanese and English alike.

    Every hit is quoted verbatim with its page and section; one that quotes or
    translates a definition held in the other language shows it. Contents pages,
    reference lists, member lists and forms come last unless asked for. When
    nothing answers, the nearest passages are shown and named as such.
    """
    from pipeline.api import Balance, open_index
    from pipeline.report.lines import hit_line

    with open_index(folder, scheme=scheme) as concord:
        filters = concord.filters(kind=kind, **given)
        balance = Balance(per_jurisdiction, per_language)
        found = concord.search(
            query, k=count, filters=filters, level=level, balance=balance, links=True
        )
        lines = [hit_line(hit, kind) for hit in found]
    tell_dictionary()
    if form != "text":
        lines_to(lines, form, out, query)
        return
    from pipeline.report import terminal

    texts = [terminal.hit(line, style) + "\n" for line in lines]
    if not lines:
        texts = ["nothing found" + (" under these filters" if filters else "")]
    elif lines[0]["weak"]:
        texts.insert(0, "no good answer found; the nearest passages are:\n")
    texts_to(texts, out)


@click.command(
    epilog=examples(
        "concord findings --kind obligation --role institution --modality must",
        "concord findings --document my-policy --out findings.xlsx",
        "concord findings --kind definition --language ja",
    )
)
@_kind
@filter_options
@out_options(*_FORMATS)
@index_option
def findings(kind: str | None, form: str, out: Path | None, folder: Path, **given: Any) -> None:
    """List obligations and definitions, by document and place."""
    from pipeline.api import open_index
    from pipeline.report.lines import finding_line

    with open_index(folder) as concord:
        filters = concord.filters(kind=kind, **given)
        lines = (
            finding_line(placed, concord.quoted(placed)) for placed in concord.findings(filters)
        )
        if form != "text":
            lines_to(lines, form, out, "concord findings")
            return
        from pipeline.report import terminal

        texts_to(_findings(lines, terminal.finding, bool(filters)), out)


def _findings(lines: Iterable[Line], write: Callable[..., str], filtered: bool) -> Iterator[str]:
    """Write findings, and last how many they are."""
    count = 0
    for line in lines:
        yield write(line, style) + "\n"
        count += 1
    yield f"{count} findings" + (" under these filters" if filtered and not count else "")


@click.command(
    epilog=examples(
        'concord define "research security"',
        "concord define 研究インテグリティ",
        'concord define "conflict of interest" --jurisdiction US --format jsonl',
        "concord define 研究セキュリティ --out definitions.xlsx",
    )
)
@click.argument("term")
@filter_options
@out_options(*_FORMATS)
@scheme_option
@index_option
def define(
    term: str, form: str, out: Path | None, scheme: Path | None, folder: Path, **given: Any
) -> None:
    """Show the definitions of TERM or its concept, by jurisdiction.

    Copies that say the same in one jurisdiction are shown once, the best edition.
    """
    from pipeline.api import open_index
    from pipeline.report.lines import defined_line

    with open_index(folder, scheme=scheme) as concord:
        filters = concord.filters(**given)
        found = concord.define(term, filters)
        links = concord.definition_links([d.placed for d in found])
        lines = [defined_line(d, links.get(d.definition.id)) for d in found]
        searched = concord.searched(filters)
    if form != "text":
        lines_to(lines, form, out, term)
        return
    from pipeline.report import terminal

    documents = f"{searched} document" + ("" if searched == 1 else "s")
    under = " under these filters" if filters else ""
    texts = [terminal.finding(line, style) + "\n" for line in lines]
    texts_to(texts or [f"searched {documents}{under}: no definition of {term}"], out)
