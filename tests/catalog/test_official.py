"""The shipped catalogue: every sheet has what it needs, and the commands that list it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline.catalog import Sheet, official
from pipeline.cli import main

JURISDICTIONS = set("G7 OECD INT EU JP US CA GB DE FR IT NL AU KR NO SE DK FI CH".split())


@pytest.fixture(scope="module")
def sheets() -> tuple[Sheet, ...]:
    return official()


def test_every_document_of_the_table_is_there(sheets: tuple[Sheet, ...]) -> None:
    assert len(sheets) == len({s.id for s in sheets}) == 222
    assert {s.record.jurisdiction for s in sheets} == JURISDICTIONS


def test_every_sheet_has_what_a_citation_needs(sheets: tuple[Sheet, ...]) -> None:
    for sheet in sheets:
        record, facts = sheet.record, sheet.facts
        assert record.title and record.issuer and record.language and record.type, sheet.id
        assert record.url and re.match(r"https?://", record.url), sheet.id
        assert facts.force and facts.certainty and facts.url_kind and facts.tier, sheet.id
        assert record.date is None or re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", record.date)
        assert record.binding is {"binding": True, "non-binding": False}.get(facts.force), sheet.id
        assert record.language != "ja" or dict(sheet.titles).get("en"), (
            f"{sheet.id}: no English title"
        )
        assert not re.match(r"[\[(]", record.title), f"{sheet.id}: a mark in the title"


def test_uncertainty_is_kept(sheets: tuple[Sheet, ...]) -> None:
    counts = {
        c: sum(s.facts.certainty == c for s in sheets) for c in ("verified", "cited", "unverified")
    }
    assert counts == {"verified": 136, "cited": 9, "unverified": 77}
    by_id = {s.id: s for s in sheets}
    assert by_id["jp-cao-integrity-checklist-researchers"].facts.title_kind == "provisional"
    assert by_id["us-doe-2024-rtes-framework"].facts.title_kind == "descriptive"
    assert sum(s.record.date is None for s in sheets) == 8


def test_list_filters_and_says_what_is_indexed(sample_index: Path) -> None:
    def lines(*words: str) -> list[dict[str, object]]:
        asked = ["catalogue", *words, "--format", "jsonl", "--index", str(sample_index)]
        result = CliRunner().invoke(main, asked)
        assert result.exit_code == 0, result.output
        return [json.loads(line) for line in result.output.splitlines()]

    assert len(lines()) == 222
    japanese = lines("--jurisdiction", "jp", "--type", "law")
    assert japanese and {e["jurisdiction"] for e in japanese} == {"JP"}
    assert [e["id"] for e in lines("研究セキュリティ", "手順書")] == [
        "jp-cao-2025-research-security-procedures"
    ]
    assert {e["certainty"] for e in lines("--certainty", "cited")} == {"cited"}
    assert lines("--indexed") == []
    wrong = CliRunner().invoke(main, ["catalogue", "--jurisdiction", "XX"])
    assert wrong.exit_code == 1 and "choose from" in wrong.output


def test_text_names_both_titles_and_certainty(tmp_path: Path) -> None:
    asked = ["catalogue", "対応方針について", "--index", str(tmp_path)]
    shown = CliRunner().invoke(main, asked).output
    assert "(en)" in shown and "verified" in shown and "1 documents known, 0 of them" in shown


def test_building_the_catalogue_says_that_there_are_no_files(root: Path, tmp_path: Path) -> None:
    folder = tmp_path / "index"
    asked = ["build", str(root / "corpora" / "research-security"), "--index", str(folder)]
    result = CliRunner().invoke(main, asked)
    assert result.exit_code == 0
    assert "222 sheets tell of documents that are not there" in result.output
    assert "by hand" in result.output and not folder.exists()


def test_a_title_or_the_same_id_makes_an_entry_indexed() -> None:
    from pipeline.query.resolve import Resolver
    from pipeline.records import Source

    entry = Source("x-1", "研究の安全に関する指針", "ja")
    assert (
        Resolver([Source("own", "研究の安全に関する指針（令和３年４月１日）", "ja")], ()).same(
            entry
        )
        == "own"
    )
    assert Resolver([Source("x-1", "Another Title", "en")], ()).same(entry) == "x-1"
    assert Resolver([Source("own", "研究の安全に関する別の指針", "ja")], ()).same(entry) is None
