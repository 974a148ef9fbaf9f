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


def test_long_lists_and_paragraphs_take_linear_time() -> None:
    items = [Draft(BlockKind.ITEM, [Piece("・あ")]) for _ in range(20_000)]
    lines = [Draft(BlockKind.PARAGRAPH, [Piece("wrapped words of a line-") for _ in range(20_000)])]
    began = time.perf_counter()
    assemble(SOURCE, items + lines, None)
    assert time.perf_counter() - began < 10
