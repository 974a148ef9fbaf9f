"""What an update brings: for each document its duties and definitions, and what changed.

In: the staging database of a build and the index as it was before it. Out: one `News` for
each document that is new or has other words than before. A document is another version of
one held where its sheet says so, where it stands at the same path, or where the two share
a good part of their passages word for word, a smaller one if the titles name editions of
one work; then the two are compared. Made before the
index changes: afterwards the words of a replaced version are gone.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.diff import Differences, diff
from pipeline.flow.editions import edition_of
from pipeline.flow.plan import Plan
from pipeline.flow.versions import version_of
from pipeline.index import Filters, Index
from pipeline.index.reader import INDEX, Entry
from pipeline.index.store import FileRow, connect
from pipeline.protocols import Progress
from pipeline.records import Definition, Obligation, Source

_LEAST = 24  # letters of a passage that two documents share by no chance
_FEW = 3  # shared passages, at least
# Of the passages of the shorter one. Laws and guides quote each other for a tenth; successive
# editions of a standard or guide kept a third to nine tenths of their passages as they were.
_VERSION = 0.3
# Where titles are the same but for edition and date. A standard that was written anew kept a tenth.
_TITLED = 0.05


@dataclass(frozen=True, slots=True)
class Earlier:
    """The version that a document follows, and how that is known."""

    source: Source
    path: str
    why: str  # "path": it stood there before; "sheet": stated; "words": passages shared
    shared: float | None  # of the passages of the shorter one, where words say so


@dataclass(frozen=True, slots=True)
class News:
    """A document that a build adds or replaces, with what it holds and what changed in it."""

    source: Source
    path: str
    pages: int | None
    passages: int
    duties: Mapping[str, int]  # modality: how many, the strongest first
    terms: tuple[str, ...]  # defined in it, in reading order
    earlier: Earlier | None = None
    changes: Differences | None = None  # None where there is nothing to compare with
    moved_from: str | None = None  # the same file stood there


class _Staged(Index):
    """Reads a staging database as one reads an index."""

    def __init__(self, path: Path) -> None:
        self.folder = path.parent
        self.db = connect(path, read_only=True)
        self.generation = 0
        self.encoders = []


def news(
    folder: Path, staging: Path, plan: Plan, known: Mapping[str, FileRow], progress: Progress
) -> list[News]:
    """Tell what the documents in `staging` bring to the index in `folder`, by path."""
    # What today's code reads anew has no other words than before.
    same = {t.path for t in plan.changed if known[t.path].sha256 == t.sha256}
    with _Staged(staging) as new:
        entries = [(i, e) for i, e in new.entries.items() if e.path not in same]
        entries.sort(key=lambda x: x[1].path)
        if not known or not (folder / INDEX).is_file():
            return [_held(new, i, e) for i, e in entries]
        with Index(folder) as old:
            found = []
            finder = _Finder(old, plan, known)
            with progress.stage("comparing versions", len(entries)) as tick:
                for document, entry in entries:
                    found.append(_told(new, old, document, entry, finder))
                    tick(1)
            return found


def _held(new: Index, document: str, entry: Entry) -> News:
    findings = new.findings(Filters(documents=(document,)))
    duties = Counter(f.modality.value for f in findings if isinstance(f, Obligation))
    order = ("must", "must-not", "should", "should-not", "commits", "may")
    return News(
        entry.source,
        entry.path,
        entry.pages,
        entry.segments,
        {name: duties[name] for name in order if duties[name]},
        tuple(dict.fromkeys(f.term for f in findings if isinstance(f, Definition))),
    )


def _told(new: Index, old: Index, document: str, entry: Entry, finder: _Finder) -> News:
    held = _held(new, document, entry)
    if document in old.entries and finder.moved(document, entry.path):
        return replace(held, moved_from=old.entries[document].path)
    earlier = finder.earlier(new, document, entry)
    if earlier is None or earlier.source.language != entry.source.language:
        return replace(held, earlier=earlier)
    if earlier.why != "path" and _later(earlier.source, entry.source):
        return replace(held, earlier=earlier)
    before, after = version_of(old, earlier.source.id), version_of(new, document)
    return replace(held, earlier=earlier, changes=diff(before, after))


def _later(one: Source, other: Source) -> bool:
    """Tell whether the first is surely the later one, by date or by the edition titles name."""
    if one.date and other.date:
        return one.date[: len(other.date)] > other.date
    (name, number), (other_name, other_number) = edition_of(one.title), edition_of(other.title)
    return bool(name == other_name and number and other_number and number > other_number)


def _of_one_work(one: Source, other: Source) -> bool:
    """Tell whether two titles are the same but for the edition or date that they name."""
    name = edition_of(one.title)[0]
    return bool(name) and name == edition_of(other.title)[0]


class _Finder:
    """Finds the version that a document follows among those that the index holds."""

    def __init__(self, old: Index, plan: Plan, known: Mapping[str, FileRow]) -> None:
        self._old, self._known = old, known
        self._vanished = set(plan.vanished)
        self._holding: dict[int, set[str]] | None = None  # hash of a passage: documents
        self._sizes: Counter[str] = Counter()

    def moved(self, document: str, path: str) -> bool:
        """Tell whether a document only stands elsewhere: the same bytes under the same id."""
        row = self._known.get(self._old.entries[document].path)
        return path not in self._known and row is not None and row.path in self._vanished

    def earlier(self, new: Index, document: str, entry: Entry) -> Earlier | None:
        """Find it: by path, by what the sheet says, by shared words."""
        row = self._known.get(entry.path)
        if row is not None and row.document in self._old.entries:
            return self._as("path", str(row.document))
        stated = entry.source.supersedes
        if stated in self._old.entries:
            return self._as("sheet", str(stated))
        shared = self._shared(_passages(new, [document]).get(document, set()), entry.source)
        return self._as("words", *shared) if shared else None

    def _as(self, why: str, document: str, shared: float | None = None) -> Earlier:
        entry = self._old.entries[document]
        return Earlier(entry.source, entry.path, why, shared)

    def _shared(self, passages: set[int], source: Source) -> tuple[str, float] | None:
        if self._holding is None:
            self._holding = defaultdict(set)
            for name, held in _passages(self._old, list(self._old.entries)).items():
                self._sizes[name] = len(held)
                for key in held:
                    self._holding[key].add(name)
        counts = Counter(name for key in passages for name in self._holding.get(key, ()))
        best: tuple[float, str] | None = None
        for name, count in sorted(counts.items()):
            other = self._old.entries[name].source
            share = count / min(len(passages), self._sizes[name])
            least = _TITLED if _of_one_work(other, source) else _VERSION
            alike = count >= _FEW and share >= least and other.language == source.language
            if alike and (best is None or share > best[0]):
                best = share, name
        return (best[1], round(best[0], 3)) if best else None


def _passages(index: Index, documents: Sequence[str]) -> dict[str, set[int]]:
    """Give hashes of the longer passages of documents, widths and blanks aside."""
    wanted = set(documents)
    found: dict[str, set[int]] = defaultdict(set)
    rows = index.db.execute(
        "SELECT document, text FROM segments WHERE apparatus IS NULL AND length(text) >= ?",
        (_LEAST,),
    )
    for document, text in rows:
        if document in wanted:
            words = "".join(unicodedata.normalize("NFKC", text).split())
            if len(words) >= _LEAST:
                found[document].add(hash(words))
    return found
