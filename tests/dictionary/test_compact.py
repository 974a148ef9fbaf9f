"""How glosses become keys, and how the lists are built from a database shaped like JMdict's."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline import dictionary
from pipeline.artifacts.folders import ENV
from pipeline.artifacts.pins import check_source
from pipeline.dictionary import compact, source
from pipeline.dictionary.lexicon import Lexicon

GLOSSES = [
    ("to report", "report"),
    ("to be present", "present"),
    ("the State", "state"),
    ("(United States of) America", "america"),
    ("secretary (government)", "secretary"),
    ("a", "a"),
    ("total", "total"),
    ("white  paper.", "white paper"),
    ("(aside only)", ""),
]

SCHEMA = """
CREATE TABLE Kanji (ID INTEGER PRIMARY KEY, idseq INTEGER, text TEXT);
CREATE TABLE KJP (kid INTEGER, text TEXT);
CREATE TABLE KJI (kid INTEGER, text TEXT);
CREATE TABLE Kana (ID INTEGER PRIMARY KEY, idseq INTEGER, text TEXT);
CREATE TABLE KNP (kid INTEGER, text TEXT);
CREATE TABLE KNI (kid INTEGER, text TEXT);
CREATE TABLE Sense (ID INTEGER PRIMARY KEY, idseq INTEGER);
CREATE TABLE SenseGloss (sid INTEGER, lang TEXT, gend TEXT, text TEXT);
CREATE TABLE misc (sid INTEGER, text TEXT);
CREATE TABLE dialect (sid INTEGER, text TEXT);
CREATE TABLE NEKanji (ID INTEGER PRIMARY KEY, idseq INTEGER, text TEXT);
CREATE TABLE NETranslation (ID INTEGER PRIMARY KEY, idseq INTEGER);
CREATE TABLE NETransType (tid INTEGER, text TEXT);
CREATE TABLE NETransGloss (tid INTEGER, lang TEXT, gend TEXT, text TEXT);
INSERT INTO Kanji VALUES (1, 10, '義務'), (2, 10, '義ム'), (3, 20, '例えば');
INSERT INTO KJP VALUES (1, 'news1'), (1, 'nf10');
INSERT INTO KJI VALUES (2, 'word containing irregular kanji usage');
INSERT INTO Kana VALUES (1, 10, 'ぎむ'), (2, 20, 'たとえば'), (3, 30, 'データ');
INSERT INTO Sense VALUES (1, 10), (2, 10), (3, 20), (4, 30), (5, 30);
INSERT INTO SenseGloss VALUES
    (1, 'eng', '', 'duty'), (1, 'ger', '', 'Pflicht'), (2, 'eng', '', 'onus'),
    (3, 'eng', '', 'for example'), (4, 'eng', '', 'data'), (5, 'eng', '', 'rumour');
INSERT INTO misc VALUES (3, 'word usually written using kana alone'), (5, 'slang');
INSERT INTO NEKanji VALUES (1, 90, '科学庁'), (2, 91, '山田');
INSERT INTO NETranslation VALUES (1, 90), (2, 91);
INSERT INTO NETransType VALUES (1, 'organization'), (2, 'surname');
INSERT INTO NETransGloss VALUES (1, 'eng', '', 'Agency of Science'), (2, 'eng', '', 'Yamada');
"""


@pytest.mark.parametrize(("gloss", "bare"), GLOSSES)
def test_bare_glosses(gloss: str, bare: str) -> None:
    assert compact.bare_gloss(gloss) == bare


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A package with a tiny database, pinned in place of JMdict; the path of the database."""
    folder = tmp_path / "site" / "tiny_jmdict"
    folder.mkdir(parents=True)
    (folder / "__init__.py").touch()
    file = folder / "jamdict.db"
    db = sqlite3.connect(file)
    db.executescript(SCHEMA)
    db.close()
    data = file.read_bytes()
    pin = replace(
        source.JMDICT,
        module="tiny_jmdict",
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
    )
    monkeypatch.syspath_prepend(folder.parent)
    monkeypatch.setenv(ENV, str(tmp_path / "models"))
    monkeypatch.setattr(dictionary, "RECIPE", replace(compact.RECIPE, pin=pin))
    monkeypatch.setattr(dictionary, "load", Lexicon)  # an empty one
    check_source.cache_clear()
    yield file
    check_source.cache_clear()


def test_entries(package: Path) -> None:
    assert list(source.entries(package)) == [
        source.Entry((("義務", 1.8),), (("duty",), ("onus",))),
        source.Entry((("たとえば", 0.0), ("例えば", 0.0)), (("for example",),)),
        source.Entry((("データ", 0.0),), (("data",),)),
        source.Entry((("科学庁", 0.0),), (("Agency of Science",),)),
    ]


def test_a_question_does_not_build(package: Path, tmp_path: Path) -> None:
    assert dictionary.translations("義務") == {}
    assert "concord build" in (dictionary.missing() or "")
    assert not (tmp_path / "models").exists()


def test_prepared_once(package: Path) -> None:
    assert dictionary.prepare() is None
    assert dictionary.missing() is None
    assert dictionary.translations("義務") == {"義務": [["duty"], ["onus"]]}
    assert dictionary.translations("duty") == {"duty": [["義務"]]}
    assert dictionary.translations("agency of science") == {"agency of science": [["科学", "庁"]]}


def test_the_same_bytes_again(package: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        compact.build(package, tmp_path / name)
    one, two = ((tmp_path / name / compact.FILE).read_bytes() for name in ("one", "two"))
    assert one == two


def test_without_the_package_there_is_a_note(
    package: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = replace(compact.RECIPE, pin=replace(source.JMDICT, module="no_such_module"))
    monkeypatch.setattr(dictionary, "RECIPE", gone)
    assert "pip install jamdict-data==" in (dictionary.prepare() or "")
    assert dictionary.translations("義務") == {}


def test_another_database_is_refused(package: Path) -> None:
    with package.open("ab") as file:
        file.write(b"more")
    assert "is not the file of" in (dictionary.prepare() or "")


def test_an_altered_list_translates_nothing(package: Path, tmp_path: Path) -> None:
    dictionary.prepare()
    file = tmp_path / "models" / "jmdict" / compact.FILE
    file.write_bytes(b"x" * file.stat().st_size)
    assert dictionary.translations("義務") == {}
