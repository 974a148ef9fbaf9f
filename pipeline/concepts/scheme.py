"""Concepts and the scheme that holds them, named as SKOS names them.

In: what `load` has checked. Out: frozen records. Always: an id is unique in
its scheme, every id in `broader` and `related` names a concept of the scheme,
`broader` has no circles, and a concept has a preferred label in at least one
language. A concept is a sense, not a word: two concepts may share a label.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Concept:
    """One sense, with the words for it in each language ("en", "ja").

    `negative_label` are words that look like the concept and mean another.
    `hidden_label` are plain words that ask for it in a question (届出, "report")
    and are too common to be read as it in a document. `finding` says what answers
    a question about it best: "definition", "obligation" or None. `query` are the
    questions of a comparison.
    """

    id: str
    pref_label: dict[str, str]
    alt_label: dict[str, tuple[str, ...]]
    negative_label: dict[str, tuple[str, ...]]
    definition: dict[str, str]
    query: dict[str, tuple[str, ...]]
    broader: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    exact_match: tuple[str, ...] = ()  # ids of this scheme, or addresses in other schemes
    notation: str | None = None  # number of the row that analysts compare
    finding: str | None = None
    hidden_label: dict[str, tuple[str, ...]] = field(default_factory=dict)
    uri: str | None = None  # its address, where it has one that is not made from its id

    @property
    def labels(self) -> dict[str, tuple[str, ...]]:
        """Give the labels by language, the preferred one first, then as ordered."""
        languages = dict.fromkeys([*self.pref_label, *self.alt_label])
        return {
            language: (
                *([self.pref_label[language]] if language in self.pref_label else []),
                *self.alt_label.get(language, ()),
            )
            for language in languages
        }


@dataclass(frozen=True, slots=True, eq=False)
class Scheme:
    """Concepts in the order of their file; compared and hashed as an object."""

    id: str
    title: dict[str, str]
    concepts: tuple[Concept, ...]
    uri: str | None = None

    def get(self, concept: str) -> Concept | None:
        """Give the concept of an id, None when there is none."""
        return next((c for c in self.concepts if c.id == concept), None)

    @property
    def tops(self) -> tuple[Concept, ...]:
        """Give the concepts that have none above them."""
        return tuple(c for c in self.concepts if not c.broader)

    def narrower(self, concept: str) -> tuple[Concept, ...]:
        """Give the concepts directly below an id."""
        return tuple(c for c in self.concepts if concept in c.broader)

    def related(self, concept: str) -> tuple[Concept, ...]:
        """Give the related concepts of an id: written on either side, it holds on both."""
        own = self.get(concept)
        named = own.related if own is not None else ()
        return tuple(c for c in self.concepts if c.id in named or concept in c.related)

    def above(self, concept: str) -> Iterator[Concept]:
        """Give the concepts above an id, nearest first, each once."""
        known = {c.id: c for c in self.concepts}
        waiting = list(known[concept].broader) if concept in known else []
        seen: set[str] = set()
        while waiting:
            name = waiting.pop(0)
            if name not in seen:
                seen.add(name)
                yield known[name]
                waiting += known[name].broader

    def includes(self, broad: str, narrow: str) -> bool:
        """Tell whether `narrow` is the concept `broad` or lies below it."""
        return narrow == broad or any(c.id == broad for c in self.above(narrow))


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a comparison; what it leaves empty, its concept says.

    `kind` limits what may fill the row: "definition", "obligation", "any",
    or None to go by the concept's `finding`. `also` are further concepts that
    answer it; `group` heads this row and those below; `anywhere` says that its
    words count outside the template's subject too; `beside` are words one of which must
    stand in what fills it, or above that; `without` are words none of which may stand in it;
    what holds a word of `last` fills only what nothing else does;
    `says` are lines of words that say it where they stand together: "suspend | revoke + breach".
    """

    concept: str
    label: dict[str, str]
    query: dict[str, tuple[str, ...]]
    kind: str | None = None
    also: tuple[str, ...] = ()
    group: dict[str, str] = field(default_factory=dict)
    anywhere: bool = False
    beside: dict[str, tuple[str, ...]] = field(default_factory=dict)
    without: dict[str, tuple[str, ...]] = field(default_factory=dict)
    last: dict[str, tuple[str, ...]] = field(default_factory=dict)
    says: dict[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Template:
    """Rows of a comparison, and the scheme that their concepts are in.

    `subject` are words of what is compared, by language; none: any subject. `apart` are
    phrases that hold such words and mean something else in a heading. `defines` are
    the rows that say what it is about, also where fewer rows are chosen.
    """

    title: dict[str, str]
    rows: tuple[Row, ...]
    scheme: Scheme
    subject: dict[str, tuple[str, ...]] = field(default_factory=dict)
    defines: tuple[Row, ...] = ()
    apart: dict[str, tuple[str, ...]] = field(default_factory=dict)
