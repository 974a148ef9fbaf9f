"""A sheet: what a person states about one language version of one work.

In: validated fields (see `form`). Out: a `Source` record for the stages, and
the file that the sheet describes. Always: `file` is absolute and existed when
the sheet was loaded; a sheet without a file is a work that is known, so that
references can resolve to it, but not held.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pipeline.records import Source


@dataclass(frozen=True, slots=True)
class Facts:
    """What a catalogue knows of a document beside its source; absent is None or empty.

    `certainty` is that of the address and of what was read there: "verified"
    (seen), "cited" (another text gives it), "unverified" (from memory).
    `title_kind` marks a title that is not the printed one.
    """

    names: tuple[str, ...] = ()  # other names that texts use for it
    languages: tuple[str, ...] = ()  # published in; "mul" stands for further ones
    force: str | None = None  # binding, funding condition, non-binding
    certainty: str | None = None
    title_kind: str | None = None  # descriptive, provisional
    url_kind: str | None = None  # issuer, other official page, third party, ...
    format: str | None = None
    tier: str | None = None  # core, extended
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One entry of the catalogue."""

    record: Source
    written_in: Path  # the YAML file that holds the sheet
    line: int  # where the sheet starts in that file, from 1
    titles: tuple[tuple[str, str], ...] = ()  # (language, title) beside the main title
    file: Path | None = None
    sha256: str | None = None
    facts: Facts = Facts()

    @property
    def id(self) -> str:
        """The id by which other sheets and the index name the document."""
        return self.record.id

    def source(self) -> Source:
        """Give the record that travels with the document."""
        return self.record
