"""What is read around one cue: who, what, when.

Passed between the language modules and duties.py; spans are relative to the
segment's text, and every text is a verbatim slice of it.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.extract.rules import Cue
from pipeline.records import Role, Span


@dataclass(frozen=True, slots=True)
class Bearer:
    """Words that name who acts; `span` is None when they stand outside the segment.

    `issuer` tells that it is whoever issued the text: we, 本学.
    """

    text: str
    role: Role
    span: Span | None = None
    issuer: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """One cue with its bearer, action and condition.

    `pronoun` tells that the sentence points back for its bearer ("they",
    その際), so that the previous sentence may lend it; `open` that it leaves
    room for one at all: a plan that "shall include" something does not.
    """

    cue: Cue
    strength: float
    bearer: Bearer | None = None
    pronoun: bool = False
    open: bool = True
    action: str | None = None
    condition: str | None = None
    object: str | None = None
    exception: str | None = None
    deadline: str | None = None
    traits: tuple[str, ...] = ()  # what the small models look at, see confidence.py


def tidy(text: str, span: Span, strip: str) -> Span:
    """Shrink a span until it neither begins nor ends with a character of `strip`."""
    start, end = span
    while start < end and text[start] in strip:
        start += 1
    while end > start and text[end - 1] in strip:
        end -= 1
    return start, end
