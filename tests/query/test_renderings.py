"""Hits that quote or translate a definition come with the words in the other language."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline.api import Opened, open_index
from pipeline.cli import main
from pipeline.index import Filters, Index
from pipeline.query.hits import Hit, hits
from pipeline.query.renderings import with_links
from pipeline.report.lines import hit_line
from pipeline.report.terminal import hit as written


@pytest.fixture(scope="module")
def opened(sample_index: Path) -> Iterator[Opened]:
    with open_index(sample_index) as concord:
        yield concord


def definitions(index: Index, document: str) -> list[Hit]:
    filters = Filters(kind="definition", documents=(document,))
    keys = sorted(index.keys_of([f.segment for f in index.findings(filters)]).values())
    return hits(index, [(key, 0.0) for key in keys], {})


def test_a_quotation_shows_the_original_it_renders(opened: Opened) -> None:
    found = with_links(opened.index, definitions(opened.index, "hin-strategy-2024"))
    links = {hit.segment.text[:12]: hit.link for hit in found}
    quoted = next(link for text, link in links.items() if text.startswith("また、研究セキュリティ"))
    assert quoted is not None and quoted.original
    assert quoted.segment.document == "gnp-principles-2022"
    assert quoted.segment.text.startswith("“Research security” refers to")
    assert opened._encoders is None  # the vectors of the index are enough
    own = next(hit for hit in found if "「戦略的連携」とは" in hit.segment.text)
    assert own.link is None  # its own definition, translated nowhere


@pytest.mark.parametrize(
    ("name", "other", "field"),
    [
        ("hin-guideline-2024", "hin-guideline-2024-en", "translation"),
        ("hin-guideline-2024-en", "hin-guideline-2024", "original"),
    ],
)
def test_a_translation_and_its_original_show_each_other(
    opened: Opened, name: str, other: str, field: str
) -> None:
    found = with_links(opened.index, definitions(opened.index, name))
    lines = [hit_line(hit) for hit in found]
    linked = [line for line in lines if line[field]]
    assert len(linked) >= 2
    assert all(line[field]["document"] == other for line in linked)
    text = written(linked[0], lambda said, **_: str(said))
    assert f"⇄ {field}: " in text and linked[0][field]["segment"] in text


def test_hits_without_a_definition_cost_nothing(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("no passage was to be looked for")

    monkeypatch.setattr("pipeline.query.renderings.linked", refuse)
    bare = [replace(h, findings=()) for h in definitions(opened.index, "hin-strategy-2024")]
    assert [hit.link for hit in with_links(opened.index, bare)] == [None] * len(bare)


def test_search_shows_them(sample_index: Path) -> None:
    asked = ["search", "研究セキュリティの定義", "--index", str(sample_index)]
    lines = CliRunner().invoke(main, [*asked, "--format", "jsonl"]).stdout.splitlines()
    found = [json.loads(line) for line in lines]
    assert all("original" in line and "translation" in line for line in found)
    assert any(line["original"] for line in found)
    assert "⇄ original: " in CliRunner().invoke(main, asked).stdout
