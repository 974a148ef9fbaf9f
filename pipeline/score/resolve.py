"""Where a labelled sentence stands in a document, however it was parsed.

In: a document and a labelled sentence. Out: the place of each of its letters
in the document's text, or None when it cannot be found. Always: the sentence
is found by the hash of its letters, else by at least four fifths of its
pieces in order near each other; so labels outlive changes of the parser.
"""

from __future__ import annotations

import hashlib
import zlib
from bisect import bisect_right
from collections import defaultdict

from pipeline.records import Document, Span
from pipeline.score.bare import Bare, bare
from pipeline.score.gold import GoldSentence

PIECE = 8  # letters: long enough to be rare on a page, short enough to survive a wrong letter
ENOUGH = 0.8  # of the pieces
_FEW = 2  # a sentence of more pieces may always lack one: a wrong letter spoils a piece
_SLACK = 0.25  # of the length: how far lost or added letters may shift a piece


def digest(letters: str) -> str:
    """Hash the letters of a sentence."""
    return hashlib.blake2b(letters.encode(), digest_size=6).hexdigest()


def pieces(letters: str) -> tuple[str, ...]:
    """Hash each whole run of eight letters."""
    return tuple(_piece(letters[i : i + PIECE]) for i in range(0, len(letters) - PIECE + 1, PIECE))


def _piece(run: str) -> str:
    return f"{zlib.crc32(run.encode()) & 0xFFFF:04x}"


class Placed:
    """A sentence found in a document: a place for every offset of its letters."""

    def __init__(self, text: Bare, anchors: list[tuple[int, int]], length: int) -> None:
        self._text = text
        self._anchors = anchors  # (offset in the sentence, position in the text), ascending
        self.length = length

    def _position(self, offset: int) -> int:
        known = bisect_right(self._anchors, offset, key=lambda a: a[0]) - 1
        start, position = self._anchors[max(known, 0)]
        return min(max(position + offset - start, 0), len(self._text.text) - 1)

    def span(self, start: int = 0, end: int | None = None) -> Span:
        """Give the document's characters that letters `start:end` of the sentence cover."""
        last = self._position((self.length if end is None else end) - 1)
        return (self._text.home[self._position(start)], self._text.home[last] + 1)


class Finder:
    """Finds labelled sentences in one document."""

    def __init__(self, document: Document) -> None:
        self._text = bare(document.text)
        self._pages = _pages(document, self._text) if document.pages else None
        self._runs: dict[str, list[int]] | None = None

    def at(self, page: int | None, position: int) -> int:
        """Count the letters between a page's start and a position of the document's text."""
        start = self._region(page)[0] if page is not None else 0
        return bisect_right(self._text.home, position - 1) - start

    def find(self, sentence: GoldSentence) -> Placed | None:
        """Find a sentence on its page or the two beside it, else anywhere."""
        regions = [(0, len(self._text.text))]
        if sentence.page is not None and self._pages:
            around = [self._region(p) for p in range(sentence.page - 1, sentence.page + 2)]
            held = [r for r in around if r[0] < r[1]]
            if held:
                regions.insert(0, (min(r[0] for r in held), max(r[1] for r in held)))
        for region in regions:
            placed = self._exact(sentence, region) or self._near(sentence, region)
            if placed is not None:
                return placed
        return None

    def _region(self, page: int) -> Span:
        if self._pages is None:
            return (0, len(self._text.text))
        return self._pages.get(page, (0, 0))

    def _hint(self, sentence: GoldSentence) -> int:
        start = self._region(sentence.page)[0] if sentence.page is not None else 0
        return start + sentence.at

    def _starts(self, run: str, region: Span) -> list[int]:
        if self._runs is None:
            self._runs = defaultdict(list)
            text = self._text.text
            for i in range(len(text) - PIECE + 1):
                self._runs[_piece(text[i : i + PIECE])].append(i)
        return [p for p in self._runs.get(run, ()) if region[0] <= p < region[1]]

    def _exact(self, sentence: GoldSentence, region: Span) -> Placed | None:
        text, length = self._text.text, sentence.length
        starts = (
            self._starts(sentence.pieces[0], region)
            if sentence.pieces
            else list(range(region[0], region[1] - length + 1))
        )
        same = [p for p in starts if digest(text[p : p + length]) == sentence.digest]
        if not same:
            return None
        start = min(same, key=lambda p: abs(p - self._hint(sentence)))
        return Placed(self._text, [(0, start)], length)

    def _near(self, sentence: GoldSentence, region: Span) -> Placed | None:
        """Reads as: the sentence with some letters lost, added or read differently."""
        if len(sentence.pieces) < 2:
            return None
        slack = max(PIECE, int(sentence.length * _SLACK))
        votes = [
            (p - i * PIECE, i * PIECE, p)
            for i, run in enumerate(sentence.pieces)
            for p in self._starts(run, region)
        ]
        best: list[tuple[int, int]] = []
        for start in sorted({v[0] for v in votes}):
            chain = _chain([(i, p) for s, i, p in votes if abs(s - start) <= slack])
            if len(chain) > len(best):
                best = chain
        wanted = len(sentence.pieces)
        if len(best) < ENOUGH * wanted and not (wanted > _FEW and len(best) == wanted - 1):
            return None
        return Placed(self._text, best, sentence.length)


def _chain(hits: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Keep hits that rise in the sentence and in the text alike."""
    chain: list[tuple[int, int]] = []
    for offset, position in sorted(hits):
        if not chain or (offset > chain[-1][0] and position > chain[-1][1]):
            chain.append((offset, position))
    return chain


def _pages(document: Document, text: Bare) -> dict[int, Span]:
    """Give the stretch of letters that each page's blocks cover."""
    found: dict[int, Span] = {}
    for block in document.blocks:
        for anchor in block.anchors:
            start = bisect_right(text.home, anchor.span[0] - 1)
            end = bisect_right(text.home, anchor.span[1] - 1)
            if start >= end:
                continue
            low, high = found.get(anchor.page, (start, end))
            found[anchor.page] = (min(low, start), max(high, end))
    return found
