"""The lexicon: its lines, its two directions, and what a file of one's own does."""

from __future__ import annotations

import time
from itertools import chain
from pathlib import Path

import pytest

from pipeline import dictionary
from pipeline.artifacts.folders import ENV
from pipeline.dictionary import lexicon
from pipeline.dictionary.translate import translate
from pipeline.errors import BadSheet
from pipeline.text.tokens import content_tokens

FILES = sorted(lexicon.FOLDER.glob("*.tsv"))

# A question, the words taken together, and a translation among the first two.
CASES = [
    # compounds longer than Sudachi's units, over particles and dots
    ("適合性評価を受ける", "適合性評価", "conformity assessment"),
    ("個人情報の保護に関する法律の改正", "個人情報の保護に関する法律", "Act on the Protection of Personal Information"),
    ("インフォームドコンセントの手続", "インフォームドコンセント", "informed consent"),
    ("データの不正使用", "不正使用", "misuse"),
    # ways of writing: okurigana, the last bar, の
    ("情報の取扱の基準", "取扱", "handling"),
    ("サプライヤの責任", "サプライヤ", "supplier"),
    ("データの最小化とは", "データの最小化", "data minimisation"),
    # inflection
    ("漏らした場合", "漏らし", "divulge"),
    # names in either script
    ("文科省の方針", "文科省", "Ministry of Education, Culture, Sports, Science and Technology"),
    ("NSFの規則", "NSF", "National Science Foundation"),
    # English: plural, verb forms, spelling, hyphens, commas, initials
    ("supervisory authorities", "supervisory authorities", "監督機関"),
    ("data are disclosed", "disclosed", "開示"),
    ("data kept", "kept", "維持"),
    ("conflicts of commitments", "conflicts of commitments", "責務相反"),
    ("talent recruitment programmes", "talent recruitment programmes", "人材登用プログラム"),
    ("a high-risk AI system", "high risk AI system", "高リスクAIシステム"),
    ("AI-generated content", "AI generated content", "AI生成コンテンツ"),
    ("the Ministry of Education, Culture, Sports, Science, and Technology decides",
     "Ministry of Education , Culture , Sports , Science , and Technology", "文部科学省"),
    ("U.S. funders", "US", "米国"),
    ("What does MEXT ask?", "MEXT", "文部科学省"),
]  # fmt: skip


@pytest.mark.parametrize(("question", "words", "translation"), CASES)
def test_terms_of_policy(question: str, words: str, translation: str) -> None:
    found = translate(None, question, lexicon=lexicon.load())
    assert content_tokens(translation) in found[words][:2]


@pytest.mark.parametrize("question", ["tell us", "it is open", "who are they?"])
def test_small_words_are_no_names(question: str) -> None:
    found = translate(None, question, lexicon=lexicon.load())
    assert not {"us", "it", "who"} & set(found)


def test_no_particle_is_taken_along() -> None:
    assert "研究者" in translate(None, "研究者は何をするか", lexicon=lexicon.load())


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_term_can_be_searched(file: Path) -> None:
    for term in chain.from_iterable(chain.from_iterable(lexicon.entries(file))):
        assert content_tokens(term) or term in {"US", "IT", "WHO"}, term


def test_entries_are_many_and_differ() -> None:
    found = list(chain.from_iterable(map(lexicon.entries, FILES)))
    assert len(found) >= 2500
    assert len({(tuple(ja), tuple(en)) for ja, en in found}) == len(found)


def test_read_in_a_moment() -> None:
    lexicon.load.cache_clear()
    start = time.process_time()
    lexicon.load()
    assert time.process_time() - start < 0.5  # some 0.06 s


WRONG = [
    ("研究", "1 columns"),
    ("研究\tresearch\tstudy", "3 columns"),
    ("研究;\tresearch", "an empty term"),
    ("\tresearch", "an empty term"),
    ("research\t研究", "no Japanese"),
    ("研究\t研究", "Japanese in the second"),
    ("研究\tresearch; research", "'research' twice"),
    ("上\tup to", "function words only"),
]


@pytest.mark.parametrize(("line", "wrong"), WRONG)
def test_a_wrong_line_is_named(line: str, wrong: str, tmp_path: Path) -> None:
    file = tmp_path / "own.tsv"
    file.write_text(f"# ours\n\n開示\tdisclosure\n{line}\n", "utf-8")
    with pytest.raises(BadSheet, match=wrong) as caught:
        lexicon.load(file)
    assert f"{file}, line 4" in caught.value.message


@pytest.mark.parametrize("data", [None, b"\xff\xfe\x00"])
def test_an_unreadable_file_is_named(data: bytes | None, tmp_path: Path) -> None:
    file = tmp_path / "own.tsv"
    if data is not None:
        file.write_bytes(data)
    with pytest.raises(BadSheet, match=r"own\.tsv cannot be read"):
        lexicon.load(file)


def test_an_own_file_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "own.tsv"
    file.write_text("虹色審査\trainbow review\n開示\tunveiling\n", "utf-8-sig")
    monkeypatch.setenv("CONCORD_LEXICON", str(file))
    assert dictionary.translations("rainbow reviews") == {"rainbow reviews": [["虹", "色", "審査"]]}
    assert dictionary.translations("開示する")["開示"][:2] == [["unveiling"], ["disclosure"]]


def test_without_a_dictionary_the_lexicon_translates(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(ENV, str(tmp_path))  # nothing is built there
    found = dictionary.translations("Who must notify the supervisory authority?")
    assert found["supervisory authority"][0] == ["監督", "機関"]
    assert dictionary.translations("監督機関への届出")["届出"][0] == ["notification"]
    assert dictionary.missing() is not None


def test_a_wrong_file_of_ones_own_stops_a_search(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "own.tsv"
    file.write_text("開示 = disclosure\n", "utf-8")
    monkeypatch.setenv("CONCORD_LEXICON", str(file))
    with pytest.raises(BadSheet, match="line 1"):
        dictionary.translations("開示")


def test_the_first_terms_come_first(tmp_path: Path) -> None:
    file = tmp_path / "own.tsv"
    file.write_text("届出; 報告\tfiling\n報告; 知らせ\treport; filing\n", "utf-8")
    own = lexicon.load(file)
    assert own.japanese_of(["filing"])[:3] == ["届出", "報告", "知らせ"]
