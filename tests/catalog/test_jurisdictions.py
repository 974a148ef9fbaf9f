"""Which jurisdictions a text names, and whose a document is."""

from __future__ import annotations

import time

import pytest

from pipeline.catalog.jurisdictions import code_of, codes, named, places

NAMED = [
    ("What must the NSF do under U.S. law?", {"US": 2}),
    ("米国の大学", {"US": 1}),
    ("米エネルギー長官が認める", {"US": 1}),
    ("欧米の大学", {}),  # 米 within a word
    ("英国政府とEUの規則", {"GB": 1, "EU": 1}),
    ("研究者が独立して行う", {}),
    ("ＯＥＣＤの勧告とG7の原則", {"OECD": 1, "G7": 1}),
    ("文科省と経産省の指針", {"JP": 2}),
    ("The nearby ears of us all", {}),  # "EAR" and "US" only as they are written
    ("国立標準技術研究所は", {"US": 1}),  # one name, not the shorter ones in it
    ("ドイツ人研究者", {"DE": 1}),
]


@pytest.mark.parametrize(("text", "expected"), NAMED)
def test_named(text: str, expected: dict[str, int]) -> None:
    assert dict(named(text, short=True)) == expected


CODES = [
    ("UK", "GB"), ("gb", "GB"), ("ＵＫ", "GB"), ("Japan", "JP"), ("日本", "JP"), ("japan", "JP"), ("米国", "US"), ("欧州連合", "EU"),
    ("oecd", "OECD"), ("NSF", None), ("文部科学省", None), ("policy of Japan", None), ("日本の方針", None), ("X-HIN", None), ("", None),
]  # fmt: skip


@pytest.mark.parametrize(("name", "code"), CODES)
def test_a_whole_name_has_a_code(name: str, code: str | None) -> None:
    assert code_of(name) == code


def test_short_names_only_when_asked() -> None:
    assert not named("米エネルギー長官が認める")


AGENCY = "The Department of Energy shall notify Congress. Each Federal agency reports. "


def test_a_document_is_of_whom_it_names() -> None:
    shares, code = places(AGENCY * 3, "Research security", "en")
    assert code == "US"
    assert shares["US"] > 0.7


def test_japanese_document() -> None:
    text = "文部科学省は、研究機関に対し申告を求める。内閣府及び経済産業省も同様とする。"
    assert places(text, "研究インテグリティ", "ja")[1] == "JP"


def test_open_when_several_are_named() -> None:
    text = "Japan and Japan. The EU and the EU. Canada, Canada."
    shares, code = places(text, "A survey", "en")
    assert code is None
    assert set(shares) == {"JP", "EU", "CA"}


def test_folder_says_more() -> None:
    text = "The EU, the EU and again the European Union."
    shares, code = places(text, "A survey", "en", ("policies", "Japan", "2024"))
    assert code == "JP"
    assert shares["JP"] == 1.0
    assert shares["EU"] < 0.3


@pytest.mark.parametrize("folder", ["us", "USA", "米国", "United States"])
def test_names_of_folders(folder: str) -> None:
    assert places("", "", "en", ("home", folder))[1] == "US"


def test_little_text_says_nothing() -> None:
    assert places("Japan.", "Note", "en") == ({"JP": 0.333}, None)
    assert places("", "", None) == ({}, None)


def test_codes_are_unique() -> None:
    assert len(set(codes())) == len(codes())


def test_many_mentions_cost_what_they_are() -> None:
    clock = time.process_time()
    assert named("EU, Japan. " * 30_000) == {"EU": 30_000, "JP": 30_000}
    assert time.process_time() - clock < 5  # a comparison of all with all would take minutes
