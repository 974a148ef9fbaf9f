"""Definitions of a term or concept, by jurisdiction.

In: a term in either language. Out: the definitions whose term it is, the best fitting first,
each with its place and the copies that say the same in its jurisdiction; every sense under its
own words.

Reads as: a defined term is the one asked for where its words are those asked for, or the
lexicon's translation of them, or the name that the asked-for concept has in the other
language. Other labels of the concept fit a little less (個人データ where 個人情報 is asked
for), and a term that holds them with other words must hold little else. Definitions that have
lost their term in the file are given where nothing else is (`headless`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.concepts import Scheme, expand, load_scheme
from pipeline.dictionary import translations
from pipeline.errors import BadRequest
from pipeline.index import Entry, Filters, Index
from pipeline.query.duplicates import near
from pipeline.query.editions import edition
from pipeline.query.findings import Placed, place
from pipeline.query.headless import headless
from pipeline.query.wants import FIT
from pipeline.records import Anchor, Definition, Segment
from pipeline.text.radicals import fold_radicals
from pipeline.text.tokens import content_tokens

_OWN = 0.5  # share of a term's words that must be those asked for
_LESS = 0.9  # how well the term fits whose words only belong to the same concept
_GLOSS = re.compile(r"[(（]([^()（）]+)[)）]")


@dataclass(frozen=True, slots=True)
class Defined:
    """A definition found, with the segment that holds its term.

    `fit` is 1.0 when the defined term is the one asked for (or its name in
    the other language), less when it only contains it or is another label of
    the concept. `variants` are the ids of definitions that say the same in the
    documents of its jurisdiction.
    """

    definition: Definition
    segment: Segment
    entry: Entry
    context: str
    anchors: tuple[Anchor, ...]
    fit: float
    variants: tuple[str, ...] = ()

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

    `expanded` also looks for its translation and for the other labels of the
    concepts that it names, in both languages.
    """
    asked = fold_radicals(term).strip()
    own = frozenset(content_tokens(asked))
    if not own:
        raise BadRequest("the term has no words in it", "name the term, such as 研究セキュリティ")
    wanted = [(own, _OWN, 1.0)]
    if expanded:
        wanted += _expanded(scheme or load_scheme(), asked, own)
    found: list[Defined] = []
    for finding in index.findings(replace(filters, kind="definition")):
        assert isinstance(finding, Definition)
        share = max(_fit(words, wanted) for words in _spoken(finding.term))
        if share > 0:
            segments = {s.id: s for s in index.segments_of(finding.document)}
            at = place(index, finding, segments)
            assert isinstance(at.finding, Definition)
            found.append(Defined(at.finding, at.segment, at.entry, at.context, at.anchors, share))
    if expanded and not any(d.fit == 1.0 and d.segment.language == "en" for d in found):
        for lost in headless(index, scheme or load_scheme(), asked, filters):
            assert isinstance(lost.finding, Definition)
            found.append(
                Defined(lost.finding, lost.segment, lost.entry, lost.context, lost.anchors, FIT)
            )
    found.sort(
        key=lambda d: (
            -d.fit,
            d.entry.source.jurisdiction or "~",
            d.entry.source.id,
            d.definition.id,
        )
    )
    return folded(found)


_Wanted = tuple[frozenset[str], float, float]  # words, least share of a term's, worth


def _expanded(scheme: Scheme, asked: str, own: frozenset[str]) -> Iterator[_Wanted]:
    """Give the words of the term in the other language, and other labels of its concepts."""
    listed = translations(asked)
    if len(listed) == 1:  # the lexicon or dictionary knows the term as a whole
        for rank, words in enumerate(next(iter(listed.values()))):
            yield frozenset(words), FIT, 1.0 if rank == 0 else _LESS
    for concept in scheme.concepts:
        names = [frozenset(content_tokens(name)) for name in concept.pref_label.values()]
        if own in names:
            yield from ((name, FIT, 1.0) for name in names)
    for labels in expand(scheme, asked).values():
        yield from ((frozenset(content_tokens(label)), FIT, _LESS) for label in labels)


def _spoken(term: str) -> Iterator[frozenset[str]]:
    """Give a term's words, and those of its parts where it has a gloss: "Open Source (OSS)"."""
    yield frozenset(content_tokens(term))
    for gloss in _GLOSS.findall(term)[:1]:
        yield frozenset(content_tokens(_GLOSS.sub(" ", term)))
        yield frozenset(content_tokens(gloss))


def _fit(term: frozenset[str], wanted: Sequence[_Wanted]) -> float:
    shares = ((fit(term, [words]), least, worth) for words, least, worth in wanted)
    return max((share * worth for share, least, worth in shares if share >= least), default=0.0)


def folded(found: Sequence[Defined]) -> list[Defined]:
    """Leave one of definitions that say the same of the same term in one jurisdiction.

    The best edition stands for all, in the place of the best fitting one.
    """
    groups: dict[tuple[str | None, str, str | None, str], list[int]] = {}
    for at, one in enumerate(found):
        source = one.definition.source_id or one.definition.source
        term = "".join(one.definition.term.split()).casefold()
        groups.setdefault(
            (one.entry.source.jurisdiction, one.segment.language, source, term), []
        ).append(at)
    shown: dict[int, Defined] = {}
    for places in groups.values():
        for alike in near([found[at].definition.text for at in places]):
            group = [found[places[at]] for at in alike]
            best = min(group, key=lambda d: edition(d.entry.source, d.segment.page))
            others = tuple(d.definition.id for d in group if d is not best)
            at = min(places[at] for at in alike)
            shown[at] = replace(best, fit=group[0].fit, variants=others)
    return [shown[at] for at in sorted(shown)]


def fit(term: frozenset[str], wanted: Sequence[frozenset[str]]) -> float:
    """Reads as: the same words fit wholly; a longer term that holds them, by their share."""
    best = 0.0
    for words in wanted:
        if words and words <= term:
            best = max(best, len(words) / len(term))
    return best if best >= _OWN else 0.0
