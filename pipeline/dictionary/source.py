"""JMdict as it ships: entries out of the database in `jamdict-data`.

In: the pinned SQLite file. Out: `Entry`s in the order of their numbers: written
forms, how common they are, and senses as lists of English glosses. Senses that
are slang, dialect, dated or rude are left out, and so are irregular spellings;
names of organisations come from JMnedict, in the same file.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from pipeline.artifacts import Pin

JMDICT = Pin(
    distribution="jamdict-data",
    version="1.5",
    module="jamdict_data",
    file="jamdict.db",
    size=325_390_336,
    sha256="871fb170e94088f1b6edbf7cf1646c1bf5dc487212846f42b1b6051024b3e7a0",
)

_ODD_SENSES = (
    "archaism", "obscure term", "obsolete term", "dated term", "rare", "historical term",
    "colloquialism", "slang", "Internet slang", "manga slang", "vulgar expression or word",
    "derogatory", "sensitive", "jocular, humorous term", "children's language", "poetical term",
    "onomatopoeic or mimetic word", "proverb", "female term or language", "male term or language",
    "familiar language", "quotation",
)  # fmt: skip
_KANA_ALONE = "word usually written using kana alone"
_BANDS = 50  # JMdict's nf01 to nf48: 500 words of newspapers each, the commonest first


@dataclass(frozen=True, slots=True)
class Entry:
    """A word: its written forms with how common each is (0 to 2), and its senses."""

    forms: tuple[tuple[str, float], ...]
    senses: tuple[tuple[str, ...], ...]


def entries(path: Path) -> Iterator[Entry]:
    """Read every entry that has a sense worth translating."""
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)) as db:
        yield from _words(db)
        yield from _organisations(db)


def _words(db: sqlite3.Connection) -> Iterator[Entry]:
    senses, kana_alone = _senses(db)
    kanji = _forms(db, "Kanji", "KJP", "KJI")
    kana = _forms(db, "Kana", "KNP", "KNI")
    for number in sorted(senses):
        written = kanji.get(number, [])
        spoken = kana.get(number, [])
        if not written:
            forms = spoken
        elif number in kana_alone:
            forms = spoken[:1] + written
        else:
            forms = written
        if forms:
            yield Entry(tuple(forms), tuple(tuple(glosses) for glosses in senses[number]))


def _forms(
    db: sqlite3.Connection, table: str, marks: str, oddities: str
) -> dict[int, list[tuple[str, float]]]:
    """Give the regular written forms of every entry, as ordered in JMdict."""
    listed, share = set(), {}
    for form, mark in db.execute(f"SELECT kid, text FROM {marks}"):
        if mark.startswith("nf"):
            share[form] = 1 - int(mark[2:]) / _BANDS
        elif mark.endswith("1"):  # news1, ichi1, ...: the commoner half of each list
            listed.add(form)
    odd = {
        form
        for form, note in db.execute(f"SELECT kid, text FROM {oddities}")
        if "irregular" in note or "out-dated" in note
    }
    found: dict[int, list[tuple[str, float]]] = defaultdict(list)
    for form, entry, text in db.execute(f"SELECT ID, idseq, text FROM {table} ORDER BY ID"):
        if form not in odd:
            found[entry].append((text, (form in listed) + share.get(form, 0.0)))
    return found


def _senses(db: sqlite3.Connection) -> tuple[dict[int, list[list[str]]], set[int]]:
    """Give the glosses of every entry by sense, and the entries written in kana."""
    marks = ", ".join("?" * len(_ODD_SENSES))
    odd = {
        sense
        for (sense,) in db.execute(
            f"SELECT sid FROM misc WHERE text IN ({marks}) UNION SELECT sid FROM dialect",
            _ODD_SENSES,
        )
    }
    found: dict[int, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for entry, sense, gloss in db.execute(
        "SELECT s.idseq, s.ID, g.text FROM Sense s JOIN SenseGloss g ON g.sid = s.ID"
        " WHERE g.lang = 'eng' ORDER BY s.ID, g.rowid"
    ):
        if sense not in odd:
            found[entry][sense].append(gloss)
    kana = db.execute(
        "SELECT s.idseq FROM misc m JOIN Sense s ON s.ID = m.sid WHERE m.text = ?", (_KANA_ALONE,)
    )
    return {entry: list(senses.values()) for entry, senses in found.items()}, {r[0] for r in kana}


def _organisations(db: sqlite3.Connection) -> Iterator[Entry]:
    for form, glosses in db.execute(
        "SELECT k.text, group_concat(g.text, char(10)) FROM NETransType y"
        " JOIN NETranslation t ON t.ID = y.tid JOIN NEKanji k ON k.idseq = t.idseq"
        " JOIN NETransGloss g ON g.tid = t.ID WHERE y.text = 'organization'"
        " GROUP BY k.ID ORDER BY k.ID"
    ):
        yield Entry(((form, 0.0),), (tuple(glosses.split("\n")),))
