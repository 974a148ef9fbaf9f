"""How long a passage is and how much of it is prose, in either language."""

from __future__ import annotations

import re

from pipeline.parse.apparatus.signs import count

_WORD = re.compile(r"[A-Za-zÀ-žА-я][\w'’À-ž-]*|\d[\d.,]*")
_JAPANESE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff々]")
_SENTENCE = re.compile(r"(?<=[a-z0-9)”\"’%\]][.!?]) +(?=[A-Z•·\[(“\"])|\n|(?<=。)(?![」』）)])")
_SHORT = 8  # a sentence of fewer words is more often a title
_DENSE = 0.05  # share of auxiliaries and pronouns from which words are a sentence
_SAYS = 0.1  # … and from which they are one although they cite


def size(text: str) -> float:
    """Count words; two Japanese characters are about one. At least 1."""
    return max(1.0, len(_WORD.findall(text)) + len(_JAPANESE.findall(text)) / 2)


def is_japanese(text: str) -> bool:
    """Tell whether most of a passage's letters are Japanese."""
    japanese = len(_JAPANESE.findall(text))
    return japanese > 0 and japanese >= sum(c.isascii() and c.isalpha() for c in text) / 3


def sentences(text: str) -> list[str]:
    """Cut a passage at sentence and line ends; blank pieces are left out."""
    return [s for s in _SENTENCE.split(text) if s.strip()]


def prose_signs(text: str) -> int:
    """Count what makes sentences: auxiliaries, pronouns, predicates."""
    return count("prose-en", text) + 2 * count("prose-ja", text)


def is_prose(sentence: str, cites: bool = False) -> bool:
    """Tell whether words are a sentence: long enough, with auxiliaries enough."""
    words = size(sentence)
    share = prose_signs(sentence) / words
    return words >= _SHORT and share >= (_SAYS if cites else _DENSE)
