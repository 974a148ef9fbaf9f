"""Words for the lexical index: the same for passages and questions.

In: text as shown. Out: search tokens: Japanese through Sudachi (short units,
normalised forms, content words only), everything else in lower case with
numbers and abbreviations whole. The one place that imports sudachipy.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from functools import cache
from typing import Any

from pipeline.languages import STOP_WORDS, has_japanese

_LATIN = re.compile(r"[a-zà-ɏ0-9]+(?:[.'’/&^-][a-zà-ɏ0-9]+)*")
_PARTS = re.compile(r"[.'’/&^-]")
# A power, however it is written: 10²⁵, 10**25, 10 to the power of 25, 10の25乗.
_RAISED = re.compile(r"(?<=[0-9０-９])[⁰¹²³⁴-⁹]+")
_TO_THE = re.compile(
    r"([0-9]+)(?: ?\*\* ?([0-9]+)| to the (?:power of ([0-9]+)|([0-9]+)(?:st|nd|rd|th) power)|の([0-9]+)乗)"
)
# Particles, auxiliaries, signs, blanks and interjections carry no topic.
_EMPTY = frozenset({"助詞", "助動詞", "補助記号", "空白", "感動詞", "接続詞"})
_EMPTY_WORDS = frozenset(
    "為る 居る 有る 成る 事 物 所 為 此れ 其れ 何 如何 訳 様 等 又 及び 就く 於く 由る 因る 言う 御座る おく つく よる いう 対する 関する 基づく ため もの こと".split()
)
# Sudachi refuses an input over 49,149 bytes of UTF-8.
_CHUNK = 10_000


def tokens(text: str) -> list[str]:
    """Give the search tokens of a text, in order, repeated as they occur."""
    text = _RAISED.sub(lambda power: f"^{power[0]}", text)
    text = unicodedata.normalize("NFKC", text)
    text = _TO_THE.sub(lambda power: f"{power[1]}^{power[power.lastindex or 1]}", text)
    if not has_japanese(text):
        return _latin(text)
    found: list[str] = []
    for start in range(0, len(text), _CHUNK):
        found += _japanese(text[start : start + _CHUNK])
    return found


def content_tokens(text: str) -> list[str]:
    """Give the tokens of a question without words that only make it one."""
    return [t for t in tokens(text) if t not in STOP_WORDS]


def surfaces(text: str) -> list[tuple[int, int, str]]:
    """Part a text into `(start, end, normalised form)`, its words of every kind and its signs."""
    sudachi, mode = tokenizer(threading.get_ident())
    found = []
    for start in range(0, len(text), _CHUNK):
        for morpheme in sudachi.tokenize(text[start : start + _CHUNK], mode):
            root = morpheme.normalized_form().strip().lower()
            found.append((morpheme.begin() + start, morpheme.end() + start, root))
    return found


def _latin(text: str) -> list[str]:
    found: list[str] = []
    for match in _LATIN.finditer(text.lower().replace("’", "'")):
        word = match[0].removesuffix("'s")
        found.append(word)
        parts = _PARTS.split(word)
        if len(parts) > 1:  # "800-171", "non-disclosure": findable whole and in part
            found += [p for p in parts if p]
    return found


def _japanese(text: str) -> list[str]:
    found: list[str] = []
    at = 0
    for match in _LATIN.finditer(text.lower()):
        found += _sudachi(text[at : match.start()])
        found += _latin(match[0])
        at = match.end()
    found += _sudachi(text[at:])
    return found


def _sudachi(text: str) -> list[str]:
    if not text.strip():
        return []
    sudachi, mode = tokenizer(threading.get_ident())
    found = []
    for morpheme in sudachi.tokenize(text, mode):
        if morpheme.part_of_speech()[0] in _EMPTY:
            continue
        word = morpheme.normalized_form().strip().lower()
        if word and word not in _EMPTY_WORDS and not all(c in "・-–—…〜~" for c in word):
            found.append(word)
    return found


@cache
def tokenizer(thread: int) -> Any:
    """Load Sudachi once a thread: its tokenizer is not safe to share."""
    from sudachipy import Dictionary, SplitMode

    return Dictionary(dict="core").create(), SplitMode.A
