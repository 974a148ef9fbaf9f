"""Spreadsheets: sheets of text as one XLSX file; the only user of XlsxWriter.

In: `Sheet`s. Out: the bytes of a file that spreadsheet programs open. Always: words are written
as words, so that none that begins with "=" or "@" is ever computed; the header stays in view,
text is wrapped; the same sheets give the same bytes. What is longer than a cell holds is cut
with a sign.
"""

from __future__ import annotations

import datetime
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

_MOST = 32_000  # characters in a cell; the format ends at 32,767
_CUT = " […]"
_NAME = 31  # characters of a sheet's name
_MADE = datetime.datetime(1980, 1, 1)  # noqa: DTZ001  # as archives have it: no clock in the bytes
_GREY, _BLUE = "#59636E", "#1F4E79"
_LOOKS: Mapping[str, Mapping[str, Any]] = {
    "plain": {},
    "small": {"font_color": _GREY, "font_size": 8},
    "strong": {"font_color": _BLUE, "font_size": 8, "bold": True},
    "silent": {"font_color": _GREY},
    "gone": {"font_color": "#B3261E", "font_strikeout": True},
    "come": {"font_color": "#1B6E22", "underline": 1},
    "link": {"font_color": "#0563C1", "underline": 1},
    "label": {"bold": True, "bg_color": "#F6F8FA"},
    "head": {"bold": True, "bg_color": "#EAEEF2"},
    "group": {"bold": True, "bg_color": _BLUE, "font_color": "#FFFFFF"},
}


@dataclass(frozen=True, slots=True)
class Words:
    """A cell of words: runs, each in a look of its own; where a click leads."""

    runs: tuple[tuple[str, str], ...]  # (words, look)
    link: str | None = None  # an address, or "#Sheet!row" in this file


Value = Words | str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: a header, widths of its columns in characters, rows under it."""

    name: str
    head: Sequence[str]
    widths: Sequence[float]
    rows: Sequence[Sequence[Value]]
    labels: int = 0  # columns at the left that stay in view
    filtered: bool = True
    groups: Mapping[int, str] = field(default_factory=dict)  # row that a heading stands above


def words(text: str, look: str = "plain", link: str | None = None) -> Words:
    """Give a cell of words in one look."""
    return Words(((text, look),), link)


def place_of(sheet: str, row: int) -> str:
    """Name a row of a sheet of the same file, to lead there; rows count from 0 under the header."""
    return f"#{sheet}!{row}"


def workbook(sheets: Sequence[Sheet], title: str) -> bytes:
    """Write sheets as one file."""
    import xlsxwriter

    held = io.BytesIO()
    book = xlsxwriter.Workbook(held, {"in_memory": True})
    book.set_properties({"title": title[:255], "created": _MADE})
    base = {"font_size": 10, "text_wrap": True, "valign": "top"}
    looks = {name: book.add_format({**base, **look}) for name, look in _LOOKS.items()}
    for sheet in sheets:
        _fill(book.add_worksheet(_named(sheet.name)), sheet, looks)
    book.close()
    return held.getvalue()


def _named(name: str) -> str:
    return re.sub(r"[\[\]:*?/\\']", " ", name)[:_NAME]


def _fill(page: Any, sheet: Sheet, looks: Mapping[str, Any]) -> None:
    for column, (head, width) in enumerate(zip(sheet.head, sheet.widths, strict=True)):
        page.set_column(column, column, width)
        page.write_string(0, column, head, looks["head"])
    at = 1
    for number, row in enumerate(sheet.rows):
        if number in sheet.groups:
            for column in range(len(sheet.head)):
                page.write_blank(at, column, None, looks["group"])
            page.write_string(at, 0, sheet.groups[number], looks["group"])
            at += 1
        for column, value in enumerate(row):
            _write(page, at, column, value, looks, "label" if column < sheet.labels else "plain")
        at += 1
    page.freeze_panes(1, sheet.labels)
    if sheet.filtered:
        page.autofilter(0, 0, max(at - 1, 1), len(sheet.head) - 1)
    page.set_landscape()
    page.set_paper(8)  # A3
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)


def _write(
    page: Any, row: int, column: int, value: Value, looks: Mapping[str, Any], look: str
) -> None:
    """Write a cell: numbers as numbers, words as words whatever they begin with."""
    if isinstance(value, bool):
        page.write_boolean(row, column, value, looks[look])
    elif isinstance(value, int | float):
        page.write_number(row, column, value, looks[look])
    elif isinstance(value, Words):
        _say(page, row, column, value.runs, looks, look, value.link)
    else:
        _say(page, row, column, [(value or "", look)], looks, look)


def _say(
    page: Any,
    row: int,
    column: int,
    runs: Sequence[tuple[str, str]],
    looks: Mapping[str, Any],
    look: str,
    link: str | None = None,
) -> None:
    said = [(text, own) for text, own in _fitting(runs) if text]
    if not said:
        page.write_blank(row, column, None, looks[look])
        return
    if link:
        # The link is written first and the words over it: a link alone has one look.
        page.write_url(row, column, _target(link), looks[said[0][1]], "-")
    if len(said) == 1:
        text, own = said[0]
        if not text.startswith("<r>"):
            page.write_string(row, column, text, looks[own])
            return
        # XlsxWriter takes such words for runs that it wrote itself.
        said = [(text[:1], own), (text[1:], own)]
    parts = [part for text, own in said for part in (looks[own], text)]
    page.write_rich_string(row, column, *parts, looks[look])


def _target(link: str) -> str:
    if not link.startswith("#"):
        return link
    sheet, _, row = link[1:].rpartition("!")
    return f"internal:'{_named(sheet)}'!A{int(row) + 2}"


def _fitting(runs: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Cut runs where a cell is full, counted as the format does: in halves of four bytes."""
    left = 2 * _MOST
    for text, look in runs:
        held = text.encode("utf-16-le", "replace")
        if len(held) > left:
            yield held[: max(left - 2 * len(_CUT), 0)].decode("utf-16-le", "ignore") + _CUT, look
            return
        yield held.decode("utf-16-le"), look
        left -= len(held)
