"""The outline (bookmarks) of a PDF.

In: an open PDF. Out: its entries in order with level, title and page.
Evidence, never truth: outlines may be partial, mistitled, or a program's.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pipeline.parse.pdf.structure import resolved

# The longest law has some thousand sections; more is an attack.
_MAX_ENTRIES = 20_000
_MAX_LEVEL = 20


@dataclass(frozen=True, slots=True)
class Bookmark:
    """One entry: 1 is the outermost level; `page` counts from 1, None when it leads nowhere."""

    level: int
    title: str
    page: int | None


def bookmarks_of(pdf: Any) -> list[Bookmark]:
    """Read the outline; what was read before it breaks is kept."""
    found: list[Bookmark] = []
    try:
        pages = {page.page_obj.pageid: page.page_number for page in pdf.pages}
        root = resolved(pdf.doc.catalog.get("Outlines"))
        if isinstance(root, dict):
            _walk(pdf, root, pages, found)
    except (MemoryError, KeyboardInterrupt):
        raise
    except Exception:  # pdfminer raises anything at all on broken objects
        return found
    return found


def _walk(pdf: Any, root: dict[str, Any], pages: dict[Any, int], found: list[Bookmark]) -> None:
    seen: set[Any] = set()
    todo: list[tuple[Any, int]] = [(root.get("First"), 1)]
    while todo and len(found) < _MAX_ENTRIES:
        raw, level = todo.pop()
        mark = getattr(raw, "objid", None)
        entry = resolved(raw)
        if not isinstance(entry, dict) or level > _MAX_LEVEL or (mark is not None and mark in seen):
            continue
        seen.add(mark)
        todo.append((entry.get("Next"), level))
        title = _title(entry.get("Title"))
        if title:
            found.append(Bookmark(level, title, _page(pdf, entry, pages)))
        todo.append((entry.get("First"), level + 1))


def _title(raw: Any) -> str:
    from pdfminer.utils import decode_text

    value = resolved(raw)
    if isinstance(value, bytes):
        value = decode_text(value)
    return " ".join(value.replace("\x00", "").split()) if isinstance(value, str) else ""


def _page(pdf: Any, entry: dict[str, Any], pages: dict[Any, int]) -> int | None:
    """Find the page an entry leads to, by its own destination or its action's."""
    target = resolved(entry.get("Dest"))
    if target is None:
        action = resolved(entry.get("A"))
        target = resolved(action.get("D")) if isinstance(action, dict) else None
    if target is not None and not isinstance(target, list | dict):
        try:
            target = resolved(pdf.doc.get_dest(getattr(target, "name", target)))
        except Exception:  # a name that the file does not have
            return None
    if isinstance(target, dict):
        target = resolved(target.get("D"))
    if not isinstance(target, list) or not target:
        return None
    first = target[0]
    if isinstance(first, int):
        return first + 1 if 0 <= first < len(pages) else None
    return pages.get(getattr(first, "objid", None))
