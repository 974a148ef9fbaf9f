"""Documents aligned end to end, with the encoders that ship."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.align import Pair
from pipeline.align.relation import Measures, Relation, relation, strength
from pipeline.api import align
from pipeline.errors import BadRequest, EmptyFile, UnknownDocument
from pipeline.records import Modality
from pipeline.score.alignment import measure

JA = """# 研究記録の管理規程

## 1. 目的

この規程は、研究記録の作成と保存について定める。

## 2. 研究者の責務

研究者は、実験ノートを毎日記入しなければならない。記入にはインクを使うこと。

### 2.1 保存期間

- a) 実験ノートは十年間保存する。
- b) 試料は五年間保存する。

この段落は日本語版だけにあり、英語にはしていない。

## 3. 管理者の責務

管理者は、年に一度、記録の所在を点検すべきである。
"""
EN = """# Rules for research records

## 1. Purpose

These rules govern how research records are made and kept.

## 2. Duties of researchers

Researchers must fill in their laboratory notebook every day, and they must use ink.

### 2.1 Retention

- a) Laboratory notebooks are kept for ten years.
- b) Samples are kept for five years.

## 3. Duties of administrators

Once a year, administrators must check where the records are.
"""
# A section is put in before the second, so every later number is another one.
EN_RENUMBERED = (
    EN.replace("## 3.", "## 4.")
    .replace("### 2.1", "### 3.1")
    .replace("## 2. Duties", "## 2. Scope\n\nVisitors are not covered.\n\n## 3. Duties")
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("align")
    for name, text in (("rules.ja.md", JA), ("rules.en.md", EN), ("new.en.md", EN_RENUMBERED)):
        (made / name).write_text(text, "utf-8")
    return made


@pytest.fixture(scope="module")
def translated(folder: Path) -> list[Pair]:
    return align(folder / "rules.ja.md", folder / "rules.en.md").pairs


def partner(pairs: list[Pair], words: str) -> str | None:
    """Give the right side of the pair whose left side holds some words."""
    pair = next(p for p in pairs if any(words in s.text for s in p.left))
    return " ".join(s.text for s in pair.right) or None


def test_every_passage_once(folder: Path, translated: list[Pair]) -> None:
    whole = align(folder / "rules.ja.md", folder / "rules.en.md")
    for side, segments in (("left", whole.left_segments), ("right", whole.right_segments)):
        ids = [s.id for pair in translated for s in getattr(pair, side)]
        assert ids == [s.id for s in segments]


def test_translation(translated: list[Pair]) -> None:
    assert partner(translated, "毎日記入") == partner(translated, "インク")  # two render one
    assert "ten years" in str(partner(translated, "十年間"))
    assert "five years" in str(partner(translated, "五年間"))
    assert partner(translated, "日本語版だけ") is None


def test_numbers_agree(translated: list[Pair]) -> None:
    shown = [(p.left_number, p.right_number) for p in translated if p.left and p.right]
    assert all(a == b for a, b in shown)
    assert {("1", "1"), ("2", "2"), ("2.1", "2.1"), ("a", "a"), ("b", "b"), ("3", "3")} <= set(
        shown
    )


def test_scores_are_shares(translated: list[Pair]) -> None:
    assert all(0 <= p.score <= 1 for p in translated)
    alone = next(p for p in translated if any("日本語版だけ" in s.text for s in p.left))
    assert alone.relation is Relation.NONE and alone.score > 0.5


def test_should_against_must(translated: list[Pair]) -> None:
    pair = next(p for p in translated if any("点検すべき" in s.text for s in p.left))
    assert pair.relation is Relation.WEAKER


@pytest.mark.parametrize("left", ["rules.en.md", "rules.ja.md"])
def test_renumbered_sections_are_found_by_their_words(folder: Path, left: str) -> None:
    pairs = align(folder / left, folder / "new.en.md").pairs
    shown = {(p.left_number, p.right_number) for p in pairs if p.left and p.right}
    assert {("1", "1"), ("2", "3"), ("2.1", "3.1"), ("3", "4")} <= shown
    assert ("2", "2") not in shown and ("3", "3") not in shown


def test_words_alone_find_the_numbers(folder: Path) -> None:
    blind = align(folder / "rules.ja.md", folder / "rules.en.md", numbers=False)
    figures = measure(blind.left_segments, blind.right_segments, blind.pairs)
    assert {f.name: f.f1 for f in figures}["heads"] == 1.0


def test_free_order(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.en.md"
    other.write_text(
        "# Handbook\n\nSamples are kept for five years.\n\nThe canteen opens at noon.\n\n"
        "Researchers should fill in their laboratory notebook every day.\n",
        "utf-8",
    )
    pairs = align(folder / "rules.ja.md", other, order="free").pairs
    assert "five years" in str(partner(pairs, "五年間"))
    assert "notebook every day" in str(partner(pairs, "毎日記入"))
    alone = [" ".join(s.text for s in p.right) for p in pairs if not p.left]
    assert any("canteen" in text for text in alone)
    taken = [s.id for p in pairs for s in p.right]
    assert len(taken) == len(set(taken))
    assert next(p for p in pairs if "毎日" in p.left[0].text).relation is Relation.STRONGER


def test_the_same_twice_gives_the_same(folder: Path, translated: list[Pair]) -> None:
    again = align(folder / "rules.ja.md", folder / "rules.en.md").pairs
    assert again == translated


@pytest.mark.parametrize(
    ("left", "right", "error"),
    [
        ("rules.ja.md", "rules.ja.md", BadRequest),
        ("rules.ja.md", "absent.pdf", UnknownDocument),
        ("rules.ja.md", "empty.md", EmptyFile),
        ("rules.ja.md", ".", BadRequest),
    ],
)
def test_clear_errors(folder: Path, left: str, right: str, error: type[Exception]) -> None:
    (folder / "empty.md").write_text("", "utf-8")
    with pytest.raises(error):
        align(folder / left, folder / right, folder=folder / "no-index")


@pytest.mark.parametrize(
    ("bound", "held", "words", "longer", "name"),
    [
        ((3, 3), (0.7, 0.7), (9, 9), 1.0, Relation.EQUIVALENT),
        ((3, 2), (0.7, 0.7), (9, 9), 1.0, Relation.STRONGER),
        ((1, 2), (0.7, 0.7), (9, 9), 1.0, Relation.WEAKER),
        ((2.5, 3), (0.7, 0.7), (9, 9), 1.0, Relation.EQUIVALENT),
        ((2, 2.5), (0.7, 0.7), (9, 9), 1.0, Relation.EQUIVALENT),
        ((2.5, 1), (0.7, 0.7), (9, 9), 1.0, Relation.STRONGER),
        ((0, 2), (0.7, 0.7), (9, 9), 1.0, Relation.EQUIVALENT),
        ((0, 0), (0.4, 0.8), (18, 9), 2.0, Relation.BROADER),
        ((0, 0), (0.8, 0.4), (9, 18), 0.5, Relation.NARROWER),
        ((0, 0), (0.8, 0.4), (9, 18), 1.0, Relation.EQUIVALENT),
        ((0, 0), (0.4, 0.1), (9, 18), 0.5, Relation.EQUIVALENT),  # little of it is in the other
        ((0, 0), (0.8, 0.4), (3, 4), 0.5, Relation.EQUIVALENT),  # hardly a word more
    ],
)
def test_relations(
    bound: tuple[float, float],
    held: tuple[float, float],
    words: tuple[int, int],
    longer: float,
    name: Relation,
) -> None:
    found = Measures(bound, held, words, longer)
    assert relation(0.95, 0.95, found) is name
    if name is Relation.EQUIVALENT:
        assert relation(0.65, 0.65, found) is Relation.RELATED


@pytest.mark.parametrize(
    ("modality", "cue", "bound"),
    [
        (Modality.MUST, "shall", 3),
        (Modality.MUST_NOT, "してはならない", 3),
        (Modality.SHOULD, "should", 2),
        (Modality.SHOULD, "望ましい", 2),
        (Modality.SHOULD, "必要がある", 2.5),
        (Modality.SHOULD, "求められる", 2.5),
        (Modality.SHOULD, "need to", 2.5),
        (Modality.SHOULD, "It is necessary", 2.5),
        (Modality.MUST, "is required to", 3),
        (Modality.MAY, "need not", 1),
    ],
)
def test_strength(modality: Modality, cue: str, bound: float) -> None:
    assert strength(modality, cue) == bound


@pytest.mark.parametrize(
    ("ja", "en", "name"),
    [
        ("研究者は、実験ノートを保存する必要がある。", "Researchers must keep their laboratory notebooks.", Relation.EQUIVALENT),
        ("研究者は、実験ノートを保存することが望ましい。", "Researchers must keep their laboratory notebooks.", Relation.WEAKER),
        ("個人同定の禁止", "Identification of individuals is prohibited.", Relation.EQUIVALENT),
    ],
)  # fmt: skip
def test_relation_of_a_translation(tmp_path: Path, ja: str, en: str, name: Relation) -> None:
    more = (
        ("部屋は夜間に施錠する。", "Rooms are locked at night."),
        ("猫は牛乳を好む。", "Cats like milk."),
    )
    for column, first in enumerate((ja, en)):
        lines = [first, *(pair[column] for pair in more)]
        (tmp_path / f"{column}.md").write_text("\n\n".join(lines), "utf-8")
    for left, right, said in ((0, 1, name), (1, 0, _MIRRORED.get(name, name))):
        pairs = align(tmp_path / f"{left}.md", tmp_path / f"{right}.md").pairs
        assert pairs[0].relation is said and pairs[0].left and pairs[0].right


_MIRRORED = {Relation.WEAKER: Relation.STRONGER}


OURS = """# 研究室の手引き

