"""A comparison as Markdown, CSV, HTML or JSON.

In: a `Comparison`. Out: text. Every claim is verbatim and cites document,
page and segment; an empty cell says what was searched.
"""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from typing import Any

from pipeline.catalog.jurisdictions import called
from pipeline.query.compare import Cell, Comparison, Status
from pipeline.query.hits import Hit
from pipeline.records import Definition, Obligation
from pipeline.report.csv_cells import guarded
from pipeline.report.lead_ins import lead_in
from pipeline.report.lines import hit_line

_TITLE = 110  # characters of a title in a citation
_STEM = 240  # characters of a lead-in
_SAID = {
    "en": {
        Status.NOTHING: "searched {n} documents, nothing found",
        Status.NO_DOCUMENTS: "no documents",
        "one": "searched 1 document, nothing found",
        "row": "Row",
        "near": "Nearest passage (not judged an answer)",
        "scan": " (text recognised in a scan)",
        "quoted": "Quoted by others",
        "whose": "quoting “{whose}”",
        "original": "Original",
        "translation": "Translation",
        "counterpart": "The same in the other language",
        "out one": "1 document is in no column: nothing tells whose it is",
        "out": "{n} documents are in no column: nothing tells whose they are",
        "brief": "(pages of the first passage, how many; –: searched, nothing found;"
        " «2»: quoted by documents of others)",
        "size": "{rows} rows, {columns} columns",
        "made": "{n} documents searched. Every quotation is verbatim. “Nothing found”: no passage"
        " that speaks of the subject holds words for the row.",
    },
    "ja": {
        Status.NOTHING: "{n}件の文書を検索したが該当なし",
        Status.NO_DOCUMENTS: "文書なし",
        "one": "1件の文書を検索したが該当なし",
        "row": "項目",
        "near": "最も近い箇所（該当とは判定していない）",
        "scan": "（画像から文字認識した本文）",
        "quoted": "他の文書による引用",
        "whose": "「{whose}」を引用",
        "original": "原文",
        "translation": "訳文",
        "counterpart": "他の言語での同じ内容",
        "out one": "1件の文書は、どの国・機関のものか分からないため、どの列にもない",
        "out": "{n}件の文書は、どの国・機関のものか分からないため、どの列にもない",
        "brief": "（最初の該当箇所のページと件数。–：検索したが該当なし。"
        "«2»：他の文書による引用の件数）",
        "size": "{rows}行、{columns}列",
        "made": "{n}件の文書を検索した。引用はすべて原文のままである。「該当なし」は、"
        "主題に関する箇所に"
        "その項目を表す語がないことを示す。",
    },
}


# How strongly, as a reader of Japanese says it.
_MODALITY = {
    "must": "義務",
    "must-not": "禁止",
    "should": "すべき",
    "should-not": "すべきでない",
    "may": "できる",
    "commits": "約束",
}


def render(table: Comparison, form: str, language: str) -> str:
    """Write a comparison in one of md, csv, html, json."""
    if form == "html":
        from pipeline.report.tables_html import table_html

        return table_html(table, language)
    writers = {"md": _markdown, "csv": _csv}
    return _json(table) if form == "json" else writers[form](table, language)


def overview(table: Comparison, language: str) -> list[list[str]]:
    """Sum up a comparison: a row a concept, in each cell what it holds and where first.

    "p. 3 (2)": two passages, the first on page 3; "–": searched, nothing
    found; "«2»": quoted by two passages of others; empty: no documents; ‹scan›: the
    first was recognised in a picture.
    """
    head = [_SAID[language]["row"], *headings_of(table, language)]
    return [
        head,
        *([label_in(r.label, language), *(_brief(c) for c in r.cells)] for r in table.rows),
    ]


def headings_of(table: Comparison, language: str) -> list[str]:
    """Give the headings of the columns: a jurisdiction's name, or the document as it was named."""
    return [called(column.name, language) for column in table.columns]


def left_out(table: Comparison, language: str) -> str | None:
    """Say how many documents are in no column; None where there are none."""
    count = len(table.left_out)
    key = "out one" if count == 1 else "out"
    return said(key, language).format(n=count) if count else None


def _brief(cell: Cell) -> str:
    if not cell.claims:
        quoted = f"«{len(cell.quoted)}»" if cell.quoted else ""
        return " ".join(part for part in ("–" * (cell.status is Status.NOTHING), quoted) if part)
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
    title = source.title
    if len(title) > _TITLE:  # "Regulation (EU) ... amending Regulations ..."
        title = title[:_TITLE].rsplit(" ", 1)[0].rstrip(" ,") + " …"
    return f"{title}{date}{page}{scan}{number} [{segment.id}]"


def said(name: str, language: str) -> str:
    """Give a fixed phrase in a language."""
    return _SAID[language][name]


