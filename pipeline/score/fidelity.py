"""How faithfully a document was read, measured against its publisher's own text.

In: a `Document` and the official text of the same work (Markdown or another
format without pages), both through `pipeline.parse`. Out: which of the
official sentences stand verbatim in one block, and in which order. White
space, width and compatibility forms do not count; a wrong, missing or foreign
character does. A sentence most of whose five-character sequences are nowhere in
the PDF is not in it at all (the publisher changed it) and is reported apart.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.records import BlockKind, Document

# Sentences of the official text that are compared: shorter ones are labels that stand anywhere.
MIN_LENGTH = 12
# A sentence cut by line ends that were joined wrongly keeps more than this of its sequences.
_PRESENT = 0.75
_GRAM = 5
_MAX_PLACES = 40  # of one sentence: a label that recurs
_PROSE = frozenset({BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.NOTE, BlockKind.HEADING})
_SKIPPED = frozenset(
    {BlockKind.FURNITURE, BlockKind.RUBY, BlockKind.CONTENTS, BlockKind.FIGURE, BlockKind.TABLE}
)
_END = re.compile(r"(?<=[。！？!?])|(?<=[.;:])\s+(?=[A-Z(\[“\"])")
# What the Markdown reader may leave of its markup, and the link targets of headings.
_MARKUP = re.compile(r"\[\^[^\]]*\]|\]?\[\]|<[^>]*>|\*+|`+|\\")
_QUOTES = str.maketrans("“”„‟″‘’‚‛′", '"' * 5 + "'" * 5)


@dataclass(frozen=True, slots=True)
class Fidelity:
    """What became of the official sentences; `order` is 1.0 when all stand in their order."""

    sentences: int
    present: int  # of them, those that the file has at all
    found: int  # of them, those that one block gives back verbatim
    order: float
    missed: tuple[str, ...]  # present, not found
    absent: tuple[str, ...]

    @property
    def recall(self) -> float:
        """Share of the present sentences that are found."""
        return self.found / self.present if self.present else 1.0

    @property
    def recall_of_all(self) -> float:
        """Share of all official sentences that are found."""
        return self.found / self.sentences if self.sentences else 1.0


def fold(text: str) -> str:
    """Reduce text to what a reader sees as the same: no white space, one width."""
    text = unicodedata.normalize("NFKC", _MARKUP.sub("", text).translate(_QUOTES))
    return re.sub(r"[\s\u200b\ufeff]+", "", text)


def sentences_of(official: Document) -> list[tuple[str, bool]]:
    """List the sentences of an official text: (folded, stands in a note)."""
    found = []
    for block in official.blocks:
        if block.kind not in _PROSE:
            continue
        words = official.text[block.span[0] : block.span[1]]
        for line in words.split("\n"):
            for sentence in _END.split(line):
                folded = fold(sentence)
                if len(folded) >= MIN_LENGTH and re.search(r"[^\W\d_]{4}", folded):
                    found.append((folded, block.kind is BlockKind.NOTE))
    return found


def fidelity(document: Document, sentences: Sequence[tuple[str, bool]]) -> Fidelity:
    """Look for the official sentences in a document that was read."""
    blocks = [fold(document.text[b.span[0] : b.span[1]]) for b in document.blocks]
    numbers = [fold(b.number or "") for b in document.blocks]
    # One text with a separator no sentence has: what is found stands in one block.
    flow = "\x00".join(
        n + w
        for n, w, b in zip(numbers, blocks, document.blocks, strict=True)
        if b.kind not in _SKIPPED
    )
    aside = "\x00".join(
        n + w
        for n, w, b in zip(numbers, blocks, document.blocks, strict=True)
        if b.kind in _SKIPPED
    )
    grams = _grams((*blocks, "".join(blocks)))
    missed: list[str] = []
    absent: list[str] = []
    places: list[list[int]] = []
    found = 0
    for sentence, note in sentences:
        here = _places(sentence, flow)
        if here:
            found += 1
            if not note:  # the Markdown has its notes at the end, the PDF on each page
                places.append(here)
        elif sentence in aside:
            missed.append("[aside] " + sentence)
        elif _share(sentence, grams) >= _PRESENT:
            missed.append(sentence)
        else:
            absent.append(sentence)
    return Fidelity(
        sentences=len(sentences),
        present=len(sentences) - len(absent),
        found=found,
        order=_ordered(places),
        missed=tuple(missed),
        absent=tuple(absent),
    )


def _grams(texts: Iterable[str]) -> set[str]:
    return {text[i : i + _GRAM] for text in texts for i in range(len(text) - _GRAM + 1)}


def _share(sentence: str, grams: set[str]) -> float:
    own = [sentence[i : i + _GRAM] for i in range(len(sentence) - _GRAM + 1)]
    return sum(g in grams for g in own) / len(own)


def _places(sentence: str, flow: str) -> list[int]:
    """Where a sentence stands, the first places of many."""
    found: list[int] = []
    at = flow.find(sentence)
    while at >= 0 and len(found) < _MAX_PLACES:
        found.append(at)
        at = flow.find(sentence, at + 1)
    return found


def _ordered(places: Sequence[Sequence[int]]) -> float:
    """Share of sentences in the longest increasing subsequence, one place a sentence."""
    tails: list[int] = []
    for here in places:
        for place in reversed(here):  # the larger first, so that one sentence counts once
            at = bisect_left(tails, place)
            tails[at : at + 1] = [place]
    return len(tails) / len(places) if places else 1.0
