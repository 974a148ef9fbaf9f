"""What defines the very thing asked for comes before what defines a part of it, or more."""

from __future__ import annotations

import pytest

from pipeline.index import Filters
from pipeline.query.asking import read_question
from pipeline.query.candidates import DEPTH
from pipeline.query.features import names
from pipeline.query.search import judged
from pipeline.records import Definition
from tests.query.conftest import Indexed

ENGLISH = """# Hill Council rules on the safety of laboratories

## Terms

"Laboratory" means a room in which experiments are made.

"Laboratory safety" means keeping people and things in laboratories from harm.

"Laboratory safety officer" means the person who is named by the director.

Laboratory safety is a task of everybody.
"""
JAPANESE = """# 丘評議会 実験室の安全に関する規則

## 用語

「実験室」とは、実験を行う部屋をいう。

「実験室安全」とは、実験室において人及び物を害から守ることをいう。

「実験室安全責任者」とは、所長が指名する者をいう。

実験室安全は、全員の務めである。
"""


@pytest.mark.parametrize(
    "question",
    ["definition of laboratory safety", "laboratory safety", "実験室安全の定義", "実験室安全とは"],
)
def test_the_whole_term_counts_most_in_both_languages(indexed: Indexed, question: str) -> None:
    concord = indexed({"en.md": ENGLISH, "ja.md": JAPANESE})
    asked = read_question(question)
    _, seen, matrix = judged(concord.index, concord.encoders, asked, Filters(), DEPTH)
    columns = names([e.name for e in concord.encoders])
    for language in ("en", "ja"):
        side = "own" if language == asked.language else "other"
        values = dict(zip(seen, matrix[:, columns.index(f"whole term.{side}")], strict=True))
        best = max(values, key=lambda key: values[key])
        assert "laboratory safety”" in seen[best].text.lower().replace('"', "”") or (
            "「実験室安全」" in seen[best].text
        )
        assert values[best] > 0.9
        assert sum(value > 0.9 for key, value in values.items()) == 1


@pytest.mark.parametrize("question", ["definition of laboratory safety", "実験室安全の定義"])
def test_the_definition_asked_for_is_the_first_hit(indexed: Indexed, question: str) -> None:
    concord = indexed({"en.md": ENGLISH, "ja.md": JAPANESE})
    first = concord.search(question, k=3)[0]
    terms = {f.term for f in first.findings if isinstance(f, Definition)}
    assert terms & {"Laboratory safety", "実験室安全"}
