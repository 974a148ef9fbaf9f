"""Passages read while a question is embedded: each is read once."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from pipeline.api import open_index
from pipeline.index import Index

QUESTIONS = ["who must report funding from abroad", "海外からの資金は誰が報告するのか"]


@pytest.mark.parametrize("question", QUESTIONS)
def test_nothing_is_read_twice(
    sample_index: Path, monkeypatch: pytest.MonkeyPatch, question: str
) -> None:
    read: dict[str, list[list[int]]] = {"glances": [], "token_rows": []}
    for name, calls in read.items():
        usual = getattr(Index, name)

        def noted(
            index: Index, keys: Sequence[int], calls: object = calls, usual: object = usual
        ) -> object:
            assert isinstance(calls, list) and callable(usual)
            calls.append(list(keys))
            return usual(index, keys)

        monkeypatch.setattr(Index, name, noted)
    with open_index(sample_index) as concord:
        assert concord.search(question)
    for calls in read.values():
        keys = [key for call in calls for key in call]
        assert len(calls) > 1
        assert len(keys) == len(set(keys))
