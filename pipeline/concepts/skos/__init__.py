"""Concept schemes as SKOS (W3C Recommendation, 2009), in Turtle and JSON-LD.

The one door to rdflib, loaded inside the functions that need it. Our own
properties have their own namespace and are declared in every file written.
"""

from pipeline.concepts.skos.read import read_skos
from pipeline.concepts.skos.write import FORMATS, write_skos

__all__ = ["FORMATS", "read_skos", "write_skos"]
