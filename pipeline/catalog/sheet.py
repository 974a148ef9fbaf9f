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
class Sheet:
    """One entry of the catalogue."""

    record: Source
    written_in: Path  # the YAML file that holds the sheet
    line: int  # where the sheet starts in that file, from 1
    titles: tuple[tuple[str, str], ...] = ()  # (language, title) beside the main title
    file: Path | None = None
    sha256: str | None = None

    @property
    def id(self) -> str:
        """The id by which other sheets and the index name the document."""
        return self.record.id

    def source(self) -> Source:
        """Give the record that travels with the document."""
        return self.record
