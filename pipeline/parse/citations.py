"""Where a block stands, as one cites it: by the numbers printed above it.

In: a document's blocks and text, in reading order. Out: for each block its
path of numbers ("§ 50.604(c)(1)", 「第三条第二項第一号」, "2.1(3)"), and where
there are no pages a place that a reader can find: the path, or the count of
paragraphs below the heading or item that the block belongs to. Every format
is cited alike; nothing here looks at pages or boxes.

A path begins at the last number that stands for itself: a section (§), an
article, a decimal number, an annex, a question, a number with its name ("Goal 1").
What stands under an article of Japan is named as its laws name it: 項 and 号, in the
digits of the article. What follows a numbered question ("Q4", 問４) is its answer and
stands under it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from pipeline.languages import detect
from pipeline.numbering import BULLETS, LEGAL, RANKS, Numbered, canonical, split_number
from pipeline.parse.html_lists import kanji
from pipeline.parse.nesting import Nesting, leading_numbers
from pipeline.records import Block, BlockKind

_ARTICLE = 1_000  # level of an article set as a paragraph: below every heading
_QUESTION, _COMMENT = "question", "comment"
_COMMENTED = re.compile(
    r"([【［〔\[])(第[\d０-９一二三四五六七八九十百]+条(?:の[\d０-９一二三四五六七八九十]+)*)"
)
_NAMED = re.compile(
    r"[A-Z][A-Za-z]{2}|[\u3041-\u30ff\u3400-\u9fff]{2}|(?:[A-Z]|[IVX]+|[Ⅰ-Ⅻ])\s?[.．－‐―–-]\s?[\d０-９]"
)
_ASKED = re.compile(r"(?:[?？]|か。)\s*$")
_ANSWER = frozenset({"A", "Ａ", "答"})
_SUPPLEMENT = re.compile(r"附\s*則(?:[（(][^）)]{1,60}[）)])?")
_ITEMS = frozenset({"kanji-number", "paren-number", "half-paren-number", "paren-kanji"})
_INNER = frozenset({"number", "letter", "roman", "roman-small", "iroha", "half-paren-number"})
_KANJI = "[一二三四五六七八九十]{1,3}"
# Items inserted later, and several under one title: 「三の二」, 「一及び二」, 「一から三まで」.
_SEVERAL = re.compile(rf"{_KANJI}(?:及び|から|・|、){_KANJI}(?:まで)?")
_BRANCH = re.compile(rf"{_KANJI}(?:の{_KANJI})+|{_SEVERAL.pattern}")
_ENDS = " \t\u3000.．、:：—–-"
_FULL = str.maketrans("0123456789", "０１２３４５６７８９")


@dataclass(frozen=True, slots=True)
class _Part:
    """One number of a path."""

    style: str
    printed: str

    @property
    def absolute(self) -> bool:
        """Tell a number that needs none above it."""
        if self.style == "section":
            return not self.printed.startswith("第")
        if self.style == "coded":  # "Goal 1", 原則２, "II-1", but not "G1:"
            return _NAMED.match(self.printed) is not None
        return self.style in ("article", "annex", "decimal", "supplement", _COMMENT, _QUESTION)

    @property
    def core(self) -> str:
        """The number without points and brackets."""
        brackets = "()（）【】［］[]〔〕" if self.style == _QUESTION else "()（）"
        return self.printed.strip(_ENDS).strip(brackets).strip(_ENDS)


_FIRST = _Part("number", "1")  # 第一項, whose number is not printed


@dataclass(slots=True)
class _Trail:
    """The numbers that are open while blocks are read in order."""

    heads: list[tuple[int, _Part | None]] = field(default_factory=list)
    items: list[tuple[int, _Part | None]] = field(default_factory=list)
    nesting: Nesting = field(default_factory=Nesting)
    several: bool = False  # the article that is open has several paragraphs
    first: bool = False  # ... and the first is yet to come

    def head(self, level: int, part: _Part | None, several: bool) -> str | None:
        """Open a heading, or an article set as a paragraph; `several`: it has paragraphs."""
        self.heads = [entry for entry in self.heads if entry[0] < level]
        self.heads.append((level, part))
        self.items = []
        self.first = self.several = several
        self.nesting.reset()
        return None if part is None else self.path(0)

    def first_paragraph(self) -> str | None:
        """Open the first paragraph of an article, whose number is not printed."""
        if not self.first:
            return None
        self.first = False
        self.nesting.level([Numbered("1", "number", RANKS["number"], 1, "", 0)])
        self.items = [(1, _FIRST)]
        return self.path(1)

    def item(self, level: int | None, numbers: Sequence[Numbered]) -> str | None:
        """Open an item; its path when it has a number of its own."""
        placed = self.nesting.level(numbers) if numbers else 0
        depth = level or placed
        if depth == 0:
            return None
        if self.several and numbers and numbers[0].printed.isdecimal():
            depth = 1
        elif self.several and numbers and numbers[0].style != "number":
            depth = max(depth, 2)  # ① below the first paragraph, which has no number
        first = max(depth - max(len(numbers), 1) + 1, 1)
        self.items = [entry for entry in self.items if entry[0] < first]
        parts = [None if n.style in BULLETS else _part(n) for n in numbers] or [None]
        self.items += [(first + i, part) for i, part in enumerate(parts)]
        return None if parts[-1] is None else self.path(first + len(parts) - 1)

    def path(self, depth: int) -> str | None:
        """Write the open numbers, those of items down to `depth` with them."""
        parts = [part for _, part in self.heads if part is not None]
        parts += [part for level, part in self.items if part is not None and level <= depth]
        return _written(parts) if parts else None


def citations(blocks: Sequence[Block], text: str) -> list[str | None]:
    """Give each block's own path of numbers; None where it prints no number itself."""
    return [path for path, _ in _paths(blocks, text)]


