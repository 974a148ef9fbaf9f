"""What is quoted or translated is linked to its words in the other language, else silence."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from pipeline import build
from pipeline.cli import main
from pipeline.query.originals import is_original
from pipeline.records import Source

PRINCIPLES = """# Shared Values of the Northern Group on Safe and Honest Research

June 2022

## Definitions

Research honesty is the adherence to the professional values, principles and best practices that underpin and support the research of our members and that allow the work of others to be trusted.

Research safety involves the actions that protect our research communities from actors and behaviours that pose economic, strategic or national security risks.

## Principles

Openness and safety are not in contradiction; both are complementary and reinforce one another.

Members will work together so that measures are proportionate to the risk and respect academic freedom.
"""
RECOMMENDATION = """# Recommendation of the Western Council on Trustworthy Machines

2019

An automated system is a machine-based system that infers, from the input it receives, how to generate outputs such as predictions, content, recommendations or decisions that can influence physical or virtual environments.

Governments should promote public trust by funding research on safety and by making data available to the public.
"""
# A Japanese report that quotes three definitions and a sentence, and says things of its own.
REPORT = """# 安全な国際研究の進め方に関する中間まとめ

令和６年８月

## 用語

北方グループ「Shared Values of the Northern Group on Safe and Honest Research」（2022年６月）において、研究の誠実性とは、「加盟国の研究を支え、他者の成果を信頼できるものとする、職業上の価値観、原則及び優れた慣行を遵守すること」とされている。また、同文書において、研究の安全とは、「経済上、戦略上又は国家安全保障上のリスクをもたらす者や行為から研究コミュニティを保護する取組を含む」とされている。

「Recommendation of the Western Council on Trustworthy Machines」では、自動システムとは、「受け取った入力から、物理的又は仮想的な環境に影響を与え得る予測、コンテンツ、推奨、意思決定などの出力を生成する方法を推論する機械ベースのシステム」と定義されている。

同勧告では、倉庫係とは、「倉庫の鍵を預かり、毎朝その本数を数えて帳簿に記入する者」と定義されている。

## 今後の対応

大学は、相談窓口を設置し、研究者からの問い合わせに応じなければならない。

予算の執行に当たっては、毎年度末に実績報告書を作成し、翌月末日までに事務局に提出すること。
"""
# The other way round: an English brief that renders a Japanese rule, and one of its own.
RULES = """# 白浜研究所情報管理規程

平成30年４月１日

第１条　この規程において「重要データ」とは、研究所が保有するデータのうち、漏えいした場合に研究所又は協力者に重大な損害を与えるおそれがあるものをいう。

第２条　職員は、重要データを持ち出すときは、あらかじめ情報管理責任者の許可を受け、暗号化した媒体を使用しなければならない。

第３条　情報管理責任者は、毎年１回、重要データの保管状況を点検し、その結果を所長に報告するものとする。
"""
BRIEF = """# How Shirahama Institute Looks After Its Data

March 2021

Important data means data held by the institute which, if leaked, could cause serious damage to the institute or to those who cooperate with it.

Staff who take important data off the premises must obtain prior permission from the information manager and must use encrypted media.

