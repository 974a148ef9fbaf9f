"""Builds: what changes, what stays, what is refused."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from pipeline import build, check_index, open_index
from pipeline.api import Opened
from pipeline.errors import (
    BadRequest,
    IndexBusy,
    ModelMismatch,
    NoIndex,
    StaleIndex,
    UnknownDocument,
)
from pipeline.index.vectors import file_for
from pipeline.records import Obligation

JA = "# 研究セキュリティ指針\n\n令和6年4月1日\n\n大学は、研究セキュリティの責任者を置かなければならない。\n"
EN = "# Research security policy\n\nInstitutions shall name a research security officer.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of two documents."""
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "ja.md").write_text(JA, encoding="utf-8")
    (docs / "en.md").write_text(EN, encoding="utf-8")
    return docs


def modalities(opened: Opened) -> set[str]:
    """How strongly the English document binds."""
    placed = opened.findings(opened.filters(language="en"))
    return {p.finding.modality.value for p in placed if isinstance(p.finding, Obligation)}


def test_update_replaces_what_changed_and_keeps_the_rest(folder: Path, tmp_path: Path) -> None:
    index = tmp_path / "index"
    first = build([folder], index, jurisdiction="X-ONE")
    assert (len(first.new), first.documents, first.failed) == (2, 2, {})

    again = build([folder], index)
    assert (again.new, again.changed, len(again.unchanged)) == ([], [], 2)
    assert again.generation == first.generation  # nothing changed, nothing written

    (folder / "en.md").write_text(EN.replace("shall", "should"), encoding="utf-8")
    dry = build([folder], index, dry_run=True)
    assert [Path(p).name for p in dry.changed] == ["en.md"]
    with open_index(index) as opened:  # a dry run changes nothing
        assert modalities(opened) == {"must"}

    changed = build([folder], index)
    assert changed.generation == first.generation + 1
    with open_index(index) as opened:
        assert modalities(opened) == {"should"}
        # What was stated once stays stated.
        assert {e.source.jurisdiction for e in opened.index.entries.values()} == {"X-ONE"}
    assert check_index(index).faults == []


def test_prune_removes_only_what_is_gone(folder: Path, tmp_path: Path) -> None:
    index = tmp_path / "index"
    build([folder], index)
    (folder / "ja.md").unlink()
    kept = build([folder], index)
    assert (kept.documents, len(kept.vanished), kept.removed) == (2, 1, [])
    pruned = build([folder], index, prune=True)
    assert (pruned.documents, len(pruned.removed)) == (1, 1)
    assert check_index(index).faults == []


def test_a_document_that_moved_stands_at_its_new_place_alone(folder: Path, tmp_path: Path) -> None:
    index = tmp_path / "index"
    build([folder], index)
    (folder / "new").mkdir()
    (folder / "ja.md").rename(folder / "new" / "ja.md")
    (folder / "en.md").unlink()
    moved = build([folder], index)
    assert [Path(p).name for p in moved.vanished] == ["en.md"]  # gone, and kept without --prune
    with open_index(index) as opened:
        listed = {Path(d["path"]).relative_to(folder).as_posix() for d in opened.documents()}
    assert listed == {"new/ja.md", "en.md"}
    assert check_index(index).faults == []


@pytest.mark.parametrize("text", [JA, EN])
def test_a_copy_under_a_name_that_cannot_be_read_hides_nothing(tmp_path: Path, text: str) -> None:
    """A web page saved as .pdf comes first by name; the same page saved as .html is read."""
    page = f"<!DOCTYPE html><html><body><p>{text.splitlines()[-1]}</p></body></html>"
    docs = tmp_path / "docs"
    docs.mkdir()
    for name in ("a.pdf", "b.html", "c.htm"):
        (docs / name).write_text(page, "utf-8")
    report = build([docs], tmp_path / "index")
    assert report.documents == 1
    assert [Path(p).name for p in report.failed] == ["a.pdf"]
    assert [Path(p).name for p in report.copies] == ["c.htm"]
    again = build([docs], tmp_path / "index")
    assert (again.documents, again.generation) == (1, report.generation)


