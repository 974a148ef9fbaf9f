"""English clauses about a thing that only have the form of a duty.

In: a cue, the verb it belongs to and that verb's subject, where nobody who could act
is named. Out: yes or no. Always: asked only of a reading without a bearer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.extract.bearers_en import PRONOUNS
from pipeline.extract.rules import Cue

if TYPE_CHECKING:
    from spacy.tokens import Token

# What a thing itself is required to do; anything else it only serves.
_BORNE = frozenset(
    "undergo comply meet have bear carry contain include be conform pass support satisfy respect "
    "remain fulfil fulfill follow report provide keep maintain submit perform ensure".split()
)


def describes(cue: Cue, verb: Token, subject: Token | None) -> bool:
    """Reads as: a clause that says which thing is meant: evidence that must exist."""
    if cue.match[0].lower() not in ("must", "shall") or verb.dep_ != "relcl":
        return False
    first = next(iter(verb.subtree))
    comma = first.i > 0 and first.nbor(-1).text in (",", ";", "—")
    which = any(c.lower_ in ("that", "which") and c.tag_ == "WDT" for c in verb.children)
    return which and not comma and subject is not None and subject == verb.head


def serves(verb: Token, subject: Token | None) -> bool:
    """Reads as: a thing is required in order to: fuel is required to start the engine."""
    wanted = [c for c in verb.children if c.dep_ in ("xcomp", "advcl") and c.i > verb.i]
    if subject is None or subject.lower_ in PRONOUNS or not wanted:
        return False
    passive = any(c.dep_ == "auxpass" for c in wanted[0].children)
    return not passive and wanted[0].lemma_.lower() not in _BORNE
