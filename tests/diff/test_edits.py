"""Texts of our own, edited in one place after another: exactly the edits are found.

Each edit says what it does to the text and what has to be told of it. Property: any set of
edits gives exactly their changes and no other.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.diff import Change, Effect, Kind, Move, Version, diff

_EN = """# Guidelines on research security

## 1 Definitions

Sensitive data means data whose loss would harm a partner or the public.

Host institution means the organisation that employs the researcher.

## 2 Disclosure

2.1 Researchers must disclose every grant from abroad within 30 days of receipt.

2.2 Universities should keep a register of visiting scholars.

2.3 Funding agencies may ask for further documents.

2.4 The register must not be shared with third parties.

2.5 Where a project involves export-controlled goods, universities must consult the ministry.

## 3 Training

3.1 Universities should train new staff in handling sensitive data.

3.2 Department heads must review travel plans before departure.

3.3 Laboratories must lock equipment at night unless the safety officer agrees otherwise.
"""

_JA = """# 研究セキュリティに関する指針

## 1 定義

「機微データ」とは、その漏えいが公益を害するおそれのあるデータをいう。

「受入機関」とは、研究者を雇用する機関をいう。

## 2 開示

2.1 研究者は、国外からの助成金を受領後30日以内に開示しなければならない。

2.2 大学は、訪問研究者の名簿を備えることが望ましい。

2.3 資金配分機関は、追加の資料を求めることができる。

2.4 大学は、名簿を第三者に提供してはならない。

2.5 輸出規制の対象となる機材を用いる場合には、大学は所管官庁に相談しなければならない。

## 3 研修

3.1 大学は、新任の職員に機微データの取扱いに関する研修を行うことが望ましい。

3.2 部局長は、出発前に渡航計画を確認しなければならない。

