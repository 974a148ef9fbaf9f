"""A passage as interpretable numbers, for telling contents pages and reference lists apart.

In: a passage, its lines as printed or run together. Out: named features, each
from 0 to 1. The names are those of the weights in `weights.json`; a feature
says one thing a reader would point at ("a third of the lines end in a page
number"), so that a weight can be read.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from pipeline.numbering import canonical, split_number
from pipeline.parse.apparatus.signs import count, found, load_signs
from pipeline.parse.apparatus.words import is_prose, prose_signs, sentences, size

Features = dict[str, float]

_CITING = ("url", "obtained", "year", "volume", "et-al", "ibid", "law")
_KINDS = ("url", "obtained", "author", "year", "et-al", "volume", "ibid")
_PER_SIGN = 50  # words: one sign in so many is as much as a citation has
_PER_PROSE = 8  # words: one auxiliary in so many is as much as prose has

_ONLY_ADDRESS = re.compile(
    r"\s*\[?\d{0,3}\]?\.?\s*(?:(?:See|Available at:?|Sources?:?|Retrieved from|出典[:：]?|参照[:：]?)\s*)?"
    r"(?:https?://|www\.|ftp://)"
)
_OPENS_ENTRY = re.compile(
    r"\s*(?:[\[［（(]?\d{1,3}[\]］）)]?[.．]? ?[A-Z\"“h(「『一-龯]|[•・·-] ?[A-Z「『])"
)
_ENTRY_NUMBER = re.compile(
    r"(?:^|(?<=[\s.,;)]))(?:\[(\d{1,3})\]|(\d{1,3})\.?)(?= ?[A-Z\"“‘(hI「『一-龯])", re.MULTILINE
)
_CAPITAL = re.compile(r"\b[A-Z]\w*")
_HIRAGANA = re.compile(r"[ぁ-ん]")
_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff々]")

_LOCATOR = re.compile(r"[\s.…‥・]\s*(?:[-–] ?)?([\d０-９]{1,3}|[ivxlcIVXLC]{1,6})(?: ?[-–])?\s*$")
_INNER_LOCATOR = re.compile(
    r"(?<=[A-Za-z.)?\"'’”…\u3040-\u9fff）-]) ?(?:[.…]{1,300}\s?)?(\d{1,3}) +(?=[A-Z(\"“\u3040-\u9fff（]|\d{1,2}\.)"
)
_SECTION = re.compile(
    r"\s*(?:(?:chapter|section|part|annex|appendix|article|item|figure|fig\.|table|box)\s+[\w.-]+"
    r"|\d{1,2}(?:\.\d{1,2}){0,4}\.?|[A-Z]\.|[IVXLC]{1,5}\.|[a-z][.)])(?=\s|$)",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"\s*(?:(?:chapter|section|part|annex|appendix|article|item|figure|fig\.|table|box)\s+)?"
    r"(\d{1,3}(?:[.-]\d{1,3}){0,4}|[A-Z]|[IVX]{1,5}|[a-z])(?:[.):]|\s|$)",
    re.IGNORECASE,
)
_INNER_LABEL = re.compile(
    r"(?:(?<=\s)|^)(?:(?:item|figure|fig\.|table|box|annex|chapter|section|article)\s+"
    r"(\d{1,3}[A-Z]?(?:[.-]\d{1,3})*)|(\d{1,2}(?:\.\d{1,2})+)|(\d{1,2})\.)(?=[.:]?\s+[A-Z\u3040-\u9fff])",
    re.IGNORECASE,
)
_CELL = re.compile(r"[\W\d]*\d[\d.,%\s()±-]*|[-–—x×X○◎●△]|NO|NE|NA|N/A|Yes|No|有|無|[A-Z]{1,3}\d?")
_NUMBER_LINE = re.compile(r"\d{1,3}|\d{1,2}(?:\.\d{1,2}){1,4}\.?")
_SENTENCE_LINE = re.compile(r"(?:[a-z]{3}[.;:]|[ぁ-ん]。)$")
_FIGURE = re.compile(r"\b\d[\d,.]{0,30}\d{3,}|\d{1,15}[.,]\d{1,15}%?")
_WORDS = re.compile(r"[A-Za-zÀ-ž]{3,}|[\u3040-\u30ff\u3400-\u9fff]{2,}")
_LONG_LINE = 60  # characters


def reference_features(text: str) -> Features:
    """Describe a passage as a list of sources."""
    words = size(text)
    parts = sentences(text)
    citing = [cites(part) for part in parts]
    total = sum(size(p) for p in parts) or 1.0
    prose = sum(size(p) for p, c in zip(parts, citing, strict=True) if is_prose(p, c))
    share = {name: _per(count(name, text), words, _PER_SIGN) for name in (*_CITING, *_OTHER)}
    return {
        **share,
        "kinds": sum(share[k] > 0 for k in _KINDS) / len(_KINDS),
        "cover": sum(citing) / max(len(parts), 1),
        "prose": _per(prose_signs(text), words, _PER_PROSE),
        "prose-share": prose / total,
        "numbered": min(1.0, _consecutive(text) / 3),
        "opens-entry": float(_OPENS_ENTRY.match(text) is not None),
        "only-address": float(_ONLY_ADDRESS.match(text) is not None),
        "names": _names(text, words),
        "short": float(words < 25),
    }


_OTHER = ("author", "publisher", "quoted", "money", "contact")


def cites(sentence: str) -> bool:
    """Tell whether a sentence has a mark that only citations have."""
    return any(found(name, sentence) for name in _CITING)


def contents_features(text: str) -> Features:
    """Describe a passage as a contents page."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    n = max(len(lines), 1)
    words = size(text)
    locators = [m[1] for line in lines if (m := _LOCATOR.search(" " + line))]
    pages = [int(x) for x in locators if x.isdigit()]
    inner = _INNER_LOCATOR.findall(text.replace("\n", " "))
    within = _per(len(inner), words, 30) * ascending([int(x) for x in inner])
    labels = [label for line in lines if (label := label_of(line))]
    steps = [follows(a, b) for a, b in itertools.pairwise(labels)]
    order = sum(steps) / len(steps) * min(1, len(steps) / 4) if steps else 0.0
    titles = sum(is_title(line) for line in lines) / n * min(1, n / 5)
    parts = sentences(text)
    total = sum(size(p) for p in parts) or 1.0
    prose = sum(size(p) for p in parts if is_prose(p, cites(p))) / total
    stock = [m[0].lower() for m in load_signs()["stock-title"].pattern.finditer(text)]
    sections = sum(is_numbered(line) for line in lines)
    located = len(locators) / n if n >= 3 else 0.0
    cells = sum(
        _CELL.fullmatch(line) is not None and _NUMBER_LINE.fullmatch(line) is None for line in lines
    )
    ends = sum(len(x) > _LONG_LINE and _SENTENCE_LINE.search(x) is not None for x in lines)
    kinds = len(set(stock))
    inside = [(a or b or c).replace("-", ".") for a, b, c in _INNER_LABEL.findall(text)]
    inner_order = sum(follows(a, b) for a, b in itertools.pairwise(inside)) / max(
        len(inside) - 1, 4
    )
    # A title promises entries: without any it is a running head over prose.
    entries = len(inner) + len(locators) + kinds + len(inside)
    opens = float(found("contents-opens", text) is not None) * min(1, max(0, entries - 1) / 4)
    titled = float(found("contents-title", text) is not None) * min(1, max(0, titles * n - 1) / 6)
    return {
        "many-lines": float(n >= 5),
        "located": located,
        "located-titles": located * titles,
        "pages-ascend": ascending(pages) * min(1, len(pages) / 5),
        "inner-locators": within,
        "inner-locators-no-prose": within * (1 - prose),
        "section-share": sections / n if n >= 3 else 0.0,
        "sections": min(1, sections / 8),
        "order": order,
        "order-titles": order * titles,
        "titles": titles,
        "inner-order": min(1, inner_order) * (1 - prose),
        "contents-title": titled * max(0, 1 - 3 * prose),
        "contents-opens": opens * max(0, 1 - 3 * prose),
        "stock": min(1, len(stock) * 10 / words),
        "stock-kinds": min(1, kinds / 5),
        "leaders": min(1, count("leader", text) / 4),
        "figure-titles": min(1, count("figure-title", text) * 20 / words),
        "prose": _per(prose_signs(text), words, _PER_PROSE),
        "prose-share": prose,
        "sentence-lines": ends / n,
        "line-length": min(1, words / n / 40),
        "cells": cells / n,
        "units": _per(count("unit", text), words, _PER_SIGN),
        "figures": min(1, len(_FIGURE.findall(text)) / words),
        "length": min(1, words / 150),
    }


