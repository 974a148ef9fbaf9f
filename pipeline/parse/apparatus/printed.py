"""A document's blocks as a reader of the page sees them: lines, prose or not.

In: a document. Out: one `Printed` for each block that has words, in reading
order, with its lines as they stand on the page (a block of a format without
pages is cut at its own line ends).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.parse.apparatus.features import locator
from pipeline.parse.apparatus.signs import found
from pipeline.parse.apparatus.words import is_prose, sentences, size
from pipeline.records import Anchor, Block, BlockKind, Document

SILENT = frozenset({BlockKind.FURNITURE, BlockKind.RUBY})
_CITING = ("url", "year", "law", "volume", "obtained", "quoted")
_PLACES = ("post-ja", "post-en", "body-ja", "body-en")
_SHORT = 20  # words: a longer line is no label, name or title
_BRIEF = 12
_LABEL = 6  # words: a label before a colon is no longer
_NAME_FIRST = re.compile(
    r"[○〇◎・\s]*(?:[一-龯々﨑髙]{3,5}[\s　|]+|[A-Z][\w’'-]+ (?:[A-Z]\. )?[A-Z][\w’'-]+ )"
)
_LABELLED = re.compile(r"[:：]\s*$")


@dataclass(frozen=True, slots=True)
class Printed:
    """One block with its lines."""

    position: int  # in Document.blocks
    block: Block
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """The lines, one under the other, with the printed number in front."""
        words = "\n".join(self.lines)
        return f"{self.block.number} {words}" if self.block.number else words

    @property
    def page(self) -> int | None:
        """The page it begins on."""
        return self.block.anchors[0].page if self.block.anchors else None

    @property
    def prose(self) -> bool:
        """Tell whether any of its sentences is prose."""
        return any(is_prose(s) for s in sentences(" ".join(self.lines)))

    @property
    def duty(self) -> bool:
        """Tell whether it says that somebody must do something."""
        return found("duty", " ".join(self.lines)) is not None

    @property
    def cites(self) -> bool:
        """Tell whether it has a mark of a source."""
        return any(found(name, self.text) for name in _CITING)

    @property
    def brief(self) -> bool:
        """Tell whether it is a label rather than a statement."""
        return not self.prose and all(size(line) <= _BRIEF for line in self.lines)

    @property
    def located(self) -> int:
        """Count its lines that end in a page number."""
        return sum(locator(line) is not None for line in self.lines)


def printed(document: Document) -> list[Printed]:
    """Give the blocks that have words, each with its lines."""
    shown = []
    for position, block in enumerate(document.blocks):
        if block.kind in SILENT:
            continue
        text = document.text[block.span[0] : block.span[1]]
        if not any(c.isalnum() or c in "□☐＿_" for c in text):
            continue
        shown.append(Printed(position, block, _lines(document, block, text)))
    return shown


def _lines(document: Document, block: Block, text: str) -> tuple[str, ...]:
    if len(block.anchors) < 2 or block.kind is BlockKind.TABLE:
        return tuple(p.strip() for p in text.split("\n") if p.strip())
    rows: list[list[Anchor]] = []
    for anchor in block.anchors:
        if rows and _same_row(rows[-1][-1], anchor):
            rows[-1].append(anchor)
        else:
            rows.append([anchor])
    spans = [(row[0].span[0], row[-1].span[1]) for row in rows]
    return tuple(document.text[a:b].strip() for a, b in spans if document.text[a:b].strip())


def _same_row(a: Anchor, b: Anchor) -> bool:
    """Tell whether two stretches stand side by side: a name and its post."""
    if a.page != b.page or a.box is None or b.box is None:
        return False
    overlap = min(a.box[3], b.box[3]) - max(a.box[1], b.box[1])
    return overlap > 0.5 * min(a.box[3] - a.box[1], b.box[3] - b.box[1])


def is_person(line: str) -> bool:
    """Tell whether a line names a person with a post or body.

    Reads as: "Anna Lowe, Director", 「北野 透　丘大学 教授」; no sentence, and
    short enough. A post without a name ("(1) the president") is no person.
    """
    named = found("name-ja", line) or found("name-en", line)
    placed = any(found(name, line) for name in _PLACES)
    return bool(named and placed) and size(line) <= 2 * _SHORT and not is_prose(line)


def may_be_person(line: str) -> bool:
    """Tell whether a line under 「名簿」 or "Members" names a person.

    There a name needs no blank or comma: 「北野透　丘大学教授」, "Anna Lowe
    Chief Officer, Hill"; a first word that is itself a post or body is none.
    """
    if is_person(line):
        return True
    match = _NAME_FIRST.match(line)
    if match is None or size(line) > 2 * _SHORT or is_prose(line):
        return False
    rest = line[match.end() :]
    if any(found(name, match[0]) for name in _PLACES):
        return False
    return any(found(name, rest) for name in _PLACES)


def is_contact(line: str) -> bool:
    """Tell whether a line is an address, a telephone number or a mailbox."""
    return found("contact", line) is not None and size(line) <= _SHORT and not is_prose(line)


def is_field(line: str) -> bool:
    """Tell whether a line leaves room for an answer, a tick or a signature."""
    if _LABELLED.search(line) and size(line) <= _LABEL:
        return True
    return any(found(name, line) for name in ("blank", "box", "signed", "field"))
