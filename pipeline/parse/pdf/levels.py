"""How deep headings stand, alike over the whole document.

In: headings in order, each with its number's form, its look and what tags
and bookmarks say. Out: a level for each, 1 the outermost. Headings of one
class (form of number and print) have one level.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations, pairwise

from pipeline.numbering import LEGAL, RANKS, Numbered
from pipeline.parse.pdf.looks import Look
from pipeline.parse.pdf.series import values_of

_SURE = 8.0  # chapter over section, 3.2 over 3.2.1
_MAX_CLASSES = 40  # more kinds of headings than any document has; the rest share one


@dataclass(frozen=True, slots=True)
class Head:
    """One heading, as far as its depth is concerned."""

    number: Numbered | None
    form: str  # of the number; of the words when there is none: "[]" for bracketed ones
    look: Look
    tag: int = 0  # level by the file's tags, 0 when not said
    bookmark: int = 0


@dataclass(slots=True)
class _Class:
    number: Numbered | None
    size: float
    apart: int
    first: int
    count: int = 0
    tags: list[int] = field(default_factory=list)
    bookmarks: list[int] = field(default_factory=list)
    virtual: float = 0.0  # larger print than a class that has a witness

    @property
    def witness(self) -> float:
        """The level that bookmarks, else tags say; 0 when neither does."""
        said = self.bookmarks or self.tags
        # A few of many prove nothing.
        if said and 3 * len(said) >= self.count:
            return sum(said) / len(said)
        return self.virtual


def levels_of(heads: Sequence[Head]) -> list[int]:
    """Give each heading its level, without gaps."""
    keys = _keys(heads)
    classes = _classes(heads, keys)
    restarts = _restarts(heads, keys)
    names = list(classes)
    verdicts: dict[tuple[str, str], float] = {}
    for a, b in combinations(names, 2):
        verdict = _outer(classes[a], classes[b], restarts[a, b], restarts[b, a])
        verdicts[a, b], verdicts[b, a] = verdict, -verdict
    ordered = _ordered(names, verdicts, classes)
    ranks = _ranks([(name, classes[name]) for name in ordered])
    levels = _nested(keys, ranks)
    return [levels[ranks[key]] for key in keys]


def _ordered(
    names: Sequence[str], verdicts: dict[tuple[str, str], float], classes: dict[str, _Class]
) -> list[str]:
    """Put the classes in order: most often the outer first, never above a sure outer one.

    Neighbours that say otherwise of each other change places in the end.
    """
    wins = {a: sum(verdicts[a, b] > 0 for b in names if b != a) for a in names}
    rest = sorted(names, key=lambda name: (-wins[name], classes[name].first))
    found: list[str] = []
    while rest:
        free = (
            i
            for i, name in enumerate(rest)
            if not any(verdicts[other, name] >= _SURE for other in rest if other != name)
        )
        found.append(rest.pop(next(free, 0)))
    for _ in names:
        for i, (a, b) in enumerate(pairwise(found)):
            if verdicts[b, a] > 0:
                found[i], found[i + 1] = b, a
                break
        else:
            break
    return found


def _ranks(ordered: Sequence[tuple[str, _Class]]) -> dict[str, int]:
    """Number the classes from the outermost; alike ones share a rank.

    はじめに, 附則 and References stand beside the outermost numbered headings,
    unless they are set smaller.
    """
    ranks: dict[str, int] = {}
    rank = 0
    above: _Class | None = None
    for name, here in ordered:
        if above is None or not _alike(above, here):
            rank += 1
        ranks[name] = rank
        above = here
    top = next(((name, c) for name, c in ordered if c.number is not None), None)
    for name, here in ordered:
        known = name.startswith("words:known:") and top and here.size > 0.95 * top[1].size
        if top is not None and (known or name.startswith("words:supplement:")):
            ranks[name] = ranks[top[0]]
    return ranks


def _nested(keys: Sequence[str], ranks: dict[str, int]) -> dict[int, int]:
    """Give each rank its level: one more than the deepest it is seen to stand right under."""
    above: dict[int, set[int]] = defaultdict(set)
    stack: list[int] = []
    for key in keys:
        rank = ranks[key]
        while stack and stack[-1] >= rank:
            stack.pop()
        if stack:
            above[rank].add(stack[-1])
        stack.append(rank)
    levels: dict[int, int] = {}
    for rank in sorted(set(ranks.values())):
        levels[rank] = 1 + max((levels[outer] for outer in above[rank]), default=0)
    return levels


def _keys(heads: Sequence[Head]) -> list[str]:
    """Name each heading's class; rare ones beyond the limit share one."""
    sizes = _sizes(heads)
    keys = [_key(head, sizes) for head in heads]
    keys = _merged(heads, keys)
    kept = {key for key, _ in Counter(keys).most_common(_MAX_CLASSES)}
    return [key if key in kept else "rest" for key in keys]


def _sizes(heads: Sequence[Head]) -> dict[float, float]:
    """Bring sizes less than 4 % apart together: 10.5 and 10.56 points are one."""
    found: dict[float, float] = {}
    base = 0.0
    for size in sorted({head.look.size for head in heads}, reverse=True):
        if not base or size < base * 0.96:
            base = size
        found[size] = base
    return found


def _key(head: Head, sizes: dict[float, float]) -> str:
    size = sizes[head.look.size]
    if head.number is not None and head.number.style in LEGAL:
        return f"{head.number.style}:{head.number.printed[:1].isascii()}"
    if head.number is not None:
        return f"{head.form}:{size}"
    look = head.look
    return f"words:{head.form}:{size}:{look.bold or look.face}:{look.colour}"


