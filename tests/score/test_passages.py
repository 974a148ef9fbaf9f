"""Scores of labelled passages and of documents known by page."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.errors import BadRequest
from pipeline.parse.assembly import Draft, Piece, assemble
from pipeline.records import Apparatus, BlockKind, Source
from pipeline.score.apparatus import judge_document, load_truths, table
from pipeline.score.passages import Measures, judge, load_passages, measures


def test_measures() -> None:
    found = measures([(True, True), (True, False), (False, True), (False, False), (True, True)])
    assert found == Measures(2, 1, 1)
    assert (round(found.precision, 2), round(found.recall, 2)) == (0.67, 0.67)
    assert measures([]).f1 == 0.0


def test_passages_are_read_and_judged(tmp_path: Path) -> None:
    rows = [
        {"content": "北野透『開かれた研究室』丘書店、2019年。https://www.example.org/1", "label": 1,
         "document_id": "d"},
        {"content": "Hosts shall keep records of what they do and of what they share.", "label": 0},
    ]  # fmt: skip
    path = tmp_path / "p.jsonl"
    path.write_text("\n".join(json.dumps(r) for r in rows), "utf-8")
    passages = load_passages(path)
    assert [p.group for p in passages] == ["d", rows[1]["content"]]
    assert {p.split for p in passages} <= {"train", "test"}
    assert judge(passages, Apparatus.REFERENCES) == [(True, True), (False, False)]


@pytest.mark.parametrize("text", ["", "not json", '{"label": 1}', "[1]"])
def test_a_file_without_passages_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "p.jsonl"
    path.write_text(text, "utf-8")
    with pytest.raises(BadRequest):
        load_passages(path)


def test_pages_are_judged(tmp_path: Path) -> None:
    path = tmp_path / "t.yaml"
    path.write_text(
        "- {file: a.pdf, language: en, pages: {contents: [1, 3-4]}, unjudged: [form, members]}\n",
        "utf-8",
    )
    truth = load_truths(path)[0]
    assert truth.pages[Apparatus.CONTENTS] == {1, 3, 4}
    drafts = [Draft(BlockKind.PARAGRAPH, [Piece("Words", page)]) for page in (1, 2)]
    document = assemble(Source("a", "A"), drafts, 4)
    judged = judge_document(truth, document)
    assert len(judged) == 4 * 2
    assert {name: m for name, _, m in table(judged)}["contents en"] == Measures(0, 0, 3)


@pytest.mark.parametrize(
    "text", ["a: 1", "- {file: a}", "- [", "- {file: a, language: en, pages: {x: [1]}}"]
)
def test_a_file_without_truths_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "t.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(BadRequest):
        load_truths(path)