研究室では、実験の記録を十年間保存する。

試薬は鍵のかかる戸棚に保管する。

新しく加わった学生は、最初の週に安全教育を受ける。

装置の予約は、前日の正午までに行う。
"""
THEIRS = {
    "en": """# Handbook of the allotments

Gardeners keep the paths clear of weeds.

Water is turned off from November to March.

Members pay their fee twice a year.

Neighbours are told before a bonfire is lit.
""",
    "ja": """# 貸し農園の手引き

利用者は、通路の草を取る。

水道は十一月から三月まで止める。

会員は、年に二度会費を払う。

たき火をするときは、隣の利用者に知らせる。
""",
}


@pytest.mark.parametrize("language", ["en", "ja"])
def test_two_works_on_other_matters_have_no_counterparts(tmp_path: Path, language: str) -> None:
    (tmp_path / "ours.md").write_text(OURS, "utf-8")
    (tmp_path / "theirs.md").write_text(THEIRS[language], "utf-8")
    for names in (("ours.md", "theirs.md"), ("theirs.md", "ours.md")):
        pairs = align(*(tmp_path / name for name in names), order="free").pairs
        assert all(p.relation is Relation.NONE and p.score >= 0.5 for p in pairs)
        assert len(pairs) == 8


@pytest.mark.parametrize("version", ["2.0"])
def test_a_standard_in_two_languages(shared_data: Path, version: str) -> None:
    folder = shared_data / "pairs" / "openchain"
    found = align(folder / f"{version}.ja.pdf", folder / f"{version}.en.pdf")
    figures = {f.name: f for f in measure(found.left_segments, found.right_segments, found.pairs)}
    assert figures["numbers"].f1 == 1.0
    assert figures["heads"].f1 == 1.0
    assert (figures["passages"].precision or 0) >= 0.98
    assert sum(1 for p in found.pairs if p.left and p.right) >= 130