def levels(blocks: Sequence[Block], text: str) -> list[int | None]:
    """Give each item's nesting level: the reader's, else told from the order of the numbers."""
    nesting = Nesting()
    found: list[int | None] = []
    for block in blocks:
        words = text[block.span[0] : block.span[1]]
        level: int | None = None
        if block.kind is BlockKind.HEADING:
            nesting.reset()
        elif block.kind is BlockKind.PARAGRAPH and block.level is None:
            nesting.prose()
        elif block.kind is BlockKind.ITEM:
            numbers = _numbers(block, words)
            placed = nesting.level(numbers) if numbers else 1
            level = block.level or placed
        found.append(level)
    return found


def places(
    blocks: Sequence[Block], text: str, paged: bool, language: str | None
) -> list[str | None]:
    """Give each block's place: its own path, else that of what it stands in.

    Without pages, blocks that print no number are counted as well.
    """
    found: list[str | None] = []
    japanese = (language or detect(text)) == "ja"
    counts: dict[tuple[int, str | None], int] = {}
    heading = tables = row = 0
    table: int | None = None
    for block, (path, above) in zip(blocks, _paths(blocks, text), strict=True):
        heading += block.kind is BlockKind.HEADING
        goes_on = block.table is None or block.table == table
        row = (row + 1 if goes_on else 1) if block.kind is BlockKind.TABLE else 0
        table = block.table
        tables += row == 1
        if path is not None:
            found.append(path)
        elif paged:
            inside = block.kind in (BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.TABLE)
            found.append(above if inside else None)
        elif block.kind is BlockKind.TABLE:
            found.append(f"{tables}番目の表{row}行目" if japanese else f"table {tables}, row {row}")
        elif block.kind is BlockKind.NOTE and block.number:
            name = block.number.strip(_ENDS)
            found.append(f"注{name}" if japanese else f"note {name}")
        elif block.kind in (BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.NOTE):
            key = (heading, above)
            counts[key] = counts.get(key, 0) + 1
            found.append(_counted(above, counts[key], japanese))
        else:
            found.append(None)
    return found


