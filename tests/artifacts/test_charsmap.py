"""The packed map, read back by the library that will use it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers.normalizers import Precompiled

from pipeline.artifacts.charsmap import precompile

CHARACTERS = st.characters(min_codepoint=1, codec="utf-8")
MAPS = st.dictionaries(CHARACTERS.map(ord), st.text(CHARACTERS, max_size=4), max_size=60)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("①", "1"),
        ("㈱", "(株)"),
        ("ａ", "a"),
        ("\x07", ""),
        ("日本語", None),
        ("plain", None),
        ("①と㈱と①", "1と(株)と1"),
    ],
)
def test_a_small_map(text: str, expected: str | None) -> None:
    normalise = Precompiled(precompile({0x2460: "1", 0x3231: "(株)", 0xFF41: "a", 7: ""}))
    assert normalise.normalize_str(text) == (text if expected is None else expected)


@given(MAPS, st.lists(CHARACTERS, max_size=20))
def test_every_key_is_found_and_nothing_else(
    replacements: dict[int, str], others: list[str]
) -> None:
    normalise = Precompiled(precompile(replacements))
    for character in [*map(chr, replacements), *others]:
        assert normalise.normalize_str(character) == replacements.get(ord(character), character)


def test_the_same_map_gives_the_same_bytes() -> None:
    assert precompile({1: "a", 300: "b"}) == precompile({300: "b", 1: "a"})
