"""The concept scheme: senses of research security and integrity, in both languages."""

from pipeline.concepts.expansion import expand
from pipeline.concepts.find import find_concept
from pipeline.concepts.load import load_noted, load_scheme, load_template, select_rows
from pipeline.concepts.matching import Match, Reading, Silenced, match, read
from pipeline.concepts.scheme import Concept, Row, Scheme, Template

__all__ = [
    "Concept",
    "Match",
    "Reading",
    "Row",
    "Scheme",
    "Silenced",
    "Template",
    "expand",
    "find_concept",
    "load_noted",
    "load_scheme",
    "load_template",
    "match",
    "read",
    "select_rows",
]
