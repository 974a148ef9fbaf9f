"""The reader of Japanese statutes in the e-Gov standard law XML.

In: the XML of one law, bare or inside the answer of the e-Gov API. Out: a
`Reading` in Japanese: title, number of the law, contents, chapters and
articles as headings, paragraphs and items with their printed numbers,
supplementary provisions, tables, notes and annexes. Elements unknown to this
reader are read for their text: nothing printed is skipped.
"""

from __future__ import annotations

import datetime
import re
from typing import Any

from pipeline.errors import DamagedFile, EmptyFile, NotThatFormat
from pipeline.parse.assembly import Draft, Piece, Reading
from pipeline.parse.cells import Loose, lines_of_cell, placed_rows, span
from pipeline.parse.outline import compress
from pipeline.records import BlockKind

MAX_BYTES = 100_000_000

_ERAS = {"Meiji": 1867, "Taisho": 1911, "Showa": 1925, "Heisei": 1988, "Reiwa": 2018}
# Headings that hold others, outermost first; each has a title element of its name.
_DIVISIONS = {"Part": 10, "Chapter": 20, "Section": 30, "Subsection": 40, "Division": 50}
_ARTICLE = 60
_ITEM = re.compile(r"(Item|Subitem\d+)$")
_LINE_END = re.compile(r"\s*\n\s*")
_ANNEXES = re.compile(
    r"(?:SupplProvision)?Appdx(?:Table|Note|Style|Format|Fig)?$|(?:SupplProvision)?Appdx"
)


def read_egov(data: bytes) -> Reading:
    """Read a law; raises EmptyFile, NotThatFormat or DamagedFile."""
    law = _law(data)
    language = law.get("Lang") or "ja"
    reader = _Law(law, gap=" " if language == "en" else "")
    try:
        reader.walk(law)
    except RecursionError as error:
        raise DamagedFile(
            "the law nests its elements too deeply", "get the file again from e-Gov"
        ) from error
    if not reader.drafts:
        raise EmptyFile("the law has no text", "get the file again from e-Gov")
    compress(reader.drafts)
    title = reader.text(law.find("LawBody/LawTitle")) or None
    return Reading(reader.drafts, title=title, date=_promulgated(law), language=language)


def _law(data: bytes) -> Any:
    from lxml import etree

    if not data.strip():
        raise EmptyFile("the file has no bytes", "get the file again from e-Gov")
    if len(data) > MAX_BYTES:
        raise DamagedFile("the file is larger than any law", "get the file again from e-Gov")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True,
        remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        if not data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
            raise NotThatFormat("the file is not XML", "name it by its real format") from error
        raise DamagedFile(f"the XML is broken: {error}", "get the file again from e-Gov") from error
    law = root if root.tag == "Law" else next(root.iter("Law"), None)
    if law is None:
        from lxml.etree import QName

        name = QName(root).localname  # without the address of its namespace
        raise NotThatFormat(
            f"the XML is no law of e-Gov but <{name}>", "only e-Gov's law XML is read"
        )
    return law


