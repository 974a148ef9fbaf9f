"""The sample collection: sheets, files and expected readings agree.

The text is read with pdfplumber directly, not by the parser that these files test.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from pipeline.catalog import Sheet, load_sheets, match
from pipeline.records import Modality, Role
from pipeline.text.radicals import fold_radicals, radicals_in

if TYPE_CHECKING:
    from pdfplumber.pdf import PDF

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "corpora" / "sample"
MARK = 7.5  # points: note marks are at most 7.3, running heads 8


@cache
def expected() -> dict[str, Any]:
    import yaml

    loaded: dict[str, Any] = yaml.safe_load((SAMPLE / "expected.yaml").read_text("utf-8"))
    return loaded


@cache
def sheets() -> dict[str, Sheet]:
    return {sheet.id: sheet for sheet in load_sheets(SAMPLE)}


DOCUMENTS = sorted(expected()["documents"])
PDFS = [name for name in DOCUMENTS if (SAMPLE / f"{name}.pdf").is_file()]


def fold(text: str) -> str:
    """Undo line ends, hyphenation and radicals, so that quotes can be compared."""
    return re.sub(r"[\s\u00ad\u2010-]+", "", fold_radicals(text))


@cache
def pages(name: str) -> tuple[str, ...]:
    """Give a document's pages, folded and without note marks; other formats are one page."""
    file = sheets()[name].file
    assert file is not None
    if file.suffix == ".pdf":
        with open_pdf(name) as pdf:
            return tuple(fold(_without_marks(page.chars)) for page in pdf.pages)
    if file.suffix == ".docx":
        import docx

        document = docx.Document(str(file))
        cells = [c.text for table in document.tables for row in table.rows for c in row.cells]
        return (fold("".join([p.text for p in document.paragraphs] + cells)),)
    return (fold(re.sub(r"[*]|\[\^1\](?!:)", "", file.read_text("utf-8"))),)


def open_pdf(name: str) -> PDF:
    """Open the PDF of a document."""
    import pdfplumber

    return pdfplumber.open(SAMPLE / f"{name}.pdf")


def _without_marks(chars: list[dict[str, Any]]) -> str:
    return "".join(c["text"] for c in chars if c["size"] > MARK)


def quotes(name: str) -> Iterator[tuple[int | None, str]]:
    """Give each quote of a document with the page that it should stand on."""
    document = expected()["documents"][name]
    for kind in ("obligations", "definitions"):
        for entry in document.get(kind, ()):
            yield entry["page"], entry.get("quote", entry.get("body"))


def places(name: str, quote: str) -> list[int]:
    """List the pages, from 1, on which a quote stands, once for each time."""
    text = pages(name)
    return [n for n, page in enumerate(text, 1) for _ in range(page.count(fold(quote)))]


def test_every_file_has_a_sheet_and_a_reading() -> None:
    described = {sheet.file for sheet in sheets().values()}
    kept = {p for p in SAMPLE.iterdir() if p.suffix in {".pdf", ".docx", ".md"}}
    assert kept - described == {SAMPLE / "README.md"}
    assert described <= kept
    assert sorted(sheets()) == DOCUMENTS
    for sheet in sheets().values():
        assert sheet.file is not None
        assert match(list(sheets().values()), sheet.file) is sheet
        assert match(list(sheets().values()), Path("copy.bin"), sheet.sha256) is sheet


def test_the_collection_is_small_and_covers_both_languages() -> None:
    assert sum(p.stat().st_size for p in SAMPLE.rglob("*") if p.is_file()) < 3_000_000
    assert len({sheet.record.jurisdiction for sheet in sheets().values()}) == 5
    documents = expected()["documents"]
    for language in ("ja", "en"):
        held = [documents[n] for n in DOCUMENTS if sheets()[n].record.language == language]
        assert sum(len(d["obligations"]) for d in held) >= 60
        assert sum(len(d["definitions"]) for d in held) >= 12


