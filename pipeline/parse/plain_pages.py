"""Running heads of extracted text, told by their repetition.

In: the lines of a text whose pages are parted by form feeds or page numbers.
Out: which lines at the head or foot of pages only repeat. A heading that
happens to stand at the top of a page stays.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from pipeline.numbering import split_number
from pipeline.parse.columns import SENTENCE_END

_EDGE = 2  # lines at the head and foot of a page that may be running heads
_MAX_HEAD = 100  # characters
_MIN_PAGES = 3  # two pages may begin alike by chance
_SHARE = 0.3  # of the pages: heads of left and right pages differ, covers have none
_NUMBER = re.compile(r"\d+")


def running_heads(lines: Sequence[str], starts: Sequence[int]) -> set[int]:
    """Give the positions of running heads; `starts` are the first lines of pages.

    Reads as: the same words at an edge of several pages; or the same but for
    one number that counts the pages. "Article 5" and "Article 9" count none.
    """
    ends = [*starts[1:], len(lines)] if starts else []  # a text of page numbers has no lines
    pages = [range(a, b) for a, b in zip(starts, ends, strict=True) if a < b]
    needed = max(_MIN_PAGES, round(_SHARE * len(pages)))
    seen: dict[tuple[str, int | None], dict[int, int]] = defaultdict(dict)
    for number, page in enumerate(pages):
        for at in {*page[:_EDGE], *page[-_EDGE:]}:
            for key in _keys(lines[at], number):
                seen[key].setdefault(number, at)
    return {at for places in seen.values() if len(places) >= needed for at in places.values()}


def _keys(line: str, page: int) -> Iterator[tuple[str, int | None]]:
    words = " ".join(line.split())
    if len(line) > _MAX_HEAD or SENTENCE_END.search(words[-20:]):
        return  # forms repeat sentences, pages do not
    yield words, None
    if split_number(words) is not None:
        return  # articles are counted too
    for number in _NUMBER.finditer(words):
        if len(number[0]) < 5:
            # The words around the number, and how far it runs ahead of the pages.
            yield f"{words[: number.start()]}#{words[number.end() :]}", int(number[0]) - page
