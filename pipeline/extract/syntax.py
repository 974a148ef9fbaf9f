"""Questions to an English dependency parse.

In: tokens of a spaCy Span. Out: the verb a cue belongs to, its subject, the
words of a noun phrase. Always: climbs at most a fixed number of steps, so
that a bad parse costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Span as Analysis
    from spacy.tokens import Token

_STEPS = 8
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
# From a cue word up to the clause that has the subject.
_UP = frozenset(
    {"aux", "auxpass", "acomp", "attr", "oprd", "xcomp", "conj", "prep", "pobj", "dobj"}
)
_SAYING = frozenset(
    "say state report argue claim suggest indicate write observe describe explain find believe "
    "think contend assert conclude consider feel note mention discuss debate ask wonder question "
    "point assume suppose imagine hope show imply predict speculate".split()
)
# Told only of what others said before: participants stressed that staff should.
_TOLD = frozenset(
    "stress comment tell respond emphasise emphasize complain underline highlight warn propose "
    "express raise recommend urge".split()
)
# After what somebody said, in quotation marks or not.
_QUOTING = frozenset("say add tell warn argue claim write explain note insist".split())
# Denied, what they govern is not so: this does not mean that staff need to.
_DENIED = frozenset("mean imply prescribe require suggest say indicate entail presuppose".split())
_POSSIBLE = frozenset({"may", "might", "could", "would"})
_UNSURE = frozenset({"possible", "likely", "unlikely", "conceivable"})
_CONDITIONAL = frozenset({"if", "whether", "unless", "how", "what", "why"})
_ASKS = frozenset({"what", "how", "whether", "why"})
_ASKED = frozenset({"csubj", "csubjpass", "pcomp", "ccomp", "nsubj", "dobj", "attr"})
_REASON = frozenset({"because", "since", "as", "when", "where", "until", "before", "after"})
_CUT = frozenset({"relcl", "acl", "appos", "advcl", "parataxis", "ccomp"})


def token_at(analysis: Analysis, span: tuple[int, int], text: str) -> Token | None:
    """Give the telling token of a cue: its last word that is no preposition or `be`."""
    offset = analysis.start_char
    inside = [
        t for t in analysis if span[0] < t.idx - offset + len(t.text) and t.idx - offset < span[1]
    ]
    telling = [
        t for t in inside if t.tag_ not in ("TO", "IN", "RB", "RP", "DT") and t.lemma_ != "be"
    ]
    modal = [t for t in inside if t.tag_ == "MD"]
    if modal and not any(t.tag_ in ("VBN", "JJ", "NN", "VB") for t in telling):
        return modal[0]
    found = telling or inside
    return found[-1] if found else None


def governor(token: Token) -> Token:
    """Give the main verb of the clause a cue word stands in."""
    for _ in range(_STEPS):
        if token.dep_ not in ("aux", "auxpass", "acomp", "attr", "neg", "advmod"):
            break
        token = token.head
    return token


def subject_of(token: Token) -> tuple[Token | None, int]:
    """Give the subject of a cue and the number of predicates climbed to reach it.

    Zero steps means the subject belongs to the governed verb itself. A
    relative pronoun gives way to the noun it stands for.
    """
    current, steps = governor(token), 0
    for _ in range(_STEPS):
        found = [
            c for c in current.children if c.dep_ in _SUBJECTS and c.i < max(token.i, current.i)
        ]
        found = found or [c for c in current.children if c.dep_ in _SUBJECTS]
        if found:
            subject = found[-1]  # of two, the nearer: the parse joined an if-clause
            if subject.tag_ in ("WDT", "WP") and current.dep_ == "relcl":
                return current.head, steps
            return subject, steps
        misread = _misread_subject(current)
        if misread is not None:
            return misread, steps
        if current.dep_ == "relcl" or current.dep_ == "acl":
            return current.head, steps
        if current.dep_ not in _UP or current.head is current:
            return None, steps
        steps += current.dep_ != "conj"
        current = current.head
    return None, steps


def _misread_subject(verb: Token) -> Token | None:
    """Give the subject of "X referred to in Article 1 shall", read as "X referred ..., shall"."""
    found = [c for c in verb.children if c.dep_ == "ccomp" and c.i < verb.i]
    if verb.dep_ == "ccomp" and verb.head.i < verb.i:
        found.append(verb.head)
    for participle in found:
        if participle.tag_ not in ("VBD", "VBN") or participle.i + 1 >= verb.i:
            continue
        subjects = [c for c in participle.children if c.dep_ in _SUBJECTS]
        if subjects and participle.nbor(1).tag_ in ("IN", "TO", "RP"):
            return subjects[0]
    return None


def object_of(verb: Token, patient: Token | None, offset: int) -> tuple[int, int] | None:
    """Give the words acted on: the object, the subject of a passive, that of "required to"."""
    for _ in range(_STEPS):
        inner = [c for c in verb.children if c.dep_ == "xcomp" and c.i > verb.i]
        found = [c for c in verb.children if c.dep_ == "dobj" and c.i > verb.i]
        if found:
            start, end = phrase(found[0])
            return start - offset, end - offset
        if not inner:
            break
        verb, patient = inner[0], None
    if patient is None:
        return None
    start, end = phrase(patient)
    return start - offset, end - offset


def that_subject(verb: Token) -> Token | None:
    """Give who acts in the clause a verb governs: it is desirable that X be told."""
    for clause in (c for c in verb.children if c.dep_ == "ccomp" and c.i > verb.i):
        passive = any(c.dep_ == "auxpass" for c in clause.children)
        subjects = [c for c in clause.children if c.dep_ == "nsubj"]
        if subjects and not passive:
            return subjects[0]
    return None


def antecedent(pronoun: Token) -> Token | None:
    """Give the subject of the condition before a pronoun: if an institution …, it should.

    Clauses inside the condition have subjects of their own; they agrees with a plural.
    """
    many = pronoun.lower_ == "they"
    for token in reversed([t for t in pronoun.sent if t.i < pronoun.i]):
        if token.dep_ not in _SUBJECTS or token.pos_ not in ("NOUN", "PROPN"):
            continue
        plural = token.text.endswith("s") or any(c.dep_ == "conj" for c in token.children)
        if token.head.dep_ == "advcl" and (plural or not many):
            return token
    return None


def reported(verb: Token, binding: bool) -> bool:
    """Say whether a clause is a statement by others, a question or a hypothesis.

    A binding modal (shall, must) still binds in a relative or causal clause,
    advice there only describes.
    """
    current = verb
    if any(c.lower_ == "that" and c.dep_ == "dobj" and c.i < verb.i for c in verb.children):
        return True  # terms of its own, that members must follow, read as a main clause
    for _ in range(_STEPS):
        marks = {
            c.lower_
            for c in current.children
            if (c.dep_ in ("mark", "advmod", "dobj") and not _closed(c, current))
            or c.lower_ == "what"
        }
        if current != current.head and marks & _CONDITIONAL and current.dep_ != "conj":
            return True
        if current.dep_ in _ASKED and next(iter(current.subtree)).lower_ in _ASKS:
            return True  # what guests need to know is told below
        if current.dep_ == "advcl" and marks & _REASON and not binding:
            return True
        if current.dep_ == "relcl" and (not _after_comma(current) or _opens_with_that(current)):
            told = current is verb and any(
                c.dep_ == "nsubjpass" and c.tag_ in ("WDT", "WP") for c in current.children
            )
            if (
                told or not binding or _names_other(current) or _tells_who(current)
            ):  # interests that must be reported
                return True
        said = current.dep_ == "ccomp" and current.head.i < current.i
        says = current.head.lemma_.lower()
        if said and (says in _SAYING or (says in _TOLD and current.head.tag_ == "VBD")):
            speakers = {c.lower_ for c in current.head.children if c.dep_ in _SUBJECTS}
            return bool(speakers) and not speakers & {"we", "i", "that"}
        after = current.dep_ == "ccomp" and current.head.i > current.i
        if after and says in _QUOTING and _spoken_by_other(current.head):
            return True  # "laboratories should do more," the panel said
        if current.head is current:
            return False
        that = current.dep_ == "relcl" and any(c.dep_ == "mark" for c in current.children)
        denied = said and says in _DENIED
        if denied and any(c.dep_ == "neg" for c in current.head.children):
            return True
        nested = (current.dep_ in ("ccomp", "acl") or that) and current.head.i < current.i
        if nested and _supposed(current.head):
            return True
        current = current.head
        if current.dep_ == "ROOT":
            return False
    return False


def _names_other(verb: Token) -> bool:
    """Reads as: a clause whose own subject acts on the thing described: steps the office must take."""
    subject = next((c for c in verb.children if c.dep_ in _SUBJECTS), None)
    if subject is None or subject.pos_ not in ("NOUN", "PROPN") or subject.i > verb.i:
        return False
    left = next(iter(subject.subtree)).i
    if left > 0 and verb.doc[left - 1].text in (",", ";"):
        return False  # the parse took the main clause for a relative one
    main = verb.sent.root
    kinds = {c.dep_ for c in main.children}
    if verb.head.dep_ in _SUBJECTS and verb.head.head == main and main.i > verb.i:
        # the steps members must take are listed: what they must take is the thing described
        own = {c.dep_ for c in verb.children}
        return main.tag_ in ("VBN", "VBG") and not own & {"dobj", "auxpass", "ccomp"}
    return main.i <= verb.head.i and bool(kinds & _SUBJECTS) and "mark" not in kinds


def _spoken_by_other(verb: Token) -> bool:
    """Reads as: somebody else said so, told after the words."""
    speakers = {c.lower_ for c in verb.children if c.dep_ in _SUBJECTS and c.tag_ != "WP"}
    return (
        bool(speakers) and not speakers & {"we", "i", "you"} and verb.tag_ in ("VBD", "VBZ", "VBP")
    )


def _tells_who(verb: Token) -> bool:
    """Reads as: a clause that says who is meant: staff who must travel are at risk."""
    who = any(c.lower_ == "who" for c in verb.children)
    noun, main = verb.head, verb.head.head
    if _describes_some(verb):
        return True
    told = noun.dep_ in _SUBJECTS and main.i > verb.i and main.tag_ in ("VBZ", "VBP", "VBD", "VBN")
    modal = any(c.tag_ == "MD" for c in main.children)
    return who and told and not modal


def _describes_some(verb: Token) -> bool:
    """Reads as: a clause that says which people are meant: we help firms that must report."""
    noun = verb.head
    must = any(c.lower_ == "must" for c in verb.children)
    whose = any(c.lower_ in ("who", "that") and c.tag_ in ("WP", "WDT") for c in verb.children)
    bare = noun.tag_ in ("NNS", "NNPS") and not any(c.dep_ == "det" for c in noun.children)
    alone = noun.dep_ == "ROOT" and noun.pos_ in ("NOUN", "PROPN")  # all staff who must travel
    return must and whose and (alone or (bare and noun.dep_ in ("dobj", "pobj")))


def _opens_with_that(verb: Token) -> bool:
    """Reads as: terms of its own, that members must follow: that tells which ones are meant."""
    first = next(iter(verb.subtree))
    return first.lower_ == "that" and first.tag_ in ("WDT", "IN")


def _supposed(head: Token) -> bool:
    """Reads as: what a clause is part of is itself only possible: it may be the case that."""
    if any(t.lower_ in _UNSURE for t in (head, *head.children)):
        return True
    verb = governor(head) if head.pos_ in ("VERB", "AUX") else governor(head.head)
    return any(c.dep_ == "aux" and c.lower_ in _POSSIBLE for c in verb.children)


def _closed(mark: Token, verb: Token) -> bool:
    """Reads as: the clause of "if" has ended before the verb, though the parse joins them."""
    if mark.lower_ not in ("if", "when", "where", "unless"):
        return False
    subject = next((c for c in reversed(list(verb.lefts)) if c.dep_ in _SUBJECTS), None)
    if subject is None or subject.i < mark.i:
        return False
    left = next(iter(subject.subtree)).i
    return left > mark.i + 1 and mark.doc[left - 1].text == ","


def phrase(token: Token) -> tuple[int, int]:
    """Give the character span of a noun phrase with its coordinations, without clauses."""
    keep: set[int] = set()
    stack = [token]
    while stack:
        current = stack.pop()
        keep.add(current.i)
        stack.extend(c for c in current.children if c.dep_ not in _CUT and not _far(c, current))
    left = right = token.i
    while left - 1 in keep:
        left -= 1
    while right + 1 in keep:
        right += 1
    doc = token.doc
    return doc[left].idx, doc[right].idx + len(doc[right].text)


def _far(child: Token, head: Token) -> bool:
    """Leave out prepositional phrases that place or address rather than name."""
    return child.dep_ == "prep" and child.lower_ not in ("of", "for", "in", "and", "with", "on")


def _after_comma(verb: Token) -> bool:
    first = next(iter(verb.subtree))
    return bool(first.i > 0 and first.doc[first.i - 1].text in (",", ";", "—"))
