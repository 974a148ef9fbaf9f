"""The form both engines read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.artifacts import E5_SMALL, E5File, source_file
from pipeline.embed.normalise import Normaliser

NORMALISE = Normaliser(E5File(source_file(E5_SMALL)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("研究インテグリティ", None),
        ("Research security.", None),
        ("～と〜", None),
        ("①第Ⅱ章", "1第II章"),
        ("ｶﾞｲﾄﾞ", "ガイド"),
        ("か\u3099", "が"),
        ("e\u0301", "é"),
        ("ａ　 ｂ\n\tc", "a b c"),
        ("  端  ", "端"),
        ("𠮟𠮟𠮟る", "𠮟る"),
        ("𠮟る𠮟", "𠮟る𠮟"),
        ("a</s><s><x>", "a< /s>< s><x>"),
        ("＜ｍａｓｋ＞", "< mask>"),
        ("a\x00b\x07", "ab"),
        ("a\ud800", "a"),
        ("", None),
    ],
)
def test_cases(text: str, expected: str | None) -> None:
    assert NORMALISE(text) == (text if expected is None else expected)


@given(st.text(max_size=40))
def test_the_result_is_clean(text: str) -> None:
    form = NORMALISE(text)
    form.encode()
    assert "\x00" not in form
    assert "  " not in form
    assert form == form.strip(" ")
