"""What a tagged PDF says of itself: headings, lists, contents, notes.

In: an open PDF. Out: for each piece of marked content of each page the
element it belongs to. Evidence, never truth: makers of PDFs tag partly, or
wrongly; a broken tree says nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

# A tree with more elements than a book has paragraphs is an attack or a drawing.
_MAX_ELEMENTS = 400_000
_HEADING = re.compile(r"(?:h|heading|見出し)\s*([1-6１-６])(?!\d)", re.IGNORECASE)
# Elements that decide for all they hold, whatever stands inside.
_OUTER = {
    "TOC": "contents", "TOCI": "contents", "Table": "table", "TR": "table", "TH": "table",
    "TD": "table", "Caption": "caption", "Note": "note", "FENote": "note",
}  # fmt: skip
_INNER = {"Title": "title", "H": "heading", "P": "paragraph", "LI": "item", "LBody": "item",
          "Lbl": "item"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Role:
    """A tagged element: its kind, the level of a heading (0: not said), its place in the tree."""

    kind: str
    level: int
    element: int


Roles = dict[tuple[int, int], Role]


def roles_of(pdf: Any) -> Roles:
    """Read the structure tree: (page, marked content) to role; empty when untagged or broken."""
    try:
        root = resolved(pdf.doc.catalog.get("StructTreeRoot"))
        if not isinstance(root, dict):
            return {}
        pages = {page.page_obj.pageid: page.page_number for page in pdf.pages}
        names = resolved(root.get("RoleMap"))
        return _walk(root, pages, names if isinstance(names, dict) else {})
    except (MemoryError, KeyboardInterrupt):
        raise
    except Exception:  # pdfminer raises anything at all on broken objects
        return {}


def resolved(value: Any) -> Any:
    """Follow references, a few at most: a chain of them may be a ring."""
    for _ in range(8):
        if not hasattr(value, "resolve"):
            return value
        value = value.resolve()
    return None


def _name(value: Any) -> str:
    name = getattr(resolved(value), "name", "")
    return name.decode("utf-8", "replace") if isinstance(name, bytes) else str(name)


def _walk(root: dict[str, Any], pages: dict[Any, int], names: dict[str, Any]) -> Roles:
    found: Roles = {}
    seen: set[int] = set()
    nothing = Role("", 0, 0)
    # (object, role above, page above); reversed, so that elements are met in order
    todo: list[tuple[Any, Role, int | None]] = [(root.get("K"), nothing, None)]
    count = 0
    while todo and count < _MAX_ELEMENTS:
        count += 1
        raw, role, page = todo.pop()
        objid = getattr(raw, "objid", None)
        if objid is not None:
            if objid in seen:
                continue
            seen.add(objid)
        item = resolved(raw)
        if isinstance(item, int) and not isinstance(item, bool):
            if page is not None:
                found[page, item] = role
        elif isinstance(item, list):
            todo += [(child, role, page) for child in reversed(item)]
        elif isinstance(item, dict):
            here = pages.get(getattr(item.get("Pg"), "objid", None), page)
            content = resolved(item.get("MCID"))
            if isinstance(content, int):
                if here is not None:
                    found[here, content] = role
                continue
            todo.append((item.get("K"), _role(_name(item.get("S")), names, role, count), here))
    return found


def _role(tag: str, names: dict[str, Any], above: Role, count: int) -> Role:
    """Place an element below another: the outer word counts where it decides for all inside."""
    heading = _HEADING.fullmatch(tag)
    for _ in range(8):  # the map of roles may lead on, or round
        if tag in _OUTER or tag in _INNER or heading or tag not in names:
            break
        tag = _name(names[tag])
        heading = _HEADING.fullmatch(tag)
    if above.kind in _OUTER.values():
        return Role(above.kind, 0, count) if tag in ("TOCI", "TD", "TH", "P") else above
    if tag in _OUTER:
        return Role(_OUTER[tag], 0, count)
    if heading:
        return Role("heading", int(heading[1]), count)
    if above.kind in ("heading", "title"):
        return above
    kind = _INNER.get(tag)
    if kind is None or (kind == "paragraph" and above.kind == "item"):
        return above
    return Role(kind, 0, count)
