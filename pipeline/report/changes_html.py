"""Changes between versions as one HTML page, with nothing to load.

In: changes. Out: a page that shows both versions side by side, old words in
`<del>`, new ones in `<ins>`, verbatim; for the screen and for print, told apart
without colour too.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from pipeline.diff import Change, Differences, Kind, Run, Side, counts, effects, patterns
from pipeline.report.changes import LABELS, aspect_lines, cite, headline, named, parted

_MOST = 20
_STYLE = """
body{font:15px/1.55 system-ui,"Noto Sans JP","Hiragino Sans","Yu Gothic",sans-serif;
margin:2rem auto;max-width:78rem;padding:0 1rem;color:#1a1a1a}
h1{font-size:1.4rem} h2{font-size:1.15rem;margin-top:2.2rem}
table{border-collapse:collapse} th,td{border:1px solid #cfd4da;padding:.3rem .7rem}
th{background:#f3f5f7;text-align:left} td.n{text-align:right}
section.change{border:1px solid #cfd4da;border-left-width:5px;margin:.9rem 0;padding:.5rem .8rem;
break-inside:avoid}
section.added{border-left-color:#2e7d32} section.removed{border-left-color:#b3261e}
section.reworded{border-left-color:#b26a00}
h3{font-size:.95rem;margin:0 0 .4rem} h3 small{color:#555;font-weight:normal}
.sides{display:grid;grid-template-columns:1fr 1fr;gap:1.2rem}
blockquote{margin:0 0 .3rem;white-space:pre-line;overflow-wrap:anywhere}
cite{display:block;font-style:normal;font-size:.8rem;color:#555;overflow-wrap:anywhere}
del{background:#fde7e5;text-decoration:line-through #b3261e}
ins{background:#e3f4e4;text-decoration:underline #2e7d32;text-underline-offset:.15em}
ul.aspects{margin:.4rem 0 0;padding-left:1.2rem;font-size:.9rem}
.absent{color:#777}
@media print{body{margin:0;max-width:none;font-size:10pt}
del,ins{background:none} section.change{border-color:#999}}
@media (max-width:44rem){.sides{grid-template-columns:1fr}}
"""


def changes_html(
    found: Differences, changes: Sequence[Change], language: str, *, brief: bool = False
) -> str:
    """Write a whole comparison, or with `brief` its counts alone."""
    label = LABELS[language]
    title = f"{label['title']}: {found.old.title} → {found.new.title}"
    major, minor = parted(() if brief else changes)
    body = [f"<h1>{escape(label['title'])}</h1>"]
    body.append(
        f"<p>{label['old']}: {escape(named(found.old))}<br>"
        f"{label['new side']}: {escape(named(found.new))}</p>"
    )
    body.append(_summary(found, changes, language))
    for name, group in (("major", major), ("minor", minor)):
        if group:
            body.append(f"<h2>{escape(label[name])}</h2>")
            body += [_section(found, change, language) for change in group]
    return (
        f'<!doctype html>\n<html lang="{language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head>\n<body>\n"
        + "\n".join(body)
        + "\n</body></html>\n"
    )


def _summary(found: Differences, changes: Sequence[Change], language: str) -> str:
    label = LABELS[language]
    held = counts(changes)
    parts = []
    if held:
        names = [label["change"], *(label[k.value] for k in Kind), label["total"]]
        head = "".join(f"<th>{escape(name)}</th>" for name in names)
        rows = ""
        for move, row in held.items():
            numbers = [*(row[k] for k in Kind), sum(row.values())]
            cells = "".join(f'<td class="n">{n}</td>' for n in numbers)
            rows += f"<tr><th>{escape(label[move.value])}</th>{cells}</tr>\n"
        parts.append(f"<table><thead><tr>{head}</tr></thead>\n<tbody>{rows}</tbody></table>")
    else:
        parts.append(f"<p>{escape(label['nothing'])}</p>")
    parts.append(f"<p>{escape(label['unchanged'].format(n=found.unchanged))}</p>")
    said = [f"{label[e.value]} {n}" for e, n in effects(changes).items()]
    if said:
        parts.append(f"<p>{escape(label['effects'])}: {escape(', '.join(said))}</p>")
    often = patterns(changes)[:_MOST]
    if often:
        rows = "".join(
            f"<li><del>{escape(old)}</del> → <ins>{escape(new)}</ins>"
            f" ({escape(label['times'].format(n=n))})</li>"
            for old, new, n in often
        )
        parts.append(f"<p>{escape(label['patterns'])}:</p><ul>{rows}</ul>")
    return "\n".join(parts)


def _section(found: Differences, change: Change, language: str) -> str:
    old = _side(change.old, change.words, "-", found.old_recognised, found.old.language, language)
    new = _side(change.new, change.words, "+", found.new_recognised, found.new.language, language)
    said = aspect_lines(change, language)
    aspects = "".join(f"<li>{escape(line)}</li>" for line in said)
    return (
        f'<section class="change {change.change.value}" id="{change.id}">'
        f"<h3>{escape(headline(change, language))} <small>{change.id}</small></h3>"
        f'<div class="sides">{old}{new}</div>'
        + (f'<ul class="aspects">{aspects}</ul>' if aspects else "")
        + "</section>"
    )


def _side(
    side: Side | None,
    runs: Sequence[Run],
    sign: str,
    scans: tuple[int, ...],
    spoken: str | None,
    language: str,
) -> str:
    """Write one version's words with what only it has marked."""
    if side is None:
        return '<div class="absent">–</div>'
    tag = "del" if sign == "-" else "ins"
    text = ""
    for run in runs:
        words = escape(run.old if sign == "-" else run.new)
        text += f"<{tag}>{words}</{tag}>" if run.sign == sign else words
    lang = f' lang="{spoken}"' if spoken else ""
    return (
        f"<div><blockquote{lang}>{text}</blockquote>"
        f"<cite>{escape(cite(side, scans, language))}</cite></div>"
    )
