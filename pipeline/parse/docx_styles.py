"""What Word's styles make of a paragraph.

In: the styles part of a DOCX and a paragraph. Out: heading level, kind, list
and type size, its own properties before its style's, the style's before those
of the style it is based on. Heading levels are ten times their rank.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from pipeline.parse.docx_numbers import W
from pipeline.records import BlockKind

_HEADING = re.compile(r"(?:heading|見出し)\s*(\d)", re.IGNORECASE)
_KINDS = (
    (re.compile(r"(?:title|表題)", re.IGNORECASE), BlockKind.TITLE),
    (re.compile(r"(?:toc|目次)\s*(?:\d|heading|の見出し).*", re.IGNORECASE), BlockKind.CONTENTS),
    (re.compile(r"(?:caption|図表番号|table of figures)", re.IGNORECASE), BlockKind.CAPTION),
)
_MAX_CHAIN = 12  # styles based on styles; loops are broken files


@dataclass(frozen=True, slots=True)
class Style:
    """The properties of a paragraph that tell what it is."""

    heading: int | None = None
    kind: BlockKind | None = None
    list_id: str | None = None
    list_level: int | None = None  # None: as the list says for this style
    name: str | None = None  # the style's id
    size: float | None = None
    bold: bool = False


class Styles:
    """Looks up the styles of one document."""

    def __init__(self, root: Any | None) -> None:
        self._styles: dict[str, Any] = {}
        self._default: str | None = None
        self._default_size: float | None = None
        if root is None:
            return
        for style in root.iter(f"{W}style"):
            if style.get(f"{W}type") == "paragraph":
                self._styles[style.get(f"{W}styleId", "")] = style
                if style.get(f"{W}default") in ("1", "true"):
                    self._default = style.get(f"{W}styleId")
        run = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        self._default_size = _half_points(run)

    def of(self, paragraph: Any) -> Style:
        """Give the style of a `w:p`."""
        own = paragraph.find(f"{W}pPr")
        chain = self._chain(own)
        properties = [p for p in (own, *(s.find(f"{W}pPr") for s in chain)) if p is not None]
        runs = [r for s in chain if (r := s.find(f"{W}rPr")) is not None]
        kind, level = self._named(chain)
        outline = _first(properties, "outlineLvl")
        if level is None and kind is None and outline is not None and outline < 9:
            level = 10 * (outline + 1)
        list_id, list_level = _list(properties)
        sizes = [size for run in runs if (size := _half_points(run)) is not None]
        return Style(
            heading=level,
            kind=kind,
            list_id=list_id,
            list_level=list_level,
            name=chain[0].get(f"{W}styleId") if chain else None,
            size=sizes[0] if sizes else self._default_size or 10.5,
            bold=_bold(runs),
        )

    def _chain(self, own: Any | None) -> list[Any]:
        named = None if own is None else own.find(f"{W}pStyle")
        style_id = self._default if named is None else named.get(f"{W}val")
        found: list[Any] = []
        while style_id in self._styles and len(found) < _MAX_CHAIN:
            style = self._styles[style_id]
            found.append(style)
            base = style.find(f"{W}basedOn")
            style_id = None if base is None else base.get(f"{W}val")
        return found

    def _named(self, chain: list[Any]) -> tuple[BlockKind | None, int | None]:
        """Read the built-in names; a style of one's own has those it is based on."""
        for style in chain:
            name = style.find(f"{W}name")
            text = (name.get(f"{W}val") or "").strip() if name is not None else ""
            for pattern, kind in _KINDS:
                if pattern.fullmatch(text):
                    return kind, None
            heading = _HEADING.fullmatch(text)
            if heading:
                return None, 10 * int(heading[1])
        return None, None


def _first(properties: list[Any], name: str) -> int | None:
    for element in properties:
        found = element.find(f"{W}{name}")
        value = None if found is None else found.get(f"{W}val")
        if value is not None:
            return int(value) if value.isdigit() else None
    return None


def _list(properties: list[Any]) -> tuple[str | None, int | None]:
    """Find the list and level; list 0 takes the numbering of a style away."""
    list_id, level = None, None
    for element in properties:
        numbered = element.find(f"{W}numPr")
        if numbered is None:
            continue
        found, depth = numbered.find(f"{W}numId"), numbered.find(f"{W}ilvl")
        if list_id is None and found is not None:
            list_id = found.get(f"{W}val")
        if level is None and depth is not None and (depth.get(f"{W}val") or "").isdigit():
            level = min(int(depth.get(f"{W}val")), 8)
    return (None, None) if list_id in (None, "0") else (list_id, level)


def _half_points(run: Any | None) -> float | None:
    size = None if run is None else run.find(f"{W}sz")
    value = None if size is None else size.get(f"{W}val")
    return int(value) / 2 if value and value.isdigit() and len(value) < 5 else None


def _bold(runs: list[Any]) -> bool:
    for run in runs:
        bold = run.find(f"{W}b")
        if bold is not None:
            return bold.get(f"{W}val") not in ("0", "false", "off")
    return False
