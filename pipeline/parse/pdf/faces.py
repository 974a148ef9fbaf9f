"""Face, weight and colour of characters.

In: pdfplumber's character records. Out: whether a character is bold, and
what most characters of a line have in common.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby
from typing import Any

_BOLD = re.compile(r"bold|black|heavy|demi|-b\b|,b\b|gothic.*w[6-9]|w[7-9]\b", re.IGNORECASE)
_PICTURES = re.compile(
    r"wingdings|webdings|dingbats|WPTypographicSymbols|WPIconicSymbols|monotype ?sorts",
    re.IGNORECASE,
)
_ESCAPED = re.compile(r"\\x([\da-f]{2})")


def is_bold(char: dict[str, Any]) -> bool:
    """Tell a bold character: by its face, or filled and outlined, or drawn twice."""
    if char.get("stroke") and char.get("fill", True):
        return True
    return "twice" in char or _is_bold_face(char["fontname"])


@lru_cache(maxsize=1024)
def _is_bold_face(name: str) -> bool:
    return _BOLD.search(name) is not None


def is_picture(char: dict[str, Any]) -> bool:
    """Tell a character of a face that has pictures at the places of letters and signs.

    Reads as: the file does not say what its glyphs are, and a bullet comes out as "!", "l"
    or "q"; faces that do say come with code points of their own. Symbol, which is Greek, is none.
    """
    return char["text"].isascii() and _PICTURES.search(char["fontname"]) is not None


def look_of(chars: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Give face, colour and marked content of most of the characters."""
    seen: Counter[tuple[Any, ...]] = Counter()
    # Colours are told apart as they look; most lines have one, met in long stretches.
    for (font, raw, content), same in groupby(chars, _print):
        seen[font, _colour(raw), content] += sum(1 for _ in same)
    (font, colour, content), _ = seen.most_common(1)[0]
    return {"font": _face(font), "colour": colour, "content": content}


def _print(char: dict[str, Any]) -> tuple[Any, ...]:
    return char["fontname"], char.get("non_stroking_color"), char.get("mcid")


def _face(name: Any) -> str:
    """Give a font's name without its subset's tag; old programs write it in Shift JIS."""
    face = str(name).split("+", 1)[-1]
    if "\\x" not in face:
        return face
    raw = _ESCAPED.sub(lambda m: chr(int(m[1], 16)), face)
    return raw.encode("latin-1", "replace").decode("cp932", "replace").rstrip("'")


def _colour(raw: Any) -> tuple[float, ...]:
    """Make one tuple of numbers of what pdfplumber says of a colour; () for patterns."""
    parts = raw if isinstance(raw, tuple | list) else (raw,)
    if not all(isinstance(part, int | float) for part in parts):
        return ()
    return tuple(round(float(part), 2) for part in parts)
