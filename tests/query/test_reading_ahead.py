"""Passages read while a question is embedded: each is read once, and the hits are the same."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from pipeline.api import open_index
from pipeline.index import Index
from pipeline.query import candidates

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
        found = concord.search(question)
        once = {name: [list(c) for c in calls] for name, calls in read.items()}
        monkeypatch.setattr(candidates, "_read_ahead", lambda *_: None)
        assert concord.search(question) == found
    for calls in once.values():
        ahead, rest = calls
        assert ahead
        assert not set(ahead) & set(rest)
