"""`concord diff` as a person and a program meet it, in both languages."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pipeline.cli import main

_PAIRS = {
    "en": ("alb-guidance-2021", "alb-guidance-2024"),
    "ja": ("hin-guideline-2021", "hin-guideline-2024"),
}
# (old words, new words, effects among others), as the samples' two editions have them
_SAID = {
    "en": [
        ("organisations should name", "organisations must name", {"stronger"}),
        ("training on research security every year", "every two years", {"weaker"}),
        ("for three years", "for seven years", {"amount"}),
        ("return of all gifts", None, {"gone"}),
        (None, "must not take part in a foreign talent", {"new"}),
        ("“Research security” means", "“Research security” means", {"body"}),
    ],
    "ja": [
        ("次に掲げる事項を行うことが望ましい", "次に掲げる事項を行うものとする", {"stronger"}),
        ("定めるよう努めるものとする", "統括責任者を置かなければ", {"stronger"}),
        ("毎年度実施しなければならない", "実施するよう努める", {"weaker"}),
        ("申告することが望ましい", "変更が生じた日から30日以内", {"stronger", "deadline"}),
        ("学術科学省に届け出なければ", None, {"gone"}),
        (None, "「研究セキュリティ」とは", {"new"}),
    ],
}


def run(*words: str) -> Result:
    return CliRunner().invoke(main, ["diff", *words], catch_exceptions=False)


@pytest.fixture(params=["en", "ja"])
def asked(request: pytest.FixtureRequest, sample_index: Path) -> tuple[str, list[str]]:
    """A language and the arguments that name two editions in it."""
    return request.param, [*_PAIRS[request.param], "--index", str(sample_index)]


def test_lines_say_what_changed(asked: tuple[str, list[str]]) -> None:
    language, names = asked
    result = run(*names, "--format", "jsonl")
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 0 and lines
    for old, new, effects in _SAID[language]:
        fits = [
            line
            for line in lines
            if (old is None or old in (line["old_text"] or ""))
            and (new is None or new in (line["new_text"] or ""))
        ]
        (line,) = fits
        assert effects <= set(line["effects"])
        assert (line["old_text"] is None) == (old is None)
        assert (line["new_text"] is None) == (new is None)
        sides = ("old", old), ("new", new)
        assert all(line[f"{side}_page"] and line[f"{side}_section"] for side, w in sides if w)
    assert [line["id"] for line in lines] == [f"c{i:04d}" for i in range(1, len(lines) + 1)]


def test_the_same_question_has_the_same_answer(asked: tuple[str, list[str]]) -> None:
    _, names = asked
    assert run(*names, "--format", "jsonl").stdout == run(*names, "--format", "jsonl").stdout


def test_filters(asked: tuple[str, list[str]]) -> None:
    _, names = asked

    def lines(*options: str) -> list[dict[str, object]]:
        found = run(*names, "--format", "jsonl", *options).stdout.splitlines()
        return [json.loads(line) for line in found]

    everything = lines()
    for kind in ("obligation", "definition", "text"):
        held = [c for c in everything if c["kind"] == kind or (kind == "obligation" and c["duty"])]
        assert held and lines("--kind", kind) == held
    only = lines("--only", "added, stronger")
    assert {c["change"] for c in only} == {"added", "reworded"}
    assert only == [
        c
        for c in everything
        if c["change"] == "added" or "stronger" in c["effects"]  # type: ignore[operator]
    ]


def test_an_unknown_change_is_a_named_error(asked: tuple[str, list[str]]) -> None:
    result = run(*asked[1], "--only", "bigger")
    assert result.exit_code == 1
    assert "bigger" in result.stderr and "stronger" in result.stderr


def test_summary_counts_what_the_lines_hold(asked: tuple[str, list[str]]) -> None:
    language, names = asked
    lines = [json.loads(line) for line in run(*names, "--format", "jsonl").stdout.splitlines()]
    (counted,) = run(*names, "--summary", "--format", "jsonl").stdout.splitlines()
    counts = json.loads(counted)["changes"]
    assert sum(n for row in counts.values() for n in row.values()) == len(lines)
    said = run(*names, "--summary").stdout
    assert ("追加" if language == "ja" else "added") in said
    assert len(said.splitlines()) < 30


class _Marks(HTMLParser):
    """Collects what is marked, what is loaded, and whether every tag closes."""

    def __init__(self) -> None:
        super().__init__()
        self.marked: dict[str, str] = {"ins": "", "del": ""}
        self.loaded: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.loaded += [f"{k}={v}" for k, v in attrs if k in ("src", "href")]
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        for tag in self.marked:
            if tag in self.open:
                self.marked[tag] += data


def test_html_marks_old_and_new_words(asked: tuple[str, list[str]], tmp_path: Path) -> None:
    language, names = asked
    out = tmp_path / "new" / "changes.html"
    result = run(*names, "--out", str(out))
    assert result.exit_code == 0 and str(out) in result.stdout
    page = out.read_text(encoding="utf-8")
    marks = _Marks()
    marks.feed(page)
    assert not marks.open and not marks.loaded and "<script" not in page
    assert f'<html lang="{language}">' in page and "@media print" in page
    old, new = {"en": ("should", "must"), "ja": ("ことが望ましい", "ものとする")}[language]
    assert old in marks.marked["del"] and new in marks.marked["ins"]


def test_markdown_and_text_hold_every_change(asked: tuple[str, list[str]], tmp_path: Path) -> None:
    _, names = asked
    ids = [json.loads(x)["id"] for x in run(*names, "--format", "jsonl").stdout.splitlines()]
    out = tmp_path / "changes.md"
    run(*names, "--out", str(out))
    markdown = out.read_text(encoding="utf-8")
    text = run(*names).stdout
    for name in ids:
        assert re.search(rf"^### {name} ", markdown, re.MULTILINE)
        assert re.search(rf"^{name}  ", text, re.MULTILINE)
    assert "~~" in markdown and "**" in markdown and "[-" in text and "{+" in text


def test_labels_in_the_other_language(sample_index: Path) -> None:
    said = run(*_PAIRS["ja"], "--index", str(sample_index), "--language", "en", "--summary").stdout
    assert "passages unchanged" in said


def test_files_need_no_index(root: Path, tmp_path: Path) -> None:
    """What is read from a file is what the index gives, but for names given to it."""
    sample = root / "corpora" / "sample"
    files = [str(sample / f"{name}.pdf") for name in _PAIRS["en"]]
    result = run(*files, "--format", "jsonl", "--index", str(tmp_path / "none"))
    texts = [json.loads(line)["new_text"] for line in result.stdout.splitlines()]
    assert any("must name a senior officer" in (t or "") for t in texts)
    same = run(files[0], files[0], "--summary", "--index", str(tmp_path / "none"))
    assert "nothing changed" in same.stdout


def test_errors_are_named(root: Path, sample_index: Path, tmp_path: Path) -> None:
    index = ["--index", str(sample_index)]
    mixed = run("hin-guideline-2024", "alb-guidance-2024", *index)
    assert mixed.exit_code == 1 and "Japanese" in mixed.stderr and "align" in mixed.stderr
    unknown = run("no-such-document", "alb-guidance-2024", *index)
    assert unknown.exit_code == 1 and "no-such-document" in unknown.stderr
    missing = run("gone.pdf", "away.pdf", "--index", str(tmp_path / "none"))
    assert missing.exit_code == 1 and "no file 'gone.pdf'" in missing.stderr
    sheet = str(root / "corpora" / "sample" / "sheets.yaml")
    sheets = run(sheet, "alb-guidance-2024", *index)
    assert sheets.exit_code == 1 and "is a sheet" in sheets.stderr
    endless = run("a" * 300, "alb-guidance-2024", *index)
    assert endless.exit_code == 1 and "no document" in endless.stderr
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7 nothing")
    failed = run(str(broken), str(broken), *index)
    assert failed.exit_code == 1 and "broken.pdf" in failed.stderr


def test_what_cannot_be_written_is_said(asked: tuple[str, list[str]], tmp_path: Path) -> None:
    _, names = asked
    ending = tmp_path / "changes.pdf"
    refused = run(*names, "--out", str(ending))
    assert refused.exit_code == 2 and ".pdf" in refused.stderr and ".html" in refused.stderr
    assert not ending.exists()
    run(*names, "--out", str(ending), "--format", "text")
    assert ending.exists()
    below = run(*names, "--out", str(ending / "changes.html"))
    assert below.exit_code == 1 and "cannot be written" in below.stderr
    nothing = run(*names, "--only", " , ")
    assert nothing.exit_code == 2 and "--only" in nothing.stderr
