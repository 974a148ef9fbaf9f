"""Identity from content: hashes and the ids made of them."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import cache
from pathlib import Path

_BLOCK = 1 << 20


def sha256_of(path: Path) -> str:
    """Hash a file's bytes, as hex."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


def slug(text: str, longest: int = 200) -> str:
    """Make a name usable as an id: lower case letters and digits of any script, hyphens."""
    text = unicodedata.normalize("NFKC", text).lower()
    return re.sub(r"[\W_]+", "-", text)[:longest].strip("-") or "document"


@cache
def code_fingerprint(*parts: str) -> str:
    """Identify the code and data under parts of the package, as 16 hex digits.

    Documents processed by other code are stale: a new rule must reach old
    documents without anyone having to remember a version number.
    """
    root = Path(__file__).parent
    digest = hashlib.sha256()
    for part in sorted(parts):
        place = root / part
        files = sorted(place.rglob("*")) if place.is_dir() else [place]
        for file in files:
            if (
                file.suffix in {".py", ".yaml", ".yml", ".toml", ".json"}
                and "__pycache__" not in file.parts
            ):
                digest.update(file.relative_to(root).as_posix().encode())
                digest.update(file.read_bytes())
    return digest.hexdigest()[:16]
