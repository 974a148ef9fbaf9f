"""Write the tokenizer of e5-small as an ordinary `tokenizer.json`.

In: an `E5File`. Out: `tokenizer.json` and its configuration in a folder.
Holds: the same ids as the C engine that ships with the weights, which follows
XLM-RoBERTa's SentencePiece: each code point normalised, runs of spaces made
one, spaces made U+2581 with one in front, then the best unigram path. One
difference is wanted: a run of unknown characters is one `<unk>`, as in
SentencePiece; `pipeline.embed` collapses such runs before the C engine.
"""

from __future__ import annotations

import json
from pathlib import Path

from pipeline.artifacts.charsmap import precompile
from pipeline.artifacts.e5s1 import E5File

MAX_TOKENS = 512
_SPACE = "▁"


def write_tokenizer(weights: E5File, folder: Path) -> None:
    """Write `tokenizer.json` and `tokenizer_config.json`."""
    from tokenizers import Regex, Tokenizer, normalizers, pre_tokenizers, processors
    from tokenizers.models import Unigram

    pieces = weights.pieces
    scores = [float(score) for score in weights.scores]
    tokenizer = Tokenizer(Unigram(list(zip(pieces, scores, strict=True)), weights.unk, False))
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.Precompiled(precompile(weights.normalisation)),
            normalizers.Replace(Regex(" {2,}"), " "),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(_SPACE, prepend_scheme="always")
    bos, eos = pieces[weights.bos], pieces[weights.eos]
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{bos} $A {eos}",
        pair=f"{bos} $A {eos} {eos} $B {eos}",
        special_tokens=[(bos, weights.bos), (eos, weights.eos)],
    )
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    config = {
        "tokenizer_class": "PreTrainedTokenizerFast",
        "model_max_length": MAX_TOKENS,
        "bos_token": bos,
        "cls_token": bos,
        "eos_token": eos,
        "sep_token": eos,
        "pad_token": pieces[weights.pad],
        "unk_token": pieces[weights.unk],
        # "</s>" in a text is words, not the end of the sequence
        "split_special_tokens": True,
    }
    (folder / "tokenizer_config.json").write_text(json.dumps(config, indent=2), encoding="utf-8")