class _Law:
    """Walks one law; `gap` stands between sentences: nothing in Japanese."""

    def __init__(self, law: Any, gap: str) -> None:
        self.drafts: list[Draft] = []
        self._gap = gap
        self._readings: list[str] = []  # ruby of the words read since the last draft
        # Supplements and annexes stand beside the outermost divisions.
        self._annexes = next((v for k, v in _DIVISIONS.items() if law.find(f".//{k}") is not None), _ARTICLE)  # fmt: skip

    def walk(self, element: Any) -> None:
        """Read an element's children in order."""
        for child in element:
            self._read(child)

    def _read(self, element: Any) -> None:
        tag = element.tag
        if tag == "LawTitle":
            self._add(BlockKind.TITLE, self.text(element))
        elif tag == "TOC":
            self._contents(element)
        elif tag in _DIVISIONS:
            self._division(element, tag)
        elif tag == "Article":
            self._article(element)
        elif tag == "Paragraph":
            self._paragraph(element)
        elif _ITEM.match(tag):
            self._item(element, tag)
        elif tag == "List" or re.fullmatch(r"Sublist\d+", tag):
            self._add(BlockKind.ITEM, self._sentences(element), depth=19.0)
            self.walk_only(element, re.compile(r"Sublist\d+$"))
        elif tag == "Table":
            self._table(element)
        elif tag == "SupplProvision":
            self._supplement(element)
        elif _ANNEXES.fullmatch(tag):
            self._annex(element, tag)
        elif tag in ("Remarks", "NoteStruct", "Note", "StyleStruct", "FormatStruct", "FigStruct",
                     "AmendProvision", "NewProvision"):  # fmt: skip
            self._parts(element, BlockKind.NOTE if tag == "Remarks" else BlockKind.PARAGRAPH)
        elif tag.endswith("StructTitle"):
            self._add(BlockKind.CAPTION, self.text(element))
        elif any(isinstance(c.tag, str) and c.tag not in _INLINE for c in element):
            self.walk(element)
        else:
            self._add(BlockKind.PARAGRAPH, self.text(element))

    def walk_only(self, element: Any, tags: re.Pattern[str]) -> None:
        """Read those children whose tag matches."""
        for child in element:
            if tags.match(child.tag):
                self._read(child)

    def _add(
        self,
        kind: BlockKind,
        text: str,
        number: str | None = None,
        level: int | None = None,
        depth: float | None = None,
        leads: bool = False,
    ) -> None:
        if text:
            self.drafts.append(Draft(kind, [Piece(text)], level, number, depth, leads))
        elif number:
            self.drafts.append(Draft(kind, [Piece(number)], level, None, depth, leads))
        self._add_readings()

    def _add_readings(self) -> None:
        readings, self._readings = " ".join(self._readings), []
        if readings:
            self.drafts.append(Draft(BlockKind.RUBY, [Piece(readings)]))

    def _contents(self, element: Any) -> None:
        for entry in element.iter():
            if entry.tag in _INLINE or any(c.tag not in _INLINE for c in entry):
                continue
            last = self.drafts[-1] if self.drafts else None
            if entry.tag == "ArticleRange" and last and last.kind is BlockKind.CONTENTS:
                last.pieces.append(Piece(self.text(entry)))
            else:
                self._add(BlockKind.CONTENTS, self.text(entry))

    def _division(self, element: Any, tag: str) -> None:
        for child in element:
            if child.tag == f"{tag}Title":
                number, words = _numbered(self.text(child))
                self._add(BlockKind.HEADING, words, number, _DIVISIONS[tag])
            else:
                self._read(child)

    def _article(self, element: Any) -> None:
        """Join an article's number and caption to a heading: 第三条（基本理念）."""
        caption = self.text(element.find("ArticleCaption"))
        self._add(BlockKind.HEADING, caption, self.text(element.find("ArticleTitle")), _ARTICLE)
        for child in element:
            if child.tag not in ("ArticleCaption", "ArticleTitle"):
                self._read(child)

    def _paragraph(self, element: Any) -> None:
        caption = element.find("ParagraphCaption")
        if caption is not None:
            self._add(BlockKind.HEADING, self.text(caption), None, _ARTICLE)
        number = self.text(element.find("ParagraphNum"))
        kind = BlockKind.ITEM if number else BlockKind.PARAGRAPH
        sentences = element.find("ParagraphSentence")
        leads = element.find("Item") is not None
        level = 1 if number else None
        self._add(kind, self._sentences(sentences), number or None, level, 1.0, leads)
        for child in element:
            if child.tag not in ("ParagraphCaption", "ParagraphNum", "ParagraphSentence"):
                self._read(child)

    def _item(self, element: Any, tag: str) -> None:
        level = 2 if tag == "Item" else int(tag.removeprefix("Subitem")) + 2
        number = self.text(element.find(f"{tag}Title"))
        text = self._sentences(element.find(f"{tag}Sentence"))
        leads = element.find(f"Subitem{level - 1}") is not None
        self._add(BlockKind.ITEM, text, number or None, level, 9.0 + level, leads)
        for child in element:
            if child.tag not in (f"{tag}Title", f"{tag}Sentence"):
                self._read(child)

    def _table(self, element: Any) -> None:
        first = len(self.drafts)
        rows = [[self._cell(row, cell) for cell in row] for row in element]
        self.drafts += placed_rows(rows, first)
        self._add_readings()

    def _cell(self, row: Any, cell: Any) -> Loose:
        pieces = lines_of_cell([self.text(cell)])
        header = row.tag == "TableHeaderRow"
        return Loose(pieces, span(cell.get("rowspan")), span(cell.get("colspan")), header)

    def _supplement(self, element: Any) -> None:
        amending = element.get("AmendLawNum")
        label = self.text(element.find("SupplProvisionLabel")) or "附則"
        words = f"{label}（{amending}）" if amending else label
        self._add(BlockKind.HEADING, words, None, self._annexes)
        for child in element:
            if child.tag != "SupplProvisionLabel":
                self._read(child)

    def _annex(self, element: Any, tag: str) -> None:
        number = self.text(element.find(f"{tag}Title"))
        related = self.text(element.find("RelatedArticleNum"))
        self._add(BlockKind.HEADING, related, number or None, self._annexes)
        for child in element:
            if child.tag not in (f"{tag}Title", "RelatedArticleNum"):
                self._read(child)

    def _parts(self, element: Any, kind: BlockKind) -> None:
        for child in element:
            if child.tag.endswith("Label") or child.tag in ("Sentence", *_INLINE):
                self._add(kind, self.text(child))
            else:
                self._read(child)

    def text(self, element: Any) -> str:
        """Give an element's words without readings and without the file's line ends."""
        if element is None:
            return ""
        parts: list[str] = []
        _collect(element, parts, self._gap, self._readings)
        return " ".join("".join(parts).split(" ")).strip()

    def _sentences(self, element: Any) -> str:
        """Join sentences as printed; columns stand apart by a full-width space."""
        if element is None:
            return ""
        columns = [c for c in element if c.tag == "Column"]
        if columns:
            gap = self._gap or "　"
            return gap.join(text for c in columns if (text := self.text(c)))
        inline = [c for c in element if not re.fullmatch(r"Sublist\d+", c.tag)]
        return self._gap.join(self.text(child) for child in inline)


