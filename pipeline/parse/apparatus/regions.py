"""Parts announced by a heading: 目次, References, 委員名簿, 様式第１号.

In: a document's printed blocks. Out: for each block of such a part, what it
is. A part runs from its heading as long as blocks fit it; prose and duties
are never taken, whatever stands above them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from pipeline.parse.apparatus.features import is_numbered, locator
from pipeline.parse.apparatus.passage import likelihood
from pipeline.parse.apparatus.printed import Printed, is_contact, is_field, may_be_person
from pipeline.parse.apparatus.signs import found
from pipeline.parse.apparatus.words import size
from pipeline.records import Apparatus, BlockKind

Marks = dict[int, Apparatus]

_OPENERS = {
    "opens-contents": Apparatus.CONTENTS,
    "opens-references": Apparatus.REFERENCES,
    "opens-members": Apparatus.MEMBERS,
    "opens-form": Apparatus.FORM,
}
_TITLE = 20  # words: no heading is longer
_LENIENT = 0.25  # likelihood from which an entry under 「参考文献」 is one
_WITH_DUTY = 0.5  # … although its title says a duty: "What hosts must keep" (2021)
_ENTRIES = 3  # a contents page has at least so many entries
_PEOPLE = 2  # a list of members names at least so many people
_FIELDS = 2  # a form has at least so many fields
_CONTACT_TITLE = re.compile(r"(?i)\bcontacts?\b|連絡先|問い?合わ?せ")
_STRAY = 2  # so many blocks in a row that do not fit end a part
_FIGURE = re.compile(r"\s*(?:Figure|Fig\.|Table|Box|図表?|表)\s?[\d０-９]")
_ARTICLES = re.compile(r"[（(]第[\d０-９一二三四五六七八九十百]+[条節章][^）)]*[）)]\s*$")


def regions(blocks: Sequence[Printed]) -> Marks:
    """Find the parts that a heading announces."""
    marks: Marks = {}
    for at, kind in _openers(blocks):
        if blocks[at].position in marks:
            continue
        taken = _extent(blocks, at, kind)
        marks.update((blocks[i].position, kind) for i in taken)
    return marks


def _openers(blocks: Sequence[Printed]) -> Iterator[tuple[int, Apparatus]]:
    """Find blocks that are, begin or end with the heading of a part."""
    for at, block in enumerate(blocks):
        first, last = block.lines[0], block.lines[-1]
        for line in dict.fromkeys((first, last)):
            kind = opener(line)
            if kind is not None and (line is first or kind is Apparatus.CONTENTS):
                yield at, kind
                break


def opener(line: str) -> Apparatus | None:
    """Say which part a line announces, if any."""
    if size(line) > _TITLE:
        return None
    return next((kind for name, kind in _OPENERS.items() if found(name, line)), None)


def _extent(blocks: Sequence[Printed], at: int, kind: Apparatus) -> list[int]:
    """Give the positions in `blocks` of a part, its heading first; empty when it is none."""
    taken = {
        Apparatus.CONTENTS: _contents,
        Apparatus.REFERENCES: _references,
        Apparatus.MEMBERS: _members,
        Apparatus.FORM: _form,
    }[kind](blocks, at)
    if not taken:
        return []
    head = [at] if opener(blocks[at].lines[0]) is kind and blocks[at].brief else []
    return sorted({*head, *taken})


def _contents(blocks: Sequence[Printed], at: int) -> list[int]:
    """Entries after the heading, up to the place where the first of them comes again.

    Accepted when half of them end in a page number (or the articles they
    hold), or come again later as blocks of their own; the last one does.
    """
    taken: list[int] = []
    seen: list[str] = []
    before = {_bare(b.lines[0]) for b in blocks[:at]}
    for i in range(at + 1, len(blocks)):
        block = blocks[i]
        bare = [_bare(line) for line in block.text.split("\n")]
        heading = block.block.kind is BlockKind.HEADING
        again = bare[0] != "" and (bare[0] in (seen if heading else seen[:1]) or bare[0] in before)
        if again or _is_body(block):
            break  # the body begins
        other = opener(block.lines[0]) in (Apparatus.MEMBERS, Apparatus.FORM)
        if other and not block.located:
            break
        taken.append(i)
        seen += bare
    if len(seen) < _ENTRIES:
        return []
    later = {_bare(b.text.split("\n")[0]) for b in blocks[taken[-1] + 1 :]}

    def points(block: Printed) -> int:
        articles = sum(_ARTICLES.search(line) is not None for line in block.lines)
        ahead = sum(bool(s) and s in later for s in map(_bare, block.text.split("\n")))
        set_apart = block.block.kind is BlockKind.CONTENTS or _is_caption(block)
        return len(block.lines) if set_apart else max(block.located + articles, ahead)

    while taken and not points(blocks[taken[-1]]):
        taken.pop()
    lines = sum(len(blocks[i].lines) for i in taken)
    return taken if 2 * sum(points(blocks[i]) for i in taken) >= lines else []


def _is_body(block: Printed) -> bool:
    """Tell whether a block is no entry: a sentence. "What hosts must do … 12" is an entry."""
    if block.block.kind is BlockKind.CONTENTS or _is_caption(block):
        return False
    ended = block.lines[-1].endswith(("。", ".", ";"))
    return block.prose or (block.duty and ended and not block.located)


def _is_caption(block: Printed) -> bool:
    """Tell whether a block is captions with their pages, which may hold whole sentences."""
    if block.block.kind is BlockKind.CAPTION or not _FIGURE.match(block.lines[0]):
        return False
    return block.located >= _ENTRIES or locator(block.lines[-1]) is not None


def _bare(line: str) -> str:
    """Give the words of an entry without number, leaders and page."""
    words = re.sub(r"[（(]第[^）)]*[）)]|[\s.…‥・･·\d０-９]+", "", line)
    return re.sub(r"\W", "", words).lower()


def _references(blocks: Sequence[Printed], at: int) -> list[int]:
    def fits(block: Printed) -> bool:
        least = _WITH_DUTY if block.duty else _LENIENT
        if likelihood(Apparatus.REFERENCES, block.text) >= least:
            return True
        if block.duty:
            return False
        return block.cites and not block.prose

    taken = _run(blocks, at, fits, lambda b: not b.prose and not b.duty)
    return taken if any(blocks[i].cites for i in taken) else []


def _members(blocks: Sequence[Printed], at: int) -> list[int]:
    def fits(block: Printed) -> bool:
        return not block.duty and any(may_be_person(x) or is_contact(x) for x in block.lines)

    taken = _run(blocks, at, fits, lambda b: b.brief and not b.duty)
    own = blocks[at].lines[1:]
    lines = [*own, *(x for i in taken for x in blocks[i].lines)]
    people = sum(may_be_person(x) for x in lines)
    contacts = sum(is_contact(x) for x in lines)
    enough = 1 if _CONTACT_TITLE.search(blocks[at].lines[0]) else _PEOPLE
    if people < _PEOPLE and contacts < enough:
        return []
    return [at, *taken] if any(may_be_person(x) for x in own) else taken


def _form(blocks: Sequence[Printed], at: int) -> list[int]:
    """Everything on the form's page (or under its heading) that is no sentence."""
    page = blocks[at].page
    level = blocks[at].block.level or 0
    inside: list[int] = []
    for i in range(at + 1, len(blocks)):
        block = blocks[i]
        if page is not None and block.page != page:
            break
        heading = page is None and block.block.kind is BlockKind.HEADING
        outer = heading and (block.block.level or 1) <= level
        if outer and not any(is_field(x) for x in block.lines):
            break
        inside.append(i)
    fields = [i for i in inside if any(is_field(x) for x in blocks[i].lines)]
    if len(fields) < _FIELDS or 3 * len(fields) < sum(not blocks[i].prose for i in inside):
        return []
    return [i for i in inside if is_form_block(blocks[i])]


def is_form_block(block: Printed) -> bool:
    """Tell whether a block of a form is a field or label, not a sentence or duty."""
    return not block.duty and not block.prose


def _run(
    blocks: Sequence[Printed],
    at: int,
    fits: Callable[[Printed], bool],
    may_stand: Callable[[Printed], bool],
) -> list[int]:
    """Take what fits after a heading, with what may stand between, until prose comes."""
    taken: list[int] = []
    waiting: list[int] = []
    for i in range(at + 1, len(blocks)):
        block = blocks[i]
        heading = block.block.kind in (BlockKind.HEADING, BlockKind.TITLE)
        if fits(block) and not (heading and is_numbered(block.text) and not block.cites):
            taken += [*waiting, i]
            waiting = []
        elif may_stand(block) and len(waiting) < _STRAY and not heading:
            waiting.append(i)
        else:
            break
    return taken
