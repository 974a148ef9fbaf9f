"""Sentence boundaries: the parser's, corrected by print.

In: a parsed paragraph. Out: spans of sentences in it, half-open, trimmed.
A boundary inside brackets or quotation marks is none; a full stop outside
them always is one in Japanese.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable

from pipeline.records import Span

_OPEN, _CLOSE = "「『（(【〔［[“", "」』）)】〕］]”"
_MAX_QUOTE = 1200  # an opened bracket that never closes must not swallow the document
_JA_END = re.compile(r"[。！？!?]")
_EN_ENDS = re.compile(r"[.!?:;。]['\"”’)\]»]*$")
_ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|cf|vs|No|Nos|Art|Arts|Sec|para|paras|pp|p|vol|Vol|Fig|Dr|Mr|Mrs|Ms"
    r"|Prof|St|Inc|Ltd|Co|Corp|Jr|Sr|al|U\.S|U\.K|E\.U|Pub|Stat|Cong|ch|Reg)\.|\b[A-Z]\.)$"
)


def japanese(text: str, starts: Iterable[int]) -> list[Span]:
    """Part Japanese: after 。 outside brackets, and where the parser and print agree.

    `starts` are the offsets where the parser begins sentences. Its boundary
    counts only after a sign or white space: policy Japanese does not end a
    sentence in the middle of a run of words.
    """
    cuts = {0}
    wanted = set(starts)
    depth = opened = 0
    for i, char in enumerate(text):
        if char in _OPEN:
            opened = i if depth == 0 else opened
            depth += 1
        elif char in _CLOSE:
            depth = max(depth - 1, 0)
        if depth and i - opened > _MAX_QUOTE:
            depth = 0
        if depth == 0:
            at = i + 1
            ends = _JA_END.match(char) is not None
            ends = ends and (at >= len(text) or text[at] not in _CLOSE + "。")
            if ends or (char in "\n\u3000" and at in wanted):
                cuts.add(at)
    return _spans(text, cuts)


def english(text: str, starts: Iterable[int]) -> list[Span]:
    """Keep the parser's boundaries that follow an end sign outside brackets."""
    cuts = {0}
    for start in sorted(set(starts)):
        before = text[:start].rstrip()
        if not before or not _EN_ENDS.search(before[-4:]):
            continue
        if _ABBREVIATION.search(before[-8:]) or before.endswith((";", ":")):
            continue
        if text[start : start + 1].islower():
            continue
        cuts.add(start)
    merged = {0}
    last = 0
    for cut in sorted(cuts):
        held = text[last:cut]
        unbalanced = held.count("(") > held.count(")") or held.count("“") > held.count("”")
        if cut and unbalanced and len(held) < _MAX_QUOTE:
            continue
        merged.add(cut)
        last = cut
    return _spans(text, merged)


def _spans(text: str, cuts: set[int]) -> list[Span]:
    edges = [*sorted(c for c in cuts if c < len(text)), len(text)]
    found: list[Span] = []
    for start, end in itertools.pairwise(edges):
        piece = text[start:end]
        lead = len(piece) - len(piece.lstrip())
        span = (start + lead, start + len(piece.rstrip()))
        if span[0] >= span[1]:
            continue
        if found and not any(c.isalnum() for c in text[span[0] : span[1]]):
            found[-1] = (found[-1][0], span[1])  # signs alone belong to what they follow
        else:
            found.append(span)
    return found
