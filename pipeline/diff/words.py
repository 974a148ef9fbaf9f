"""The words that differ between two passages.

In: two texts with their words. Out: runs of equal, old and new words, and which
words of each side changed. Always: the runs joined give both texts exactly;
typography makes no difference.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from pipeline.diff.change import Run
from pipeline.diff.keys import Word
from pipeline.diff.units import Unit
from pipeline.records import Span

# Between two changes, equal words that say less than this many characters are no resting
# place for the eye: "of", 「の」.
_BRIDGE = 3

_ENDS = frozenset(".,;:")  # as forms: 「。」 is "." there


@dataclass(frozen=True, slots=True)
class WordDiff:
    """How one passage became another."""

    runs: tuple[Run, ...]
    old: tuple[Word, ...]  # words that are gone
    new: tuple[Word, ...]  # words that came


_Op = tuple[bool, int, int, int, int]  # equal?, old words from and to, new words from and to


def word_diff(one: Unit, other: Unit, *, roots: bool = False) -> WordDiff:
    """Compare two passages word by word; with `roots` spelling is no difference."""
    a, b = _said(one.words), _said(other.words)
    left = [_form(w, roots) for w in a]
    right = [_form(w, roots) for w in b]
    if a and b and (first := a[0].root) and first == b[0].root:
        left[0] = right[0]  # a capital at the start goes with the place
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    ops: list[_Op] = []
    for tag, i0, i1, j0, j1 in matcher.get_opcodes():
        same = tag == "equal" or "".join(left[i0:i1]) == "".join(right[j0:j1])
        _push(ops, (same, i0, i1, j0, j1))
    ops = _bridged(ops, left, right)
    # What stands before the first word, a quote or a number, is no word.
    leads = one.text[: a[0].start], other.text[: b[0].start]
    runs: list[Run] = [Run("=", *leads)] if any(leads) else []
    gone: list[Word] = []
    came: list[Word] = []
    for same, i0, i1, j0, j1 in ops:
        was, now = _cut(one.text, a, i0, i1), _cut(other.text, b, j0, j1)
        if same:
            runs.append(Run("=", was, now))
            continue
        gone += a[i0:i1]
        came += b[j0:j1]
        runs += [Run("-", was, "")] if i1 > i0 else []
        runs += [Run("+", "", now)] if j1 > j0 else []
    tails = one.text[a[-1].end :], other.text[b[-1].end :]
    if any(tails):
        runs.append(Run("=", *tails))
    return WordDiff(tuple(runs), tuple(gone), tuple(came))


def _said(words: Sequence[Word]) -> Sequence[Word]:
    """Leave out the signs at the end, and the "and" of a list: they go with the place."""
    stop = len(words)
    while stop and words[stop - 1].form in _ENDS:
        stop -= 1
    if 1 < stop < len(words) and words[stop - 1].root == "and":
        stop -= 1
    return words[: stop or len(words)]


def _form(word: Word, roots: bool) -> str:
    return (word.root or word.form) if roots else word.form


def _push(ops: list[_Op], op: _Op) -> None:
    """Add an operation, joined to the last where both are of a kind."""
    if ops and ops[-1][0] == op[0]:
        same, i0, _, j0, _ = ops.pop()
        op = (same, i0, op[2], j0, op[4])
    ops.append(op)


def _bridged(ops: Sequence[_Op], left: Sequence[str], right: Sequence[str]) -> list[_Op]:
    """Let changes that only a scrap of equal words parts become one."""
    found: list[_Op] = []
    for k, op in enumerate(ops):
        same, i0, i1, j0, j1 = op
        between = 0 < k < len(ops) - 1
        if same and between and len("".join(left[i0:i1])) < _BRIDGE:
            before, after = ops[k - 1], ops[k + 1]
            # Only where words were exchanged on both sides of it.
            if all(o[2] > o[1] and o[4] > o[3] for o in (before, after)):
                op = (False, i0, i1, j0, j1)
        _push(found, op)
    return found


def _cut(text: str, words: Sequence[Word], start: int, stop: int) -> str:
    """Give the words from `start` to `stop` as they stand, with what stands before them."""
    if start == stop:
        return ""
    first = words[start - 1].end if start else words[0].start
    return text[first : words[stop - 1].end]


def touches(span: Span, words: Sequence[Word]) -> bool:
    """Tell whether any of some words overlaps a stretch of the text."""
    return any(w.start < span[1] and w.end > span[0] for w in words)
