"""Text recognised in a picture is marked wherever it is quoted, in both languages."""

from __future__ import annotations

import csv
import io
import json
import shutil
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pipeline.api import open_index
from pipeline.cli import main
from pipeline.parse.assembly import assemble
from pipeline.parse.markdown import read_markdown
from pipeline.records import Document
from pipeline.report.lines import quotation_line
from pipeline.report.markdown import markdown

SCANS = {"hin-guideline-2024": "ja", "alb-guidance-2024": "en"}
SAID = {"en": "text recognised in a scan", "ja": "画像から文字認識した本文"}


@pytest.fixture(scope="module")
def index(sample_index: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample, as if every page of two of its documents were scans."""
    folder = tmp_path_factory.mktemp("scans") / "index"
    shutil.copytree(sample_index, folder)
    db = sqlite3.connect(folder / "index.sqlite")
    pages = json.dumps(list(range(1, 40)))
    with db:
        for name in SCANS:
            changed = db.execute(
                "UPDATE documents SET recognised = ? WHERE id = ?", (pages, name)
            ).rowcount
            assert changed == 1
    db.close()
    return folder


def run(index: Path, *asked: str) -> Result:
    result = CliRunner().invoke(main, [*asked, "--index", str(index)])
    assert result.exit_code == 0, result.output
    return result


@pytest.mark.parametrize("language", ["en", "ja"])
def test_cells_of_a_comparison(index: Path, tmp_path: Path, language: str) -> None:
    texts = {}
    for form in ("md", "html", "csv", "json"):
        out = tmp_path / f"table.{form}"
        columns = ",".join([*SCANS, "gnp-principles-2022"])
        run(index, "compare", "--columns", columns, "--language", language, "--out", str(out))
        texts[form] = out.read_text("utf-8-sig")
    cells = [line for line in csv.DictReader(io.StringIO(texts["csv"])) if line["page"]]
    assert {line["document"] for line in cells} == {*SCANS, "gnp-principles-2022"}
    assert all((line["recognised"] == "True") is (line["document"] in SCANS) for line in cells)
    marked = sum(line["recognised"] == "True" for line in cells)
    for form in ("md", "html"):
        assert texts[form].count(SAID[language]) >= marked > 0
    claims = [
        claim
        for row in json.loads(texts["json"])["rows"]
        for cell in row["cells"].values()
        for claim in cell["claims"]
    ]
    assert all(c["recognised"] is (c["document"] in SCANS) for c in claims)


@pytest.mark.parametrize(
    ("term", "name"), [("研究セキュリティ", "hin"), ("research security", "alb")]
)
def test_definitions(index: Path, term: str, name: str) -> None:
    document = next(d for d in SCANS if d.startswith(name))
    found = run(index, "define", term, "--format", "jsonl").stdout.splitlines()
    lines = [json.loads(line) for line in found]
    assert {d["document"] for d in lines if d["recognised"]} <= set(SCANS)
    assert any(d["document"] == document and d["recognised"] for d in lines)
    assert SAID["en"] in run(index, "define", term).stdout


@pytest.mark.parametrize("name", sorted(SCANS))
def test_documents_shown(index: Path, name: str) -> None:
    shown = run(index, "show", name).stdout.rstrip().splitlines()
    assert all("‹recognised›" in line for line in shown if line.startswith("p. "))
    blocks = run(index, "show", name, "--format", "jsonl").stdout.splitlines()
    assert all(json.loads(block)["recognised"] for block in blocks)
    written = run(index, "show", name, "--format", "markdown").stdout
    first = {"ja": "‹1頁：画像から文字認識した本文", "en": "‹p. 1: text recognised in a scan"}
    assert written.count(first[SCANS[name]]) == 1
    other = run(index, "show", "gnp-principles-2022", "--format", "markdown").stdout
    assert "recognised in a scan" not in other


@pytest.mark.parametrize("name", sorted(SCANS))
def test_marks_are_not_read_back_as_words(index: Path, name: str) -> None:
    def again(document: Document) -> Document:
        drafts = read_markdown(markdown(document).encode()).drafts
        return assemble(document.source, drafts, None)

    with open_index(index) as opened:
        marked = opened.document(name)
    plain = replace(marked, recognised=())
    assert markdown(marked) != markdown(plain)
    assert again(marked).text == again(plain).text
    assert [b.kind for b in again(marked).blocks] == [b.kind for b in again(plain).blocks]


def test_shared_passages(index: Path) -> None:
    with open_index(index) as opened:
        entries = opened.index.entries
        lines = [quotation_line(q, entries) for q in opened.quotations()]
    assert lines
    for line in lines:
        assert line["recognised"] is (line["document"] in SCANS)
        assert line["original_recognised"] is (line["original"] in SCANS)
    assert SAID["en"] in run(index, "quotations", "--versions").stdout


@pytest.mark.parametrize("scan", list(SCANS))
def test_pairs_of_an_alignment(index: Path, tmp_path: Path, scan: str) -> None:
    names = ["align", scan, "gnp-principles-2022", "--order", "free"]
    lines = [json.loads(x) for x in run(index, *names, "--format", "jsonl").stdout.splitlines()]
    assert any(line["left"] and line["right"] for line in lines)
    assert all(line["left_recognised"] is bool(line["left"]) for line in lines)
    assert not any(line["right_recognised"] for line in lines)
    marked = sum(line["left_recognised"] for line in lines)
    for ending in ("txt", "html"):
        out = tmp_path / f"pairs.{ending}"
        run(index, *names, "--out", str(out))
        assert out.read_text("utf-8").count(SAID["en"]) == marked > 0
