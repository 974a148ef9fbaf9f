"""Near-duplicates fold; what differs in a rule never does. Own sentences, both languages."""

from __future__ import annotations

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.query.duplicates import near

ENGLISH = (
    "Where a partner is based abroad, the institution shall report all gifts of more than 500 euros"
    " to the funding agency within thirty days of 1 April 2024, as set out in the annex."
)
SECOND = (
    "Researchers must disclose their outside positions to the university every year, and the"
    " university should keep a record of what has been disclosed for at least five years."
)
DENIED = (
    "A university may not give guests access to the store rooms of its laboratories unless the"
    " senior officer of the department has agreed to it in writing before the visit begins."
)
JAPANESE = (
    "大学及び研究機関は、外国の機関から五百万円以上の寄附を受けた場合には、令和六年四月一日から"
    "三十日以内に資金配分機関に対して書面により報告しなければならない。"
)
ZWEITE = (
    "研究者は、兼業先における役職及び報酬の状況を毎年度所属機関に申告し、所属機関は、申告された"
    "情報を少なくとも５年間適切に保存することが望ましい。"
)
VERBOTEN = (
    "受入責任者は、部局長が事前に書面で認めた場合を除き、訪問者を実験室の保管庫に立ち入らせては"
    "ならず、入退室の記録を三年間保管するものとする。"
)

# (text, what is replaced, by what)
FOLD = [
    (ENGLISH, "all gifts", "ALL  GIFTS"),
    (ENGLISH, "the annex", "annex"),
    (ENGLISH, "annex.", "annex;"),
    (ENGLISH, "set out in", "also set out in"),
    (ENGLISH, "the annex", "the attached annex"),
    (SECOND, "outside positions", "outside position"),
    (DENIED, "rooms of its", "rooms of the"),
    (DENIED, "laboratories", "laboratories’"),
    (JAPANESE, "、令和", "令和"),
    (JAPANESE, "外国の機関", "外国機関"),
    (JAPANESE, "書面により", "書面により、"),
    (ZWEITE, "５年間", "5年間"),
    (ZWEITE, "情報を少なくとも", "情報を、少なくとも"),
    (VERBOTEN, "入退室の記録", "入退室記録"),
    (VERBOTEN, "事前に書面で", "事前に、書面で"),
]
APART = [
    # modality
    (ENGLISH, "shall report", "should report"),
    (ENGLISH, "shall report", "may report"),
    (ENGLISH, "shall report", "reports"),
    (SECOND, "Researchers must", "Researchers should"),
    (SECOND, "university should keep", "university must keep"),
    (SECOND, "should keep", "is encouraged to keep"),
    (DENIED, "may not give", "must not give"),
    (JAPANESE, "報告しなければならない", "報告することが望ましい"),
    (JAPANESE, "報告しなければならない", "報告するものとする"),
    (JAPANESE, "報告しなければならない", "報告することができる"),
    (ZWEITE, "ことが望ましい", "ものとする"),
    (VERBOTEN, "保管するものとする", "保管するよう努める"),
    # number
    (ENGLISH, "500", "5,000"),
    (ENGLISH, "thirty days", "sixty days"),
    (ENGLISH, "more than", "less than"),
    (SECOND, "at least five", "at most five"),
    (SECOND, "five years", "three years"),
    (SECOND, "five years", "five months"),
    (JAPANESE, "五百万円", "五千万円"),
    (JAPANESE, "三十日以内", "二十日以内"),
    (JAPANESE, "円以上", "円未満"),
    (ZWEITE, "５年間", "３年間"),
    (ZWEITE, "少なくとも５年間", "５年間"),
    (VERBOTEN, "三年間", "三月間"),
    # negation
    (ENGLISH, "shall report", "shall not report"),
    (SECOND, "must disclose", "need not disclose"),
    (SECOND, "what has been disclosed", "what has never been disclosed"),
    (DENIED, "may not give", "may give"),
    (DENIED, "unless the", "where the"),
    (JAPANESE, "報告しなければならない", "報告してはならない"),
    (JAPANESE, "受けた場合", "受けない場合"),
    (ZWEITE, "申告し、", "申告せず、"),
    (VERBOTEN, "立ち入らせてはならず", "立ち入らせなければならず"),
    (VERBOTEN, "場合を除き", "場合に限り"),
    # dates
    (ENGLISH, "1 April 2024", "1 May 2024"),
    (ENGLISH, "1 April 2024", "2 April 2024"),
    (ENGLISH, "2024", "2025"),
    (JAPANESE, "令和六年", "令和七年"),
    (JAPANESE, "四月一日", "五月一日"),
    (JAPANESE, "令和六年", "平成六年"),
    (SECOND, "every year", "every month"),
    (ZWEITE, "毎年度", "年度"),
    (DENIED, "before the visit", "after the visit"),
    # bearer, and to whom
    (ENGLISH, "the institution shall", "the researcher shall"),
    (ENGLISH, "institution shall", "host institution shall"),
    (ENGLISH, "to the funding agency", "to the ministry"),
    (SECOND, "Researchers must", "Students must"),
    (SECOND, "and the university should", "and the department should"),
    (SECOND, "Researchers must", "Visiting researchers must"),
    (DENIED, "senior officer", "junior officer"),
    (JAPANESE, "大学及び研究機関は", "研究機関は"),
    (JAPANESE, "大学及び研究機関は", "研究者は"),
    (JAPANESE, "資金配分機関に対して", "所管官庁に対して"),
    (ZWEITE, "研究者は、", "研究代表者は、"),
    (ZWEITE, "所属機関は、申告", "配分機関は、申告"),
    (VERBOTEN, "受入責任者は", "安全管理者は"),
    (VERBOTEN, "部局長が", "研究科長が"),
    # words that take the place of another, and names
    (ENGLISH, "report all gifts", "refuse all gifts"),
    (ENGLISH, "partner is based", "partner in Norland is based"),
    (SECOND, "keep a record", "destroy a record"),
    (DENIED, "in writing", "orally"),
    (DENIED, "has agreed", "has wrongly agreed"),
    (JAPANESE, "外国の機関", "国内の機関"),
    (ZWEITE, "適切に保存", "不適切に保存"),
    (ZWEITE, "適切に保存", "適切に廃棄"),
    (VERBOTEN, "訪問者を実験室", "訪問者をデータ室"),
]


