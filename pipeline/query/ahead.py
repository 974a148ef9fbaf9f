"""What ranking needs of passages, read while a question is still being embedded.

In: an open index and keys as the legs find them; a question's tokens once they are there. Out:
for each passage a glance, what it defines and obliges to, and how like it is to each token of
the question. Always: a passage is read once, however often it is found.
"""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import Future
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from pipeline.embed.late import likeness
from pipeline.index import Index
from pipeline.index.reader import Duties, Glance, Terms
from pipeline.protocols import Rows, TokenRows
from pipeline.query.beside import beside

# Passages from a document's beginning that say what it is: title, number, issuer. Of 2, 3, 4 and
# 8, recall at ten was .870, .882, .876 and .877 (635 questions, cross-validated). Of a short
# document they are fewer: what opens it all would tell none of its passages from another.
OPENING = 3


@dataclass(slots=True)
class Ahead:
    """What was read of passages."""

    glances: dict[int, Glance] = field(default_factory=dict)
    terms: Terms = field(default_factory=dict)  # by id, of those that define any
    duties: Duties = field(default_factory=dict)
    _tokens: dict[int, bytes] = field(default_factory=dict)  # not yet compared
    _opened: set[int] = field(default_factory=set)  # keys whose tokens were looked for
    _compared: list[tuple[list[int], Future[Rows]]] = field(default_factory=list)

    def read(self, index: Index, keys: Iterable[int]) -> None:
        """Read of passages what will be asked of them, and tokens of what opens their documents."""
        new = sorted(set(keys) - self.glances.keys())
        if not new:
            return
        read = index.glances(new)
        self.glances.update(read)
        terms, duties = index.terms_and_duties([glance.id for glance in read.values()])
        self.terms.update(terms)
        self.duties.update(duties)
        openings = index.openings(np.array(new, np.int64), OPENING)
        opened = {*new, *openings.ravel().tolist()} - self._opened - {0}
        self._opened |= opened
        self._tokens.update(index.token_rows(sorted(opened)))

    def compare(self, asked: TokenRows) -> None:
        """Begin to compare the question's tokens with those of all that was read."""
        held, self._tokens = self._tokens, {}
        if held:
            made = beside().submit(likeness, asked, list(held.values()))
            self._compared.append((list(held), made))

    def alike(self) -> tuple[NDArray[np.int64], Rows]:
        """Give how like the nearest of a passage's tokens is to each of the question's.

        The keys of passages that have tokens, ascending, and a row for each; a last row of -1.
        """
        made = [compared.result() for _, compared in self._compared]
        keys = np.array([key for some, _ in self._compared for key in some], dtype=np.int64)
        nothing = np.full((1, made[0].shape[1] if made else 0), -1.0, np.float32)
        order = np.argsort(keys)
        return keys[order], np.concatenate([*made, nothing])[[*order, -1]]
