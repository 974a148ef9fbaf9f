"""The words of a Japanese question, as a dictionary may list them.

In: text. Out: `Piece`s in order, particles and signs marked, and the
spellings under which a stretch of them is looked up.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.text.tokens import content_tokens, tokenizer

_BREAKS = frozenset({"助詞", "助動詞", "補助記号", "空白", "感動詞", "接続詞", "連体詞", "代名詞"})
_AFFIXES = frozenset({"接頭辞", "接尾辞"})
_HELPING = frozenset({"非自立可能", "助動詞語幹", "副詞可能"})
_HIRAGANA = re.compile(r"[\u3041-\u3096]+")
_LONGEST = 4000  # characters; a question is shorter, and Sudachi refuses 49,149 bytes


@dataclass(frozen=True, slots=True)
class Piece:
    """A short unit of Sudachi: as written, as a dictionary lists it, and normalised."""

    written: str
    listed: str
    normal: str
    alone: bool  # carries a topic by itself; affixes and empty words do not
    breaks: bool = False  # a particle or sign: a dictionary's compounds end before it


def pieces(text: str) -> list[Piece]:
    """Split a text into pieces."""
    sudachi, mode = tokenizer(threading.get_ident())
    found: list[Piece] = []
    for morpheme in sudachi.tokenize(unicodedata.normalize("NFKC", text)[:_LONGEST], mode):
        part = morpheme.part_of_speech()
        kind = part[0]
        written, normal = morpheme.surface(), morpheme.normalized_form()
        breaks = kind in _BREAKS
        helps = breaks or kind in _AFFIXES or _helps(written, kind, part[1])
        alone = not helps and bool(content_tokens(normal))
        found.append(Piece(written, morpheme.dictionary_form(), normal, alone, breaks))
    return found


def _helps(written: str, kind: str, finer: str) -> bool:
    """Tell とき, よう, (に)ついて and できる: in kana only, they make phrases and no topic."""
    return _HIRAGANA.fullmatch(written) is not None and (finer in _HELPING or kind == "動詞")


def spellings(stretch: Sequence[Piece]) -> list[str]:
    """Give the spellings of a stretch: written, then its last piece uninflected."""
    if any(piece.breaks for piece in stretch):
        return []
    last = stretch[-1]
    if len(stretch) == 1:
        return list(dict.fromkeys((last.listed, last.normal, last.written)))
    return compound(stretch)


def compound(stretch: Sequence[Piece]) -> list[str]:
    """Give a stretch as one word: as written, then with its last piece uninflected."""
    before = "".join(piece.written for piece in stretch[:-1])
    return list(dict.fromkeys((before + stretch[-1].written, before + stretch[-1].listed)))
