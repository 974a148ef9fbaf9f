"""Results as flat lines: the contract that other programs read.

In: hits, findings, definitions, documents. Out: dictionaries with stable
names, ready for JSON lines and CSV. Absent is `None`; anchors are
`{"page": n, "box": [x0, top, x1, bottom]}` in PDF points from the top left.
`place` is how one cites the passage by printed numbers ("§ 50.604(c)(1)",
「第三条第二項」); without pages and numbers it counts paragraphs ("para. 3").
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from pipeline.index import Entry, Index
from pipeline.index.rows import kind_of
from pipeline.index.store import FileRow
from pipeline.query.catalogue import Catalogued
from pipeline.query.counterparts import Counterpart
from pipeline.query.define import Defined
from pipeline.query.findings import Placed
from pipeline.query.hits import Hit
from pipeline.query.originals import Linked
from pipeline.query.quotations import Quotation
from pipeline.records import (
    Anchor,
    Definition,
    Finding,
    Obligation,
    Reference,
    Segment,
    ShortName,
    band,
)

Line = dict[str, Any]

# Fields that only some findings have; every finding line holds them all.
_DUTY = (
    "modality",
    "bearer",
    "role",
    "action",
    "object",
    "condition",
    "exception",
    "deadline",
    "regulative",
    "confidence",
    "band",
)
_DEFINITION = ("term", "body", "source", "source_id")
_REFERENCE = ("key", "name", "place", "block", "target", "target_kind")


def hit_line(hit: Hit, kind: str | None = None) -> Line:
    """Write a search hit; `kind` is what was asked for, else what the passage holds."""
    kinds = {kind_of(f) for f in hit.findings}
    found = kind or next((k for k in ("definition", "obligation") if k in kinds), None)
    return {
        "rank": hit.rank,
        "score": hit.score,
        **_place(hit.segment, hit.entry),
        "id": hit.segment.id,
        "kind": found or hit.segment.kind.value,
        "block": hit.segment.kind.value,
        "apparatus": hit.segment.apparatus,
        "text": hit.segment.text,
        "context": hit.context,
        "stem": hit.segment.stem,
        "findings": [_finding(f) for f in hit.findings],
        "legs": dict(hit.legs),
        "variants": list(hit.variants),
        "weak": hit.weak,
        **_linked(hit.link),
    }


def passage_line(index: Index, segment: Segment, entry: Entry, held: Iterable[Finding]) -> Line:
    """Write a segment on its own, as `concord show` gives it."""
    return {
        **_place(segment, entry),
        "id": segment.id,
        "kind": segment.kind.value,
        "apparatus": segment.apparatus,
        "text": segment.text,
        "context": index.words_at(segment.document, [segment.context])[0],
        "stem": segment.stem,
        "findings": [_finding(f) for f in held],
    }


def finding_line(placed: Placed, link: Linked | None = None) -> Line:
    """Write a finding with its place, and the passage in the other language that it renders."""
    finding = placed.finding
    text = placed.segment.text
    if isinstance(finding, Definition | ShortName):
        text = finding.text
    line = {
        **_place(placed.segment, placed.entry),
        "text": text,
        "context": placed.context,
        "stem": placed.segment.stem,
        **_finding(finding),
        **_linked(link),
    }
    if placed.anchors:
        line["anchors"] = _anchors(placed.anchors)
        line["page"] = placed.anchors[0].page
    return line


def _linked(link: Linked | None) -> Line:
    """Write a link by what it leads to; `counterpart` where nothing tells which came first."""
    names = {True: "original", False: "translation", None: "counterpart"}
    own = names[link.original] if link else None
    return {name: link_line(link) if link and name == own else None for name in names.values()}


def link_line(link: Linked) -> Line:
    """Write the passage in another language that a passage renders, or that renders it."""
    segment, source = link.segment, link.entry.source
    return {
        "segment": segment.id,
        "document": source.id,
        "title": source.title,
        "path": link.entry.path,
        "language": segment.language,
        "page": segment.page,
        "place": segment.place,
        "text": segment.text,
        "score": link.score,
    }


def rendering_line(segment: Segment, entry: Entry, link: Linked) -> Line:
    """Write a passage with the one in another document that it renders, or that renders it."""
    return {
        **_place(segment, entry),
        "id": segment.id,
        "text": segment.text,
        **_linked(link),
    }


def defined_line(defined: Defined, link: Linked | None = None) -> Line:
    """Write a definition found by its term: how well it fits, and which say the same."""
    return {
        "fit": round(defined.fit, 3),
        **finding_line(defined.placed, link),
        "variants": list(defined.variants),
    }


def document_line(file: FileRow, entry: Entry | None) -> Line:
    """Write a file with its document, or with the reason why it has none."""
    source = entry.source if entry else None
    return {
        "id": file.document,
        "path": file.path,
        "title": source.title if source else None,
        "issuer": source.issuer if source else None,
        "jurisdiction": source.jurisdiction if source else None,
        "date": source.date if source else None,
        "language": source.language if source else None,
        "type": source.type if source else None,
        "inferred": list(source.inferred) if source else [],
        "pages": entry.pages if entry else None,
        "segments": entry.segments if entry else 0,
        "findings": entry.findings if entry else 0,
        "status": file.status,
        "characters": dict(entry.characters) if entry else {},
        "unusual": dict(entry.unusual) if entry else {},
        "problems": [asdict(p) for p in file.problems],
    }


def catalogue_line(entry: Catalogued) -> Line:
    """Write an entry of the catalogue; `indexed` is the id of the document that it is here."""
    record, facts = entry.sheet.record, entry.sheet.facts
    return {
        "id": record.id,
        "title": record.title,
        "titles": dict(entry.sheet.titles),
        "names": list(facts.names),
        "title_kind": facts.title_kind,
        "issuer": record.issuer,
        "jurisdiction": record.jurisdiction,
        "date": record.date,
        "language": record.language,
        "languages": list(facts.languages) or ([record.language] if record.language else []),
        "type": record.type,
        "force": facts.force,
        "url": record.url,
        "certainty": facts.certainty,
        "url_kind": facts.url_kind,
        "format": facts.format,
        "terms": record.terms,
        "supersedes": record.supersedes,
        "translation_of": record.translation_of,
        "tier": facts.tier,
        "note": facts.note,
        "indexed": entry.held,
    }


def quotation_line(quotation: Quotation, entries: Mapping[str, Entry]) -> Line:
    """Write a passage that two documents share."""
    line = asdict(quotation)
    for name, where in (("recognised", "document"), ("original_recognised", "original")):
        page = line["original_page" if where == "original" else "page"]
        line[name] = page in entries[line[where]].recognised
    return {**line, "span": list(quotation.span), "original_span": list(quotation.original_span)}


def counterpart_line(pair: Counterpart) -> Line:
    """Write a quoted definition with the one that it renders."""
    return {
        "score": pair.score,
        "quoted": finding_line(pair.quoted),
        "original": finding_line(pair.original),
    }


def _place(segment: Segment, entry: Entry) -> Line:
    source = entry.source
    return {
        "document": source.id,
        "path": entry.path,
        "title": source.title,
        "jurisdiction": source.jurisdiction,
        "issuer": source.issuer,
        "date": source.date,
        "language": segment.language,
        "page": segment.page,
        "recognised": entry.recognises(segment),
        "anchors": _anchors(segment.anchors),
        "section": list(segment.trail),
        "number": segment.number,
        "place": segment.place,
    }


def _anchors(anchors: Iterable[Anchor]) -> list[Line]:
    return [{"page": a.page, "box": list(a.box) if a.box else None} for a in anchors]


def _finding(finding: Finding) -> Line:
    """Write what a finding says; fields of the other kind are None."""
    line: Line = {"id": finding.id, "kind": kind_of(finding), "segment": finding.segment}
    line |= dict.fromkeys((*_DUTY, *_DEFINITION))
    if isinstance(finding, Reference):
        line |= {"reference": finding.text, "names": finding.kind}
        line |= {name: getattr(finding, name) for name in _REFERENCE}
        line["rule"] = finding.rule
        return line
    if isinstance(finding, Obligation):
        line |= {
            "modality": finding.modality.value,
            "strength": finding.strength,
            "cue": finding.cue,
            "bearer": finding.bearer,
            "bearer_from": finding.bearer_from,
            "role": finding.role.value if finding.role else None,
            "action": finding.action,
            "object": finding.object,
            "condition": finding.condition,
            "exception": finding.exception,
            "deadline": finding.deadline,
            "regulative": finding.regulative,
            "confidence": finding.confidence,
            "band": band(finding.confidence),
        }
    else:
        line |= {name: getattr(finding, name, None) for name in _DEFINITION}
    line["rule"] = finding.rule
    return line
