"""Changes between versions for a terminal, and their summary.

In: changes. Out: text, wrapped; [-old words-] and {+new words+} stay readable
where colour is stripped.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pipeline.diff import Change, Differences, Kind, counts, effects, patterns
from pipeline.report.changes import LABELS, aspect_lines, cite, headline, named, unified
from pipeline.report.terminal import columns, grid, wrap

Style = Callable[..., str]

_COLOURS = {"added": "green", "removed": "red", "reworded": "yellow"}
_MOST = 12  # patterns in a summary


def change_text(found: Differences, change: Change, style: Style, language: str) -> str:
    """Write one change."""
    head = style(headline(change, language), bold=True, fg=_COLOURS.get(change.change.value))
    parts = [f"{change.id}  {head}"]
    for sign, side, scans in (
        ("-", change.old, found.old_recognised),
        ("+", change.new, found.new_recognised),
    ):
        if side is not None:
            parts.append("   " + style(f"{sign} {cite(side, scans, language)}", dim=True))
    marked = "".join(
        {"-": f"[-{r.old}-]", "+": f"{{+{r.new}+}}"}.get(r.sign, r.new)
        for r in unified(change.words)
    )
    lines = wrap(marked, columns(), "   ")
    parts.append(_coloured(lines, style))
    parts += [f"   → {line}".replace("\n", " ") for line in aspect_lines(change, language)]
    return "\n".join(parts)


def _coloured(text: str, style: Style) -> str:
    """Colour what is between the marks, across line ends."""
    for opening, closing, colour in (("[-", "-]", "red"), ("{+", "+}", "green")):
        pieces = text.split(opening)
        text = pieces[0]
        for piece in pieces[1:]:
            inside, mark, after = piece.partition(closing)
            text += style(opening + inside + mark, fg=colour) + after
    return text


def summary(found: Differences, changes: Sequence[Change], language: str) -> str:
    """Count changes by what happened and kind, name their effects and what recurs."""
    label = LABELS[language]
    lines = [f"{label['old']}: {named(found.old)}", f"{label['new side']}: {named(found.new)}", ""]
    held = counts(changes)
    if held:
        rows = [[label["change"], *(label[k.value] for k in Kind), label["total"]]]
        for move, row in held.items():
            numbers = [row[kind] for kind in Kind]
            rows.append([label[move.value], *map(str, numbers), str(sum(numbers))])
        lines.append(grid(rows))
    else:
        lines.append(label["nothing"])
    lines.append(label["unchanged"].format(n=found.unchanged))
    said = [f"{label[e.value]} {n}" for e, n in effects(changes).items()]
    lines += ["", f"{label['effects']}: " + ", ".join(said)] if said else []
    often = patterns(changes)[:_MOST]
    lines += ["", label["patterns"] + ":"] if often else []
    lines += [f"  {old} → {new}  ({label['times'].format(n=n)})" for old, new, n in often]
    return "\n".join(lines)
