"""A comparison as Markdown, CSV, HTML or JSON.

In: a `Comparison`. Out: text. Every claim is verbatim and cites document,
page and segment; an empty cell says what was searched.
"""

from __future__ import annotations

import csv
import io
import json
from typing import Any

from pipeline.query.compare import Cell, Comparison, Status
from pipeline.query.hits import Hit
from pipeline.report.lines import hit_line

_SAID = {
    "en": {
        Status.NOTHING: "searched {n} documents, nothing found",
        Status.NO_DOCUMENTS: "no documents",
        "one": "searched 1 document, nothing found",
        "row": "Row",
        "near": "Nearest passage (not judged an answer)",
        "scan": " (text recognised in a scan)",
    },
    "ja": {
        Status.NOTHING: "{n}件の文書を検索したが該当なし",
        Status.NO_DOCUMENTS: "文書なし",
        "one": "1件の文書を検索したが該当なし",
        "row": "項目",
        "near": "最も近い箇所（該当とは判定していない）",
        "scan": "（画像から文字認識した本文）",
    },
}


def render(table: Comparison, form: str, language: str) -> str:
    """Write a comparison in one of md, csv, html, json."""
    writers = {"md": _markdown, "csv": _csv, "html": _html}
    return _json(table) if form == "json" else writers[form](table, language)


def overview(table: Comparison, language: str) -> list[list[str]]:
    """Sum up a comparison: a row a concept, in each cell what it holds and where first.

    "p. 3 (2)": two passages, the first on page 3; "–": searched, nothing
    found; empty: no documents; ‹scan›: the first was recognised in a picture.
    """
    head = [_SAID[language]["row"], *(c.name for c in table.columns)]
    return [
        head,
        *([_label(r.label, language), *(_brief(c) for c in r.cells)] for r in table.rows),
    ]


def _brief(cell: Cell) -> str:
    if not cell.claims:
        return "–" if cell.status is Status.NOTHING else ""
    first = cell.claims[0].segment
    where = f"p. {first.page}" if first.page else first.place or "yes"
    where += " ‹scan›" if cell.claims[0].entry.recognises(first) else ""
    return f"{where} ({len(cell.claims)})" if len(cell.claims) > 1 else where


def cite(hit: Hit, language: str) -> str:
    """Write where a passage stands: title, date, page, section, id; and if a scan was read."""
    source, segment = hit.entry.source, hit.segment
    date = f" ({source.date})" if source.date else ""
    page = f", p. {segment.page}" if segment.page else ""
    cited = segment.place or segment.number
    number = f", {cited}" if cited else ""
    scan = _SAID[language]["scan"] if hit.entry.recognises(segment) else ""
    return f"{source.title}{date}{page}{scan}{number} [{segment.id}]"


def _empty(cell: Cell, language: str) -> str:
    said = _SAID[language]
    if cell.status is Status.NOTHING and cell.searched == 1:
        return said["one"]
    return said[cell.status].format(n=cell.searched)


def _label(label: dict[str, str], language: str) -> str:
    return label.get(language) or next(iter(label.values()))


