"""A document of an index, ready to be aligned.

In: an open index and the name of a document. Out: its `Side`.
"""

from __future__ import annotations

from pipeline.align import Side
from pipeline.index import Filters, Index
from pipeline.records import Modality, Obligation


def side_of(index: Index, name: str) -> Side:
    """Read a document's segments and duties; `name` is an id, a unique start of one, or a path."""
    document = index.find(name)
    duties: dict[str, list[Modality]] = {}
    for finding in index.findings(Filters(kind="obligation", documents=(document,))):
        if isinstance(finding, Obligation):
            duties.setdefault(finding.segment, []).append(finding.modality)
    return Side(
        index.entries[document].source,
        tuple(index.segments_of(document)),
        {segment: tuple(found) for segment, found in duties.items()},
        index.entries[document].recognised,
    )
