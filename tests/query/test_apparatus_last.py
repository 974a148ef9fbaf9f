"""Reference lists, member lists and forms: searched last, found when asked for, no findings."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from pipeline.api import Opened
from pipeline.errors import BadRequest
from pipeline.records import Apparatus, BlockKind
from pipeline.report.lines import hit_line
from pipeline.report.show import text

ENGLISH = """# Guidance on open labs

## 1 Records

Host institutions shall keep the records of their open labs for ten years.

## References

- Lowe, D. (2019). Keeping the records of open labs. Hill University Press.
- Hill Council (2021). Records of open labs: what hosts must keep. https://www.example.org/12

## Members of the Working Group

- Dr Anna Lowe (Chair), Office for Records of Open Labs, Hill University
- Ben Arden, Director, Ministry of Records
"""

JAPANESE = """# 開かれた研究室に関する指針

## １　記録

受入機関は、開かれた研究室の記録を十年間保存しなければならない。

## 参考文献

- 北野透『開かれた研究室の記録の保存』丘書店、2019年
- 丘省「開かれた研究室の記録」https://www.example.go.jp/report.pdf（2023年5月1日閲覧）

## 検討会　委員名簿

| 氏名 | 所属 |
| --- | --- |
| 北野 透 | 丘大学大学院 開かれた研究室 教授 |
| 南川 光 | 株式会社丘 代表取締役 |
"""


@pytest.fixture(scope="module")
def opened(indexed: Callable[[Mapping[str, str]], Opened]) -> Opened:
    return indexed({"guidance.md": ENGLISH, "shishin.md": JAPANESE})


HEADS = {BlockKind.HEADING, BlockKind.TITLE}
QUESTIONS = ["keeping the records of open labs", "開かれた研究室の記録の保存"]


@pytest.mark.parametrize("question", QUESTIONS)
def test_apparatus_and_headings_come_last(opened: Opened, question: str) -> None:
    found = [hit.segment for hit in opened.search(question, k=30)]
    assert Apparatus.REFERENCES in {s.apparatus for s in found}
    assert HEADS & {s.kind for s in found}
    last = [s.apparatus is not None or s.kind in HEADS for s in found]
    assert not last[0]
    assert all(last[last.index(True) :])


@pytest.mark.parametrize("question", QUESTIONS)
def test_ranked_with_the_rest_when_asked(opened: Opened, question: str) -> None:
    scores = [hit.score for hit in opened.search(question, k=30, level=True)]
    assert scores == sorted(scores, reverse=True)
    level = [hit.segment.id for hit in opened.search(question, k=30, level=True)]
    last = [hit.segment.id for hit in opened.search(question, k=30)]
    assert sorted(level) == sorted(last)


@pytest.mark.parametrize(
    ("kind", "question"),
    [
        (Apparatus.REFERENCES, QUESTIONS[0]),
        (Apparatus.REFERENCES, QUESTIONS[1]),
        (Apparatus.MEMBERS, "director of the ministry of records"),
        (Apparatus.MEMBERS, "丘大学大学院の教授"),
    ],
)
def test_only_a_kind(opened: Opened, kind: Apparatus, question: str) -> None:
    hits = opened.search(question, filters=opened.filters(apparatus=kind.value))
    assert hits
    assert {hit.segment.apparatus for hit in hits} == {kind}
    assert hit_line(hits[0])["apparatus"] == kind.value


def test_no_findings_in_apparatus(opened: Opened) -> None:
    placed = list(opened.findings())
    assert {p.segment.language for p in placed} == {"en", "ja"}
    assert all(p.segment.apparatus is None for p in placed)
    assert not any("what hosts must keep" in p.segment.text for p in placed)


def test_show_says_so(opened: Opened) -> None:
    for name in opened.index.entries:
        assert "‹references›" in text(opened.index, name, "text")
        assert '"apparatus": "members"' in text(opened.index, name, "jsonl")


def test_an_unknown_kind_is_refused(opened: Opened) -> None:
    with pytest.raises(BadRequest, match="apparatus"):
        opened.filters(apparatus="prose")
