"""Passages that one document has word for word from another.

In: the texts of an index. Out: matches of at least 40 Japanese characters or 12
English words, with their places in both documents. Always: punctuation, spaces,
width and case make no difference; the cost grows with the texts and the matches
found, never with the product of two texts.

Finds: k-grams of letters are hashed, the least hash of every window kept
(winnowing, Schleimer et al. 2003), equal hashes of two documents extended to
the longest common run.
"""

from __future__ import annotations

import bisect
import itertools
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.index import Index
from pipeline.languages import has_japanese
from pipeline.records import Segment, Source, Span
from pipeline.text.radicals import fold_radicals

_GRAM = 24  # letters: about ten Japanese words, four English ones
_WINDOW = 16  # any run of _GRAM + _WINDOW - 1 = 39 letters is found
_JAPANESE, _WORDS = 40, 12
# A run in more places than this is a form of words (a licence, a letter head).
_OFTEN = 24
_BASE = np.uint64(1_000_003)
# Versions of one work share most of their words: more than this part of the shorter text.
_SAME_WORK = 0.3

Codes = NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class Quotation:
    """The same words in two documents; `original` is the older one where dates tell.

    `same_work` marks versions of one work, which share most of their words.
    """

    document: str
    segment: str
    page: int | None
    span: Span  # of the document's text
    original: str
    original_segment: str
    original_page: int | None
    original_span: Span
    text: str
    same_work: bool


@dataclass(frozen=True, slots=True)
class _Text:
    source: Source
    text: str
    codes: Codes  # letters and digits alone, folded
    offsets: NDArray[np.int64]  # where each stands in the text


def quotations(index: Index, document: str | None = None) -> list[Quotation]:
    """Find the passages that documents share, longest first within a pair of documents."""
    wanted = index.find(document) if document else None
    texts = [_letters(e.source, _text(index, i)) for i, e in index.entries.items()]
    matches = _matches([t.codes for t in texts], _chosen(texts, wanted))
    found: list[Quotation] = []
    shared: dict[tuple[int, int], int] = {}
    kept = []
    for a, b, start_a, start_b, length in matches:
        shared[a, b] = shared.get((a, b), 0) + length
        if _long_enough(texts[a], start_a, length):
            kept.append((a, b, start_a, start_b, length))
    segments: dict[int, list[Segment]] = {}
    for a, b, start_a, start_b, length in kept:
        shorter = min(len(texts[a].codes), len(texts[b].codes))
        same = shared[a, b] > _SAME_WORK * shorter
        # The younger document quotes the older one.
        flip = (texts[a].source.date or "9") < (texts[b].source.date or "9")
        first, second = ((b, start_b), (a, start_a)) if flip else ((a, start_a), (b, start_b))
        sides = []
        for which, start in (first, second):
            text = texts[which]
            span = int(text.offsets[start]), int(text.offsets[start + length - 1]) + 1
            if which not in segments:
                segments[which] = index.segments_of(text.source.id)
            sides.append((text.source.id, span, _at(segments[which], span[0])))
        (name, span, segment), (original, other, source) = sides
        if segment is None or source is None:
            continue
        words = texts[first[0]].text[slice(*span)]
        found.append(
            Quotation(
                name,
                segment.id,
                segment.page,
                span,
                original,
                source.id,
                source.page,
                other,
                words,
                same,
            )
        )
    return sorted(found, key=lambda q: (q.same_work, q.document, q.original, q.span))


def _chosen(texts: Sequence[_Text], wanted: str | None) -> int | None:
    if wanted is None:
        return None
    return next(i for i, t in enumerate(texts) if t.source.id == wanted)


def _text(index: Index, document: str) -> str:
    row = index.db.execute("SELECT text FROM documents WHERE id = ?", (document,)).fetchone()
    return str(row[0])


def _letters(source: Source, text: str) -> _Text:
    """Keep a text's letters and digits, folded, and where each stands."""
    raw = np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32)
    kinds, inverse = np.unique(raw, return_inverse=True)
    folded = np.array([_fold(chr(c)) for c in kinds], dtype=np.uint32)
    codes = folded[inverse] if len(kinds) else np.zeros(0, np.uint32)
    offsets = np.flatnonzero(codes)
    return _Text(source, text, codes[offsets], offsets.astype(np.int64))


