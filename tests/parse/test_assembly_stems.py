"""Stems that a reader states, and hostile sizes."""

from __future__ import annotations

import time

import pytest

from pipeline.parse.assembly import Draft, Piece, assemble
from pipeline.records import BlockKind, Source

SOURCE = Source("x", "x")


@pytest.mark.parametrize(("leads", "stem"), [(True, 0), (False, None)])
def test_stated_lead(leads: bool, stem: int | None) -> None:
    drafts = [
        Draft(BlockKind.PARAGRAPH, [Piece("個人情報の区分に応じ措置を講ずる。")], leads=leads),
        Draft(BlockKind.ITEM, [Piece("一　氏名")], depth=11),
    ]
    assert assemble(SOURCE, drafts, None).blocks[1].stem == stem


@pytest.mark.parametrize(
    ("lead", "item", "question"),
    [
        ("次の書類は省略して差し支えない。次のとおり：", "・写し", "（問２）"),
        ("次の書類は省略して差し支えない。次のとおり：", "・写し", "（問２） 期限はあるか。"),
        ("You may leave out the following:", "• copies", "【Q2】"),
        ("You may leave out the following:", "• copies", "Q2: When?"),
    ],
)
def test_the_next_question_continues_no_list(lead: str, item: str, question: str) -> None:
    drafts = [
        Draft(BlockKind.PARAGRAPH, [Piece(lead)]),
        Draft(BlockKind.ITEM, [Piece(item)], level=2, depth=2),
        Draft(BlockKind.ITEM, [Piece(question)], level=1, depth=1),
        Draft(BlockKind.ITEM, [Piece(item)], level=2, depth=2),
    ]
    stems = [block.stem for block in assemble(SOURCE, drafts, None).blocks]
    assert stems[:3] == [None, 0, None]
    assert stems[3] != 0


def test_long_lists_and_paragraphs_take_linear_time() -> None:
    items = [Draft(BlockKind.ITEM, [Piece("・あ")]) for _ in range(20_000)]
    lines = [Draft(BlockKind.PARAGRAPH, [Piece("wrapped words of a line-") for _ in range(20_000)])]
    began = time.perf_counter()
    assemble(SOURCE, items + lines, None)
    assert time.perf_counter() - began < 10
