"""Concord from Python: build an index, open it, ask it.

    from pipeline import build, open_index

    build(["policies/"], "indexes/mine", jurisdiction="JP")
    with open_index("indexes/mine") as concord:
        for hit in concord.search("who must disclose foreign funding?", k=5):
            print(hit.entry.path, hit.segment.page, hit.segment.text)

Results are records (`Hit`, `Placed`, `Defined`, `Comparison`); the functions
of `pipeline.report.lines` turn them into flat dictionaries.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.catalog import official
from pipeline.catalog.jurisdictions import code_of
from pipeline.concepts import Reading, Scheme, load_scheme, load_template, read, select_rows
from pipeline.embed import get_encoder
from pipeline.errors import BadRequest, ModelMismatch, NoIndex, UnknownItem
from pipeline.index import Filters, Index
from pipeline.index.check import Health, check, repair
from pipeline.languages.others import called
from pipeline.protocols import Encoder, Progress
from pipeline.query.catalogue import Catalogued, catalogue
from pipeline.query.citations import Graph, cited_by, cites, graph, known
from pipeline.query.compare import Comparison, compare
from pipeline.query.counterparts import Counterpart, counterparts, definition_links
from pipeline.query.define import Defined, define
from pipeline.query.findings import Placed, findings
from pipeline.query.folding import LEVEL, Balance
from pipeline.query.hits import Hit
from pipeline.query.originals import Linked, linked
from pipeline.query.quotations import Quotation, quotations
from pipeline.query.renderings import with_links
from pipeline.query.search import search
from pipeline.records import (
    FINDING_KINDS,
    Apparatus,
    Definition,
    Document,
    Modality,
    Role,
    Segment,
)
from pipeline.report.lines import Line, document_line, finding_line
from pipeline.settings import index_folder

if TYPE_CHECKING:
    from pipeline.diff import Differences
    from pipeline.flow.aligning import Alignment, align
    from pipeline.flow.build import build
    from pipeline.flow.report import BuildReport

__all__ = [
    "Alignment",
    "Balance",
    "BuildReport",
    "Filters",
    "Opened",
    "align",
    "build",
    "check_index",
    "diff_versions",
    "open_catalogue",
    "open_index",
]


# What reads documents takes a fifth of a second to import; a question does without.
_READERS = {
    "align": "pipeline.flow.aligning",
    "Alignment": "pipeline.flow.aligning",
    "build": "pipeline.flow.build",
    "BuildReport": "pipeline.flow.report",
}


def __getattr__(name: str) -> Any:
    if name not in _READERS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_READERS[name]), name)


def open_index(folder: Path | str | None = None, *, scheme: Path | str | None = None) -> Opened:
    """Open an index for questions; `folder` defaults to CONCORD_INDEX or indexes/default.

    `scheme` is a file of concepts to use, default CONCORD_CONCEPTS or those that
    Concord ships. Raises NoIndex, StaleIndex, DamagedIndex or BadSheet.
    """
    concepts = load_scheme(Path(scheme) if scheme is not None else None)
    return Opened(Index(Path(folder) if folder is not None else index_folder()), concepts)


def check_index(folder: Path | str | None = None, *, mend: bool = False) -> Health:
    """Check an index, and with `mend` repair it first; `Health.sound` is the verdict."""
    from pipeline.flow.process import processing_fingerprint

    place = Path(folder) if folder is not None else index_folder()
    Index(place).close()  # the errors of a missing or foreign index come first
    done = repair(place) if mend else []
    health = check(place, processing=processing_fingerprint())
    health.repaired = done
    return health


def open_catalogue(folder: Path | str | None = None, **given: Any) -> list[Catalogued]:
    """List the catalogue of official documents, and what of it an index holds, if there is one.

    `given` are the filters of `pipeline.query.catalogue.catalogue`.
    """
    place = Path(folder) if folder is not None else index_folder()
    try:
        index = Index(place)
    except NoIndex:
        return catalogue(official(), **given)
    try:
        return catalogue(official(), index, **given)
    finally:
        index.close()


def diff_versions(old: str, new: str, folder: Path | str | None = None) -> Differences:
    """Find what changed between two versions of a document in one language.

    `old` and `new` are documents of the index or files. Raises BadRequest when they are not
    in one language, UnknownDocument, UnreadableFile or the errors of an index.
    """
    from pipeline.diff import diff
    from pipeline.flow.versions import versions

    place = Path(folder) if folder is not None else index_folder()
    before, after = versions([old, new], place)
    spoken = [v.document.source.language for v in (before, after)]
    if spoken[0] != spoken[1]:
        raise BadRequest(
            f"{old} is in {called(spoken[0])}, {new} in {called(spoken[1])}",
            "compare versions in one language; concord align sets translations side by side",
        )
    return diff(before, after)


class Opened:
    """An open index: one snapshot, with the encoder loaded on first need."""

    def __init__(self, index: Index, scheme: Scheme | None = None) -> None:
        self.index = index
        self.scheme = scheme or load_scheme()
        self._encoders: list[Encoder] | None = None
        self._quoted: dict[str, dict[str, Linked]] = {}  # document: links of its definitions

    def __enter__(self) -> Opened:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the index."""
        self.index.close()

    @property
    def encoders(self) -> list[Encoder]:
        """The encoders that made the index's vectors, loaded on first need."""
        if self._encoders is None:
            found = [get_encoder(str(about["name"])) for about in self.index.encoders]
            for encoder, about in zip(found, self.index.encoders, strict=True):
                if encoder.fingerprint != about["fingerprint"]:
                    raise ModelMismatch(
                        f"the vectors in {self.index.folder} were made by another version of"
                        f" {about['name']}",
                        "build the index anew in another folder, or install that version",
                    )
            self._encoders = found
        return self._encoders

    def filters(
        self,
        *,
        kind: str | None = None,
        jurisdictions: Sequence[str] = (),
        issuers: Sequence[str] = (),
        language: str | None = None,
        documents: Sequence[str] = (),
        since: str | None = None,
        until: str | None = None,
        role: str | None = None,
        modality: str | None = None,
        apparatus: str | None = None,
    ) -> Filters:
        """Make filters, with every value checked against what the index holds.

        `jurisdictions` may be codes or names, `documents` ids, unique starts of ids, or
        paths. Raises BadRequest or UnknownDocument for a value that can match nothing.
        """
        known = {e.source.jurisdiction for e in self.index.entries.values()} - {None}
        held_codes = {str(j).upper() for j in known}
        # UK and 日本 are names of GB and JP.
        jurisdictions = [j if j.upper() in held_codes else code_of(j) or j for j in jurisdictions]
        for name in jurisdictions:
            if name.upper() not in held_codes:
                held = ", ".join(sorted(str(j) for j in known)) or "none stated"
                raise BadRequest(
                    f"no document of jurisdiction {name!r} in the index",
                    f"it holds: {held}; state one when building: concord build --jurisdiction",
                )
        for value, allowed, what in (
            (role, [r.value for r in Role], "role"),
            (modality, [m.value for m in Modality], "modality"),
            (kind, FINDING_KINDS, "kind"),
            (apparatus, [a.value for a in Apparatus], "apparatus"),
        ):
            if value is not None and value not in allowed:
                raise BadRequest(f"no {what} {value!r}", "choose from " + ", ".join(allowed))
        return Filters(
            kind=kind,
            jurisdictions=tuple(jurisdictions),
            issuers=tuple(issuers),
            language=language,
            documents=tuple(self.index.find(d) for d in documents),
            since=since,
            until=until,
            role=role,
            modality=modality,
            apparatus=apparatus,
        )

    def search(
        self,
        question: str,
        *,
        k: int = 10,
        filters: Filters = Filters(),
        level: bool = False,
        balance: Balance = LEVEL,
        links: bool = False,
    ) -> list[Hit]:
        """Find the `k` passages that answer a question best, in either language.

        `level` ranks contents pages, reference lists, member lists and forms
        with the rest; otherwise they come last. `balance` limits the passages of
        one jurisdiction or language. Where nothing answers, hits are `weak`. With
        `links` a hit that quotes or translates a definition held in the other language
        comes with it.
        """
        found = search(
            self.index,
            self.encoders,
            question,
            k=k,
            filters=filters,
            level=level,
            balance=balance,
            scheme=self.scheme,
        )
        return with_links(self.index, found) if links else found

    def findings(self, filters: Filters = Filters()) -> Iterator[Placed]:
        """Give obligations and definitions, by document and place."""
        return findings(self.index, filters)

    def define(self, term: str, filters: Filters = Filters()) -> list[Defined]:
        """Find the definitions of a term or concept."""
        return define(self.index, term, filters, scheme=self.scheme)

    def searched(self, filters: Filters = Filters()) -> int:
        """Count the documents that a question under filters is asked of."""
        where, values = filters.documents_sql()
        rows = self.index.db.execute(f"SELECT id FROM documents WHERE {where}", values)
        held = (self.index.entries[row[0]].source.language for row in rows)
        return sum(filters.language in (None, language) for language in held)

    def compare(
        self,
        template: Path | str | None = None,
        columns: Sequence[str] = (),
        progress: Progress | None = None,
        *,
        rows: Sequence[str] = (),
    ) -> Comparison:
        """Set jurisdictions or documents side by side; columns default to every jurisdiction.

        `rows` are concepts, by id, number or label: only their rows are filled.
        """
        whole = load_template(Path(template) if template is not None else None, self.scheme)
        chosen = select_rows(whole, rows) if rows else whole
        return compare(self.index, self.encoders, chosen, columns, progress)

    def references(self, name: str, *, direction: str = "both", places: bool = False) -> list[Line]:
        """List what a document cites ("out"), who cites it ("in"), or both.

        `name` may be an entry of the catalogue, which has only "in". Raises UnknownDocument.
        """
        wanted = known(self.index, name)
        lines: list[Line] = []
        if direction != "in" and wanted in self.index.entries:
            found = cites(self.index, wanted, places=places)
            lines += [{"direction": "out", **finding_line(placed)} for placed in found]
        if direction != "out":
            found = cited_by(self.index, wanted)
            lines += [{"direction": "in", **finding_line(placed)} for placed in found]
        return lines

    def graph(self) -> Graph:
        """Make the citation graph of the documents held, and of those known that they name."""
        return graph(self.index)

    def quotations(self, name: str | None = None) -> list[Quotation]:
        """Find the passages that documents, or one and the others, share word for word."""
        return quotations(self.index, name)

    def counterparts(self, name: str | None = None) -> list[Counterpart]:
        """Link definitions quoted from documents held to the words that they render."""
        return counterparts(self.index, self.encoders, name)

    def explain(self, name: str) -> list[tuple[str, str, Reading]]:
        """Read the concepts of an indexed passage: `(part, text, what it was read as)`.

        `name` is the id of a segment or finding; parts are "text", "stem" and
        "heading". Raises UnknownItem.
        """
        try:
            segment = self.index.segment(name)
        except UnknownItem:
            segment = self.index.segment(self.index.finding(name).segment)
        parts = [("text", segment.text), ("stem", segment.stem or "")]
        parts += [("heading", heading) for heading in segment.trail]
        return [(part, text, read(self.scheme, text)) for part, text in parts if text.strip()]

    def definition_links(self, placed: Sequence[Placed]) -> dict[str, Linked]:
        """Link definitions, by id, to passages that they translate or that translate them."""
        return definition_links(self.index, lambda: self.encoders, placed)

    def quoted(self, placed: Placed) -> Linked | None:
        """Link a definition that names a source held here to what it renders there."""
        finding = placed.finding
        if not isinstance(finding, Definition) or finding.source_id not in self.index.entries:
            return None
        document = finding.document
        if document not in self._quoted:
            filters = Filters(kind="definition", documents=(document,))
            named = [
                p
                for p in findings(self.index, filters)
                if isinstance(p.finding, Definition) and p.finding.source_id in self.index.entries
            ]
            self._quoted[document] = self.definition_links(named)
        return self._quoted[document].get(finding.id)

    def renderings(self, name: str | None = None) -> Iterator[tuple[Segment, Linked]]:
        """Link the passages of a document, or of all, to those that they translate or that
        translate them in other documents.
        """
        wanted = [self.index.find(name)] if name else list(self.index.entries)
        for document in wanted:
            segments = self.index.segments_of(document)
            links = linked(self.index, segments)
            yield from ((s, links[s.id]) for s in segments if s.id in links)

    def documents(self, *, problems: bool = False) -> list[Line]:
        """List every file the index has seen; with `problems` only those that have any."""
        entries = self.index.entries
        lines = [
            document_line(file, entries.get(file.document) if file.document else None)
            for file in self.index.files()
        ]
        return [line for line in lines if line["problems"]] if problems else lines

    def document(self, name: str) -> Document:
        """Read a document by id, unique start of an id, or path."""
        return self.index.document(name)
