"""Words of a question, in both directions; the longest listed stretch wins."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.dictionary.translate import translate

CASES = [
    # Japanese: compounds before their parts, particles and question words left out
    ("利益相反とは何か。", {"利益相反": [["conflict", "interest"]]}),
    ("研究の利益", {"研究": [["study"], ["research"]], "利益": [["profit"], ["gains"]]}),
    ("研究費について確認できる", {"研究費": [["research", "funds"]], "確認": [["confirmation"], ["verification"]]}),
    ("報告しなければならない", {"報告": [["report"], ["information"]]}),
    ("漏らした人", {"漏らし": [["leak"]]}),
    ("NISTのAI", {"NIST": [["nist"]], "AI": [["ai"]]}),
    ("2019年の報告", {"2019": [["2019"]], "報告": [["report"], ["information"]]}),
    ("何でも屋", {}),
    ("そのとき", {}),
    # English: phrases, inflections, names; common and unqualified first
    ("What is a conflict of interest?", {"conflict of interest": [["利益", "相反"]]}),
    ("conflicts of interest", {"conflicts of interest": [["利益", "相反"]]}),
    ("Who reports?", {"reports": [["報告"], ["届ける", "出る"]]}),
    ("information leaked in Japan", {"information": [["報告"]], "leaked": [["漏らす"]], "Japan": [["日本"], ["大和"]]}),
    ("the minister", {"minister": [["牧師"], ["大臣"]]}),
    ("OECD's research-funds 2021", {"OECD": [["oecd"]], "research funds": [["研究", "費"]], "2021": [["2021"]]}),
    ("What should they have done about it?", {}),
    ("xyzzy", {}),
    ("", {}),
    ("？", {}),
]  # fmt: skip


@pytest.mark.parametrize(("question", "expected"), CASES)
def test_words_in_the_other_language(
    small: Path, question: str, expected: dict[str, list[list[str]]]
) -> None:
    assert translate(small, question, 2) == expected


@pytest.mark.parametrize("question", ["研究の利益", "reports of research"])
def test_no_more_than_asked_for(small: Path, question: str) -> None:
    assert {len(found) for found in translate(small, question, 1).values()} == {1}


def test_a_long_question_is_cut_not_refused(small: Path) -> None:
    assert translate(small, "研究の" * 30_000) == {"研究": [["study"], ["research"]]}
