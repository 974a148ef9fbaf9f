"""Which concepts a text speaks of: senses apart, words whole, places exact."""

from __future__ import annotations

import unicodedata
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.concepts import load_scheme, match
from pipeline.concepts.words import stem, words

SCHEME = load_scheme()
SEED = Path("../shared/data/seed/mext-international-strategy-interim-2024.txt")

# (text, [(concept, the words read as it)]); None: the text speaks of no concept.
CASES: list[tuple[str, list[tuple[str, str]] | None]] = [
    # The senses of integrity, of which English has one word.
    (
        "研究インテグリティの確保",
        [
            ("research-integrity", "研究インテグリティ"),
            ("research-integrity-against-new-risks", "研究インテグリティ"),
        ],
    ),
    (
        "研究公正の推進に取り組む",
        [("research-integrity-as-conduct", "研究公正の推進")],
    ),
    ("Research integrity matters.", [("research-integrity", "Research integrity")]),
    (
        "training in the responsible conduct of research",
        [("research-ethics-education", "training in the responsible conduct of research")],
    ),
    ("research misconduct", [("research-misconduct", "research misconduct")]),
    # Security: the order of the words is the sense.
    ("研究セキュリティとは", [("research-security", "研究セキュリティ")]),
    ("セキュリティの研究を行う", None),
    ("a centre for security research", None),
    # A longer label takes the words.
    (
        "research security training modules",
        [("training", "research security training modules")],
    ),
    ("国の経済安全保障上の観点", [("economic-security", "経済安全保障")]),
    ("安全保障輸出管理", [("export-control", "安全保障輸出管理")]),
    # Negative labels.
    ("the Office of Research Integrity", None),
    ("access through a trusted research environment", None),
    ("人権デュー・ディリジェンスの実施", None),
    (
        "due diligence, not human rights due diligence",
        [("due-diligence", "due diligence")],
    ),
    ("個人情報の共有", [("third-party-provision", "個人情報の共有")]),
    ("関係者間で情報を共有する", [("information-sharing", "情報を共有")]),
    # Forms of the same word.
    (
        "Conflicts of interest and CONFLICT-OF-COMMITMENT rules",
        [
            ("conflict-of-interest", "Conflicts of interest"),
            ("conflict-of-commitment", "CONFLICT-OF-COMMITMENT"),
        ],
    ),
    (
        "a malign foreign talent recruitment programme",
        [("foreign-talent-programme", "malign foreign talent recruitment programme")],
    ),
    ("named research organisations", [("listed-organisations", "named research organisations")]),
    ("entities of concern", [("listed-organisations", "entities of concern")]),
    ("the agency’s risk assessments", [("risk-assessment", "risk assessments")]),
    ("dual‐use items", [("dual-use", "dual‐use items")]),
    ("リスクを評価し、軽減する", [("risk-assessment", "リスクを評価")]),
    ("デューデリジェンス", [("due-diligence", "デューデリジェンス")]),
    ("外国人研究者の受け入れ", [("personnel-screening", "外国人研究者の受け入れ")]),
    ("研究データのねつ造", [("fabrication-falsification-plagiarism", "データのねつ造")]),
    # Width, radicals, Latin inside Japanese.
    ("ｻｲﾊﾞｰ攻撃への備え", [("cyber-security", "ｻｲﾊﾞｰ攻撃")]),
    ("⽤途の両義性", [("dual-use", "⽤途の両義性")]),
    (
        "利益相反（ＣＯＩ）の管理",
        [("conflict-of-interest", "利益相反"), ("conflict-of-interest", "ＣＯＩ")],
    ),
    # Words are whole, and no label reaches across the end of a phrase.
    ("検査証明書を提出する", None),
    ("coincidence of interests", None),
    ("We fund research. Security is another matter.", None),
    ("研究。公正な取引", None),
    # Broken lines.
    ("conflict of\n  interest", [("conflict-of-interest", "conflict of\n  interest")]),
    ("経済\n安全保障", [("economic-security", "経済\n安全保障")]),
    # Nothing of ours.
    ("The weather was fine.", None),
    ("本日は晴天なり。", None),
    ("", None),
    ("　", None),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_match(text: str, expected: list[tuple[str, str]] | None) -> None:
    found = [(m.concept.id, text[slice(*m.span)]) for m in match(SCHEME, text)]
    assert sorted(found) == sorted(expected or [])


@pytest.mark.parametrize(
    ("text", "label", "language"),
    [
        ("潜在的なCOIの開示", "COI", "en"),
        ("潜在的な利益相反の管理", "利益相反管理", "ja"),
        ("Conflicts of Interest", "conflict of interest", "en"),
    ],
)
def test_a_match_says_which_label_stands_there(text: str, label: str, language: str) -> None:
    first = match(SCHEME, text)[0]
    assert (first.label, first.language) == (label, language)


@given(st.lists(st.sampled_from([t for t, _ in CASES] + list("aﾞ㈱ﬁéé研\u3099 、．\U00020000"))))
def test_spans_are_ordered_and_lie_in_the_text(pieces: list[str]) -> None:
    text = "".join(pieces)
    spans = [m.span for m in match(SCHEME, text)]
    assert spans == sorted(spans)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    apart = sorted(set(spans))
    assert all(a[1] <= b[0] for a, b in pairwise(apart))


@given(st.text(max_size=60))
def test_words_stand_where_they_say(text: str) -> None:
    at = 0
    for _, start, end in words(text):
        # One character may fold to several words (㈱), so places may repeat but never go back.
        assert at <= start < end <= len(text)
        at = start


@pytest.mark.parametrize(
    "text", ["研究ｾｷｭﾘﾃｨの確保", "ＲＥＳＥＡＲＣＨ　ＳＥＣＵＲＩＴＹ", "㈱研究セキュリティ"]
)
def test_width_changes_no_words_but_keeps_the_places(text: str) -> None:
    folded = unicodedata.normalize("NFKC", text)
    assert [w[0] for w in words(text)] == [w[0] for w in words(folded)]
    found = match(SCHEME, text)
    assert found
    assert unicodedata.normalize("NFKC", text[slice(*found[0].span)]).lower() in (
        "研究セキュリティ",
        "研究セキュリティの確保",
        "research security",
    )


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("policies", "policy"),
        ("processes", "process"),
        ("conflicts", "conflict"),
        ("organisations", "organization"),
        ("internationalised", "internationalized"),
        ("programmes", "program"),
        ("diligence", "diligence"),
        ("analysis", "analysis"),
        ("status", "status"),
        ("access", "access"),
        ("coi", "coi"),
        ("its", "its"),
        ("rise", "rise"),
    ],
)
def test_stem(word: str, expected: str) -> None:
    assert stem(word) == expected


def test_a_long_japanese_text_is_read_in_parts() -> None:
    text = "あ" * 25_000 + "、研究セキュリティ"
    assert [text[slice(*m.span)] for m in match(SCHEME, text)] == ["研究セキュリティ"]


@pytest.mark.skipif(not SEED.exists(), reason="development data (../shared/data) is absent")
def test_the_interim_report_speaks_of_what_it_is_about() -> None:
    found = {m.concept.id for m in match(SCHEME, SEED.read_text(encoding="utf-8"))}
    assert found >= {
        "research-integrity-against-new-risks",
        "research-security",
        "conflict-of-interest",
        "conflict-of-commitment",
        "technology-leakage",
        "academic-freedom",
        "international-cooperation",
    }
    assert "research-integrity-as-conduct" not in found
