"""Comparisons as people read them: grouped, with lead-ins, owners and originals."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.api import open_index
from pipeline.errors import UnknownDocument
from pipeline.query.compare import Comparison, Status
from pipeline.report.tables import overview, render


@pytest.fixture(scope="module")
def table(sample_index: Path) -> Iterator[Comparison]:
    with open_index(sample_index) as concord:
        yield concord.compare(columns=["X-HIN", "X-ALB", "X-VEL", "X-NONE"])


@pytest.mark.parametrize(
    ("language", "group", "silent", "columns"),
    [
        ("en", "Disclosure", "searched 1 document, nothing found", "1 document<"),
        ("ja", "開示・申告", "1件の文書を検索したが該当なし", "1件の文書<"),
    ],
)
def test_a_web_page_is_grouped_and_says_what_was_searched(
    table: Comparison, language: str, group: str, silent: str, columns: str
) -> None:
    page = render(table, "html", language)
    assert page.startswith(f'<!doctype html>\n<html lang="{language}">')
    assert len(re.findall("<tr class=group>", page)) == sum(bool(r.group) for r in table.rows)
    assert f">{group}</th></tr>" in page and silent in page and columns in page
    assert page.count("<col") - 1 == len(table.columns) + 1
    assert '<blockquote lang="ja">' in page and '<blockquote lang="en">' in page
    assert "@media print" in page
    assert ("<b>義務 · " in page) is (language == "ja")
    assert ("<b>must · " in page) is (language == "en")
    assert len(re.findall(r"<script|https?://", page)) == 0


def test_a_quotation_says_whose_it_is_and_shows_its_original(table: Comparison) -> None:
    written = render(table, "md", "ja")
    assert "「北方連携国グループ」を引用" in written
    assert "訳文: “" in written  # the English edition of a guideline's definition
    assert "\n| **用語** |" in written
    assert all(line.count("|") >= 6 for line in written.splitlines() if line.startswith("|"))


def test_a_list_item_comes_with_the_words_it_continues(table: Comparison) -> None:
    stems = [
        hit.segment.stem for row in table.rows for cell in row.cells for hit in cell.claims
        if hit.segment.stem
    ]  # fmt: skip
    assert stems
    page = render(table, "html", "en")
    assert f"<span class=stem>{stems[0][:40]}" in page


def test_every_form_holds_the_same_claims(table: Comparison) -> None:
    claims = [h.segment.id for row in table.rows for cell in row.cells for h in cell.claims]
    read = json.loads(render(table, "json", "en"))
    lines = list(csv.DictReader(io.StringIO(render(table, "csv", "en"))))
    assert [
        claim["id"] for row in read["rows"] for cell in row["cells"].values()
        for claim in cell["claims"]
    ] == claims  # fmt: skip
    assert [line["segment"] for line in lines if line["status"] == "found"] == claims
    assert all(line["group"] for line in lines)
    page, written = render(table, "html", "en"), render(table, "md", "en")
    assert all(f"[{name}]" in page and f"[{name}]" in written for name in claims)


def test_the_overview_tells_what_is_quoted_only_by_others(table: Comparison) -> None:
    row = table.rows[0]
    claims = next(cell.claims for cell in row.cells if cell.claims)[:1]
    cells = tuple(
        replace(cell, claims=(), quoted=claims, status=status)
        for cell, status in zip(row.cells, [Status.NOTHING, Status.NO_DOCUMENTS], strict=False)
    )
    bare = replace(table, columns=table.columns[:2], rows=(replace(row, cells=cells),))
    for language in ("en", "ja"):
        assert overview(bare, language)[1][1:] == ["– «1»", "«1»"]


def test_columns_bear_names_in_japanese_and_codes_in_english(opened_names: Comparison) -> None:
    heads = {
        language: [
            cell.strip() for cell in render(opened_names, "md", language).splitlines()[2].split("|")
        ][2:-1]
        for language in ("en", "ja")
    }
    assert heads["en"] == ["JP", "OECD", "X-ALB", "vel-act-2023"]
    assert heads["ja"] == ["日本（JP）", "OECD", "X-ALB", "vel-act-2023"]
    assert "<th scope=col>日本（JP）" in render(opened_names, "html", "ja")
    for language in ("en", "ja"):  # a document that was named: what it is and whose
        assert "<th scope=col>vel-act-2023<small>Act No. 41" in render(
            opened_names, "html", language
        )
    assert overview(opened_names, "ja")[0][1:] == heads["ja"]


@pytest.fixture(scope="module")
def opened_names(sample_index: Path) -> Comparison:
    with open_index(sample_index) as concord:
        columns = ["JP", "OECD", "X-ALB", "vel-act-2023"]
        return concord.compare(columns=columns, rows=["foreign-travel"])


@pytest.mark.parametrize("name", ["hin", "HIN"])
def test_what_begins_several_ids_is_no_column(sample_index: Path, name: str) -> None:
    with (
        open_index(sample_index) as concord,
        pytest.raises(UnknownDocument, match=r"may mean \d+ documents"),
    ):
        concord.compare(columns=[name], rows=["foreign-travel"])
