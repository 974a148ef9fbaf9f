"""Bring a text to the form in which e5-small's two engines read it alike.

In: any text. Out: the same words, normalised as the tokenizer would. Both
engines get this form, so their tokens agree. What is shown to a reader never
comes from here.

- Half-width kana with its mark, and a letter with its combining mark, become
  one character first: the engines look at single code points and would leave
  them apart.
- A run of characters that the vocabulary lacks becomes its first one: as
  SentencePiece does, one run is one `<unk>`; the C engine counts each.
- "</s>" and its like inside a text are words, not marks of the model.
"""

from __future__ import annotations

import re
from itertools import groupby
from unicodedata import normalize

from pipeline.artifacts import E5File

_SURROGATE = re.compile("[\ud800-\udfff]")
_HALF_WIDTH_VOICED = re.compile("[\uff66-\uff9d][\uff9e\uff9f]")
_SPACES = re.compile(" {2,}")
_MARK = re.compile(r"<(?=(?:/?s|pad|unk|mask)>)")
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


class Normaliser:
    """Normalise texts with the map and the alphabet of the weights."""

    def __init__(self, weights: E5File) -> None:
        self._map = {0: "", **weights.normalisation}  # a C string would end at a NUL
        self._known = weights.characters | {" "}

    def __call__(self, text: str) -> str:
        text = _SURROGATE.sub(_REPLACEMENT, text)
        text = _HALF_WIDTH_VOICED.sub(lambda pair: normalize("NFKC", pair[0]), text)
        text = normalize("NFC", text).translate(self._map)
        text = _MARK.sub("< ", _SPACES.sub(" ", text)).strip(" ")
        return text if self._known.issuperset(text) else self._one_unknown_a_run(text)

    def _one_unknown_a_run(self, text: str) -> str:
        runs = groupby(text, self._known.__contains__)
        return "".join("".join(run) if known else next(run) for known, run in runs)
