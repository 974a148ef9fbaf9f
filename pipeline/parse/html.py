"""The HTML reader.

In: the bytes of a web page. Out: a `Reading`: its main text, and what the
site puts around it (menus, breadcrumbs, cookie banners, footers) as
furniture. Whatever a reader could see is in a block of some kind.

The main text is found by the page's own landmarks. trafilatura finds it as
well, but gives back neither the numbers of ordered lists ("(b)" of a licence
or a law) nor the anchors that tell a table of contents.
"""

from __future__ import annotations

import re
from typing import Any

from pipeline.errors import DamagedFile, EmptyFile, NotThatFormat
from pipeline.parse.assembly import Draft, Reading
from pipeline.parse.columns import width, words
from pipeline.parse.contents_lists import mark_contents
from pipeline.parse.dates import iso_date
from pipeline.parse.decode import decode
from pipeline.parse.html_blocks import Walker
from pipeline.parse.outline import settle, title_draft
from pipeline.records import BlockKind

_AROUND = re.compile(
    r"(?:site|page|global|l|gl|g)?[-_]?(?:header|footer)(?:[-_]?(?:wrapper|area|inner|below))?"
    r"|(?:global|local|main|side|sub|foot|head|g|l|s)?[-_]?(?:nav|navi|navigation|menu)(?:[-_]?(?:bar|list|area|skip))?"
    r"|(?:l-)?(?:breadcrumbs?|topic-?path|pankuzu|side-?bar|skip(?:-?links?|nav)?)"
    r"|(?:cookie|consent|gdpr)[-_]?(?:banner|bar|notice|popup|consent|law)?"
    r"|(?:sns|share|social)(?:[-_]?(?:area|list|buttons?|links?|icons?))?"
    r"|page-?top|to-?top|back-?to-?top|modal|language-selector(?:-block)?|search-?(?:box|form|area)"
    r"|print-?only-?link|visually-?hidden|sr-only|screen-?reader(?:-text)?",
    re.IGNORECASE,
)
_MAIN = ("main", "main-content", "main_content", "maincontents", "contents", "content", "article")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_DATES = (
    "article:published_time",
    "dcterms.issued",
    "dc.date.issued",
    "dcterms.date",
    "dc.date",
    "citation_publication_date",
    "date",
)
_NAVIGATION = frozenset({"navheader", "navfooter", "breadcrumb", "breadcrumbs"})
_MIN_SHARE = 0.4  # of the body's text; a smaller "main" is not the main text
_MIN_TITLE = 7  # columns; a shorter heading ("Menu") may stand in any title
_MAX_LINE = 300  # characters of a title


def read_html(data: bytes) -> Reading:
    """Read a web page; raises EmptyFile, NotThatFormat or DamagedFile."""
    text, problems = decode(data)
    if re.search(r"<[a-zA-Z!?/]", text) is None:
        raise NotThatFormat("the file has no HTML elements", "name it .txt if it is plain text")
    root = tree_of(text)
    heading, title = _title(root)  # the heading of the page that is its title, if one is
    body = root.find("body")
    whole = body if body is not None else root
    around = {element for element in whole.iter() if _is_around(element)} - {whole}
    around |= _beside(_main(whole, around), whole, heading)
    drafts = Walker(around=around).walk(whole)
    mark_contents(drafts)
    drafts = settle(drafts)
    if not any(d.kind is not BlockKind.FURNITURE for d in drafts):
        raise EmptyFile("the page has no text of its own", "save the page after it has loaded")
    if title is not None and heading is not None and not _has(drafts, title):
        drafts.insert(0, title_draft(title))
    return Reading(
        drafts,
        problems=problems,
        title=title,
        date=_stated_date(root),
        language=_language(root),
        url=_url(root),
    )


def tree_of(text: str) -> Any:
    """Parse HTML, however broken; raises DamagedFile for absurd nesting."""
    from lxml import html

    # huge_tree: the parser otherwise drops everything once 256 elements are open.
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True)
    try:
        root = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (html.etree.ParserError, html.etree.XMLSyntaxError) as error:
        raise EmptyFile("the page has no content", "save the page after it has loaded") from error
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise DamagedFile(
            "the page nests its elements too deeply to read", "save it as plain text or PDF"
        )
    return root


