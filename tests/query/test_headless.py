"""Definitions whose term a converter has dropped are given for it, whatever language asks."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from pipeline.api import Opened
from pipeline.query.headless import RULE
from pipeline.report.lines import defined_line

TEXT = """# Part 12 Conduct of research at the Northmoor Foundation

## Definitions

In this part:

(a)  means plagiarism, fabrication of data, or the hiding of results by an applicant.

(b)  means a grant that the Foundation pays in cash.

(c)  means a report in which plagiarism is described.

## Duties

This rule means plagiarism is never excused.
"""
JAPANESE = """# 北野財団における研究の手引

## 用語

研究不正とは、データの捏造及び結果の隠蔽をいう。
"""


@pytest.fixture(scope="module")
def opened(indexed: Callable[[Mapping[str, str]], Opened]) -> Opened:
    return indexed({"north.md": TEXT, "kitano.md": JAPANESE})


@pytest.mark.parametrize("asked", ["research misconduct", "研究不正"])
def test_a_definition_that_lost_its_term_is_found(opened: Opened, asked: str) -> None:
    found = {d.entry.source.language: d for d in opened.define(asked)}
    assert len(opened.define(asked)) == 2
    lost = found["en"].definition
    assert (lost.term, lost.rule, lost.source) == ("", RULE, None)
    assert lost.body.startswith("plagiarism, fabrication of data")
    assert found["ja"].definition.term == "研究不正"
    # No term is made up, and the passage can be shown by the id that is given.
    line = defined_line(found["en"])
    assert line["term"] == ""
    assert opened.index.segment(lost.id).text == lost.text


@pytest.mark.parametrize("asked", ["grant", "export control", "安全保障輸出管理", "cookery"])
def test_no_other_term_takes_it(opened: Opened, asked: str) -> None:
    assert opened.define(asked) == []
