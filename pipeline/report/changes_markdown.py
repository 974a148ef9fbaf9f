"""Changes between versions as Markdown.

In: changes. Out: a document with a summary and one entry a change: old words
struck out, new words bold, both places cited. The words are escaped, so that
what a document prints cannot become markup.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.diff import Change, Differences, Kind, counts, effects, patterns
from pipeline.report.changes import LABELS, aspect_lines, cite, headline, named, parted, unified

_SIGNS = re.compile(r"([\\`*_{}\[\]<>#|~])")
_MOST = 12


def changes_markdown(
    found: Differences, changes: Sequence[Change], language: str, *, brief: bool = False
) -> str:
    """Write a whole comparison, or with `brief` its counts alone."""
    label = LABELS[language]
    lines = [f"# {label['title']}", ""]
    lines += [f"- {label['old']}: {_plain(named(found.old))}"]
    lines += [f"- {label['new side']}: {_plain(named(found.new))}", ""]
    lines += _summary(found, changes, language)
    major, minor = parted(() if brief else changes)
    for name, group in (("major", major), ("minor", minor)):
        if group:
            lines += ["", f"## {label[name]}"]
        for change in group:
            lines += ["", *_entry(found, change, language)]
    return "\n".join(lines) + "\n"


def _summary(found: Differences, changes: Sequence[Change], language: str) -> list[str]:
    """Write the counts."""
    label = LABELS[language]
    lines = []
    held = counts(changes)
    if held:
        names = [label["change"], *(label[k.value] for k in Kind)]
        lines += ["| " + " | ".join(names) + " |", "|" + " --- |" * len(names)]
        for move, row in held.items():
            lines.append(f"| {label[move.value]} | " + " | ".join(str(row[k]) for k in Kind) + " |")
        lines.append("")
    else:
        lines += [label["nothing"], ""]
    lines.append(label["unchanged"].format(n=found.unchanged))
    said = [f"{label[e.value]} {n}" for e, n in effects(changes).items()]
    lines += ["", f"{label['effects']}: " + ", ".join(said)] if said else []
    often = patterns(changes)[:_MOST]
    lines += ["", label["patterns"] + ":", ""] if often else []
    lines += [f"- {_plain(a)} → {_plain(b)} ({label['times'].format(n=n)})" for a, b, n in often]
    return lines


def _entry(found: Differences, change: Change, language: str) -> list[str]:
    label = LABELS[language]
    lines = [f"### {change.id} {headline(change, language)}", ""]
    text = "".join(
        {"-": _marked(r.old, "~~"), "+": _marked(r.new, "**")}.get(r.sign, _plain(r.new))
        for r in unified(change.words)
    )
    lines += [f"> {text}", ""]
    for name, side, scans in (
        ("old", change.old, found.old_recognised),
        ("new side", change.new, found.new_recognised),
    ):
        if side is not None:
            lines.append(f"- {label[name]}: {_plain(cite(side, scans, language))}")
    return [*lines, *(f"- {_plain(line)}" for line in aspect_lines(change, language))]


def _marked(words: str, mark: str) -> str:
    """Put a mark around words."""
    return f"{mark}{_plain(words)}{mark}" if words else ""


def _plain(text: str) -> str:
    return _SIGNS.sub(r"\\\1", text.replace("\n", " "))
