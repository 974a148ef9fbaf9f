"""The default encoder: two engines, one model."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pipeline
from pipeline.artifacts import MAX_TOKENS, QUERY
from pipeline.embed import available_encoders, get_encoder
from pipeline.embed.e5 import E5Small
from pipeline.embed.precision import Precision
from pipeline.errors import BadRequest
from pipeline.protocols import Rows

LONG = {
    "ja": "研究機関は、外国からの不当な影響による情報の流出を防ぐための体制を整備する。" * 60,
    "en": "Each institution shall certify that covered individuals have completed training. " * 60,
    "mixed": "第３条 Institutions は①職員に training を行う。" * 90,
}
QUESTIONS = {
    "ja": "利益相反は誰に申告するのか",
    "en": "Who has to disclose foreign funding?",
}
# Written for this test: what each question should find, then what it should not.
PASSAGES = {
    "ja": [
        "研究者は、利益相反に関する情報を所属機関に申告しなければならない。",
        "図書館は午後九時に閉館する。",
    ],
    "en": [
        "Applicants shall disclose all foreign sources of funding.",
        "The library closes at nine.",
    ],
}


def exact(encoder: E5Small, text: str, prompt: str, task: str) -> Rows:
    """Embed through sentence-transformers in float32."""
    rows = encoder._model.encode([encoder._normalise(text)], prompt, task)
    return rows.reshape(-1)


def tokens(encoder: E5Small, text: str) -> list[int]:
    found = encoder._model.model.tokenizer(text, truncation=True, max_length=MAX_TOKENS)
    return list(found["input_ids"])


def test_the_engines_agree(e5_exact: E5Small, varied: str) -> None:
    """The C engine rounds activations to 8 bits; that noise is all that is between them.

    Of real questions the median is .99986 and the least of 91 was .9997; of odd strings .9996.
    """
    asked = e5_exact.encode_queries([varied])[0]
    assert float(asked @ exact(e5_exact, varied, QUERY, "query")) > 0.9995


def test_the_engines_read_the_same_tokens(e5_exact: E5Small, varied: str) -> None:
    form = e5_exact._normalise(varied)
    count = e5_exact._questions._other._engine.token_count(form, is_query=True)
    assert count == len(tokens(e5_exact, QUERY + form))


ALPHABET = st.sampled_from("研究安全①㈱ｶﾞか\u3099\u3000 \n\u00a0aZé.,。、・〇～👍𠮟ﾊﾟ９Ⅱ<>/s")


@given(st.text(ALPHABET, max_size=60))
@settings(max_examples=200, deadline=None)
def test_any_mixture_has_the_same_tokens(text: str) -> None:
    encoder = get_encoder(precision="fp32")
    assert isinstance(encoder, E5Small)
    test_the_engines_read_the_same_tokens(encoder, text)


@pytest.mark.parametrize("language", LONG)
def test_long_texts_are_cut_at_the_same_token(e5_exact: E5Small, language: str) -> None:
    form = e5_exact._normalise(LONG[language])
    cut = e5_exact._questions._other.cut(form)
    assert len(cut) < len(form)
    assert tokens(e5_exact, QUERY + cut) == tokens(e5_exact, QUERY + form)
    asked = e5_exact.encode_queries([LONG[language]])[0]
    assert float(asked @ exact(e5_exact, LONG[language], QUERY, "query")) > 0.9999


def test_the_fast_arithmetic_keeps_the_rows(e5: E5Small, e5_exact: E5Small) -> None:
    texts = [text[:120] for text in LONG.values()] + [p for both in PASSAGES.values() for p in both]
    cosines = (e5.encode_passages(texts) * e5_exact.encode_passages(texts)).sum(axis=1)
    assert float(np.median(cosines)) > 0.999
    assert float(cosines.min()) > 0.998


@pytest.mark.parametrize("asked", QUESTIONS)
@pytest.mark.parametrize("found", PASSAGES)
def test_a_question_finds_its_answer(e5: E5Small, asked: str, found: str) -> None:
    scores = e5.encode_passages(PASSAGES[found]) @ e5.encode_queries([QUESTIONS[asked]])[0]
    assert scores[0] > scores[1]


def test_rows_do_not_depend_on_company_order_or_threads(e5: E5Small) -> None:
    import torch

    texts = [p for both in PASSAGES.values() for p in both] * 3 + list(QUESTIONS.values())
    rows = e5.encode_passages(texts)
    assert rows.dtype == np.float32
    assert rows.shape == (len(texts), e5.dimensions)
    np.testing.assert_allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-6)
    np.testing.assert_array_equal(rows[:4], rows[4:8])
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        np.testing.assert_array_equal(e5.encode_passages(texts), rows)
    finally:
        torch.set_num_threads(threads)
    np.testing.assert_allclose(e5.encode_passages(texts[:1]), rows[:1], atol=2e-3)


def test_ticks_add_up_with_repeated_texts(e5: E5Small) -> None:
    done: list[int] = []
    e5.encode_passages([*PASSAGES["ja"] * 5, *PASSAGES["en"]], done.append)
    assert sum(done) == 12


def test_nothing_gives_no_rows(e5: E5Small) -> None:
    assert e5.encode_queries([]).shape == e5.encode_passages([]).shape == (0, 384)


def test_an_interrupted_run_stops_and_the_next_works(e5: E5Small) -> None:
    def stop(_: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        e5.encode_passages(PASSAGES["ja"], stop)
    assert e5.encode_passages(PASSAGES["ja"]).shape == (2, 384)


ONE_QUESTION = """
import sys
from pipeline.embed import get_encoder
encoder = get_encoder()
encoder.fingerprint, encoder.name, encoder.dimensions
print(encoder.encode_queries(["研究セキュリティとは"]).shape)
print(*(m for m in ("torch", "transformers", "sentence_transformers", "tokenizers") if m in sys.modules))
"""


def test_a_question_loads_no_heavy_library_and_builds_no_model(tmp_path: Path) -> None:
    root = str(Path(pipeline.__file__).parents[1])
    done = subprocess.run(
        [sys.executable, "-c", ONE_QUESTION],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": root, "CONCORD_MODELS": str(tmp_path / "none"), "PYTHONUTF8": "1"},
    )
    assert done.stdout.split("\n") == ["(1, 384)", "", ""]
    built = {path.name for path in (tmp_path / "none").iterdir() if path.is_dir()}
    # 72 and 15 MB, in some seconds; not the 480 of the model
    assert built == {"e5-small-weights", "e5-small-questions"}


def test_the_fingerprint_says_what_shapes_a_row() -> None:
    assert get_encoder().fingerprint == E5Small().fingerprint
    assert get_encoder().fingerprint != E5Small(Precision.FP32).fingerprint
    assert get_encoder() is get_encoder("e5-small", "auto")
    assert available_encoders()[0] == get_encoder().name


def test_an_unknown_precision_is_refused() -> None:
    with pytest.raises(BadRequest, match="fp8"):
        get_encoder(precision="fp8")