def test_what_is_passed_by_is_counted_and_a_dead_link_named(folder: Path, tmp_path: Path) -> None:
    for name in ("scan.png", "photo.PNG", "all.zip", ".hidden.zip"):
        (folder / name).write_bytes(b"x")
    (folder / "指針.pdf").symlink_to(tmp_path / "nowhere.pdf")
    report = build([folder], tmp_path / "index")
    assert dict(report.passed) == {".png": 2, ".zip": 1}
    assert {Path(p).name: reason for p, reason in report.failed.items()} == {
        "指針.pdf": "cannot be opened: No such file or directory"
    }


@pytest.mark.parametrize("name", ["日本", "Japan", "jp"])
def test_a_jurisdiction_may_be_called_by_its_name(folder: Path, tmp_path: Path, name: str) -> None:
    build([folder], tmp_path / "index", jurisdiction=name)
    with open_index(tmp_path / "index") as opened:
        assert {e.source.jurisdiction for e in opened.index.entries.values()} == {"JP"}
        for asked in ("日本", "Japan", "JP"):
            assert opened.search("security", filters=opened.filters(jurisdictions=[asked]))
        for asked in ("英国", "UK"):
            with pytest.raises(BadRequest, match=f"no document of jurisdiction '{asked}'|'GB'"):
                opened.filters(jurisdictions=[asked])