def _markdown(table: Comparison, language: str) -> str:
    def cell(item: Cell) -> str:
        if not item.claims:
            near = item.nearest
            said = f"*{_empty(item, language)}*"
            if near is None:
                return said
            shown = f"“{_pipe(near.segment.text)}” — {_pipe(cite(near, language))}"
            return f"{said}<br><br><small>{_SAID[language]['near']}: {shown}</small>"
        return "<br><br>".join(
            f"“{_pipe(h.segment.text)}” — {_pipe(cite(h, language))}" for h in item.claims
        )

    lines = [f"# {_label(table.title, language)}", ""]
    lines.append(
        "| " + " | ".join([_SAID[language]["row"], *(c.name for c in table.columns)]) + " |"
    )
    lines.append("|" + " --- |" * (len(table.columns) + 1))
    for row in table.rows:
        cells = [_pipe(_label(row.label, language)), *(cell(c) for c in row.cells)]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def _pipe(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def _csv(table: Comparison, language: str) -> str:
    """One claim a line, so that a spreadsheet can filter it."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(
        "row concept column status rank text document title date page number segment"
        " recognised".split()
    )
    for row in table.rows:
        for column, cell in zip(table.columns, row.cells, strict=True):
            start = [_label(row.label, language), row.concept.id, column.name, cell.status.value]
            for hit in cell.claims:
                source, segment = hit.entry.source, hit.segment
                writer.writerow(
                    [*start, hit.rank, segment.text, source.id, source.title, source.date,
                     segment.page, segment.number, segment.id, hit.entry.recognises(segment)]
                )  # fmt: skip
            if not cell.claims:
                writer.writerow([*start, None, _empty(cell, language)])
    return out.getvalue()


def _json(table: Comparison) -> str:
    rows: list[dict[str, Any]] = []
    for row in table.rows:
        cells = {
            column.name: {
                "status": cell.status.value,
                "searched": cell.searched,
                "claims": [hit_line(h) for h in cell.claims],
                "nearest": hit_line(cell.nearest) if cell.nearest else None,
            }
            for column, cell in zip(table.columns, row.cells, strict=True)
        }
        rows.append({"concept": row.concept.id, "label": row.label, "cells": cells})
    columns = [{"name": c.name, "documents": list(c.documents)} for c in table.columns]
    whole = {"title": table.title, "columns": columns, "rows": rows}
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


_STYLE = """
body{font:15px/1.5 system-ui,"Noto Sans JP","Hiragino Sans","Yu Gothic",sans-serif;
margin:2rem;color:#1a1a1a}
h1{font-size:1.4rem} table{border-collapse:collapse;min-width:100%}
th,td{border:1px solid #cfd4da;padding:.6rem .7rem;vertical-align:top;text-align:left;
min-width:15rem;max-width:26rem}
th{background:#f3f5f7;position:sticky;top:0} tbody th{min-width:10rem;position:static}
blockquote{margin:0 0 .3rem;padding-left:.6rem;border-left:3px solid #4a7fb5}
cite{display:block;font-style:normal;font-size:.8rem;color:#555;margin-bottom:.9rem;
overflow-wrap:anywhere}
.none{color:#777;font-style:italic} details{font-size:.85rem;color:#666}
"""


def _html(table: Comparison, language: str) -> str:
    from html import escape

    def claim(hit: Hit) -> str:
        lang = hit.segment.language
        return (
            f'<blockquote lang="{lang}">{escape(hit.segment.text)}</blockquote>'
            f"<cite>{escape(cite(hit, language))}</cite>"
        )

    def cell(item: Cell) -> str:
        if item.claims:
            return "".join(claim(h) for h in item.claims)
        near = ""
        if item.nearest is not None:
            summary = f"<summary>{_SAID[language]['near']}</summary>"
            near = f"<details>{summary}{claim(item.nearest)}</details>"
        return f'<span class="none">{escape(_empty(item, language))}</span>{near}'

    title = escape(_label(table.title, language))
    head = "".join(f"<th>{escape(c.name)}</th>" for c in table.columns)
    body = "".join(
        f"<tr><th>{escape(_label(row.label, language))}</th>"
        + "".join(f"<td>{cell(c)}</td>" for c in row.cells)
        + "</tr>\n"
        for row in table.rows
    )
    return (
        f'<!doctype html>\n<html lang="{language}"><head><meta charset="utf-8">'
        f"<title>{title}</title><style>{_STYLE}</style></head>\n<body><h1>{title}</h1>\n"
        f"<table><thead><tr><th>{_SAID[language]['row']}</th>{head}</tr></thead>\n"
        f"<tbody>\n{body}</tbody></table></body></html>\n"
    )
