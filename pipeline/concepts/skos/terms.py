"""What SKOS has no word for, and the names of addresses.

Always: a negative label is a note on how a concept is used, not a label of
it: a program that knows only SKOS must not take it for one, so the property
stands below `skos:scopeNote`, not below `skos:hiddenLabel`. RDF has no
order; `...List` properties keep the order of labels and links, which says
what is searched with first.
"""

from __future__ import annotations

OWN = "urn:x-concord:terms#"
# Field of a concept: the SKOS property that carries its words, in lists by language.
WORDS = {
    "alt_label": "altLabel",
    "hidden_label": "hiddenLabel",
    "negative_label": "negativeLabel",
    "query": "query",
}
LINKS = {"broader": "broader", "related": "related", "exact_match": "exactMatch"}
OWN_WORDS = frozenset({"negativeLabel", "query"})
# (name, property above it, label in English, in Japanese, comment)
DECLARED = (
    ("negativeLabel", "scopeNote", "negative label", "否定ラベル",
     "Words that look like the concept and mean another: where they stand in a text,"
     " the concept is not read into them."),
    ("query", "note", "query", "問い",
     "What is asked of documents when the concept is a row of a comparison."),
    ("finding", "note", "finding", "答えの種類",
     "What answers a question about the concept best: definition or obligation."),
    *((f"{name}List", None, f"order of {name}", f"{name}の順序",
       f"The values of {name} in the order in which they are used.")
      for name in (*WORDS.values(), *LINKS.values())),
    ("conceptList", None, "order of concepts", "概念の順序",
     "The concepts of a scheme in the order in which they are listed."),
)  # fmt: skip


def scheme_address(scheme: str) -> str:
    """Make the address of a scheme from its id."""
    from urllib.parse import quote

    return f"urn:x-concord:scheme:{quote(scheme, safe='')}"


def concept_address(scheme: str, concept: str) -> str:
    """Make the address of a concept from its id and that of its scheme."""
    return f"{scheme_address(scheme)}#{concept}"
