"""A comparison as one web page: printable, nothing loaded from elsewhere.

In: a `Comparison`. Out: HTML. Every text is escaped and marked with its language, so that
Japanese is set in Japanese type; headings of columns are repeated on every printed page.
"""

from __future__ import annotations

import re
from html import escape

from pipeline.query.compare import Cell, Column, Comparison
from pipeline.query.hits import Hit
from pipeline.report.addresses import page_address
from pipeline.report.tables import (
    cite,
    empty,
    headings_of,
    label_in,
    left_out,
    linked,
    said,
    stem_of,
    strongest,
    whose,
)

_STYLE = """
:root { color-scheme: light; }
body { font: 14px/1.55 "Noto Sans", "Noto Sans CJK JP", "Noto Sans JP", "Hiragino Sans",
  "Yu Gothic", Meiryo, sans-serif; margin: 1.5rem; color: #1b1f24; }
h1 { font-size: 1.3rem; margin: 0 0 .3rem; } p.note { color: #59636e; margin: 0 0 1rem; }
table { border-collapse: collapse; width: 100%; }
col.row { width: 9rem; } col.few { width: 11rem; }
th, td { border: 1px solid #d0d7de; padding: .5rem .6rem; vertical-align: top; text-align: left;
  overflow-wrap: anywhere; }
td { min-width: 15rem; } td.few { min-width: 9rem; }
th[scope=row] { width: 9rem; min-width: 9rem; background: #f6f8fa; position: sticky; left: 0; }
thead th { position: sticky; top: 0; background: #eaeef2; z-index: 1; }
thead th small { display: block; font-weight: normal; color: #59636e; }
tr.group th { background: #1f4e79; color: #fff; position: static; }
blockquote { margin: 0 0 .25rem; padding-left: .6rem; border-left: 3px solid #4a7fb5;
  white-space: pre-line; }
blockquote .stem { color: #59636e; display: block; }
cite { display: block; font-style: normal; font-size: .85em; line-height: 1.4; color: #59636e;
  margin-bottom: .8rem; }
cite small { color: #8c959f; } cite a { color: inherit; }
cite:last-child { margin-bottom: 0; }
cite b { font-weight: 600; color: #1f4e79; }
.none { color: #6e7781; font-style: italic; } .quoted { margin: .6rem 0 .2rem; font-size: .85rem; }
p.link { margin: 0 0 .2rem 1rem; font-size: .78rem; color: #59636e; }
p.link + blockquote, p.link + blockquote + cite { margin-left: 1rem; }
details { font-size: .85rem; color: #59636e; margin-top: .4rem; }
:lang(ja) .none, .none:lang(ja) { font-style: normal; }
@page { size: A3 landscape; margin: 12mm; }
@media print { body { margin: 0; font-size: 9pt; } table { table-layout: fixed; }
  td, td.few, th[scope=row] { min-width: 0; } col.row { width: 36mm; } col.few { width: 48mm; }
  thead { display: table-header-group; } thead th, th[scope=row] { position: static; }
  blockquote { orphans: 3; widows: 3; } cite { break-inside: avoid; break-before: avoid; }
  tr.group { break-after: avoid; }
  details { display: none; } }
"""


_FEW = 5  # a column with claims in less than a fifth of the rows is narrow


def table_html(table: Comparison, language: str) -> str:
    """Write a comparison as a web page."""
    title = escape(label_in(table.title, language))
    head = "".join(
        f"<th scope=col>{escape(name)}<small>{escape(_held(c, table, language))}</small></th>"
        for name, c in zip(headings_of(table, language), table.columns, strict=True)
    )
    # A column that says little leaves its room to the others.
    said_in = [sum(bool(r.cells[i].claims) for r in table.rows) for i in range(len(table.columns))]
    few = [" class=few" if count * _FEW < len(table.rows) else "" for count in said_in]
    columns = "<colgroup><col class=row>" + "".join(f"<col{c}>" for c in few) + "</colgroup>"
    body = []
    for row in table.rows:
        if row.group:
            group = escape(label_in(row.group, language))
            width = len(table.columns) + 1
            body.append(f"<tr class=group><th colspan={width} scope=rowgroup>{group}</th></tr>")
        cells = "".join(
            f"<td{narrow}>{_cell(cell, language)}</td>"
            for narrow, cell in zip(few, row.cells, strict=True)
        )
        body.append(f"<tr><th scope=row>{escape(label_in(row.label, language))}</th>{cells}</tr>")
    out = left_out(table, language)
    unnamed = f"<p class=note>{escape(out)}{'。' if language == 'ja' else '.'}</p>\n" if out else ""
    documents = len({name for column in table.columns for name in column.documents})
    return (
        f'<!doctype html>\n<html lang="{language}"><head><meta charset="utf-8">'
        f"<title>{title}</title><style>{_STYLE}</style></head>\n<body><h1>{title}</h1>\n"
        f"<p class=note>{escape(said('made', language).format(n=documents))}</p>\n"
        f"{unnamed}"
        f"<table>{columns}<thead><tr><th>{said('row', language)}</th>{head}</tr></thead>\n<tbody>\n"
        + "\n".join(body)
        + "\n</tbody></table></body></html>\n"
    )


def _searched(count: int, language: str) -> str:
    if language == "ja":
        return f"{count}件の文書"
    return f"{count} document" + ("" if count == 1 else "s")


def _cell(cell: Cell, language: str) -> str:
    if cell.claims:
        return "".join(_claim(h, language) for h in cell.claims)
    parts = [f"<span class=none>{escape(empty(cell, language))}</span>"]
    if cell.quoted:
        parts.append(f"<p class=quoted>{said('quoted', language)}:</p>")
        parts += [_claim(h, language) for h in cell.quoted]
    if cell.nearest is not None:
        summary = f"<summary>{said('near', language)}</summary>"
        parts.append(f"<details>{summary}{_claim(cell.nearest, language)}</details>")
    return "".join(parts)


def _held(column: Column, table: Comparison, language: str) -> str:
    """Say what a column is made of: of a document that was named its title, who issued it, when."""
    if column.codes or len(column.documents) != 1:
        return _searched(len(column.documents), language)
    source = table.documents[column.documents[0]].source
    return ", ".join(x for x in (source.title, source.issuer, source.date) if x)


def _claim(hit: Hit, language: str) -> str:
    stem = stem_of(hit)
    lead = f"<span class=stem>{escape(stem)}</span>" if stem else ""
    where, _, name = cite(hit, language).rpartition(" [")
    link = page_address(hit.entry.source, hit.segment.page)
    where = f'<a href="{escape(link)}">{escape(where)}</a>' if link else escape(where)
    notes = [f"{where} <small>[{escape(name)}</small>"]
    notes += [escape(w) for w in [whose(hit, language)] if w]
    words = escape(_lines(hit.segment.text))
    duty = " · ".join(x for x in strongest(hit, language) or () if x)
    rendered = linked(hit, language)
    other = f"<p class=link>{rendered[0]}:</p>{_claim(rendered[1], language)}" if rendered else ""
    return (
        f'<blockquote lang="{hit.segment.language}">{lead}{words}</blockquote>'
        f"<cite>{f'<b>{escape(duty)}</b> · ' if duty else ''}{'; '.join(notes)}</cite>{other}"
    )


def _lines(text: str) -> str:
    """Set the items of a list on lines of their own, without blank ones between."""
    return re.sub(r"\s*\n\s*", "\n", text)
