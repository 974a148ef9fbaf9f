"""How much speaks for a block being a heading.

In: a block, its look, its neighbours, tags and bookmarks. Out: a score; from
`HEADING` on the block is a heading by its print alone. Number sequences have
their say afterwards (`series`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from pipeline.numbering import BULLETS, LEGAL, Numbered, split_number
from pipeline.parse.pdf.continuation import SENTENCE_END
from pipeline.parse.pdf.evidence import Evidence
from pipeline.parse.pdf.grown import BRACKETED, Grown
from pipeline.parse.pdf.looks import Look
from pipeline.records import BlockKind

HEADING = 1.5
NEVER = -9.0
MISTAKEN = 3.0  # what a short sentence loses
COLON = 0.4  # what a short label that ends in a colon loses
MAX_WIDE, MAX_LATIN, MAX_LINES = 80, 160, 4
# Supplementary provisions: beside the chapters of their law, however they are set.
SUPPLEMENT = re.compile(r"[附付]\s*則(?:[（(][^）)]{1,60}[）)])?")
# Headings without number or bracket that Japanese rules and reports share.
KNOWN = re.compile(
    rf"{SUPPLEMENT.pattern}|前\s*文|記|別\s*[紙記表添]|目\s*次|は\s*じ\s*め\s*に|お\s*わ\s*り\s*に|備\s*考"
    r"|序\s*[章文]?|終\s*章|結\s*び|ま\s*と\s*め|概\s*要|要\s*旨|参\s*考(?:文献|資料)?|用\s*語\s*集|凡\s*例"
    r"|(?:executive )?summary|introduction|foreword|preface|conclusions?|references|bibliography|glossary"
    r"|acknowledge?ments|background|preamble|endnotes|abstract",
    re.IGNORECASE,
)
# Words at the end of what heads a part of a report, with its name before them.
_PART_NAMES = re.compile(
    r"(?:executive summary|名簿|用語集|参考文献|開催実績)(?:\s*[（(].*)?$", re.IGNORECASE
)
# Of the text's type: so small is what is written into drawings, which heads nothing.
_LABEL = 0.6
# Signs that Japanese programs set before headings as well as before items.
_HEAD_SIGNS = frozenset("■□◆◇●▼▶★【")
_GLYPH = re.compile(r"\(cid:\d+\)|[\ue000-\uf8ff]")
_TOP_DECIMAL = re.compile(r"[.．][0０][.．]?$")
_STOPS = ("、", ",", ";", "；", "，", "・")
_VERB_END = re.compile(r"(?:する|した|して|される|された|である|ます|ました|です|こと|もの|ため)$")


@dataclass(frozen=True, slots=True)
class Seen:
    """What was seen of one block: its words, number and the two outside witnesses."""

    words: str
    number: Numbered | None
    tag: str | None  # kind of the tagged element
    tag_level: int
    bookmark_level: int | None
    label: bool  # short and no sentence
    tagged: bool = True  # False: untagged in a file that is tagged, as the labels of drawings are

    @property
    def witnessed(self) -> bool:
        """Tell whether the file itself calls it a heading."""
        return self.tag == "heading" or self.bookmark_level is not None


def look_at(block: Grown, evidence: Evidence, tags: bool, whole: bool) -> Seen:
    """Collect what is known of a block; `tags`, `whole`: how far tags are believed."""
    words = block.text.strip()
    first = block.lines[0]
    number = block.style
    if number is None and len(words) <= MAX_LATIN:
        number = split_number(words, bare=True)
    if number is not None and number.style == "decimal" and _TOP_DECIMAL.search(number.printed):
        number = replace(number, depth=max(number.depth - 1, 1))  # "2.0" stands above "2.1"
    role = evidence.role(first)
    entry = evidence.bookmark(words, first.page) if len(words) <= 2 * MAX_LATIN else None
    limit = MAX_WIDE if first.wide else MAX_LATIN
    label = len(words) <= limit and not _is_sentence(words, number)
    return Seen(
        words,
        number,
        role.kind if role and (tags or role.kind != "heading") else None,
        role.level if role and tags else 0,
        entry.level if entry else None,
        label,
        not whole or (role is not None and role.kind != ""),
    )


def _is_sentence(words: str, number: Numbered | None) -> bool:
    if not SENTENCE_END.search(words):
        return words.endswith(_STOPS)
    body = number.rest if number is not None else words
    # "Article 5." and "1. Scope." end in a point that is the number's or a habit.
    return not (words.endswith((".", "．")) and len(body.split()) <= 6 and len(body) <= 45)


def score(block: Grown, seen: Seen, look: Look) -> float:
    """Weigh what speaks for a heading; `NEVER` when something forbids it.

    The weights count in the strength of one clear sign (1.5): type a
    tenth larger, boldness, an entry of the outline, a heading's tag. Weaker
    signs need one another.
    """
    words, first = seen.words, block.lines[0]
    witnessed = seen.witnessed
    limit = (MAX_WIDE if first.wide else MAX_LATIN) * (2 if witnessed else 1)
    if len(words) > limit or len(block.lines) > MAX_LINES + 2 * witnessed:
        return NEVER
    body = (seen.number.rest.strip() if seen.number is not None else "") or words
    if not (seen.witnessed or _reads(body)) or look.size > 8:
        return NEVER
    if seen.tag in ("contents", "table", "caption", "note") and seen.bookmark_level is None:
        return NEVER
    if len(words) < 2 and not KNOWN.fullmatch(words):
        return NEVER
    total = 2.5 * (seen.tag == "heading") + 2.5 * (seen.bookmark_level is not None)
    total -= 2.0 * (not seen.tagged)
    total += _of_print(look, len(words))
    total += _of_number(block, seen)
    total += _of_words(words, seen, first.wide)
    return total


def _reads(words: str) -> bool:
    """Tell words from formulas, signs and glyphs without a character."""
    plain = _GLYPH.sub("", words)
    letters = sum(c.isalpha() for c in plain)
    wide = any(c > "\u2e80" for c in plain)
    return letters >= (1 if wide else 2) and 2 * letters >= len(plain.replace(" ", ""))


def _of_print(look: Look, length: int) -> float:
    total = 0.0
    if look.size >= 1.12:
        total += 1.8
    elif look.size >= 1.05:
        total += 0.7
    elif look.size <= _LABEL:
        total -= 4.0
    elif look.size <= 0.93:
        total -= 0.8 if look.size > 0.86 else 1.6
    total += 1.5 * look.bold + 1.1 * look.face + 0.6 * look.colour
    total += 0.5 * (look.centred and length <= 50)
    # White above and more than below: it belongs to what follows.
    total += 0.4 * (look.above >= 1.5) + 0.2 * (look.above > look.below + 0.3)
    return total


def _of_number(block: Grown, seen: Seen) -> float:
    number = seen.number
    if number is None:
        return 0.0
    if number.style in BULLETS or number.style == "note":
        sign = number.printed[:1] in _HEAD_SIGNS
        return -0.6 if sign else -2.5
    if not seen.words.startswith(number.printed):
        return -3.5  # a bullet before it: a list of chapters
    if number.style in LEGAL:
        short = len(number.rest) <= (42 if block.lines[0].wide else 110)
        return 1.8 if short else 0.3
    return 0.2


def _of_words(words: str, seen: Seen, wide: bool) -> float:
    total = 0.0
    if KNOWN.fullmatch(words):
        total += 1.6
    elif _PART_NAMES.search(words):
        total += 0.6
    elif (
        wide
        and BRACKETED.fullmatch(words)
        and not re.search(r"[:：※]", words)
        and words[0] + words[-1] not in ("（)", "(）")  # the end of a formula or remark
    ):
        total += 1.1
    if not seen.label:
        # Even a heading's tag does not make one of a requirement in full sentences.
        total -= MISTAKEN if len(words) <= (30 if wide else 70) else 6.0
    elif words.endswith((":", "：")):
        total -= COLON if len(words) <= (20 if wide else 40) else 2.0
    body = seen.number.rest if seen.number is not None else words
    if body[:1].islower():
        total -= 2.5
    if wide and _VERB_END.search(words):
        total -= 0.5
    if len(words) > (40 if wide else 90):
        total -= 0.5 if len(words) <= (60 if wide else 120) else 1.2
    return total


def may_be_heading(block: Grown) -> bool:
    """Tell whether a block is of a kind that may turn out a heading."""
    return block.draft.kind in (BlockKind.PARAGRAPH, BlockKind.ITEM)
