"""Orders in English: an imperative, or the same forbidden (do not, never, avoid).

In: a cue at a verb, that verb in its parse, and what the document is. Out: whether it
orders; a cue that only advises. Always: the order opens its clause and has no subject;
outside a text of rules the reader must be addressed, and there an order is advice.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.extract.roles import Context
from pipeline.extract.rules import Cue
from pipeline.records import Modality

if TYPE_CHECKING:
    from spacy.tokens import Token

_READER = re.compile(r"\b(?:you|your|yours|yourself|please)\b", re.IGNORECASE)
# Told nowhere else but to the reader: "Do not name ...", "Complete the section ..." of a form.
_PLAINLY = re.compile(
    r"\W*(?:Do not (?!have\b|know\b|need\b|want\b|exist\b|apply\b)[a-z]+ "
    r"|(?:Complete|Enter|Attach|Fill\s+(?:in|out)|Check|Tick|Sign|Print)\b[^.;:]*\b(?:forms?|sections?|box(?:es)?|lines?"
    r"|fields?|columns?|questionnaire|items?)\b"
    r"|[A-Z][\w /&’'-]{2,40}:\s+(?:Complete|Obtain|Return|Submit|Contact|Notify|Request|Report|Sign|Bring|Check|Attach"
    r"|Register|Ask)\s+(?:the|your|all|any|an?|necessary|prior|written)\b)"
)
# What may stand before an imperative: a bullet, "please", "always".
# What authors ask of the readers of a proof or a survey.
_OF_PAPERS = frozenset("consider suppose assume compare take recall define denote note let".split())
_CLAUSE_END = re.compile(r".*(?:(?:[.;!]|:\s+[*•–-])\s+|—\s*)", re.DOTALL)
# A condition or an adverbial may stand there too: "If the key is lost, inform the office."
_FIRST = re.compile(
    r"\W*(?:[(]?\w{1,3}[).]\s+)?(?-i:[A-Z][\w\s&/’'-]{2,40}:\s+(?=[A-Z]|$))?(?:(?:and|but)\s+)?"
    r"(?:(?:if|when|where|whenever|once|before|after|until|unless|while|in|at|on|for|to|during|upon|prior|should|"
    r"depending|as|with|even|finally|lastly|first|next|then|therefore|otherwise|instead|afterwards|since|because|"
    r"wherever|along|given|by|throughout|from|under|within|rather|regardless|through|without|due|based|ideally|"
    r"similarly|likewise|however|second|third|secondly|thirdly|lastly|additionally|moreover|furthermore|again)\b"
    r"(?:[^.;!?]|\.(?=\d)){0,240}?,\s+)?(?:(?:please|always|also|then|only|first|again|just|\w{3,}ly)\s+){0,2}",
    re.IGNORECASE,
)
# In order to ensure consistency, avoid delay and save time, providers shall ...: an aim.
_AIM = re.compile(r"\b(?:to|order to|so as to)\s+\w+", re.IGNORECASE)
_PURPOSE = re.compile(r"\W*To\s+[a-z]+\b[^,;.]{0,60},\s+")
_MAIN = re.compile(r",\s+[^,;.]{2,120}?\b(?:shall|must|should|may|will)\b")


def advice(cue: Cue) -> Cue:
    """Let an imperative outside a text of rules advise."""
    forbids = cue.rule.modality is Modality.MUST_NOT
    softer = Modality.SHOULD_NOT if forbids else Modality.SHOULD
    return replace(cue, rule=replace(cue.rule, modality=softer))


def orders(cue: Cue, text: str, token: Token, context: Context) -> bool:
    """Reads as an imperative: the verb comes first, begins the sentence, has no subject.

    Outside a text of rules the reader must be addressed (your, please): reports list
    in the same form what somebody does or can do.
    """
    addressed = context.rules or context.reader or _READER.search(text)
    if not (addressed or _PLAINLY.match(text) or (context.prose and _whole(text, token))):
        return False
    first = _CLAUSE_END.sub("", text[: cue.span[0]])
    if not _FIRST.fullmatch(first) or text.rstrip().endswith("?" if context.reader else ("?", ":")):
        return False
    word = text[cue.span[0] :].split(" ", 1)[0]
    goes_on = text[: cue.span[0]].rstrip().endswith((";", "—"))  # avoid shared nets; use your own
    if not first.strip() and (word.islower() or word.isupper()) and not goes_on:
        return False
    chained = token.dep_ == "conj" and any(c.tag_ == "TO" for c in token.head.children)
    if chained or (_AIM.search(first) and _MAIN.search(text, cue.span[1])):
        return False  # in order to save time, avoid delay and ..., the office shall
    if _PURPOSE.fullmatch(first) and any(c.dep_ == "conj" for c in token.children):
        return False  # an item of a list of purposes: to reply, improve the service and act
    if text[cue.span[1] : cue.span[1] + 1] in ("-", "–") or _follows(token):
        return False
    if cue.rule.modality is Modality.MUST_NOT:
        return True
    if any(
        c.dep_ in ("nsubj", "nsubjpass", "expl") and not _label(c, token) for c in token.children
    ):
        return False
    acts_on = token.i + 1 < len(token.doc) and token.nbor(1).tag_ in ("DT", "PDT", "PRP$")
    if not token.tag_.startswith("VB") and not acts_on and _finite(token.sent.root):
        return False  # report forms are kept: the parse has another main verb
    if _paired_noun(token):
        return False
    rest = [t for t in token.sent if t.i > token.i]
    plain = token.tag_ == "VB" and token.dep_ not in ("nsubj", "nsubjpass", "amod", "compound")
    return len(rest) > 1 and (token.dep_ == "ROOT" or token.head.i > token.i or plain)


def _whole(text: str, token: Token) -> bool:
    """Reads as a whole sentence of running text that orders: Gather what is known of the firm."""
    kinds = ("dobj", "ccomp", "xcomp")
    acted_on = any(c.dep_ in kinds and c.i > token.i for c in token.children)
    # Adaptivity: Provides answers, read as if it were an order
    tells = token.lower_.endswith("s") and not token.lower_.endswith(("ss", "us"))
    plain = not tells and not any(c.dep_ in ("aux", "auxpass") for c in token.children)
    main = token.tag_ in ("VB", "VBP") and token.dep_ == "ROOT" and acted_on and plain
    return main and text.rstrip().endswith(".") and token.lemma_.lower() not in _OF_PAPERS


def _finite(root: Token) -> bool:
    """Reads as: the main clause tells how things are."""
    told = root.tag_ in ("VBZ", "VBP", "VBD", "MD", "VBN", "VBG")
    return told and any(c.dep_ in ("nsubj", "nsubjpass") for c in root.children)


def _paired_noun(token: Token) -> bool:
    """Reads as: gain or loss: a noun beside a noun, taken for a verb."""
    second = [c for c in token.children if c.dep_ == "conj" and c.tag_ in ("NN", "NNS")]
    return bool(second) and token.dep_ in ("nsubj", "nsubjpass")


def _follows(token: Token) -> bool:
    """Reads as: a further verb of a subject named before: the service lets users in and, ..., logs."""
    before = token
    while before.dep_ == "conj" and before.head.i < before.i:
        before = before.head
    return any(
        c.dep_ in ("nsubj", "nsubjpass") and c.i < min(before.i, token.i) and not _label(c, before)
        for c in before.children
    )


def _label(word: Token, verb: Token) -> bool:
    """Reads as: what is said is only labelled by the word: Training: Provide courses."""
    return any(t.text == ":" for t in verb.doc[word.i : verb.i])
