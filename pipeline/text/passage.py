"""What is searched of a segment: its words with what they hang on.

In: a segment and its document's title. Out: the text that is embedded, what it
begins with, and the words that are indexed. A quotation is always the segment alone.
"""

from __future__ import annotations

from pipeline.records import Segment

_MAX_TRAIL = 80
_MAX_STEM = 160


def passage(segment: Segment) -> str:
    """Give the words to embed: what it hangs on (`lead`), then the segment itself."""
    return lead(segment) + segment.text


def lead(segment: Segment) -> str:
    """Give what a passage begins with: nearest heading and stem, with the blank that follows."""
    parts = [segment.trail[-1][:_MAX_TRAIL]] if segment.trail else []
    if segment.stem:
        parts.append(segment.stem[-_MAX_STEM:])
    blank = " " if segment.language == "en" else "　"
    return "".join(part + blank for part in parts)


def surroundings(segment: Segment, title: str) -> str:
    """Give the words around a segment, for the lexical index: title, trail, stem."""
    return " ".join([title, *segment.trail, segment.stem or ""])