def strongest(hit: Hit, language: str) -> tuple[str, str] | None:
    """Say how strongly and whom a passage binds, of the duty that is most likely one."""
    duties = [f for f in hit.findings if isinstance(f, Obligation)]
    if not duties:
        return None
    best = max(duties, key=lambda d: (d.confidence, d.role is not None))
    strength = best.modality.value
    return _MODALITY[strength] if language == "ja" else strength, best.bearer or ""


def stem_of(hit: Hit) -> str:
    """Give the lead-in that a quoted list item continues, its end where it is long."""
    return lead_in(hit.segment.stem, _STEM)


def linked(hit: Hit, language: str) -> tuple[str, Hit] | None:
    """Give the passage in the other language that a passage renders, and what it is to it."""
    if hit.link is None:
        return None
    names = {True: "original", False: "translation", None: "counterpart"}
    return said(names[hit.link.original], language), replace(
        hit, segment=hit.link.segment, entry=hit.link.entry, findings=(), link=None
    )


def whose(hit: Hit, language: str) -> str:
    """Say whose definition a passage quotes, where it quotes one."""
    for finding in hit.findings:
        if isinstance(finding, Definition) and finding.source:
            return _SAID[language]["whose"].format(whose=finding.source)
    return ""


def empty(cell: Cell, language: str) -> str:
    said = _SAID[language]
    if cell.status is Status.NOTHING and cell.searched == 1:
        return said["one"]
    return said[cell.status].format(n=cell.searched)


def label_in(label: dict[str, str], language: str) -> str:
    return label.get(language) or next(iter(label.values()))


def _markdown(table: Comparison, language: str) -> str:
    def claim(hit: Hit) -> str:
        stem = f"({_pipe(stem_of(hit))}) " if hit.segment.stem else ""
        note = f"; {_pipe(whose(hit, language))}" if whose(hit, language) else ""
        written = f"{stem}“{_pipe(hit.segment.text)}” — {_pipe(cite(hit, language))}{note}"
        link = linked(hit, language)
        return f"{written}<br>{link[0]}: {claim(link[1])}" if link else written

    def cell(item: Cell) -> str:
        parts = [claim(h) for h in item.claims]
        if not parts:
            parts.append(f"*{empty(item, language)}*")
            if item.quoted:
                quoted = "<br><br>".join(claim(h) for h in item.quoted)
                parts.append(f"*{said('quoted', language)}*: {quoted}")
            if item.nearest is not None:
                near = f"{said('near', language)}: {claim(item.nearest)}"
                parts.append(f"<small>{near}</small>")
        return "<br><br>".join(parts)

    lines = [f"# {label_in(table.title, language)}", ""]
    if out := left_out(table, language):
        lines += [f"*{out}.*" if language == "en" else f"*{out}。*", ""]
    lines.append("| " + " | ".join([said("row", language), *headings_of(table, language)]) + " |")
    lines.append("|" + " --- |" * (len(table.columns) + 1))
    for row in table.rows:
        if row.group:
            group = f"**{_pipe(label_in(row.group, language))}**"
            lines.append("| " + group + " |" + " |" * len(table.columns))
        cells = [_pipe(label_in(row.label, language)), *(cell(c) for c in row.cells)]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def _pipe(text: str) -> str:
    return re.sub(r"\s*\n\s*", "<br>", text.strip().replace("|", "\\|"))


def _csv(table: Comparison, language: str) -> str:
    """One claim a line, so that a spreadsheet can filter it."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(
        "row concept column status rank text document title date page number segment"
        " recognised stem quotes group place".split()
    )
    group = ""
    for row in table.rows:
        group = label_in(row.group, language) if row.group else group
        for column, cell in zip(table.columns, row.cells, strict=True):
            start = [label_in(row.label, language), row.concept.id, column.name]
            shown = [(cell.status.value, h) for h in cell.claims]
            for status, hit in [*shown, *(("quoted", h) for h in cell.quoted)]:
                source, segment = hit.entry.source, hit.segment
                line = [
                    *start, status, hit.rank, segment.text, source.id, source.title, source.date,
                    segment.page, segment.number, segment.id, hit.entry.recognises(segment),
                    segment.stem, whose(hit, language), group, segment.place,
                ]  # fmt: skip
                writer.writerow(map(guarded, line))
            if not cell.claims:
                said = [cell.status.value, None, empty(cell, language), *[None] * 9, group, None]
                writer.writerow(map(guarded, [*start, *said]))
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
                "quoted": [hit_line(h) for h in cell.quoted],
            }
            for column, cell in zip(table.columns, row.cells, strict=True)
        }
        rows.append(
            {"concept": row.concept.id, "label": row.label, "group": row.group, "cells": cells}
        )
    columns = [{"name": c.name, "documents": list(c.documents)} for c in table.columns]
    whole = {"title": table.title, "columns": columns, "rows": rows}
    whole["left_out"] = list(table.left_out)
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"
