"""When two wordings count as the same.

In: words that were found and words that were labelled. Out: whether they
agree. Always: punctuation, quotes, case and spaces do not count, nor do
articles, a reading or translation in brackets after a term, or the copula
that closes a Japanese definition.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from pipeline.records import Span
from pipeline.score.bare import letters

BODY = 0.9  # of all letters of both wordings must be common to them
_BRACKETS = re.compile(r"\s*[（(][^（）()]*[）)]\s*$")
_ARTICLE = re.compile(r"^(?:the|an?|the term|the notion of|the expression)\s+", re.IGNORECASE)
_COPULA = re.compile(r"(?:をいう|を意味する|を指す|のこと|である|とする|です|であって)$")


def share(one: Span, other: Span) -> float:
    """Give the common part of two spans, as a share of the shorter one."""
    common = min(one[1], other[1]) - max(one[0], other[0])
    return max(common, 0) / max(min(one[1] - one[0], other[1] - other[0]), 1)


def same_term(found: str, wanted: str) -> bool:
    """Compare terms."""
    return bool(_terms(found) & _terms(wanted))


def _terms(words: str) -> set[str]:
    bare = _ARTICLE.sub("", words.strip(" \"'“”‘’「」『』"))
    forms = {letters(bare), letters(_BRACKETS.sub("", bare))}
    return forms - {""}


def same_body(found: str, wanted: str) -> bool:
    """Compare bodies: the same, or at least nine tenths of both in common in one piece."""
    one, other = (_COPULA.sub("", letters(words)) for words in (found, wanted))
    if one == other:
        return True
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    common = matcher.find_longest_match().size
    return common >= BODY * (len(one) + len(other) - common)


def same_owner(found: str | None, wanted: Sequence[str]) -> bool:
    """Compare owners: the text's own, or a name that holds one of the wanted ones."""
    if found is None:
        return "own" in wanted
    name = letters(found)
    return any(w != "own" and letters(w) in name for w in wanted)
