"""What looks like a printed number but may only begin a wrapped line of prose.

In: the number of a line and the block that is open above it. Out: whether prose has
such words too ("Article 5", "J-1 visas", a dash), or counts on in one paragraph
(①…、②…).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.numbering import Numbered, canonical
from pipeline.parse.pdf.lines import Line

# Styles that also begin a wrapped line of prose ("Article 5", "10. Juni", "(a)").
_RISKY = frozenset({"article", "section", "part", "chapter", "annex", "number", "decimal",
                    "letter", "roman", "kanji-number", "iroha", "half-paren-number"})  # fmt: skip
# Numbers of list items, and the words with which prose goes on after one.
_COUNTED = frozenset({"paren-number", "half-paren-number", "circled", "number", "decimal"})
_SPOKEN = re.compile(
    r"(?:から|まで|及び|又は|若しくは|並びに|に(?:掲げ|規定|定め|該当|つい|基づ)|の(?:規定|いずれ|場合|要件|解説))"
)


def may_wrap(number: Numbered, line: Line, above: Sequence[Line], style: Numbered | None) -> bool:
    """Tell whether a number may stand in prose; `style` is that of the block `above`.

    Reads as: a style that prose has too; in English also a code before a word in lower
    case, and a long dash at the margin of a block that is no list of dashes.
    """
    if line.wide or number.style in _RISKY:
        return number.style in _RISKY
    if number.printed in ("–", "—"):
        left = min(x.x0 for x in above)
        listed = style is not None and style.style == number.style
        return not listed and abs(line.x0 - left) < 0.3 * line.size
    return number.style == "coded" and number.rest[:1].islower()


def counts_on(words: str, number: Numbered) -> bool:
    """Tell whether the number before this one stands inside the same paragraph."""
    value = canonical(number.printed)
    if not value.isdigit() or int(value) < 2:
        return False
    one = int(value) - 1
    if number.style == "circled":
        return chr(ord(number.printed) - 1) in words[1:]
    if number.style in ("paren-number", "half-paren-number"):
        return re.search(rf".[(（]?(?:{one}|{_full_width(one)})[)）]", words) is not None
    return False


def _full_width(number: int) -> str:
    return "".join(chr(ord(c) + 0xFEE0) for c in str(number))


def wraps_at_dot(line: Line, above: Sequence[Line], style: Numbered | None, right: float) -> bool:
    """Tell a middle dot inside a word (アクセス・コントロール) that came to begin a line.

    Reads as: no dot right above it begins the block, unless the line before is full to
    its last character and nothing shows that lines which wrap stand further in.
    """
    listed = style is not None and style.printed == "・"
    if not listed or abs(above[0].x0 - line.x0) > 0.6 * line.size:
        return True
    before = above[-1]
    hanging = before.x0 > line.x0 + 0.5 * line.size
    return not hanging and before.x1 > right - before.size


def is_set_out(line: Line, above: Sequence[Line], style: Numbered | None) -> bool:
    """Tell a line further out than the item above, number and all."""
    return style is not None and line.x0 < min(x.x0 for x in above) - 0.7 * line.size


def is_mentioned(number: Numbered) -> bool:
    """Tell a number that running text speaks of: 「次の⑴から⑶まで」 broken before ⑴."""
    return number.style in _COUNTED and _SPOKEN.match(number.rest) is not None
