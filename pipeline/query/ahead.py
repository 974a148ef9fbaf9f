"""What ranking needs of passages, read while a question is still being embedded.

In: an open index and keys as the legs find them; a question's tokens once they are there. Out:
for each passage a glance, what it defines and obliges to, and how like it is to each token of
the question.
Each passage is read once, however often it is found.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from pipeline.embed.late import likeness
from pipeline.index import Index
from pipeline.index.reader import Duties, Glance, Terms
from pipeline.protocols import Rows, TokenRows

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
    # The cosine of each token of the question with the nearest of a passage's, by key; also of
    # what opens its document. None where the passage's tokens are not held.
    alike: dict[int, Rows | None] = field(default_factory=dict)
    _tokens: dict[int, bytes] = field(default_factory=dict)  # read, not yet compared

    def read(self, index: Index, keys: Iterable[int]) -> None:
        """Read of passages what will be asked of them."""
        new = sorted(set(keys) - self.glances.keys())
        if not new:
            return
        read = index.glances(new)
        self.glances.update(read)
        terms, duties = index.terms_and_duties([glance.id for glance in read.values()])
        self.terms.update(terms)
        self.duties.update(duties)
        openings = index.openings(np.array(new, np.int64), OPENING)
        self._read_tokens(index, {*new, *openings.ravel().tolist()} - {0})

    def compare(self, index: Index, asked: TokenRows, keys: Iterable[int] = ()) -> None:
        """Compare the question's tokens with those of all that was read, and of `keys`."""
        self._read_tokens(index, keys)
        held, self._tokens = self._tokens, {}
        if held:
            self.alike.update(zip(held, likeness(asked, list(held.values())), strict=True))

    def _read_tokens(self, index: Index, keys: Iterable[int]) -> None:
        new = sorted(set(keys) - self.alike.keys())
        if new:
            self.alike.update(dict.fromkeys(new))
            self._tokens.update(index.token_rows(new))
