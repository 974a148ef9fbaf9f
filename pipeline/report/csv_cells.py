"""Cells of CSV that no spreadsheet program computes.

In: the value of a cell. Out: what is written of it. Always: the words can be had back.

Reads as: spreadsheet programs take a cell that begins with "=", "+", "-" or "@" for a
formula, whether CSV quotes it or not, also in full width or after a tab or line break;
such a cell gets an apostrophe in front, as OWASP advises ("CSV injection"). A cell that
begins with apostrophes and then such a sign gets one more, so that one less gives the
words back. Numbers are written as they are.
"""

from __future__ import annotations

import re

_COMPUTED = re.compile(r"'*[=+\-@＝＋－＠\t\r\n]")


def guarded(value: object) -> object:
    """Give what stands in the cell for a value: words that would be computed get an apostrophe."""
    return f"'{value}" if isinstance(value, str) and _COMPUTED.match(value) else value
