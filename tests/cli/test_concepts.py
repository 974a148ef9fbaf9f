"""concord concepts: every subcommand, both languages, a scheme of one's own everywhere."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from pipeline.cli import main

OWN = """
conceptScheme: {id: mine}
concepts:
  - id: guest-house
    prefLabel: {en: guest house, ja: 迎賓施設}
    altLabel: {en: [lodge], ja: [宿舎]}
    negativeLabel: {en: [lodge a complaint]}
    finding: obligation
"""


def run(*asked: str, given: str | None = None) -> str:
    result = CliRunner().invoke(main, list(asked), input=given)
    assert result.exit_code == 0, result.output
    return result.stdout


def lines(*asked: str, given: str | None = None) -> list[dict[str, Any]]:
    out = run(*asked, "--format", "jsonl", given=given)
    return [json.loads(line) for line in out.splitlines()]


@pytest.fixture
def own(tmp_path: Path) -> str:
    path = tmp_path / "own.yaml"
    path.write_text(OWN, encoding="utf-8")
    return str(path)


def test_list_is_a_tree_in_either_language() -> None:
    english, japanese = run("concepts", "list"), run("concepts", "list", "--language", "ja")
    assert "conflict of commitment  conflict-of-commitment" in english
    assert "責務相反  conflict-of-commitment" in japanese
    depth = {line.split()[-1]: len(line) - len(line.lstrip()) for line in english.splitlines()[:-2]}
    assert len(depth) == len(lines("concepts", "list"))
    ids = [line["id"] for line in lines("concepts", "list")]
    assert {"research-security", "foreign-travel"} <= set(ids)


def test_show_names_both_languages_and_links_in_both_directions() -> None:
    shown = run("concepts", "show", "責務相反")
    assert "conflict of commitment" in shown and "責務相反マネジメント" in shown
    (line,) = lines("concepts", "show", "disclosure")
    assert "conflict-of-interest" in line["narrower"]
    assert line["definition"]["en"] and line["definition"]["ja"]


@pytest.mark.parametrize(
    ("text", "concept", "read", "by"),
    [
        ("access through a trusted research environment", "trusted-research", False,
         "trusted research environment"),
        ("人権デュー・ディリジェンスの実施", "due-diligence", False, "人権デュー・ディリジェンス"),
        ("利益相反の申告", "conflict-of-interest", True, None),
        ("Declare conflicts of interest.", "conflict-of-interest", True, None),
    ],
)  # fmt: skip
def test_test_says_what_was_read_and_what_silenced_it(
    text: str, concept: str, read: bool, by: str | None
) -> None:
    found = [line for line in lines("concepts", "test", text) if line["concept"] == concept]
    assert [(line["read"], line["by"]) for line in found] == [(read, by)]
    assert text[slice(*found[0]["span"])] == found[0]["words"]
    shown = run("concepts", "test", text)
    assert shown.startswith("+" if read else "-") and f"«{found[0]['words']}»" in shown


def test_test_reads_files_and_standard_input(tmp_path: Path) -> None:
    path = tmp_path / "text.txt"
    path.write_text("First line.\n責務相反を申告する。\n", encoding="utf-8")
    (line,) = [x for x in lines("concepts", "test", "--file", str(path)) if x["read"]]
    assert (line["line"], line["concept"]) == (2, "conflict-of-commitment")
    piped = lines("concepts", "test", "-", given="責務相反を申告する。")
    assert [x["concept"] for x in piped] == ["conflict-of-commitment"]
    assert run("concepts", "test", "晴れ") == "no concept\n"
    for wrong in (["concepts", "test"], ["concepts", "test", "a", "--file", str(path)]):
        assert CliRunner().invoke(main, wrong).exit_code == 2
    path.write_bytes(b"\xff\xfe\x00")
    result = CliRunner().invoke(main, ["concepts", "test", "--file", str(path)])
    assert result.exit_code == 1 and "not UTF-8" in result.output


def test_explain_reads_an_indexed_passage(sample_index: Path) -> None:
    index = ("--index", str(sample_index))
    duty = lines("findings", "--kind", "obligation", "--language", "ja", *index)
    told = next(d for d in duty if "利益相反" in d["text"])
    for name in ("id", "segment"):
        found = lines("concepts", "explain", str(told[name]), *index)
        read = {line["concept"] for line in found if line["read"] and line["part"] == "text"}
        assert "conflict-of-interest" in read
        assert {line["part"] for line in found} <= {"text", "stem", "heading"}
    gone = CliRunner().invoke(main, ["concepts", "explain", "nothing/s1", *index])
    assert gone.exit_code == 1 and "the index has no" in gone.output


@pytest.mark.parametrize(
    ("form", "name"), [("turtle", "x.ttl"), ("json-ld", "x.jsonld"), ("yaml", "x.yaml")]
)
def test_export_check_import_go_round(form: str, name: str, tmp_path: Path) -> None:
    path, back = tmp_path / name, tmp_path / "back.yaml"
    run("concepts", "export", "--format", form, "--out", str(path))
    assert path.read_text(encoding="utf-8") == run("concepts", "export", "--format", form)
    assert "0 notes" in run("concepts", "check", str(path), "--strict")
    run("concepts", "import", str(path), "--out", str(back))
    assert back.read_text(encoding="utf-8") == run("concepts", "export", "--format", "yaml")


def test_check_and_import_tell_what_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "x.ttl"
    path.write_text(
        "@prefix s: <http://www.w3.org/2004/02/skos/core#> .\n"
        '<urn:a> a s:Concept ; s:prefLabel "a"@en, "eins"@de .\n',
        encoding="utf-8",
    )
    result = CliRunner().invoke(main, ["concepts", "check", str(path), "--strict"])
    assert result.exit_code == 3 and "1 in de" in result.output
    result = CliRunner().invoke(main, ["concepts", "import", str(path)])
    assert result.exit_code == 0 and "1 in de" in result.stderr and "id: a" in result.stdout
    path.write_text("<urn:a> a\n", encoding="utf-8")
    result = CliRunner().invoke(main, ["concepts", "check", str(path)])
    assert result.exit_code == 1 and "x.ttl:" in result.output and "hint" in result.output


def test_a_scheme_of_ones_own_is_used_everywhere(
    own: str, sample_index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = ("--index", str(sample_index))
    assert [line["id"] for line in lines("concepts", "list", "--scheme", own)] == ["guest-house"]
    table = run("compare", "--scheme", own, "--format", "json", *index)
    assert [row["concept"] for row in json.loads(table)["rows"]] == ["guest-house"]
    text = "The lodge is where we lodge a complaint."
    monkeypatch.setenv("CONCORD_CONCEPTS", own)
    read = [line["read"] for line in lines("concepts", "test", text)]
    assert read == [True, False]
    assert run("search", "迎賓施設", *index) and run("define", "迎賓施設", *index)


def test_a_scheme_may_extend_ours(tmp_path: Path) -> None:
    path = tmp_path / "more.yaml"
    text = OWN.replace("{id: mine}", "{id: mine, extends: research-security}")
    path.write_text(text.replace("finding:", "broader: governance\n    finding:"), encoding="utf-8")
    ids = [line["id"] for line in lines("concepts", "list", "--scheme", str(path))]
    assert ids[0] == "guest-house" and "research-security" in ids
    path.write_text(text.replace("extends: research-security", "extends: other"), encoding="utf-8")
    result = CliRunner().invoke(main, ["concepts", "check", str(path)])
    assert result.exit_code == 1 and "field conceptScheme.extends" in result.output


def test_help_has_examples() -> None:
    for name in ("list", "show", "test", "explain", "export", "import", "check"):
        assert "Examples:\n    concord concepts" in run("concepts", name, "--help")