def _fold(char: str) -> int:
    plain = unicodedata.normalize("NFKC", fold_radicals(char)).casefold()
    return ord(plain[0]) if plain and plain[0].isalnum() else 0


def _matches(texts: Sequence[Codes], only: int | None) -> Iterator[tuple[int, int, int, int, int]]:
    """Yield `(text a, text b, start in a, start in b, length)`, longest runs, each once."""
    prints = [_fingerprints(codes) for codes in texts]
    hashes = np.concatenate([h for h, _ in prints] or [np.zeros(0, np.uint64)])
    places = np.concatenate([p for _, p in prints] or [np.zeros(0, np.int64)])
    which = np.repeat(np.arange(len(texts)), [len(h) for h, _ in prints])
    order = np.lexsort((places, which, hashes))
    hashes, places, which = hashes[order], places[order], which[order]
    edges = np.flatnonzero(np.r_[True, hashes[1:] != hashes[:-1], True])
    pairs: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for start, stop in itertools.pairwise(edges):
        if not 2 <= stop - start <= _OFTEN or which[start] == which[stop - 1]:
            continue
        group = [(int(which[i]), int(places[i])) for i in range(start, stop)]
        for i, (a, at_a) in enumerate(group):
            for b, at_b in group[i + 1 :]:
                if a != b and only in (None, a, b):
                    pairs.setdefault((a, b), []).append((at_a, at_b))
    for (a, b), seeds in sorted(pairs.items()):
        done: dict[int, int] = {}  # diagonal: end of the last run on it
        for at_a, at_b in sorted(seeds):
            if done.get(at_a - at_b, -1) >= at_a:
                continue
            left, right = _extend(texts[a], texts[b], at_a, at_b)
            if right - left < _GRAM:
                continue  # two different runs with one hash
            done[at_a - at_b] = right
            yield a, b, left, left - at_a + at_b, right - left


def _fingerprints(codes: Codes) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """Give the least hash of every window of k-grams, each once, and its place."""
    count = len(codes) - _GRAM + 1
    if count < 1:
        return np.zeros(0, np.uint64), np.zeros(0, np.int64)
    grams = np.zeros(count, np.uint64)
    with np.errstate(over="ignore"):
        for j in range(_GRAM):
            grams = grams * _BASE + codes[j : j + count].astype(np.uint64)
        grams = grams * np.uint64(0x9E3779B97F4A7C15)  # mix, so that "least" is arbitrary
        grams ^= grams >> np.uint64(29)
    if count <= _WINDOW:
        places = np.array([int(np.argmin(grams))])
    else:
        windows = np.lib.stride_tricks.sliding_window_view(grams, _WINDOW)
        places = np.unique(windows.argmin(axis=1) + np.arange(len(windows)))
    return grams[places], places.astype(np.int64)


def _extend(a: Codes, b: Codes, at_a: int, at_b: int) -> tuple[int, int]:
    """Give the longest common run around a seed, as a span of `a`."""
    right, step = 0, 64
    while True:
        x, y = a[at_a + right : at_a + right + step], b[at_b + right : at_b + right + step]
        size = min(len(x), len(y))
        differ = np.flatnonzero(x[:size] != y[:size])
        right += int(differ[0]) if len(differ) else size
        if len(differ) or size < step:
            break
        step *= 2
    left, step = 0, 64
    while True:
        size = min(step, at_a - left, at_b - left)
        x, y = a[at_a - left - size : at_a - left], b[at_b - left - size : at_b - left]
        differ = np.flatnonzero(x != y)
        left += size - 1 - int(differ[-1]) if len(differ) else size
        if len(differ) or size < step:
            break
        step *= 2
    return at_a - left, at_a + right


def _long_enough(text: _Text, start: int, length: int) -> bool:
    words = text.text[int(text.offsets[start]) : int(text.offsets[start + length - 1]) + 1]
    if has_japanese(words):
        return length >= _JAPANESE
    return len(words.split()) >= _WORDS


def _at(segments: Sequence[Segment], offset: int) -> Segment | None:
    """Give the segment in which, or behind which, an offset stands."""
    starts = [s.span[0] for s in segments]
    position = bisect.bisect_right(starts, offset) - 1
    return segments[max(position, 0)] if segments else None
