"""The measure of fidelity itself, and what the reader reaches on real documents."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.parse import parse
from pipeline.records import Block, BlockKind, Document, Source
from pipeline.score.fidelity import fidelity, fold, sentences_of

# (recall of the sentences that the file has, order); measured .994/.998 and .995/1.0.
FLOORS = {"trusted-web-1.0.ja": (0.99, 0.995), "trusted-web-2.0.ja": (0.99, 0.995)}


def document(*paragraphs: str) -> Document:
    text, blocks = "\n\n".join(paragraphs), []
    at = 0
    for words in paragraphs:
        blocks.append(Block(BlockKind.PARAGRAPH, (at, at + len(words))))
        at += len(words) + 2
    return Document(Source("d", "D"), text, tuple(blocks), None)


FIRST = "研究機関は、外国からの資金の受入れを毎年度報告しなければならない。"
SECOND = "The office shall publish the list of funded projects every year."
THIRD = "大学は、研究者に対して必要な研修を毎年度実施するものとする。"


def test_white_space_and_width_do_not_count_and_characters_do() -> None:
    official = sentences_of(document(FIRST + THIRD, SECOND))
    assert [s for s, _ in official] == [fold(FIRST), fold(THIRD), fold(SECOND)]
    spaced = document(FIRST.replace("、", "、 ") + THIRD, SECOND.replace("a", "ａ"))
    assert fidelity(spaced, official).found == 3
    cut = fidelity(document(FIRST.replace("毎年度", "毎 12 年度") + THIRD, SECOND), official)
    assert (cut.present, cut.found, cut.missed) == (3, 2, (fold(FIRST),))


def test_a_sentence_in_two_blocks_is_missed_and_a_foreign_one_absent() -> None:
    official = sentences_of(document(FIRST, SECOND))
    parted = fidelity(document(FIRST[:20], FIRST[20:]), official)
    assert (parted.sentences, parted.present, parted.found) == (2, 1, 0)
    assert parted.absent == (fold(SECOND),)


def test_order_is_that_of_the_official_text() -> None:
    official = sentences_of(document(FIRST, SECOND, THIRD))
    assert fidelity(document(FIRST, SECOND, THIRD), official).order == 1.0
    assert fidelity(document(SECOND, THIRD, FIRST), official).order == pytest.approx(2 / 3)


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_white_papers_are_given_back(name: str, shared_data: Path) -> None:
    folder = shared_data / "fidelity"
    official = sentences_of(parse(folder / f"{name}.md", "0" * 64))
    found = fidelity(parse(folder / f"{name}.pdf", "0" * 64), official)
    recall, order = FLOORS[name]
    assert found.sentences > 400
    assert found.recall >= recall and found.recall_of_all >= recall - 0.01
    assert found.order >= order
