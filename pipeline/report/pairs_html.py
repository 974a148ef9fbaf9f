"""An alignment as one web page: side by side, printable, nothing loaded from elsewhere.

In: pairs of passages, the two documents, the reader's language. Out: HTML. Every text is
escaped and marked with its language.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from pipeline.align import Pair
from pipeline.records import BlockKind, Segment, Source
from pipeline.report.pairs import LABELS, Line, page, pair_line, summary, words

_STYLE = """
:root { color-scheme: light; }
body { font: 15px/1.6 "Noto Sans", "Noto Sans JP", "Hiragino Sans", "Yu Gothic", Meiryo,
  sans-serif; margin: 2em auto; max-width: 90em; padding: 0 1.5em; color: #1b1f24; }
h1 { font-size: 1.3em; } p.note { color: #59636e; }
table { border-collapse: collapse; width: 100%; table-layout: fixed; }
col.side { width: 46%; } col.rel { width: 8%; }
th { text-align: left; position: sticky; top: 0; background: #fff;
  border-bottom: 2px solid #1b1f24; padding: .4em .6em; }
td { vertical-align: top; padding: .45em .6em; border-bottom: 1px solid #d8dee4;
  overflow-wrap: anywhere; }
td.rel { text-align: center; font-size: .85em; border-left: 4px solid #d8dee4; }
tr.head td { font-weight: 600; background: #f6f8fa; }
tr.equivalent td.rel { border-left-color: #2da44e; }
tr.stronger td.rel, tr.weaker td.rel { border-left-color: #cf222e; }
tr.broader td.rel, tr.narrower td.rel { border-left-color: #bf8700; }
tr.related td.rel { border-left-color: #0969da; }
tr.none td { background: #fbfbfc; } td.empty { color: #8c959f; }
.no { color: #59636e; font-size: .85em; margin-right: .6em; }
.score { display: block; color: #59636e; }
@media print { body { margin: 0; max-width: none; font-size: 10pt; } th { position: static; }
  tr { break-inside: avoid; } thead { display: table-header-group; } }
"""


def pairs_html(pairs: Sequence[Pair], left: Source, right: Source, language: str = "en") -> str:
    """Write the page."""
    label = LABELS[language]
    rows = "\n".join(_row(pair, label) for pair in pairs)
    title = f"{left.title} – {right.title}"
    stop = "。" if language == "ja" else ". "
    note = f"{summary(pairs, language)}{stop}{label['note']}"
    return (
        f'<!doctype html>\n<html lang="{language}"><head>'
        f'<meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head><body>\n"
        f'<h1>{_named(left)} – {_named(right)}</h1>\n<p class="note">{escape(note)}</p>\n'
        '<table><colgroup><col class="side"><col class="rel"><col class="side"></colgroup>\n'
        f"<thead><tr>{_title(left)}<th></th>{_title(right)}</tr></thead>\n"
        f"<tbody>\n{rows}\n</tbody></table></body></html>\n"
    )


def _title(source: Source) -> str:
    return f"<th>{_named(source)}</th>"


def _named(source: Source) -> str:
    return f'<span lang="{escape(source.language or "")}">{escape(source.title)}</span>'


def _row(pair: Pair, label: dict[str, str]) -> str:
    line = pair_line(pair)
    heads = {BlockKind.TITLE, BlockKind.HEADING}
    head = " head" if any(s.kind in heads for s in (*pair.left[:1], *pair.right[:1])) else ""
    relation = line["relation"]
    return (
        f'<tr class="{relation}{head}">{_cell(pair.left, line, "left")}'
        f'<td class="rel">{escape(label[relation])}'
        f'<span class="score">{line["score"]:.2f}</span></td>'
        f"{_cell(pair.right, line, 'right')}</tr>"
    )


def _cell(segments: Sequence[Segment], line: Line, side: str) -> str:
    text = words(segments)
    if text is None:
        return '<td class="empty">–</td>'
    shown = [part for part in (line[f"{side}_number"], page(line, side)) if part]
    label = f'<span class="no">{escape(" · ".join(shown))}</span>' if shown else ""
    return f'<td lang="{segments[0].language}">{label}{escape(text)}</td>'
