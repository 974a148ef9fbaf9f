"""A scheme written as SKOS.

In: a scheme. Out: Turtle or JSON-LD, the same bytes for the same scheme.
Always: `read_skos` gives the very scheme back, order included.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pipeline.concepts.scheme import Concept, Scheme
from pipeline.concepts.skos.terms import (
    DECLARED,
    LINKS,
    OWN,
    OWN_WORDS,
    WORDS,
    concept_address,
    scheme_address,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rdflib import Graph
    from rdflib.term import Node, URIRef

FORMATS = ("turtle", "json-ld")


def write_skos(scheme: Scheme, form: str) -> str:
    """Write a scheme in one of `FORMATS`."""
    graph = _graph(scheme)
    if form == "turtle":
        return graph.serialize(format="turtle")
    context = {
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "dcterms": "http://purl.org/dc/terms/",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "concord": OWN,
    }
    written = graph.serialize(format="json-ld", context=context)
    return json.dumps(_sorted(json.loads(written)), ensure_ascii=False, indent=1) + "\n"


def _graph(scheme: Scheme) -> Graph:
    from rdflib import RDF, RDFS, SKOS, Graph, Literal, Namespace, URIRef
    from rdflib.namespace import DCTERMS

    own = Namespace(OWN)
    graph = Graph()
    graph.bind("skos", SKOS)
    graph.bind("dcterms", DCTERMS)
    graph.bind("concord", own)
    for name, above, english, japanese, comment in DECLARED:
        graph.add((own[name], RDF.type, RDF.Property))
        graph.add((own[name], RDFS.label, Literal(english, lang="en")))
        graph.add((own[name], RDFS.label, Literal(japanese, lang="ja")))
        graph.add((own[name], RDFS.comment, Literal(comment, lang="en")))
        if above is not None:
            graph.add((own[name], RDFS.subPropertyOf, SKOS[above]))
    home = URIRef(scheme.uri or scheme_address(scheme.id))
    graph.add((home, RDF.type, SKOS.ConceptScheme))
    graph.add((home, DCTERMS.identifier, Literal(scheme.id)))
    for language, title in scheme.title.items():
        graph.add((home, DCTERMS.title, Literal(title, lang=language)))
    places = {c.id: URIRef(c.uri or concept_address(scheme.id, c.id)) for c in scheme.concepts}
    if len(scheme.concepts) > 1:
        _list(graph, home, "conceptList", list(places.values()))
    for concept in scheme.concepts:
        place = places[concept.id]
        graph.add((place, SKOS.inScheme, home))
        if not concept.broader:
            graph.add((place, SKOS.topConceptOf, home))
            graph.add((home, SKOS.hasTopConcept, place))
        _add(graph, concept, place, places)
    return graph


def _add(graph: Graph, concept: Concept, place: URIRef, places: dict[str, URIRef]) -> None:
    """Add what a concept says of itself."""
    from rdflib import RDF, SKOS, Literal, Namespace, URIRef
    from rdflib.namespace import DCTERMS

    own = Namespace(OWN)
    graph.add((place, RDF.type, SKOS.Concept))
    graph.add((place, DCTERMS.identifier, Literal(concept.id)))
    for language, label in concept.pref_label.items():
        graph.add((place, SKOS.prefLabel, Literal(label, lang=language)))
    for language, words in concept.definition.items():
        graph.add((place, SKOS.definition, Literal(words, lang=language)))
    for field, name in WORDS.items():
        named: dict[str, Sequence[str]] = getattr(concept, field)
        values = [Literal(w, lang=language) for language in sorted(named) for w in named[language]]
        for value in values:
            graph.add((place, own[name] if name in OWN_WORDS else SKOS[name], value))
        if len(values) > 1:
            _list(graph, place, f"{name}List", values)
    for field, name in LINKS.items():
        # exactMatch may hold addresses in other schemes.
        links = [places.get(i) or URIRef(i) for i in getattr(concept, field)]
        for link in links:
            graph.add((place, SKOS[name], link))
        if len(links) > 1:
            _list(graph, place, f"{name}List", links)
    if concept.notation is not None:
        graph.add((place, SKOS.notation, Literal(concept.notation)))
    if concept.finding is not None:
        graph.add((place, own.finding, Literal(concept.finding)))


def _list(graph: Graph, subject: URIRef, name: str, values: Sequence[Node]) -> None:
    """Add values in their order."""
    from rdflib import BNode, Namespace
    from rdflib.collection import Collection

    start = BNode()
    Collection(graph, start, list(values))
    graph.add((subject, Namespace(OWN)[name], start))


def _sorted(value: Any, ordered: bool = False) -> Any:
    """Sort what has no order of its own, so that the same scheme is the same file."""
    if isinstance(value, dict):
        return {k: _sorted(value[k], k == "@list") for k in sorted(value)}
    if isinstance(value, list):
        items = [_sorted(item) for item in value]
        if ordered:
            return items
        return sorted(items, key=lambda item: json.dumps(item, ensure_ascii=False, sort_keys=True))
    return value
