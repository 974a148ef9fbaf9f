"""A question's words carried into the other language by dictionary.

In: a question. Out: for each word or compound its translations as search
tokens, and how much of the translated question a passage covers. A lexicon of
policy language, written by hand, comes first; an organisation adds its own by
CONCORD_LEXICON. The dictionary (JMdict, from a package) is made into two small
lists once, by `prepare`; a question never waits for that. Without it the
lexicon translates alone, nothing fails, and `missing` says why.
"""

from __future__ import annotations

import sqlite3
from contextlib import suppress

from pipeline.artifacts import store
from pipeline.dictionary.compact import RECIPE
from pipeline.dictionary.coverage import MEAN_LENGTH, Keys, Shares, coverage, length_factor
from pipeline.dictionary.lexicon import load
from pipeline.dictionary.translate import MOST, translate
from pipeline.errors import ModelProblem
from pipeline.settings import lexicon_file

__all__ = [
    "MEAN_LENGTH", "MOST", "Keys", "Shares", "coverage", "length_factor", "missing", "prepare",
    "translations",
]  # fmt: skip


def prepare() -> str | None:
    """Build the lists when they are not there; give a note when that cannot be done."""
    try:
        store.ensure(RECIPE)
    except ModelProblem as problem:
        return " ".join(filter(None, (_WITHOUT, problem.message, problem.hint)))
    return None


def missing() -> str | None:
    """Give a note when questions are translated by the lexicon alone; None otherwise."""
    return None if store.installed(RECIPE) else f"{_WITHOUT} concord build makes the dictionary."


def translations(question: str, most: int = MOST) -> dict[str, list[list[str]]]:
    """Translate the words of a question: up to `most` translations each, best first.

    Names, numbers and abbreviations stay as they are; words that are not listed are
    left out. Without the dictionary the lexicon translates alone.

    Raises BadSheet when the file that CONCORD_LEXICON names is not a lexicon.
    """
    lexicon = load(*filter(None, [lexicon_file()]))
    if store.installed(RECIPE):
        with suppress(sqlite3.DatabaseError):  # altered since it was built: as good as missing
            return translate(store.folder_of(RECIPE), question, most, lexicon)
    return translate(None, question, most, lexicon)


_WITHOUT = "Only terms of the built-in lexicon are carried into the other language."
