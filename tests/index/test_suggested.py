"""What is suggested for a name that no document has."""

from __future__ import annotations

import pytest

from pipeline.index.suggested import suggested

TITLES = {
    "alder-guidance-2021": "Guidance on partners abroad",
    "hill-council-rules": "Hill Council rules on visiting researchers",
    "2023-vale-communique": "Vale communiqué",
    "eo-14110": "An order",
    "oka-rules": "丘評議会 訪問研究者規則",
}


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("vale-comunique", "2023-vale-communique"),
        ("eo14110", "eo-14110"),
        ("council rules", "hill-council-rules"),
        ("visiting researcher", "hill-council-rules"),
        ("alder-guidence", "alder-guidance-2021"),
        ("訪問研究者規則", "oka-rules"),
        ("丘評議会", "oka-rules"),
    ],
)
def test_likely(name: str, meant: str) -> None:
    assert suggested(name, TITLES)[0] == meant


@pytest.mark.parametrize(
    "name", ["Atlantis-land", "Erewhon", "guidance-atlantis", "海底王国", "", "-"]
)
def test_nothing_like_it(name: str) -> None:
    assert suggested(name, TITLES) == []
