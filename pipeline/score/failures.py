"""Failed questions as a page to read: each with its ten results.

In: questions asked of an index. Out: one self-contained HTML page: the
measures, then every failure with what was looked for, why, and what came.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path

from pipeline.score.questions import NONE, Asked, silence, table

_STYLE = """
body { font: 15px/1.5 system-ui, "Noto Sans JP", sans-serif; max-width: 60rem; margin: 2rem auto;
  padding: 0 1rem; color: #1a1a1a; }
table { border-collapse: collapse; } td, th { padding: .2rem .8rem; text-align: left;
  border-bottom: 1px solid #ddd; } td + td, th + th { text-align: right; }
section { margin: 2.5rem 0; border-top: 2px solid #444; } h2 { font-size: 1.05rem; }
ol { padding-left: 1.6rem; } li { margin: .5rem 0; } .where { color: #555; font-size: .85rem; }
.right { background: #e3f4e3; } .why { color: #555; }
"""


def failures_page(asked: Sequence[Asked]) -> str:
    """Write the page."""
    failed = [a for a in asked if a.missed or a.wrong is not None]
    return "\n".join(
        [
            '<!doctype html><html lang="en"><meta charset="utf-8">',
            f"<title>Search questions: {len(failed)} of {len(asked)} failed</title>",
            f"<style>{_STYLE}</style>",
            f"<h1>{len(failed)} of {len(asked)} questions failed</h1>",
            _measures(asked),
            *(_failure(a) for a in failed),
            "</html>",
        ]
    )


def _measures(asked: Sequence[Asked]) -> str:
    rows = table(asked)
    names = list(rows[-1][2]) if rows else []
    head = "".join(f"<th>{escape(n)}</th>" for n in ("", "questions", *names))
    body = "".join(
        f"<tr><td>{escape(name)}</td><td>{count}</td>"
        + "".join(f"<td>{measures[n]:.2f}</td>" for n in names)
        + "</tr>"
        for name, count, measures in rows
    )
    silent = "".join(f"<p>{escape(n)}: {share:.2f}</p>" for n, share in silence(asked).items())
    return f"<table><tr>{head}</tr>{body}</table>{silent}"


def _failure(asked: Asked) -> str:
    hits = "".join(
        f"<li{' class=right' if h.rank in asked.right else ''}>"
        f"<span class=where>{escape(Path(h.entry.path).name)}"
        f"{f', p. {h.segment.page}' if h.segment.page else ''} · {h.score:.2f}</span><br>"
        f'<span lang="{h.segment.language}">{escape(h.segment.text)}</span></li>'
        for h in asked.hits
    )
    return (
        f"<section><h2>{escape(asked.id)} · {escape(asked.query)}</h2>"
        f"<p class=why>{escape(_said(asked))} {escape(asked.note)}</p><ol>{hits}</ol></section>"
    )


def _said(asked: Asked) -> str:
    if asked.direction == NONE:
        return "Nothing answers this, and it was not recognised."
    if asked.rank is not None and not asked.missed:
        return f"Rank {asked.wrong} must not be found before an answer."
    place = f"at rank {asked.rank}" if asked.rank else "not among these"
    refused = " It was refused as without an answer." if asked.weak else ""
    return f"{asked.direction}, {asked.kind}: the answer is {place}.{refused}"
