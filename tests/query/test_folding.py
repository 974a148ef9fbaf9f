"""Hits ordered, folded and balanced."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.api import Balance, Opened, open_index
from pipeline.index.reader import Glance
from pipeline.query.folding import ranked


@pytest.fixture(scope="module")
def opened(sample_index: Path) -> Opened:
    return open_index(sample_index)


OLD, NEW = "alb-guidance-2021", "alb-guidance-2024"


def glance(
    name: str, text: str, *, block: int, page: int | None = 1, document: str = OLD
) -> Glance:
    return Glance(name, document, "paragraph", "en", text, page, None, block, "")


SAFE = "Institutions shall keep records of all visits for at least five years."


def folded(opened: Opened, seen: dict[int, Glance], scores: dict[int, float]) -> list[int]:
    return [fold.key for fold in ranked(opened.index, scores, seen, 10, frozenset())]


def test_same_words_are_one_hit(opened: Opened) -> None:
    seen = {
        1: glance("a/1", SAFE, block=1, page=None),
        2: glance("b/1", SAFE, block=1, document=NEW),
        3: glance("b/2", "Another sentence about something else.", block=2, document=NEW),
    }
    folds = ranked(opened.index, {1: 5.0, 2: 4.8, 3: 3.0}, seen, 10, frozenset())
    assert [(f.key, f.variants) for f in folds] == [(2, ("a/1",)), (3, ())]  # the copy with a page


def test_near_duplicates_are_one_hit_but_not_another_number(opened: Opened) -> None:
    other = SAFE.replace("five", "ten")
    near = SAFE.replace("all visits", "all the visits")
    seen = {
        1: glance("a/1", SAFE, block=1),
        2: glance("b/1", near, block=1, document=NEW),
        3: glance("c/1", other, block=1, document="vel-act-2023"),
    }
    assert folded(opened, seen, {1: 5.0, 2: 4.0, 3: 3.0}) == [1, 3]


def test_the_later_edition_is_shown_unless_it_fits_worse(opened: Opened) -> None:
    seen = {
        1: glance("a/1", SAFE, block=1),
        2: glance("b/1", SAFE.replace("all visits", "all the visits"), block=1, document=NEW),
    }
    assert folded(opened, seen, {1: 5.0, 2: 4.8}) == [2]
    assert folded(opened, seen, {1: 5.0, 2: 4.0}) == [1]


def test_one_hit_a_paragraph(opened: Opened) -> None:
    seen = {
        1: glance("a/1", "First sentence of it.", block=7),
        2: glance("a/2", "Second sentence of it.", block=7),
        3: glance("b/2", "One more, elsewhere.", block=7, document=NEW),
    }
    folds = ranked(opened.index, {1: 3.0, 2: 5.0, 3: 4.0}, seen, 10, frozenset())
    assert [(f.key, f.variants) for f in folds] == [(2, ()), (3, ())]


@pytest.mark.parametrize("question", ["research security means", "研究セキュリティとは"])
def test_balanced_views(opened: Opened, question: str) -> None:
    plain = opened.search(question, k=20)
    each = opened.search(question, k=20, balance=Balance(per_jurisdiction=1))
    held = [h.entry.source.jurisdiction for h in each]
    assert len(held) == len(set(held)) > 2
    assert each[0].segment.id == plain[0].segment.id
    both = opened.search(question, k=20, balance=Balance(per_language=2))
    assert sorted(h.segment.language for h in both) == ["en", "en", "ja", "ja"]


@pytest.mark.parametrize(
    ("question", "weak"),
    [
        ("who must disclose foreign funding?", False),
        ("外国からの資金を開示しなければならないのは誰か", False),
        ("How many tonnes of salmon did Norway export in 2019?", True),
        ("ノルウェーのサケの輸出量は何トンか", True),
    ],
)
def test_when_nothing_answers(opened: Opened, question: str, weak: bool) -> None:
    hits = opened.search(question)
    assert hits
    assert {h.weak for h in hits} == {weak}


HEADS = ("A minister", "A funder", "A board", "An office", "A panel", "A dean", "A rector")


def told(counts: dict[str, int]) -> tuple[dict[int, Glance], dict[int, float]]:
    """Passages of documents, each a little worse than the one before: key, score."""
    seen: dict[int, Glance] = {}
    scores: dict[int, float] = {}
    for document, count in counts.items():
        for number in range(count):
            key = len(seen) + 1
            text = f"{HEADS[number]} of {document} decides on matter {key}."
            seen[key] = glance(f"{document}/{key}", text, block=key, document=document)
            scores[key] = 12.0 - 0.1 * key
    return seen, scores


def among(
    opened: Opened, seen: dict[int, Glance], scores: dict[int, float], last: frozenset[int]
) -> list[str]:
    balance = Balance(among=frozenset({"X-ALB", "X-VEL"}))
    folds = ranked(opened.index, scores, seen, 6, last, balance)
    return [seen[fold.key].document for fold in folds]


def test_jurisdictions_named_together_share_the_first_hits(opened: Opened) -> None:
    seen, scores = told({NEW: 7, "vel-act-2023": 3, "oir-brief-2021": 2})
    plain = [seen[f.key].document for f in ranked(opened.index, scores, seen, 6, frozenset())]
    assert plain == [NEW] * 6
    shown = among(opened, seen, scores, frozenset())
    assert shown[0] == NEW  # the best stays first
    assert shown.count("vel-act-2023") == 3
    assert shown[:4].count("vel-act-2023") >= 1


def test_one_that_has_nothing_near_the_best_takes_no_place(opened: Opened) -> None:
    seen, scores = told({NEW: 7, "vel-act-2023": 3})
    weak = {k: s - 5 if seen[k].document == "vel-act-2023" else s for k, s in scores.items()}
    assert among(opened, seen, weak, frozenset()) == [NEW] * 6


def test_what_comes_last_stays_last(opened: Opened) -> None:
    seen, scores = told({NEW: 4, "vel-act-2023": 3})
    apparatus = frozenset(k for k, g in seen.items() if g.document == "vel-act-2023")
    assert among(opened, seen, scores, apparatus) == [NEW] * 4 + ["vel-act-2023"] * 2


@pytest.mark.parametrize(
    "question", ["How do Japan and the US define it?", "日本と米国の定義の違い"]
)
def test_a_question_that_names_two_is_shared_out(
    opened: Opened, monkeypatch: pytest.MonkeyPatch, question: str
) -> None:
    asked: list[Balance] = []

    def spy(*given: object) -> list[object]:
        asked.append(given[-1])  # type: ignore[arg-type]
        return []

    monkeypatch.setattr("pipeline.query.search.ranked", spy)
    opened.search(question)
    opened.search(question, balance=Balance(per_language=2))
    assert asked == [Balance(among=frozenset({"JP", "US"})), Balance(per_language=2)]
