"""Bitext and pairs: every text finds its translation among all of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pipeline.cli import main
from pipeline.embed import get_encoder
from pipeline.errors import BadRequest
from pipeline.score.bitext import load_bitext
from pipeline.score.pairs import kinds, load_pairs
from pipeline.score.retrieval import retrieve
from pipeline.settings import DEFAULT_ENCODERS

EVERYDAY = Path(__file__).parent / "everyday.tsv"  # our own sentences

JA = [
    "機関は研究データを十年間保存する。",
    "機関は研究データを五年間保存する。",
    "申請書は月曜日までに提出すること。",
    "訪問者の受け入れには許可が要る。",
]
EN = [
    "The institution keeps research data for ten years.",
    "The institution keeps research data for five years.",
    "Applications are to be submitted by Monday.",
    "Receiving visitors requires permission.",
]


def run(*words: str) -> Result:
    return CliRunner().invoke(main, ["score", *words], catch_exceptions=False)


def write(folder: Path, name: str, lines: list[str]) -> str:
    (folder / name).write_text("".join(f"{line}\n" for line in lines), "utf-8")
    return str(folder / name)


def test_bitext_command(tmp_path: Path) -> None:
    left, right = write(tmp_path, "a.txt", JA), write(tmp_path, "b.txt", EN)
    saved = tmp_path / "figures.json"
    result = run("bitext", left, right, "--json", str(saved), "--min", "1")
    assert result.exit_code == 0, result.stderr
    figures = json.loads(saved.read_text("utf-8"))
    assert [f["accuracy"] for f in figures] == [1.0, 1.0]
    assert "a.txt → b.txt  4 lines  accuracy 1.0000" in result.stdout


def test_a_wrong_line_is_a_miss(tmp_path: Path) -> None:
    swapped = [EN[1], EN[0], *EN[2:]]
    left, right = write(tmp_path, "a.txt", JA), write(tmp_path, "b.txt", swapped)
    result = run("bitext", left, right, "--min", "0.9", "--misses")
    assert result.exit_code == 3
    assert "accuracy 0.5000" in result.stdout
    assert result.stdout.count("rank 2") == 4


def test_repeated_words_are_right_anywhere_but_not_strictly() -> None:
    encoders = [get_encoder(name) for name in DEFAULT_ENCODERS]
    forward, backward = retrieve([*JA, JA[2]], [*EN, EN[2]], encoders)
    assert forward.recall(1) == backward.recall(1) == 1.0
    # Of two that are the same the first is taken.
    assert forward.strict.tolist() == backward.strict.tolist() == [1, 1, 1, 1, 2]


def test_pairs_command(tmp_path: Path) -> None:
    table = tmp_path / "pairs.tsv"
    rows = [
        f"{i}\t{en}\t{'duty' if i < 2 else 'other'}\t{ja}"
        for i, (ja, en) in enumerate(zip(JA, EN, strict=True))
    ]
    table.write_text("id\ten\tkind\tja\n" + "\n".join(rows) + "\n", "utf-8")
    result = run("pairs", str(table))
    assert result.exit_code == 0, result.stderr
    assert [line.split()[3] for line in result.stdout.splitlines()] == ["all", "duty", "other"] * 2
    assert "R@1 1.0000  R@10 1.0000" in result.stdout


@pytest.mark.parametrize(
    ("first", "second", "says"),
    [
        ("a\nb\n", "a\n", "2 lines"),
        ("", "", "is empty"),
        ("a\n\n", "a\nb\n", "line 2 of first is empty"),
        (b"\xff\xfe\x00".decode("latin-1"), "", "empty"),
    ],
)
def test_bad_bitext(tmp_path: Path, first: str, second: str, says: str) -> None:
    (tmp_path / "first").write_text(first, "utf-8")
    (tmp_path / "second").write_text(second, "utf-8")
    with pytest.raises(BadRequest) as error:
        load_bitext(tmp_path / "first", tmp_path / "second")
    assert says in error.value.message


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "no columns"),
        ("jp\ten\nx\ty\n", "its first line names: jp, en"),
        ("ja\ten\n", "no pairs"),
        ("ja\ten\nx\ty\tz\n", "line 2"),
        ("ja\ten\nx\t \n", "lacks a text"),
    ],
)
def test_bad_tables(tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "t.tsv").write_text(text, "utf-8")
    with pytest.raises(BadRequest) as error:
        load_pairs(tmp_path / "t.tsv")
    assert says in error.value.message


def test_quotation_marks_are_text(tmp_path: Path) -> None:
    (tmp_path / "t.tsv").write_text('ja\ten\n"一つ" と\t"one" and\n', "utf-8")
    found = load_pairs(tmp_path / "t.tsv")
    assert (found[0].ja, found[0].en, found[0].id) == ('"一つ" と', '"one" and', "2")
    assert kinds(found) == {}


def test_a_separator_of_lines_within_a_text_is_text(tmp_path: Path) -> None:
    (tmp_path / "t.tsv").write_text("ja\ten\n一つ\u2028二つ\tone\x0ctwo\r\n", "utf-8")
    (found,) = load_pairs(tmp_path / "t.tsv")
    assert (found.ja, found.en) == ("一つ\u2028二つ", "one\x0ctwo")


def test_everyday_sentences() -> None:
    """214 short sentences, many of them alike; floors a little below what was measured (.991)."""
    found = load_pairs(EVERYDAY)
    encoders = [get_encoder(name) for name in DEFAULT_ENCODERS]
    for way in retrieve([p.ja for p in found], [p.en for p in found], encoders):
        assert way.recall(1, strict=True) >= 0.981


def test_requirements_of_a_standard(shared_data: Path) -> None:
    found = load_pairs(shared_data / "pairs" / "nist-sp800-63-3.tsv")
    some = [p for p in found if p.kind in ("obligation", "should/may")][::2]  # half: seconds
    encoders = [get_encoder(name) for name in DEFAULT_ENCODERS]
    for way in retrieve([p.ja for p in some], [p.en for p in some], encoders):
        assert way.recall(1) >= 0.98