@pytest.mark.parametrize(("text", "old", "new"), FOLD)
def test_the_same_in_nearly_the_same_words_folds(text: str, old: str, new: str) -> None:
    assert old in text
    assert near([text, text.replace(old, new)]) == [(0, 1)]
    assert near([text.replace(old, new), text]) == [(0, 1)]


@pytest.mark.parametrize(("text", "old", "new"), APART)
def test_what_differs_in_a_rule_never_folds(text: str, old: str, new: str) -> None:
    assert old in text
    assert near([text, text.replace(old, new)]) == [(0,), (1,)]
    assert near([text.replace(old, new), text]) == [(0,), (1,)]


def test_groups_keep_the_order_and_every_position() -> None:
    texts = [SECOND, ENGLISH, SECOND.upper(), JAPANESE, ENGLISH.replace("the annex", "annex"), ""]
    assert near(texts) == [(0, 2), (1, 4), (3,), (5,)]
    assert near([]) == [] and near(["", ""]) == [(0, 1)]
    assert near(["a", "b", "a", "１", "1"]) == [(0, 2), (1,), (3, 4)]


@given(st.lists(st.text(max_size=40), max_size=12))
def test_every_position_is_in_one_group(texts: list[str]) -> None:
    groups = near(texts)
    assert sorted(at for group in groups for at in group) == list(range(len(texts)))
    assert [g[0] for g in groups] == sorted(g[0] for g in groups)
    assert all(list(g) == sorted(g) for g in groups)
    for i, text in enumerate(texts):
        for j in range(i):
            if texts[j] == text:
                assert any(i in g and j in g for g in groups)


def _passages(count: int) -> list[str]:
    draw = random.Random(7)
    words = ["".join(draw.choices("abcdefghijklmnop", k=draw.randint(3, 9))) for _ in range(900)]
    made = [" ".join(draw.choices(words, k=28)) + "." for _ in range(count)]
    return [t if i % 4 else "the " + made[i - 1] for i, t in enumerate(made, start=1)][:count]


def test_two_hundred_cost_little_and_the_cost_grows_with_the_texts() -> None:
    """5 to 6 ms of processor time were seen for 200 real passages of either language."""

    def cost(count: int) -> float:
        texts = _passages(count)
        return min(_timed(texts) for _ in range(5))

    small, large = cost(200), cost(1600)
    assert small < 0.03
    assert large < 16 * small + 0.03


def _timed(texts: list[str]) -> float:
    start = time.process_time()
    near(texts)
    return time.process_time() - start
