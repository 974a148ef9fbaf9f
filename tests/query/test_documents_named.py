"""A question that names a document: its passages need not repeat the name to answer."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from pipeline import build, open_index
from pipeline.api import Opened
from pipeline.index import Filters, Index
from pipeline.query.ahead import OPENING
from pipeline.query.asking import read_question
from pipeline.query.candidates import find
from pipeline.query.covering import covered
from pipeline.query.presence import READINGS, outstanding

HILL = """# Hill Council rules on visiting researchers

The Hill Council issues these rules.

## Badges

Visitors shall wear a badge at all times.

## Keys

Keys are returned at the end of the visit.

## Guests

Guests are met at the gate.
"""
VALE = """# Vale Office handbook for shared instruments

The Vale Office issues this handbook.

## Thanks

The Vale Office thanks the Hill Council for its rules on visiting researchers.

## Instruments

Instruments are cleaned after use, and the Hill Council is told of visiting researchers.

## Rooms

Rooms are locked at night.
"""
OKA = """# 丘評議会 訪問研究者規則

丘評議会は、この規則を定める。

## 名札

訪問者は、常に名札を着けなければならない。

## 鍵

鍵は、訪問の終わりに返す。

## 来客

来客は、門で出迎える。
"""
TANI = """# 谷事務局 共用機器の手引き

谷事務局は、この手引きを定める。

## 謝辞

谷事務局は、丘評議会の訪問研究者規則に感謝する。

## 機器

機器は使用後に清掃し、訪問研究者について丘評議会に知らせる。

## 部屋

部屋は、夜に施錠する。
"""
ENGLISH = "Hill Council visiting researchers wear a badge"
JAPANESE = "丘評議会の訪問研究者は名札を着けるか"


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Opened:
    folder = tmp_path_factory.mktemp("named")
    for name, text in (("hill", HILL), ("vale", VALE), ("oka", OKA), ("tani", TANI)):
        (folder / "japan").mkdir(exist_ok=True)
        (folder / "japan" / f"{name}.md").write_text(text, "utf-8")
    build([folder], folder / "index")
    return open_index(folder / "index")


def _keys(opened: Opened) -> dict[str, int]:
    found = opened.index.db.execute("SELECT text, key FROM segments ORDER BY key")
    return {row[0]: row[1] for row in found}


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        (ENGLISH, "Visitors shall wear a badge at all times."),
        (JAPANESE, "訪問者は、常に名札を着けなければならない。"),
    ],
)
def test_answer_comes_before_what_repeats_the_name(
    opened: Opened, question: str, answer: str
) -> None:
    hits = opened.search(question, k=3)
    assert hits[0].segment.text == answer, [h.segment.text for h in hits]


@pytest.mark.parametrize(
    ("question", "answer", "namesake"),
    [
        (
            ENGLISH,
            "Visitors shall wear a badge at all times.",
            "The Vale Office thanks the Hill Council for its rules on visiting researchers.",
        ),
        (
            JAPANESE,
            "訪問者は、常に名札を着けなければならない。",
            "谷事務局は、丘評議会の訪問研究者規則に感謝する。",
        ),
    ],
)
def test_what_names_the_document_counts_as_said(
    opened: Opened, question: str, answer: str, namesake: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    index, asked, keys = opened.index, read_question(question), _keys(opened)
    found, questioned = find(index, opened.encoders, asked, Filters(), 60)
    seen = index.glances(sorted(found.legs))
    at = {key: i for i, key in enumerate(seen)}
    right, other = at[keys[answer]], at[keys[namesake]]
    share = covered(index, seen, asked)
    assert share[right] > 0.99
    assert share[other] < share[right]
    assert ((share >= 0) & (share <= 1)).all()
    readings = outstanding(index, questioned.tokens, found, seen)
    assert len(readings) == len(READINGS)
    assert all(np.isfinite(row).all() for row in readings)
    assert found.presence[keys[answer]] < 1
    monkeypatch.setattr(Index, "openings", lambda _, of, n: np.zeros((len(of), n), np.int64))
    without = outstanding(index, questioned.tokens, found, seen)
    for row, bare in zip(readings, without, strict=True):
        assert row[right] - row[other] > bare[right] - bare[other]


def test_a_place_that_the_document_is_of_counts_as_said(opened: Opened) -> None:
    index, keys = opened.index, _keys(opened)
    seen = index.glances([keys["Visitors shall wear a badge at all times."]])
    assert covered(index, seen, read_question("badge in Japan"))[0] > 0.99
    assert covered(index, seen, read_question("badge in France"))[0] < 0.99
    seen = index.glances([keys["訪問者は、常に名札を着けなければならない。"]])
    assert covered(index, seen, read_question("日本 名札"))[0] > 0.99
    assert covered(index, seen, read_question("フランス 名札"))[0] < 0.99


def test_openings_are_of_the_same_document(opened: Opened) -> None:
    index = opened.index
    owners = {row[0]: row[1] for row in index.db.execute("SELECT key, document FROM segments")}
    keys = np.array(sorted(owners), dtype=np.int64)
    openings = index.openings(keys, OPENING)
    assert openings.shape == (len(keys), OPENING)
    for key, row in zip(keys.tolist(), openings.tolist(), strict=True):
        own = [k for k in sorted(owners) if owners[k] == owners[key]]
        count = max(1, min(OPENING, len(own) // 10))
        assert row == own[:count] + [0] * (OPENING - count)


@pytest.mark.parametrize(
    ("title", "line"),
    [("# Long rules", "Rule {} is kept."), ("# 長い規則", "規則{}を守る。")],
)
def test_a_long_document_has_a_longer_opening(tmp_path: Path, title: str, line: str) -> None:
    lines = [line.format(number) for number in range(40)]
    (tmp_path / "long.md").write_text("\n\n".join([title, *lines]), "utf-8")
    build([tmp_path / "long.md"], tmp_path / "index")
    with open_index(tmp_path / "index") as long:
        assert (long.index.openings(np.array([20]), OPENING) > 0).all()


def test_nothing_seen_and_nothing_asked(opened: Opened) -> None:
    index, asked = opened.index, read_question("、")
    assert covered(index, {}, asked).shape == (0,)
    found, questioned = find(index, opened.encoders, asked, Filters(), 60)
    assert all(row.shape == (0,) for row in outstanding(index, questioned.tokens, found, {}))
    seen = index.glances([1, 2])
    assert covered(index, seen, asked).tolist() == [0.0, 0.0]
    assert all(not row.any() for row in outstanding(index, None, found, seen))


@pytest.mark.parametrize(
    "question", ["who must disclose foreign funding?", "海外からの資金を申告する義務"]
)
def test_order_does_not_depend_on_how_many_are_asked_for(sample_index: Path, question: str) -> None:
    with open_index(sample_index) as sample:
        few = sample.search(question, k=10)
        many = sample.search(question, k=60)
    assert [h.segment.id for h in many[:10]] == [h.segment.id for h in few]
    assert [h.score for h in many[:10]] == pytest.approx([h.score for h in few], abs=1e-3)


@pytest.mark.parametrize("question", ["definition of research security", "研究セキュリティの定義"])
def test_who_defines_another_term_comes_after(sample_index: Path, question: str) -> None:
    with open_index(sample_index) as sample:
        for hit in sample.search(question, k=3):
            terms, _ = sample.index.terms_and_duties([hit.segment.id])
            words = " ".join(terms.get(hit.segment.id, ())) or hit.segment.text
            assert "research security" in words.lower() or "研究セキュリティ" in words, words
