"""Reading: an index opened, questioned and shown.

In: an index folder. Out: documents, segments, findings, and the raw answers
of the lexical and the dense leg. One snapshot from opening to closing, even
while a build replaces it.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from pipeline.errors import DamagedIndex, NoIndex, UnknownDocument, UnknownItem
from pipeline.index import rows
from pipeline.index.filters import Filters
from pipeline.index.legs import Legs
from pipeline.index.store import (
    FileRow,
    check_format,
    connect,
)
from pipeline.records import Block, Document, Finding, Segment, Source

INDEX = "index.sqlite"
# Hundreds of values as one: a statement with a mark for each would be prepared for each length.
_LISTED = "(SELECT value FROM json_each(?))"

Terms = dict[str, list[str]]
Duties = dict[str, list[tuple[str, str | None]]]


@dataclass(frozen=True, slots=True)
class Entry:
    """A document as listed: its source, path and counts."""

    source: Source
    path: str
    pages: int | None
    segments: int
    findings: int
    characters: Mapping[str, int] = field(default_factory=dict)  # the text layer's account
    recognised: frozenset[int] = frozenset()  # pages whose text was recognised in a picture
    unusual: Mapping[str, int] = field(default_factory=dict)  # radicals, private use ...
    places: Mapping[str, float] = field(default_factory=dict)  # how far it is whose

    def recognises(self, segment: Segment) -> bool:
        """Tell whether some of a segment's words were recognised in a picture."""
        pages = {a.page for a in segment.anchors} | {segment.page}
        return not self.recognised.isdisjoint(pages)


class Glance(NamedTuple):
    """What ranking needs of a segment."""

    id: str
    document: str
    kind: str
    language: str
    text: str
    page: int | None
    apparatus: str | None
    block: int
    context: str  # search tokens of title, headings and stem


class Near(NamedTuple):
    """What a passage around a block needs of it and its neighbours."""

    position: int
    start: int
    stop: int
    trail: str
    flows: bool  # a paragraph or list item: prose that may be read on


