"""Files read into documents, whatever their format.

In: a path and what is already known of the file (its sheet, or options).
Out: a `Document`. The reader is chosen by name and by the first bytes; a
file that is not what its name says is refused by name, never misread.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from pipeline.catalog.jurisdictions import places
from pipeline.errors import EmptyFile, NotThatFormat, UnsupportedFormat
from pipeline.languages import LANGUAGES, detect
from pipeline.languages.others import called
from pipeline.parse.account import account, drafted, imbalance
from pipeline.parse.apparatus import mark
from pipeline.parse.assembly import Reading, assemble
from pipeline.parse.unusual import unusual
from pipeline.records import Document, Problem, Source

SUFFIXES = {
    ".pdf": "pdf",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".txt": "plain",
    ".text": "plain",
    ".docx": "docx",
    ".xml": "egov",
}
_MAX_TEXT = 64 << 20  # bytes; a text file beyond this is data, not a document
_HEAD = 1024
# Folders above a file whose names may say whose it is; sites that are translated nest deep.
_FOLDERS = 10


def parse(path: Path, sha256: str, stated: Source | None = None, *, ocr: bool = False) -> Document:
    """Read a file into a document.

    `stated` holds what sheet or options say; its empty fields are inferred
    and named in `Source.inferred`. An empty `stated.id` or `.title` is
    inferred too. With `ocr` the text of scanned pages is recognised. Raises the
    leaves of `UnreadableFile`.
    """
    from pipeline.parse.infer import infer_source

    reading = _reader(path, ocr, stated.language if stated else None)()
    source = infer_source(
        reading,
        path,
        sha256,
        jurisdiction=stated.jurisdiction if stated else None,
        issuer=stated.issuer if stated else None,
        language=stated.language if stated else None,
    )
    if stated is not None:
        source = _merge(stated, source)
    held = drafted(reading.drafts)
    document = mark(assemble(source, reading.drafts, reading.pages, reading.problems))
    if not any(c.isalnum() for c in document.text):
        raise EmptyFile(f"{path.name} has no words in it", "leave it out, or get it again")
    if reading.characters:
        lines = account(reading.characters, held, drafted(reading.drafts), document)
        wrong = imbalance(lines)
        document = replace(
            document,
            characters=lines,
            recognised=reading.recognised,
            problems=(*document.problems, wrong) if wrong else document.problems,
        )
    counts, private = unusual(document)
    problems = (*document.problems, private) if private else document.problems
    document = replace(document, unusual=counts, problems=problems)
    if source.language is None:
        document = replace(document, source=replace(source, language=detect(document.text)))
    return _placed(_spoken(document), path)


def _spoken(document: Document) -> Document:
    """Mark a document in neither of the languages that Concord reads."""
    language = document.source.language
    if language in LANGUAGES:
        return document
    problem = Problem(
        "other-language",
        f"it is in {called(language)}: it can be searched and shown, but no duties or definitions"
        " are read from it; state --language if that is wrong",
    )
    return replace(document, problems=(*document.problems, problem))


def _placed(document: Document, path: Path) -> Document:
    """Tell whose a document is: stated, or inferred from its folder or from whom it names."""
    source = document.source
    folders = path.parent.parts[-_FOLDERS:]
    shares, code = places(document.text, source.title, source.language, folders)
    if source.jurisdiction is not None:
        shares = {source.jurisdiction: 1.0, **{c: s for c, s in shares.items() if s < 1.0}}
    elif code is not None:
        source = replace(source, jurisdiction=code, inferred=(*source.inferred, "jurisdiction"))
    return replace(document, source=source, places=tuple(shares.items()))


def _merge(stated: Source, inferred: Source) -> Source:
    """Fill what is not stated with what was inferred."""
    gaps = {
        name: getattr(inferred, name)
        for name in ("id", "title", "language", "date", "url")
        if not getattr(stated, name)
    }
    names = tuple(n for n in inferred.inferred if gaps.get(n))
    return replace(stated, **gaps, inferred=names)


def _reader(path: Path, ocr: bool, language: str | None) -> Callable[[], Reading]:
    """Choose the reader of a file by its name and first bytes."""
    size = path.stat().st_size
    if size == 0:
        raise EmptyFile(f"{path.name} has no bytes", "get the file again from its publisher")
    with path.open("rb") as file:
        head = file.read(_HEAD)
    kind = SUFFIXES.get(path.suffix.lower())
    if b"%PDF-" in head:
        from pipeline.parse.pdf import read_pdf

        return lambda: read_pdf(path, ocr=ocr, language=language)
    if kind == "pdf":
        looks = head.lstrip()[:200].lower()
        what = "a web page" if b"<html" in looks or b"<!doctype html" in looks else "no PDF"
        raise NotThatFormat(
            f"{path.name} is {what}, whatever its name says",
            "download the PDF itself, or give the file its right ending",
        )
    if kind is None:
        raise UnsupportedFormat(
            f"no reader for {path.suffix or 'a file without ending'}: {path.name}",
            "Concord reads PDF, DOCX, HTML, Markdown, plain text and e-Gov XML",
        )
    if size > _MAX_TEXT:
        raise UnsupportedFormat(
            f"{path.name} is {size >> 20} MB of text, more than a document has",
            "split it, or take the documents out of it",
        )
    return lambda: _text_reader(kind)(path.read_bytes())


def _text_reader(kind: str) -> Callable[[bytes], Reading]:
    """Import only the reader that is needed."""
    if kind == "markdown":
        from pipeline.parse.markdown import read_markdown as read
    elif kind == "html":
        from pipeline.parse.html import read_html as read
    elif kind == "docx":
        from pipeline.parse.docx import read_docx as read
    elif kind == "egov":
        from pipeline.parse.egov import read_egov as read
    else:
        from pipeline.parse.plain import read_plain as read
    return read
