"""Identity from content."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from pipeline import ids


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("AI Act (2024).pdf", "ai-act-2024-pdf"),
        ("研究セキュリティ＿方針", "研究セキュリティ-方針"),
        ("ＡＢＣ　１", "abc-1"),
        ("---", "document"),
    ],
)
def test_slug(name: str, expected: str) -> None:
    assert ids.slug(name) == expected


def test_sha256_is_that_of_the_bytes(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"x" * 3_000_000)
    assert ids.sha256_of(path) == hashlib.sha256(b"x" * 3_000_000).hexdigest()


def test_a_rule_pack_is_code_too(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A changed rule must reach documents that were read before it."""
    package = tmp_path / "package"
    (package / "extract").mkdir(parents=True)
    (package / "extract" / "duties.toml").write_text("[rule]")
    monkeypatch.setattr(ids, "__file__", str(package / "ids.py"))
    before = ids.code_fingerprint.__wrapped__("extract")
    (package / "extract" / "duties.toml").write_text("[rule] # changed")
    assert ids.code_fingerprint.__wrapped__("extract") != before