def _collect(element: Any, parts: list[str], gap: str, readings: list[str]) -> None:
    """Collect words and, apart from them, the readings above them."""
    if element.tag == "Rt":
        readings.append("".join(element.itertext()).strip())
        return
    # The file indents elements with line ends; Japanese text has none of its own.
    parts.append(_LINE_END.sub(gap, element.text or ""))
    for child in element:
        _collect(child, parts, gap, readings)
        parts.append(_LINE_END.sub(gap, child.tail or ""))


_INLINE = frozenset({"Ruby", "Rt", "Line", "Sup", "Sub", "QuoteStruct", "ArithFormula", "Fig"})


def _numbered(title: str) -> tuple[str | None, str]:
    """Part 第一章 from 総則."""
    match = re.match(r"(第[^\s\u3000]+?[編章節款目](?:の[^\s\u3000]+)?)[\s\u3000]+(?=\S)", title)
    return (match[1], title[match.end() :]) if match else (None, title)


def _promulgated(law: Any) -> str | None:
    era, year = _ERAS.get(law.get("Era", "")), law.get("Year", "")
    month, day = law.get("PromulgateMonth") or "", law.get("PromulgateDay") or ""
    if era is None or not year.isdecimal():
        return None
    if not (month.isdecimal() and day.isdecimal()):
        return str(era + int(year))
    try:
        return datetime.date(era + int(year), int(month), int(day)).isoformat()
    except ValueError:
        return str(era + int(year))
