"""Compressed streams inflated within reason.

In: the bytes of a stream. Out: what they hold: all of it, up to the place of
a damage, or `TooLarge` for a bomb.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pdfminer.pdftypes

# A content stream of a dense page is some 100 kB, a whole Japanese font 10-20 MB.
_MAX_STREAM = 64 << 20
_MAX_ROW = 1 << 16  # bytes; rows of cross-reference tables have some ten


class TooLarge(Exception):
    """A stream swells beyond what any document holds."""


class _Bounded:
    """Stands in for zlib inside pdfminer: no bombs, and what is whole of a damaged stream."""

    error = zlib.error
    decompressobj = staticmethod(zlib.decompressobj)

    @staticmethod
    def decompress(data: bytes) -> bytes:
        """Inflate; raises TooLarge."""
        engine = zlib.decompressobj()
        try:
            out = engine.decompress(data, _MAX_STREAM)
        except zlib.error:
            return _salvaged(data)
        if engine.unconsumed_tail:
            raise TooLarge(f"a stream of more than {_MAX_STREAM >> 20} MB")
        return out


def _salvaged(data: bytes) -> bytes:
    """Inflate up to the place of the damage."""
    engine = zlib.decompressobj()
    out = io.BytesIO()
    for size in (4096, 64, 1):
        while data:
            before = engine.copy()
            try:
                out.write(engine.decompress(data[:size], _MAX_STREAM))
            except zlib.error:
                engine = before
                break
            if out.tell() > _MAX_STREAM:
                raise TooLarge(f"a stream of more than {_MAX_STREAM >> 20} MB")
            data = data[size:]
    return out.getvalue()


@contextmanager
def bounded_streams() -> Iterator[None]:
    """Let pdfminer inflate no stream beyond reason while this lasts."""
    pdftypes: Any = pdfminer.pdftypes
    ours = {
        "zlib": _Bounded,
        "apply_png_predictor": _narrow(pdftypes.apply_png_predictor, first=1),
        "apply_tiff_predictor": _narrow(pdftypes.apply_tiff_predictor, first=0),
        "ccittfaxdecode": _no_picture,
    }
    theirs = {name: getattr(pdftypes, name) for name in ours}
    for name, function in ours.items():
        setattr(pdftypes, name, function)
    try:
        yield
    finally:
        for name, function in theirs.items():
            setattr(pdftypes, name, function)


def _narrow(predict: Callable[..., bytes], first: int) -> Callable[..., bytes]:
    """Refuse rows wider than any table has; `colors` and `columns` are arguments from `first`."""

    def predicted(*args: Any) -> bytes:
        colours, columns = args[first], args[first + 1]
        if not 0 < colours * columns <= _MAX_ROW:
            raise TooLarge(f"a table {colours * columns} bytes wide")
        return predict(*args)

    return predicted


def _no_picture(data: bytes, params: Any) -> bytes:
    raise TooLarge("a fax picture where text should be")
