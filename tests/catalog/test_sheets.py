"""Sheets: what is read, what is refused, and how refusals read."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.catalog import Sheet, load_sheets, match
from pipeline.errors import BadSheet

GOOD = """\
id: moss-guideline-2024
title: 研究インテグリティ確保ガイドライン
titles: {en: Guideline on Research Integrity}
issuer: 学術政策会議
jurisdiction: X-MOSS
date: 2024-03
language: ja
type: guideline
binding: no
url: https://example.org/g.pdf
terms: ""
---
id: moss-guideline-2024-en
title: Guideline on Research Integrity
language: en
date: 2024
binding: null
translation_of: moss-guideline-2024
"""


def write(folder: Path, text: str, name: str = "sheets.yaml") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_fields_become_a_source(tmp_path: Path) -> None:
    japanese, english = load_sheets(write(tmp_path, GOOD))
    source = japanese.source()
    assert (source.id, source.date, source.binding) == ("moss-guideline-2024", "2024-03", False)
    assert source.issuer == "学術政策会議"
    assert source.terms is None and source.inferred == ()
    assert japanese.titles == (("en", "Guideline on Research Integrity"),)
    assert (english.source().date, english.source().binding) == ("2024", None)
    assert english.source().translation_of == japanese.id
    assert (japanese.line, english.line) == (1, 13)


@pytest.mark.parametrize(
    ("written", "field", "value"),
    [
        ("date: 2024-08-30", "date", "2024-08-30"),
        ("date: 2024-08", "date", "2024-08"),
        ("date: 2024", "date", "2024"),
        ('date: "2024"', "date", "2024"),
        ("binding: true", "binding", True),
        ("binding: No", "binding", False),
        ("binding: ~", "binding", None),
        ("binding:", "binding", None),
        ("language: no", "language", "no"),  # Norwegian, not false
        ("jurisdiction: JP", "jurisdiction", "JP"),
        ("type: 指針", "type", "指針"),
    ],
)
def test_values_are_read_as_written(
    tmp_path: Path, written: str, field: str, value: object
) -> None:
    (sheet,) = load_sheets(write(tmp_path, f"id: a\ntitle: A\n{written}\n"))
    assert getattr(sheet.source(), field) == value


@pytest.mark.parametrize(
    ("text", "field", "said", "hint"),
    [
        ("id: a\ntitle: A\ntitel: B\n", "titel", "line:3 not a field", "fields are id, title"),
        ("id: a\n", "title", "line:1 title is missing", "as printed"),
        ("title: A\n", "id", "(no id): id is missing", "lower-case"),
        ("id: A B\ntitle: A\n", "id", "id cannot be 'A B'", "lower-case"),
        ("id: a\ntitle: A\ndate: 2024-13\n", "date", "line:3 '2024-13'", "YYYY-MM"),
        ("id: a\ntitle: A\ndate: 2023-02-29\n", "date", "'2023-02-29'", "YYYY-MM"),
        ("id: a\ntitle: A\ndate: 30 August 2024\n", "date", "cannot be", "YYYY-MM"),
        ("id: a\ntitle: A\ndate: 令和６年\n", "date", "'令和６年'", "YYYY-MM"),
        ("id: a\ntitle: A\nbinding: perhaps\n", "binding", "'perhaps'", "true, false"),
        ("id: a\ntitle: A\nlanguage: Japanese\n", "language", "'Japanese'", "ja or en"),
        ("id: a\ntitle: A\njurisdiction: the EU\n", "jurisdiction", "'the EU'", "code"),
        ("id: a\ntitle: A\nurl: www.example.org\n", "url", "cannot be", "https://"),
        ("id: a\ntitle: A\nsha256: 12ab\n", "sha256", "'12ab'", "64"),
        ("id: a\ntitle: [A]\n", "title", "['A']", "as printed"),
        ("id: a\ntitle: A\nfile: nowhere.pdf\n", "file", "no file nowhere.pdf", "relative"),
        ("id: a\ntitle: A\nsupersedes: b\n", "supersedes", "no sheet has that id", "add a sheet"),
        ("id: a\ntitle: A\ntranslation_of: b\n", "translation_of", "no sheet has", "add a sheet"),
        ("id: a\ntitle: A\nsupersedes: a\n", "supersedes", "the sheet itself", "other one"),
        (
            "id: a\ntitle: A\n---\nid: a\ntitle: B\n",
            "id",
            "already belongs to sheet a",
            "one sheet",
        ),
        (
            "id: a\ntitle: A\nsupersedes: b\n---\nid: b\ntitle: B\nsupersedes: a\n",
            "supersedes",
            "leads back",
            "break the circle",
        ),
        (
            (
                "id: a\ntitle: A\nlanguage: ja\n---\n"
                "id: b\ntitle: B\nlanguage: ja\ntranslation_of: a\n"
            ),
            "translation_of",
            "has the same language",
            "supersedes",
        ),
        ("id: a\ntitle: A\ntitle: B\n", "title", "line:3 written twice", "---"),
    ],
)
def test_mistakes_name_file_sheet_field_and_cure(
    tmp_path: Path, text: str, field: str, said: str, hint: str
) -> None:
    path = write(tmp_path, text)
    with pytest.raises(BadSheet) as caught:
        load_sheets(path)
    every = [caught.value, *caught.value.where.get("mistakes", ())]  # type: ignore[misc]
    first = every[-1] if len(every) > 1 else every[0]
    assert first.where["field"] == field
    assert first.where["file"] == path
    for words in said.replace("line:", f"{path}:").split(" ", 1):
        assert words in first.message
    assert hint in (first.hint or "")


def test_broken_yaml_and_missing_paths(tmp_path: Path) -> None:
    for text in ("id: a\n  title: [", "id: a: b\n", "\tid: a\n"):
        with pytest.raises(BadSheet, match="not readable as YAML"):
            load_sheets(write(tmp_path, text))
    with pytest.raises(BadSheet, match="no such file"):
        load_sheets(tmp_path / "nothing.yaml")
    with pytest.raises(BadSheet, match="holds no sheet"):
        load_sheets(write(tmp_path, "- a\n- b\n"))
    write(tmp_path, "").write_bytes("title: 研究".encode("cp932"))
    with pytest.raises(BadSheet, match="not UTF-8"):
        load_sheets(tmp_path / "sheets.yaml")


def test_all_mistakes_at_once(tmp_path: Path) -> None:
    path = write(tmp_path, "id: a\ntitle: A\ndate: soon\nbinding: maybe\n---\nid: B\ntitle: B\n")
    with pytest.raises(BadSheet) as caught:
        load_sheets(path)
    for words in ("sheet a: date", "sheet a: binding", "sheet B: id"):
        assert words in caught.value.message


def test_a_folder_is_searched_in_order(tmp_path: Path) -> None:
    write(tmp_path, "id: c\ntitle: C\n", "z/one.yml")
    write(tmp_path, "id: a\ntitle: A\nsupersedes: c\n", "a.yaml")
    write(tmp_path, "documents: {x: {}}\n", "expected.yaml")  # YAML, but no sheet
    write(tmp_path, "- title: x\n", "list.yaml")
    write(tmp_path, "id: hidden\ntitle: H\n", ".cache/h.yaml")
    assert [sheet.id for sheet in load_sheets(tmp_path)] == ["a", "c"]
    assert load_sheets(tmp_path / "z")[0].id == "c"


def test_one_bad_sheet_in_a_sheet_file_is_not_passed_over(tmp_path: Path) -> None:
    write(tmp_path, "id: a\ntitle: A\n---\nissuer: forgot the id\n")
    with pytest.raises(BadSheet, match="id is missing"):
        load_sheets(tmp_path)


def test_files_are_found_and_their_bytes_compared(tmp_path: Path) -> None:
    pdf = tmp_path / "in" / "文書.pdf"
    pdf.parent.mkdir()
    pdf.write_bytes(b"%PDF-1.7")
    digest = hashlib.sha256(pdf.read_bytes()).hexdigest()
    text = f"id: a\ntitle: A\nfile: in/文書.pdf\nsha256: {digest.upper()}\n"
    (sheet,) = load_sheets(write(tmp_path, text))
    assert sheet.file == pdf.resolve() and sheet.file.is_absolute()
    assert sheet.sha256 == digest
    pdf.write_bytes(b"%PDF-1.7 changed")
    with pytest.raises(BadSheet, match="another sha256") as caught:
        load_sheets(tmp_path)
    assert hashlib.sha256(pdf.read_bytes()).hexdigest() in (caught.value.hint or "")


def test_match_prefers_the_named_file(tmp_path: Path) -> None:
    one, two = tmp_path / "one.pdf", tmp_path / "two.pdf"
    one.write_bytes(b"1")
    two.write_bytes(b"2")
    digest = hashlib.sha256(b"2").hexdigest()
    sheets = load_sheets(
        write(tmp_path, f"id: a\ntitle: A\nfile: one.pdf\n---\nid: b\ntitle: B\nsha256: {digest}\n")
    )
    cases: list[tuple[Path, str | None, str | None]] = [
        (one, None, "a"),
        (one, digest, "a"),
        (tmp_path / "sub" / ".." / "one.pdf", None, "a"),
        (two, None, None),
        (two, digest, "b"),
        (Path("elsewhere.pdf"), digest.upper(), "b"),
        (two, "0" * 64, None),
    ]
    for path, sha256, expected in cases:
        found: Sheet | None = match(sheets, path, sha256)
        assert (found.id if found else None) == expected


def test_importing_the_catalogue_loads_no_heavy_library() -> None:
    code = "import sys, pipeline.catalog; print({'pydantic', 'yaml'} & set(sys.modules))"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "set()"


@given(st.dictionaries(st.sampled_from(["id", "title", "date", "file", "x"]), st.text()))
def test_any_mapping_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, fields: dict[str, str]
) -> None:
    import yaml

    path = tmp_path_factory.mktemp("any") / "s.yaml"
    path.write_text(yaml.safe_dump(fields, allow_unicode=True), encoding="utf-8")
    try:
        loaded: list[Sheet] | BadSheet = load_sheets(path)
    except BadSheet as mistake:
        loaded = mistake
    if isinstance(loaded, BadSheet):
        assert loaded.hint and str(path) in loaded.message
    else:
        assert [sheet.id for sheet in loaded] == [fields["id"].strip()]
