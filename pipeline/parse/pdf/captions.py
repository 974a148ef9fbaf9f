"""Captions of figures and tables told from prose.

In: grown blocks. Out: the same drafts, captions with kind CAPTION.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.parse.pdf.continuation import SENTENCE_END
from pipeline.parse.pdf.grown import Grown
from pipeline.records import BlockKind

_NUMBER = r"[\dA-Z０-９Ａ-Ｚ]{1,3}(?:\s?[-－‐–ー−.．・]\s?[\d０-９]{1,3}){0,3}"
# 「図１は…」「表２のとおり」 and "Figure 3 shows" speak of a figure, they do not name it.
_WIDE = re.compile(
    rf"[（(【〔＜《［\[■◆●▼▲□○]?\s?(?:(?:図表?|表|写真|グラフ|チャート)\s?{_NUMBER}"
    rf"|第\s?{_NUMBER}\s?[図表])[】〕＞》］\]）)]?"
    r"(?:[\s\u3000:：.．／/）)】]|(?=[^\s\u3041-\u3096、。，,をにはがでのと]|$))"
)
_LATIN = re.compile(
    rf"(?:FIGURE|Figure|Fig\.|TABLE|Table|Exhibit|Chart|Photo)\s+{_NUMBER}\s?"
    r"(?:[:.—–|-]|\s(?=[A-Z\d(])|\s*$)"
)
_POINT = re.compile(rf"[A-Za-z.]+\s+{_NUMBER}\s?[:.—–|]")
# Behind a point or colon stands what the figure shows, in whole sentences if need be.
_MAX_WIDE, _MAX_LATIN, _MAX_POINTED = 120, 260, 600


def mark_captions(blocks: Sequence[Grown]) -> None:
    """Set the kind of captions in place.

    Reads as: a short block that begins with 図 1, 表２－１, "Figure 3:" or
    "Table 2." and is no sentence about it.
    """
    for block in blocks:
        if block.draft.kind in (BlockKind.PARAGRAPH, BlockKind.ITEM) and is_caption(block.text):
            block.draft.kind = BlockKind.CAPTION


def begins_caption(line: str) -> bool:
    """Tell whether a line begins as a caption does."""
    words = line.strip()
    return _WIDE.match(words) is not None or _LATIN.match(words) is not None


def is_caption(text: str) -> bool:
    """Tell whether words name a figure or table."""
    words = text.strip()
    if _WIDE.match(words):
        return len(words) <= _MAX_WIDE and (
            SENTENCE_END.search(words) is None or words.endswith((":", "："))
        )
    most = _MAX_POINTED if _POINT.match(words) else _MAX_LATIN
    return _LATIN.match(words) is not None and len(words) <= most
