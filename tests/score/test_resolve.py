"""Labelled sentences are found again, however the parser reads the page."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.score.bare import bare, letters
from pipeline.score.gold import GoldSentence
from pipeline.score.resolve import Finder, digest, pieces
from tests.score.conftest import document_of, label

SENTENCES = {
    "en": "The institute shall keep a register of its keys and shall review it every year.",
    "ja": "研究所は、鍵の管理台帳を備え、毎年一度、その内容を見直さなければならない。",
}
OTHERS = ["Nobody was there.", "扉は閉じていた。"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Co-\noperation  “x”", "cooperationx"),
        ("⽇本の長（１）", "日本の長1"),
        ("ＡＩ・システム", "aiシステム"),
        ("・ — ）", ""),
    ],
)
def test_letters(text: str, expected: str) -> None:
    assert letters(text) == expected


@given(st.text(max_size=40))
def test_every_letter_knows_its_home(text: str) -> None:
    found = bare(text, offset=5)
    assert len(found.text) == len(found.home)
    assert all(5 <= home < 5 + len(text) for home in found.home)
    assert list(found.home) == sorted(found.home)


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("keys", "keys"),
        (" and shall", "-\nand  shall"),
        ("register", "regi3ter"),
        ("every", "every 4)"),
        ("管理", "⽇管理"),
        ("毎年一度、", "毎年\n一度・"),
        ("見直さ", "見直"),
    ],
)
def test_a_sentence_is_found_after_a_change(language: str, old: str, new: str) -> None:
    sentence = SENTENCES[language]
    gold = label(document_of([OTHERS, [sentence]]), sentence, 2)
    changed = sentence.replace(old, new)
    document = document_of([OTHERS, [*OTHERS, changed], OTHERS])
    placed = Finder(document).find(gold)
    assert placed is not None
    start, end = placed.span()
    where = document.text.index(changed)
    common = min(end, where + len(changed)) - max(start, where)
    assert common > 0.9 * max(end - start, len(changed))


@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_sentence_that_is_gone_is_not_found(language: str) -> None:
    sentence = SENTENCES[language]
    gold = label(document_of([[sentence]]), sentence, 1)
    other = SENTENCES["ja" if language == "en" else "en"]
    assert Finder(document_of([OTHERS, [other]])).find(gold) is None


def test_the_nearer_of_two_equal_sentences_is_found() -> None:
    sentence = SENTENCES["en"]
    document = document_of([[sentence], ["Between them stands this.", sentence]])
    gold = label(document, sentence, None)
    page2 = GoldSentence("s1", 2, 20, gold.length, gold.digest, gold.pieces)
    finder = Finder(document)
    first, second = finder.find(gold), finder.find(page2)
    assert first is not None and second is not None
    assert first.span()[0] == 0
    assert second.span()[0] == document.text.rindex(sentence)


def test_a_sentence_that_moved_far_is_found() -> None:
    sentence = SENTENCES["en"]
    gold = label(document_of([[sentence]]), sentence, 1)
    pages = [[f"Page {n} is about something else entirely."] for n in range(1, 9)]
    placed = Finder(document_of([*pages, [sentence]])).find(gold)
    assert placed is not None


def test_spans_within_a_sentence_hold_through_line_breaks() -> None:
    sentence = "A store means a locked room for the records."
    gold = label(document_of([[sentence]]), sentence, 1)
    document = document_of([["A store means a loc-\nked room for  the records."]])
    placed = Finder(document).find(gold)
    assert placed is not None
    term, body = placed.span(1, 6), placed.span(11, 22)
    assert document.text[slice(*term)] == "store"
    assert document.text[slice(*body)] == "a loc-\nked room"


def test_labels_hold_no_words() -> None:
    words = letters(SENTENCES["en"])
    assert len(digest(words)) == 12
    assert all(len(piece) == 4 for piece in pieces(words))
    assert len(pieces(words)) == len(words) // 8
