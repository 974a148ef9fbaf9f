"""Bytes made into text.

In: the bytes of a text, Markdown, HTML or XML file. Out: its characters with
line ends as "\\n", and the problems met on the way. Never guesses silently: a
character that cannot be read becomes U+FFFD and a `Problem`.

Order: byte order mark, UTF-16 by its zero bytes, ISO-2022-JP by its escapes,
strict UTF-8, the charset the file declares, CP932 / EUC-JP / Windows-1252 by
what they make of it, then charset-normalizer.
"""

from __future__ import annotations

import codecs
import re

from pipeline.errors import DamagedFile, EmptyFile, NotThatFormat
from pipeline.records import Problem

MAX_BYTES = 50_000_000  # a policy text of 50 MB is a mistake or an attack

_MAGIC = {
    b"%PDF-": "a PDF",
    b"PK\x03\x04": "a ZIP archive (DOCX, XLSX, EPUB ...)",
    b"\xd0\xcf\x11\xe0": "an old Word, Excel or PowerPoint file",
    b"\x1f\x8b": "a gzip archive",
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"{\\rtf": "an RTF file",
}
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w.:-]{3,30})|<\?xml[^>]{0,80}encoding\s*=\s*["']([\w.:-]{3,30})""",
    re.IGNORECASE,
)
# What is declared and what is meant: the vendors' supersets.
_MEANT = {
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "sjis": "cp932",
    "x-sjis": "cp932",
    "windows-31j": "cp932",
    "euc-jp": "euc_jis_2004",
    "x-euc-jp": "euc_jis_2004",
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "cp1252",
}
_NEWLINES = re.compile("\r\n?|[\x0b\x85\u2028\u2029]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_KANA = re.compile("[\u3040-\u30ff]")
_HALF_KANA = re.compile("[\uff61-\uff9f]")
_MAX_REPLACED = 0.02  # of the non-ASCII characters; above this it is another encoding
_MAX_CONTROLS = 0.01


def decode(data: bytes) -> tuple[str, list[Problem]]:
    """Decode a file's bytes.

    Raises EmptyFile without text, NotThatFormat for binary data, DamagedFile
    for more than `MAX_BYTES`.
    """
    if len(data) > MAX_BYTES:
        raise DamagedFile(
            f"the file has {len(data) // 1_000_000} MB of text, more than can be a document",
            "split it into its documents",
        )
    for magic, what in _MAGIC.items():
        if data.startswith(magic):
            raise NotThatFormat(
                f"the file is {what}, not text", "give it its proper file name extension"
            )
    text = _NEWLINES.sub("\n", _decoded(data))
    problems: list[Problem] = []
    controls = len(_CONTROLS.findall(text))
    if controls > _MAX_CONTROLS * len(text):
        raise NotThatFormat(
            "the file holds binary data, not text", "give it its proper file name extension"
        )
    if controls:
        text = _CONTROLS.sub("", text)
    if not text.strip("\ufeff \t\n\f\u3000"):
        raise EmptyFile("the file has no text", "get the file again from its publisher")
    replaced = text.count("\ufffd")
    if replaced:
        problems.append(
            Problem("replaced-characters", f"{replaced} characters could not be decoded")
        )
    return text.lstrip("\ufeff"), problems


def _decoded(data: bytes) -> str:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data.decode(encoding, errors="replace")
    wide = _utf16(data)
    if wide is not None:
        return wide
    if b"\x1b$" in data and data.isascii():
        return data.decode("iso2022_jp_ext", errors="replace")
    text = _strict(data, "utf-8")
    if text is not None:
        return text
    declared = _declared(data)
    if declared is not None:
        found = _nearly(data, declared)
        if found is not None:
            return found
    return _guess(data)


def _utf16(data: bytes) -> str | None:
    """Read UTF-16 without a mark: one byte of each pair is often zero."""
    even, odd = data[0:20_000:2], data[1:20_000:2]
    zeros = even.count(0), odd.count(0)
    if max(zeros) < 2 or min(zeros) > 0.1 * max(zeros) or len(data) % 2:
        return None
    return _strict(data, "utf-16-be" if zeros[0] > zeros[1] else "utf-16-le")


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeError, LookupError):
        return None


def _declared(data: bytes) -> str | None:
    """Find the charset that HTML or XML declares near its start."""
    match = _DECLARED.search(data[:4096])
    if match is None:
        return None
    name = (match[1] or match[2]).decode("ascii").lower()
    try:
        return codecs.lookup(_MEANT.get(name, name)).name
    except LookupError:
        return None


def _nearly(data: bytes, encoding: str) -> str | None:
    """Decode with replacements, unless they are too many to be slips."""
    text = data.decode(encoding, errors="replace")
    beyond_ascii = sum(c > "\x7f" for c in text)
    return text if text.count("\ufffd") <= max(_MAX_REPLACED * beyond_ascii, 1) else None


def _guess(data: bytes) -> str:
    candidates = [t for e in ("cp932", "euc_jis_2004") if (t := _nearly(data, e)) is not None]
    japanese = max(candidates, key=_likeness, default=None)
    # Below this share the "Japanese" is Western text misread: real prose is half kana.
    if japanese is not None and _likeness(japanese) > 0.15:
        return japanese
    nearly = _nearly(data, "utf-8")
    if nearly is not None:
        return nearly
    western = _strict(data, "cp1252")
    if western is not None and sum(b > 0x7F for b in data) < 0.1 * len(data):
        return western
    from charset_normalizer import from_bytes

    best = from_bytes(data[:1_000_000]).best()
    if best is not None and (text := _nearly(data, best.encoding)) is not None:
        return text
    raise NotThatFormat(
        "the characters of the file cannot be decoded", "save it as UTF-8 and build again"
    )


def _likeness(text: str) -> float:
    """Share of kana among what is not ASCII, half-width kana (a misreading) against it."""
    beyond_ascii = sum(c > "\x7f" for c in text)
    if not beyond_ascii:
        return 0.0
    return (len(_KANA.findall(text)) - 2 * len(_HALF_KANA.findall(text))) / beyond_ascii
