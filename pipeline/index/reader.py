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

import numpy as np
from numpy.typing import NDArray

from pipeline.errors import DamagedIndex, NoIndex, UnknownDocument, UnknownItem
from pipeline.index import rows, vectors
from pipeline.index.background import Background, load, measure
from pipeline.index.filters import Filters
from pipeline.index.store import (
    FileRow,
    check_format,
    connect,
    languages_of,
    vectors_of,
)
from pipeline.protocols import Rows
from pipeline.records import Block, Document, Finding, Segment, Source

INDEX = "index.sqlite"
_COMMON = 0.1  # share of the passages from which a token tells little
_HELD = 2000  # tokens whose passages are remembered: questions share most of their words


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


class Index:
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
        """Give the id of the document meant by an id, a unique start of one, or a path."""
        known = self.entries
        if name in known:
            return name
        fits = [i for i, e in known.items() if e.path == name or Path(e.path).name == name]
        fits = fits or [i for i in known if i.startswith(name.lower())]
        if len(fits) == 1:
            return fits[0]
        if fits:
            raise UnknownDocument(
                f"{name!r} may mean several documents", "write more of it: " + ", ".join(fits[:8])
            )
        import difflib

        near = difflib.get_close_matches(name.lower(), list(known), n=3, cutoff=0.4)
        raise UnknownDocument(
            f"the index has no document {name!r}",
            f"did you mean {' or '.join(near)}?" if near else "list them with concord documents",
        )

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
        marks = ", ".join("?" * len(keys))
        found = self.db.execute(
            "SELECT s.key, s.id, s.document, s.kind, s.language, s.text, s.page, s.apparatus,"
            " s.block, w.context FROM segments s JOIN words w ON w.rowid = s.key"
            f" WHERE s.key IN ({marks})",
            list(keys),
        )
        return {r[0]: Glance(*tuple(r)[1:]) for r in found}

    def tokens(self, keys: Sequence[int]) -> dict[int, str]:
        """Give the search tokens of passages by key, separated by blanks."""
        marks = ", ".join("?" * len(keys))
        found = self.db.execute(
            f"SELECT rowid, text FROM words WHERE rowid IN ({marks})", list(keys)
        )
        return {r[0]: str(r[1]) for r in found}

    def terms(self, keys: Sequence[int]) -> dict[int, list[str]]:
        """Give the terms that passages define, by key; without those that define none."""
        return self._held(keys, "f.kind = 'definition'", "f.term")

    def duties(self, keys: Sequence[int]) -> dict[int, dict[str, str | None]]:
        """Give the modalities of obligations that passages hold, each with a bearer's role."""
        pairs = self._held(keys, "f.kind = 'obligation'", "f.modality || ' ' || ifnull(f.role, '')")
        return {
            key: {p.split(" ")[0]: p.split(" ", 1)[1] or None for p in found}
            for key, found in pairs.items()
        }

    def _held(self, keys: Sequence[int], which: str, what: str) -> dict[int, list[str]]:
        marks = ", ".join("?" * len(keys))
        cursor = self.db.execute(
            f"SELECT s.key, {what} FROM segments s JOIN findings f ON f.segment = s.id"
            f" WHERE s.key IN ({marks}) AND {which} ORDER BY s.key, f.id",
            list(keys),
        )
        found: dict[int, list[str]] = {}
        for key, value in cursor:
            found.setdefault(key, []).append(value or "")
        return found

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

    def _documents(self, filters: Filters) -> list[str] | None:
        """Give the ids of documents that pass, None when nothing restricts them."""
        if not filters.on_documents:
            return None
        where, values = filters.documents_sql()
        return [r[0] for r in self.db.execute(f"SELECT id FROM documents WHERE {where}", values)]

    def finding(self, name: str) -> Finding:
        """Read a finding by id."""
        row = self.db.execute("SELECT kind, record FROM findings WHERE id = ?", (name,)).fetchone()
        if row is None:
            raise UnknownItem(
                f"the index has no finding {name!r}", "take an id from concord findings"
            )
        return rows.finding_from(row["kind"], row["record"])

    # The legs of a search

    @cached_property
    def languages(self) -> list[str]:
        """The languages that segments are in."""
        return languages_of(self.db)

    def allowed(self, filters: Filters) -> dict[str, list[int] | None]:
        """Give the keys of segments that pass, by language; None stands for all of them."""
        if not filters:
            return dict.fromkeys(self.languages)
        where, values = filters.segments_sql(self._documents(filters))
        found: dict[str, list[int] | None] = {}
        for key, language in self.db.execute(
            f"SELECT s.key, s.language FROM segments s WHERE {where} ORDER BY s.key", values
        ):
            keys = found.setdefault(language, [])
            assert keys is not None
            keys.append(key)
        return found

    def lexical(
        self, tokens: Sequence[str], filters: Filters, count: int
    ) -> list[tuple[int, float]]:
        """Give `(key, score)` of passages that hold any of the tokens, best first.

        The score is BM25 with the passage's own words four times as heavy as
        its title and headings; higher is better.
        """
        if not tokens:
            return []
        asked = " OR ".join('"' + t.replace('"', '""') + '"' for t in self.telling(tokens))
        joined, where = "", ""
        values: list[Any] = []
        if filters:
            clause, values = filters.segments_sql(self._documents(filters))
            joined, where = " JOIN segments s ON s.key = words.rowid", f" AND {clause}"
        found = self.db.execute(
            f"SELECT words.rowid AS key, bm25(words, 1.0, 0.25) AS score FROM words{joined}"
            f" WHERE words MATCH ?{where} ORDER BY score LIMIT ?",
            [asked, *values, count],
        )
        return [(r["key"], -r["score"]) for r in found if r["score"] < 0]

    def holding(self, token: str, language: str) -> NDArray[np.int64]:
        """Give the keys of passages of a language that hold a token, ascending."""
        held: dict[tuple[str, str], NDArray[np.int64]] = self.__dict__.setdefault("_held_by", {})
        if (token, language) not in held:
            if len(held) >= _HELD:
                held.clear()
            held[token, language] = self._holding(token, language)
        return held[token, language]

    def _holding(self, token: str, language: str) -> NDArray[np.int64]:
        cursor = self.db.cursor()
        cursor.row_factory = None  # thousands of rows: plain tuples are three times faster
        asked = '"' + token.replace('"', '""') + '"'
        found = cursor.execute("SELECT rowid FROM words WHERE words MATCH ?", (asked,)).fetchall()
        keys = np.fromiter((r[0] for r in found), dtype=np.int64, count=len(found))
        keys.sort()
        return keys[self._in_language(language)[keys]]

    def frequency(self, token: str) -> int:
        """Give the number of passages that hold a token."""
        known: dict[str, int] = self.__dict__.setdefault("_frequencies", {})
        if token not in known:
            asked = '"' + token.replace('"', '""') + '"'
            found = self.db.execute("SELECT count(*) FROM words WHERE words MATCH ?", (asked,))
            known[token] = int(found.fetchone()[0])
        return known[token]

    def telling(self, tokens: Sequence[str]) -> list[str]:
        """Leave out the tokens that a good part of all passages holds, unless no other is left.

        They hardly move a BM25 score, and looking for them takes most of the time.
        """
        common = _COMMON * sum(self.size(language) for language in self.languages)
        few = [t for t in dict.fromkeys(tokens) if self.frequency(t) <= common]
        return [t for t in few if self.frequency(t)] or list(dict.fromkeys(tokens))

    def size(self, language: str) -> int:
        """Give the number of passages of a language."""
        return int(self._in_language(language).sum())

    def _in_language(self, language: str) -> NDArray[np.bool_]:
        """Tell for every key whether its passage is in a language."""
        known: dict[str, NDArray[np.bool_]] = self.__dict__.setdefault("_masks", {})
        if language not in known:
            mask = np.zeros(len(self._owners), dtype=np.bool_)
            cursor = self.db.cursor()
            cursor.row_factory = None
            found = cursor.execute("SELECT key FROM segments WHERE language = ?", (language,))
            mask[[key for (key,) in found]] = True
            known[language] = mask
        return known[language]

    @cached_property
    def _owners(self) -> NDArray[np.int32]:
        """The number of each passage's document, by key; 0 where there is no passage."""
        owners = np.zeros(
            self.db.execute("SELECT coalesce(max(key), 0) FROM segments").fetchone()[0] + 1,
            np.int32,
        )
        # A document's passages have keys in a row.
        spans = self.db.execute("SELECT min(key), max(key) FROM segments GROUP BY document")
        for number, (first, last) in enumerate(spans.fetchall(), start=1):
            owners[first : last + 1] = number
        return owners

    def beside(self, key: int) -> list[int]:
        """Give the keys of the passages before and after one, in its document."""
        owners = self._owners
        return [k for k in (key - 1, key + 1) if 0 < k < len(owners) and owners[k] == owners[key]]

    def dense(
        self, encoder: str, language: str, asked: Rows, keys: Sequence[int] | None, count: int
    ) -> list[list[tuple[int, float]]]:
        """Give for each row of `asked` (n, dimensions) its nearest `(key, cosine)` in a language.

        `keys` restricts the search; None searches all.
        """
        return vectors.search(self._faiss(encoder, language), asked, count, keys)

    def _faiss(self, encoder: str, language: str) -> Any:
        opened = self.__dict__.setdefault("_opened", {})
        if (encoder, language) not in opened:
            label = self.label(encoder, language)
            if vectors.fits(self.folder, label):
                found = vectors.open_file(self.folder, label)
            else:
                found = vectors.in_memory(
                    label.dimensions, *vectors_of(self.db, encoder, label.dimensions, language)
                )
            opened[encoder, language] = found
        return opened[encoder, language]

    def label(self, encoder: str, language: str) -> vectors.Label:
        """Describe the FAISS file that this generation needs."""
        about = next(e for e in self.encoders if e["name"] == encoder)
        count = self.db.execute(
            "SELECT count(*) FROM segments WHERE language = ?", (language,)
        ).fetchone()[0]
        return vectors.Label(
            encoder, language, about["fingerprint"], about["dimensions"], count, self.generation
        )

    def background(self, encoder: str, language: str) -> Background:
        """How alike any passage of a language is to any question, for an encoder."""
        known = self.__dict__.setdefault("_backgrounds", {})
        if (encoder, language) not in known:
            found = load(self.db, encoder, language)
            if found is None:
                size = next(e["dimensions"] for e in self.encoders if e["name"] == encoder)
                found = measure(np.zeros((0, size), np.float32))
            known[encoder, language] = found
        background: Background = known[encoder, language]
        return background

    def cosines(
        self, encoder: str, language: str, asked: Rows, keys: NDArray[np.int64]
    ) -> NDArray[np.float32]:
        """Give the cosines of rows (n, dimensions) with passages of a language, shape (n, keys)."""
        return asked @ vectors.rows_of(self._faiss(encoder, language), keys).T
