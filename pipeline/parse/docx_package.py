"""A DOCX as an archive: refused when it is none, its parts parsed safely.

In: bytes, or a package part. Out: nothing but errors, or the root of the
part's XML. Entities are never expanded, and no archive is unpacked that
would fill the memory.
"""

from __future__ import annotations

import io
import zipfile
from typing import Any

from pipeline.errors import DamagedFile, EmptyFile, Encrypted, NotThatFormat
from pipeline.parse.docx_numbers import W

MAX_UNPACKED = 300_000_000  # bytes; pictures count too
MAX_PART = 80_000_000  # bytes of one XML part
MAX_PARTS = 10_000
_RATIO = 1_000  # unpacked to packed: XML stays well below, bombs far above
_WORD_FILE = "save it as DOCX in Word or LibreOffice and build again"
AGAIN = "get the file again from its publisher, or open and save it in Word"


def check(data: bytes) -> None:
    """Refuse what is no DOCX, and archives that unpack to absurd sizes."""
    if not data:
        raise EmptyFile("the file has no bytes", AGAIN)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise Encrypted("the Word document needs a password", "save a copy without password")
        raise NotThatFormat("the file is of the old Word format (.doc)", _WORD_FILE)
    if not data.startswith(b"PK"):
        raise NotThatFormat(
            "the file is no Word document", "give it its proper file name extension"
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError) as error:
        raise DamagedFile("the Word document is truncated or broken", AGAIN) from error
    names = {entry.filename for entry in entries}
    if "[Content_Types].xml" not in names or not any(n.startswith("word/") for n in names):
        raise NotThatFormat(
            "the file is a ZIP archive but no Word document",
            "give it its proper file name extension",
        )
    if any(entry.flag_bits & 1 for entry in entries):
        raise Encrypted("the Word document needs a password", "save a copy without password")
    total = sum(entry.file_size for entry in entries)
    xml = max((e.file_size for e in entries if e.filename.endswith((".xml", ".rels"))), default=0)
    absurd = any(e.file_size > max(10_000_000, _RATIO * e.compress_size) for e in entries)
    if len(entries) > MAX_PARTS or total > MAX_UNPACKED or xml > MAX_PART or absurd:
        raise DamagedFile(
            f"the Word document unpacks to {total // 1_000_000} MB: an error or an attack", AGAIN
        )


def part_of(part: Any, name: str) -> Any | None:
    """Give the root of a related part, None when there is none."""
    for relation in part.rels.values():
        if not relation.is_external and relation.reltype.endswith(f"/{name}"):
            return xml_of(relation.target_part)
    return None


def xml_of(part: Any) -> Any:
    """Parse a part."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.fromstring(part.blob, parser)


def note_bodies(part: Any, kind: str) -> dict[str, Any]:
    """Give the notes of a kind by their ids, separators left out."""
    root = part_of(part, f"{kind}s")
    if root is None:
        return {}
    usual = (None, "normal")
    return {
        note.get(f"{W}id", ""): note
        for note in root.iter(f"{W}{kind}")
        if note.get(f"{W}type") in usual
    }
