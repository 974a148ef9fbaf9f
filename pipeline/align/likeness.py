"""How alike the texts of two lists are: three measures fused into one score.

In: two lists of texts and the encoders. Out: for groups of neighbouring texts of
either list a matrix of scores; about 0 for any two texts, 10 and more for two
that say the same. `probability` turns a score into the share of such pairs that
are right.

The measures are the cosine of each encoder and the shared words (see `words`).
Each is taken as a margin: what it is above the mean of each text's best `_NEAREST`
on the other side, half from either, because some texts are near everything; and
each margin is standardised, because encoders differ in what they call near. The
sum weighs the encoders equally, the words half as much: the best weight on any one
of four sets of pairs (news, everyday sentences, two standards) lies between .42 and
.79, and results are flat around it. Measured, first hits both ways with repeated
texts as one, encoders alone and with the words: news .996/.994 and .995/.994,
everyday .991/.986 and .991/.995, NIST SP 800-63-3 .984/.971 and .990/.982.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.align.words import Bag, Matrix, Shared, bags
from pipeline.languages import detect
from pipeline.protocols import Encoder, Rows, Tick

Group = tuple[int, int]  # half-open: the texts from ... to
Near = list[NDArray[np.float32]]  # for each measure a figure a group

_NEAREST = 4
_WORDS = 0.5
# Scores of three sentences among those of `background`: the same 16 to 24, others up to 11.
_STRANGE = 7.0
_HARDLY, _ENOUGH = 3, 15  # passages: from here on less, and not at all
_BLOCK = 512  # texts of the left list taken at once
# Pairs found in order, read by eye: a middle below that of any two texts, since the order tells.
_MIDDLE, _SLOPE = 5.0, 0.7
# Mutual neighbours in free order. That they say the same: fitted on four sets of sentence pairs
# of which half the right ones were taken away (1,458 neighbours; .97 right from 14 on, .01 at 7).
_SAME_MIDDLE, _SAME_SLOPE = 11.4, 1.2
# That they are about the same matter: fitted on 275 neighbours read in six pairs of documents of
# two issuers, four across the languages, one in each (.40 right). The score says which passage is
# the nearest, not that it is near: the best of two works with little in common score as high as
# the best of two that agree, so how near they are counts besides (see `background.Yardstick`),
# and how much the shorter one says: a label of two words is near to many. Each pair of documents
# left out of the fit in turn: log loss .56, by the score alone .88.
_MATTER = {"score": 0.8, "level": 2.9, "words": 1.2}
_MATTER_MIDDLE = 11.4
_READ, _SPREAD = 285.0, 2.4  # passages (geometric mean) with that middle; spread of false scores


@dataclass(frozen=True, slots=True)
class Texts:
    """A list of texts with what is measured of them."""

    texts: tuple[str, ...]
    rows: tuple[Rows, ...]  # one matrix an encoder
    bags: tuple[Bag, ...]

    def __len__(self) -> int:
        return len(self.texts)


def read(
    left: Sequence[str], right: Sequence[str], encoders: Sequence[Encoder], tick: Tick | None = None
) -> tuple[Texts, Texts]:
    """Embed two lists of texts and read their words; ticks once a text and encoder."""
    across = language_of(left) != language_of(right)
    sides = []
    for texts in (left, right):
        rows = tuple(encoder.encode_passages(texts, tick) for encoder in encoders)
        sides.append(Texts(tuple(texts), rows, tuple(bags(texts, across))))
    return sides[0], sides[1]


def language_of(texts: Sequence[str]) -> str:
    """Tell what language most of some texts are in."""
    return detect(" ".join(texts)[:20_000])


class Likeness:
    """Scores for groups of the texts of two lists.

    The last `beside` texts of each only tell what is usual: they are in no result.
    """

    def __init__(self, left: Texts, right: Texts, beside: int = 0) -> None:
        self.left, self.right = left, right
        self.shared = Shared(left.bags, right.bags)
        self._all = singles(len(left)), singles(len(right))
        self._own = singles(len(left) - beside), singles(len(right) - beside)
        # Where most of what is known is of other matters, what is of one matter seems the same.
        fewest = min(map(len, self._own))
        lack = 1 - max(fewest - _HARDLY, 0) / (_ENOUGH - _HARDLY)
        self._strange = _STRANGE * max(lack, 0.0) if beside else 0.0
        # What is repeated counts once among the nearest: else its own copies were its rivals.
        self._distinct = _distinct(left.texts), _distinct(right.texts)
        self._scale = [1.0] * self._measures
        self._middle = [0.0] * self._measures
        self._known: list[Near] = []
        self._known = [self.near(groups, side) for side, groups in enumerate(self._all)]
        self._measure_spread()

    @property
    def _measures(self) -> int:
        return len(self.left.rows) + 1

    def near(self, groups: Sequence[Group], side: int) -> Near:
        """Give for each measure the mean of the groups' best on the other side.

        `side` is that of the groups, left (0) or right (1). Single texts are measured once.
        """
        if self._known and all(stop - start == 1 for start, stop in groups):
            at = np.array([start for start, _ in groups], dtype=np.int64)
            return [known[at] for known in self._known[side]]
        return [self._best(which, groups, side) for which in range(self._measures)]

    def scores(
        self,
        left: Sequence[Group],
        right: Sequence[Group],
        near: tuple[Near, Near] | None = None,
    ) -> Matrix:
        """Score every left group with every right one; `near` is told where it is known."""
        near = near or (self.near(left, 0), self.near(right, 1))
        total: Matrix = np.zeros((len(left), len(right)), np.float32)
        for which, margin in enumerate(self._margins(left, right, near)):
            weight = _WORDS if which == self._measures - 1 else 1.0
            total += weight * (margin - self._middle[which]) / self._scale[which]
        # With another number of encoders the scale stays that of two, which shares were fitted on.
        total *= (2 + _WORDS) / (len(self.left.rows) + _WORDS)
        total -= self._strange
        return total

    def rivals(self) -> tuple[Any, Any]:
        """Give for each left and each right text the mean of its best scores, as for a margin."""
        forward = []
        top = np.full((0, len(self.right)), -np.inf, np.float32)
        for start in range(0, len(self.left), _BLOCK):
            scores = self._block(start)
            k = min(_NEAREST, scores.shape[1])
            forward.append(np.partition(scores, -k, axis=1)[:, -k:].mean(axis=1))
            both = np.concatenate([top, scores])
            top = np.partition(both, -min(_NEAREST, len(both)), axis=0)[-_NEAREST:]
        return np.concatenate(forward), top.mean(axis=0)

    def best(self, groups: Sequence[Group], side: int) -> list[float]:
        """Give for groups of the left (0) or right (1) texts the best score with any single one."""
        found: list[float] = []
        for start in range(0, len(groups), _BLOCK):
            some = groups[start : start + _BLOCK]
            if side == 0:
                scores = self.scores(some, self._own[1])
            else:
                scores = self.scores(self._own[0], some).T
            found += [float(score) for score in scores.max(axis=1)]
        return found

    def ways(self, left: Group, right: Group) -> tuple[float, float]:
        """Give the share of the left words that the right holds, and the other way."""
        forward, backward = self.shared.ways(
            _members([left], len(self.left)), _members([right], len(self.right))
        )
        return float(forward[0, 0]), float(backward[0, 0])

    def shorter(self, left: Sequence[int], right: Sequence[int]) -> list[int]:
        """Give how many words the shorter one of a left and a right text has, one by one."""
        ours, theirs = self.left.bags, self.right.bags
        return [min(ours[i].size, theirs[j].size) for i, j in zip(left, right, strict=True)]

    def cosines(self, left: Sequence[int], right: Sequence[int]) -> list[NDArray[np.float32]]:
        """Give for each encoder the cosines of left texts with as many right ones, one by one."""
        return [
            np.einsum("ij,ij->i", a[list(left)], b[list(right)]).astype(np.float32)
            for a, b in zip(self.left.rows, self.right.rows, strict=True)
        ]

    def sizes(self, left: Group, right: Group) -> tuple[int, int]:
        """Give how many words a group of left and one of right texts have."""
        ours, theirs = self.left.bags[slice(*left)], self.right.bags[slice(*right)]
        return sum(bag.size for bag in ours), sum(bag.size for bag in theirs)

    def _block(self, start: int) -> Matrix:
        return self.scores(self._all[0][start : start + _BLOCK], self._all[1])

    def _alike(self, which: int, left: Sequence[Group], right: Sequence[Group]) -> Matrix:
        """Give one measure as it is: the cosines of an encoder, or the shares of words."""
        if which == self._measures - 1:
            return self.shared.matrix(
                _members(left, len(self.left)), _members(right, len(self.right))
            )
        rows = _rows(self.left, which, left) @ _rows(self.right, which, right).T
        found: Matrix = rows.astype(np.float32)
        return found

    def _margins(
        self, left: Sequence[Group], right: Sequence[Group], near: tuple[Near, Near]
    ) -> list[Matrix]:
        return [
            self._alike(which, left, right) - (forward[:, None] + backward[None]) * np.float32(0.5)
            for which, (forward, backward) in enumerate(zip(*near, strict=True))
        ]

    def _best(self, which: int, groups: Sequence[Group], side: int) -> Any:
        means = [np.zeros(0, np.float32)]
        for start in range(0, len(groups), _BLOCK):
            some = groups[start : start + _BLOCK]
            alike = (
                self._alike(which, some, self._distinct[1])
                if side == 0
                else self._alike(which, self._distinct[0], some).T
            )
            k = min(_NEAREST, alike.shape[1])
            means.append(np.partition(alike, -k, axis=1)[:, -k:].mean(axis=1))
        return np.concatenate(means)

    def _measure_spread(self) -> None:
        """Take the middle and the spread of each margin over at most `_BLOCK` left texts.

        Robust, so that the true pairs of two short lists do not count as spread.
        """
        step = max(1, len(self.left) // _BLOCK)
        some = self._all[0][::step]
        near = self.near(some, 0), self.near(self._all[1], 1)
        for which, margin in enumerate(self._margins(some, self._all[1], near)):
            if margin.size:
                middle = float(np.median(margin))
                low, high = np.quantile(margin, (0.16, 0.84))
                self._middle[which] = middle
                self._scale[which] = max(float(high - low) / 2, 1e-3)


def probability(score: Any) -> Any:
    """Give the estimated share of aligned pairs in order with this score that are right."""
    return 1 / (1 + np.exp(-_SLOPE * (np.asarray(score, dtype=np.float64) - _MIDDLE)))


def same(score: Any) -> Any:
    """Give the estimated share of mutual neighbours with this score that say the same."""
    return 1 / (1 + np.exp(-_SAME_SLOPE * (np.asarray(score, dtype=np.float64) - _SAME_MIDDLE)))


def matter(score: Any, level: Any, words: Any, left: int, right: int) -> Any:
    """Give the estimated share of mutual neighbours that are about the same matter.

    `level` is how near they are as a `Yardstick` has it, `words` how many the shorter one
    has; `left` and `right` are how many passages there were: the best of many is higher
    than the best of few, by what the greatest of so many normal numbers is.
    """
    many = _SPREAD * (_greatest(math.sqrt(left * right)) - _greatest(_READ))
    said = np.log1p(np.asarray(words, dtype=np.float64))
    told = _MATTER["score"] * np.asarray(score, dtype=np.float64) + _MATTER["words"] * said
    told = told + _MATTER["level"] * np.asarray(level, dtype=np.float64)
    return 1 / (1 + np.exp(_MATTER_MIDDLE + many - told))


def _greatest(count: float) -> float:
    return math.sqrt(2 * math.log(max(count, 50.0)))


def singles(count: int) -> list[Group]:
    """Give every text as a group of its own."""
    return [(i, i + 1) for i in range(count)]


def _distinct(texts: Sequence[str]) -> list[Group]:
    """Give the first place of every text."""
    first: dict[str, int] = {}
    for i, text in enumerate(texts):
        first.setdefault("".join(text.split()).lower(), i)
    return [(i, i + 1) for i in first.values()]


def _members(groups: Sequence[Group], count: int) -> Any:
    """Give a sparse array that tells which texts are in which group."""
    from scipy.sparse import csr_array

    sizes = np.array([stop - start for start, stop in groups], dtype=np.int64)
    bounds = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
    columns = np.concatenate([np.arange(*g) for g in groups] or [np.zeros(0, np.int64)])
    ones = np.ones(len(columns), np.float32)
    return csr_array((ones, columns, bounds), shape=(len(groups), count))


def _rows(texts: Texts, which: int, groups: Sequence[Group]) -> Rows:
    """Give unit rows of groups: the mean of their texts' rows, the longer ones weighing more."""
    weights = np.array([len(text) + 1 for text in texts.texts], dtype=np.float32)[:, None]
    rows: Rows = _members(groups, len(texts)) @ (texts.rows[which] * weights)
    rows /= np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
    return rows
