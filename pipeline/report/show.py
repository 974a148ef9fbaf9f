"""A document in reading order, or one passage in its context.

In: an index and an id. Out: text, Markdown or JSON lines.
"""

from __future__ import annotations

import json
import re
from typing import Any

from pipeline.index import Index
from pipeline.query.findings import findings_of, place
from pipeline.records import Cell, Document
from pipeline.report.lines import finding_line, passage_line
from pipeline.report.markdown import markdown, reading

_PASSAGE = re.compile(r"/[sodrn]\d{4,}$")  # the ids of a document's segments and findings


def text(index: Index, name: str, form: str) -> str:
    """Show what `name` means: a document, a segment or a finding.

    Raises UnknownDocument or UnknownItem.
    """
    if _PASSAGE.search(name):
        return _passage(index, _whole(index, name), form)
    document = index.document(name)
    if form == "markdown":
        return markdown(document)
    if form == "jsonl":
        return "\n".join(_block_lines(document))
    return reading(document)


def _whole(index: Index, name: str) -> str:
    """Give the id of a passage whose document is named as documents may be named."""
    head, _, tail = name.rpartition("/")
    return f"{index.find(head)}/{tail}"


def _block_lines(document: Document) -> list[str]:
    lines = []
    for order, block in enumerate(document.blocks, start=1):
        line: dict[str, Any] = {
            "order": order,
            "kind": block.kind.value,
            "apparatus": block.apparatus,
            "level": block.level,
            "number": block.number,
            "page": block.anchors[0].page if block.anchors else None,
            "place": block.place,
            "section": list(block.trail),
            "text": document.text[block.span[0] : block.span[1]],
            "original": document.original(block.span),
            "anchors": [
                {"page": a.page, "box": list(a.box) if a.box else None} for a in block.anchors
            ],
            "marks": [mark for _, mark in block.marks],
            "recognised": any(a.page in document.recognised for a in block.anchors),
        }
        if block.table is not None:
            line["table"] = block.table
            line["cells"] = [_cell(document, cell) for cell in block.cells]
        lines.append(json.dumps(line, ensure_ascii=False))
    return lines


def _cell(document: Document, cell: Cell) -> dict[str, Any]:
    return {
        "row": cell.row,
        "column": cell.column,
        "row_span": cell.row_span,
        "column_span": cell.column_span,
        "header": cell.header,
        "text": document.text[cell.span[0] : cell.span[1]],
        "places": [{"page": page, "box": list(box)} for page, box in cell.places],
    }


def _passage(index: Index, name: str, form: str) -> str:
    """Show a segment or finding between its neighbours."""
    tail = name.rpartition("/")[2]
    finding = None if tail.startswith("s") else index.finding(name)
    segment = index.segment(finding.segment if finding else name)
    entry = index.entries[segment.document]
    held = findings_of(index, segment)
    if form == "jsonl":
        if finding is not None:
            siblings = {s.id: s for s in index.segments_of(segment.document)}
            line = finding_line(place(index, finding, siblings))
        else:
            line = passage_line(index, segment, entry, held)
        return json.dumps(line, ensure_ascii=False)
    siblings_all = index.segments_of(segment.document)
    at = next(i for i, s in enumerate(siblings_all) if s.id == segment.id)
    from pipeline.report import terminal

    line = passage_line(index, segment, entry, held)
    parts = [terminal.place(line, lambda words, **_: words), ""]
    for other in siblings_all[max(0, at - 2) : at + 3]:
        sign = "▶ " if other.id == segment.id else "  "
        number = f"{other.number} " if other.number else ""
        parts.append(terminal.wrap(sign + number + other.text, terminal.columns(), "   "))
    parts += ["", *(f"   → {terminal.said(f)}" for f in line["findings"])]
    return "\n".join(parts).rstrip()
