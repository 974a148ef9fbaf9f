"""Pack a code point map into SentencePiece's precompiled form.

In: `{code point: replacement}`. Out: the bytes that `tokenizers` takes as a
`Precompiled` normaliser: a double-array trie over UTF-8 bytes whose leaves
point into a blob of NUL-ended replacements. Holds: every key of the map is
found, nothing else is.

A unit of the trie is 32 bits: label (8), has-leaf (1), an unused scale bit,
offset (22); a leaf is bit 31 and the position in the blob. The children of
the node at `i` stand at `i ^ offset ^ label`, so a block of 256 units that
starts at a multiple of 256 keeps all of them inside.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping

_BLOCK = 256
_HAS_LEAF = 1 << 8
_OFFSET_AT = 10
_LEAF = 1 << 31
_FEW = 8  # a node with more children opens a block: the search is long, the gain small

Tree = dict[int, "Tree | int"]  # label to subtree; label 0 to the blob position


def precompile(replacements: Mapping[int, str]) -> bytes:
    """Give the normaliser's bytes for a map of code points."""
    blob = bytearray()
    tree: Tree = {}
    for point in sorted(replacements):
        _insert(tree, chr(point).encode(), len(blob))
        blob += replacements[point].encode() + b"\0"
    trie = _DoubleArray(tree).packed()
    return struct.pack("<I", len(trie)) + trie + bytes(blob)


def _insert(tree: Tree, key: bytes, value: int) -> None:
    for label in key:
        child = tree.setdefault(label, {})
        assert isinstance(child, dict)  # only label 0 holds a number, and no key has a NUL
        tree = child
    tree[0] = value


class _DoubleArray:
    def __init__(self, tree: Tree) -> None:
        self._units: list[int] = [0] * _BLOCK
        self._taken: list[bool] = [False] * _BLOCK
        self._bases: set[int] = set()
        self._start = 1
        self._taken[0] = True
        self._place(tree, 0)

    def packed(self) -> bytes:
        return struct.pack(f"<{len(self._units)}I", *self._units)

    def _place(self, tree: Tree, node: int) -> None:
        base = self._free_base(tuple(tree))
        self._bases.add(base)
        for label in tree:
            self._taken[base ^ label] = True
        self._units[node] |= (node ^ base) << _OFFSET_AT
        for label, child in tree.items():
            if isinstance(child, int):
                self._units[node] |= _HAS_LEAF
                self._units[base ^ label] = _LEAF | child
            else:
                self._units[base ^ label] = label
                self._place(child, base ^ label)

    def _free_base(self, labels: tuple[int, ...]) -> int:
        """Find where all children fit; a base is used once, or siblings would mix.

        The search never goes back (`_start` only grows): holes stay, time is linear.
        """
        if 0 < len(labels) <= _FEW:
            for unit in range(self._start, len(self._taken)):
                base = unit ^ labels[0]
                if base not in self._bases and not any(self._taken[base ^ x] for x in labels):
                    self._start = unit
                    return base
        self._units += [0] * _BLOCK
        self._taken += [False] * _BLOCK
        return len(self._units) - _BLOCK
