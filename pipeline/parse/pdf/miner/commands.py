"""A page's commands and operands told apart.

In: content streams. Out: their objects in order: numbers, names, strings, arrays,
dictionaries, inline pictures, and commands as pdfminer's keywords. It gives what
`PDFContentParser` gives, object for object. That one reads a character class at a
time, which took half of all reading; here one pattern takes a whole object of the
usual kinds, and whatever it does not take whole is left to pdfminer's own reading.
"""

from __future__ import annotations

import re
from binascii import unhexlify
from collections.abc import Iterator
from typing import Any

from pdfminer.pdfinterp import PDFContentParser
from pdfminer.psexceptions import PSEOF
from pdfminer.psparser import KWD, LIT

# Long enough that few objects lie across two pieces, short enough that going back for
# the data of an inline picture, which reads a piece anew, costs little.
_PIECE = 1 << 16
_NUMBER = rb"[-+]?(?:\d{1,18}(?:\.\d{0,18})?|\.\d{1,18})(?=[^\d.])"
# Escaped: three octal digits below 256, fewer, a line break, or any other byte.
_ESCAPED = rb"\\(?:[0-3][0-7]{2}|[0-7]{1,2}(?=[^0-7])|\r\n|[^0-7\r]|\r(?=[^\n]))"
_STRING = rb"\([^()\\]*(?:" + _ESCAPED + rb"[^()\\]*)*\)"
_HEX = rb"<(?:[\da-fA-F]{2})*>(?=[^>])"
_OBJECT = re.compile(
    rb"[\s\0]*(?:"
    rb"(" + _NUMBER + rb")"  # 1
    rb"|([a-zA-Z][^#/%\[\]()<>{}\s]*)(?=[#/%\[\]()<>{}\s])"  # 2: a command
    rb"|/([^#/%\[\]()<>{}\s]*)(?=[/%\[\]()<>{}\s])"  # 3: a name
    rb"|(" + _STRING + rb")"  # 4
    rb"|(" + _HEX + rb")"  # 5
    rb"|\[((?:[\s\0]*(?:" + _NUMBER + rb"|" + _STRING + rb"|" + _HEX + rb"))*)[\s\0]*\]"  # 6
    rb"|<<\s*/MCID\s+(\d{1,9})\s*>>"  # 7: marked content
    rb")"
)
_ITEM = re.compile(rb"(" + _NUMBER + rb")|(" + _STRING + rb")|(" + _HEX + rb")")
_ESCAPE = re.compile(rb"\\(?:([0-7]{1,3})|\r\n|([\s\S]))")
_MEANT = {b"b": b"\b", b"t": b"\t", b"n": b"\n", b"f": b"\f", b"r": b"\r",
          b"(": b"(", b")": b")", b"\\": b"\\"}  # fmt: skip
# Truth values are operands; pictures carry data that is no syntax.
_OTHER = frozenset({b"true", b"false", b"BI", b"ID"})


class Commands(PDFContentParser):
    """Gives the objects of content streams, most of them by one pattern."""

    BUFSIZ = _PIECE

    def objects(self) -> Iterator[Any]:
        """Give every object; a command is a `PSKeyword`."""
        known: dict[bytes, Any] = {}  # commands and names, few in number
        take = _OBJECT.match
        while True:
            # Between two objects nothing is pending but what a picture left behind.
            while not self.results:
                match = take(self.buf, self.charpos)
                kind = match.lastindex if match else None
                if match is None or kind is None:
                    break
                words = match[kind]
                found: Any
                if kind == 1:
                    found = float(words) if b"." in words else int(words)
                elif kind == 2:
                    if words in _OTHER:
                        break
                    found = known.get(words) or known.setdefault(words, KWD(words))
                elif kind == 6:
                    found = [_item(item) for item in _ITEM.finditer(words + b"]")]
                elif kind == 4:
                    found = _string(words)
                elif kind == 5:
                    found = unhexlify(words[1:-1])
                elif kind == 3:
                    found = _name(words)
                else:
                    found = {"MCID": int(words)}
                self.charpos = match.end()
                yield found
            try:
                yield self.nextobject()[1]
            except PSEOF:
                return


def _item(match: re.Match[bytes]) -> Any:
    """Give an item of an array."""
    words = match[0]
    if match.lastindex == 1:
        return float(words) if b"." in words else int(words)
    return _string(words) if match.lastindex == 2 else unhexlify(words[1:-1])


def _string(words: bytes) -> bytes:
    """Give a string without its brackets, what is escaped as it is meant."""
    inner = words[1:-1]
    return _ESCAPE.sub(_meant, inner) if b"\\" in inner else inner


def _meant(match: re.Match[bytes]) -> bytes:
    if match[1]:
        return bytes((int(match[1], 8),))
    return _MEANT.get(match[2], b"")


def _name(words: bytes) -> Any:
    try:
        return LIT(str(words, "utf-8"))
    except UnicodeDecodeError:
        return LIT(words)
