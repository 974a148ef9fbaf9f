"""Two lists of translations, one for each direction, made from JMdict once.

In: JMdict's database. Out: `words.sqlite`, with one row a word or phrase and
its translations as text, best first. Holds: a key is folded as `fold_key`
folds it; common words come first, then first senses; the same source gives
the same rows.
"""

from __future__ import annotations

import json
import re
import sqlite3
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from pipeline.artifacts.store import Recipe
from pipeline.dictionary.source import JMDICT, Entry, entries
from pipeline.languages import STOP_WORDS, has_japanese

FILE = "words.sqlite"
KEPT = 12  # translations of one word
_LONGEST = 5  # words of a gloss; longer ones explain instead of translating

# What a translation loses, where the commonest word has 2 and an unlisted one 0. Chosen by
# finding the other half of 300 sentence pairs a direction; the results are flat around them.
_LATER = 0.25  # for every sense and gloss before it
_ASIDE_LOSS = 0.5  # its gloss needs an aside: 大和 "(ancient) Japan"
_NEIGHBOUR = 0.05  # for every other gloss of the sense: a word that means only this is better
_TAIL = 1.0  # only the end of the gloss was asked for: minister, 大臣 "cabinet minister"

_ASIDE = re.compile(r"\s*\([^()]*\)\s*")
_LEAD = re.compile(r"^(?:to be|to|a|an|the)\s+(?=\S)")

Ranked = dict[str, dict[str, float]]  # key, translation, how good


def fold_key(text: str) -> str:
    """Fold a word to the form it is listed under: width, case and blanks aside."""
    return " ".join(unicodedata.normalize("NFKC", text).lower().split())


def bare_gloss(gloss: str) -> str:
    """Give a gloss without asides, articles and "to": "to (formally) report" gives "report"."""
    bare = fold_key(_ASIDE.sub(" ", gloss)).strip(" .!?;,")
    return _LEAD.sub("", bare)


def rank(found: Iterable[Entry]) -> tuple[Ranked, Ranked]:
    """Rank the translations of Japanese forms and of English glosses."""
    english: Ranked = defaultdict(dict)
    japanese: Ranked = defaultdict(dict)
    for entry in found:
        main = entry.forms[0][0]
        common = max(value for _, value in entry.forms)
        for s, sense in enumerate(entry.senses):
            for g, gloss in enumerate(sense):
                bare = bare_gloss(gloss)
                if not bare or has_japanese(bare) or len(bare.split()) > _LONGEST:
                    continue
                loss = _LATER * (s + g) + _ASIDE_LOSS * ("(" in gloss)
                for form, own in entry.forms:
                    _better(english[fold_key(form)], bare, own - loss)
                value = common - loss - _NEIGHBOUR * (len(sense) - 1)
                _better(japanese[bare], main, value)
                before, _, tail = bare.partition(" ")
                if before and tail.isalpha() and tail not in STOP_WORDS:
                    _better(japanese[tail], main, value - _TAIL)
    return english, japanese


def _better(known: dict[str, float], translation: str, value: float) -> None:
    known[translation] = max(value, known.get(translation, value))


def build(source: Path, folder: Path) -> None:
    """Fill an empty folder from JMdict's database."""
    write(folder, entries(source))


def write(folder: Path, found: Iterable[Entry]) -> None:
    """Fill an empty folder with the two lists."""
    with closing(sqlite3.connect(folder / FILE)) as db, db:
        for table, ranked in zip(("ja", "en"), rank(found), strict=True):
            db.execute(f"CREATE TABLE {table} (word TEXT PRIMARY KEY, found TEXT) WITHOUT ROWID")
            db.executemany(
                f"INSERT INTO {table} VALUES (?, ?)",
                ((word, _best(ranked[word])) for word in sorted(ranked)),
            )


def _best(found: dict[str, float]) -> str:
    """Write the best translations, the shorter first among equals."""
    kept = sorted(found, key=lambda t: (-round(found[t], 4), len(t), t))[:KEPT]
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))


RECIPE = Recipe("jmdict", JMDICT, version=1, build=build)
