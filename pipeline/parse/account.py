"""Where the characters of a text layer went: nothing is dropped silently.

In: what a reader counted in the file, the drafts it made, and the document
made of them. Out: lines of an account that adds up: characters of the text
layer = characters in blocks of each kind, their numbers and note markers,
plus what was left out, by reason. What does not add up is a problem.
Characters are counted without white space.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from pipeline.parse.assembly import Draft
from pipeline.records import BlockKind, Document, Problem

LAYER = "text layer"
HYPHENS, ADDED = "line-end hyphens", "added between cells"
NUMBERS, MARKS = "printed numbers", "note markers"
BARE = "bullets without words"
LOST = "unaccounted"
_HYPHENS = ("-", "\u00ad", "\u2010", "\u2011")

Account = tuple[tuple[str, int], ...]


def printed(text: str) -> int:
    """Count the characters that are not white space."""
    return len("".join(text.split()))


def drafted(drafts: Iterable[Draft]) -> Counter[str]:
    """Count what drafts hold before they are joined, and how many lines end in a hyphen."""
    found: Counter[str] = Counter()
    for draft in drafts:
        if not any(piece.text.strip() for piece in draft.pieces):
            found["bare"] += printed(draft.number or "")
            found["bare"] += sum(printed(mark) for p in draft.pieces for _, mark in p.marks)
            continue
        found["all"] += printed(draft.number or "")
        for piece in draft.pieces:
            words = piece.text.rstrip()
            found["all"] += printed(words) + sum(printed(mark) for _, mark in piece.marks)
            found["added"] += printed(piece.before or "")
            found["hyphens"] += words.endswith(_HYPHENS)
    return found


def account(
    layer: Mapping[str, int], before: Counter[str], after: Counter[str], document: Document
) -> Account:
    """Set the characters of the text layer against the document's.

    `before` and `after` are what the drafts held before and after they were
    joined: numbers are taken off then, and bullets before numbers with them.
    """
    held = after
    lines: dict[str, int] = {LAYER: layer.get(LAYER, 0)}
    for kind in BlockKind:
        blocks = [b for b in document.blocks if b.kind is kind]
        if blocks:
            lines[kind.value] = sum(printed(document.text[slice(*b.span)]) for b in blocks)
    inside = sum(lines.values()) - lines[LAYER]
    lines[NUMBERS] = sum(printed(b.number or "") for b in document.blocks)
    lines[MARKS] = sum(printed(mark) for b in document.blocks for _, mark in b.marks)
    inside += lines[NUMBERS] + lines[MARKS]
    lines[ADDED] = -held["added"]
    lines[BARE] = held["bare"] + before["all"] - after["all"]
    hyphens = held["all"] + held["added"] - inside
    lines[HYPHENS] = hyphens if 0 <= hyphens <= held["hyphens"] else 0
    left_out = {name: count for name, count in layer.items() if name != LAYER and count}
    lines |= left_out
    lines[LOST] = lines[LAYER] - (
        inside - held["added"] + lines[BARE] + lines[HYPHENS] + sum(left_out.values())
    )
    return tuple((name, count) for name, count in lines.items() if count)


def imbalance(found: Account) -> Problem | None:
    """Say when an account does not add up."""
    lost = dict(found).get(LOST, 0)
    if not lost:
        return None
    said = f"{lost} characters of its text layer are in no block" if lost > 0 else (
        f"its blocks hold {-lost} characters that its text layer does not have"
    )  # fmt: skip
    return Problem("unbalanced", said)
