"""What a document may be called: tables of names and of what they mean."""

from __future__ import annotations

import os
import unicodedata

import pytest

from pipeline.errors import UnknownDocument
from pipeline.index.names import meant

KNOWN = {
    "policy-11111111": "in/2021/policy.pdf",
    "policy-22222222": "in/2024/policy.pdf",
    "annex-33333333": "in/2024/annex.md",
    "annex-ja-44444444": "in/2024/annex.ja.md",
    "指針-55555555": "in/日本/指針 第2版.pdf",
    "uk-66666666": "./out/UK.html",
}
COPIES = {"elsewhere/rules.pdf": "annex-33333333"}


@pytest.mark.parametrize(
    ("name", "document"),
    [
        ("policy-11111111", "policy-11111111"),
        ("policy-2", "policy-22222222"),
        ("in/2021/policy.pdf", "policy-11111111"),
        ("2021/policy.pdf", "policy-11111111"),
        ("./in/2024/../2024/policy.pdf", "policy-22222222"),
        (os.path.abspath("in/2024/policy.pdf"), "policy-22222222"),
        ("2024/policy", "policy-22222222"),
        ("annex", "annex-33333333"),  # whole, but for the last part of its id
        ("annex.md", "annex-33333333"),
        ("Annex.JA", "annex-ja-44444444"),
        ("指針 第2版.pdf", "指針-55555555"),
        ("指針 第２版", "指針-55555555"),
        (unicodedata.normalize("NFD", "日本/指針 第2版.pdf"), "指針-55555555"),
        ("uk.html", "uk-66666666"),
        ("out/UK.html", "uk-66666666"),
        ("rules.pdf", "annex-33333333"),  # the same bytes elsewhere
    ],
)
def test_a_name_means_one_document(name: str, document: str) -> None:
    assert meant(name, KNOWN, COPIES) == document


@pytest.mark.parametrize("name", ["policy.pdf", "policy", "POLICY.PDF", "policy-"])
def test_several_documents_are_named(name: str) -> None:
    with pytest.raises(UnknownDocument, match="may mean 2 documents") as told:
        meant(name, KNOWN, COPIES)
    hint = str(told.value.hint)
    assert "policy-11111111 (in/2021/policy.pdf)" in hint
    assert "policy-22222222 (in/2024/policy.pdf)" in hint


@pytest.mark.parametrize(
    ("name", "near"),
    [("polcy.pdf", "policy-11111111"), ("指針第3版.pdf", "指針-55555555"), ("2022/policy.pdf", "")],
)
def test_what_is_not_there_is_told_with_what_is_near(name: str, near: str) -> None:
    with pytest.raises(UnknownDocument, match="no document") as told:
        meant(name, KNOWN, COPIES)
    assert near in str(told.value.hint)


@pytest.mark.parametrize("name", ["", " ", "/", ".", "..", "olicy.pdf", "pdf", "-"])
def test_less_than_a_name_means_nothing(name: str) -> None:
    with pytest.raises(UnknownDocument):
        meant(name, KNOWN, COPIES)
