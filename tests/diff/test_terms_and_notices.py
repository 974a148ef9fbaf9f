"""What a change is not: a gloss no other term, a notice's year no amount, a phrase no move."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.diff import Effect, Move, Version, diff
from pipeline.diff.definitions import compare_definitions
from pipeline.diff.units import units
from pipeline.diff.words import word_diff

_DEFINED = [
    # old, new, effects
    ("“Host institution” means the organisation that employs the researcher.",
     "“Host institution (or receiving body)” means the organisation that employs the researcher.", set()),
    ("“Host institution” means the organisation that employs the researcher.",
     "“Receiving institution” means the organisation that employs the researcher.",
     {Effect.TERM}),
    ("「受入機関」とは、研究者を雇用する機関をいう。",
     "「受入機関（host institution）」とは、研究者を雇用する機関をいう。", set()),
    ("「受入機関」とは、研究者を雇用する機関をいう。",
     "「雇用機関」とは、研究者を雇用する機関をいう。", {Effect.TERM}),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "effects"), _DEFINED)
def test_a_gloss_makes_no_other_term(
    old: str, new: str, effects: set[Effect], written: Callable[[str], Version]
) -> None:
    found = diff(*(written(f"# Terms\n\n## 1 用語 Terms\n\n{said}\n") for said in (old, new)))
    (change,) = found.changes
    assert change.change is Move.REWORDED and set(change.effects) == effects


@pytest.mark.parametrize(
    ("old", "new", "term", "effects"),
    [
        ("Free software (FS), software that anybody may change and hand on to others.",
         "“Open software” means software that anybody may change and hand on to others.",
         ("Free software (FS)", "Open software"), {Effect.TERM}),
        ("Members of the board who have not been heard shall be heard before they leave it.",
         "“Board member” means a person who sits on the board.", None, {Effect.NEW}),
    ],
)  # fmt: skip
def test_a_term_whose_counterpart_was_not_heard_as_a_definition(
    old: str,
    new: str,
    term: tuple[str, str] | None,
    effects: set[Effect],
    written: Callable[[str], Version],
) -> None:
    one, other = (units(written(f"# Terms\n\n{said}\n"))[-1] for said in (old, new))
    assert other.definition is not None
    one.definition = None
    aspects = list(compare_definitions(one, other, word_diff(one, other)))
    assert {a.effect for a in aspects} == effects
    if term:
        assert [(a.old, a.new) for a in aspects] == [term]


_NOTICES = [
    ("Copyright © 2016-2018 Council of Moss.", "Copyright © 2016-2019 Council of Moss."),
    ("© 2018 苔学術会議", "© 2019 苔学術会議"),
    ("著作権：2018年 苔学術会議", "著作権：2019年 苔学術会議"),
]


@pytest.mark.parametrize(("old", "new"), _NOTICES)
def test_the_year_of_a_notice_is_no_amount(
    old: str, new: str, written: Callable[[str], Version]
) -> None:
    (change,) = diff(written(f"# Rules\n\n{old}\n"), written(f"# Rules\n\n{new}\n")).changes
    assert (change.change, change.effects) == (Move.REWORDED, ())


_DATES = [
    ("Edition of 5 April 2022", "Edition of 10 March 2025", set()),
    ("Guide to safe storage, June 2021, Ver. 3.0", "Guide to safe storage, May 2024, Ver. 4.0", set()),
    ("最近改正 ２０２２（令和４）年 ４月５日", "最近改正 ２０２５（令和７）年３月１０日", set()),
    ("安全な保管の手引き 2021/6 Ver.3.0", "安全な保管の手引き 2024/4 Ver.4.0", set()),
    ("At least 85% of the staff are trained.", "At least 90% of the staff are trained.",
     {Effect.AMOUNT}),
    ("職員の85%が研修を受けた。", "職員の90%が研修を受けた。", {Effect.AMOUNT}),
    ("Universities must report by 31 March 2025.", "Universities must report by 31 March 2026.",
     {Effect.AMOUNT}),
    ("大学は、2025年3月31日までに報告しなければならない。",
     "大学は、2026年3月31日までに報告しなければならない。", {Effect.AMOUNT}),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "effects"), _DATES)
def test_the_date_of_an_edition_is_no_amount(
    old: str, new: str, effects: set[Effect], written: Callable[[str], Version]
) -> None:
    (change,) = diff(written(f"# Rules\n\n{old}\n"), written(f"# Rules\n\n{new}\n")).changes
    assert change.change is Move.REWORDED
    assert effects <= set(change.effects) and (effects or not change.effects)


_PHRASES = [
    ("Materials that have to be kept as evidence:",
     "Sentences {n} of the rules speak of another matter, number {n}."),
    ("保管すべき証跡となる資料：", "第{n}の規定は、他の事項{n}について述べる。"),
]  # fmt: skip


@pytest.mark.parametrize(("phrase", "line"), _PHRASES)
def test_a_phrase_said_again_and_again_is_moved_nowhere(
    phrase: str, line: str, written: Callable[[str], Version]
) -> None:
    def rules(announced: set[int]) -> str:
        parts = ["# Rules"]
        for n in range(1, 9):
            parts += [f"## {n} Part {'abcdefgh'[n - 1]}"]
            parts += [phrase] if n in announced else []
            parts += [line.format(n=f"{n}{n}")]
        return "\n\n".join(parts) + "\n"

    found = diff(written(rules({1, 2, 7})), written(rules({1, 2, 4}))).changes
    assert {c.change for c in found} == {Move.ADDED, Move.REMOVED}
    lone = diff(written(rules({7})), written(rules({2}))).changes
    assert [c.change for c in lone] == [Move.MOVED]
