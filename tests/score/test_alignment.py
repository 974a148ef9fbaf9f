"""An alignment held against printed numbers."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from pipeline.align import Pair, Relation
from pipeline.cli import main
from pipeline.records import BlockKind, Segment
from pipeline.score.alignment import measure


def heading(side: str, number: str, kind: BlockKind = BlockKind.HEADING) -> Segment:
    return Segment(
        id=f"{side}/{number}", document=side, kind=kind, block=0, span=(0, 4), text="text",
        language="en", context=(0, 4), number=number, trail=(f"{number} text",), place=number,
    )  # fmt: skip


LEFT = [heading("l", n) for n in ("1", "2", "2.1", "4")]
RIGHT = [heading("r", n) for n in ("1", "2", "2.1", "3")]


def pair(left: Segment | None, right: Segment | None) -> Pair:
    return Pair(
        (left,) if left else (), (right,) if right else (),
        left.number if left else None, right.number if right else None, 0.9, Relation.EQUIVALENT,
    )  # fmt: skip


def figures(pairs: list[Pair]) -> dict[str, tuple[int, int, int | None]]:
    return {f.name: (f.right, f.found, f.expected) for f in measure(LEFT, RIGHT, pairs)}


def test_all_right() -> None:
    pairs = [pair(a, b) for a, b in zip(LEFT[:3], RIGHT[:3], strict=True)]
    pairs += [pair(LEFT[3], None), pair(None, RIGHT[3])]
    assert figures(pairs) == {"numbers": (3, 3, 3), "heads": (3, 3, 3), "passages": (3, 3, None)}


def test_one_wrong_and_one_missing() -> None:
    found = measure(LEFT, RIGHT, [pair(LEFT[0], RIGHT[0]), pair(LEFT[1], RIGHT[2])])
    numbers = found[0]
    assert (numbers.right, numbers.found, numbers.expected) == (1, 2, 3)
    assert numbers.precision == 0.5 and numbers.f1 == 0.4
    assert numbers.wrong == ("2 | 2.1",)
    assert numbers.missing == ("2 | 2", "2.1 | 2.1")
    assert found[2].precision == 0.5 and found[2].recall is None


def test_width_and_words_make_no_difference() -> None:
    left, right = heading("l", "第３条"), heading("r", "Article 3")
    found = measure([left], [right], [Pair((left,), (right,), "3", "3", 1.0, Relation.RELATED)])
    assert [f.precision for f in found] == [1.0, 1.0, 1.0]


def test_nothing_to_find() -> None:
    """What was not measured has no figure: least of all a perfect one."""
    found = measure([], [], [])
    assert [(f.precision, f.recall, f.f1) for f in found] == [(None, None, None)] * 3


def test_documents_without_numbers_pass_no_bar(tmp_path: Path) -> None:
    (tmp_path / "ja.md").write_text("訪問者は所属を届け出る。\n\n許可は一年で切れる。\n", "utf-8")
    (tmp_path / "en.md").write_text(
        "Visitors declare their affiliation.\n\nA permit ends after one year.\n", "utf-8"
    )
    sides = str(tmp_path / "ja.md"), str(tmp_path / "en.md")
    result = CliRunner().invoke(main, ["score", "alignment", *sides, "--min", "0.97"])
    assert result.exit_code == 1
    assert "no number that both have" in result.stderr
