"""The outermost structure of a PDF: its tables, metadata and pages.

In: an open file. Out: a `File`, pdfplumber's PDF with a page tree and
cross-reference tables that may be broken, missing or bite their own tail.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from pdfminer.pdfdocument import PDFDocument, PDFNoValidXRef
from pdfminer.pdfexceptions import PDFException
from pdfminer.pdffont import PDFFont
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser, PDFSyntaxError
from pdfminer.pdftypes import PDFObjRef, resolve1
from pdfminer.psparser import LIT, literal_name
from pdfplumber.page import Page
from pdfplumber.pdf import PDF
from pdfplumber.utils.pdfinternals import resolve_and_decode

# Objects and fonts are kept between pages up to so many: a file of thousands
# of pages would hold all its streams otherwise.
_MAX_OBJECTS, _MAX_FONTS = 4_000, 300
_LETTER = (0.0, 0.0, 612.0, 792.0)  # what a page without a box has
_NARROW = 20.0  # points; nothing can be read through a slit
_FAR = 1e8  # points; nothing is printed so far out
_PLAIN = {"Type": LIT("Font"), "Subtype": LIT("Type1"), "BaseFont": LIT("Helvetica")}
_MAX_TABLES = 1_000  # cross-reference sections: one for every time a file was saved


class _Document(PDFDocument):
    """A PDF whose cross-reference table may be broken or bite its own tail."""

    def __init__(self, parser: PDFParser, scan: bool) -> None:
        self._scan = scan
        self._read: set[int] = set()
        try:
            super().__init__(parser, password="")
        except PDFSyntaxError:
            if not (scan and self.xrefs):
                raise
            self.catalog = {}  # cut off before its end: the pages are looked for one by one

    def getobj(self, objid: int) -> object:
        """Get an object; raises PDFException when it is only itself."""
        found = super().getobj(objid)
        seen = {objid}
        while isinstance(found, PDFObjRef):
            if found.objid in seen:
                raise PDFException(f"object {objid} refers to itself")
            seen.add(found.objid)
            found = super().getobj(found.objid)
        return found

    def find_xref(self, parser: PDFParser) -> int:
        if self._scan:
            raise PDFNoValidXRef("not asked for")
        return super().find_xref(parser)

    def read_xref_from(self, parser: PDFParser, start: int, xrefs: list[Any]) -> None:
        if start in self._read:
            return  # a loop of sections
        self._read.add(start)
        if len(self._read) > _MAX_TABLES:
            raise PDFNoValidXRef("too many cross-reference sections")
        try:
            super().read_xref_from(parser, start, xrefs)
        except PDFNoValidXRef:
            raise
        except Exception as error:
            raise PDFNoValidXRef(str(error)) from error


class _Resources(PDFResourceManager):
    """Fonts of a file; one that cannot be read is replaced by a plain one."""

    def __init__(self) -> None:
        super().__init__()
        self.faults: list[Exception] = []

    def get_font(self, objid: Any, spec: Any) -> PDFFont:
        try:
            return super().get_font(objid, spec)
        except Exception as error:
            self.faults.append(error)
            font = super().get_font(None, _PLAIN)
            if objid:
                self._cached_fonts[objid] = font
            return font


class File(PDF):
    """An open PDF; `pages` is left to `leaves`, which survives broken ones."""

    def __init__(self, stream: BinaryIO, path: Path | None = None, scan: bool = False) -> None:
        """Read the outermost structure; with `scan` look for objects instead of trusting tables."""
        stream.seek(0)
        self.stream = stream  # type: ignore[assignment]
        self.stream_is_external = True
        self.path = path
        self.pages_to_parse = None
        self.laparams = None
        self.password = None
        self.unicode_norm = None
        self.raise_unicode_errors = False
        self.scanned = scan
        self.doc = _Document(PDFParser(stream), scan)
        self._fonts = self.rsrcmgr = _Resources()
        self.metadata = {}
        for info in self.doc.info:
            for key, value in info.items():
                try:
                    self.metadata[key] = resolve_and_decode(value)
                except Exception:  # a damaged entry: the document does without
                    continue

    def leaves(self) -> Iterator[PDFPage | Exception]:
        """Give the pages in order; a page that cannot be opened is its error."""
        found = False
        for leaf in self._tree():
            found = True
            yield leaf
        if not found:
            yield from self._strays()

    def _tree(self) -> Iterator[PDFPage | Exception]:
        visited: set[int] = set()
        stack: list[tuple[Any, dict[str, Any]]] = [(self.doc.catalog.get("Pages"), {})]
        while stack:
            node, above = stack.pop()
            number = node.objid if isinstance(node, PDFObjRef) else id(node)
            if number in visited:
                continue
            visited.add(number)
            try:
                attrs = resolve1(node)
                if not isinstance(attrs, dict):
                    if above:
                        yield PDFException("it is missing from the file")
                    continue
                attrs = {**above, **attrs}
                kids = resolve1(attrs.pop("Kids", None))
                kind = attrs.get("Type", attrs.get("type"))
                kind = literal_name(resolve1(kind)) if kind is not None else ""
                if isinstance(kids, list) and kind != "Page":
                    handed = {k: attrs[k] for k in PDFPage.INHERITABLE_ATTRS if k in attrs}
                    stack += [(kid, handed or {"Rotate": 0}) for kid in reversed(kids)]
                elif kind == "Page" or (not kind and "Contents" in attrs):
                    yield self._leaf(number, attrs)
            except Exception as error:
                yield error

    def _leaf(self, number: int, attrs: dict[str, Any]) -> PDFPage:
        try:
            return PDFPage(self.doc, number, attrs, None)
        except (OverflowError, TypeError, ValueError):  # a box that is none
            attrs = {k: v for k, v in attrs.items() if not k.endswith("Box")}
            return PDFPage(self.doc, number, attrs, None)

    def _strays(self) -> Iterator[PDFPage | Exception]:
        """Find pages that no tree names."""
        for table in self.doc.xrefs:
            for number in table.get_objids():
                try:
                    attrs = self.doc.getobj(number)
                    if isinstance(attrs, dict) and literal_name(attrs.get("Type")) == "Page":
                        yield PDFPage(self.doc, number, attrs, None)
                except Exception:
                    continue

    @property
    def pages(self) -> list[Page]:
        """Every page; one that cannot be opened is empty."""
        if not hasattr(self, "_pages"):
            blank = PDFPage(self.doc, 0, {"MediaBox": [0, 0, 612, 792]}, None)
            self._pages = [
                self.page(blank if isinstance(leaf, Exception) else leaf, number)
                for number, leaf in enumerate(self.leaves(), start=1)
            ]
        return self._pages

    def page(self, leaf: PDFPage, number: int) -> Page:
        """Open a page; impossible page boxes are replaced by the reader's default."""
        x0, y0, x1, y1 = leaf.mediabox
        if x1 < x0 or y1 < y0:
            leaf.mediabox = (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
        sound = all(abs(edge) < _FAR for edge in leaf.mediabox) and x0 != x1 and y0 != y1
        if not sound:
            leaf.mediabox = _LETTER
        try:
            if not sound:
                raise PDFException("no page has such a box")
            page = Page(self, leaf, number)
        except Exception:
            attrs = {k: v for k, v in leaf.attrs.items() if not k.endswith("Box")}
            leaf.attrs = {**attrs, "MediaBox": list(leaf.mediabox), "Rotate": 0}
            leaf.rotate = 0
            page = Page(self, leaf, number)
        x0, top, x1, bottom = (
            f(a, b)
            for f, a, b in zip((max, max, min, min), page.mediabox, page.cropbox, strict=True)
        )
        if x1 - x0 < _NARROW or bottom - top < _NARROW:
            page.cropbox = page.mediabox
        return page

    def take_faults(self) -> list[Exception]:
        """Give what was wrong with fonts since this was last asked."""
        faults, self._fonts.faults = self._fonts.faults, []
        return faults

    def forget(self) -> None:
        """Let go of what was kept for later pages, when it is much."""
        if len(self.doc._cached_objs) > _MAX_OBJECTS:
            self.doc._cached_objs.clear()
            self.doc._parsed_objs.clear()
        if len(self.rsrcmgr._cached_fonts) > _MAX_FONTS:
            self.rsrcmgr._cached_fonts.clear()