3.3 実験室の責任者は、夜間に装置を施錠するよう努めなければならない。
"""


@dataclass(frozen=True)
class Edit:
    """A change of the text: `old` becomes `new`; the record that says so."""

    old: str
    new: str
    change: Move
    words: str  # in the passage, on the side that has it
    kind: Kind = Kind.OBLIGATION
    effect: Effect | None = None
    aspect: tuple[str, str | None, str | None] | None = None


_NEW, _GONE, _TEXT = Effect.NEW, Effect.GONE, Move.REWORDED
_EDITS_EN = [
    Edit("2.2 Universities should keep", "2.2 Universities shall keep", _TEXT,
         "register of visiting", effect=Effect.STRONGER, aspect=("modality", "should", "must")),
    Edit("3.2 Department heads must", "3.2 Department heads should", _TEXT,
         "travel plans", effect=Effect.WEAKER, aspect=("modality", "must", "should")),
    Edit("3.1 Universities should train", "3.1 Funding agencies should train", _TEXT,
         "train new staff", effect=Effect.BEARER,
         aspect=("bearer", "Universities", "Funding agencies")),
    Edit("within 30 days", "within 14 days", _TEXT, "every grant", effect=Effect.DEADLINE,
         aspect=("deadline", "within 30 days of receipt", "within 14 days of receipt")),
    Edit("2.4 The register must not be shared", "2.4 The register must be shared", _TEXT,
         "third parties", effect=Effect.REVERSED, aspect=("modality", "must-not", "must")),
    Edit("Where a project involves export-controlled goods",
         "Where a project involves classified goods", _TEXT, "consult the ministry",
         effect=Effect.CONDITION),
    Edit("harm a partner or the public", "harm the public interest", _TEXT, "Sensitive data means",
         kind=Kind.DEFINITION, effect=Effect.BODY),
    Edit("2.3 Funding agencies may ask for further documents.\n\n", "", Move.REMOVED,
         "further documents", effect=_GONE),
    Edit("## 3 Training\n", "2.6 Deans must report incidents to the national contact point.\n\n"
         "## 3 Training\n", Move.ADDED, "national contact point", effect=_NEW),
    Edit("Host institution means", "Security officer means the person in charge of this policy.\n\n"
         "Host institution means", Move.ADDED, "Security officer means", kind=Kind.DEFINITION,
         effect=_NEW),
]  # fmt: skip
_EDITS_JA = [
    Edit("名簿を備えることが望ましい", "名簿を備えなければならない", _TEXT, "訪問研究者の名簿",
         effect=Effect.STRONGER, aspect=("modality", "should", "must")),
    Edit("渡航計画を確認しなければならない", "渡航計画を確認することが望ましい", _TEXT, "渡航計画",
         effect=Effect.WEAKER, aspect=("modality", "must", "should")),
    Edit("3.1 大学は、新任", "3.1 資金配分機関は、新任", _TEXT, "取扱いに関する研修",
         effect=Effect.BEARER, aspect=("bearer", "大学", "資金配分機関")),
    Edit("受領後30日以内", "受領後14日以内", _TEXT, "国外からの助成金", effect=Effect.DEADLINE),
    Edit("第三者に提供してはならない", "第三者に提供しなければならない", _TEXT, "名簿を第三者",
         effect=Effect.REVERSED, aspect=("modality", "must-not", "must")),
    Edit("輸出規制の対象となる機材", "軍事転用のおそれのある機材", _TEXT, "所管官庁に相談",
         effect=Effect.CONDITION),
    Edit("公益を害するおそれのある", "国の安全を害する", _TEXT, "「機微データ」とは",
         kind=Kind.DEFINITION, effect=Effect.BODY),
    Edit("施錠するよう努めなければならない", "施錠しなければならない", _TEXT, "夜間に装置",
         effect=Effect.STRONGER, aspect=("effort", "努め", None)),
    Edit("2.3 資金配分機関は、追加の資料を求めることができる。\n\n", "", Move.REMOVED,
         "追加の資料", effect=_GONE),
    Edit("## 3 研修\n", "2.6 学長は、事故を国の窓口に報告しなければならない。\n\n## 3 研修\n",
         Move.ADDED, "国の窓口", effect=_NEW),
    Edit("「受入機関」とは", "「統括責任者」とは、本指針の実施に責任を負う者をいう。\n\n"
         "「受入機関」とは", Move.ADDED, "「統括責任者」とは", kind=Kind.DEFINITION, effect=_NEW),
]  # fmt: skip
_ALL = [(_EN, _EDITS_EN), (_JA, _EDITS_JA)]
_CASES = [(text, edit) for text, edits in _ALL for edit in edits]


def _apply(text: str, edits: list[Edit]) -> str:
    for edit in edits:
        assert text.count(edit.old) == 1, edit.old
        text = text.replace(edit.old, edit.new)
    return text


def _holds(change: Change, edit: Edit) -> bool:
    sides = [s for s in (change.old, change.new) if s is not None]
    return change.change is edit.change and all(edit.words in s.text for s in sides)


@pytest.mark.parametrize(("text", "edit"), _CASES, ids=[e.words for _, e in _CASES])
def test_one_edit_gives_its_change(
    text: str, edit: Edit, written: Callable[[str], Version]
) -> None:
    found = diff(written(text), written(_apply(text, [edit])))
    (change,) = found.changes
    assert _holds(change, edit)
    assert change.kind is edit.kind
    assert edit.effect in change.effects
    if edit.aspect:
        assert edit.aspect in [(a.name, a.old, a.new) for a in change.aspects]


@pytest.mark.parametrize(("text", "edits"), _ALL, ids=["en", "ja"])
@settings(
    max_examples=8, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_any_edits_give_exactly_their_changes(
    text: str, edits: list[Edit], data: st.DataObject, written: Callable[[str], Version]
) -> None:
    chosen = data.draw(st.lists(st.sampled_from(edits), unique=True, min_size=2))
    found = diff(written(text), written(_apply(text, chosen)))
    for edit in chosen:
        assert len([c for c in found.changes if _holds(c, edit)]) == 1, edit
    assert len(found.changes) == len(chosen), found.changes


_MOVED = [
    (_EN, "2.2 Universities should keep a register of visiting scholars.\n\n", "## 3 Training\n"),
    (_JA, "2.2 大学は、訪問研究者の名簿を備えることが望ましい。\n\n", "## 3 研修\n"),
]


@pytest.mark.parametrize(("text", "passage", "before"), _MOVED, ids=["en", "ja"])
def test_a_moved_duty_is_moved_and_nothing_else(
    text: str, passage: str, before: str, written: Callable[[str], Version]
) -> None:
    there = text.replace(passage, "") + passage
    (change,) = diff(written(text), written(there)).changes
    assert (change.change, change.effects) == (Move.MOVED, ())
    assert change.old and change.new and change.old.section != change.new.section


_RENUMBERED = [
    (_EN, "2.1 Researchers", "2.1 Deans must appoint a contact.\n\n2.2 Researchers",
     [("2.5 Where", "2.6 Where"), ("2.4 The", "2.5 The"), ("2.3 Fund", "2.4 Fund"),
      ("2.2 Univ", "2.3 Univ")]),
    (_JA, "2.1 研究者", "2.1 学長は、連絡担当者を置かなければならない。\n\n2.2 研究者",
     [("2.5 輸出", "2.6 輸出"), ("2.4 大学", "2.5 大学"), ("2.3 資金", "2.4 資金"),
      ("2.2 大学", "2.3 大学")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "old", "new", "numbers"), _RENUMBERED, ids=["en", "ja"])
def test_renumbering_is_no_change_of_duty(
    text: str, old: str, new: str, numbers: list[tuple[str, str]], written: Callable[[str], Version]
) -> None:
    after = text
    for was, now in numbers:
        after = after.replace(was, now)
    found = diff(written(text), written(after.replace(old, new))).changes
    assert [c.change for c in found] == [Move.ADDED] + [Move.RENUMBERED] * 5
    assert all(c.effects == () for c in found[1:])


_TYPOGRAPHY = [
    (_EN, [("export-controlled", "export\u2011controlled"), ("2.1 Researchers", "2.1. Researchers"),
           ("within 30 days", "within\u00a030 days"), ("otherwise.", "otherwise ."),
           ("partner or", "partner \n or")]),
    (_JA, [("30日", "３０日"), ("、", "，"), ("「機微データ」", "『機微データ』"),
           ("渡航計画", "渡航\n計画"), ("3.1 大学", "３．１　大学")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "swaps"), _TYPOGRAPHY, ids=["en", "ja"])
def test_typography_is_no_change(
    text: str, swaps: list[tuple[str, str]], written: Callable[[str], Version]
) -> None:
    after = text
    for old, new in swaps:
        assert old in after
        after = after.replace(old, new)
    assert diff(written(text), written(after)).changes == ()


def test_capitals_are_told_apart_from_words(written: Callable[[str], Version]) -> None:
    text = _EN.replace("safety officer agrees", "Safety Officer agrees")
    (change,) = diff(written(_EN), written(text)).changes
    assert (change.change, change.effects) == (Move.RETYPED, ())


def test_other_spelling_of_a_word_is_told_apart(written: Callable[[str], Version]) -> None:
    """および and 及び are one word."""
    old = _JA.replace("公益を", "公益および安全を")
    new = _JA.replace("公益を", "公益及び安全を")
    (change,) = diff(written(old), written(new)).changes
    assert (change.change, change.effects) == (Move.RETYPED, ())


_PARTED = [
    (_EN, "train new staff in handling sensitive data.",
     "train new staff. The training should cover handling sensitive data.",
     "train new staff"),
    (_JA, "研究者は、国外からの助成金を受領後30日以内に開示しなければならない。",
     "研究者は、国外からの助成金を受領する。研究者は、これを受領後30日以内に開示しなければならない。",
     "国外からの助成金"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "whole", "parts", "words"), _PARTED, ids=["en", "ja"])
def test_a_parted_sentence_is_one_change(
    text: str, whole: str, parts: str, words: str, written: Callable[[str], Version]
) -> None:
    found = diff(written(text), written(text.replace(whole, parts))).changes
    assert len([c for c in found if c.old]) == 1
    assert found[0].change is Move.REWORDED
    assert found[0].old and words in found[0].old.text


def test_where_a_note_stands_is_no_change(written: Callable[[str], Version]) -> None:
    """Notes go where pages break; their words are compared all the same."""
    text = _EN.replace("from abroad", "from abroad[^1]")
    note = "[^1]: A grant from a foreign company counts as one from abroad as well.\n\n"
    near = text.replace("2.2 Universities", note + "2.2 Universities")
    found = diff(written(near), written(text + "\n" + note)).changes
    assert found == ()
    other = note.replace("foreign company", "foreign charity")
    (change,) = diff(written(near), written(text + "\n" + other)).changes
    assert change.change is Move.REWORDED


_ROWS = {"en": "Reported to the office.", "ja": "窓口に報告した。"}


@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_register_of_like_rows_is_compared_row_by_row(
    language: str, written: Callable[[str], Version]
) -> None:
    """Words that stand everywhere tell no passage apart; their order still does."""
    rows = [f"- {_ROWS[language]}\n" for _ in range(600)]
    extra = {"en": "- Passed on to the police.\n", "ja": "- 警察に通報した。\n"}[language]
    old = written("".join(rows))
    assert diff(old, old).changes == ()
    found = diff(old, written("".join([*rows[:200], extra, *rows[200:400], extra, *rows[400:]])))
    assert [c.change for c in found.changes] == [Move.ADDED, Move.ADDED]
    assert found.unchanged == 600


_COUNTED = [
    ("| Year | Cases |\n| --- | --- |\n| 2021 | 15 |\n| 2022 | 18 |\n", "| 2022 | 18 |",
     "| 2022 | 81 |"),
    ("| 年度 | 件数 |\n| --- | --- |\n| 2021 | 15 |\n| 2022 | 18 |\n", "| 2022 | 18 |",
     "| 2022 | 81 |"),
]  # fmt: skip


@pytest.mark.parametrize(("table", "old", "new"), _COUNTED, ids=["en", "ja"])
def test_a_row_of_numbers_is_compared(
    table: str, old: str, new: str, written: Callable[[str], Version]
) -> None:
    (change,) = diff(written(table), written(table.replace(old, new))).changes
    assert change.change is Move.REWORDED and Effect.AMOUNT in change.effects
    assert change.old and change.new and "18" in change.old.text and "81" in change.new.text


_LISTED = [
    ("# Bodies\n\n1. Host institutions\n2. Funding agencies\n\n# Funding agencies and partners\n\n"
     "They act together.\n", "2. Funding agencies\n"),
    ("# 対象\n\n1. 受入れを行う機関\n2. 資金配分機関\n\n# 資金配分機関の責務\n\n"
     "資金配分機関は互いに協力する。\n", "2. 資金配分機関\n"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "item"), _LISTED, ids=["en", "ja"])
def test_a_numbered_item_that_a_heading_repeats_is_compared(
    text: str, item: str, written: Callable[[str], Version]
) -> None:
    (change,) = diff(written(text), written(text.replace(item, ""))).changes
    assert change.change is Move.REMOVED and change.old and change.old.number