def _counted(above: str | None, count: int, japanese: bool) -> str:
    if above is not None and count == 1:
        return above
    if japanese:
        return f"{above or ''}第{count}段落"
    return f"{above}, para. {count}" if above else f"para. {count}"


def _paths(blocks: Sequence[Block], text: str) -> list[tuple[str | None, str | None]]:
    """Give each block's own path, and that of what it stands under."""
    trail = _Trail()
    asked = _asked(blocks, text)
    found: list[tuple[str | None, str | None]] = []
    for i, block in enumerate(blocks):
        words = text[block.span[0] : block.span[1]]
        numbers = _numbers(block, words)
        legal = bool(numbers) and numbers[0].style in LEGAL
        path: str | None = None
        depth = 0
        if block.kind is BlockKind.HEADING:
            part = _part(numbers[0]) if numbers else _supplement(words) or _comment(words)
            path = trail.head(block.level or 1, part, legal and _has_second(blocks, i, numbers[0]))
        elif block.kind is BlockKind.ITEM and legal:
            path = trail.head(_ARTICLE, _part(numbers[0]), _has_second(blocks, i, numbers[0]))
            path = trail.first_paragraph() or path
        elif i in asked:
            path = trail.head(_ARTICLE, _part(numbers[0]), False)
        elif i - 1 in asked and numbers and _part(numbers[0]).core in _ANSWER:
            path = None  # "A.": the letter counts nothing
        elif block.kind is BlockKind.ITEM:
            path = trail.item(block.level, numbers)
            depth = block.level or 0
        elif block.kind is BlockKind.PARAGRAPH and block.level is None:
            trail.nesting.prose()
            path = trail.first_paragraph()
        elif block.kind is BlockKind.PARAGRAPH:
            depth = block.level or 0
        found.append((path, trail.path(depth)))
    return found


def _asked(blocks: Sequence[Block], text: str) -> set[int]:
    """Find the numbered questions, by position: "Q4", 問４, or any number where answers follow.

    Reads as: items that end in a question mark are questions with their answers where
    most are followed by text without a number, two at least; a bare list of questions is none.
    """
    found: set[int] = set()
    others: list[int] = []
    for i, block in enumerate(blocks):
        if block.kind is BlockKind.ITEM:
            numbers = _numbers(block, text[block.span[0] : block.span[1]])
            if numbers and numbers[0].style == _QUESTION:
                found.add(i)
            elif numbers and numbers[0].style in ("number", "decimal"):
                end = text[max(block.span[0], block.span[1] - 8) : block.span[1]]
                others += [i] if _ASKED.search(end) else []
    text_kinds = (BlockKind.PARAGRAPH, BlockKind.ITEM)
    answered = 0
    for i in others:
        after = next((b for b in blocks[i + 1 : i + 8] if b.kind in text_kinds), None)
        answered += after is not None and after.number is None
    return found | set(others) if 2 <= answered > 0.5 * len(others) else found


def _numbers(block: Block, words: str) -> list[Numbered]:
    """Read a block's printed number, or several printed together."""
    if block.number:
        return _printed(block.number)
    if block.kind in (BlockKind.HEADING, BlockKind.ITEM) and len(words) <= 20:
        number = split_number(f"{words}\u3000x", bare=True)
        if number is not None and number.rest == "x":
            # An item's words that are a number alone count nothing, but "Q4" or 問４ is asked below.
            asks = number.style == _QUESTION
            return [number] if asks or block.kind is BlockKind.HEADING else []
    return []


@lru_cache(maxsize=4096)
def _printed(printed: str) -> list[Numbered]:
    several = leading_numbers(f"{printed} x") if " " in printed else []
    if len(several) > 1:
        return several
    if _BRANCH.fullmatch(printed):
        return [Numbered(printed, "kanji-number", RANKS["kanji-number"], 1, "", 0)]
    number = split_number(f"{printed}\u3000x", bare=True)
    return [number] if number is not None and number.style != "note" else []


