"""Tables of real documents, measured against what was counted on the rendered pages.

`pytest tests/parse/test_pdf_tables_truth.py -s` prints every table that is missing, wrong or too
many, and the figures. The floors are what was reached; they may rise.
"""

from __future__ import annotations

import hashlib
import re
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import yaml

from pipeline.parse import parse
from pipeline.records import Document
from pipeline.tables import Table, tables

TRUTH: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "tables_truth.yaml").read_text("utf-8")
)


@dataclass
class Tally:
    """How many tables there are, were found, and are right."""

    expected: int = 0
    found: int = 0
    too_many: int = 0
    shape: int = 0  # rows and columns right
    headings: list[int] = field(default_factory=lambda: [0, 0])  # right, known
    cells: list[int] = field(default_factory=lambda: [0, 0])

    def note(self, line: str) -> None:
        """Show a line where pytest shows output."""
        sys.stdout.write(line + "\n")

    @property
    def recall(self) -> float:
        return self.found / self.expected

    @property
    def precision(self) -> float:
        return self.found / (self.found + self.too_many)


def numbers(pages: str) -> list[int]:
    found: list[int] = []
    for part in pages.split(","):
        first, _, last = part.partition("-")
        found += range(int(first), int(last or first) + 1)
    return found


def excerpt(source: Path, pages: list[int], out: Path) -> Path:
    """Copy some pages of a PDF into a PDF of their own."""
    import pypdfium2 as pdfium

    whole = pdfium.PdfDocument(source)
    part = pdfium.PdfDocument.new()
    part.import_pages(whole, [n - 1 for n in pages])
    part.save(out)
    return out


def key(text: str) -> str:
    return hashlib.sha256(re.sub(r"\s", "", text).encode()).hexdigest()[:10]


def compare(
    name: str, document: Document, pages: list[int], truth: list[Any], tally: Tally
) -> None:
    by_page: dict[int, list[Table]] = {}
    for table in tables(document).values():
        by_page.setdefault(pages[table.cells[0].places[0][0] - 1], []).append(table)
    tally.expected += len(truth)
    for wanted in truth:
        here = by_page.get(wanted["page"], [])
        if not here:
            tally.note(f"{name} p{wanted['page']}: missing {wanted['rows']} x {wanted['columns']}")
            continue
        tally.found += 1
        table = here.pop(0)
        right = (table.height, table.width) == (wanted["rows"], wanted["columns"])
        tally.shape += right
        if not right:
            tally.note(
                f"{name} p{wanted['page']}: {table.height} x {table.width},"
                f" not {wanted['rows']} x {wanted['columns']}"
            )
        if wanted["headings"] is not None:
            tally.headings[0] += table.heading_rows() == wanted["headings"]
            tally.headings[1] += 1
            if table.heading_rows() != wanted["headings"]:
                tally.note(f"{name} p{wanted['page']}: {table.heading_rows()} heading rows")
        words = {
            f"{c.row},{c.column}": key(document.text[c.span[0] : c.span[1]]) for c in table.cells
        }
        for place, hashed in wanted["cells"].items():
            tally.cells[0] += words.get(place) == hashed
            tally.cells[1] += 1
            if words.get(place) != hashed:
                tally.note(f"{name} p{wanted['page']}: cell {place} differs")
    for page, left in by_page.items():
        for table in left:
            tally.too_many += 1
            tally.note(f"{name} p{page}: none expected, {table.height} x {table.width} found")


@pytest.mark.slow
def test_tables_of_real_documents(shared_data: Path, tmp_path: Path) -> None:
    tally = Tally()
    for at, entry in enumerate(TRUTH):
        pages = numbers(entry["pages"])
        path = excerpt(shared_data / entry["file"], pages, tmp_path / f"{at}.pdf")
        document = parse(path, "0" * 64)
        compare(Path(entry["file"]).name, document, pages, entry["tables"], tally)
    tally.note(
        f"{tally.expected} tables: recall {tally.recall:.3f}, precision {tally.precision:.3f},"
        f" shape {tally.shape}/{tally.found}, headings {tally.headings[0]}/{tally.headings[1]},"
        f" cells {tally.cells[0]}/{tally.cells[1]}"
    )
    assert tally.recall >= 0.95
    assert tally.precision >= 0.95
    assert tally.shape >= 0.9 * tally.found
    assert tally.headings[0] >= 0.9 * tally.headings[1]
    assert tally.cells[0] >= 0.95 * tally.cells[1]
