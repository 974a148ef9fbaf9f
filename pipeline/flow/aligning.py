"""Two documents aligned, each a file or a document of an index.

In: two names, read as `versions` reads them. Out: an `Alignment`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from os.path import isdir  # Path's raises where a name is too long to be a file's
from pathlib import Path

from pipeline.align import Pair, Side
from pipeline.align import align as align_sides
from pipeline.align.relation import strengths
from pipeline.diff import Version
from pipeline.embed import get_encoder
from pipeline.errors import BadRequest
from pipeline.flow.versions import versions
from pipeline.protocols import Progress, Silence
from pipeline.records import Obligation, Segment, Source
from pipeline.settings import DEFAULT_ENCODERS, index_folder


@dataclass(frozen=True, slots=True)
class Alignment:
    """Two documents and their passages in pairs."""

    left: Source
    right: Source
    pairs: list[Pair]
    left_segments: tuple[Segment, ...]
    right_segments: tuple[Segment, ...]


def align(
    left: Path | str,
    right: Path | str,
    *,
    order: str = "monotone",
    folder: Path | str | None = None,
    encoders: Sequence[str] = DEFAULT_ENCODERS,
    numbers: bool = True,
    progress: Progress | None = None,
) -> Alignment:
    """Align two documents, each a file or the name of a document in the index in `folder`.

    `order` is "monotone" for translations and versions of one work, "free" for two
    works; `numbers` takes printed numbers as evidence.
    Raises UnknownDocument, BadRequest and the leaves of UnreadableFile.
    """
    watch = progress or Silence()
    place = Path(folder) if folder is not None else index_folder()
    names = [str(left), str(right)]
    for name in names:
        if isdir(name):
            raise BadRequest(f"{name} is a folder", "name one file, or a document of the index")
    with watch.stage("documents", 2) as tick:
        first, second = (_side(version) for version in versions(names, place))
        tick(2)
    if first.source.id == second.source.id:
        raise BadRequest(
            f"{left} and {right} are the same document", "name another, or another version of it"
        )
    models = [get_encoder(name) for name in encoders]
    pairs = align_sides(first, second, models, order, progress, numbers=numbers)
    return Alignment(first.source, second.source, pairs, first.segments, second.segments)


def _side(version: Version) -> Side:
    return Side(
        version.document.source,
        version.segments,
        strengths(f for f in version.findings if isinstance(f, Obligation)),
        frozenset(version.document.recognised),
    )
