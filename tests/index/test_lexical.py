"""The lexical leg: postings give what FTS5 gives."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import numpy as np
import pytest

from pipeline.index import postings
from pipeline.index.lexical import Words
from pipeline.index.postings import Keys
from pipeline.index.schema import DDL
from pipeline.index.stems import stems

TEXTS = (
    ("disclosing sources of funding", "research security policy"),
    ("the institution discloses funding funding funding", "research security policy"),
    ("研究 機関 報告", "研究 インテグリティ"),
    ("controlled 800-171 800 171 information", "security requirements"),
    ("171 of 800 records", "security requirements"),
    ("", "heading alone"),
)
TOKENS = ("disclosed", "funding", "研究", "security", "800-171", "absent", "heading")


@pytest.fixture
def db() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as opened:
        opened.executescript(DDL)
        keyed = [(3 * at + 1, *texts) for at, texts in enumerate(TEXTS * 4)]
        opened.executemany("INSERT INTO words (rowid, text, context) VALUES (?, ?, ?)", keyed)
        yield opened


def by_fts(db: sqlite3.Connection, tokens: tuple[str, ...]) -> dict[int, float]:
    asked = " OR ".join(f'"{t}"' for t in tokens)
    found = db.execute(
        "SELECT rowid, -bm25(words, 1.0, 0.25) FROM words WHERE words MATCH ?", (asked,)
    )
    return dict(found.fetchall())


def ranked(
    words: Words, tokens: tuple[str, ...], count: int = 100, allowed: Keys | None = None
) -> list[tuple[int, float]]:
    keys, scores = words.rank(tokens, allowed, count)
    return list(zip(keys.tolist(), scores.tolist(), strict=True))


@pytest.mark.parametrize("built", [True, False])
@pytest.mark.parametrize("tokens", [TOKENS, *((token,) for token in TOKENS)])
def test_scores_are_those_of_fts5(
    db: sqlite3.Connection, tokens: tuple[str, ...], built: bool
) -> None:
    if built:
        postings.build(db)
    words = Words(db)
    assert (words.postings is not None) is built
    assert dict(ranked(words, tokens)) == pytest.approx(by_fts(db, tokens))


def test_the_best_come_first_and_equals_by_key(db: sqlite3.Connection) -> None:
    postings.build(db)
    found = ranked(Words(db), ("funding",), 5)
    assert [key for key, _ in found] == [4, 22, 40, 58, 1]
    assert ranked(Words(db), ("funding",), 5, np.array([1, 22])) == [found[1], found[4]]
    assert ranked(Words(db), ("absent",), 5) == []


def test_passages_that_hold_a_token(db: sqlite3.Connection) -> None:
    postings.build(db)
    held = Words(db).held(["800-171", "disclose", "absent"])
    assert held["800-171"].keys.tolist() == [10, 28, 46, 64]
    assert held["disclose"].keys.tolist() == [1, 4, 19, 22, 37, 40, 55, 58]
    assert held["absent"].keys.tolist() == []


def test_postings_know_of_how_many_passages_they_are(db: sqlite3.Connection) -> None:
    total = 4 * len(TEXTS)
    assert not postings.fit(db, total)
    postings.build(db)
    assert postings.fit(db, total) and not postings.fit(db, total + 1)
    db.execute("INSERT INTO words (rowid, text, context) VALUES (500, 'one funding more', '')")
    assert dict(ranked(Words(db), ("funding",))) == pytest.approx(by_fts(db, ("funding",)))
    postings.clear(db)
    assert Words(db).postings is None


def test_an_index_published_before_there_were_postings(db: sqlite3.Connection) -> None:
    db.execute("DROP TABLE postings")
    db.execute("DROP TABLE lengths")
    assert dict(ranked(Words(db), TOKENS)) == pytest.approx(by_fts(db, TOKENS))


def test_nothing_indexed() -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        db.executescript(DDL)
        postings.build(db)
        assert postings.fit(db, 0)
        assert ranked(Words(db), ("funding",), 5) == []


def test_stems_are_those_of_the_index() -> None:
    assert stems(["Disclosing", "800-171", "研究", "-", "Disclosing"]) == {
        "Disclosing": ("disclos",),
        "800-171": ("800", "171"),
        "研究": ("研究",),
        "-": (),
    }
