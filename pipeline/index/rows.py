"""Records made rows and rows made records."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import asdict
from typing import Any

from pipeline.records import (
    Anchor,
    Apparatus,
    Block,
    BlockKind,
    Cell,
    Definition,
    Document,
    Finding,
    Form,
    Modality,
    Obligation,
    Problem,
    Reference,
    Role,
    Segment,
    ShortName,
    Source,
)


def dumps(value: object) -> str:
    """Write JSON the same way on every machine, Japanese readable."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def anchors_json(anchors: tuple[Anchor, ...]) -> str:
    """Write anchors without the edges of single characters."""
    return dumps([[a.page, list(a.box) if a.box else None, list(a.span)] for a in anchors])


def anchors_from(text: str) -> tuple[Anchor, ...]:
    """Read anchors written by `anchors_json`."""
    return tuple(
        Anchor(page, tuple(box) if box else None, (span[0], span[1]))
        for page, box, span in json.loads(text)
    )


def cells_json(cells: tuple[Cell, ...]) -> str | None:
    """Write the cells of a table row; None when there are none, as in most blocks."""
    if not cells:
        return None
    return dumps(
        [
            [
                *(c.row, c.column, c.row_span, c.column_span, int(c.header), list(c.span)),
                [[page, list(box)] for page, box in c.places],
            ]
            for c in cells
        ]
    )


def cells_from(text: str | None) -> tuple[Cell, ...]:
    """Read cells written by `cells_json`."""
    return tuple(
        Cell(
            row,
            column,
            (span[0], span[1]),
            row_span,
            column_span,
            bool(header),
            tuple((page, tuple(box)) for page, box in places),
        )
        for row, column, row_span, column_span, header, span, places in json.loads(text or "[]")
    )


def document_row(document: Document, path: str, sha256: str) -> tuple[Any, ...]:
    """Give the row of `documents`."""
    source = document.source
    return (
        source.id,
        path,
        sha256,
        source.title,
        source.issuer,
        source.jurisdiction,
        source.date,
        source.language,
        dumps(asdict(source)),
        document.pages,
        document.text,
        dumps([list(o) for o in document.originals]),
        dumps([list(c) for c in document.characters]),
        dumps(list(document.recognised)),
        dumps([list(c) for c in document.unusual]),
        dumps([list(p) for p in document.places]),
    )


def source_from(text: str) -> Source:
    """Read a Source from its JSON."""
    fields = json.loads(text)
    fields["inferred"] = tuple(fields["inferred"])
    fields["titles"] = tuple((lang, title) for lang, title in fields.get("titles", ()))
    return Source(**fields)


def block_row(document: str, position: int, block: Block) -> tuple[Any, ...]:
    """Give the row of `blocks`."""
    return (
        document,
        position,
        block.kind.value,
        *block.span,
        block.level,
        block.number,
        dumps(list(block.trail)),
        block.stem,
        anchors_json(block.anchors),
        dumps([list(m) for m in block.marks]),
        dumps(list(block.notes)),
        block.boxed,
        block.place,
        block.table,
        cells_json(block.cells),
        block.apparatus,
    )


def block_from(row: sqlite3.Row) -> Block:
    """Read a Block from its row."""
    return Block(
        kind=BlockKind(row["kind"]),
        span=(row["start"], row["stop"]),
        level=row["level"],
        number=row["number"],
        trail=tuple(json.loads(row["trail"])),
        stem=row["stem"],
        anchors=anchors_from(row["anchors"]),
        marks=tuple((at, printed) for at, printed in json.loads(row["marks"])),
        notes=tuple(json.loads(row["notes"])),
        boxed=bool(row["boxed"]),
        place=row["place"],
        table=row["table_number"],
        cells=cells_from(row["cells"]),
        apparatus=_apparatus(row["apparatus"]),
    )


def segment_row(segment: Segment) -> tuple[Any, ...]:
    """Give the row of `segments`, without its key."""
    return (
        segment.id,
        segment.document,
        segment.kind.value,
        segment.block,
        *segment.span,
        segment.text,
        segment.language,
        *segment.context,
        segment.number,
        dumps(list(segment.trail)),
        segment.stem,
        segment.page,
        anchors_json(segment.anchors),
        segment.place,
        segment.apparatus,
    )


def segment_from(row: sqlite3.Row) -> Segment:
    """Read a Segment from its row."""
    return Segment(
        id=row["id"],
        document=row["document"],
        kind=BlockKind(row["kind"]),
        block=row["block"],
        span=(row["start"], row["stop"]),
        text=row["text"],
        language=row["language"],
        context=(row["context_start"], row["context_stop"]),
        number=row["number"],
        trail=tuple(json.loads(row["trail"])),
        stem=row["stem"],
        page=row["page"],
        anchors=anchors_from(row["anchors"]),
        place=row["place"],
        apparatus=_apparatus(row["apparatus"]),
    )


def _apparatus(value: str | None) -> Apparatus | None:
    return None if value is None else Apparatus(value)


def kind_of(finding: Finding) -> str:
    """Name the kind of a finding, one of FINDING_KINDS."""
    if isinstance(finding, ShortName):
        return finding.form.value
    if isinstance(finding, Reference):
        return "reference"
    return "definition" if isinstance(finding, Definition) else "obligation"


def _term(finding: Finding) -> str | None:
    """Give what a finding is looked up by: its term, or the key of a reference."""
    if isinstance(finding, Reference):
        return finding.key
    return None if isinstance(finding, Obligation) else finding.term


def finding_row(finding: Finding) -> tuple[Any, ...]:
    """Give the row of `findings`."""
    duty = finding if isinstance(finding, Obligation) else None
    return (
        finding.id,
        finding.document,
        finding.segment,
        kind_of(finding),
        duty.modality.value if duty else None,
        duty.role.value if duty and duty.role else None,
        _term(finding),
        dumps(asdict(finding)),
    )


def finding_from(kind: str, text: str) -> Finding:
    """Read a Finding from its JSON."""
    fields = json.loads(text)
    for name in ("span", "cue_span", "bearer_span"):
        if fields.get(name) is not None:
            fields[name] = tuple(fields[name])
    if kind == "definition":
        return Definition(**fields)
    if kind == "reference":
        return Reference(**fields)
    if kind != "obligation":
        return ShortName(**{**fields, "form": Form(kind)})
    fields["modality"] = Modality(fields["modality"])
    fields["role"] = Role(fields["role"]) if fields["role"] else None
    return Obligation(**fields)


def problems_json(problems: tuple[Problem, ...]) -> str:
    """Write problems."""
    return dumps([asdict(p) for p in problems])


def problems_from(text: str) -> tuple[Problem, ...]:
    """Read problems written by `problems_json`."""
    return tuple(Problem(**p) for p in json.loads(text))
