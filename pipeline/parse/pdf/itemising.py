"""How deep the items of lists stand.

In: blocks with their kinds. Out: the same drafts; items know their nesting
level from 1 (and with it their depth), told from the order of their numbers,
from indentation where they have only bullets, and from the way Japanese
articles count: paragraphs 2, 3 ..., in them 一, 二 ..., in these イ, ロ.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.numbering import BULLETS, Numbered
from pipeline.parse.nesting import Nesting, leading_numbers
from pipeline.parse.pdf.grown import Grown
from pipeline.parse.pdf.series import roman_value
from pipeline.records import BlockKind

_ENDS = (BlockKind.HEADING, BlockKind.TITLE, BlockKind.CONTENTS)
_WIDE = "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ"
_H = 8  # the letter before "(i)"
_ARTICLE_LEVELS = {"kanji-number": 2, "iroha": 3}
# A bullet is further in than another from this part of a type size on.
_STEP = 0.6


def nest_items(blocks: Sequence[Grown]) -> None:
    """Set level and depth of items in place."""
    walk = _Walk()
    for block in blocks:
        if block.draft.kind in _ENDS:
            walk.reset(block)
        elif block.draft.kind is BlockKind.PARAGRAPH and block.draft.pieces:
            walk.prose()
        elif block.draft.kind is BlockKind.ITEM and block.style is not None:
            level = walk.level(block, block.style)
            block.draft.level = level
            # "2." with no "1." before it goes on from elsewhere: the lead-in above is not its own.
            block.draft.depth = (
                0.0 if walk.nesting.orphan and level == 1 and not walk.article else float(level)
            )


class _Walk:
    """What is open while blocks are read in order."""

    def __init__(self) -> None:
        self.nesting = Nesting()
        self.article = False
        self._number: tuple[int, float] | None = None  # level and indentation of the last number
        self._bullets: list[tuple[str, float]] = []  # signs and indentations of the open bullets
        self._styles: dict[str, int] = {}  # levels of the styles met in the open article
        self._roman = 0  # the last roman numeral
        self._letter = 0  # the last letter, from 1

    def reset(self, block: Grown) -> None:
        """Begin anew below a heading."""
        self.nesting.reset()
        self._number = None
        self._roman = self._letter = 0
        self._bullets = []
        self._styles = {}
        style = block.style
        if style is not None:
            self.article = style.style == "article" and style.printed.startswith("第")

    def prose(self) -> None:
        """Read a paragraph: bullets after it begin a list of their own."""
        self.nesting.prose()
        self._bullets = []

    def level(self, block: Grown, style: Numbered) -> int:
        """Place one item."""
        indent = block.lines[0].x0 - (block.region.left if block.region is not None else 0.0)
        step = _STEP * block.lines[0].size
        if style.style in BULLETS:
            return self._bullet(style.printed, indent, step)
        self._bullets = []
        if self.article:
            level = self._in_article(style)
        else:
            numbers = leading_numbers(block.text) or [style]
            if len(numbers) == 1:
                numbers = [self._as_roman(numbers[0], indent, step)]
            level = self.nesting.level(numbers)
        self._number = (level, indent)
        return level

    def _as_roman(self, number: Numbered, indent: float, step: float) -> Numbered:
        """Read "(i)" as one, unless it follows "(h)" and stands no further in than that."""
        word = re.sub(r"[^A-Za-z]", "", number.printed)
        value = roman_value(word.lower())
        if number.style not in ("roman", "letter"):
            return number
        deeper = self._number is not None and indent > self._number[1] + step
        begins = value == 1 and (deeper or self._letter != _H)
        follows = value is not None and value == self._roman + 1 and self._roman > 0
        if value is None or value > len(_WIDE) or not (begins or follows):
            self._letter = ord(word[0].lower()) - 96 if len(word) == 1 else 0
            return number
        self._roman = value
        shape = "Ⅰ" if word.isupper() else "i"  # capitals are a list of their own
        return replace(number, printed=_WIDE[value - 1] + shape, style="roman-wide")

    def _in_article(self, style: Numbered) -> int:
        """Place a number in a Japanese article; styles without a fixed level go one deeper."""
        above = self._number[0] if self._number is not None else 0
        level = 1 if style.printed.isdigit() else _ARTICLE_LEVELS.get(style.style, 0)
        level = level or self._styles.get(style.style, max(2, above + 1))
        self._styles = {name: at for name, at in self._styles.items() if at <= level}
        self._styles[style.style] = level
        return level

    def _bullet(self, sign: str, indent: float, step: float) -> int:
        found = next(
            (
                i
                for i, (other, at) in reversed(list(enumerate(self._bullets)))
                if other == sign and abs(at - indent) <= step
            ),
            None,
        )
        if found is not None:
            del self._bullets[found + 1 :]
        else:
            while self._bullets and self._bullets[-1][1] > indent + step:
                self._bullets.pop()
            self._bullets.append((sign, indent))
        base = 0
        if self._number is not None and indent > self._number[1] - step:
            base = self._number[0]
        return base + len(self._bullets)