class Index(Legs):
    """An index open for reading; use it as a context manager or close it."""

    def __init__(self, folder: Path) -> None:
        path = folder / INDEX
        if not path.is_file():
            stopped = (folder / "staging.sqlite").is_file()
            raise NoIndex(
                f"there is no index in {folder}"
                + (" yet: its first build was stopped" if stopped else ""),
                "run the same concord build again, it goes on where it was"
                if stopped
                else "make one: concord build PATH... , or name another with --index",
            )
        self.folder = folder
        self.db = connect(path, read_only=True)
        try:
            self.db.execute("BEGIN")  # one snapshot for everything read here
            meta = dict(self.db.execute("SELECT key, value FROM meta").fetchall())
        except sqlite3.DatabaseError as error:
            raise DamagedIndex(
                f"the index in {folder} cannot be read: {error}",
                "remove the folder and build again; the documents are not touched",
            ) from error
        check_format(meta.get("format"), folder)
        if "generation" not in meta:
            raise NoIndex(
                f"the first build into {folder} has not finished", "run concord build again"
            )
        self.generation = int(meta["generation"])
        self.encoders: list[dict[str, Any]] = json.loads(meta["encoders"])

    def __enter__(self) -> Index:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the index."""
        self.db.close()

    # Documents

    @cached_property
    def entries(self) -> dict[str, Entry]:
        """Every document by id, sorted by id."""
        counts = {
            table: dict(
                self.db.execute(
                    f"SELECT document, count(*) FROM {table} GROUP BY document"
                ).fetchall()
            )
            for table in ("segments", "findings")
        }
        return {
            r["id"]: Entry(
                rows.source_from(r["source"]),
                r["path"],
                r["pages"],
                counts["segments"].get(r["id"], 0),
                counts["findings"].get(r["id"], 0),
                dict(json.loads(r["characters"])),
                frozenset(json.loads(r["recognised"])),
                dict(json.loads(r["unusual"])),
                dict(json.loads(r["places"])),
            )
            for r in self.db.execute(
                "SELECT id, path, pages, source, characters, recognised, unusual, places"
                " FROM documents ORDER BY id"
            )
        }

    def files(self) -> list[FileRow]:
        """Every file a build has seen, with its status and problems, by path."""
        return [
            FileRow(
                r["path"], r["sha256"], r["document"], r["status"],
                rows.problems_from(r["problems"]), r["stated"], r["processing"],
            )
            for r in self.db.execute("SELECT * FROM files ORDER BY path")
        ]  # fmt: skip

    def find(self, name: str) -> str:
        """Give the id of the document meant by an id, a start of one, or the end of a path.

        A file whose bytes another document has means that document. Raises UnknownDocument,
        with the reason where the name is that of a file that could not be read.
        """
        if name in self.entries:
            return name
        from pipeline.index.names import ends_with, meant  # a question that names an id needs none

        known = {i: e.path for i, e in self.entries.items()}
        titles = {i: e.source.title for i, e in self.entries.items()}
        files = self.files()
        holders = {f.sha256: f.document for f in files if f.document in known}
        copies = {
            f.path: str(holders[f.sha256])
            for f in files
            if f.document is None and f.sha256 in holders
        }
        try:
            return meant(name, known, copies, titles)
        except UnknownDocument:
            for file in files:
                if file.status == "failed" and file.problems and ends_with(file.path, name):
                    raise UnknownDocument(
                        f"{file.path} could not be read: {file.problems[0].message}",
                        "see concord documents --problems",
                    ) from None
            raise

    def document(self, name: str) -> Document:
        """Read a whole document."""
        row = self.db.execute("SELECT * FROM documents WHERE id = ?", (self.find(name),)).fetchone()
        file = self.db.execute("SELECT * FROM files WHERE path = ?", (row["path"],)).fetchone()
        return Document(
            source=rows.source_from(row["source"]),
            text=row["text"],
            blocks=tuple(self._blocks(row["id"])),
            pages=row["pages"],
            originals=tuple((at, char) for at, char in json.loads(row["originals"])),
            problems=rows.problems_from(file["problems"]) if file else (),
            characters=tuple((name, count) for name, count in json.loads(row["characters"])),
            recognised=tuple(json.loads(row["recognised"])),
            unusual=tuple((name, count) for name, count in json.loads(row["unusual"])),
            places=tuple((name, share) for name, share in json.loads(row["places"])),
        )

    def _blocks(self, document: str) -> list[Block]:
        found = self.db.execute(
            "SELECT * FROM blocks WHERE document = ? ORDER BY position", (document,)
        )
        return [rows.block_from(r) for r in found]

    def blocks_near(self, document: str, position: int, reach: int) -> list[Near]:
        """Read of a block and its neighbours where they stand, in reading order."""
        found = self.db.execute(
            "SELECT position, start, stop, trail, kind IN ('paragraph', 'item')"
            " AND apparatus IS NULL FROM blocks"
            " WHERE document = ? AND position BETWEEN ? AND ? ORDER BY position",
            (document, position - reach, position + reach),
        )
        return [Near(r[0], r[1], r[2], r[3], bool(r[4])) for r in found]

    # Segments and findings

    def segments(self, keys: Sequence[int]) -> dict[int, Segment]:
        """Read segments by key."""
        marks = ", ".join("?" * len(keys))
        found = self.db.execute(f"SELECT * FROM segments WHERE key IN ({marks})", list(keys))
        return {r["key"]: rows.segment_from(r) for r in found}

    def glances(self, keys: Sequence[int]) -> dict[int, Glance]:
        """Read of segments only what ranking needs, by key."""
        found = self._plain().execute(
            "SELECT s.key, s.id, s.document, s.kind, s.language, s.text, s.page, s.apparatus,"
            " s.block, w.c1 FROM segments s JOIN words_content w ON w.id = s.key"  # see schema.py
            f" WHERE s.key IN {_LISTED}",
            (json.dumps(keys),),
        )
        return {r[0]: Glance._make(r[1:]) for r in found}

    def tokens(self, keys: Sequence[int]) -> dict[int, str]:
        """Give the search tokens of passages by key, separated by blanks."""
        marks = ", ".join("?" * len(keys))
        found = self.db.execute(
            f"SELECT rowid, text FROM words WHERE rowid IN ({marks})", list(keys)
        )
        return {r[0]: str(r[1]) for r in found}

    def token_rows(self, keys: Sequence[int]) -> dict[int, bytes]:
        """Give the rows of the tokens of passages by key (embed/late.py); there may be none."""
        found = self._plain().execute(
            f"SELECT segment, rows FROM token_rows WHERE segment IN {_LISTED}", (json.dumps(keys),)
        )
        return dict(found.fetchall())

    def terms_and_duties(self, ids: Sequence[str]) -> tuple[Terms, Duties]:
        """Give the terms that passages define, and modality and bearer's role of the obligations
        that they hold, by id; without the passages that have none.
        """
        found = self._plain().execute(
            "SELECT segment, kind, term, modality, role FROM findings"
            f" WHERE segment IN {_LISTED} AND kind IN ('definition', 'obligation') ORDER BY id",
            (json.dumps(ids),),
        )
        terms: Terms = {}
        duties: Duties = {}
        for segment, kind, term, modality, role in found:
            if kind == "definition":
                terms.setdefault(segment, []).append(term)
            else:
                duties.setdefault(segment, []).append((modality, role))
        return terms, duties

    def _plain(self) -> sqlite3.Cursor:
        """Give a cursor whose rows are tuples: where there are hundreds, it saves a third."""
        cursor = self.db.cursor()
        cursor.row_factory = None
        return cursor

    def keys_of(self, ids: Sequence[str]) -> dict[str, int]:
        """Give the keys of segments by id."""
        marks = ", ".join("?" * len(ids))
        found = self.db.execute(f"SELECT id, key FROM segments WHERE id IN ({marks})", list(ids))
        return {r["id"]: r["key"] for r in found}

    def segment(self, name: str) -> Segment:
        """Read a segment by id."""
        row = self.db.execute("SELECT * FROM segments WHERE id = ?", (name,)).fetchone()
        if row is None:
            raise UnknownItem(
                f"the index has no segment or finding {name!r}",
                "take an id from concord search or concord findings",
            )
        return rows.segment_from(row)

    def segments_of(self, document: str) -> list[Segment]:
        """Read all segments of a document, in reading order."""
        found = self.db.execute(
            "SELECT * FROM segments WHERE document = ? ORDER BY key", (document,)
        )
        return [rows.segment_from(r) for r in found]

    def words_at(self, document: str, spans: Sequence[tuple[int, int]]) -> list[str]:
        """Give `document.text[span]` for spans without reading the whole text into Python."""
        # SQLite counts characters from 1, in code points, as we do from 0.
        found = []
        for start, stop in spans:
            row = self.db.execute(
                "SELECT substr(text, ?, ?) FROM documents WHERE id = ?",
                (start + 1, stop - start, document),
            ).fetchone()
            found.append(str(row[0]))
        return found

    def findings(self, filters: Filters = Filters(), segments: Sequence[str] = ()) -> list[Finding]:
        """Read findings that fit, in order of document and place.

        Without a kind, only obligations and definitions: short names are there for whoever asks.
        """
        where, values = filters.segments_sql(self._documents(filters))
        own, own_values = filters.findings_sql()
        if filters.kind is None:
            own = " AND ".join([*([own] if own else []), "f.kind IN ('definition', 'obligation')"])
        if own:
            where, values = f"{where} AND {own}", [*values, *own_values]
        if segments:
            where += f" AND f.segment IN ({', '.join('?' * len(segments))})"
            values = [*values, *segments]
        found = self.db.execute(
            "SELECT f.kind, f.record FROM findings f JOIN segments s ON s.id = f.segment"
            f" WHERE {where} ORDER BY s.document, s.key, f.id",
            values,
        )
        return [rows.finding_from(r["kind"], r["record"]) for r in found]

    def finding(self, name: str) -> Finding:
        """Read a finding by id."""
        row = self.db.execute("SELECT kind, record FROM findings WHERE id = ?", (name,)).fetchone()
        if row is None:
            raise UnknownItem(
                f"the index has no finding {name!r}", "take an id from concord findings"
            )
        return rows.finding_from(row["kind"], row["record"])
