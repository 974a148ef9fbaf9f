"""The citation graph in formats that other programs read.

In: a `Graph`. Out: GraphML (Gephi, yEd, networkx), DOT (Graphviz), or lines
for JSON. Always: the same graph gives the same text; names are escaped.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from pipeline.query.citations import Graph
from pipeline.records import Source
from pipeline.report.lines import Line

_NODE = ("title", "issuer", "jurisdiction", "date", "language", "type")


def graph_lines(graph: Graph) -> Iterator[Line]:
    """Write nodes, then edges."""
    for source, held in graph.nodes:
        yield {"line": "node", "id": source.id, **_about(source), "indexed": held}
    for edge in graph.edges:
        yield {
            "line": "edge",
            "citing": edge.citing,
            "cited": edge.cited,
            "relation": edge.relation,
            "count": edge.count,
        }


def graphml(graph: Graph) -> str:
    """Write GraphML."""
    root = ET.Element("graphml", xmlns="http://graphml.graphdrawing.org/xmlns")
    kinds = [("node", n, "string") for n in _NODE] + [
        ("node", "indexed", "boolean"),
        ("edge", "relation", "string"),
        ("edge", "count", "int"),
    ]
    for place, name, kind in kinds:
        ET.SubElement(root, "key", {"id": name, "for": place, "attr.name": name, "attr.type": kind})
    body = ET.SubElement(root, "graph", edgedefault="directed")
    for source, held in graph.nodes:
        node = ET.SubElement(body, "node", id=source.id)
        for name, value in {**_about(source), "indexed": str(held).lower()}.items():
            if value is not None:
                ET.SubElement(node, "data", key=name).text = value
    for edge in graph.edges:
        line = ET.SubElement(body, "edge", source=edge.citing, target=edge.cited)
        ET.SubElement(line, "data", key="relation").text = edge.relation
        ET.SubElement(line, "data", key="count").text = str(edge.count)
    ET.indent(root)
    return ET.tostring(root, encoding="unicode", xml_declaration=True)


def dot(graph: Graph) -> str:
    """Write DOT: documents held are boxes, those only known are dashed."""
    lines = ["digraph citations {", "  rankdir=LR; node [shape=box];"]
    for source, held in graph.nodes:
        style = "" if held else ", style=dashed"
        lines.append(f"  {_quoted(source.id)} [label={_quoted(source.title)}{style}];")
    for edge in graph.edges:
        label = str(edge.count) if edge.relation == "cites" else edge.relation
        lines.append(f"  {_quoted(edge.citing)} -> {_quoted(edge.cited)} [label={_quoted(label)}];")
    return "\n".join([*lines, "}"])


def _about(source: Source) -> dict[str, str | None]:
    return {name: getattr(source, name) for name in _NODE}


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
