"""A question's words carried into the other language by dictionary.

In: a question. Out: for each word or compound its translations as search
tokens, and how much of the translated question a passage covers. The
dictionary (JMdict, from a package) is made into two small lists once, by
`prepare`; a question never waits for that. Without it nothing is translated,
nothing fails, and `missing` says why.
"""

from __future__ import annotations

import sqlite3

from pipeline.artifacts import store
from pipeline.dictionary.compact import RECIPE
from pipeline.dictionary.coverage import Keys, Shares, coverage, length_factor
from pipeline.dictionary.translate import MOST, translate
from pipeline.errors import ModelProblem

__all__ = [
    "MOST", "Keys", "Shares", "coverage", "length_factor", "missing", "prepare", "translations",
]  # fmt: skip


def prepare() -> str | None:
    """Build the lists when they are not there; give a note when that cannot be done."""
    try:
        store.ensure(RECIPE)
    except ModelProblem as problem:
        return " ".join(filter(None, (_WITHOUT, problem.message, problem.hint)))
    return None


def missing() -> str | None:
    """Give a note when questions are not translated; None when they are."""
    return None if store.installed(RECIPE) else f"{_WITHOUT} concord build makes the dictionary."


def translations(question: str, most: int = MOST) -> dict[str, list[list[str]]]:
    """Translate the words of a question: up to `most` translations each, best first.

    Names, numbers and abbreviations stay as they are; words that are not listed are
    left out. Empty when the dictionary is missing.
    """
    if not store.installed(RECIPE):
        return {}
    try:
        return translate(store.folder_of(RECIPE), question, most)
    except sqlite3.DatabaseError:  # altered since it was built: as good as missing
        return {}


_WITHOUT = "Questions are not carried into the other language by dictionary."
