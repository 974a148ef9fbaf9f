"""The commands as a person and a program meet them."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pipeline.cli import main

COMMANDS = [
    "build",
    "search",
    "findings",
    "define",
    "compare",
    "align",
    "diff",
    "documents",
    "show",
    "check",
]


def run(*words: str, index: Path | None = None) -> Result:
    """Run a command in this process; output and errors apart."""
    arguments = [*words, *(("--index", str(index)) if index else ())]
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


def lines(result: Result) -> list[dict[str, object]]:
    assert result.exit_code == 0, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.mark.parametrize("command", COMMANDS)
def test_help_shows_a_real_example(command: str) -> None:
    result = run(command, "--help")
    assert result.exit_code == 0
    assert f"concord {command}" in result.stdout.split("Examples:")[1]


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys; from pipeline.cli import main\n"
        "try: main(['--help'])\n"
        "except SystemExit: pass\n"
        "heavy = {'torch', 'spacy', 'numpy', 'faiss', 'pdfplumber', 'sentence_transformers'}\n"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)


def test_a_search_loads_no_torch(sample_index: Path) -> None:
    code = (
        "import sys; from pipeline import open_index\n"
        f"with open_index({str(sample_index)!r}) as concord: concord.search('研究セキュリティ', k=3)\n"
        "assert not {'torch', 'spacy', 'pdfplumber'} & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)


@pytest.mark.parametrize("question", ["who must disclose funding from abroad?", "利益相反の申告"])
def test_search_lines(sample_index: Path, question: str) -> None:
    found = lines(run("search", question, "-k", "5", "--format", "jsonl", index=sample_index))
    assert [line["rank"] for line in found] == [1, 2, 3, 4, 5]
    for line in found:
        assert {"score", "id", "kind", "document", "path", "title", "anchors", "findings"} <= set(
            line
        )
        assert str(line["text"]) in str(line["context"])
        assert all(set(a) == {"page", "box"} for a in line["anchors"])  # type: ignore[attr-defined]


def test_japanese_json_is_readable(sample_index: Path) -> None:
    result = run("search", "相談窓口", "--format", "jsonl", "-k", "2", index=sample_index)
    assert "窓口" in result.stdout
    assert "\\u" not in result.stdout


def test_search_text_names_place_and_quotes(sample_index: Path) -> None:
    result = run("search", "contact point", "-k", "3", index=sample_index)
    assert re.search(r"^1\. ", result.stdout, re.MULTILINE)
    assert "p. " in result.stdout
    assert "\x1b[" not in result.stdout  # no colours where there is no terminal


def test_findings_csv_is_a_table(sample_index: Path) -> None:
    result = run("findings", "--kind", "obligation", "--format", "csv", index=sample_index)
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert len(rows) > 100
    assert {r["modality"] for r in rows} >= {"must", "should", "may"}
    assert any(r["language"] == "ja" for r in rows)


def test_define_says_when_there_is_nothing(sample_index: Path) -> None:
    result = run("define", "quantum teapot", index=sample_index)
    assert result.exit_code == 0
    assert "searched 12 documents" in result.stdout


@pytest.mark.parametrize("form", ["md", "csv", "html", "json"])
def test_compare_forms(sample_index: Path, tmp_path: Path, form: str) -> None:
    out = tmp_path / f"table.{form}"
    result = run("compare", "--columns", "X-ALB,X-HIN", "--out", str(out), index=sample_index)
    assert result.exit_code == 0, result.stderr
    assert "–" in result.stdout  # the overview marks what was searched in vain
    text = out.read_text("utf-8-sig")
    assert "X-ALB" in text
    assert "nothing" in text  # the sample is silent on some rows
    assert "研究" in text


def test_compare_labels_in_japanese(sample_index: Path) -> None:
    result = run("compare", "--columns", "X-HIN", "--language", "ja", index=sample_index)
    assert "利益相反" in result.stdout


def test_documents_lines(sample_index: Path) -> None:
    found = lines(run("documents", "--format", "jsonl", index=sample_index))
    assert len(found) == 12
    for line in found:
        assert line["status"] in {"ok", "partial", "failed"}
        assert line["segments"]
        assert isinstance(line["problems"], list)


def test_show_document_passage_and_page(sample_index: Path, tmp_path: Path, root: Path) -> None:
    text = run("show", "hin-guideline-2024-en", "--format", "markdown", index=sample_index)
    assert text.stdout.startswith("---\ntitle: ")
    assert "\n# " in text.stdout and "\n## " in text.stdout
    blocks = lines(run("show", "hin-strategy-2024", "--format", "jsonl", index=sample_index))
    assert any(b["original"] != b["text"] for b in blocks)  # radicals stay available
    passage = run("show", "alb-guidance-2021/s0031", index=sample_index)
    assert "▶" in passage.stdout
    image = tmp_path / "page.png"
    drawn = run("show", "vel-act-2023", "--page", "1", "--image", str(image), index=sample_index)
    assert drawn.exit_code == 0, drawn.stderr
    assert image.read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("search", "x", "--kind", "poem"), 2, "poem"),
        (("search", "x", "--since", "last year"), 2, "is no date"),
        (("search", "  ",), 1, "no words"),
        (("search", "x", "--jurisdiction", "MARS"), 1, "no document of jurisdiction"),
        (("show", "no-such-thing"), 1, "no document"),
        (("show", "vel-act-2023/s9999"), 1, "no segment"),
        (("show", "vel-act-2023", "--page", "1"), 2, "go together"),
        (("show", "vel-act-2023", "--page", "99", "--image", "x.png"), 1, "no page 99"),
        (
            ("show", "vel-act-2023", "--page", "1", "--image", f"{__file__}/x.png"),
            1,
            "cannot be written",
        ),
        (("compare", "--columns", "どこか"), 1, "no document"),
        (("compare", "--columns", " , "), 2, "names nothing"),
        (("references", "--graph", "dot", "--format", "csv"), 2, "form of its own"),
        (("quotations", "--definitions", "--translations"), 2, "choose one of"),
        (("build", "/no/such/folder"), 1, "no such file"),
    ],
)  # fmt: skip
def test_wrong_requests_are_named(
    sample_index: Path, words: tuple[str, ...], code: int, said: str
) -> None:
    result = run(*words, index=sample_index)
    assert result.exit_code == code
    assert said in result.stderr
    assert "Traceback" not in result.stderr


def test_no_index_says_how_to_make_one(tmp_path: Path) -> None:
    result = run("search", "x", index=tmp_path / "none")
    assert result.exit_code == 1
    assert "concord build" in result.stderr


def test_strict_build_and_check(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "a.md").write_text("# A\n\nMembers must report.\n")
    (docs / "b.pdf").write_bytes(b"")
    index = tmp_path / "index"
    assert run("build", str(docs), "--strict", index=index).exit_code == 3
    result = run("documents", "--problems", index=index)
    assert "b.pdf" in result.stdout
    assert "no bytes" in result.stdout
    assert run("check", index=index).exit_code == 0


def test_a_first_build_of_nothing_is_an_error(tmp_path: Path) -> None:
    docs, index = tmp_path / "文書", tmp_path / "index"
    docs.mkdir()
    (docs / "photo.png").write_bytes(b"x")
    result = run("build", str(docs), index=index)
    assert result.exit_code == 1
    assert "no documents in" in result.stderr and "文書" in result.stderr
    assert "PDF, DOCX" in result.stderr and ".png" in result.stderr
    assert not index.exists()


def test_an_update_may_find_nothing(tmp_path: Path) -> None:
    docs, index = tmp_path / "docs", tmp_path / "index"
    docs.mkdir()
    (docs / "a.md").write_text("# A\n\nMembers must report.\n")
    assert run("build", str(docs), index=index).exit_code == 0
    (docs / "a.md").unlink()
    result = run("build", str(docs), index=index)
    assert result.exit_code == 0, result.stderr
    assert "no documents there now" in result.stdout and "--prune" in result.stdout
    result = run("build", str(docs), "--prune", index=index)
    assert result.exit_code == 0 and "1 removed" in result.stdout


@pytest.mark.parametrize("command", ["questions", "pairs"])
def test_figures_without_the_dictionary_say_so(
    command: str, sample_index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pipeline import dictionary
    from pipeline.dictionary import source
    from pipeline.dictionary.compact import RECIPE

    gone = replace(RECIPE, name="none", pin=replace(source.JMDICT, module="no_such_module"))
    monkeypatch.setattr(dictionary, "RECIPE", gone)
    file = tmp_path / f"{command}.yaml"
    if command == "questions":
        file.write_text(
            "- {id: a, direction: ja-ja, kind: fact, query: 責務相反の定義,"
            " answers: [{path: nowhere.pdf, key: [ない]}]}\n", "utf-8",
        )  # fmt: skip
        result = run("score", "questions", str(file), index=sample_index)
    else:
        file.write_text("ja\ten\n届け出る。\tNotify.\n許可する。\tPermit.\n", "utf-8")
        result = run("score", "pairs", str(file))
    assert result.exit_code == 0
    assert "built-in lexicon" in result.stderr and "jamdict-data" in result.stderr
    asked = run("search", "開示", index=sample_index)
    assert "built-in lexicon" in asked.stderr and "lexicon" not in asked.stdout


def test_what_cannot_be_read_is_not_counted_as_added(tmp_path: Path) -> None:
    docs, index = tmp_path / "docs", tmp_path / "index"
    (docs / "Japan").mkdir(parents=True)
    (docs / "Japan" / "規程.md").write_text("# 来訪規程\n\n大学は来訪者を記録する。\n", "utf-8")
    (docs / "note.md").write_text("# Note\n\nMembers keep a list of visitors.\n", "utf-8")
    (docs / "scan.pdf").write_bytes(b"")
    result = run("build", str(docs), index=index)
    assert "2 added" in result.stdout and "1 not read" in result.stdout, result.stdout
    # A document that nobody can place is in no column of a comparison, and that is said.
    for language, said in (("en", "1 document is in no column"), ("ja", "どの列にもない")):
        result = run("compare", "--rows", "training", "--language", language, index=index)
        assert said in result.stderr and "note-" in result.stderr and said in result.stdout
    page = run("compare", "--rows", "training", "--format", "html", index=index).stdout
    assert "1 document is in no column" in page
    whole = json.loads(run("compare", "--rows", "28", "--format", "json", index=index).stdout)
    assert [name.split("-")[0] for name in whole["left_out"]] == ["note"]
    named = run("compare", "--rows", "training", "--columns", "JP", index=index)
    assert "no column" not in named.stderr + named.stdout


def test_a_summary_of_a_comparison_in_japanese(sample_index: Path, tmp_path: Path) -> None:
    out = tmp_path / "表.html"
    result = run(
        "compare", "--rows", "28", "--language", "ja", "--out", str(out), index=sample_index
    )
    assert "1行、5列" in result.stdout and "該当なし" in result.stdout
    assert "rows" not in result.stdout


def test_a_stopped_build_says_that_nothing_is_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pipeline.flow import build as flow

    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(flow, "build", stopped)
    result = run("build", str(tmp_path), index=tmp_path / "index")
    assert result.exit_code == 130
    assert "is kept" in result.stderr and "Traceback" not in result.stderr


def test_a_folder_that_cannot_be_written_to(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# A\n\nMembers must report.\n")
    (tmp_path / "index" / "build.lock").mkdir(parents=True)
    result = run("build", str(tmp_path / "a.md"), index=tmp_path / "index")
    assert result.exit_code == 1
    assert "cannot be written to" in result.stderr and "--index" in result.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_under_the_output(sample_index: Path) -> None:
    code = "from pipeline.cli import main; main()"
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [sys.executable, "-c", code, "documents", "--index", str(sample_index)],
            stdout=full, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
    assert done.returncode == 1
    assert "cannot be written" in done.stderr and "Traceback" not in done.stderr
