"""Words made safe for Markdown.

In: words as printed. Out: the same words with a backslash before whatever
Markdown would take for markup, and only there.
"""

from __future__ import annotations

import re

_ALWAYS = re.compile(
    r"[\\`*]"
    r"|(?<![^\W_])_|_(?![^\W_])"  # an underscore inside a word is none
    r"|<(?=[A-Za-z/!?])"
    r"|&(?=#?\w{1,32};)"
    r"|~(?=~)|(?<=~)~"
    r"|\[(?=[^\]\n]*\][(\[:])|\[(?=\^)|\^(?=\[)"
)
_IN_LINK = re.compile(rf"{_ALWAYS.pattern}|[\[\]]")
_IN_CELL = re.compile(rf"{_ALWAYS.pattern}|\|")
_LINE_START = re.compile(
    r"(?P<sign>#{1,6}(?=\s|$)|>|[-+](?=\s|$)|=+[ \t]*$|-+[ \t]*$|~{3}|:{3}|\|)"
    r"|(?P<digits>[0-9]{1,9})(?P<point>[.)])(?=\s|$)",
    re.MULTILINE,
)
_NATIVE = re.compile(r"[0-9]{1,9}[.)]")


def escaped(words: str, link: bool = False) -> str:
    """Escape what is markup anywhere in a line; inside a `link`, brackets too."""
    return (_IN_LINK if link else _ALWAYS).sub(r"\\\g<0>", words)


def line_start(text: str) -> str:
    """Escape what is markup only at the start of a line, on each line of escaped words."""
    return "\n".join(_line(line.strip()) for line in text.split("\n"))


def _line(line: str) -> str:
    found = _LINE_START.match(line)
    if found is None:
        return line
    if found["sign"]:
        return "\\" + line
    return f"{found['digits']}\\{line[found.start('point') :]}"


def broken(text: str) -> str:
    """Write escaped words on one line, their line breaks as <br>."""
    text = re.sub(r"#$", r"\\#", text.strip())
    return re.sub(r"[ \t]*\n[ \t]*", "<br>", text)


def cell(words: str) -> str:
    """Write the words of a table cell."""
    return broken(_IN_CELL.sub(r"\\\g<0>", words.strip()))


def native_number(number: str | None) -> bool:
    """Tell a number that Markdown itself prints before a list item: "3." or "3)"."""
    return number is not None and _NATIVE.fullmatch(number) is not None
