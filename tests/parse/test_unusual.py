"""Radicals, compatibility and private-use characters: counted, and named when they are many."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline import build, open_index
from pipeline.cli import main
from pipeline.parse import parse
from pipeline.records import Document

# 日 and 長 as radicals, 﨑 and a compatibility 神, full-width digits and signs, a gaiji.
JAPANESE = "# 規程\n\n\u2f47本の\u2ed1は、\ufa11山及び\ufa19田とする（第１２号）。\n\n氏名は\ue001田である。\n"
ENGLISH = (
    "# Rules\n\nBodies shall check the \uf062-rays of \ufb01les.\n\n\uf0b7 Bodies shall report.\n"
)


def read(folder: Path, text: str) -> Document:
    path = folder / "rules.md"
    path.write_text(text, encoding="utf-8")
    return parse(path, "0" * 64)


def test_counts_in_japanese(tmp_path: Path) -> None:
    document = read(tmp_path, JAPANESE)
    assert dict(document.unusual) == {
        "radicals made ordinary": 2,
        "compatibility ideographs": 2,
        "full- and half-width forms": 4,
        "private-use characters": 1,
    }
    assert document.problems == ()


def test_a_bullet_of_a_symbol_font_is_no_lost_letter(tmp_path: Path) -> None:
    document = read(tmp_path, ENGLISH)
    assert dict(document.unusual)["bullets in private use"] >= 1
    assert document.problems == ()
    lost = read(
        tmp_path, ENGLISH.replace("check", "che\uf063k t\uf068e un\uf062\uf062roken \uf063\uf062")
    )
    assert dict(lost.unusual)["private-use characters"] == 5
    (problem,) = lost.problems
    assert problem.code == "private-use"
    assert "U+F062 (3), U+F063 (1), U+F068 (1)" in problem.message


@pytest.mark.parametrize(
    "words",
    [
        "氏名は\ue001田、\ue002村、\ue001川、\ue001山及び\ue003井である。",
        "Bodies \ue001\ue002\ue001 shall \ue001\ue003 report.",
    ],
)
def test_many_are_named_by_documents(tmp_path: Path, words: str) -> None:
    path = tmp_path / "rules.md"
    path.write_text(f"# Rules 規程\n\n{words}\n", encoding="utf-8")
    index = tmp_path / "index"
    build([path], index, workers=1)
    with open_index(index) as opened:
        (line,) = opened.documents(problems=True)
    assert line["unusual"]["private-use characters"] == 5
    shown = CliRunner().invoke(main, ["documents", "--problems", "--index", str(index)]).stdout
    assert "U+E001 (3), U+E002 (1), U+E003 (1)" in shown
    assert "private-use characters 5" in shown
