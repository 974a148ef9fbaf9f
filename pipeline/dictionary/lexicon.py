"""The lexicon of policy language, written by hand, and an organisation's own.

In: tab-separated files: Japanese terms, a tab, English terms; terms are parted
by ";", the best first; "#" begins a comment line. Out: a `Lexicon`, which
gives the translations of a stretch of words in either direction. Holds: a line
that is not of this form is an error that names file and line; every term of a
line translates every term of the other side, and the nearer both stand to the
front, the better.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from pipeline.dictionary.compact import fold_key
from pipeline.dictionary.english import is_name, root, words
from pipeline.dictionary.japanese import Piece, compound
from pipeline.errors import BadSheet
from pipeline.languages import STOP_WORDS, has_japanese
from pipeline.text.typed import typed_lines

FOLDER = Path(__file__).with_name("policy")

# What one word may be written with or without: の between nouns, the dot and the final bar of
# foreign words, and kana after an ideograph (取り扱い, 取扱い, 取扱).
_LOOSE = re.compile(r"[の・\s]|ー(?![ァ-ヶー])|(?<=[一-鿿々])[ぁ-ゖ](?=[一-鿿]|$)")
_HIRAGANA = re.compile(r"[ぁ-ゖ]+")
_PLAIN = re.compile(r"[a-z]+(?: [a-z]+)*")
_CASED = frozenset({"US", "IT", "WHO"})  # in lower case they are other words

Entry = tuple[list[str], list[str]]  # Japanese terms, English terms


@dataclass(slots=True)
class _Table:
    """The terms of one language, with those of the other by how far behind the best they are."""

    listed: dict[str, list[tuple[int, Sequence[str]]]] = field(default_factory=dict)
    loose: dict[str, list[str]] = field(default_factory=dict)  # looser key, keys
    longest: int = 0  # pieces or words of a term

    def add(self, key: str, translations: Sequence[str], behind: int) -> None:
        self.listed.setdefault(key, []).append((behind, translations))

    def loosen(self, looser: Callable[[str], str]) -> None:
        for key in self.listed:
            self.loose.setdefault(looser(key), []).append(key)

    def find(self, key: str) -> list[str]:
        return self._best([key]) if key in self.listed else []

    def find_loosely(self, looser: str) -> list[str]:
        return self._best(self.loose.get(looser, ()))

    def _best(self, keys: Sequence[str]) -> list[str]:
        """Join lists: the nearer to the front, the better; the file's order among equals."""
        ranked = [
            (behind + rank, term)
            for key in keys
            for behind, terms in self.listed[key]
            for rank, term in enumerate(terms)
        ]
        ranked.sort(key=lambda found: found[0])
        return list(dict.fromkeys(term for _, term in ranked))


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The translations of terms; without any, it knows none."""

    ja: _Table = field(default_factory=_Table)
    en: _Table = field(default_factory=_Table)

    def english_of(self, stretch: Sequence[Piece]) -> list[str]:
        """Give the English of a stretch of Japanese pieces, best first."""
        written = [fold_key(spelling) for spelling in compound(stretch)]
        found = next(filter(None, map(self.ja.find, written)), [])
        if found or not (_has_weight(stretch[0]) and _has_weight(stretch[-1])):
            return found
        return next(filter(None, (self.ja.find_loosely(loose(key)) for key in written)), [])

    def japanese_of(self, stretch: Sequence[str]) -> list[str]:
        """Give the Japanese of a stretch of English words, best first."""
        key = english_key(stretch)
        return list(dict.fromkeys(self.en.find(key) + self.en.find_loosely(roots(key))))


NONE = Lexicon()


def _has_weight(piece: Piece) -> bool:
    """Tell what may begin or end a term written in another way; no particle and no する."""
    return not (piece.breaks or _HIRAGANA.fullmatch(piece.written))


def loose(written: str) -> str:
    """Give what a Japanese term's ways of writing share; itself where that is one letter."""
    bare = _LOOSE.sub("", written)
    return bare if len(bare) > 1 else written


def english_key(stretch: Sequence[str]) -> str:
    """Fold words to the key of a term: case, "&" and the comma before "and" aside."""
    folded = [w if w in _CASED else "and" if w == "&" else w.lower() for w in stretch]
    return " ".join(folded).replace(" , and ", " and ")


def roots(key: str) -> str:
    """Fold the words of a key to what their forms share."""
    return " ".join(map(_root, key.split()))


_root = cache(root)


@cache
def load(*files: Path) -> Lexicon:
    """Read the lexicon that is shipped, and before it the files given, the first one first.

    Raises BadSheet for a file that cannot be read or a line that is not an entry.
    """
    lexicon = Lexicon()
    shipped = sorted(FOLDER.glob("*.tsv"))
    for place, group in enumerate([*([file] for file in files), shipped]):
        for file in group:
            for japanese, english in entries(file):
                _add(lexicon, japanese, english, _FAR * place)
    lexicon.ja.loosen(loose)
    lexicon.en.loosen(roots)
    return lexicon


_FAR = 100  # more than a line has terms: what is given stands before what is shipped
_PIECE = 1.5  # characters of a short unit of Japanese, at least, on average over a long term


def _add(lexicon: Lexicon, japanese: Sequence[str], english: Sequence[str], behind: int) -> None:
    """Note an entry under all its terms."""
    ja, en = lexicon.ja, lexicon.en
    for rank, term in enumerate(japanese):
        key = fold_key(term).removesuffix("する")
        ja.longest = max(ja.longest, 2 + int(len(key) / _PIECE))
        ja.add(key, english, behind + rank)
    for rank, term in enumerate(english):
        plain = _PLAIN.fullmatch(term)  # most are, and it saves half of the time
        split = term.split() if plain else words(term)
        en.longest = max(en.longest, 1 + len(split))  # 1: a comma before "and"
        en.add(term if plain else english_key(split), japanese, behind + rank)
        if len(split) == 1 and is_name(term):  # NSF in a Japanese question
            ja.add(fold_key(term), [term, *english], behind)


def entries(file: Path) -> list[Entry]:
    """Read the entries of a file: Japanese terms and English terms.

    Raises BadSheet.
    """
    return [
        _entry(line, file, number)
        for number, line in enumerate(typed_lines(file), start=1)
        if line.strip() and not line.startswith("#")
    ]


def _entry(line: str, file: Path, number: int) -> Entry:
    cells = [[term.strip() for term in cell.split(";")] for cell in line.split("\t")]
    wrong = _fault(cells)
    if wrong:
        raise BadSheet(
            f"{file}, line {number}: {wrong}",
            "write Japanese terms, a tab, English terms; part terms by ';'",
            file=str(file),
            line=number,
        )
    return cells[0], cells[1]


def _fault(cells: Sequence[Sequence[str]]) -> str | None:
    """Say what keeps a line from being an entry."""
    if len(cells) != 2:
        return f"{len(cells)} columns instead of 2"
    if not all(map(all, cells)):
        return "an empty term"
    if not has_japanese(" ".join(cells[0])):
        return "no Japanese in the first column"
    if has_japanese(" ".join(cells[1])):
        return "Japanese in the second column"
    for cell in cells:
        if len(set(cell)) < len(cell):
            return f"{next(term for term in cell if cell.count(term) > 1)!r} twice"
    for term in cells[1]:
        if term not in _CASED and STOP_WORDS.issuperset(term.lower().split()):
            return f"{term!r} has function words only"
    return None
