"""What HTML elements and their print mean to the reader.

In: single elements, or the runs of one paragraph. Out: whether it is a note,
a reference to one, the way back, or a heading that only print tells.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.numbering import LEGAL, split_number
from pipeline.parse.columns import width
from pipeline.parse.outline import BOLD, ITALIC

_NOTES = re.compile(r"(?:foot|end)-?notes?(?:[-_](?:list|area|block|items?|text))?", re.IGNORECASE)
_NUMBER = re.compile(r"Leg\w*No|(?:\w+[-_])?(?:num|number|enum)|enumxml", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[。．.!?！？:：;；,、，]\s*[」』）)”\"]*\s*$")
_MAX_HEADING = 140.0  # columns
_HEADING = re.compile(r"h[1-6]")
_SIGNS = frozenset("¶ # § 🔗 ⚓".split())


@dataclass(slots=True)
class Run:
    """Words set alike."""

    text: str
    bold: bool
    italic: bool


def print_level(text: str, runs: Sequence[Run]) -> int | None:
    """Tell a heading that is only set in bold or italics.

    Reads as: the whole of a short paragraph is so set and is no sentence. A
    lead-in that ends in a colon stays what the list below it continues.
    """
    full = [run for run in runs if run.text.strip()]
    if not full or width(text) > _MAX_HEADING:
        return None
    number = split_number(text)
    ends = _SENTENCE_END.search(text) is not None
    # "Section 5 – Disclaimer." is a heading for all its point.
    pointed = 0.0 if number is None else _MAX_HEADING if number.style in LEGAL else 60.0
    if ends and not (text.endswith(".") and width(text) <= pointed):
        return None
    if text[:1].islower() and number is None:
        return None
    if all(run.bold for run in full):
        return BOLD
    return ITALIC if all(run.italic for run in full) else None


def tag_of(element: Any) -> str:
    """Give an element's name; "" for comments."""
    return element.tag.lower() if isinstance(element.tag, str) else ""


def is_note_reference(element: Any) -> bool:
    """Tell a raised link to a note: structure, not words."""
    tag = tag_of(element)
    if tag not in ("sup", "a"):
        return False
    if tag == "a":
        return element.get("role") == "doc-noteref" or "footnote-ref" in (
            element.get("class") or ""
        )
    links = list(element.iter("a"))
    text = "".join(element.itertext()).strip()
    return len(links) == 1 and (links[0].get("href") or "").startswith("#") and len(text) <= 8


def leads_back(element: Any) -> bool:
    """Tell the arrow that leads from a note back to the text."""
    named = f"{element.get('role') or ''} {element.get('class') or ''}"
    return tag_of(element) == "a" and ("backref" in named or "backlink" in named)


def is_permalink(element: Any) -> bool:
    """Tell the sign beside a heading that links to the heading: ¶, #."""
    href = element.get("href") or ""
    text = "".join(element.itertext()).strip()
    if tag_of(element) != "a" or "#" not in href or text not in _SIGNS:
        return False
    parent = element.getparent()
    return text == "¶" or (parent is not None and _HEADING.fullmatch(tag_of(parent)) is not None)


def sets_number(element: Any) -> bool:
    """Tell a number set apart from its words only by style: <span class="LegP1No">1</span>."""
    tail = element.tail or ""
    named = any(_NUMBER.fullmatch(name) for name in (element.get("class") or "").split())
    return named and not tail[:1].isspace()


def is_notes(element: Any) -> bool:
    """Tell a region of footnotes or endnotes."""
    if tag_of(element) not in ("section", "div", "aside", "ol", "ul", "dl"):
        return False
    role = element.get("role") or ""
    if role in ("doc-footnote", "doc-endnotes", "doc-endnote"):
        return True
    names = f"{element.get('class') or ''} {element.get('id') or ''}".split()
    return any(_NOTES.fullmatch(name) for name in names)
