"""Which jurisdictions a text speaks of, and whose a document is.

In: text; or a document's text, title, language and folders. Out: how often
each jurisdiction is named, by code; how far a document is a jurisdiction's,
0 to 1. The names are data (jurisdictions.yaml), in both languages. Always: a
name counts only as a word of its own, and the longest name at a place wins.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_FILE = Path(__file__).with_name("jurisdictions.yaml")
_KANJI = "一-鿿"
_KANA = "ァ-ヺー"
# A document says whose it is near its beginning, and at length more reliably than in one place.
_READ = 200_000
# Mentions that a share is weakened by: one mention in a short notice is little evidence.
_DOUBT = 2
_TITLE = 0.6  # what a name in the title is worth at least
_JAPANESE = 0.2  # most documents in Japanese are of Japan; translations of others exist
_FOLDER = 0.7  # what is left to other jurisdictions in a folder that bears one's name is 1 - this
_ENOUGH = 0.5  # share from which a document is taken to be a jurisdiction's
_LEAST = 3  # mentions that takes, where no folder says so
_TRACE = 0.05  # smaller shares say nothing


@dataclass(frozen=True, slots=True)
class _Name:
    code: str
    pattern: re.Pattern[str]
    plain: str


def named(text: str, *, short: bool = False) -> Counter[str]:
    """Count the mentions of each jurisdiction; `short` reads 米 and 英 before a word too."""
    text = unicodedata.normalize("NFKC", text)
    taken = bytearray(len(text))  # characters that a longer name holds already
    found: Counter[str] = Counter()
    for name in _names(short):
        if name.plain not in text:
            continue
        for match in name.pattern.finditer(text):
            start, stop = match.span()
            if not any(taken[start:stop]):
                taken[start:stop] = b"\1" * (stop - start)
                found[name.code] += 1
    return found


def places(
    text: str, title: str, language: str | None, folders: Sequence[str] = ()
) -> tuple[dict[str, float], str | None]:
    """Tell how far a document is each jurisdiction's, largest first, and whose it is, if clear.

    Reads as: whom a text names most is whose it is. The nearest folder that
    bears a jurisdiction's name says more. A survey of other countries' policies
    is misread where no folder tells; a sheet can state it.
    """
    counts = named(text[:_READ])
    total = sum(counts.values()) + _DOUBT
    shares = {code: count / total for code, count in counts.items()}
    if language == "ja":
        shares["JP"] = min(1.0, shares.get("JP", 0.0) + _JAPANESE)
    for name in named(title):
        shares[name] = max(shares.get(name, 0.0), _TITLE)
    filed = _of_folder(folders)
    code = filed or _clear(shares, counts)
    if filed:
        shares = {c: (1 - _FOLDER) * share for c, share in shares.items()} | {filed: 1.0}
    kept = {c: round(s, 3) for c, s in shares.items() if s >= _TRACE}
    return dict(sorted(kept.items(), key=lambda item: (-item[1], item[0]))), code


def _clear(shares: Mapping[str, float], counts: Mapping[str, int]) -> str | None:
    """Give the jurisdiction that stands out, None when that is open."""
    ranked = sorted(shares.items(), key=lambda item: (-item[1], item[0]))
    if not ranked:
        return None
    code, share = ranked[0]
    alone = all(share >= 2 * other for _, other in ranked[1:])
    return code if share >= _ENOUGH and alone and counts.get(code, 0) >= _LEAST else None


def code_of(name: str) -> str | None:
    """Give the code of a jurisdiction called by its name: UK, Japan, 欧州連合, gb; else None.

    Its bodies are none: what NSF says is not all that the US says.
    """
    plain = unicodedata.normalize("NFKC", name).strip()
    if plain.upper() in codes():
        return plain.upper()
    for entry in _entries():
        if any(plain in names for names in entry["names"].values()):
            return str(entry["code"])
    return _of_folder([plain])


def called(name: str, language: str) -> str:
    """Name a code in Japanese as well: 日本（JP）; English readers know the codes as they are."""
    if language == "ja":
        for entry in _entries():
            if entry["code"] == name.upper() and entry["names"]["ja"][0] != name:
                return f"{entry['names']['ja'][0]}（{name}）"
    return name


def codes() -> tuple[str, ...]:
    """List the codes that are known by name."""
    return tuple(str(entry["code"]) for entry in _entries())


def _of_folder(folders: Sequence[str]) -> str | None:
    """Give the jurisdiction that the nearest folder is named after."""
    known = {str(f): str(e["code"]) for e in _entries() for f in e.get("folders", ())}
    for folder in reversed(folders):
        name = re.sub(r"[\s_]+", "-", unicodedata.normalize("NFKC", folder).strip().lower())
        if name in known:
            return known[name]
    return None


@cache
def _entries() -> tuple[dict[str, Any], ...]:
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return tuple(yaml.load(_FILE.read_text("utf-8"), Loader=loader))  # our own file


@cache
def _names(short: bool) -> tuple[_Name, ...]:
    """List the names, longest first."""
    found: dict[str, _Name] = {}
    for entry in _entries():
        code = str(entry["code"])
        for group in ("names", "bodies"):
            for kind, names in (entry.get(group) or {}).items():
                if kind == "short" and not short:
                    continue
                for written in names:
                    plain = unicodedata.normalize("NFKC", str(written))
                    found.setdefault(plain, _Name(code, _pattern(plain, kind), plain))
    return tuple(sorted(found.values(), key=lambda n: (-len(n.plain), n.plain)))


def _pattern(name: str, kind: str) -> re.Pattern[str]:
    word = re.escape(name)
    if kind == "short":  # 米エネルギー長官, not 欧米 or 米作
        return re.compile(f"(?<![{_KANJI}]){word}(?=[{_KANJI}{_KANA}]{{2}})")
    if name.isascii():
        return re.compile(rf"(?<![A-Za-z0-9]){word}(?![A-Za-z0-9])")
    if re.fullmatch(f"[{_KANA}・]+", name):  # ドイツ, not a part of a longer loan word
        word = f"(?<![{_KANA}]){word}(?![{_KANA}])"
    return re.compile(word)
