"""Answers stand under their questions."""

from __future__ import annotations

import pytest

from pipeline.parse.assembly import Draft, Piece, assemble
from pipeline.records import BlockKind, Source

P, IT, H = BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.HEADING
LONG = "共同研究の相手方が外国の機関であるときは、" * 6


@pytest.mark.parametrize(
    ("drafts", "trails"),
    [
        (
            [(H, "別添"), (IT, "（問１） 期限はあるか。"), (P, "（答）"), (P, "ある。"),
             (IT, "（問２） 誰が出すか。"), (P, "（答）大学である。"), (H, "附則"), (P, "施行する。")],
            [(), ("別添",), ("別添", "（問１） 期限はあるか。"), ("別添", "（問１） 期限はあるか。"),
             ("別添",), ("別添", "（問２） 誰が出すか。"), (), ("附則",)],
        ),
        (
            [(IT, "（問１）"), (P, "期限はあるか。"), (P, "写しでよいか。"), (P, "（答）"), (P, "ある。")],
            [(), (), (), ("（問１）期限はあるか。",), ("（問１）期限はあるか。",)],
        ),
        (
            [(H, "Funding"), (IT, "Q1: Who reports?"), (P, "A: The institution."), (P, "Within a year."),
             (IT, "Q2: When?"), (IT, "A2: At once.")],
            [(), ("Funding",), ("Funding", "Q1: Who reports?"), ("Funding", "Q1: Who reports?"),
             ("Funding",), ("Funding", "Q2: When?")],
        ),
        # No answer follows: a list of questions for discussion.
        ([(IT, "Q1: Who reports?"), (IT, "Q2: When?"), (P, "Send comments by May.")], [(), (), ()]),
        # Words that only begin like an answer.
        ([(IT, "Q1: Who reports?"), (P, "A university does."), (P, "答申を受けた。")], [(), (), ()]),
        ([(P, "（答）"), (P, "ある。")], [(), ()]),
        ([(IT, f"問1 {LONG}"), (P, "（答）")], [(), (f"問1 {LONG}"[:90] + "…",)]),
    ],
)  # fmt: skip
def test_the_trail_of_an_answer(
    drafts: list[tuple[BlockKind, str]], trails: list[tuple[str, ...]]
) -> None:
    made = [Draft(kind, [Piece(text)]) for kind, text in drafts]
    document = assemble(Source("x", "x"), made, None)
    assert [block.trail for block in document.blocks] == trails
