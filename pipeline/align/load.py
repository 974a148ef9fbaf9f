"""A document of an index, ready to be aligned.

In: an open index and the name of a document. Out: its `Side`.
"""

from __future__ import annotations

from pipeline.align import Side
from pipeline.align.relation import strengths
from pipeline.index import Filters, Index
from pipeline.records import Obligation


def side_of(index: Index, name: str) -> Side:
    """Read a document's segments and duties; `name` is an id, a unique start of one, or a path."""
    document = index.find(name)
    found = index.findings(Filters(kind="obligation", documents=(document,)))
    return Side(
        index.entries[document].source,
        tuple(index.segments_of(document)),
        strengths(f for f in found if isinstance(f, Obligation)),
        index.entries[document].recognised,
    )