The canteen of the institute opens at noon and offers a vegetarian dish on every day of the week.
"""


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("rendered")
    for name, text in (
        ("principles.md", PRINCIPLES),
        ("recommendation.md", RECOMMENDATION),
        ("report.md", REPORT),
        ("rules.md", RULES),
        ("brief.md", BRIEF),
    ):
        (folder / name).write_text(text, encoding="utf-8")
    build([folder], folder / "index")
    return folder / "index"


def lines(index: Path, *asked: str) -> list[dict[str, Any]]:
    result = CliRunner().invoke(main, [*asked, "--format", "jsonl", "--index", str(index)])
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


QUOTED = {
    "研究の誠実性": "Research honesty is",
    "研究の安全": "Research safety involves",
    "自動システム": "An automated system is",
    "倉庫係": None,
}


def test_a_definition_quoted_in_japanese_is_linked_to_its_english_words(index: Path) -> None:
    found = {d["term"]: d for d in lines(index, "findings", "--kind", "definition")}
    for term, start in QUOTED.items():
        link = found[term]["original"]
        if start is None:
            assert link is None
            continue
        assert link["text"].startswith(start)
        assert link["document"] == found[term]["source_id"]
        assert {"segment", "page", "title", "language"} <= set(link)
        assert 0.5 <= link["score"] <= 1
    (shown,) = [d for d in lines(index, "define", "研究の安全") if d["term"] == "研究の安全"]
    assert shown["original"] == found["研究の安全"]["original"]
    text = CliRunner().invoke(main, ["define", "研究の安全", "--index", str(index)]).output
    assert f"original: {shown['original']['title']}" in text


def test_the_english_words_are_linked_to_those_who_quote_them(index: Path) -> None:
    (found,) = lines(index, "define", "automated system", "--language", "en")
    assert found["original"] is None
    assert found["translation"]["text"].startswith("「Recommendation")


def test_a_translated_passage_is_linked_and_others_stay_silent(index: Path) -> None:
    def linked(document: str, name: str) -> dict[str, str]:
        found = lines(index, "quotations", document, "--translations")
        return {line["text"][:14]: line[name]["text"][:14] for line in found if line[name]}

    rules = linked("rules.md", "translation")
    assert set(rules.values()) == {"Important data", "Staff who take"}
    assert set(linked("brief.md", "original")) == {"Important data", "Staff who take"}
    assert not linked("brief.md", "translation")
    report = linked("report.md", "original")
    assert not any("予算" in text or "大学は" in text for text in report)


def test_every_link_goes_both_ways_with_one_score(index: Path) -> None:
    found = lines(index, "quotations", "--translations")
    pairs = {
        (line["id"], (line["original"] or line["translation"])["segment"]): line for line in found
    }
    assert len(pairs) >= 6
    for (one, other), line in pairs.items():
        back = pairs[other, one]
        assert bool(line["original"]) != bool(back["original"])
        scores = [(x["original"] or x["translation"])["score"] for x in (line, back)]
        assert abs(scores[0] - scores[1]) < 0.01


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (Source("a", "A", "en"), Source("b", "B", "ja", translation_of="a"), True),
        (Source("a", "A", "en", translation_of="b"), Source("b", "B", "ja"), False),
        (Source("a", "A", "en", date="2019"), Source("b", "B", "ja", date="2024-08"), True),
        (Source("a", "A", "en", date="2024"), Source("b", "B", "ja", date="2019"), False),
        (Source("a", "A", "en", jurisdiction="OECD"), Source("b", "B", "ja"), True),
        (Source("a", "A", "en", jurisdiction="JP"), Source("b", "B", "ja"), False),
        (Source("b", "B", "ja"), Source("a", "A", "en", jurisdiction="JP"), True),
        (Source("a", "A", "en"), Source("b", "B", "ja", jurisdiction="EU"), True),
        (
            Source("b", "B", "ja", date="2019", jurisdiction="JP"),
            Source("a", "A", "en", date="2021", jurisdiction="JP"),
            True,
        ),
    ],
)
def test_which_of_two_is_the_original(one: Source, other: Source, expected: bool) -> None:
    assert is_original(one, other) is expected
    assert is_original(other, one) is not expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Source("a", "A", "en"), Source("b", "B", "ja")),
        (Source("a", "A", "en"), Source("b", "B", "ja", jurisdiction="JP")),
        (Source("a", "A", "en", date="2024"), Source("b", "B", "ja", date="2024-08")),
        # Two that render a third one, and one of these beside a report.
        (Source("a", "A", "en", translation_of="c"), Source("b", "B", "ja", translation_of="c")),
        (Source("a", "A", "en"), Source("b", "B", "ja", translation_of="c")),
        # The English of a Japanese strategy beside a later paper that repeats it.
        (
            Source("a", "A", "en", date="2019", jurisdiction="JP"),
            Source("b", "B", "ja", date="2024", jurisdiction="JP"),
        ),
        # Passages in two languages of documents that are both Japanese.
        (Source("a", "A", "ja", jurisdiction="JP"), Source("b", "B", "ja", jurisdiction="JP")),
    ],
)
def test_no_direction_is_claimed_where_nothing_tells_it(one: Source, other: Source) -> None:
    assert is_original(one, other) is None
    assert is_original(other, one) is None


def test_a_pair_of_unknown_direction_is_called_a_counterpart(tmp_path: Path) -> None:
    """Nothing dates these two or says whose they are, though the Japanese was written first."""
    undated = {"rules.md": RULES.split("平成30年４月１日")[1], "brief.md": BRIEF.split("2021")[1]}
    for name, text in undated.items():
        (tmp_path / name).write_text("# 情報" + text if name == "rules.md" else "# Data" + text)
    build([tmp_path], tmp_path / "index")
    found = lines(tmp_path / "index", "quotations", "--translations")
    assert {line["path"].split("/")[-1] for line in found} == set(undated)
    for line in found:
        assert line["counterpart"]["text"]
        assert line["original"] is None and line["translation"] is None
    asked = ["quotations", "--translations", "--index", str(tmp_path / "index")]
    text = CliRunner().invoke(main, asked).output
    assert "⇄ counterpart: " in text and "original: " not in text


@pytest.mark.slow
def test_real_guidelines_are_linked_to_their_translations_and_to_nothing_else(
    shared_data: Path, tmp_path: Path
) -> None:
    """88 links were seen, all between the two languages of one page; the report has none."""
    nbdc = shared_data / "pairs" / "nbdc"
    names = [f"{n}.{code}.md" for n in ("privacy-policy", "violation") for code in ("ja", "en")]
    seed = shared_data / "seed" / "mext-international-strategy-interim-2024.txt"
    build([*(nbdc / n for n in names), seed], tmp_path / "index")
    found = lines(tmp_path / "index", "quotations", "--translations")
    same = [
        line["path"].split("/")[-1].split(".")[0]
        == (line["original"] or line["translation"])["path"].split("/")[-1].split(".")[0]
        for line in found
    ]
    assert sum(same) >= 80
    assert sum(same) >= 0.97 * len(same)
