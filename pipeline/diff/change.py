"""The records of a comparison of versions: frozen, slotted."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from pipeline.records import Anchor, Document, Finding, Segment, Source


class Run(NamedTuple):
    """Some words of a change: "=" what both versions have, "-" only the old, "+" only the new.

    All `old` joined are the old passage verbatim, all `new` the new one; words that
    both have may differ in typography.
    """

    sign: str
    old: str
    new: str


class Move(StrEnum):
    """What happened to a passage; the first that applies."""

    ADDED = "added"
    REMOVED = "removed"
    REWORDED = "reworded"
    RETYPED = "retyped"  # only capitals, commas, or another spelling of the same word
    MOVED = "moved"  # the same words elsewhere
    RENUMBERED = "renumbered"  # the same words under another number


class Kind(StrEnum):
    """What a passage is, on either side."""

    OBLIGATION = "obligation"
    DEFINITION = "definition"
    TEXT = "text"


class Effect(StrEnum):
    """What a change means."""

    NEW = "new"  # a duty or definition that was not there
    GONE = "gone"  # one that is no longer there
    STRONGER = "stronger"  # may -> should -> must
    WEAKER = "weaker"
    REVERSED = "reversed"  # told to -> told not to
    BEARER = "bearer"  # somebody else is told
    CONDITION = "condition"
    EXCEPTION = "exception"
    DEADLINE = "deadline"
    ACTION = "action"  # something else is to be done
    AMOUNT = "amount"  # numbers
    TERM = "term"  # the words of a definition are there under another term
    BODY = "body"  # the term is defined in other words
    REFERENCE = "reference"  # only the places that are referred to


@dataclass(frozen=True, slots=True)
class Version:
    """A document to compare, with what the stages made of it."""

    document: Document
    segments: tuple[Segment, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """A passage of one version, verbatim, and where it stands."""

    text: str
    segments: tuple[str, ...]
    page: int | None
    number: str | None  # as printed
    place: str | None  # as one cites it
    section: tuple[str, ...]
    block: str
    findings: tuple[str, ...]  # ids of its duties and definitions
    anchors: tuple[Anchor, ...] = ()


@dataclass(frozen=True, slots=True)
class Aspect:
    """One thing that is another in the new version: modality, bearer, deadline, term ..."""

    name: str
    old: str | None
    new: str | None
    effect: Effect


@dataclass(frozen=True, slots=True)
class Change:
    """One passage that is not as it was."""

    id: str
    kind: Kind
    change: Move
    old: Side | None
    new: Side | None
    effects: tuple[Effect, ...] = ()
    aspects: tuple[Aspect, ...] = ()
    words: tuple[Run, ...] = ()
    moved: bool = False  # stands elsewhere as well, whatever else happened to it
    renumbered: bool = False
    duty: bool = False  # holds a duty on either side, also where its kind is definition


@dataclass(frozen=True, slots=True)
class Differences:
    """All changes from one version to the next, and how many passages have none."""

    old: Source
    new: Source
    changes: tuple[Change, ...]
    unchanged: int
    # Pages whose text was recognised in a picture: its words may be wrong.
    old_recognised: tuple[int, ...] = ()
    new_recognised: tuple[int, ...] = ()
