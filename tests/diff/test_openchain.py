"""Successive versions of a real standard against what readers found, in both languages.

`openchain.en.yaml` and `openchain.ja.yaml` list every sentence with a modal that changed, and
what did not change. Each is found in exactly one record, and no other such sentence is named.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from pipeline.diff import Change, Differences, Kind, Move, Side, Version, diff
from pipeline.numbering import canonical

_HERE = Path(__file__).parent
_TRUTH: dict[str, dict[str, list[list[str | None]]]] = {
    language: yaml.safe_load((_HERE / f"openchain.{language}.yaml").read_text(encoding="utf-8"))
    for language in ("en", "ja")
}
_PAIRS = [(language, *pair.split()) for language in _TRUTH for pair in _TRUTH[language]]
_MODAL = {
    "en": re.compile(r"\b(?:must|shall|should|needs? to)\b"),
    "ja": re.compile(
        r"なければな|なくては|(?<!の)こと(?:（[^）]*）+)?。?$|必要(?:が|は|です|とな)|べき(?!証跡)|望まし|不可欠|方がよい"
    ),
}
_WORDY = {Move.ADDED, Move.REMOVED, Move.REWORDED}


@pytest.fixture(params=_PAIRS, ids=lambda p: "-".join(p))
def compared(
    request: pytest.FixtureRequest, openchain: dict[tuple[str, str], Version]
) -> tuple[str, Differences, list[list[str | None]]]:
    language, old, new = request.param
    found = diff(openchain[old, language], openchain[new, language])
    return language, found, _TRUTH[language][f"{old} {new}"]


def _points(number: str | None, words: str | None, side: Side | None) -> bool:
    """Tell whether a side is what a pointer names; a pointer to nothing fits all."""
    if words is None:
        return True
    if side is None or words not in side.text.replace("\n", " "):
        return False
    return number is None or number in (side.place, canonical(side.number or ""))


def _records(changes: Iterator[Change], entry: list[str | None]) -> list[Change]:
    what, old_number, old, new_number, new = entry
    return [
        c
        for c in changes
        if c.change in _WORDY
        and (what == "any" or c.change.value == what)
        and (
            _points(old_number, old, c.old) and _points(new_number, new, c.new)
            if what != "any"
            else (old and _points(old_number, old, c.old))
            or (new and _points(new_number, new, c.new))
        )
    ]


def test_every_changed_duty_is_found_once(compared: Any) -> None:
    _, found, truth = compared
    wrong = {}
    for entry in truth:
        if entry[0] == "same":
            continue
        records = _records(iter(found.changes), entry)
        # Where readers may see one sentence gone and another come, there may be two records.
        most = 2 if entry[0] == "any" and entry[2] and entry[4] else 1
        if not 1 <= len(records) <= most:
            wrong[str(entry)] = [c.id for c in records]
    assert not wrong


def test_nothing_is_invented(compared: Any) -> None:
    language, found, truth = compared
    modal = _MODAL[language]
    known = {c.id for e in truth if e[0] != "same" for c in _records(iter(found.changes), e)}
    invented = []
    for change in found.changes:
        if change.change not in _WORDY or (language == "ja" and change.kind is Kind.DEFINITION):
            continue
        sides = [s for s in (change.old, change.new) if s is not None]
        if any(modal.search(s.text) for s in sides) and change.id not in known:
            invented.append((change.id, change.change.value, [s.text for s in sides]))
    assert not invented


def test_what_stayed_is_not_named(compared: Any) -> None:
    _, found, truth = compared
    for entry in truth:
        if entry[0] != "same":
            continue
        _, old_number, old, new_number, new = entry
        for change in found.changes:
            if change.change in _WORDY:
                assert not (change.old and _points(old_number, old, change.old)
                            and change.new and _points(new_number, new, change.new)), entry  # fmt: skip
                for side, number, words in (
                    (change.old, old_number, old),
                    (change.new, new_number, new),
                ):
                    alone = (change.old is None) != (change.new is None)
                    assert not (alone and side and _points(number, words, side)), entry


def test_a_version_has_no_changes_to_itself(openchain: dict[tuple[str, str], Version]) -> None:
    for version in openchain.values():
        assert diff(version, version).changes == ()


def test_words_give_both_texts_back(compared: Any) -> None:
    _, found, _ = compared
    assert found.changes
    for change in found.changes:
        assert "".join(r.old for r in change.words) == (change.old.text if change.old else "")
        assert "".join(r.new for r in change.words) == (change.new.text if change.new else "")
        for side in (change.old, change.new):
            assert side is None or (side.page and side.segments)


def test_every_passage_is_named_once(compared: Any) -> None:
    _, found, _ = compared
    for name in ("old", "new"):
        held = [s for c in found.changes if getattr(c, name) for s in getattr(c, name).segments]
        assert len(held) == len(set(held))


def test_backwards_is_the_mirror(openchain: dict[tuple[str, str], Version]) -> None:
    """What was added one way was removed the other."""
    for language in ("en", "ja"):
        there = diff(openchain["1.1", language], openchain["1.2", language]).changes
        back = diff(openchain["1.2", language], openchain["1.1", language]).changes
        added = {c.new.text for c in there if c.change is Move.ADDED and c.new}
        removed = {c.old.text for c in back if c.change is Move.REMOVED and c.old}
        assert added == removed
