"""Printed numbers: taken off the front, never out of running text."""

from __future__ import annotations

import pytest

from pipeline.numbering import canonical, split_number


@pytest.mark.parametrize(
    ("text", "printed", "rest"),
    [
        ("１．方向性", "１．", "方向性"),
        ("（２）今後の連携", "（２）", "今後の連携"),
        ("①新たに取得する者", "①", "新たに取得する者"),
        ("〇改めて、科学の", "〇", "改めて、科学の"),
        ("・生成 AI をはじめ", "・", "生成 AI をはじめ"),
        ("－不完全な通信", "－", "不完全な通信"),
        ("－国際化への対応－", None, None),
        ("-来訪者の記録", "-", "来訪者の記録"),
        ("–来訪者の記録", "–", "来訪者の記録"),
        ("-来訪者のために-", None, None),
        ("-5度", None, None),
        ("――すなわち研究者", None, None),
        ("－２度", None, None),
        ("〇年６月から", None, None),
        ("○○大学長", None, None),
        ("○年度の計画", "○", "年度の計画"),
        ("◎ 重点事項", "◎", "重点事項"),
        ("第三条　この法律", "第三条", "この法律"),
        ("第３条の規定により", None, None),
        ("第十六条中「前項」を「第二項」に改める。", None, None),
        ("第三条及び第四条に定める", None, None),
        ("ア　研究者", "ア", "研究者"),
        ("⒂ 研究者等", "⒂", "研究者等"),
        ("令和６年８月30日", None, None),
        ("Article 5 Scope", "Article 5", "Scope"),
        ("Article 5 of the Treaty", None, None),
        ("3.2.1 Reporting", "3.2.1", "Reporting"),
        ("(a) keep a register", "(a)", "keep a register"),
        ("(iv) report", "(iv)", "report"),
        ("Annex II", "Annex II", ""),
        ("SUBCHAPTER II— RULES FOR ALL", "SUBCHAPTER II—", "RULES FOR ALL"),
        ("Subchapter C of the code", None, None),
        ("Part D— Security", "Part D—", "Security"),
        ("Subpart A—General", "Subpart A—", "General"),
        ("§ 689.1   Definitions.", "§ 689.1", "Definitions."),
        ("2024 was a year", None, None),
        ("3 years later", None, None),
        ("- an item", "-", "an item"),
        ("o Fairness", "o", "Fairness"),
        ("⑶の手続に基づく提供", None, None),
        ("①については、別に定める。", None, None),
        ("（問３）で示したような棚", None, None),
        ("問５の答えを見てください。", None, None),
        ("３．２でいう棚", None, None),
        ("（問３）できない場合はどうするか。", "（問３）", "できない場合はどうするか。"),
        ("（問３）棚はどこに置くのか。", "（問３）", "棚はどこに置くのか。"),
        ("【Q1】 棚は誰が使うのか。", "【Q1】", "棚は誰が使うのか。"),
        ("Q3 棚はどこにあるか。", "Q3", "棚はどこにあるか。"),
        ("Q3 Who may use a shelf?", "Q3", "Who may use a shelf?"),
        ("A4 用紙に印刷する。", None, None),
        ("Q3 2024 was a good quarter", None, None),
        ("Question 4: Who may?", "Question 4:", "Who may?"),
        ("Question 4 asks who may.", None, None),
        ("（１）及び（２）の者", None, None),
        ("①のり付けの方法", "①", "のり付けの方法"),
        ("（１）はじめに", "（１）", "はじめに"),
        ("（２）にぎやかな場所", "（２）", "にぎやかな場所"),
        ("(1) and (2) below", None, None),
        ("(b) to (d) apply", None, None),
        ("(a) to the board", "(a)", "to the board"),
        ("\uf0f0 1.1.1 A policy", "1.1.1", "A policy"),
    ],
)
def test_number_is_taken_off(text: str, printed: str | None, rest: str | None) -> None:
    found = split_number(text)
    assert (found.printed if found else None) == printed
    if found:
        assert found.rest == rest
        assert text[found.offset :] == found.rest


@pytest.mark.parametrize(
    ("text", "printed"),
    [("1 Scope", "1"), ("２　最高責任者は", "２"), ("12 years", "12"), ("1.5 million", "1.5")],
)
def test_bare_numbers_only_on_request(text: str, printed: str) -> None:
    found = split_number(text, bare=True)
    assert found is not None
    assert found.printed == printed


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("（１）", "1"),
        ("⑴", "1"),
        ("①", "1"),
        ("第十二条", "12"),
        ("第二百三条", "203"),
        ("３．２", "3.2"),
        ("Article 5", "5"),
        ("SUBCHAPTER II—", "II"),
        ("Part D—", "D"),
        ("(a)", "a"),
        ("〇", ""),
        ("・", ""),
    ],
)
def test_one_spelling_for_comparison(printed: str, value: str) -> None:
    assert canonical(printed) == value


@pytest.mark.parametrize("bullet", ["〇", "・", "•"])
def test_a_row_of_bullets_is_read_without_end(bullet: str) -> None:
    found = split_number(bullet * 5000 + "目的")
    assert found is not None and found.printed == bullet
    decorated = split_number(f"{bullet} 1. 目的")
    assert decorated is not None and decorated.printed == "1."


@pytest.mark.parametrize("digit", ["一", "1", "１"])
def test_thousands_of_digits_are_no_number(digit: str) -> None:
    assert split_number(f"第{digit * 5000}条　目的") is None
    assert split_number(f"{digit * 5000}. Purpose") is None
    assert split_number(f"第{digit * 5}条　目的") is not None


def test_a_kanji_numeral_of_any_length_has_a_value() -> None:
    assert canonical(f"第{'一' * 5000}条") == "1" * 5000
    assert canonical("第〇〇条") == "0"
