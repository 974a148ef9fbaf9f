"""concord score questions: the sample collection asked in all directions, with floors."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline.cli import main

QUESTIONS = Path(__file__).parents[1] / "questions" / "sample.yaml"
FLOORS = """
all: {R@1: 0.5, R@5: 0.9, R@10: 0.95}
en-en: {R@5: 0.83}
ja-en: {R@5: 0.83}
ja-ja: {R@5: 1.0}
en-ja: {R@10: 1.0}
silence: {"unanswerable, recognised": 0.75, "answerable, refused": 0.13}
"""


def run(*arguments: str) -> tuple[int, str]:
    found = CliRunner().invoke(main, ["score", "questions", *arguments])
    return found.exit_code, found.output


def test_floors_hold_and_failures_are_written(sample_index: Path, tmp_path: Path) -> None:
    floors, page = tmp_path / "floors.yaml", tmp_path / "failures.html"
    floors.write_text(FLOORS, encoding="utf-8")
    code, output = run(
        str(QUESTIONS), "--index", str(sample_index), "--floors", str(floors),
        "--report", str(page),
    )  # fmt: skip
    assert code == 0, output
    assert "unanswerable, recognised" in output
    html = page.read_text("utf-8")
    assert html.startswith("<!doctype html>")
    assert "questions failed" in html


def test_a_failure_shows_its_ten_results(sample_index: Path, tmp_path: Path) -> None:
    file, page = tmp_path / "q.yaml", tmp_path / "failures.html"
    file.write_text(
        "- {id: ja-ja-x, direction: ja-ja, kind: fact, query: 責務相反の定義, note: なぜ,"
        " answers: [{path: nowhere.pdf, key: [ない]}]}\n",
        encoding="utf-8",
    )
    assert run(str(file), "--index", str(sample_index), "--report", str(page))[0] == 0
    html = page.read_text("utf-8")
    assert html.count("<li") == 10
    assert "責務相反" in html and "なぜ" in html


@pytest.mark.parametrize(
    ("floors", "said"),
    [
        ("all: {R@1: 1.01}", "its floor 1.010"),
        ("all: {R@7: 0.5}", "not measured"),
        ("- a list", "holds no floors"),
    ],
)
def test_floors_that_fail(sample_index: Path, tmp_path: Path, floors: str, said: str) -> None:
    file = tmp_path / "floors.yaml"
    file.write_text(floors, encoding="utf-8")
    code, output = run(str(QUESTIONS), "--index", str(sample_index), "--floors", str(file))
    assert code == 1
    assert said in output
