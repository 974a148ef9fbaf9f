"""Check that the questions are well-formed and that their files exist.

In: questions.yaml and the search intentions beside this file. What always holds: every question has the
fields that README.md explains, directions, kinds and splits are balanced, and
no key is longer than a few words of the text it points into.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

HERE = Path(__file__).resolve().parent
DATA = HERE.parents[1].parent / "shared" / "data"
SETS = {
    "questions.yaml": {"en-en": 18, "ja-en": 18, "en-ja": 18, "ja-ja": 18, "none": 8},
    "intentions-a.yaml": {"en-en": 40, "ja-en": 40, "none": 16},
    "intentions-b.yaml": {"ja-ja": 40, "en-ja": 40, "none": 16},
    "intentions-c.yaml": {"en-en": 52, "ja-en": 54, "none": 10},
    "intentions-d.yaml": {"ja-ja": 48, "en-ja": 52, "none": 10},
    "intentions-e.yaml": {"ja-ja": 33, "en-ja": 33, "en-en": 33, "ja-en": 33, "none": 18},
    "intentions-f.yaml": {"ja-ja": 16, "en-ja": 17, "en-en": 16, "ja-en": 16, "none": 10},
    "intentions-g.yaml": {"ja-ja": 22, "en-ja": 22, "en-en": 23, "ja-en": 22, "none": 20},
    "intentions-h.yaml": {"ja-ja": 20, "en-ja": 20, "en-en": 20, "ja-en": 20, "none": 20},
    "intentions-i.yaml": {"ja-ja": 20, "en-ja": 20, "en-en": 20, "ja-en": 20, "none": 50},
    "intentions-j.yaml": {"ja-ja": 15, "en-ja": 15, "en-en": 15, "ja-en": 15, "none": 30},
}
DEV_ONLY = {f"intentions-{letter}.yaml" for letter in "cdef"}
TEST_ONLY = {f"intentions-{letter}.yaml" for letter in "ghij"}
KINDS = ("definition", "obligation", "fact")
FIELDS = {"id", "direction", "kind", "split", "query", "answers", "note"}
MAY = {"must_not"}
LONGEST_KEY = 25  # characters: enough to tell a passage, too little to be a copy
JAPANESE = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
RADICALS = re.compile(r"[\u2e80-\u2fdf]")

FILES: dict[str, list[dict[str, Any]]] = {
    name: yaml.safe_load((HERE / name).read_text(encoding="utf-8")) for name in SETS
}
QUESTIONS = [question for file in FILES.values() for question in file]


def _ids(question: dict[str, Any]) -> str:
    return str(question["id"])


@pytest.mark.parametrize("question", QUESTIONS, ids=_ids)
def test_fields(question: dict[str, Any]) -> None:
    assert FIELDS <= set(question) <= FIELDS | MAY
    assert question["kind"] in KINDS
    assert question["split"] in ("dev", "test")
    assert re.fullmatch(question["direction"] + r"-[a-j]?\d\d", question["id"])
    assert question["query"] and question["note"]
    if question["direction"] != "none":
        asked = "ja" if JAPANESE.search(question["query"]) else "en"
        assert question["direction"].startswith(asked + "-")
    assert bool(question["answers"]) == (question["direction"] != "none")


@pytest.mark.parametrize("question", [q for q in QUESTIONS if q["answers"]], ids=_ids)
def test_answers(question: dict[str, Any]) -> None:
    for answer in [*question["answers"], *question.get("must_not", [])]:
        assert set(answer) <= {"path", "pages", "key"}
        assert ("pages" in answer) == answer["path"].endswith(".pdf")
        assert all(isinstance(page, int) and page > 0 for page in answer.get("pages", []))
        assert 1 <= len(answer["key"]) <= 3
        for key in answer["key"]:
            assert isinstance(key, str)
            assert 2 <= len(key) <= LONGEST_KEY
            assert not RADICALS.search(key)


@pytest.mark.parametrize("name", SETS)
def test_balance(name: str) -> None:
    assert Counter(q["direction"] for q in FILES[name]) == SETS[name]
    for direction in SETS[name]:
        found = [q for q in FILES[name] if q["direction"] == direction]
        shares = Counter(q["split"] for q in found)
        if name in DEV_ONLY:
            assert set(shares) == {"dev"}
        elif name in TEST_ONLY:
            assert set(shares) == {"test"}
        else:
            assert 0.28 * len(found) <= shares["test"] <= 0.39 * len(found)
        kinds = Counter(q["kind"] for q in found)
        assert min(kinds[kind] for kind in KINDS) >= len(found) // 4


def test_unique() -> None:
    assert len({q["id"] for q in QUESTIONS}) == len({q["query"] for q in QUESTIONS})
    assert len({q["query"] for q in QUESTIONS}) == len(QUESTIONS)


def test_spread() -> None:
    paths = {answer["path"] for q in QUESTIONS for answer in q["answers"]}
    assert len(paths) >= 35
    for folder in ("seed/", "policy/", "pairs/openchain/", "pairs/nbdc/"):
        assert any(path.startswith(folder) for path in paths)


@pytest.mark.skipif(not DATA.is_dir(), reason="../shared/data is not beside this checkout")
def test_files_exist() -> None:
    paths = {answer["path"] for q in QUESTIONS for answer in q["answers"]}
    assert not [path for path in sorted(paths) if not (DATA / path).is_file()]