@pytest.mark.parametrize("name", DOCUMENTS)
def test_documents_say_that_they_are_fictional(name: str) -> None:
    record = sheets()[name].record
    word = "架空のサンプル" if record.language == "ja" else "fictionalsample"
    assert word in pages(name)[0].lower()
    assert word in fold(record.terms or "").lower()
    assert (record.jurisdiction or "").startswith("X-")


@pytest.mark.parametrize("name", DOCUMENTS)
def test_quotes_stand_once_on_their_page(name: str) -> None:
    is_pdf = name in PDFS
    for page, quote in quotes(name):
        if is_pdf:
            assert page in places(name, quote), quote
        else:
            assert page is None and places(name, quote), quote
    document = expected()["documents"][name]
    once = [e["quote"] for e in document["obligations"]] + document.get("debatable", [])
    for quote in once + document.get("silent", []):
        assert len(places(name, quote)) == 1, quote
    for reference in document.get("references", ()):
        assert places(name, reference["quote"]), reference
        assert reference["document"] in DOCUMENTS


@pytest.mark.parametrize("name", DOCUMENTS)
def test_readings_use_the_words_of_the_records(name: str) -> None:
    for entry in expected()["documents"][name]["obligations"]:
        kinds = entry["modality"] if isinstance(entry["modality"], list) else [entry["modality"]]
        assert set(kinds) <= set(Modality)
        assert entry["role"] is None or Role(entry["role"])
        assert entry.get("from") in {None, "stem", "previous"}
        if entry["bearer"] is not None:
            assert places(name, entry["bearer"]), entry
            if "from" not in entry and sheets()[name].record.language == "en":
                whole = fold("".join(pages(name)))
                before = whole[: whole.index(fold(entry["quote"])) + len(fold(entry["quote"]))]
                assert fold(entry["bearer"]) in before[-250:], entry
    for entry in expected()["documents"][name]["definitions"]:
        assert places(name, entry["term"])
        assert entry["source"] is None or places(name, entry["source"])


@pytest.mark.parametrize("name", DOCUMENTS)
def test_headings_stand_on_their_page(name: str) -> None:
    for page, level, number, title in expected()["documents"][name]["headings"]:
        assert level in {1, 2}
        text = pages(name)[(page or 1) - 1]
        assert fold((number or "") + title) in text
    for article in expected()["documents"][name].get("articles", ()):
        assert places(name, article)


@pytest.mark.parametrize("name", PDFS)
def test_furniture_stands_on_every_page(name: str) -> None:
    furniture = {fold(line) for line in expected()["documents"][name]["furniture"]}
    with open_pdf(name) as pdf:
        assert 2 <= len(pdf.pages) <= 4
        for page in pdf.pages:
            lines = [fold(line["text"]) for line in page.extract_text_lines()]
            assert lines[0] in furniture and lines[-1] in furniture
            assert lines[0] != lines[-1]


@pytest.mark.parametrize("name", [n for n in PDFS if "tables" in expected()["documents"][n]])
def test_tables_are_ruled(name: str) -> None:
    with open_pdf(name) as pdf:
        for wanted in expected()["documents"][name]["tables"]:
            page = pdf.pages[wanted["page"] - 1]
            found = [t for t in page.extract_tables() if len(t) > 1]
            assert [len(t) - 1 for t in found] == [wanted["rows"]]
            assert found[0][0] == wanted["header"]
            assert places(name, wanted["caption"]) == [wanted["page"]]


@pytest.mark.parametrize("name", [n for n in PDFS if "notes" in expected()["documents"][n]])
def test_note_marks_are_small_and_raised(name: str) -> None:
    for note in expected()["documents"][name]["notes"]:
        assert places(name, note["begins"]) == [note["page"]]
        with open_pdf(name) as pdf:
            chars = [c for page in pdf.pages for c in page.chars]
        for at, char in enumerate(chars):
            small = "".join(c["text"] for c in chars[at : at + len(note["mark"])])
            if small == note["mark"] and char["size"] <= MARK < chars[at - 1]["size"]:
                assert char["bottom"] < chars[at - 1]["bottom"] - 1
                break
        else:
            pytest.fail(f"no mark {note['mark']}")


