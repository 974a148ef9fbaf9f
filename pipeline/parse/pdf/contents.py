"""Contents pages told from the text they list.

In: grown blocks. Out: the same drafts, lines of contents with kind CONTENTS.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from pipeline.numbering import LEGAL
from pipeline.parse.pdf.evidence import Evidence, bare
from pipeline.parse.pdf.grown import Grown
from pipeline.parse.pdf.lines import Line
from pipeline.records import BlockKind

_CONTENTS = re.compile(
    r"(?:図表|図|表)?目\s*次|もくじ|(?:table of )?contents|list of (?:tables|figures|boxes)",
    re.IGNORECASE,
)
_PAGE_AT_END = re.compile(r"[\s\u3000.…]\s*[\d０-９]{1,3}\s*$")
# 「第二章 管理体制（第三条―第八条）」
_ARTICLES = re.compile(r"[（(]第[^（）()]{1,12}条(?:[^（）()]{0,12}条(?:の[^（）()]{1,4})?)?[）)]$")
_GAP = 3  # blocks without page number that contents may hold: a part's name, a note
_LISTED = 4  # so many headings without text between them, all met again below, are a list of them


def mark_contents(blocks: Sequence[Grown], evidence: Evidence) -> None:
    """Mark lines under a contents heading that end in a page number, and lists of chapters."""
    within = 0
    listed = False  # the block above lists a chapter with its articles
    for block in blocks:
        if block.draft.kind not in (BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.CONTENTS):
            continue
        words = block.text.strip()
        style = block.style
        chapter = style is not None and style.style in LEGAL
        if _CONTENTS.fullmatch(words):
            # The word itself is no section: nothing stands under it in a trail.
            block.draft.kind = BlockKind.CONTENTS
            within = _GAP
        elif within and (block.draft.kind is BlockKind.CONTENTS or _PAGE_AT_END.search(words)):
            block.draft.kind = BlockKind.CONTENTS
            within = _GAP
        elif chapter and _ARTICLES.search(words):
            block.draft.kind = BlockKind.CONTENTS
            listed = True
            continue
        elif (listed and re.fullmatch(r"附\s*則", words)) or all(
            _tagged(evidence, line) for line in block.lines
        ):
            block.draft.kind = BlockKind.CONTENTS
        elif within:
            within -= 1
        listed = False


def _tagged(evidence: Evidence, line: Line) -> bool:
    role = evidence.role(line)
    return role is not None and role.kind == "contents"


def mark_listings(blocks: Sequence[Grown]) -> None:
    """Mark headings that only list the headings below: contents without page numbers."""
    words = [bare(b.text) if b.draft.kind is BlockKind.HEADING else "" for b in blocks]
    later = Counter(w for w in words if w)
    run: list[int] = []
    for at, block in enumerate(blocks):
        if block.draft.kind is BlockKind.HEADING:
            run.append(at)
            continue
        if block.draft.kind in (BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.TABLE) and (
            block.draft.pieces
        ):
            _take_listing(blocks, run, words, later)
            run = []
    _take_pages(blocks)


def _take_pages(blocks: Sequence[Grown]) -> None:
    """Mark what stands among the contents of a page that is mostly contents."""
    listed: Counter[int] = Counter()
    other: Counter[int] = Counter()
    last: dict[int, int] = {}
    for at, block in enumerate(blocks):
        page = block.lines[0].page
        if block.draft.kind is BlockKind.CONTENTS:
            listed[page] += 1
            last[page] = at
        elif block.draft.kind in (BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.ITEM):
            other[page] += 1
    mostly = {page for page in listed if listed[page] >= max(_LISTED, other[page])}
    for at, block in enumerate(blocks):
        page = block.lines[0].page
        among = page in mostly and (at < last[page] or page + 1 in mostly)
        if block.draft.kind is BlockKind.HEADING and among:
            block.draft.kind = BlockKind.CONTENTS


def _take_listing(
    blocks: Sequence[Grown], run: Sequence[int], words: Sequence[str], later: Counter[str]
) -> None:
    again = [at for at in run if later[words[at]] > 1]
    if len(again) < _LISTED or len(again) < 0.7 * len(run):
        return
    first: set[str] = set()
    for at in again:
        if words[at] not in first and later[words[at]] > 1:
            first.add(words[at])
            later[words[at]] -= 1
            blocks[at].draft.kind = BlockKind.CONTENTS
