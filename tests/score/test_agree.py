"""When a found wording counts as the labelled one."""

from __future__ import annotations

import pytest

from pipeline.score.agree import same_body, same_owner, same_term

LONG = "a locked room with one door in which the institute keeps the records of ten years"


@pytest.mark.parametrize(
    ("found", "wanted", "agree"),
    [
        ("store", "Store", True),
        ("the ‘store’", "store", True),
        ("台帳（register）", "台帳", True),
        ("台帳", "「台帳」", True),
        ("store", "storage", False),
        ("台帳", "管理台帳", False),
        ("", "store", False),
    ],
)
def test_terms(found: str, wanted: str, agree: bool) -> None:
    assert same_term(found, wanted) is agree


@pytest.mark.parametrize(
    ("found", "wanted", "agree"),
    [
        (LONG + ".", LONG, True),
        (LONG, LONG + ";", True),
        (LONG[:-5], LONG, True),
        (LONG[:-20], LONG, False),
        ("鍵のかかる部屋をいう。", "鍵のかかる部屋", True),
        ("鍵のかかる部屋を意味する", "鍵のかかる部屋", True),
        ("部屋", "鍵のかかる部屋", False),
    ],
)
def test_bodies(found: str, wanted: str, agree: bool) -> None:
    assert same_body(found, wanted) is agree


@pytest.mark.parametrize(
    ("found", "wanted", "agree"),
    [
        (None, ("own",), True),
        (None, ("Harbour Guide",), False),
        ("the Harbour Guide of 2020", ("Harbour Guide",), True),
        ("Harbour Guide", ("own",), False),
        (None, ("own", "Harbour"), True),
    ],
)
def test_owners(found: str | None, wanted: tuple[str, ...], agree: bool) -> None:
    assert same_owner(found, wanted) is agree