@pytest.mark.parametrize("name", [n for n in PDFS if "contents" in expected()["documents"][n]])
def test_contents_have_dot_leaders(name: str) -> None:
    contents = expected()["documents"][name]["contents"]
    with open_pdf(name) as pdf:
        text = pdf.pages[contents["page"] - 1].extract_text()
    leaders = re.findall(r"^.+?\.{10,} \d$", text, re.MULTILINE)
    assert len(leaders) == contents["lines"] == len(expected()["documents"][name]["headings"])


@pytest.mark.parametrize("name", [n for n in PDFS if "broken_words" in expected()["documents"][n]])
def test_words_are_divided_at_line_ends(name: str) -> None:
    document = expected()["documents"][name]
    columns = document.get("columns", 1)
    text = ""
    with open_pdf(name) as pdf:
        for page in pdf.pages:
            for column in range(columns):
                left = column * page.width / columns
                part = page.crop((left, 0, left + page.width / columns, page.height))
                text += part.extract_text() + "\n"
    # Between the halves: the rest of a table row, or the furniture of two pages.
    for word in document["broken_words"]:
        cuts = "|".join(
            rf"\b{re.escape(word[:i])}-(?:\n(?:.*\n){{0,2}}| .*\n){re.escape(word[i:])}"
            for i in range(2, len(word) - 1)
        )
        assert re.search(cuts, text), word


@pytest.mark.parametrize("name", PDFS)
def test_radicals_stand_only_where_they_should(name: str) -> None:
    with open_pdf(name) as pdf:
        text = "".join(page.extract_text() for page in pdf.pages)
    found = {char for _, char in radicals_in(text)}
    if expected()["documents"][name].get("radicals"):
        assert len(found) >= 25
        assert found & set("⽇⼤⽤⽣⼈") and found & set("⻑⺠⻄⻘⻭")
        assert "人" not in text and "大" not in text
    else:
        assert not found


def test_the_translation_has_the_same_sections() -> None:
    documents = expected()["documents"]
    for name in DOCUMENTS:
        if (original := sheets()[name].record.translation_of) is None:
            continue
        numbers = [
            [(level, int(re.sub(r"\D", "", number))) for _, level, number, _ in d["headings"]]
            for d in (documents[original], documents[name])
        ]
        assert numbers[0] == numbers[1]


def test_changes_alignments_and_comparison_quote_the_documents() -> None:
    reading = expected()
    for pair in reading["changes"]:
        assert sheets()[pair["after"]].record.supersedes == pair["before"]
        kinds = {change["kind"] for change in pair["list"]}
        assert kinds >= {"stronger", "weaker", "new", "removed", "bearer", "definition"}
        for change in pair["list"]:
            for side in ("before", "after"):
                assert change[side] is None or places(pair[side], change[side]), change
            assert (change["before"] is None) == (change["kind"] == "new")
            assert (change["after"] is None) == (change["kind"] == "removed")
    for pair in reading["alignments"]:
        for original, translation in pair["pairs"]:
            assert places(pair["original"], original), original
            assert places(pair["translation"], translation), translation
    for row in reading["comparison"]:
        assert row.keys() == {"row", "X-GNP", "X-OIR", "X-HIN", "X-ALB", "X-VEL"}
        for jurisdiction, cell in row.items():
            if jurisdiction == "row" or cell is None:
                continue
            assert sheets()[cell["document"]].record.jurisdiction == jurisdiction
            assert places(cell["document"], cell["quote"]), cell
    silent = [cell for row in reading["comparison"] for cell in row.values() if cell is None]
    assert len(silent) >= 10


def test_building_again_gives_the_same_files() -> None:
    pytest.importorskip("typst", reason="the extra `sample` is not installed")
    script = ROOT / "scripts" / "build_sample"
    done = subprocess.run([sys.executable, script, "--check"], capture_output=True, text=True)
    if "Fonts not found" in done.stderr or "another version" in done.stderr:
        pytest.skip(f"the sample was built with other tools: {done.stderr.splitlines()[0]}")
    assert done.returncode == 0, done.stdout + done.stderr