def _merged(heads: Sequence[Head], keys: list[str]) -> list[str]:
    """Give numbered headings of one form one class where their sizes differ within a sequence."""
    last: dict[str, tuple[int, str]] = {}
    together: Counter[tuple[str, str]] = Counter()
    seen: Counter[str] = Counter()
    for head, key in zip(heads, keys, strict=True):
        if head.number is None or head.number.style in LEGAL:
            continue
        value = next(iter(values_of(head.number)), 0)
        seen[key] += 1
        before = last.get(head.form)
        if before is not None and before[1] != key and value == before[0] + 1:
            together[before[1], key] += 1
        last[head.form] = (value, key)
    names: dict[str, str] = {}
    for (a, b), count in together.items():
        if 2 * count >= min(seen[a], seen[b]):
            names[b] = names.get(a, a)
    return [names.get(key, key) for key in keys]


def _classes(heads: Sequence[Head], keys: Sequence[str]) -> dict[str, _Class]:
    found: dict[str, _Class] = {}
    for at, (head, key) in enumerate(zip(heads, keys, strict=True)):
        here = found.get(key)
        if here is None:
            here = found[key] = _Class(head.number, head.look.size, head.look.apart, at)
        here.count += 1
        if head.tag:
            here.tags.append(head.tag)
        if head.bookmark:
            here.bookmarks.append(head.bookmark)
    witnessed = [c for c in found.values() if c.witness]
    for here in found.values():
        if not here.witness and here.number is None:
            # Larger than an outermost heading: outermost too.
            smaller = [c.witness for c in witnessed if c.size < 0.97 * here.size]
            here.virtual = min(smaller, default=0.0)
    return found


def _restarts(heads: Sequence[Head], keys: Sequence[str]) -> dict[tuple[str, str], float]:
    """Count how often a class begins its numbers anew after another, less how often it goes on.

    Keyed (outer, inner): where 1 follows 3 and a heading of the other class
    stands between, that one is the outer.
    """
    found: dict[tuple[str, str], float] = defaultdict(float)
    seen_at: dict[str, int] = {}
    values: dict[str, int] = {}
    for at, (head, key) in enumerate(zip(heads, keys, strict=True)):
        if head.number is not None:
            value = next(iter(values_of(head.number)), 0)
            if key in values:
                for other, place in seen_at.items():
                    if other == key or place < seen_at[key]:
                        continue
                    if value == values[key] + 1:
                        found[other, key] -= 1
                    elif value <= 1 < values[key] + 1:
                        found[other, key] += 1
            values[key] = value
        seen_at[key] = at
    return found


def _outer(a: _Class, b: _Class, a_over_b: float, b_over_a: float) -> float:
    """Weigh whether a stands above b (positive) or below (negative).

    Numbers that say it themselves (chapter, section; 3.2 and 3.2.1) come
    first, then tags and bookmarks, then restarts of numbering, then size,
    then the usual order of styles.
    """
    total = 0.0
    if a.number is not None and b.number is not None:
        if a.number.style in LEGAL and b.number.style in LEGAL:
            return 20.0 * (_legal(b.number) - _legal(a.number)) or 0.2 * _sign(b.first - a.first)
        if a.number.style == b.number.style and a.number.depth != b.number.depth:
            total += 12.0 * (b.number.depth - a.number.depth)
        total += 12.0 * (_prefixes(a.number, b.number) - _prefixes(b.number, a.number))
        total += 0.8 * _sign(_rank(b) - _rank(a))
    witness = _sign(b.witness - a.witness) if a.witness and b.witness else 0
    total += 5.0 * witness
    total += max(-4.0, min(4.0, 2.2 * (a_over_b - b_over_a)))
    ratio = a.size / b.size if b.size else 1.0
    if ratio > 1.05 or ratio < 0.95:
        total += (0.5 if witness == 0 and a.witness and b.witness else 3.0) * _sign(ratio - 1.0)
    total += 0.4 * (a.apart - b.apart)
    if a.number is None or b.number is None:
        total += 0.5 * _sign(_rank(b) - _rank(a))
    return total + 0.2 * _sign(b.first - a.first)


def _alike(a: _Class, b: _Class) -> bool:
    """Tell two classes that share a level: by their witnesses, or in nearly the same print."""
    if abs(_outer(a, b, 0.0, 0.0)) >= _SURE:
        return False
    if a.witness and b.witness and abs(a.witness - b.witness) < 0.3:
        same = a.number is not None and b.number is not None and a.number.style == b.number.style
        return not same or a.number.depth == b.number.depth  # type: ignore[union-attr]
    if a.number is not None and b.number is not None:
        legal = a.number.style in LEGAL and b.number.style in LEGAL
        return legal and _legal(a.number) == _legal(b.number)
    if a.number is not None or b.number is not None:
        return False
    return a.size == b.size and a.apart == b.apart


def _prefixes(outer: Numbered, inner: Numbered) -> bool:
    """Tell whether one form of number is the beginning of another: II and II-1, A. and A.1."""
    if inner.style != "coded":
        return False
    if outer.style in ("roman", "roman-wide"):
        return re.match(r"(?:[IVX]+|[Ⅰ-Ⅻ])\s?[-–.．－‐―]", inner.printed) is not None
    return outer.style == "letter" and re.match(r"[A-Z][.．－-]", inner.printed) is not None


def _legal(number: Numbered) -> int:
    """Rank a section of law; annexes stand outermost, beside parts, whatever comes before."""
    return RANKS["part"] if number.style == "annex" else number.rank


def _rank(one: _Class) -> float:
    if one.number is None:
        return 7.5  # a caption in bold stands below 1. and (1), above ① and (a)
    return RANKS[one.number.style] + 0.1 * (one.number.depth - 1)


def _sign(value: float) -> float:
    return (value > 0.05) - (value < -0.05)
