"""Any other sentence-transformers model, by folder or hub name.

In: a name. Out: an encoder that prompts as the model declares; a model of
the E5 family that declares nothing gets its `query: ` and `passage: `. A hub
name is looked for in the local cache first and fetched only when it is not
there and the hub's client is not told to stay offline.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.artifacts import PASSAGE, QUERY
from pipeline.embed.fingerprints import fingerprint
from pipeline.embed.precision import Precision
from pipeline.embed.transformer import Transformer, load, reach
from pipeline.errors import ModelProblem
from pipeline.protocols import Rows, Tick

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

# Reads as: multilingual-e5-small, e5-base-v2, folder/e5-large. Those tuned with
# instructions take other prompts, which they declare.
_E5_FAMILY = re.compile(r"(?:^|[/_-])e5-(?!mistral)(?!.*instruct)", re.IGNORECASE)
_HUB_NAME = re.compile(r"(?:\w[\w.-]*/)?\w[\w.-]*")
_PASSAGE_PROMPTS = ("document", "passage", "corpus")


class GenericEncoder:
    """Encoder over a model that Concord does not pin; loaded when first needed."""

    def __init__(self, name: str, precision: Precision = Precision.AUTO) -> None:
        self.name = name
        self._precision = precision
        self._lock = threading.Lock()

    @property
    def dimensions(self) -> int:
        """Length of a row."""
        return self._model.dimensions

    @property
    def fingerprint(self) -> str:
        """Weights, tokenizer, length, prompts and arithmetic."""
        return fingerprint(
            model=self._model.identity, prompts=self._prompts, precision=self._precision
        )

    def encode_queries(self, texts: Sequence[str]) -> Rows:
        """Embed questions; shape (n, dimensions)."""
        return self._model.encode(texts, self._prompts[0], "query")

    def encode_passages(self, texts: Sequence[str], tick: Tick | None = None) -> Rows:
        """Embed passages in bulk; shape (n, dimensions)."""
        return self._model.encode(texts, self._prompts[1], "document", tick)

    @property
    def _model(self) -> Transformer:
        with self._lock:
            return self._loaded

    @cached_property
    def _loaded(self) -> Transformer:
        return Transformer(_find(self.name), self._precision, int8=False)

    @cached_property
    def _prompts(self) -> tuple[str, str]:
        return prompts_for(self.name, self._model.model.prompts)


def prompts_for(name: str, declared: Mapping[str, str | None]) -> tuple[str, str]:
    """Choose what goes before a question and before a passage."""
    query = declared.get("query") or ""
    passage = next((declared[key] or "" for key in _PASSAGE_PROMPTS if declared.get(key)), "")
    if not query and not passage and _E5_FAMILY.search(name):
        return QUERY, PASSAGE
    return query, passage


def _find(name: str) -> SentenceTransformer:
    """Load from disk; only a name that is on no disk is asked of the hub."""
    try:
        return load(name, download=False)
    except Exception as error:  # whatever its loader could not do
        if Path(name).exists():
            raise _unusable(name, "it is not a sentence-transformers model", error) from error
        if not _HUB_NAME.fullmatch(name):
            raise _unusable(name, "there is no such folder", error) from error
    try:
        reach(name)
        return load(name, download=True)
    except Exception as error:
        raise _unusable(name, "it is neither on this machine nor to be had", error) from error


def _unusable(name: str, why: str, error: Exception) -> ModelProblem:
    first = str(error).strip().splitlines()[:1]
    return ModelProblem(
        f"The model {name} cannot be loaded: {why}.",
        "Give the path of a downloaded model, go online once to fetch it, or use e5-small.",
        cause=first[0] if first else type(error).__name__,
    )
