"""Definitions of a term or concept, by jurisdiction.

In: a term in either language. Out: the definitions whose term it is, the
best fitting first, each with its place; every sense under its own words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.concepts import Scheme, expand, load_scheme
from pipeline.errors import BadRequest
from pipeline.index import Entry, Filters, Index
from pipeline.query.findings import Placed, place
from pipeline.records import Anchor, Definition, Segment
from pipeline.text.radicals import fold_radicals
from pipeline.text.tokens import content_tokens


@dataclass(frozen=True, slots=True)
class Defined:
    """A definition found, with the segment that holds its term.

    `fit` is 1.0 when the defined term is the one asked for (or its label in
    the other language), less when it only contains it.
    """

    definition: Definition
    segment: Segment
    entry: Entry
    context: str
    anchors: tuple[Anchor, ...]
    fit: float

    @property
    def placed(self) -> Placed:
        """The definition as a finding where it stands."""
        return Placed(self.definition, self.segment, self.entry, self.context, self.anchors)


def define(
    index: Index,
    term: str,
    filters: Filters = Filters(),
    *,
    expanded: bool = True,
    scheme: Scheme | None = None,
) -> list[Defined]:
    """Find the definitions of a term, best fit first, then by jurisdiction and document.

    `expanded` also looks for the other labels of the concepts that it names,
    in both languages.
    """
    asked = fold_radicals(term).strip()
    wanted = [frozenset(content_tokens(asked))]
    if not wanted[0]:
        raise BadRequest("the term has no words in it", "name the term, such as 研究セキュリティ")
    terms = expand(scheme or load_scheme(), asked)
    wanted += [frozenset(content_tokens(label)) for labels in terms.values() for label in labels]
    own = replace(filters, kind="definition")
    found: list[Defined] = []
    for finding in index.findings(own):
        assert isinstance(finding, Definition)
        share = fit(frozenset(content_tokens(finding.term)), wanted)
        if share > 0:
            segments = {s.id: s for s in index.segments_of(finding.document)}
            at = place(index, finding, segments)
            assert isinstance(at.finding, Definition)
            found.append(Defined(at.finding, at.segment, at.entry, at.context, at.anchors, share))
    return sorted(
        found,
        key=lambda d: (
            -d.fit,
            d.entry.source.jurisdiction or "~",
            d.entry.source.id,
            d.definition.id,
        ),
    )


def fit(term: frozenset[str], wanted: Sequence[frozenset[str]]) -> float:
    """Reads as: the same words fit wholly; a longer term that holds them, by their share."""
    best = 0.0
    for words in wanted:
        if words and words <= term:
            best = max(best, len(words) / len(term))
    return best if best >= 0.5 else 0.0
