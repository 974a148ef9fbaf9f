"""What --out and --format say: one rule for every command that writes a report."""

from __future__ import annotations

from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from pipeline.cli import main
from pipeline.cli.out import out_options, write_out
from pipeline.errors import BadRequest

WRITING = {
    "align a.md b.md": (".txt", ".jsonl", ".csv", ".html", ".xlsx"),
    "diff a.md b.md": (".txt", ".jsonl", ".md", ".html", ".xlsx"),
    "compare": (".md", ".csv", ".html", ".json", ".xlsx"),
    "concepts export": (".ttl", ".jsonld", ".yaml"),
    f"concepts import {__file__}": (".ttl", ".jsonld", ".yaml"),
}


def run(*words: str) -> Result:
    return CliRunner().invoke(main, list(words), catch_exceptions=False)


@pytest.mark.parametrize("command", list(WRITING))
def test_an_unknown_ending_is_told_before_the_work(command: str, tmp_path: Path) -> None:
    """No index and no document is there: nothing is asked of them."""
    out = tmp_path / "table.docx"
    result = run(*command.split(), "--out", str(out))
    assert result.exit_code == 2 and not out.exists()
    assert "--out" in result.stderr and "'.docx'" in result.stderr
    assert all(f"{ending}," in result.stderr for ending in WRITING[command])


@click.command()
@out_options("text", "csv", "html")
def told(form: str, out: Path | None) -> None:
    """Tell the form."""
    click.echo(form)


@pytest.mark.parametrize(
    ("words", "form"),
    [
        ("", "text"),
        ("--out 報告", "text"),
        ("--out report.htm", "html"),
        ("--out 報告.CSV", "csv"),
        ("--out report.docx --format csv", "csv"),
        ("--format html --out report.csv", "html"),
        ("--format csv", "csv"),
    ],
)
def test_the_form_named_or_that_of_the_ending(words: str, form: str) -> None:
    assert CliRunner().invoke(told, words.split()).output == f"{form}\n"


@pytest.mark.parametrize("command", ["compare", "align a.md b.md"])
def test_a_spreadsheet_is_never_written_to_a_terminal(command: str) -> None:
    result = run(*command.split(), "--format", "xlsx")
    assert result.exit_code == 2 and "--out NAME.xlsx" in result.stderr


def test_export_writes_what_its_ending_says(tmp_path: Path) -> None:
    for ending, form in ((".jsonld", "json-ld"), (".yaml", "yaml"), (".ttl", "turtle")):
        out = tmp_path / "new" / f"concepts{ending}"
        assert run("concepts", "export", "--out", str(out)).exit_code == 0
        assert out.read_text("utf-8") == run("concepts", "export", "--format", form).output


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    result = run("concepts", "export", "--out", str(tmp_path / "file" / "concepts.ttl"))
    assert result.exit_code == 1
    assert "cannot be written" in result.stderr and "hint" in result.stderr
    with pytest.raises(BadRequest):
        write_out(tmp_path / "file" / "x.csv", "a,b\r\n", table=True)


def test_a_table_is_marked_for_spreadsheets(tmp_path: Path) -> None:
    write_out(tmp_path / "x.csv", "語,word\r\n", table=True)
    assert (tmp_path / "x.csv").read_bytes() == "\ufeff語,word\r\n".encode()