def _is_around(element: Any) -> bool:
    """Tell what the site puts around the text, or shows only on demand."""
    if not isinstance(element.tag, str):
        return False
    if element.tag in ("nav", "dialog", "button", "select", "textarea"):
        return True
    if not _NAVIGATION.isdisjoint((element.get("class") or "").split()):
        return True
    if element.get("role") in ("navigation", "banner", "contentinfo", "search", "dialog"):
        return True
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    if _HIDDEN.search(element.get("style") or ""):
        return True
    if element.tag in ("header", "footer"):
        # A header or footer inside the text belongs to it.
        inside = any(a.tag in ("main", "article", "section") for a in element.iterancestors())
        return not inside
    if element.tag in ("main", "article", "h1", "h2", "table", "html", "body"):
        return False
    names = [element.get("id") or "", *(element.get("class") or "").split()]
    return any(_AROUND.fullmatch(name) for name in names if name)


def _main(body: Any, around: set[Any]) -> Any:
    """Find the element that holds most of the text, by the page's own landmarks."""
    size = _size(body, around)
    for element in _landmarks(body):
        inside = element in around or any(a in around for a in element.iterancestors())
        if not inside and _size(element, around) >= _MIN_SHARE * size:
            return element
    return body


def _beside(main: Any, body: Any, title: str | None) -> set[Any]:
    """Give the elements that stand beside the main one and its ancestors.

    The heading that is the page's `title` belongs to the text wherever it stands.
    """
    found: set[Any] = set()
    element = main
    while element is not body and (parent := element.getparent()) is not None:
        for other in parent:
            if isinstance(other.tag, str) and other is not element:
                found |= {other} if title is None else _without(other, title)
        element = parent
    return found


def _without(element: Any, title: str) -> set[Any]:
    """Give an element, or all of it beside the page's title when that stands in it."""
    titles = [h for h in element.iter("h1", "h2") if _clean("".join(h.itertext())) == title]
    if not titles or any(e.tag in ("main", "article") for e in titles[0].iterancestors()):
        return {element}
    found: set[Any] = set()
    inner = titles[0]
    while inner is not element:
        found |= {e for e in inner.getparent() if e is not inner and isinstance(e.tag, str)}
        inner = inner.getparent()
    return found


def _landmarks(body: Any) -> list[Any]:
    found = [*body.iter("main"), *body.xpath(".//*[@role='main']")]
    articles = list(body.iter("article"))
    found += articles if len(articles) == 1 else []
    for name in _MAIN:
        found += body.xpath(".//*[@id=$name]", name=name)
    return found


def _size(element: Any, around: set[Any]) -> int:
    """Count the characters of an element that stand in its text."""
    from lxml import etree

    size = 0
    events = etree.iterwalk(element, events=("start", "end", "comment", "pi"))
    for event, found in events:
        if event == "start":
            if found in around or found.tag in ("script", "style"):
                events.skip_subtree()
            else:
                size += len((found.text or "").strip())
        if event != "start" and found is not element:
            size += len((found.tail or "").strip())
    return size


def _title(root: Any) -> tuple[str | None, str | None]:
    """Find the title: the h1 that the page's title repeats, or the title less the site's name.

    Gives also the heading itself; None where only metadata names the page.
    """
    named = _clean(root.findtext(".//title"))
    graph = _meta(root, "og:title")
    headings = [_clean("".join(h.itertext())) for tag in ("h1", "h2") for h in root.iter(tag)]
    for heading in headings:
        if (
            heading
            and width(heading) > _MIN_TITLE
            and any(heading in (t or "") for t in (named, graph))
        ):
            return heading, heading
    title = graph or named
    if not title:
        return None, None
    parts = [part.strip() for part in re.split(r"\s*[|｜]\s*", title) if part.strip()]
    return None, (parts[0] if parts else None)


def _has(drafts: list[Draft], title: str) -> bool:
    bare = "".join(title.split())
    heads = [d for d in drafts if d.kind in (BlockKind.TITLE, BlockKind.HEADING)]
    return any(bare in "".join(words(d.pieces).split()) for d in heads)


def _stated_date(root: Any) -> str | None:
    for name in _DATES:
        found = _meta(root, name)
        if found and (date := iso_date(found)) is not None:
            return date
    return None


def _language(root: Any) -> str | None:
    language = root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang")
    return language.split("-")[0].lower() if language else None


def _url(root: Any) -> str | None:
    for link in root.iter("link"):
        href = (link.get("href") or "").strip()
        if (link.get("rel") or "").lower() == "canonical" and href.startswith("http"):
            return str(href)
    url = _meta(root, "og:url")
    return url if url and url.startswith("http") else None


def _meta(root: Any, name: str) -> str | None:
    for meta in root.iter("meta"):
        key = meta.get("property") or meta.get("name") or ""
        if key.lower() == name and (meta.get("content") or "").strip():
            return _clean(meta.get("content"))
    return None


def _clean(text: str | None) -> str | None:
    words = " ".join((text or "").replace("\xa0", " ").split(None))
    return words[:_MAX_LINE] or None
