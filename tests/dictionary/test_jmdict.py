"""The real dictionary on words of the field; skipped where its package is not installed."""

from __future__ import annotations

import time
from importlib.util import find_spec

import pytest

from pipeline import dictionary
from pipeline.artifacts import store
from pipeline.dictionary.compact import RECIPE
from pipeline.dictionary.translate import translate

pytestmark = [
    pytest.mark.slow,  # the first run makes the lists
    pytest.mark.skipif(find_spec("jamdict_data") is None, reason="jamdict-data is not installed"),
]

# A word of a question, and a translation that must be among its first.
CASES = [
    ("利益相反の管理", "利益相反", ["conflict", "interest"]),
    ("研究費の使用", "研究費", ["research", "funds"]),
    ("共同研究を行う", "共同研究", ["collaborative", "research"]),
    ("情報漏洩の防止", "情報漏洩", ["information", "leak"]),
    ("研究不正への措置", "不正", ["wrongdoing"]),
    ("英国の白書", "白書", ["white", "paper"]),
    ("違反した者", "違反", ["violation"]),
    ("懸念される組織", "組織", ["organization"]),
    ("軍民両用の技術", "両用", ["dual", "use"]),
    ("who must report?", "report", ["報告"]),
    ("conflicts of interest", "conflicts of interest", ["利益", "相反"]),
    ("personal information", "personal information", ["個人", "情報"]),
    ("serious violations", "violations", ["違反"]),
    ("a minister decides", "minister", ["大臣"]),
    ("universities in Japan", "universities", ["大学"]),
    ("in Japan", "Japan", ["日本"]),
    ("foreign countries", "foreign countries", ["外国"]),
    ("guidelines for researchers", "guidelines", ["指針"]),
]


@pytest.fixture(scope="module", autouse=True)
def _prepared() -> None:
    assert dictionary.prepare() is None


@pytest.mark.parametrize(("question", "word", "translation"), CASES)
def test_words_of_the_field(question: str, word: str, translation: list[str]) -> None:
    assert translation in translate(store.folder_of(RECIPE), question)[word]


def test_a_question_takes_milliseconds() -> None:
    asked = "米国の研究助成に応募する研究者は、外国の人材登用計画について何を証明するか。"
    dictionary.translations(asked)
    start = time.perf_counter()
    for _ in range(10):
        dictionary.translations(asked)
    assert (time.perf_counter() - start) / 10 < 0.1  # some 2 ms on an idle machine
