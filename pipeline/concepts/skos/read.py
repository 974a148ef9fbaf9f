"""A scheme read from SKOS, ours or somebody else's.

In: a file of Turtle or JSON-LD. Out: a scheme, and notes on what was left
out or put right. Always: what `scheme` promises. Unknown properties are let
be. Labels in languages that Concord does not read are left out and counted;
labels without a language, or with a tag that their script denies, are filed
by script. A circle of `broader` is an error, for nobody can say where to cut.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.concepts.scheme import Concept, Scheme
from pipeline.concepts.skos.names import Names, by_language, circle, ids_for
from pipeline.concepts.skos.parse import line_of, parse_graph
from pipeline.concepts.skos.terms import (
    LINKS,
    OWN,
    OWN_WORDS,
    WORDS,
    concept_address,
    scheme_address,
)
from pipeline.errors import BadSheet

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

_XL = "http://www.w3.org/2008/05/skos-xl#"
_FINDINGS = ("definition", "obligation")


def read_skos(path: Path) -> tuple[Scheme, tuple[str, ...]]:
    """Read a scheme with notes on what was left out; raises BadSheet."""
    graph, text = parse_graph(path)
    reader = _Reader(path, text, graph)
    scheme = reader.scheme()
    return scheme, tuple(reader.told())


@dataclass(slots=True)
class _Reader:
    path: Path
    text: str
    graph: Graph
    notes: list[str] = field(default_factory=list)
    foreign: Counter[str] = field(default_factory=Counter)  # labels by language left out

    def told(self) -> list[str]:
        """Give the notes, the languages left out as one."""
        left = ", ".join(f"{n} in {tag}" for tag, n in sorted(self.foreign.items()))
        return [*self.notes, *([f"labels and definitions not read: {left}"] if left else [])]

    def wrong(self, address: str, what: str, hint: str) -> BadSheet:
        """Make an error that names the concept and, where it is found, its line."""
        line = line_of(self.text, address)
        place = f"{self.path}:{line}" if line else str(self.path)
        return BadSheet(f"{place}: {address}: {what}", hint, file=self.path, line=line)

    def scheme(self) -> Scheme:
        """Read the scheme."""
        from rdflib import DCTERMS, RDF, RDFS, SKOS

        graph = self.graph
        homes = sorted(graph.subjects(RDF.type, SKOS.ConceptScheme, unique=True), key=str)
        home = homes[0] if homes else None
        if len(homes) > 1:
            self.notes.append(f"{len(homes)} schemes in one file, read as one under {home}")
        found = self._concepts()
        if not found:
            raise BadSheet(
                f"{self.path}: holds no skos:Concept",
                "SKOS concepts have the type skos:Concept and a skos:prefLabel",
                file=self.path,
            )
        name = self._plain(home, [DCTERMS.identifier]) or self.path.stem
        titles: dict[str, str] = {}
        if home is not None:
            for words in (DCTERMS.title, SKOS.prefLabel, RDFS.label):
                for language, texts in self._texts(home, [words]).items():
                    titles.setdefault(language, texts[0])
        ids = ids_for({str(n): self._plain(n, [DCTERMS.identifier]) for n in found}, self.notes)
        read = {str(n): self._concept(n, ids, name) for n in found}
        kept = self._whole([c for c in read.values() if c is not None])
        address = str(home) if home is not None else None
        own = None if address in (None, scheme_address(name)) else address
        if home is not None:
            order = [str(n) for n in self._listed(home, "conceptList")]
            place = {ids[a]: i for i, a in enumerate(order) if a in ids}
            kept.sort(key=lambda c: place.get(c.id, len(place)))
        return Scheme(name, titles or {"en": name}, tuple(kept), own)

    def _concepts(self) -> list[Node]:
        """Give what is a concept: by type, or by having a label in a scheme."""
        from rdflib import RDF, SKOS

        found = set(self.graph.subjects(RDF.type, SKOS.Concept))
        found |= set(self.graph.subjects(SKOS.inScheme, None))
        return sorted(found, key=str)

    def _concept(self, node: Node, ids: dict[str, str], scheme: str) -> Concept | None:
        """Read one concept, None when it has no label that Concord can read."""
        from rdflib import SKOS, URIRef

        address = str(node)
        pref = self._texts(node, [SKOS.prefLabel, URIRef(_XL + "prefLabel")])
        words = {
            f: self._ordered(node, name, [OWN + name] if name in OWN_WORDS else [
                str(SKOS[name]), _XL + name])
            for f, name in WORDS.items()
        }  # fmt: skip
        names = Names(pref, words["alt_label"], words["hidden_label"])
        if not names.pref:
            self.notes.append(f"{address}: has no label in Japanese or English, left out")
            return None
        self.notes += [f"{address}: {note}" for note in names.notes]
        for language, negatives in words["negative_label"].items():
            both = {names.pref.get(language), *names.alt.get(language, ())} & set(negatives)
            if both:
                raise self.wrong(
                    address,
                    f"{min(map(str, both))} is a label and a negative label",
                    "keep it in one of the two",
                )
        links = {f: self._links(node, name, ids) for f, name in LINKS.items()}
        finding = self._plain(node, [URIRef(OWN + "finding")])
        if finding is not None and finding not in _FINDINGS:
            raise self.wrong(
                address, f"finding cannot be {finding!r}", "write " + " or ".join(_FINDINGS)
            )
        queries = words["query"]
        name = ids[address]
        return Concept(
            id=name,
            pref_label=names.pref,
            alt_label=names.alt,
            negative_label=words["negative_label"],
            definition={k: v[0] for k, v in self._texts(node, [SKOS.definition]).items()},
            query=queries or {language: (label,) for language, label in names.pref.items()},
            broader=links["broader"],
            related=links["related"],
            exact_match=links["exact_match"],
            notation=self._plain(node, [SKOS.notation]),
            finding=finding,
            hidden_label=names.hidden,
            uri=None if address == concept_address(scheme, name) else address,
        )

    def _links(self, node: Node, name: str, ids: dict[str, str]) -> tuple[str, ...]:
        from rdflib import SKOS

        linked = {str(n) for n in self.graph.objects(node, SKOS[name])}
        if name == "broader":
            linked |= {str(n) for n in self.graph.subjects(SKOS.narrower, node)}
        order = [str(n) for n in self._listed(node, f"{name}List") if str(n) in linked]
        links = [*order, *sorted(linked - set(order))]
        if name == "exactMatch":
            return tuple(ids.get(link, link) for link in links)
        gone = [link for link in links if link not in ids]
        if gone:
            self.notes.append(f"{node}: {name} leads to {gone[0]}, which is no concept here")
        return tuple(ids[link] for link in links if link in ids)

    def _whole(self, concepts: list[Concept]) -> list[Concept]:
        """Take out links to what was left out, and make sure that broader has no circle."""
        from dataclasses import replace

        known = {c.id for c in concepts}
        kept = [
            replace(
                c,
                broader=tuple(i for i in c.broader if i in known),
                related=tuple(i for i in c.related if i in known and i != c.id),
            )
            for c in concepts
        ]
        around = circle({c.id: c.broader for c in kept})
        if around:
            raise self.wrong(
                next(c.uri or c.id for c in kept if c.id == around[0]),
                f"broader leads in a circle: {' → '.join(around)}",
                "take one of these links out",
            )
        return kept

    def _ordered(
        self, node: Node, name: str, properties: Iterable[str]
    ) -> dict[str, tuple[str, ...]]:
        """Read words by language, in the order that our list gives, the others after it."""
        from rdflib import URIRef

        texts = self._texts(node, [URIRef(p) for p in properties])
        order = [str(n) for n in self._listed(node, f"{name}List")]
        place = {word: i for i, word in reversed(list(enumerate(order)))}
        return {
            language: tuple(sorted(words, key=lambda w: (place.get(w, len(order)), w)))
            for language, words in texts.items()
        }

    def _listed(self, node: Node, name: str) -> Sequence[Node]:
        from rdflib import URIRef
        from rdflib.collection import Collection

        start = self.graph.value(node, URIRef(OWN + name), any=True)
        try:
            return [] if start is None else list(Collection(self.graph, start))
        except ValueError as error:
            raise self.wrong(
                str(node), f"{name} runs in a circle", "write it as ( ... )"
            ) from error

    def _texts(self, node: Node, properties: Sequence[Node]) -> dict[str, list[str]]:
        """Read literals by language: also the literal forms of SKOS-XL and values of notes."""
        from rdflib import RDF, Literal, URIRef

        xl = URIRef(_XL + "literalForm")
        values = [value for name in properties for value in self.graph.objects(node, name)]
        values += [v for outer in values for name in (xl, RDF.value)
                   for v in self.graph.objects(outer, name)]  # fmt: skip
        literals = [value for value in values if isinstance(value, Literal)]
        return by_language(
            ((str(value), value.language) for value in literals),
            str(node),
            self.notes,
            self.foreign,
        )

    def _plain(self, node: Node | None, properties: Sequence[Node]) -> str | None:
        values = sorted(
            str(v).strip()
            for p in properties
            for v in (self.graph.objects(node, p) if node else ())
        )
        return values[0] if values and values[0] else None
