"""Read the E5S1 file: a BERT encoder in 4-bit blocks with its vocabulary.

In: the path of `e5-small-q4.bin`. Out: sizes, vocabulary pieces, the map that
normalises single code points, tensors as float32. Layout (little-endian):

    "E5S1", version, 7 sizes, layer-norm epsilon, block size
    vocabulary: counts and special ids, offsets, scores, UTF-8 bytes
    normalisation: code point, count (one byte), replacement code points
    tensors: name, type (0 float32, 1 Q4_0), elements, offset, bytes

A Q4_0 block is an fp16 scale and 16 bytes: byte j holds weight j in its low
and weight j + 16 in its high half, each (0..15) - 8 times the scale. The file
is mapped, not read: what is not asked for costs nothing.
"""

from __future__ import annotations

import mmap
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipeline.errors import ModelProblem

Floats = NDArray[np.float32]

_HEADER = struct.Struct("<4sI7ifi")
_VOCABULARY = struct.Struct("<5iQ")
_TENSOR = struct.Struct("<BIQQ")
BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)])
_BLOCK_WEIGHTS = 32
_LONGEST_CHARACTER = 4  # bytes of UTF-8


@dataclass(frozen=True, slots=True)
class Sizes:
    """The numbers of the header, named as BERT's configuration names them."""

    hidden_size: int
    num_hidden_layers: int
    num_attention_heads: int
    intermediate_size: int
    vocab_size: int
    max_position_embeddings: int
    type_vocab_size: int
    layer_norm_eps: float


@dataclass(frozen=True, slots=True)
class _Entry:
    packed: bool
    elements: int
    offset: int


class E5File:
    """One mapped file; parts are decoded when they are asked for."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as stream:
            self._bytes = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
        magic, version, *numbers, epsilon, block = _HEADER.unpack_from(self._bytes, 0)
        if (magic, version, block) != (b"E5S1", 1, _BLOCK_WEIGHTS):
            raise ModelProblem(f"{path.name} is not an E5S1 file.", file=str(path))
        hidden, layers, heads, intermediate, vocabulary, positions, types = numbers
        # the file holds float32; six digits give back the 1e-12 it was written from
        self.sizes = Sizes(
            hidden,
            layers,
            heads,
            intermediate,
            vocabulary,
            positions,
            types,
            float(f"{epsilon:.6g}"),
        )
        at = _HEADER.size
        count, self.bos, self.eos, self.pad, self.unk, length = _VOCABULARY.unpack_from(
            self._bytes, at
        )
        at += _VOCABULARY.size
        self._offsets = np.frombuffer(self._bytes, np.uint32, count + 1, at)
        at += self._offsets.nbytes
        self.scores: Floats = np.frombuffer(self._bytes, np.float32, count, at)
        at += self.scores.nbytes
        self._blob = slice(at, at + length)
        self._normalisation_at = at + length

    @property
    def pieces(self) -> list[str]:
        """Every vocabulary piece, in id order."""
        blob = self._bytes[self._blob]
        return [blob[a:b].decode() for a, b in pairwise(self._offsets.tolist())]

    @cached_property
    def characters(self) -> frozenset[str]:
        """The characters the vocabulary knows; any other becomes `<unk>`."""
        short = np.flatnonzero(np.diff(self._offsets) <= _LONGEST_CHARACTER)
        starts, ends = self._offsets[short].tolist(), self._offsets[short + 1].tolist()
        blob = self._bytes[self._blob]
        pieces = (blob[a:b].decode() for a, b in zip(starts, ends, strict=True))
        return frozenset(piece for piece in pieces if len(piece) == 1)

    @cached_property
    def normalisation(self) -> dict[int, str]:
        """What each code point that changes becomes (one to many, or nothing)."""
        return dict(self._normalisation())

    def tensor(self, name: str) -> Floats:
        """Decode one tensor, flat."""
        entry = self._directory[name]
        if not entry.packed:
            return np.frombuffer(self._bytes, np.float32, entry.elements, entry.offset).copy()
        return unpack_q4(self.blocks(name))

    def blocks(self, name: str) -> NDArray[np.void]:
        """Give the 4-bit blocks of a tensor as they lie in the file."""
        entry = self._directory[name]
        return np.frombuffer(self._bytes, BLOCK, entry.elements // _BLOCK_WEIGHTS, entry.offset)

    @property
    def vocabulary(self) -> tuple[bytes, NDArray[np.uint32]]:
        """The UTF-8 of all pieces in id order, and where each begins; the last entry is the end."""
        return self._bytes[self._blob], self._offsets

    def place(self, name: str) -> int:
        """Say at which byte a tensor's data begin."""
        return self._directory[name].offset

    def _normalisation(self) -> Iterator[tuple[int, str]]:
        count, _ = struct.unpack_from("<iI", self._bytes, self._normalisation_at)
        at = self._normalisation_at + 8
        for _ in range(count):
            point, length = struct.unpack_from("<IB", self._bytes, at)
            yield (
                point,
                "".join(map(chr, struct.unpack_from(f"<{length}I", self._bytes, at + 5))),
            )
            at += 5 + 4 * length

    @cached_property
    def _directory(self) -> dict[str, _Entry]:
        at = self._normalisation_at
        at += 8 + int(struct.unpack_from("<iI", self._bytes, at)[1])
        (count,) = struct.unpack_from("<i", self._bytes, at)
        at += 4
        entries: dict[str, _Entry] = {}
        for _ in range(count):
            (length,) = struct.unpack_from("<H", self._bytes, at)
            name = self._bytes[at + 2 : at + 2 + length].decode()
            kind, elements, offset, _ = _TENSOR.unpack_from(self._bytes, at + 2 + length)
            entries[name] = _Entry(kind == 1, elements, offset)
            at += 2 + length + _TENSOR.size
        return entries


def unpack_q4(blocks: NDArray[np.void]) -> Floats:
    """Turn Q4_0 blocks into float32 weights, flat."""
    nibbles = blocks["nibbles"]
    halves = np.concatenate([nibbles & 0x0F, nibbles >> 4], axis=1)
    weights = halves.astype(np.float32)
    weights -= 8
    weights *= blocks["scale"].astype(np.float32)[:, None]
    return weights.reshape(-1)


def pack_q4(flat: Floats) -> NDArray[np.void]:
    """Pack float32 weights into Q4_0 blocks; the weight of largest size in a block is kept best."""
    weights = flat.astype(np.float32).reshape(-1, _BLOCK_WEIGHTS)
    largest = np.take_along_axis(weights, np.abs(weights).argmax(axis=1)[:, None], axis=1)
    scale = (largest / -8).astype(np.float16)
    divisor = scale.astype(np.float32)
    divisor[divisor == 0] = 1
    values = np.clip(np.floor(weights / divisor + 8.5), 0, 15).astype(np.uint8)
    blocks = np.empty(len(weights), BLOCK)
    blocks["scale"] = scale[:, 0]
    half = _BLOCK_WEIGHTS // 2
    blocks["nibbles"] = values[:, :half] | values[:, half:] << 4
    return blocks
