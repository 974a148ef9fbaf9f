"""Printed dates read as ISO dates."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.parse.dates import dates_in, iso_date


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("令和６年８月 30 日", ["2024-08-30"]),
        ("令和６年８⽉ 30 ⽇", ["2024-08-30"]),
        ("令和元年五月一日", ["2019-05-01"]),
        ("平成二十八年十一月", ["2016-11"]),
        ("昭和63年4月1日施行", ["1988-04-01"]),
        ("R3.4.27 改正", ["2021-04-27"]),
        ("Ｒ３．４．２７", []),
        ("H30/12/1", ["2018-12-01"]),
        ("2024年8月", ["2024-08"]),
        ("２０２４年８月３０日", ["2024-08-30"]),
        ("二〇二四年八月三〇日", ["2024-08-30"]),
        ("2024（令和6）年8月", ["2024-08"]),
        ("2024-08-30", ["2024-08-30"]),
        ("2024/8/3", ["2024-08-03"]),
        ("30 August 2024", ["2024-08-30"]),
        ("30th of August, 2024", ["2024-08-30"]),
        ("August 30, 2024", ["2024-08-30"]),
        ("Sept. 3, 2021", ["2021-09-03"]),
        ("May 2023", ["2023-05"]),
        ("平成28年11月（令和７年４月一部改正）", ["2016-11", "2025-04"]),
        ("2024年度", ["2024"]),
        ("令和６年２月31日", []),
        ("3/4/2024", []),
        ("version 2.0.1", []),
        ("Room 2024", []),
        ("第2024号", []),
    ],
)
def test_dates(text: str, expected: list[str]) -> None:
    assert [d.iso for d in dates_in(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"), [("2024", "2024"), ("2024-4-1", "2024-04-01"), ("soon", None)]
)
def test_metadata(text: str, expected: str | None) -> None:
    assert iso_date(text) == expected


@given(st.text(alphabet="0123456789年月日令和平成元-/. 一二十RHMay,", max_size=40))
def test_spans_hold(text: str) -> None:
    end = 0
    for date in dates_in(text):
        assert end <= date.span[0] < date.span[1] <= len(text)
        end = date.span[1]
