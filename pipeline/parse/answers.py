"""Answers that stand under their questions.

In: drafts in reading order. Out: for each draft that begins an answer the question, as a
trail shows it; and the drafts that begin the next question. "Yes, within a year." says
nothing without what was asked.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from pipeline.numbering import split_number
from pipeline.records import BlockKind
from pipeline.text.joining import joint

if TYPE_CHECKING:
    from pipeline.parse.assembly import Draft

_LONGEST = 90  # characters of a question in a trail
_TEXT = frozenset({BlockKind.PARAGRAPH, BlockKind.ITEM})
# （問）, "Q:" without a number; numbered ones are told by their number.
_QUESTION = re.compile(r"\s*(?:[（(【［]?問[）)】］]|[QＱ][.．:：]\s|[QＱ]\s*$|問[:：\u3000])")
_ANSWER = re.compile(
    r"\s*(?:[（(【［〔]答え?[）)】］〕]|答え?(?:[:：\u3000]|\s*$)|[AＡ](?:[.．:：]\s|\s*$)|Answer[:.])"
)
_ANSWERED = re.compile(r"[（(【［[〔\s]*(?:A|Ａ|答)")


def answers(drafts: Sequence[Draft]) -> tuple[dict[int, str], set[int]]:
    """Find answers with their questions, by position, and where questions begin.

    Reads as: a block that begins with （答）, "A:" or an answer's number, with a question
    before it since the last heading or answer.
    """
    found: dict[int, str] = {}
    begun: set[int] = set()
    asked = ""
    bare = False  # the question's number stands alone, its words come next
    for at, draft in enumerate(drafts):
        if draft.kind is BlockKind.HEADING:
            asked = ""
        if draft.kind not in _TEXT:
            continue
        words = _words(draft)
        number = split_number(words)
        numbered = number is not None and number.style == "question"
        if _ANSWER.match(words) or (numbered and _ANSWERED.match(words)):
            if asked:
                found[at] = asked if len(asked) <= _LONGEST else f"{asked[:_LONGEST]}…"
            asked = ""
        elif numbered or _QUESTION.match(words):
            begun.add(at)
            asked = words
            bare = number is not None and not number.rest.strip()
        elif asked and bare:
            asked += joint(asked, words) + words
            bare = False
    return found, begun


def _words(draft: Draft) -> str:
    text = draft.number or ""
    for piece in draft.pieces:
        text += (joint(text, piece.text) if text else "") + piece.text.strip()
        if len(text) > _LONGEST:
            break
    return text
