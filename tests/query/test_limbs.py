"""A definition is given with the list that it leads to, in both languages."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

import pytest

from pipeline.api import Opened
from pipeline.index import Filters
from pipeline.report.lines import defined_line, finding_line

ENGLISH = """# Rules of the Northern Fund

## 1 Definitions

The term “foreign sponsor” means a body that is

(A) established abroad;

(B) owned by a body that is

(i) established abroad; or

(ii) named in the list of the Fund; or

(C) paid by a government other than our own.

The term “award” means money that the Fund gives.

(A) Awards are listed in the yearbook.
"""
JAPANESE = """# 北方基金規程

## 第1条　定義

この規程において「海外支援者」とは、次の各号のいずれかに該当するものをいう。

一　外国で設立された団体

二　外国の団体に所有される団体

この規程において「助成」とは、基金が交付する資金をいう。
"""
WHOLE = {
    "foreign sponsor": (
        "The term “foreign sponsor” means a body that is\n"
        "established abroad;\n"
        "owned by a body that is\n"
        "established abroad; or\n"
        "named in the list of the Fund; or\n"
        "paid by a government other than our own."
    ),
    "海外支援者": (
        "この規程において「海外支援者」とは、次の各号のいずれかに該当するものをいう。\n"
        "外国で設立された団体\n"
        "外国の団体に所有される団体"
    ),
    "award": "The term “award” means money that the Fund gives.",
    "助成": "この規程において「助成」とは、基金が交付する資金をいう。",
}


def lines(text: str) -> str:
    return re.sub(r"\s*\n\s*", "\n", text)


@pytest.fixture(scope="module")
def opened(indexed: Callable[[Mapping[str, str]], Opened]) -> Opened:
    return indexed({"north.md": ENGLISH, "hoppo.md": JAPANESE})


@pytest.mark.parametrize("term", WHOLE)
def test_a_definition_comes_with_its_list(opened: Opened, term: str) -> None:
    (found,) = (d for d in opened.define(term) if d.definition.term == term)
    definition = found.definition
    assert opened.index.words_at(definition.document, [definition.span]) == [definition.text]
    assert lines(defined_line(found)["text"]) == WHOLE[term]
    (placed,) = (
        p for p in opened.findings(Filters(kind="definition")) if p.finding == found.definition
    )
    assert lines(finding_line(placed)["text"]) == WHOLE[term]


def test_the_body_goes_on_where_the_sentence_ends_with_it(opened: Opened) -> None:
    (english,) = opened.define("foreign sponsor")
    assert lines(english.definition.body).startswith("a body that is\nestablished abroad;")
    assert english.definition.body.endswith("other than our own.")
    (japanese,) = opened.define("海外支援者")
    assert japanese.definition.body == "次の各号のいずれかに該当するもの"