def label_of(line: str) -> str | None:
    """Give the number or letter at the start of a line, in one spelling."""
    numbered = split_number(line, bare=True)
    if numbered is not None and canonical(numbered.printed):
        return canonical(numbered.printed)
    match = _LABEL.match(line)
    return match[1].replace("-", ".") if match else None


def is_numbered(line: str) -> bool:
    """Tell whether a line begins with a section's number."""
    return split_number(line, bare=True) is not None or _SECTION.match(line) is not None


def follows(a: str, b: str) -> bool:
    """Tell whether label `b` may stand next after `a` in a contents page."""
    if a[0].isdigit() and b[0].isdigit():
        x = [int(i) for i in re.findall(r"\d+", a)]
        y = [int(i) for i in re.findall(r"\d+", b)]
        if y == [*x, 1] or y == [1]:
            return True
        return any(y == [*x[: k - 1], x[k - 1] + 1] for k in range(len(x), 0, -1))
    if a[0].isalpha() and b[0].isalpha():
        return len(a) == len(b) == 1 and ord(b) - ord(a) == 1
    return b[0] in "1Aaアⅰi"


def is_title(line: str) -> bool:
    """Tell whether a line could be a title: words, a capital or number first, no sentence."""
    words = len(_WORDS.findall(line))
    opens = line[0].isupper() or _WIDE.match(line) is not None or is_numbered(line)
    return 1 <= words <= 25 and opens and prose_signs(line) <= 1 and not line.endswith("。")


