"""The passages that are compared: sentences, list items, headings, whole definitions.

In: a version. Out: its units in reading order. A unit is one segment, or the
segments of one definition. Left out: contents pages, lines that announce a heading, and
what holds no word (a page number, a rule), but for the rows of a table.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left, insort
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.diff.change import Version
from pipeline.diff.keys import Word, exact_key, loose_key, words
from pipeline.numbering import canonical, split_number
from pipeline.records import (
    Apparatus,
    BlockKind,
    Definition,
    Obligation,
    Reference,
    Segment,
    Span,
)

# Numbers of what was put between numbers, and a bullet that reading took for a letter:
# "(9b) ", "1c ", "(80-x) ", "o " before Japanese.
_INSERTED = re.compile(
    r"\(\d{1,3}-?[a-z]{1,3}\)\s+|\d{1,3}[a-z]{1,2}\.?\s+(?=[A-Z])|[o○●]\s+(?=[^\x00-\u2fff])"
)

_ECHO = 6  # letters; "Note" and 「目的」 stand before headings that begin so


@dataclass(slots=True, eq=False)
class Unit:
    """A passage of one version, with all that comparing needs."""

    position: int
    segments: tuple[Segment, ...]
    whole: str  # the document's text
    text: str  # verbatim
    offsets: tuple[int, ...]  # where each segment's text starts in `text`
    words: tuple[Word, ...]
    exact: str
    loose: str
    full: str  # the loose key of number and words: a number may have been read as a word
    number: str  # canonical, "" for none
    section: str  # key of the nearest heading
    duties: tuple[Obligation, ...] = ()
    definition: Definition | None = None
    references: tuple[Span, ...] = ()  # relative to `text`
    roots: frozenset[str] = field(default=frozenset())

    @property
    def heading(self) -> bool:
        """Tell whether it heads a section."""
        return self.segments[0].kind in (BlockKind.HEADING, BlockKind.TITLE)


def units(version: Version) -> list[Unit]:
    """Part a version into the passages that are compared."""
    kept = [s for s in version.segments if s.apparatus is not Apparatus.CONTENTS]
    duties: dict[str, list[Obligation]] = {}
    definitions: dict[str, Definition] = {}
    references: dict[str, list[Span]] = {}
    for finding in version.findings:
        if isinstance(finding, Obligation):
            duties.setdefault(finding.segment, []).append(finding)
        elif isinstance(finding, Definition):
            definitions.setdefault(finding.segment, finding)
        elif isinstance(finding, Reference):
            references.setdefault(finding.segment, []).append(finding.span)
    found: list[Unit] = []
    at = 0
    while at < len(kept):
        definition = definitions.get(kept[at].id)
        stop = at + 1
        if definition is not None:
            while (
                stop < len(kept)
                and kept[stop].block == kept[at].block
                and kept[stop].span[0] < definition.span[1]
            ):
                stop += 1
        own = tuple(kept[at:stop])
        at = stop
        unit = make(len(found), own, version.document.text)
        bare = unit.loose.isdigit() and not unit.number and own[0].kind is not BlockKind.TABLE
        if not unit.loose or bare:
            continue
        unit.definition = definition
        unit.duties = tuple(d for s in own for d in duties.get(s.id, ()))
        unit.references = tuple(
            (unit.offsets[i] + a - s.span[0], unit.offsets[i] + b - s.span[0])
            for i, s in enumerate(own)
            for a, b in references.get(s.id, ())
        )
        found.append(unit)
    return _without_echoes(found)


def _without_echoes(found: list[Unit]) -> list[Unit]:
    """Leave out lines that only announce a heading to come.

    Reads as: what is not a sentence and says the start of a later heading, or all of it, is
    left of a contents page or a running head. A numbered item or a row of a table is not.
    """
    headings: list[str] = []  # sorted: what begins so stands right after it
    kept: list[Unit] = []
    for unit in reversed(found):
        kind = unit.segments[0].kind
        listed = kind is BlockKind.TABLE or (kind is BlockKind.ITEM and unit.number)
        plain = not (unit.heading or unit.duties or unit.definition or listed)
        said = unit.loose.rstrip("0123456789")
        if plain and said and len(unit.loose) >= _ECHO:
            at = bisect_left(headings, said)
            if at < len(headings) and headings[at].startswith(said):
                continue
        kept.append(unit)
        if unit.heading:
            insort(headings, unit.loose)
            insort(headings, unit.full)
    kept.reverse()
    for position, unit in enumerate(kept):
        unit.position = position
    return kept


def make(position: int, own: Sequence[Segment], whole: str) -> Unit:
    """Make a unit of segments that follow each other, its findings left out."""
    text, offsets = verbatim(own, whole)
    printed = own[0].number
    shown = text
    if printed is None:
        # A number that reading took for words of the paragraph is still a number.
        numbered = split_number(text)
        inserted = _INSERTED.match(text)
        if inserted is not None:
            printed, shown = inserted[0].strip(), text[inserted.end() :]
        elif numbered is not None and numbered.rest:
            printed, shown = numbered.printed, numbered.rest
    found = words(shown)
    shift = len(text) - len(shown)
    if shift:
        found = tuple(Word(w.start + shift, w.end + shift, w.form, w.root) for w in found)
    number = canonical(printed) if printed else ""
    return Unit(
        position=position,
        whole=whole,
        segments=tuple(own),
        text=text,
        offsets=offsets,
        words=found,
        exact=exact_key(shown),
        loose=loose_key(found),
        full=loose_key((*(words(str(printed)) if number else ()), *found)),
        number=number,
        section=exact_key(own[0].trail[-1]) if own[0].trail else "",
        roots=frozenset(w.root for w in found if w.root),
    )


def merged(parts: Sequence[Unit]) -> Unit:
    """Make one unit of several that follow each other."""
    if len(parts) == 1:
        return parts[0]
    unit = make(parts[0].position, [s for p in parts for s in p.segments], parts[0].whole)
    starts = dict(zip((s.id for s in unit.segments), unit.offsets, strict=True))
    unit.full = "".join(p.full for p in parts)
    unit.duties = tuple(d for p in parts for d in p.duties)
    unit.definition = next((p.definition for p in parts if p.definition), None)
    unit.references = tuple(
        (a + starts[p.segments[0].id], b + starts[p.segments[0].id])
        for p in parts
        for a, b in p.references
    )
    return unit


def verbatim(own: Sequence[Segment], text: str) -> tuple[str, tuple[int, ...]]:
    """Give the words of segments as they stand, and where in them each begins.

    Between segments of one block stands what stands there in the document,
    between blocks a line break.
    """
    said = own[0].text
    offsets = [0]
    for before, after in itertools.pairwise(own):
        gap = text[before.span[1] : after.span[0]] if before.block == after.block else "\n"
        said += gap
        offsets.append(len(said))
        said += after.text
    return said, tuple(offsets)
