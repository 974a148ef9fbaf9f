"""Documents written as Markdown: clean, and read back the same."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.parse import parse
from pipeline.parse.assembly import Draft, Piece, assemble
from pipeline.parse.markdown import read_markdown
from pipeline.records import BlockKind, Document, Source
from pipeline.report.markdown import markdown

T, H, P, IT, N, CAP, CON, FIG, TAB, FUR, RUBY = (
    BlockKind.TITLE,
    BlockKind.HEADING,
    BlockKind.PARAGRAPH,
    BlockKind.ITEM,
    BlockKind.NOTE,
    BlockKind.CAPTION,
    BlockKind.CONTENTS,
    BlockKind.FIGURE,
    BlockKind.TABLE,
    BlockKind.FURNITURE,
    BlockKind.RUBY,
)
Row = tuple[str, str | None, str, tuple[str, ...], bool]


def rows(document: Document) -> tuple[list[Row], list[Row]]:
    """Give kind, number, words, markers and frame of all that is written; notes apart."""
    found: list[Row] = []
    notes: list[Row] = []
    for block in document.blocks:
        if block.kind in (FUR, RUBY):
            continue
        words = re.sub(r"[ \t]*\n[ \t]*", "\n", document.text[slice(*block.span)])
        row = (block.kind, block.number, words, tuple(m for _, m in block.marks), block.boxed)
        (notes if block.kind is N else found).append(row)
    return found, sorted(notes, key=str)


def again(document: Document) -> Document:
    reading = read_markdown(markdown(document).encode())
    assert reading.title == document.source.title
    return assemble(document.source, reading.drafts, None)


def made(drafts: list[Draft], title: str = "T") -> Document:
    return assemble(Source("x", title, language="en"), drafts, None)


SAMPLE = [
    Draft(T, [Piece("Guidance on *research* security")]),
    Draft(CON, [Piece("1 Purpose .... 3")]),
    Draft(FUR, [Piece("Page 3")]),
    Draft(H, [Piece("1　目的")], level=1),
    Draft(P, [Piece("研究の安全を守る。", marks=((2, "i"),))]),
    Draft(RUBY, [Piece("けんきゅう")]),
    Draft(N, [Piece("別に定める。")], number="i"),
    Draft(H, [Piece("(a) Duties")], level=3),
    Draft(P, [Piece("Bodies shall:")]),
    Draft(IT, [Piece("3. train staff;")], level=1, number=None),
    Draft(IT, [Piece("（１）毎年")], level=2),
    Draft(IT, [Piece("２　委員会は、定める。")], level=1),
    Draft(P, [Piece("goes on below the item")], level=1),
    Draft(P, [Piece("2024. A year is no number.")]),
    Draft(P, [Piece("Head of agency"), Piece("3 May", before="\n")], boxed=True),
    Draft(CAP, [Piece("表１　期限")]),
    Draft(TAB, [Piece("手続 | 期限")]),
    Draft(TAB, [Piece("a*b | <c> | d")]),
    Draft(FIG, [Piece("Input → output")]),
    Draft(N, [Piece("（※１）別に定める。")]),
    Draft(N, [Piece("A note without number.")]),
]
WRITTEN = r"""---
title: "T"
language: "en"
generator: "concord"
---

# Guidance on \*research\* security

- [1 Purpose .... 3](#)

## 1 目的

研究[^i]の安全を守る。

[^i]: 別に定める。

#### (a) Duties

Bodies shall:

3. train staff;
   - （１）毎年
- ２ 委員会は、定める。

  goes on below the item

2024\. A year is no number.

> Head of agency\
> 3 May

*表１　期限*

| 手続 | 期限 |  |
| --- | --- | --- |
| a\*b | \<c> | d |

<small>Input → output</small>

<sup>（※１）</sup> 別に定める。

<sup>–</sup> A note without number.
"""


def test_written() -> None:
    document = made(SAMPLE)
    assert markdown(document) == WRITTEN
    assert rows(again(document)) == rows(document)


NASTY = st.text(
    alphabet=st.sampled_from("a1#*_`<>[](){}!|\\~:.-+=&;^$ 　１第条（）、。研究①・\n"),
    min_size=1,
    max_size=24,
)
KINDS = st.sampled_from([T, H, P, IT, N, CAP, CON, FIG, TAB])


@st.composite
def drafts(draw: st.DrawFn) -> Draft:
    kind = draw(KINDS)
    pieces = [Piece(x, before="\n") for x in draw(NASTY).split("\n") if x.strip()]
    if kind is TAB:
        pieces = [Piece(" | ".join(x.replace("|", "/").strip() or "-" for x in draw(
            st.lists(NASTY.filter(lambda t: "\n" not in t), min_size=1, max_size=3))))]  # fmt: skip
    level = draw(st.integers(1, 4)) if kind in (H, IT) else None
    number = draw(st.sampled_from([None, None, "1.", "（２）", "a)", "第３条", "x"]))
    if kind not in (H, IT, N):
        number = None
    return Draft(kind, pieces, level, number, boxed=draw(st.booleans()))


@given(st.lists(drafts(), max_size=8))
def test_any_document_is_read_back(made_up: list[Draft]) -> None:
    document = made(made_up)
    if any(c.isalnum() for c in document.text):
        assert rows(again(document)) == rows(document)


def _texts(folder: Path) -> Iterator[Path]:
    for suffix in ("md", "html", "txt", "docx", "xml"):
        yield from sorted(folder.rglob(f"*.{suffix}"))


def test_sample_is_read_back(root: Path) -> None:
    files = sorted((root / "corpora" / "sample").iterdir())
    for path in (p for p in files if p.suffix in (".pdf", ".md", ".docx") and p.stem != "README"):
        document = parse(path, hashlib.sha256(path.read_bytes()).hexdigest())
        assert rows(again(document)) == rows(document), path.name


def test_real_documents_are_read_back(shared_data: Path) -> None:
    found = [p for part in ("seed", "policy", "pairs") for p in _texts(shared_data / part)]
    assert len(found) > 80
    for path in (p for p in found if not p.name.startswith("udhr")):
        document = parse(path, hashlib.sha256(path.read_bytes()).hexdigest())
        assert rows(again(document)) == rows(document), path.name


@pytest.mark.parametrize("printed", ["1", "※１", "*", "(注)", "a b"])
def test_markers_without_a_note_stay(printed: str) -> None:
    document = made([Draft(P, [Piece("Words here.", marks=((5, printed),))])])
    assert [m for _, m in again(document).blocks[0].marks] == [printed]


def test_two_notes_of_one_number_keep_apart() -> None:
    document = made(
        [
            Draft(P, [Piece("One.", marks=((4, "1"),))]),
            Draft(N, [Piece("First note.")], number="1"),
            Draft(P, [Piece("Two.", marks=((4, "1"),))]),
            Draft(N, [Piece("Second note.")], number="1"),
        ]
    )
    text = markdown(document)
    assert "One.[^1]" in text and "Two.[^1--2]" in text and "[^1--2]: Second note." in text
    assert rows(again(document)) == rows(document)
