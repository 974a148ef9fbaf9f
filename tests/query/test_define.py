"""Definitions of a term: in both languages alike, copies shown once, no other term for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline import open_index
from pipeline.api import Opened
from pipeline.index import Filters
from pipeline.query.define import Defined, folded
from pipeline.report.lines import defined_line


@pytest.fixture(scope="module")
def opened(sample_index: Path) -> Iterator[Opened]:
    with open_index(sample_index) as concord:
        yield concord


@pytest.mark.parametrize(
    ("asked", "terms"),
    [
        ("research security", {"research security", "研究セキュリティ"}),
        ("研究セキュリティ", {"research security", "研究セキュリティ"}),
        ("リスク軽減措置", {"リスク軽減措置"}),
        ("デューデリジェンス", {"due diligence"}),
        # words of a concept's row, but no definition of what is asked for
        ("covered individual", set()),
        ("適用範囲", set()),
    ],
)
def test_a_term_is_found_in_both_languages(opened: Opened, asked: str, terms: set[str]) -> None:
    found = [d for d in opened.define(asked) if d.fit == 1.0]
    assert {d.definition.term.casefold() for d in found} == terms
    assert all(not d.variants for d in found)  # each says something else


def _copy(**at: object) -> Callable[[Defined], Defined]:
    """Make the same definition of another document."""

    def made(one: Defined) -> Defined:
        source = replace(one.entry.source, id=str(at["id"]), date=str(at["date"]))
        source = replace(source, title=str(at.get("title", source.title)))
        return replace(
            one,
            definition=replace(one.definition, id=f"{at['id']}/d1", document=source.id),
            entry=replace(one.entry, source=source),
            fit=0.9,
        )

    return made


@pytest.mark.parametrize("asked", ["research security", "研究セキュリティ"])
def test_copies_are_shown_once_the_best_edition(opened: Opened, asked: str) -> None:
    one, *_ = opened.define(asked, Filters(documents=("hin-guideline-2024",)))
    later = _copy(id="b", date="2030-01")(one)
    draft = _copy(id="c", date="2031-01", title="指針（案）")(one)
    (shown,) = folded([one, later, draft])
    assert shown.definition.id == later.definition.id
    assert shown.fit == one.fit
    assert set(shown.variants) == {one.definition.id, draft.definition.id}
    assert defined_line(shown)["variants"] == list(shown.variants)
    abroad = replace(
        later, entry=replace(later.entry, source=replace(later.entry.source, jurisdiction="X-ALB"))
    )
    assert folded([one, abroad]) == [one, abroad]  # by jurisdiction: both are told


def test_the_documents_searched_are_those_of_the_filters(opened: Opened) -> None:
    assert opened.searched() == len(opened.index.entries)
    assert opened.searched(Filters(jurisdictions=("X-VEL",))) == 1
    assert 0 < opened.searched(Filters(language="ja")) < opened.searched()
