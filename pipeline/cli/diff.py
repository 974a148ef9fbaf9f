"""concord diff."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli.door import examples, index_option, lines_out, listed, style
from pipeline.cli.out import out_options, write_out

if TYPE_CHECKING:
    from pipeline.diff import Change, Differences

_KINDS = ["obligation", "definition", "text"]


@click.command(
    epilog=examples(
        "concord diff guideline-2021.pdf guideline-2024.pdf",
        "concord diff my-policy-2021 my-policy-2024 --kind obligation --out changes.html",
        "concord diff OLD NEW --only stronger,weaker,bearer --format jsonl",
        "concord diff OLD NEW --out changes.xlsx",
        "concord diff OLD NEW --summary",
    )
)
@click.argument("old")
@click.argument("new")
@click.option("--kind", "kinds", type=click.Choice(_KINDS), multiple=True,
              help="Only changes of this kind; may be repeated.")  # fmt: skip
@click.option("--only", metavar="A,B,...", callback=listed,
              help="Only these changes (added, removed, moved, renumbered, reworded, retyped) or"
              " effects (new, gone, stronger, weaker, reversed, bearer, condition, exception,"
              " deadline, action, amount, term, body, reference).")  # fmt: skip
@click.option("--summary", "brief", is_flag=True, help="Only the counts.")
@click.option("--language", type=click.Choice(["en", "ja"]),
              help="Language of the labels (default: that of the documents).")  # fmt: skip
@out_options("text", "jsonl", "markdown", "html", "xlsx")
@index_option
def diff(
    old: str,
    new: str,
    kinds: tuple[str, ...],
    only: list[str],
    brief: bool,
    language: str | None,
    form: str,
    out: Path | None,
    folder: Path,
) -> None:
    """Show what changed from OLD to NEW, two versions in one language.

    OLD and NEW are files, or documents of the index: an id or the start of one,
    the name of its file or more of its path. Passages added, removed, moved,
    renumbered, reworded; duties new, gone, stronger, weaker, of another bearer;
    definitions changed. Each with its words and places on both sides.
    """
    from pipeline.api import diff_versions
    from pipeline.diff import select

    select((), (), only)  # an unknown name is told before minutes of reading
    found = diff_versions(old, new, folder)
    changes = select(found.changes, kinds, only)
    spoken = language or ("ja" if found.new.language == "ja" else "en")
    _write(found, changes, form, spoken, out, brief)


def _write(
    found: Differences,
    changes: Sequence[Change],
    form: str,
    language: str,
    out: Path | None,
    brief: bool,
) -> None:
    from pipeline.report.changes_text import summary

    if form == "jsonl" and out is None and not brief:
        from pipeline.report.changes import change_lines

        lines_out(iter(change_lines(found, changes)), "jsonl")
        return
    if form == "xlsx" and out is not None:
        from pipeline.report.changes_xlsx import changes_xlsx

        write_out(out, changes_xlsx(found, changes, language, brief=brief))
        click.echo(summary(found, changes, language) + f"\n\n{out}: {len(changes)}")
        return
    text = _rendered(found, changes, form, language, brief)
    if out is None:
        click.echo(text, nl=not text.endswith("\n"))
        return
    write_out(out, click.unstyle(text))
    click.echo(summary(found, changes, language) + f"\n\n{out}: {len(changes)}")


def _rendered(
    found: Differences, changes: Sequence[Change], form: str, language: str, brief: bool
) -> str:
    """Write changes, or with `brief` their counts alone, in one form."""
    from pipeline.report import changes_html, changes_markdown, changes_text
    from pipeline.report.changes import change_lines, summary_line

    if form == "jsonl":
        import json

        lines = [summary_line(found, changes)] if brief else change_lines(found, changes)
        return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    if form == "html":
        return changes_html.changes_html(found, changes, language, brief=brief)
    if form == "markdown":
        return changes_markdown.changes_markdown(found, changes, language, brief=brief)
    counted = changes_text.summary(found, changes, language)
    if brief:
        return counted
    entries = [changes_text.change_text(found, c, style, language) for c in changes]
    return "\n\n".join([*entries, counted])
