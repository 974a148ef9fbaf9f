"""How much of each text's words another text holds, in its own language or the other.

In: two lists of texts. Out: for groups of the left ones and of the right ones a
matrix of shares, 0 to 1, of the words that both hold, both ways averaged;
few words give a small share. A word
is held by its translation (JMdict), by itself (names, numbers, abbreviations) or
by its sound (words in katakana); numbers count by value. Words weigh by how rare
they are on the other side, so what every text has says little. Without the
dictionary, names, numbers, sounds and marks of grammar remain.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.align.grammar import marks
from pipeline.align.inflection import stems
from pipeline.align.numbers import numbers
from pipeline.align.sounds import borrowed, sound
from pipeline.dictionary import translations
from pipeline.dictionary.coverage import Keys, coverage, rarity
from pipeline.languages import detect, has_japanese
from pipeline.text.tokens import content_tokens

Matrix = NDArray[np.float32]
Words = dict[str, list[list[str]]]  # a word and its alternatives as tokens

_ALTERNATIVES = 12  # translations of a word: a pair is asked for, no passage is ranked
# A word with no translation anywhere on the other side says that the dictionary lacks it
# more often than that the texts differ.
_UNSEEN = 0.25
# Added to the weight of a text's words, where a rare one weighs 5 to 7: "And I did." is soon held
# whole by a long text, and that says little. Results are flat from 8 to 16.
_FEW = 12.0
# Standards write their key words in capitals, in Japanese too: 「しなければならない(SHALL)」.
_KEYWORD = re.compile(
    r"(?<![A-Za-z])(?:SHALL|MUST|SHOULD|MAY|CAN|NOT|REQUIRED|RECOMMENDED)(?![A-Za-z])"
)


@dataclass(frozen=True, slots=True)
class Bag:
    """What a text holds (tokens), and what it asks of a text that says the same."""

    tokens: tuple[str, ...]
    words: Words
    size: int  # content words


def bags(texts: Sequence[str], across: bool) -> list[Bag]:
    """Read the words of texts; `across` tells that the other side is in another language."""
    found = []
    for text in texts:
        content = content_tokens(text)
        tokens = _tokens(text, content)
        found.append(Bag(tuple(tokens), _asked(text, tokens, across), len(content)))
    return found


def _tokens(text: str, content: Sequence[str]) -> list[str]:
    """Give the tokens by which a text is found: words, numbers by value, sounds, marks."""
    found = [form for token in content for form in (token, *stems(token))]
    # In either script: the other side asks for the sound of its words in katakana.
    spoken = borrowed(text) if has_japanese(text) else found
    sounds = [f"~{key}" for word in spoken if (key := sound(word)) is not None]
    return found + sounds + _signs(text)


def _signs(text: str) -> list[str]:
    """Give the tokens that both languages share: numbers, key words, marks of grammar."""
    values = [f"#{value}" for value in numbers(text)]
    keywords = [f"!{word.lower()}" for word in _KEYWORD.findall(text)]
    return values + keywords + marks(text, detect(text))


def _asked(text: str, own: Sequence[str], across: bool) -> Words:
    if not across:
        return {token: [[token]] for token in own if not token.startswith("~")}
    words: Words = {
        word: [list(tokens) for tokens in known]
        for word, known in translations(text, _ALTERNATIVES).items()
        if not word.isdigit()
    }
    words |= {sign: [[sign]] for sign in _signs(text)}
    if has_japanese(text):
        for word in borrowed(text):
            if (key := sound(word)) is not None:
                words.setdefault(word, []).append([f"~{key}"])
    return words


class Shared:
    """The words of two lists of texts, ready to be compared."""

    def __init__(self, left: Sequence[Bag], right: Sequence[Bag]) -> None:
        self._forward = _Covering(left, right)
        self._backward = _Covering(right, left)

    def matrix(self, left: Any, right: Any) -> Matrix:
        """Give the shares of groups; `left` and `right` tell which texts are in which group.

        They are sparse arrays of zeros and ones, a row for each group and a column for each text.
        """
        forward, backward = self.ways(left, right, few=_FEW)
        return np.asarray((forward + backward) / 2, dtype=np.float32)

    def ways(self, left: Any, right: Any, few: float = 0.0) -> tuple[Matrix, Matrix]:
        """Give the shares of left groups' words that right ones hold, and the other way."""
        forward = self._forward.shares(left, right, few)
        return forward, self._backward.shares(right, left, few).T


class _Covering:
    """Who asks for which words, and who holds what share of them."""

    def __init__(self, asking: Sequence[Bag], held: Sequence[Bag]) -> None:
        from scipy.sparse import csr_array

        holding, total = _postings(held), len(held)
        kinds: dict[tuple[str, str], int] = {}
        weights: list[float] = []
        shares: list[tuple[Keys, NDArray[np.float64]]] = []
        rows: list[int] = []
        columns: list[int] = []
        for row, bag in enumerate(asking):
            for word, alternatives in bag.words.items():
                key = (word, repr(alternatives))
                if key not in kinds:
                    kinds[key] = len(kinds)
                    keys, found = coverage({word: alternatives}, holding, total)
                    weights.append(rarity(len(keys), total) * (1.0 if len(keys) else _UNSEEN))
                    shares.append((keys, found))
                rows.append(row)
                columns.append(kinds[key])
        self._weights = np.array(weights, dtype=np.float32)
        self._asked = csr_array(
            (np.ones(len(rows), np.float32), (rows, columns)), shape=(len(asking), len(kinds))
        )
        at = np.concatenate([keys for keys, _ in shares] or [np.zeros(0, np.int64)])
        amount = np.concatenate([found for _, found in shares] or [np.zeros(0)])
        kind = np.repeat(np.arange(len(shares)), [len(keys) for keys, _ in shares])
        self._held = csr_array(
            (amount.astype(np.float32), (at, kind)), shape=(len(held), len(kinds))
        )

    def shares(self, asking: Any, held: Any, few: float) -> Matrix:
        """Give for each group that asks (rows) the share of its words that each group holds."""
        wanted = (asking @ self._asked).tocsr()
        wanted.data = np.minimum(wanted.data, 1.0) * self._weights[wanted.indices]
        there = (held @ self._held).tocsr()
        there.data = np.minimum(there.data, 1.0)
        whole = np.asarray(wanted.sum(axis=1)).ravel()
        found: Matrix = (wanted @ there.T).toarray()
        found /= np.maximum(whole + few, 1e-6)[:, None].astype(np.float32)
        return found


def _postings(held: Sequence[Bag]) -> Callable[[str], Keys]:
    places: dict[str, list[int]] = defaultdict(list)
    for number, bag in enumerate(held):
        for token in dict.fromkeys(bag.tokens):
            places[token].append(number)

    @cache
    def holding(token: str) -> Keys:
        return np.array(places.get(token, ()), dtype=np.int64)

    return holding
