"""Quotations made whole, and whose words they are.

In: passages and definitions of an index. Out: a passage with all of the definition or list that
it begins; the definitions that one jurisdiction's documents quote from another's. Always: what is
quoted is verbatim, from where it begins to where it ends in its document.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

from pipeline.catalog import official
from pipeline.catalog.jurisdictions import named
from pipeline.index import Filters, Index
from pipeline.query.define import fit
from pipeline.query.duplicates import near
from pipeline.query.hits import Hit, hits
from pipeline.query.limbs import reach
from pipeline.query.resolve import resolved
from pipeline.query.wants import FIT, Want, labels_of
from pipeline.records import Definition
from pipeline.text.tokens import content_tokens

_QUOTED = {"en": 1200, "ja": 480}  # characters of a lead-in with its list
_ITEMS = 12
_SHOWN = 3


def complete(index: Index, key: int, hit: Hit) -> Hit:
    """Quote a definition whole, and a lead-in with the list that it leads to.

    The segment then covers more of its document's text; what it covers is verbatim.
    """
    segment = hit.segment
    start, stop = segment.span
    for finding in hit.findings:
        if isinstance(finding, Definition):
            start, stop = min(start, finding.span[0]), max(stop, finding.span[1])
    room = start + _QUOTED.get(segment.language, _QUOTED["en"])
    items = index.segments(range(key + 1, key + 1 + _ITEMS))
    following = (items[at] for at in sorted(items) if items[at].document == segment.document)
    stop = max(stop, reach(segment, following, room))
    if (start, stop) == segment.span:
        return hit
    words = index.words_at(segment.document, [(start, stop)])[0]
    return replace(hit, segment=replace(segment, text=words, span=(start, stop)))


def quoted_from(index: Index, wanted: Sequence[Want], codes: frozenset[str]) -> list[list[Hit]]:
    """List for each row the definitions that documents of others quote from a jurisdiction."""
    found: list[list[Hit]] = [[] for _ in wanted]
    definitions = [
        (frozenset(content_tokens(f.term)), f)
        for f in (index.findings(Filters(kind="definition")) if codes else ())
        if isinstance(f, Definition)
        and f.source is not None
        and index.entries[f.document].source.jurisdiction not in codes
        and whose(f, index) & codes
    ]
    for want, own in zip(wanted, found, strict=True):
        if want.kind != "definition" or not definitions:
            continue
        labels = [frozenset(content_tokens(label)) for label in labels_of(want.concepts)]
        ids = {f.segment for term, f in definitions if fit(term, labels) >= FIT}
        keys = sorted(index.keys_of(sorted(ids)).values()) if ids else []
        read = hits(index, [(key, 0.0) for key in keys], {}, contexts=False)
        # Of versions that say the same, one with pages can be cited better.
        for group in near([hit.segment.text for hit in read])[:_SHOWN]:
            best = min(group, key=lambda at: (read[at].segment.page is None, at))
            own.append(complete(index, keys[best], read[best]))
    return found


def is_own(definition: Definition, index: Index) -> bool:
    """Tell whether a definition is its document's, or another's of the same jurisdiction."""
    own = index.entries[definition.document].source.jurisdiction
    return definition.source is None or own in whose(definition, index)


def whose(definition: Definition, index: Index) -> frozenset[str]:
    """Tell whose definition a document quotes: the jurisdictions of the source it names."""
    read = resolved(index, definition)
    source = read.source_id if isinstance(read, Definition) else None
    entry = index.entries.get(source or "")
    stated = entry.source.jurisdiction if entry else _catalogued().get(source or "")
    return frozenset([stated]) if stated else frozenset(named(definition.source or ""))


@cache
def _catalogued() -> Mapping[str, str | None]:
    return {sheet.record.id: sheet.record.jurisdiction for sheet in official()}
