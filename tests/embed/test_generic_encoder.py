"""Any other sentence-transformers model."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest

from pipeline.artifacts import model_folder
from pipeline.embed import generic, get_encoder
from pipeline.embed.e5 import E5Small
from pipeline.embed.generic import GenericEncoder, prompts_for
from pipeline.errors import ModelProblem

E5 = ("query: ", "passage: ")
NONE = ("", "")


@pytest.mark.parametrize(
    ("name", "declared", "expected"),
    [
        ("intfloat/multilingual-e5-base", {}, E5),
        ("intfloat/e5-large-v2", {"query": "", "document": ""}, E5),
        ("/data/models/my-e5-tuned", {}, E5),
        ("intfloat/multilingual-e5-large-instruct", {}, NONE),
        ("intfloat/e5-mistral-7b-instruct", {"query": "Instruct: "}, ("Instruct: ", "")),
        ("BAAI/bge-m3", {}, NONE),
        ("some/paraphrase-e50", {}, NONE),
        (
            "cl-nagoya/ruri-v3-310m",
            {"query": "検索クエリ: ", "document": "検索文書: "},
            ("検索クエリ: ", "検索文書: "),
        ),
        ("x/y", {"query": "q ", "document": "", "passage": "p "}, ("q ", "p ")),
        ("x/y", {"query": None, "corpus": "c "}, ("", "c ")),
    ],
)
def test_prompts(name: str, declared: Mapping[str, str | None], expected: tuple[str, str]) -> None:
    assert prompts_for(name, declared) == expected


@pytest.fixture
def offline(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Stand in for a hub that cannot be reached; remember what was asked of it."""
    asked: list[str] = []

    def unreachable(name: str) -> None:
        asked.append(name)
        raise OSError("no network")

    monkeypatch.setattr(generic, "reach", unreachable)
    return asked


@pytest.mark.parametrize(
    ("name", "why", "asks"),
    [
        ("nobody/no-such-model", "neither on this machine", True),
        ("no-such-model", "neither on this machine", True),
        ("/no/such/folder", "no such folder", False),
        ("./no-such-folder", "no such folder", False),
        ("a/b/c", "no such folder", False),
    ],
)
def test_a_model_that_is_not_there(offline: list[str], name: str, why: str, asks: bool) -> None:
    with pytest.raises(ModelProblem, match=why) as caught:
        GenericEncoder(name).encode_queries(["研究"])
    assert "e5-small" in (caught.value.hint or "")
    assert offline == ([name] if asks else [])


def test_a_folder_that_is_no_model(offline: list[str], tmp_path: Path) -> None:
    with pytest.raises(ModelProblem, match="not a sentence-transformers model"):
        GenericEncoder(str(tmp_path)).encode_passages(["research"])
    assert offline == []


def test_a_local_folder_is_an_encoder(e5: E5Small, offline: list[str]) -> None:
    encoder = get_encoder(str(model_folder("e5-small")))
    texts = ["研究者は申告する。", "The researcher shall disclose."]
    ours = (encoder.encode_passages(texts) * e5.encode_passages(texts)).sum(axis=1)
    theirs = (encoder.encode_queries(texts) * e5.encode_queries(texts)).sum(axis=1)
    assert min(ours.min(), theirs.min()) > 0.998
    assert encoder.dimensions == 384
    assert encoder.fingerprint != e5.fingerprint
    assert offline == []


def test_the_fingerprint_sees_the_prompts(tmp_path: Path) -> None:
    """The same weights in a folder that declares no prompts, and is not named after E5."""
    declared = get_encoder(str(model_folder("e5-small")))
    folder = shutil.copytree(model_folder("e5-small"), tmp_path / "copy", copy_function=_link)
    (folder / "config_sentence_transformers.json").unlink()
    bare = GenericEncoder(str(folder))
    assert bare.fingerprint != declared.fingerprint
    assert not np.allclose(
        bare.encode_queries(["研究"]), declared.encode_queries(["研究"]), atol=1e-3
    )


def _link(source: str, target: str) -> None:
    Path(target).symlink_to(source)
