"""What a reference names: a document of the index, or an entry of the catalogue.

In: the documents of an index, the sheets of the catalogue, and the keys of
references. Out: the id of what is named and whether it is held. Always: a
document that is held beats an entry that is only known; nothing is guessed
from an issuer's name alone. Resolved when findings are read, so that a document
added later is found by all that cite it. What reads names is of a stage that takes a tenth of a
second to import, and is imported where it is needed: most questions do without.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from pipeline.catalog import official
from pipeline.index import Filters, Index
from pipeline.records import Definition, Finding, Reference, Source

_ASIDE = re.compile(r"\s*[（(\[][^（）()\[\]]*[）)\]]\s*$")
_ERA = re.compile(r"(昭和|平成|令和)\s?(元|[0-9０-９一二三四五六七八九十]+)\s?年")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
# A mention may drop or add a few words of a title: this share of the longer must agree.
_SHARE = 0.75
_SHORTEST = 18  # characters of a title key below which only the whole title counts


@dataclass(frozen=True, slots=True)
class Target:
    """What a name resolves to."""

    id: str
    kind: str  # "document" (held), "catalogue" (known)
    source: Source


class Resolver:
    """Looks names up among the documents held and those known."""

    def __init__(self, held: Iterable[Source], known: Iterable[Source]) -> None:
        self._by_key: dict[str, list[Target]] = {}
        self._bare: dict[str, list[Target]] = {}  # titles without what follows in brackets
        self._cache: dict[tuple[str, str], Target | None] = {}
        ids = set()
        for source in held:
            ids.add(source.id)
            self._add(Target(source.id, "document", source))
        for source in known:
            if source.id not in ids:
                self._add(Target(source.id, "catalogue", source))
        self._long = [k for k in self._by_key if k.startswith("title:") and len(k) >= _SHORTEST]

    def _add(self, target: Target) -> None:
        from pipeline.extract.keys import title_key

        for key in dict.fromkeys(_keys(target.source)):
            self._by_key.setdefault(key, []).append(target)
        for title in _titles(target.source):
            bare = _ASIDE.sub("", title)
            if bare != title and len(bare) >= 4:
                self._bare.setdefault(title_key(bare), []).append(target)

    def find(self, key: str, words: str = "") -> Target | None:
        """Find what a key names; `words` are the mention, whose year decides between editions."""
        asked = (key, " ".join(_years(words)))
        if asked not in self._cache:
            found = self._by_key.get(key) or self._bare.get(key) or self._nearly(key)
            self._cache[asked] = _best(found, asked[1]) if found else None
        return self._cache[asked]

    def same(self, source: Source) -> str | None:
        """Find the document that is this work in this language, by id or by a whole title."""
        targets = [t for key in _keys(source) for t in self._by_key.get(key, ())]
        for target in targets:
            if target.id == source.id:
                return target.id
        alike = [t for t in targets if source.language in (None, t.source.language)]
        return alike[0].id if alike else None

    def _nearly(self, key: str) -> list[Target]:
        """Reads as: one title holds the other, and little else."""
        if not key.startswith("title:") or len(key) < _SHORTEST:
            return []
        words = key[6:]
        near = [
            (min(len(words), len(k) - 6) / max(len(words), len(k) - 6), k)
            for k in self._long
            if words in k or k[6:] in words
        ]
        share, best = max(near, default=(0.0, ""))
        return self._by_key[best] if share >= _SHARE else []


def resolver_of(index: Index) -> Resolver:
    """Give the resolver of an open index, made on first need."""
    made: Resolver | None = index.__dict__.get("_resolver")
    if made is None:
        known = (sheet.record for sheet in official())
        made = Resolver((e.source for e in index.entries.values()), known)
        index.__dict__["_resolver"] = made
    return made


def resolved(index: Index, finding: Finding) -> Finding:
    """Fill in what a reference, or the source of a definition, names."""
    if isinstance(finding, Reference):
        if finding.kind == "place":
            own = finding.block is not None
            return replace(
                finding,
                target=finding.document if own else None,
                target_kind="place" if own else None,
            )
        target = resolver_of(index).find(finding.key, finding.text)
        if target is None:
            return finding
        return replace(finding, target=target.id, target_kind=target.kind)
    if isinstance(finding, Definition) and finding.source is not None:
        target = _owner(index, finding)
        return replace(finding, source_id=target.id) if target else finding
    return finding


def _owner(index: Index, definition: Definition) -> Target | None:
    """Find whose definition it is: its source's own words, else the title named before it."""
    from pipeline.extract.keys import title_key
    from pipeline.extract.mentions import mentions

    resolver = resolver_of(index)
    words = definition.source or ""
    for mention in mentions(words):
        target = resolver.find(mention.key, words)
        if target is not None:
            return target
    target = resolver.find(title_key(words), words)
    if target is not None:
        return target
    segment = index.segment(definition.segment)
    start, stop = segment.context
    term = definition.span[0] + max(definition.text.find(definition.term), 0)
    named = [
        r
        for r in _references(index, definition.document)
        if r.kind != "place" and start <= r.span[0] < min(term, stop)
    ]
    for reference in reversed(named):
        target = resolver.find(reference.key, reference.text)
        if target is not None:
            return target
    return None


def _references(index: Index, document: str) -> list[Reference]:
    """Read the references of a document once."""
    read: dict[str, list[Reference]] = index.__dict__.setdefault("_references", {})
    if document not in read:
        found = index.findings(Filters(kind="reference", documents=(document,)))
        read[document] = [f for f in found if isinstance(f, Reference)]
    return read[document]


def _titles(source: Source) -> Iterator[str]:
    yield source.title
    yield from (title for _, title in source.titles)


def _keys(source: Source) -> Iterator[str]:
    """Give every key under which a document may be named."""
    from pipeline.extract.keys import title_key
    from pipeline.extract.mentions import identifiers

    yield f"id:{source.id}"
    for title in _titles(source):
        yield title_key(title)
        yield from identifiers(title)


def _years(words: str) -> Iterator[str]:
    """Give the years in some words, those of Japanese eras too."""
    from pipeline.extract.keys import year_of

    yield from _YEAR.findall(words)
    for era, year in _ERA.findall(words):
        yield str(year_of(era, year))


def _best(found: list[Target], years: str) -> Target:
    """Choose: held, of the year that is named, no translation, the latest."""
    return max(
        found,
        key=lambda t: (
            t.kind == "document",
            bool(t.source.date and t.source.date[:4] in years),
            t.source.translation_of is None,
            t.source.date or "",
            t.id,
        ),
    )
