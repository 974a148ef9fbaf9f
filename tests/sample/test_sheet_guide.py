"""The guide for analysts: its worked example is read as it stands."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pipeline.catalog import load_sheets
from pipeline.errors import BadSheet

GUIDE = Path(__file__).resolve().parents[2] / "corpora" / "README.md"


def test_the_worked_example_loads(tmp_path: Path) -> None:
    guide = GUIDE.read_text(encoding="utf-8")
    (example,) = re.findall(r"```yaml\n(.*?)```", guide, re.DOTALL)
    path = tmp_path / "sheets.yaml"
    path.write_text(example, encoding="utf-8")
    first, second, third = load_sheets(path)
    assert second.record.supersedes == first.id
    assert third.record.translation_of == second.id
    fields = re.findall(r"^\| `(\w+)` \|", guide, re.MULTILINE)
    path.write_text("id: a\ntitle: A\nfoo: 1\n", encoding="utf-8")
    with pytest.raises(BadSheet) as caught:
        load_sheets(path)
    assert caught.value.hint == "the fields are " + ", ".join(fields)


def test_the_mistake_shown_is_worded_as_shown(tmp_path: Path) -> None:
    guide = GUIDE.read_text(encoding="utf-8")
    shown = re.findall(r"^corpora/mine/sheets.yaml:\d+: (.*) \((.*)\)$", guide, re.MULTILINE)
    path = tmp_path / "sheets.yaml"
    path.write_text("id: moss-guideline-2024-en\ntitle: A\ndate: 10/2024\n", encoding="utf-8")
    with pytest.raises(BadSheet) as caught:
        load_sheets(path)
    assert [(caught.value.message.split(": ", 1)[1], caught.value.hint)] == shown
