"""The one door to sentence-transformers.

In: a folder or a hub name, and texts. Out: unit rows in float32, one per
text in the order given. Holds: equal texts get equal rows; what a row is does
not depend on how many workers there are. Nothing is downloaded unless the
caller allows it.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from pipeline.embed.batches import token_batches, unique
from pipeline.embed.precision import Precision, apply, choose
from pipeline.protocols import Rows, Tick, TokenBytes

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

_MOST_WORKERS = 8  # more would wait for Python's lock between the layers
_BULK = threading.Lock()  # the number of torch's threads belongs to the whole process


class Transformer:
    """A loaded SentenceTransformer that embeds in bulk."""

    def __init__(self, model: SentenceTransformer, precision: Precision, *, int8: bool) -> None:
        self.model = model
        self.identity = _identity(model)
        self.precision = choose(precision, model.device.type, int8=int8)
        apply(model, self.precision)
        self._lock = threading.Lock()  # a tokenizer may not be shared by threads

    @property
    def dimensions(self) -> int:
        """Length of a row."""
        return int(self.model.get_embedding_dimension() or 0)

    def encode(
        self, texts: Sequence[str], prompt: str, task: str, tick: Tick | None = None
    ) -> Rows:
        """Embed texts behind a prompt; `task` is "query" or "document"."""
        return self.encode_with_tokens(texts, prompt, task, None, tick)[0]

    def encode_with_tokens(
        self,
        texts: Sequence[str],
        prompt: str,
        task: str,
        form: Callable[[NDArray[np.float32]], TokenBytes] | None,
        tick: Tick | None = None,
    ) -> tuple[Rows, list[TokenBytes]]:
        """Embed texts, and give what `form` makes of the last layer's tokens of each.

        Without `form` the list of tokens is empty.
        """
        if not texts:
            return np.empty((0, self.dimensions), np.float32), []
        distinct, which = unique(texts)
        times = np.bincount(which, minlength=len(distinct))
        rows: Rows = np.empty((len(distinct), self.dimensions), np.float32)
        tokens: dict[int, TokenBytes] = {}
        batches = token_batches(self._lengths(distinct, prompt))

        def embed(batch: list[int]) -> Rows:
            made, held = self._embed([distinct[place] for place in batch], prompt, task, form)
            if form:
                tokens.update(zip(batch, held, strict=True))
            return made

        with _workers(self.model.device.type) as pool:
            for batch, made in zip(batches, pool.map(embed, batches), strict=True):
                rows[batch] = made
                if tick:
                    tick(int(times[batch].sum()))
        return rows[which], [tokens[place] for place in which] if form else []

    def count(self, texts: Sequence[str]) -> list[int]:
        """Count the tokens of each text, without those that mark its ends."""
        distinct, which = unique(texts)
        with self._lock:
            ids = self.model.tokenizer(distinct, add_special_tokens=False)["input_ids"]
        counts = [len(row) for row in ids]
        return [counts[place] for place in which]

    def _embed(
        self,
        texts: list[str],
        prompt: str,
        task: str,
        form: Callable[[NDArray[np.float32]], TokenBytes] | None,
    ) -> tuple[Rows, list[TokenBytes]]:
        import torch
        from sentence_transformers.util import batch_to_device

        with self._lock:
            features = self.model.preprocess(texts, prompt=prompt or None, task=task)
        with torch.inference_mode():
            made = self.model(batch_to_device(features, self.model.device), task=task)
            rows: Rows = made["sentence_embedding"].float().cpu().numpy()
            tokens: list[TokenBytes] = []
            if form:
                states = made["token_embeddings"].float().cpu().numpy()
                counts = made["attention_mask"].sum(dim=1).tolist()
                tokens = [form(s[:n]) for s, n in zip(states, counts, strict=True)]
        rows /= np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-12)
        return rows, tokens

    def _lengths(self, texts: list[str], prompt: str) -> list[int]:
        """Count tokens; characters where the model has no tokenizer of the usual kind."""
        most = self.model.max_seq_length or 512
        whole = [prompt + text for text in texts]
        try:
            with self._lock:
                ids = self.model.tokenizer(whole, truncation=True, max_length=most)["input_ids"]
        except (AttributeError, TypeError, KeyError):
            return [min(len(text), most) for text in whole]
        return [len(row) for row in ids]


def load(name: str, *, download: bool) -> SentenceTransformer:
    """Load a model from a folder, from the local cache, or, if allowed, from the hub."""
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging

    quiet: Callable[[], None] = logging.disable_progress_bar
    quiet()
    with nullcontext() if download else _offline():
        return SentenceTransformer(name, local_files_only=not download)


def reach(name: str) -> None:
    """Ask the hub for a model once; loading alone would retry for a minute offline."""
    from huggingface_hub import HfApi

    HfApi().model_info(name if "/" in name else f"sentence-transformers/{name}", timeout=10)


@contextmanager
def _offline() -> Iterator[None]:
    """Keep the hub's client off the network, whatever a configuration file names."""
    from huggingface_hub import constants

    before, constants.HF_HUB_OFFLINE = constants.HF_HUB_OFFLINE, True
    try:
        yield
    finally:
        constants.HF_HUB_OFFLINE = before


@contextmanager
def _workers(device: str) -> Iterator[ThreadPoolExecutor]:
    """Give one worker per core, each computing alone.

    Workers that share no batch never wait for each other: faster than one
    batch on all cores (by a fifth on two), and it stays so on a busy machine.
    """
    import torch

    with _BULK:
        threads = torch.get_num_threads()
        count = min(threads, _MOST_WORKERS) if device == "cpu" else 1
        torch.set_num_threads(threads // count)
        pool = ThreadPoolExecutor(count, thread_name_prefix="embed")
        try:
            yield pool
        finally:
            pool.shutdown(cancel_futures=True)
            torch.set_num_threads(threads)


def _identity(model: SentenceTransformer) -> str:
    """Hash weights, modules and tokenizer: everything that shapes a row but the prompt."""
    digest = hashlib.sha256(repr(model).encode())
    digest.update(str(model.max_seq_length).encode())
    backend: Any = getattr(getattr(model, "tokenizer", None), "backend_tokenizer", None)
    digest.update(backend.to_str().encode() if backend else b"")
    for name, tensor in sorted(model.state_dict().items()):
        digest.update(name.encode())
        digest.update(tensor.detach().cpu().contiguous().reshape(-1).view(_bytes()).numpy())
    return digest.hexdigest()


def _bytes() -> Any:
    import torch

    return torch.uint8
