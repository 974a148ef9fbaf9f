"""Whether a line of print goes on with the one before it.

In: two lines and the margins between which they stand. Out: whether the first
ends only because the margin came, and whether its sentence is over. English
and Japanese show it differently: a full stop and lower case here, particles,
commas and brackets there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.parse.pdf.layout import Region
from pipeline.parse.pdf.lines import Line

SENTENCE_END = re.compile(r"[。．.!?！？:：;；]\s*[」』）)”\"’']*\s*$")
# A Japanese line ending so cannot be the end of a heading or sentence.
_GOES_ON = re.compile(
    r"[はがをにへやで、，・（「『及並]\s*$|(?:の|と|て|り|た|い|う|る|く|す|む|つ|及び|又は|並びに)\s*$"
)
# An English line ending so is in mid-sentence; "and" and "or" end items of a list as well.
_DANGLES = re.compile(
    r"\s(?:an?|the|of|to|in|for|by|with|on|at|from|as|its|their|his|her|this|these|those|such|than"
    r"|into|between|under|upon|per|via)\s*$"
)
_SPACE = 0.25  # of the type size: a narrow space between words
_INSET = 3.0  # type sizes at both ends: deeper than the indentation of a paragraph
_QUOTED, _FLUSH = 3, 1.0  # lines of a quotation; points by which justified lines differ
_KATAKANA = re.compile(r"[ァ-ヺー]")
_OPENS = {"「": "」", "『": "』", "（": "）", "(": "）"}
_CLOSES = {"」": "」", "』": "』", "）": "）", ")": "）"}
_SMALL_KANA = "ァィゥェォッャュョヮー"


def is_full(before: Line, line: Line, region: Region) -> bool:
    """Tell whether a line ends only because the margin came.

    Reads as: the next line's first word would not have fitted. Japanese may
    stop up to three characters early (rules against leading punctuation). A line
    that begins in the right half is set there on purpose: a date, a sender.
    """
    if before.x0 > (region.left + region.right) / 2 and line.x0 < before.x0 - before.size:
        return False
    if before.wide or line.wide:
        return before.x1 > region.right - 3 * before.size
    word = len(line.text.split(" ", 1)[0])
    end = line.edges[word] if word < len(line.edges) else line.x1
    need = end - line.x0 + _SPACE * before.size
    return before.x1 + need > region.right - 0.5 * before.size


def fills_own_margins(before: Line, above: Sequence[Line], region: Region) -> bool:
    """Tell whether a line is as long as the lines above it in a quotation set further in.

    Reads as: three lines or more end at one place, short of the margin, and the last of
    them is the line itself.
    """
    end = before.x1
    if len(above) < _QUOTED or end > region.right - _INSET * before.size:
        return False
    return all(abs(line.x1 - end) <= _FLUSH for line in above[-_QUOTED:])


def sentence_state(
    words: str, before: Line, line: Line, region: Region, full: bool
) -> tuple[bool, bool]:
    """Tell whether the block so far is a finished sentence, or clearly unfinished.

    Reads as: Japanese that stops without 。 after a long line, on a particle
    or comma, or inside a quotation goes on; English that stops without a full
    stop goes on in lower case, or after an article or preposition. Between the two (a short line without either)
    layout decides.
    """
    ended = SENTENCE_END.search(before.text) is not None
    if before.wide or line.wide:
        if open_quote(words):
            return False, True
        if ended:
            return True, False
        centred = _is_centred(before, region) and abs(before.x0 - line.x0) > 0.5 * line.size
        long = before.x1 - region.left > 0.72 * (region.right - region.left) and not centred
        inside_word = _KATAKANA.match(before.text[-1]) and _KATAKANA.match(line.text[0])
        if inside_word and (long or line.text[0] in _SMALL_KANA or len(words) > 40):
            return False, True
        return False, full or (long and len(before.text) >= 20) or _GOES_ON.search(
            words
        ) is not None
    if ended and not words.rstrip().endswith((";", ":")):
        return True, False
    goes_on = line.text[:1].islower() and len(before.text) > 25
    return ended, not ended and (goes_on or _DANGLES.search(before.text) is not None)


def _is_centred(line: Line, region: Region) -> bool:
    """Tell a line set in the middle: its end says nothing about the margin."""
    left, right = line.x0 - region.left, region.right - line.x1
    return min(left, right) > _INSET * line.size and abs(left - right) < line.size


def open_quote(words: str) -> bool:
    """Tell whether a quotation or bracket opened lately is still open.

    Reads as: a bracket may be closed in the other width, （又はEP), and what another
    quotation closes around it is closed too.
    """
    recent = words[-600:]
    if all(recent.count(a) <= recent.count(b) for a, b in ("「」", "『』", "（）")):
        return False
    still: list[str] = []
    for sign in recent:
        if sign in _OPENS:
            still.append(_OPENS[sign])
        elif sign in _CLOSES and _CLOSES[sign] in still:
            while still.pop() != _CLOSES[sign]:
                pass
    return any(closing in still for closing in "」』）")
