"""The same words in another layout are the same words; the same change is the same change."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.diff import Change, Kind, Move, Version, diff
from pipeline.diff.keys import form_of
from pipeline.records import BlockKind
from tests.diff.layouts import set_anew
from tests.diff.reading import read

_SAMPLES = {"en": ("alb-guidance-2021", "alb-guidance-2024"),
            "ja": ("hin-guideline-2021", "hin-guideline-2024")}  # fmt: skip


@pytest.fixture(scope="module", params=["en", "ja"])
def editions(
    request: pytest.FixtureRequest, root: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Version, Version, list[Version]]:
    """Two editions of a sample, and the newer set anew in two layouts."""
    folder = tmp_path_factory.mktemp("layouts")
    old, new = (read(root / "corpora/sample" / f"{name}.pdf") for name in _SAMPLES[request.param])
    made = [folder / "narrow.pdf", folder / "wide.pdf"]
    head = {"en": "Working draft, second print", "ja": "規程集　第二刷"}[request.param]
    for path in made:
        set_anew(new.document, path, narrow=path.stem == "narrow", head=head)
    return old, new, [read(path) for path in made]


def _said(change: Change) -> tuple[str, str | None, str | None]:
    # The mark of a note may have been read as its first word.
    sides = [form_of(s.text).lstrip("0123456789") if s else None for s in (change.old, change.new)]
    return change.change.value, sides[0], sides[1]


def _in_table(change: Change) -> bool:
    side = change.old or change.new
    return side is not None and side.block == BlockKind.TABLE


def test_another_layout_is_no_change(editions: tuple[Version, Version, list[Version]]) -> None:
    """Line breaks, page breaks, running heads, contents, bullets and type differ; no words do."""
    _, new, anew = editions
    for version in anew:
        found = diff(new, version)
        # Tables are left out of the new layout.
        assert [c for c in found.changes if not _in_table(c)] == []
        assert found.unchanged > 50


def test_a_change_is_found_in_any_layout(
    editions: tuple[Version, Version, list[Version]],
) -> None:
    old, new, anew = editions
    expected = {_said(c) for c in diff(old, new).changes if c.kind is not Kind.TEXT}
    assert len(expected) > 20
    for version in anew:
        assert {_said(c) for c in diff(old, version).changes if c.kind is not Kind.TEXT} == expected


@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_real_standard_in_another_layout(
    language: str, openchain: dict[tuple[str, str], Version], tmp_path: Path
) -> None:
    standard = openchain["1.2", language]
    set_anew(standard.document, tmp_path / "anew.pdf", narrow=True)
    found = diff(standard, read(tmp_path / "anew.pdf")).changes
    assert [c for c in found if c.kind is not Kind.TEXT or c.change is Move.REWORDED] == []
    assert len(found) <= 2
