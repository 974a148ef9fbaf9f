"""Words as the question writes them: "US" names a place, "us" does not."""

from __future__ import annotations

import pytest

from pipeline.query.covering import _as_written, _places


@pytest.mark.parametrize(
    ("question", "word", "written"),
    [
        ("Does the US ask this of us?", "us", "US"),
        ("Do status reports of the US count?", "us", "US"),  # a part of a word is passed over
        ("Do status reports count?", "us", "us"),
        ("is US_law meant?", "us", "us"),
        ("United States law", "united states", "United States"),
        ("米国の法律", "米国", "米国"),  # the words run on: as it was given
        ("EU 規則の義務", "eu", "EU"),
        ("", "us", "us"),
    ],
)
def test_a_word_is_taken_as_it_is_written(question: str, word: str, written: str) -> None:
    assert _as_written(question, word) == written


@pytest.mark.parametrize(
    ("question", "word", "places"),
    [
        ("What does the US ask?", "us", {"US"}),
        ("What do they ask of us?", "us", set()),
        ("日本の規則", "日本", {"JP"}),
        ("規則の定義", "規則", set()),
    ],
)
def test_a_place_is_named_by_the_word_as_written(
    question: str, word: str, places: set[str]
) -> None:
    assert _places(question, word) == places
