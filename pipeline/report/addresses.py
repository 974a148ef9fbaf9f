"""Where a click leads: the page of a document at its publisher's address.

In: a source and a page. Out: an address of the web, or None. Always: nothing but http and
https is ever led to, whatever a file says of itself.
"""

from __future__ import annotations

import re

from pipeline.records import Source

# Spreadsheets take 2,079 characters.
_WEB = re.compile(r"https?://[^\s\"<>]{1,2000}")


def page_address(source: Source, page: int | None = None) -> str | None:
    """Give the address of a page, where that of its document is known."""
    url = source.url
    if not url or not _WEB.fullmatch(url):
        return None
    return f"{url}#page={page}" if page and "#" not in url else url
