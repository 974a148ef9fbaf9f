"""Parts that no heading announces: a source note, a page of a long contents list.

In: a document's printed blocks. Out: for each block that is apparatus on its
own evidence or its neighbours', what it is.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence, Set

from pipeline.parse.apparatus.features import ascending, locator
from pipeline.parse.apparatus.passage import is_passage, likelihood
from pipeline.parse.apparatus.printed import Printed, is_field, is_person
from pipeline.parse.apparatus.regions import Marks, is_form_block
from pipeline.parse.apparatus.signs import count, found
from pipeline.parse.apparatus.words import is_japanese, is_prose, sentences
from pipeline.records import Apparatus, BlockKind

_SOURCES = frozenset({BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.NOTE})
# An item that only names a law may be what a rule is about; these it has as a source.
_CITED = ("url", "obtained", "author", "volume", "et-al", "ibid")
_TITLED = 0.4  # likelihood from which a Japanese title with its address is a source
_ENDS_IN_ADDRESS = re.compile(r"[^：:\s]\s*[（(]?https?://[^\s\u3040-\u9fff]+[）)]?$")
_PEOPLE = 4  # people in a row, with nothing else between, are a list
_FIELDS = 4  # fields on one page make it a form
_BLANKS = 2  # of them, so many are blanks or signatures, not boxes and labels only
_LOCATED = 5  # lines with page numbers on one page
_GAP = 2  # lines of a person that goes on: a second post, a wrapped name


def alone(blocks: Sequence[Printed], forms: Set[int] = frozenset()) -> Marks:
    """Find apparatus that stands without a heading.

    `forms` are pages whose running head calls them forms.
    """
    marks: Marks = {}
    for before, block in itertools.pairwise([None, *blocks]):
        if block and block.block.kind in _SOURCES and _is_source(block, before):
            marks[block.position] = Apparatus.REFERENCES
    marks.update(_people(blocks))
    for _, page in itertools.groupby(blocks, key=lambda b: b.page):
        together = list(page)
        marks.update(_contents_page(together))
        marks.update(_form_page(together, together[0].page in forms))
    return marks


def _is_source(block: Printed, before: Printed | None) -> bool:
    """Tell whether a block is nothing but sources."""
    text = block.text
    if not block.cites:
        return False
    if before is not None and before.lines[-1].endswith((":", "：")) and len(block.lines) == 1:
        return False  # "available at:" needs its address
    if found("copyright", text) or (block.duty and not found("quoted", text)):
        return False
    item = block.block.kind is BlockKind.ITEM
    if item and (block.block.stem is not None or not any(found(s, text) for s in _CITED)):
        return False  # an item that continues a sentence says what the sentence is about
    if any(is_prose(s, cites=True) for s in sentences(" ".join(block.lines))):
        return False
    if is_passage(Apparatus.REFERENCES, text):
        return True
    # 「内閣府「…」https://…」: Japanese sentences show in their endings, so a title with
    # its address needs no more.
    words = " ".join(block.lines)
    titled = is_japanese(text) and _ENDS_IN_ADDRESS.search(words) is not None and not block.prose
    return titled and likelihood(Apparatus.REFERENCES, text) >= _TITLED


def _people(blocks: Sequence[Printed]) -> Marks:
    """Reads as: at least four people in a row, with a line or two of each between."""
    marks: Marks = {}
    run: list[Printed] = []
    people = 0
    gap = 0
    for block in [*blocks, None]:
        named = sum(is_person(x) for x in block.lines) if block else 0
        if block and named and not block.duty and not block.prose:
            run.append(block)
            people += named
            gap = 0
            continue
        if block and run and block.brief and gap < _GAP:
            run.append(block)
            gap += 1
            continue
        if people >= _PEOPLE:
            kept = run[: len(run) - gap]
            marks.update((b.position, Apparatus.MEMBERS) for b in kept)
        run, people, gap = [], 0, 0
    return marks


def _contents_page(page: Sequence[Printed]) -> Marks:
    """Reads as: a page whose lines end in ascending page numbers and read as contents."""
    located = [b for b in page if b.located and not b.prose]
    lines = [x for b in located for x in b.lines]
    numbers = [int(x) for line in lines if (x := locator(line)) and x.isdigit()]
    if len(numbers) < _LOCATED or 2 * len(numbers) < len(lines) or ascending(numbers) < 0.8:
        return {}
    if 2 * len(located) < len(page) or not is_passage(Apparatus.CONTENTS, "\n".join(lines)):
        return {}
    return {b.position: Apparatus.CONTENTS for b in located}


def _form_page(page: Sequence[Printed], named: bool) -> Marks:
    """Reads as: a page on which half of what is no sentence is a field to fill in."""
    if page and page[0].page is None:
        return {}
    fields = [i for i, b in enumerate(page) if not b.prose and any(map(is_field, b.lines))]
    plain = [b for b in page if not b.prose]
    blanks = sum(count(s, x) for b in page for x in b.lines for s in ("blank", "signed"))
    part = 4 if named else 2  # under 「様式集」 a quarter will do, and one field less
    if len(fields) < _FIELDS - named or part * len(fields) < len(plain) or blanks < _BLANKS:
        return {}
    inside = page[fields[0] : fields[-1] + 1]
    return {b.position: Apparatus.FORM for b in inside if is_form_block(b)}
