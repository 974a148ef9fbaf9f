"""Turn the 4-bit file into an ordinary sentence-transformers folder.

In: the path of an E5S1 file and an empty folder. Out: config.json,
model.safetensors (float32), the tokenizer, and the files that tell
sentence-transformers to pool by the mean, to normalise, and which prompts the
model expects. `SentenceTransformer(folder)` loads it without a network.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipeline.artifacts.e5s1 import E5File
from pipeline.artifacts.tokenizer import MAX_TOKENS, write_tokenizer

PASSAGE = "passage: "
QUERY = "query: "

_EMBEDDINGS = {
    "emb.word": "word_embeddings.weight",
    "emb.pos": "position_embeddings.weight",
    "emb.type": "token_type_embeddings.weight",
    "emb.ln.w": "LayerNorm.weight",
    "emb.ln.b": "LayerNorm.bias",
}
LAYER = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
_PARTS = {"w": "weight", "b": "bias"}
_MODULES = (
    ("", "sentence_transformers.models.Transformer"),
    ("1_Pooling", "sentence_transformers.models.Pooling"),
    ("2_Normalize", "sentence_transformers.models.Normalize"),
)


def unpack(source: Path, folder: Path) -> None:
    """Fill an empty folder with the model."""
    from safetensors.numpy import save_file

    weights = E5File(source)
    save_file(dict(_tensors(weights)), folder / "model.safetensors", metadata={"format": "pt"})
    write_tokenizer(weights, folder)
    for name, content in _settings(weights).items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
    (folder / "2_Normalize").mkdir()


def _tensors(weights: E5File) -> Iterator[tuple[str, NDArray[np.float32]]]:
    """Yield BERT's names and arrays; a matrix has one row per output."""
    hidden = weights.sizes.hidden_size
    for ours, theirs in _EMBEDDINGS.items():
        rows = weights.tensor(ours)
        yield (
            f"embeddings.{theirs}",
            rows if ".ln." in ours else rows.reshape(-1, hidden),
        )
    for layer in range(weights.sizes.num_hidden_layers):
        for ours, theirs in LAYER.items():
            for part, word in _PARTS.items():
                values = weights.tensor(f"l{layer}.{ours}.{part}")
                if part == "w" and not ours.endswith("ln"):
                    outputs = weights.sizes.intermediate_size if ours == "fi" else hidden
                    values = values.reshape(outputs, -1)
                yield f"encoder.layer.{layer}.{theirs}.{word}", values


def _settings(weights: E5File) -> dict[str, object]:
    return {
        "config.json": {
            "architectures": ["BertModel"],
            "model_type": "bert",
            **asdict(weights.sizes),
            "hidden_act": "gelu",
            "position_embedding_type": "absolute",
            "pad_token_id": weights.pad,
            "torch_dtype": "float32",
        },
        "modules.json": [
            {"idx": place, "name": str(place), "path": path, "type": kind}
            for place, (path, kind) in enumerate(_MODULES)
        ],
        "sentence_bert_config.json": {
            "max_seq_length": MAX_TOKENS,
            "do_lower_case": False,
            "model_args": {"add_pooling_layer": False},  # BERT's pooler is not in the file
        },
        "1_Pooling/config.json": {
            "word_embedding_dimension": weights.sizes.hidden_size,
            "pooling_mode_mean_tokens": True,
            "include_prompt": True,
        },
        "config_sentence_transformers.json": {
            # sentence-transformers adds an empty "document" of its own, and prefers it
            "prompts": {"query": QUERY, "document": PASSAGE, "passage": PASSAGE},
            "default_prompt_name": None,
            "similarity_fn_name": "cosine",
        },
    }
