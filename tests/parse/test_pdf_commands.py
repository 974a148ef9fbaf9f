"""Commands of a page told apart: object for object what pdfminer's own reading gives."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pdfminer.pdfinterp import PDFContentParser
from pdfminer.pdftypes import PDFStream
from pdfminer.psexceptions import PSEOF

from pipeline.parse.pdf.miner.commands import Commands

# What content streams are made of, whole and broken.
PIECES = (
    b"12", b"-3.5", b"+.25", b"4.", b".", b"--5", b"1.2.3", b"9" * 30, b"1e5", b"0 0 m", b"Tj", b"T*", b"'",
    b"[", b"]", b"(", b")", b"<", b">", b"<<", b">>", b"{", b"}", b"/P", b"/A#20B", b"/", b"/MCID", b"7",
    b"(a)", b"(a(b)c)", b"(\\(\\)\\\\)", b"(\\101\\8\\53)", b"(\\400)", b"(\\\r\n\\\nx\\q)", b"(\\\rx)", b"<4142>", b"<414>",
    b"<41 42>", b"<>", b"<zz>", b"[(a)-12(b) <43>]", b"[1 [2] (c)]", b"[1-2.5]", b"<</MCID 3>>", b"<</A/B>>", b"<</A>>",
    b"true", b"false", b"null", b"% note\n", b"\0", b"BT", b"ET", b"BDC", b"BI /W 1 /H 1 ID xEIy\nEI ", b"BI", b"ID", b"EI", b"\xe6", b"/\xff",
)  # fmt: skip


def stream(data: bytes) -> PDFStream:
    """Make a stream that needs no inflating."""
    made = PDFStream({}, data)
    made.data = data
    return made


def theirs(streams: list[PDFStream]) -> Iterator[Any]:
    """Read as pdfminer does."""
    try:
        parser = PDFContentParser(streams)
        while True:
            yield parser.nextobject()[1]
    except PSEOF:
        return


def ours(streams: list[PDFStream]) -> Iterator[Any]:
    """Read as Concord does."""
    try:
        yield from Commands(streams).objects()
    except PSEOF:
        return


def written(objects: Iterator[Any]) -> list[object]:
    """Write objects so that they compare; what stops the reading comes last."""
    found: list[object] = []
    try:
        for item in objects:
            picture = (item.attrs, item.rawdata) if isinstance(item, PDFStream) else item
            found.append((type(item).__name__, repr(picture)))
    except Exception as error:
        found.append(repr(error))
    return found


@given(st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from((b"", b" ", b"\r\n"))), max_size=12),
       st.integers(0, 40))  # fmt: skip
@example([(b"[(", b" ")], 0)
@example([(b"BI /W 1 ID x\nEI ", b""), (b"(a)", b" "), (b"Tj", b"\r\n")], 3)
def test_same_objects(pieces: list[tuple[bytes, bytes]], cut: int) -> None:
    data = b"".join(piece + gap for piece, gap in pieces)
    streams = [stream(data[:cut]), stream(data[cut:])]
    assert written(ours(streams)) == written(theirs(streams))


@given(st.binary(max_size=60))
def test_same_objects_of_anything(data: bytes) -> None:
    assert written(ours([stream(data)])) == written(theirs([stream(data)]))


@pytest.mark.parametrize("size", [3, 7, 64])
def test_objects_across_pieces(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    data = b"/P <</MCID 12>> BDC [(one) -250 (t\\(w\\)o) <414243>] TJ 1.25 -300 Td (three) Tj EMC "
    monkeypatch.setattr(Commands, "BUFSIZ", size)
    assert written(ours([stream(data)])) == written(theirs([stream(data)]))
