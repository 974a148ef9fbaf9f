"""Two documents aligned, each a file or a document of an index.

In: two names. Out: an `Alignment`. A file is taken through parse, segment and
extract; a document of an index comes as it was built.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from os.path import isdir, isfile  # Path's raise where a name is too long to be a file's
from pathlib import Path

from pipeline.align import Pair, Side
from pipeline.align import align as align_sides
from pipeline.align.load import side_of
from pipeline.align.relation import strengths
from pipeline.embed import get_encoder
from pipeline.errors import BadRequest, NoIndex, UnknownDocument, UnreadableFile
from pipeline.ids import sha256_of
from pipeline.index import Index
from pipeline.protocols import Progress, Silence
from pipeline.records import Segment, Source
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
    sides: list[Side] = []
    with ExitStack() as stack, watch.stage("documents", 2) as tick:
        index: Index | None = None
        for name in (left, right):
            if isfile(name):
                sides.append(read_side(Path(name)))
            else:
                index = index or stack.enter_context(_index_for(str(name), place))
                sides.append(side_of(index, str(name)))
            tick(1)
    if sides[0].source.id == sides[1].source.id:
        raise BadRequest(
            f"{left} and {right} are the same document", "name another, or another version of it"
        )
    models = [get_encoder(name) for name in encoders]
    pairs = align_sides(sides[0], sides[1], models, order, progress, numbers=numbers)
    first, second = sides
    return Alignment(first.source, second.source, pairs, first.segments, second.segments)


def _index_for(name: str, place: Path) -> Index:
    """Open the index for a name that is no file."""
    if name and isdir(name):
        raise BadRequest(f"{name} is a folder", "name one file, or a document of the index")
    try:
        return Index(place)
    except NoIndex as error:
        raise UnknownDocument(
            f"there is no file {name!r}, and no index in {place} that may hold such a document",
            error.hint,
        ) from None


def read_side(path: Path) -> Side:
    """Take one file through parse, segment and extract."""
    from pipeline.extract import obligations_of
    from pipeline.parse import parse
    from pipeline.segment import segment

    try:
        sha256 = sha256_of(path)
    except OSError as error:
        raise UnreadableFile(f"{path} cannot be opened: {error.strerror or error}") from None
    document = parse(path, sha256)
    segments, analyses = segment(document)
    duties = strengths(duty for _, duty in obligations_of(document, segments, analyses))
    return Side(
        document.source,
        tuple(segments),
        duties,
        frozenset(document.recognised),
    )
