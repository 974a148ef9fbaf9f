"""PDFs read into blocks: the sample's truth, and real documents when they are there."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from pipeline.errors import DamagedFile, EmptyFile, Encrypted, NoTextLayer, NotThatFormat
from pipeline.parse import parse
from pipeline.records import Block, BlockKind, Document

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "corpora" / "sample"
EXPECTED = yaml.safe_load((SAMPLE / "expected.yaml").read_text("utf-8"))["documents"]


def bare(text: str) -> str:
    return re.sub(r"\s+", "", text)


def words(document: Document, block: Block) -> str:
    return document.text[block.span[0] : block.span[1]]


def read(name: str) -> Document:
    path = next(SAMPLE.glob(f"{name}.*"))
    return parse(path, "0" * 64)


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_headings_of_the_sample(name: str) -> None:
    document = read(name)
    headings = [b for b in document.blocks if b.kind is BlockKind.HEADING]
    # The caption of a Japanese article carries the article's number: 第１条（目的）.
    found = {bare((b.number or "") + words(document, b)) for b in headings}
    found |= {bare(words(document, b)) for b in headings if (b.number or "").startswith("第")}
    truth: list[Any] = EXPECTED[name].get("headings") or []
    missing = [h for h in truth if bare((h[2] or "") + h[3]) not in found]
    assert not missing


@pytest.mark.parametrize("name", sorted(n for n in EXPECTED if EXPECTED[n].get("furniture")))
def test_furniture_is_apart_and_in_no_paragraph(name: str) -> None:
    document = read(name)
    furniture = [bare(words(document, b)) for b in document.blocks if b.kind is BlockKind.FURNITURE]
    for line in EXPECTED[name]["furniture"]:
        assert any(part in bare(line) for part in furniture), line
    prose = [bare(words(document, b)) for b in document.blocks if b.kind is BlockKind.PARAGRAPH]
    assert not [p for p in prose if p in {bare(f) for f in EXPECTED[name]["furniture"]}]


@pytest.mark.parametrize("name", sorted(n for n in EXPECTED if EXPECTED[n].get("broken_words")))
def test_divided_words_are_whole(name: str) -> None:
    text = read(name).text
    for word in EXPECTED[name]["broken_words"]:
        assert word in text


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_spans_trails_and_anchors_hold(name: str) -> None:
    document = read(name)
    end = 0
    for position, block in enumerate(document.blocks):
        start, stop = block.span
        assert end <= start < stop <= len(document.text)
        end = stop
        assert block.stem is None or block.stem < position
        for anchor in block.anchors:
            assert start <= anchor.span[0] < anchor.span[1] <= stop
            assert document.pages is None or 1 <= anchor.page <= document.pages
            assert anchor.edges is None or len(anchor.edges) == anchor.span[1] - anchor.span[0] + 1


def test_the_ruled_table_is_rows_of_cells() -> None:
    document = read("alb-guidance-2024")
    rows = [words(document, b) for b in document.blocks if b.kind is BlockKind.TABLE]
    assert len(rows) >= 3
    assert all(row.count(" | ") >= 2 for row in rows)


# --- hostile and broken files --------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", EmptyFile),
        (b"<!DOCTYPE html><title>Not found</title>", NotThatFormat),
        (b"not a pdf at all", NotThatFormat),
        (b"%PDF-1.4\n%garbage\n" + b"\x00\xff" * 500, DamagedFile),
        (b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n", DamagedFile),
    ],
)
def test_broken_files_have_a_name(tmp_path: Path, content: bytes, error: type[Exception]) -> None:
    path = tmp_path / "broken.pdf"
    path.write_bytes(content)
    with pytest.raises(error) as caught:
        parse(path, "0" * 64)
    assert "broken.pdf" in str(caught.value)
    assert caught.value.hint  # type: ignore[attr-defined]


def test_a_scan_is_named(shared_data: Path) -> None:
    scan = shared_data / "policy" / "japan" / "pmda" / "000160131.pdf"
    with pytest.raises(NoTextLayer, match="no text layer"):
        parse(scan, "0" * 64)


@pytest.mark.parametrize(("password", "opens"), [("secret", False), ("", True)])
def test_a_password_is_named_and_an_empty_one_opens(
    tmp_path: Path, password: str, opens: bool
) -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    path = tmp_path / "locked.pdf"
    lock = StandardEncryption(password, ownerPassword="owner", strength=128)
    page = Canvas(str(path), encrypt=lock)
    page.drawString(72, 720, "Institutions shall report foreign funding.")
    page.save()
    if opens:
        assert "shall report" in parse(path, "0" * 64).text
    else:
        with pytest.raises(Encrypted, match="needs a password"):
            parse(path, "0" * 64)


def test_every_hostile_file_ends_in_a_document_or_a_named_problem(shared_data: Path) -> None:
    """PDFs that once broke a PDF library: no crash, no hang, no fault without a name.

    The small ones, which are most; `concord build ../shared/data/robustness` takes them all.
    """
    from pipeline.flow.process import Task, process_all
    from pipeline.records import Source

    every = sorted((shared_data / "robustness").rglob("*.pdf"))
    files = [f for f in every if f.stat().st_size < 100_000]
    tasks = [Task(str(f), "0" * 64, f.stat().st_size, Source(id="", title="")) for f in files]
    outcomes = list(process_all(tasks, jobs=2))
    assert len(outcomes) == len(files) > 60
    named = [o.problem.code for o in outcomes if o.problem]
    assert not {"internal-error", "parse-timeout", "reader-died"} & set(named)
    assert all(o.done or o.problem for o in outcomes)


# --- the seed report -----------------------------------------------------------------------


@pytest.fixture(scope="module")
def seed(shared_data: Path) -> Document:
    return parse(next((shared_data / "seed").glob("*.pdf")), "0" * 64)


def test_seed_headings(seed: Document) -> None:
    found = [b.number for b in seed.blocks if b.kind is BlockKind.HEADING and b.number]
    assert found == ["１．", "２．", "３．", "（１）", "（２）"]


def test_seed_items_and_notes(seed: Document) -> None:
    """As the publisher's text has them: 〇 and ・ items, endnotes i and ii."""
    numbers = [b.number for b in seed.blocks if b.kind is BlockKind.ITEM]
    assert numbers.count("〇") == 20
    assert numbers.count("・") == 11
    notes = [b for b in seed.blocks if b.kind is BlockKind.NOTE]
    assert [b.number for b in notes if b.number] == ["i", "ii"]
    assert {a.page for a in notes[0].anchors} == {6, 7}


def test_seed_note_markers_are_off_the_word(seed: Document) -> None:
    assert "研究セキュリティの確保が世界的な潮流に" in seed.text
    assert {mark for b in seed.blocks for _, mark in b.marks} == {"i", "ii"}


def test_seed_reads_in_ordinary_characters(seed: Document) -> None:
    assert "歯止めをかけ" in seed.text
    assert "成長が見込まれる" in seed.text
    assert len(seed.originals) > 100


def test_openchain_numbers_agree_in_both_languages(shared_data: Path) -> None:
    def numbers(name: str) -> list[str]:
        document = parse(shared_data / "pairs" / "openchain" / name, "0" * 64)
        return sorted(
            {
                b.number
                for b in document.blocks
                if b.number and re.fullmatch(r"\d\.\d(\.\d)?", b.number)
            }
        )

    english, japanese = numbers("2.0.en.pdf"), numbers("2.0.ja.pdf")
    assert len(english) > 25
    assert len(set(english) ^ set(japanese)) <= 2
