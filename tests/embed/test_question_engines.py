"""The two engines of questions, and which of them answers."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer

from pipeline.artifacts import E5_SMALL, MAX_TOKENS, QUERY, E5File, model_folder, source_file
from pipeline.embed import late, questions
from pipeline.embed.e5 import E5Small
from pipeline.embed.nano import NanoEngine
from pipeline.embed.pieces import Pieces
from pipeline.embed.questions import Questions
from pipeline.embed.quick import QuickEngine
from pipeline.protocols import Rows

ASKED = ["利益相反は誰に申告するのか", "Who has to disclose foreign funding?"]
LONG = "研究機関は、体制を整備する。 Institutions shall train their staff. " * 60
ALPHABET = st.sampled_from("研究安全①㈱ｶﾞか\u3099\u3000 \n\u00a0aZé.,。、・〇～👍𠮟ﾊﾟ９Ⅱ<>/s")


@pytest.fixture(scope="module")
def quick() -> QuickEngine:
    return QuickEngine()


@pytest.fixture(scope="module")
def nano() -> NanoEngine:
    return NanoEngine()


@pytest.fixture(scope="module")
def pieces() -> Pieces:
    return Pieces(E5File(source_file(E5_SMALL)))


@cache
def tokenizer() -> Tokenizer:
    found = Tokenizer.from_file(str(model_folder("e5-small") / "tokenizer.json"))
    found.enable_truncation(MAX_TOKENS)
    return found


def by_the_tokenizer(text: str) -> list[int]:
    return list(tokenizer().encode(text).ids)


def test_the_pieces_are_those_of_the_tokenizer(e5: E5Small, pieces: Pieces, varied: str) -> None:
    form = QUERY + e5._normalise(varied)
    assert pieces.ids(form) == by_the_tokenizer(form)


def test_a_long_text_is_cut_at_the_same_piece(e5: E5Small, pieces: Pieces) -> None:
    form = QUERY + e5._normalise(LONG)
    found = pieces.ids(form)
    assert len(found) == MAX_TOKENS
    assert found == by_the_tokenizer(form)


def test_any_mixture_has_as_many_pieces(e5: E5Small, pieces: Pieces, nano: NanoEngine) -> None:
    @given(st.text(ALPHABET, max_size=60))
    @settings(max_examples=200, deadline=None)
    def check(text: str) -> None:
        form = e5._normalise(text)
        assert len(pieces.ids(QUERY + form)) == nano._engine.token_count(form, is_query=True)

    check()


def test_the_engines_give_the_same_rows(
    e5: E5Small, nano: NanoEngine, quick: QuickEngine, varied: str
) -> None:
    asked = [e5._normalise(text) for text in (*ASKED, varied)]
    rows = quick.encode_queries(asked)
    np.testing.assert_allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-6)
    assert float((rows * nano.encode_queries(asked)).sum(axis=1).min()) > 0.9997


def test_a_question_asked_alone_has_its_tokens_and_the_same_row(quick: QuickEngine) -> None:
    engines = Questions()
    for text in ASKED:
        row, tokens = engines.encode_question(text)
        np.testing.assert_allclose(row, quick.encode_queries([text]), atol=1e-6)
        np.testing.assert_allclose(row, engines.encode_queries([text]), atol=1e-6)
        assert tokens is not None
        assert len(tokens.rows) == len(quick._pieces.ids(QUERY + text)) - late.QUERY - 1


def test_without_the_quick_engine_the_first_goes_on(
    nano: NanoEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise ImportError("not for this machine")

    monkeypatch.setattr(questions, "QuickEngine", fail)
    engines = Questions()
    for _ in range(3):
        np.testing.assert_allclose(
            engines.encode_queries(ASKED), nano.encode_queries(ASKED), atol=1e-6
        )
    row, tokens = engines.encode_question(ASKED[0])
    np.testing.assert_allclose(row, nano.encode_queries(ASKED[:1]), atol=1e-6)
    assert tokens is None


def test_nothing_gives_no_rows(quick: QuickEngine) -> None:
    none: Sequence[str] = []
    rows: Rows = quick.encode_queries(none)
    assert rows.shape == (0, 384)
