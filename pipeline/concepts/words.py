"""Words of a text as concepts are matched on them, with their places.

In: text as shown. Out: `(form, start, end)`, offsets into that very text.
Japanese forms are Sudachi's short units, normalised (受入 and 受け入れ are
one); Latin forms are lower case, singular, of one spelling. Marks that end a
phrase are words too, so no label reaches across them; hyphens, slashes,
quotation marks and the particles の, を and が are left out, so that リスクの評価
and リスクを評価 hold リスク評価.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

# Sudachi has one door, and that keeps it; offsets are what `tokens` does not give.
from pipeline.text.tokens import tokenizer

Word = tuple[str, int, int]

_PIECE = re.compile(
    r"(?P<latin>[a-z0-9à-ɏ]+)(?:['’]s(?![a-z0-9à-ɏ]))?"
    r"|(?P<wide>[\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+)"
    r"|(?P<end>[.,;:!?()\[\]{}|。、「」『』【】〔〕…])",
    re.IGNORECASE,
)
_LINKING = frozenset("のをが")
_EMPTY = frozenset({"補助記号", "空白"})
# Sudachi refuses an input over 49,149 bytes of UTF-8.
_CHUNK = 10_000
# British and American spelling of words that labels hold; -ise/-ize is a rule below.
_SPELLING = {
    "programme": "program",
    "defence": "defense",
    "licence": "license",
    "offence": "offense",
    "centre": "center",
    "behaviour": "behavior",
}
_BRITISH = {american: british for british, american in _SPELLING.items()}
_ISE_ANY = re.compile(r"(?<=[a-z]{3})i[sz](?=e$|es$|ed$|er$|ers$|ing$|ations?$|ational$)")
_ISE = re.compile(r"(?<=[a-z]{3})is(?=e$|ed$|er$|ing$|ation$)")


def words(text: str) -> list[Word]:
    """Give the words of a text in order."""
    folded, begins, ends = _fold(text)
    found: list[Word] = []
    for piece in _PIECE.finditer(folded):
        kind, start = piece.lastgroup, piece.start()
        if kind == "wide":
            for form, begin, end in _japanese(piece[0]):
                found.append((form, begins[start + begin], ends[start + end - 1]))
        else:
            word = piece["latin"] or piece["end"]
            form = stem(word.lower()) if kind == "latin" else word
            found.append((form, begins[start], ends[start + len(word) - 1]))
    return found


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Give the singular in one spelling: "organisations" and "organization" are one.

    Reads as: a plain plural rule (Harman's S-stemmer, with -es after a hiss);
    irregular plurals and verb forms stay apart.
    """
    if len(word) > 3 and word.isascii() and word.isalpha():
        if word.endswith("ies") and len(word) > 4:
            word = word[:-3] + "y"
        elif word.endswith(("sses", "shes", "ches", "xes")):
            word = word[:-2]
        elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
            word = word[:-1]
        word = _SPELLING.get(word) or _ISE.sub("iz", word)
    return word


def spellings(word: str) -> tuple[str, ...]:
    """Give an English word in lower case as it is written on either side of the Atlantic."""
    plural = "s" if word.endswith("s") and word[:-1] in (_SPELLING | _BRITISH) else ""
    single = word.removesuffix(plural) if plural else word
    found = {word, _SPELLING.get(single, single) + plural, _BRITISH.get(single, single) + plural}
    found |= {_ISE_ANY.sub(f"i{letter}", word) for letter in "sz"}
    return tuple(sorted(found))


def _japanese(run: str) -> list[Word]:
    sudachi, mode = tokenizer(threading.get_ident())
    found = []
    for at in range(0, len(run), _CHUNK):
        for morpheme in sudachi.tokenize(run[at : at + _CHUNK], mode):
            form = str(morpheme.normalized_form())
            kind = morpheme.part_of_speech()[0]
            if kind in _EMPTY or (kind == "助詞" and form in _LINKING):
                continue
            found.append((form, at + morpheme.begin(), at + morpheme.end()))
    return found


def _fold(text: str) -> tuple[str, Sequence[int], Sequence[int]]:
    """Bring a text to NFKC, with the places where each character began and ended.

    Characters are folded one by one with the marks that combine with them
    (half-width ｶﾞ is one ガ), so every place is exact.
    """
    if unicodedata.is_normalized("NFKC", text):
        return text, range(len(text)), range(1, len(text) + 1)
    folded: list[str] = []
    begins: list[int] = []
    ends: list[int] = []
    start = 0
    while start < len(text):
        end = start + 1
        while end < len(text) and (text[end] in "ﾞﾟ" or unicodedata.combining(text[end])):
            end += 1
        piece = unicodedata.normalize("NFKC", text[start:end])
        folded.append(piece)
        begins += [start] * len(piece)
        ends += [end] * len(piece)
        start = end
    return "".join(folded), begins, ends