def _part(number: Numbered) -> _Part:
    return _Part(number.style, re.sub(r"[\s\u3000]+", " ", number.printed).strip())


def _supplement(words: str) -> _Part | None:
    """Reads as: 「附則（令和七年法律第一号）」 heads articles that are counted anew."""
    found = _SUPPLEMENT.match(words)
    return _Part("supplement", re.sub(r"\s", "", found[0])) if found else None


def _comment(words: str) -> _Part | None:
    """Reads as: 「【第四条　採用の手続】」 heads remarks on the article, whose numbers are no 項."""
    found = _COMMENTED.match(words)
    return _Part(_COMMENT, f"【{found[2]}】") if found else None


def _has_second(blocks: Sequence[Block], at: int, article: Numbered) -> bool:
    """Tell whether an article of Japan has a second paragraph: then its first one is 第一項."""
    if article.style != "article" or not article.printed.startswith("第"):
        return False
    for block in blocks[at + 1 :]:
        if block.kind is BlockKind.HEADING:
            return False
        if block.kind is not BlockKind.ITEM or not block.number:
            continue
        number = next(iter(_numbers(block, "")), None)
        if number is not None and number.style in LEGAL:
            return False
        if number is not None and number.style == "number" and canonical(number.printed) == "2":
            return True
    return False


def _written(parts: Sequence[_Part]) -> str:
    """Write a path from the last number that stands for itself."""
    start = max((i for i, part in enumerate(parts) if part.absolute), default=0)
    outer = [p for p in parts[:start] if p.style in ("annex", "supplement")]
    own = parts[start].absolute and parts[start].style != _QUESTION
    text = parts[start].printed.strip(_ENDS) if own else parts[start].core
    if parts[start].style not in ("annex", "supplement") and outer:
        head = outer[-1].printed.strip(_ENDS)
        text = head + ("" if ord(head[-1]) > 0x2E80 else " ") + text
    base = parts[start]
    japanese = base.style == "supplement" or (
        base.style == "article" and base.printed.startswith("第")
    )
    named = 0 if japanese else 3  # how far the names 項 and 号 have come
    for part in parts[start + 1 :]:
        digits = canonical(part.printed)
        if named == 0 and part.style == "number" and digits.isdigit():
            text += f"第{_digits(digits, parts[start].printed)}項"
            named = 1
        elif named < 2 and part.style in _ITEMS and digits.isdigit():
            text += _item(part.printed, _digits(digits, parts[start].printed))
            named = 2
        else:
            text += _inner(part, text)
            named = 3
    return text


def _item(printed: str, digits: str) -> str:
    if _SEVERAL.fullmatch(printed):
        return re.sub(_KANJI, r"第\g<0>号", printed)
    branch = printed.partition("の")[2]
    return f"第{digits}号" + (f"の{branch}" if branch else "")


def _digits(value: str, like: str) -> str:
    """Write a number in the digits of the article it stands under."""
    if re.search(r"[０-９]", like):
        return value.translate(_FULL)
    if re.search(r"[0-9]", like) or not 0 < int(value) < 10_000:
        return value
    return kanji(int(value))


def _inner(part: _Part, before: str) -> str:
    """Write a number below another: "1." as "(1)" where it would run into the one above."""
    core = part.core
    if part.style not in _INNER:
        return part.printed.strip(_ENDS)
    if part.style == "iroha" or (before and not before[-1].isalnum()):
        bare = part.style == "iroha" or before[-1] not in ")）"
        if bare:
            return core
    if ord(before[-1]) > 0x2E80 and not re.search(r"[０-９0-9条項号]$", before):
        return core
    return f"（{core}）" if re.fullmatch(r"[０-９]+", core) else f"({core})"