def ascending(pages: Sequence[int]) -> float:
    """Give the share of page numbers that go on from the one before; 0 below three."""
    if len(pages) < 3:
        return 0.0
    steps = [0 <= b - a <= 40 for a, b in itertools.pairwise(pages)]
    return sum(steps) / len(steps)


def locator(line: str) -> str | None:
    """Give the page number at the end of a line."""
    match = _LOCATOR.search(" " + line)
    return match[1] if match else None


def _per(number: int, words: float, unit: int) -> float:
    return min(1.0, number * unit / words)


def _consecutive(text: str) -> int:
    """Count entry numbers that follow one another."""
    numbers = [int(a or b) for a, b in _ENTRY_NUMBER.findall(text)]
    return sum(b == a + 1 for a, b in itertools.pairwise(numbers))


def _names(text: str, words: float) -> float:
    """How much of a passage is names: capitals; in Japanese, little hiragana.

    Reads as: half of Japanese prose is hiragana, a quarter of a citation; so
    .6 less that share runs as the share of capitals does (.1 and .4).
    """
    wide = len(_WIDE.findall(text))
    capitals = len(_CAPITAL.findall(text))
    if not wide:
        return min(1.0, capitals / words)
    hiragana = len(_HIRAGANA.findall(text)) / wide
    weight = wide / 2 / words
    latin = capitals / max(1.0, words - wide / 2)
    return min(1.0, weight * max(0.0, 0.6 - hiragana) + (1 - weight) * min(1.0, latin))