def test_a_whole_name_is_no_start_of_another(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    docs.mkdir()
    for name in ("rules.md", "rules-ja.md", "指針.md", "指針-概要.md"):
        (docs / name).write_text(f"# {name}\n\n{EN}", "utf-8")
    build([docs], tmp_path / "index")
    with open_index(tmp_path / "index") as opened:
        for name in ("rules", "指針", "Rules"):
            assert Path(opened.index.entries[opened.index.find(name)].path).stem == name.lower()
        for name in ("rule", "指"):
            with pytest.raises(UnknownDocument, match="may mean 2 documents"):
                opened.index.find(name)


def test_unreadable_files_are_named_and_the_build_goes_on(folder: Path, tmp_path: Path) -> None:
    (folder / "empty.pdf").write_bytes(b"")
    (folder / "page.pdf").write_text("<!DOCTYPE html><html><body>404</body></html>")
    (folder / "cut.pdf").write_bytes(b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 40)
    (folder / "slides.key").write_bytes(b"PK\x03\x04rest")
    report = build([folder], tmp_path / "index")
    assert report.documents == 2
    assert {Path(p).name for p in report.failed} == {
        "empty.pdf", "page.pdf", "cut.pdf", "binary.txt", "slides.key",
    }  # fmt: skip
    with open_index(tmp_path / "index") as opened:
        lines = {Path(d["path"]).name: d for d in opened.documents()}
    assert len(lines) == 7
    for name, code in (
        ("empty.pdf", "empty-file"),
        ("page.pdf", "not-that-format"),
        ("cut.pdf", "damaged-file"),
        ("slides.key", "unsupported-format"),
    ):
        assert lines[name]["status"] == "failed"
        assert lines[name]["problems"][0]["code"] == code


def test_the_same_bytes_are_indexed_once(folder: Path, tmp_path: Path) -> None:
    shutil.copy(folder / "en.md", folder / "copy.md")
    report = build([folder], tmp_path / "index")
    assert report.documents == 2
    assert len(report.copies) == 1
    with open_index(tmp_path / "index") as opened:
        assert any(
            "the same bytes" in p["message"] for d in opened.documents() for p in d["problems"]
        )


def test_order_of_arrival_changes_nothing(folder: Path, tmp_path: Path) -> None:
    build([folder], tmp_path / "together")
    build([folder / "ja.md"], tmp_path / "apart")
    build([folder / "en.md"], tmp_path / "apart")
    answers = []
    for name in ("together", "apart"):
        with open_index(tmp_path / name) as opened:
            hits = opened.search("who names the research security officer?", k=5)
            answers.append([(h.segment.id, h.score) for h in hits])
    together, apart = answers
    assert [name for name, _ in together] == [name for name, _ in apart]
    # What is embedded beside a text moves the last bits of its rows, and a token's 8 bits by one.
    assert [score for _, score in together] == pytest.approx([s for _, s in apart], abs=0.005)


def test_refusals(folder: Path, tmp_path: Path) -> None:
    index = tmp_path / "index"
    with pytest.raises(BadRequest, match="no such file"):
        build([tmp_path / "nowhere"], index)
    with pytest.raises(NoIndex):
        open_index(index)
    build([folder], index)
    with pytest.raises(ModelMismatch, match="e5-small"):
        build([folder], index, model="use-multilingual")
    from filelock import FileLock

    with FileLock(index / "build.lock"), pytest.raises(IndexBusy):
        build([folder], index)
    with sqlite3.connect(index / "index.sqlite") as db:
        db.execute("UPDATE meta SET value = '0' WHERE key = 'format'")
    with pytest.raises(StaleIndex, match="format 0"):
        open_index(index)


def test_a_lost_faiss_file_costs_speed_not_answers(folder: Path, tmp_path: Path) -> None:
    index = tmp_path / "index"
    build([folder], index)
    with open_index(index) as opened:
        before = [h.segment.id for h in opened.search("officer", k=3)]
    with open_index(index) as opened:
        file_for(index, opened.index.label("e5-small", "en")).unlink()
    health = check_index(index)
    assert not health.sound
    with open_index(index) as opened:
        assert [h.segment.id for h in opened.search("officer", k=3)] == before
    assert any("FAISS" in line for line in check_index(index, mend=True).repaired)
    assert check_index(index).sound


def test_faults_are_found_and_mended(folder: Path, tmp_path: Path) -> None:
    index = tmp_path / "index"
    build([folder], index)
    with sqlite3.connect(index / "index.sqlite") as db:
        db.execute("UPDATE segments SET text = 'forged' WHERE key = 2")
        db.execute("DELETE FROM words WHERE rowid = 3")
    health = check_index(index)
    assert len(health.faults) == 2
    check_index(index, mend=True)
    assert check_index(index).sound
    report = build([folder], index)
    assert report.documents == 2
    assert check_index(index).sound


@pytest.mark.parametrize(
    "asked", ["who names the research security officer?", "研究セキュリティ責任者は誰が指名するか"]
)
def test_lost_rows_of_tokens_are_noticed_and_read_anew(
    folder: Path, tmp_path: Path, asked: str
) -> None:
    index = tmp_path / "index"
    build([folder], index)
    with open_index(index) as opened:
        before = [(h.segment.id, h.score) for h in opened.search(asked, k=3)]
    with sqlite3.connect(index / "index.sqlite") as db:
        db.execute("DELETE FROM token_rows")
    with open_index(index) as opened:
        lamed = opened.search(asked, k=3)
        assert lamed
        assert not any(h.weak for h in opened.search("price of herring in Norway", k=3))
    assert [(h.segment.id, h.score) for h in lamed] != before  # they count
    assert any("rows of their tokens" in line for line in check_index(index).faults)
    check_index(index, mend=True)
    build([folder], index)
    assert check_index(index).sound
    with open_index(index) as opened:
        after = [(h.segment.id, h.score) for h in opened.search(asked, k=3)]
    assert [name for name, _ in after] == [name for name, _ in before]


def test_a_third_language_is_marked_searched_and_bears_no_duties(tmp_path: Path) -> None:
    french = (
        "Les établissements doivent déclarer tout financement provenant de l'étranger avant de"
        " signer un accord de recherche avec un partenaire.\n\n"
    )
    remark = "Institutions should declare all of the funding that they have had from abroad.\n"
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "fr.md").write_text(f"# Financement\n\n{french * 3}{remark}", "utf-8")
    (docs / "mixed.md").write_text(f"{EN}\n{french}{JA}\n{remark}", "utf-8")
    build([docs], tmp_path / "index")
    with open_index(tmp_path / "index") as opened:
        lines = {Path(str(d["path"])).name: d for d in opened.documents()}
        assert (lines["fr.md"]["language"], lines["fr.md"]["findings"]) == ("fr", 0)
        assert lines["fr.md"]["status"] == "partial"
        assert lines["mixed.md"]["status"] == "ok"
        assert lines["mixed.md"]["findings"] == 3
        found = opened.search("financement provenant de l'étranger", k=3)
        assert "fr" in {hit.segment.language for hit in found}
