"""concord align as a person and a program meet it."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from pipeline.cli import main

JA = "# 規程\n\n## 1. 範囲\n\n訪問者は<所属>を届け出る。\n\n## 2. 期間\n\n許可は一年で切れる。\n\n附則はまだない。\n"
EN = "# Rules\n\n## 1. Scope\n\nVisitors declare their <affiliation>.\n\n## 2. Term\n\nA permit ends after one year.\n"
FIELDS = [
    "left",
    "right",
    "left_text",
    "right_text",
    "left_number",
    "right_number",
    "score",
    "relation",
]


def run(*words: str) -> Result:
    return CliRunner().invoke(main, ["align", *words], catch_exceptions=False)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    folder = tmp_path_factory.mktemp("rules")
    (folder / "ja.md").write_text(JA, "utf-8")
    (folder / "en.md").write_text(EN, "utf-8")
    return str(folder / "ja.md"), str(folder / "en.md")


def test_jsonl(files: tuple[str, str]) -> None:
    result = run(*files, "--format", "jsonl")
    assert result.exit_code == 0, result.stderr
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert all(list(line)[:8] == FIELDS for line in lines)
    permit = next(line for line in lines if "許可" in (line["left_text"] or ""))
    assert permit["right_text"] == "A permit ends after one year."
    assert (permit["left_number"], permit["right_number"]) == ("2", "2")
    alone = next(line for line in lines if line["left_text"] == "附則はまだない。")
    assert (alone["right"], alone["right_text"], alone["right_number"]) == ([], None, None)
    assert alone["relation"] == "none"


def test_html_stands_alone(files: tuple[str, str], tmp_path: Path) -> None:
    out = tmp_path / "pairs.html"
    result = run(*files, "--out", str(out))
    assert result.exit_code == 0, result.stderr
    page = out.read_text("utf-8")
    assert "訪問者は&lt;所属&gt;を届け出る。" in page and "<所属>" not in page
    assert not re.search(r"<(?:script|link|img)|https?://", page)
    assert 'lang="ja"' in page and "equivalent" in page and "@media print" in page


@pytest.mark.parametrize(
    ("language", "relation", "summed"),
    [("en", "equivalent", "only left"), ("ja", "同等", "左のみ")],
)
def test_a_spreadsheet_has_a_pair_a_line(
    files: tuple[str, str], tmp_path: Path, language: str, relation: str, summed: str
) -> None:
    out = tmp_path / "pairs.xlsx"
    result = run(*files, "--language", language, "--out", str(out))
    assert result.exit_code == 0, result.stderr
    sheet = openpyxl.load_workbook(out).active
    assert sheet.freeze_panes == "A2"
    head, *rows = ([cell.value for cell in row] for row in sheet.iter_rows())
    assert head[2::3][:2] == ["規程", "Rules"]
    left = head.index("規程")
    permit = next(row for row in rows if row[left] == "許可は一年で切れる。")
    assert permit[left + 1] == relation and permit[head.index("Rules")].startswith("A permit")
    assert isinstance(permit[left + 2], float)
    assert any(summed in str(row[left]) for row in rows)


def test_labels_are_in_the_readers_language(files: tuple[str, str], tmp_path: Path) -> None:
    out = tmp_path / "pairs.html"
    result = run(*files, "--language", "ja", "--out", str(out))
    assert "左のみ 1" in result.stdout and "同等" in result.stdout
    page = out.read_text("utf-8")
    assert '<html lang="ja">' in page and ">同等<" in page and "対応なし" in page
    assert "関係は左の文書から見たもの" in page and "The relation" not in page
    shown = run(*files, "--language", "ja").stdout
    assert "対応なし" in shown and "equivalent" not in shown
    fields = [
        json.loads(x)
        for x in run(*files, "--language", "ja", "--format", "jsonl").stdout.splitlines()
    ]
    assert {str(line["relation"]) for line in fields} >= {"equivalent", "none"}


def test_two_japanese_documents_are_labelled_in_japanese(tmp_path: Path) -> None:
    rest = "費用は大学が負担する。\n\n機器は倉庫に保管する。\n\n違反は委員会に報告される。\n"
    for name, term in (("old", "一年"), ("new", "二年")):
        text = f"# 規程\n\n許可は{term}で切れる。\n\n{rest}"
        (tmp_path / f"{name}.md").write_text(text, "utf-8")
    shown = run(str(tmp_path / "old.md"), str(tmp_path / "new.md")).stdout
    assert any(name in shown for name in ("同等", "関連"))
    assert "equivalent" not in shown


def test_csv_has_a_row_a_pair(files: tuple[str, str], tmp_path: Path) -> None:
    out = tmp_path / "pairs.csv"
    result = run(*files, "--out", str(out))
    assert result.exit_code == 0
    rows = list(csv.DictReader(io.StringIO(out.read_text("utf-8-sig"))))
    assert f"{len(rows)} rows" in result.stdout
    assert {row["relation"] for row in rows} >= {"equivalent", "none"}


def test_text(files: tuple[str, str]) -> None:
    result = run(*files)
    assert "< 2  許可は一年で切れる。" in result.stdout
    assert "> 2  A permit ends after one year." in result.stdout
    assert "1 only left" in result.stdout


@pytest.mark.parametrize("order", ["monotone", "free"])
def test_documents_of_an_index(sample_index: Path, order: str) -> None:
    from pipeline.index import Index

    with Index(sample_index) as index:
        ids = sorted(index.entries)[:2]
    result = run(*ids, "--order", order, "--format", "jsonl", "--index", str(sample_index))
    assert result.exit_code == 0, result.stderr
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert {i.split("/")[0] for line in lines for i in line["left"]} == {ids[0]}
    assert {i.split("/")[0] for line in lines for i in line["right"]} == {ids[1]}


@pytest.mark.parametrize(
    ("right", "says"),
    [
        ("absent.pdf", "no file 'absent.pdf'"),
        ("x" * 300, "no file"),
        ("ja.md", "the same document"),
        ("void.md", "no bytes"),
    ],
)
def test_clear_errors(files: tuple[str, str], tmp_path: Path, right: str, says: str) -> None:
    (Path(files[0]).parent / "void.md").write_text("", "utf-8")
    named = str(Path(files[0]).with_name(right)) if right != "absent.pdf" else right
    result = run(files[0], named, "--index", str(tmp_path / "none"))
    assert result.exit_code == 1
    assert says in result.stderr and "hint:" in result.stderr


SHORT = {
    "ja": ["許可は一年で切れる。", "訪問者は所属を届け出る。", "機器は倉庫に保管する。"],
    "en": [
        "A permit ends after one year.",
        "Visitors declare their affiliation.",
        "Devices are kept in the store.",
    ],
    "other": ["The tower was finished in autumn.", "Bees sleep in winter.", "Soup is served cold."],
}


@pytest.mark.parametrize(
    ("left", "right"), [("ja", "ja"), ("en", "en"), ("ja", "en"), ("en", "ja")]
)
@pytest.mark.parametrize("count", [1, 2, 3])
def test_short_documents(left: str, right: str, count: int, tmp_path: Path) -> None:
    for name, language in (("left", left), ("right", right)):
        text = "\n\n".join(["# 規程" if language == "ja" else "# Rules", *SHORT[language][:count]])
        if name == "right":
            text = text.replace("一年", "二年").replace("one year", "two years")
        (tmp_path / f"{name}.md").write_text(text + "\n", "utf-8")
    result = run(str(tmp_path / "left.md"), str(tmp_path / "right.md"), "--format", "jsonl")
    pairs = [json.loads(line) for line in result.stdout.splitlines()]
    assert [len(p["left"]) for p in pairs] == [len(p["right"]) for p in pairs] == [1] * (count + 1)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_short_documents_of_other_matters(language: str, tmp_path: Path) -> None:
    for name in (language, "other"):
        (tmp_path / f"{name}.md").write_text("\n\n".join(SHORT[name]) + "\n", "utf-8")
    result = run(str(tmp_path / f"{language}.md"), str(tmp_path / "other.md"), "--format", "jsonl")
    assert {json.loads(line)["relation"] for line in result.stdout.splitlines()} == {"none"}
