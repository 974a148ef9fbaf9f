"""What stands between two items of a list: brought by a page break, or printed there."""

from __future__ import annotations

import pytest

from pipeline.parse.assembly import Draft, Piece
from pipeline.parse.pdf.unbroken import unbroken
from pipeline.records import BlockKind


def drafts(*given: tuple[BlockKind, str, int]) -> list[Draft]:
    return [Draft(kind, [Piece(text, page)]) for kind, text, page in given]


def words(found: list[Draft]) -> list[str]:
    return [draft.pieces[0].text for draft in found]


@pytest.mark.parametrize(
    ("first", "note", "second"),
    [
        ("(a) a note of a test;", "Note 1: Tests of 2019.", "(b) a file of results."),
        ("一　試験の記録", "（注１）2019年の試験をいう。", "二　結果の文書"),
    ],
)
@pytest.mark.parametrize("page", [3, 4])
def test_a_note_goes_behind_the_list_only_over_a_page_break(
    first: str, note: str, second: str, page: int
) -> None:
    given = drafts(
        (BlockKind.ITEM, first, 3),
        (BlockKind.NOTE, note, 3),
        (BlockKind.ITEM, second, page),
        (BlockKind.HEADING, "2", page),
    )
    order = [first, note, second, "2"] if page == 3 else [first, second, note, "2"]
    assert words(unbroken(given)) == order


def test_what_earlier_page_breaks_brought_waits_for_the_end_of_the_list() -> None:
    given = drafts(
        (BlockKind.ITEM, "(a)", 1),
        (BlockKind.FURNITURE, "- 1 -", 1),
        (BlockKind.ITEM, "(b)", 2),
        (BlockKind.NOTE, "here", 2),
        (BlockKind.ITEM, "(c)", 2),
        (BlockKind.PARAGRAPH, "after", 2),
    )
    assert words(unbroken(given)) == ["(a)", "(b)", "here", "(c)", "- 1 -", "after"]
