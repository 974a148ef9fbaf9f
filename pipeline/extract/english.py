"""Read an English duty: deontic or not, whose, to do what, under which condition.

In: a cue in a segment's text and, when there is one, the spaCy Span of that
text. Out: a Reading, or None when the cue is no duty (a guess, a reported
opinion, the effect of a text). Always: without a parse only the words decide,
and fewer things are claimed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.extract.asides_en import are_people, chooses, joins_finite, of_some, told_of
from pipeline.extract.bearers_en import PRONOUNS, bearer_in_words, bearer_of
from pipeline.extract.clauses import action_in, condition_in, deadline_in, exception_in
from pipeline.extract.orders_en import advice, orders
from pipeline.extract.reading import Bearer, Reading
from pipeline.extract.roles import Context, role_of
from pipeline.extract.rules import Cue
from pipeline.extract.syntax import (
    antecedent,
    governor,
    object_of,
    reported,
    subject_of,
    token_at,
)
from pipeline.extract.things_en import describes, serves
from pipeline.records import Modality, Role, Span

if TYPE_CHECKING:
    from spacy.tokens import Span as Analysis
    from spacy.tokens import Token

# Verbs that tell how things stand rather than what to do, when no person is the subject.
_STATIVE = frozenset(
    "apply enter expire cease constitute begin commence amount correspond relate refer mean denote "
    "consist belong differ depend arise result vary accrue prevail terminate lapse elapse suffice "
    "resume start affect prejudice preclude confer control govern limit impair diminish create alter "
    "supersede derogate waive grant".split()
)
# The same in the passive: rules of competence and of interpretation.
_STATIVE_PASSIVE = frozenset(
    "govern confer construe classify regard fix foresee read deem define understand "
    "constitute express".split()
)
# Rules of reckoning: somebody has to see to it, but nobody is told; kept with little strength.
_SOFT = frozenset(
    "exceed remain extend occur comprise base calculate consider treat charge increase reduce "
    "cover deduct be include contain have".split()
)
# Science and narrative: what must be so, not what must be done.
_COPULA_GUESS = frozenset(
    "wrong true false due equal larger smaller greater higher lower positive negative possible "
    "aware zero present absent likely case renewable applicable null void".split()
)
_ENDING = re.compile(r"(?:tion|sion|ment|ance|ence|ity|ing|age|al|or|er|ist|ee|ism|ure)$")
_APPEALS = frozenset({"en-we-urge", "en-we-urge-not", "en-recommends", "en-our-call"})
_PRONOUN = re.compile(r"(?:it|them|him|her|those|this|these|that|which)\b", re.IGNORECASE)
# I encourage all of those with an interest to reply.
_ALL_THOSE = re.compile(
    r"(?:(?:all|any)\s+)?(?:of\s+)?those\s+(?:who|with|in|involved|affected|interested|responsible|working)\b",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"(?:[Tt]he\s+)?(?:[A-Z]{2,}\b|[A-Z][a-z]+\s+(?:of\s+)?[A-Z]"
    r"|(?:University|Institute|College|School|Academy|Charity|Trust|Foundation|Company|Society)\b)"
)
# Appeals whose pattern holds the speaker: "we welcome ..., and call on"
_SPOKEN_BY_US = frozenset({"en-expects-will", "en-we-and-call"})
_VERBS_ONLY = frozenset({"en-issuer-will", "en-we-will", "en-need-to", "en-commit-to"})
_NOUNS = frozenset(
    {"en-condition-that", "en-our-call", "en-policy-of", "en-task-is", "en-lawful-for"}
)
_ON_A_PATIENT = frozenset({"en-need-to", "en-has-to"})
# What a thing may not do for want of power, not of leave: rules may not cover every case.
_UNABLE = frozenset(
    "align address require reflect meet satisfy provide capture represent account suffice work exist "
    "correspond fit scale generalize generalise perform hold indicate appear lead result cause detect "
    "produce match need know understand realize realise recognize recognise work function be".split()
)
_MISREAD_AS_NOUNS = frozenset("directs instructs mandates urges invites".split())
_BRINGS_ABOUT = frozenset("allow enable permit make give".split())
_TIMES = frozenset("second minute hour day week month year".split())
_SENTIENT = frozenset("believe think know want like feel hope fear wonder understand".split())


def read(cue: Cue, text: str, analysis: Analysis | None, context: Context) -> Reading | None:
    """Read the sentence around a cue, None when it lays no duty on anyone."""
    rule = cue.rule
    if analysis is None:
        bearer = bearer_in_words(cue, text, context)
        return _finish(cue, text, bearer, None, bearer is not None, context)
    token = token_at(analysis, cue.span, text)
    if token is None:
        return None
    noun = rule.lead or "responsib" in rule.id or rule.id in _NOUNS
    if rule.subject == "object" and not noun and not _appeals(cue, token):
        return None
    if rule.id in _VERBS_ONLY and token.tag_ in ("NN", "NNS", "NNP", "VB"):
        will = rule.id == "en-need-to" and any(c.lower_ == "will" for c in token.children)
        more = token.i > 0 and token.nbor(-1).lower_ in ("more", "much")  # more needs to be done
        if not will and not (rule.id == "en-need-to" and more):
            return None  # "our will to", "the need to", "should aim to"
    verb = governor(token)
    if rule.id == "en-requires-that" and any(c.dep_ == "neg" for c in verb.children):
        return None
    if "imperative" in rule.checks:
        if not orders(cue, text, verb, context):
            return None
        cue = cue if context.rules else advice(cue)
    if rule.id == "en-order-by-words" and not context.rules:
        cue = advice(cue)
    if (
        rule.modality is not Modality.COMMITS
        and rule.id not in _SPOKEN_BY_US
        and reported(verb, binding=cue.match[0].lower().startswith(("shall", "must")))
    ):
        return None
    subject, depth = subject_of(token)
    pronoun = subject is not None and subject.lower_ in PRONOUNS
    passive = any(child.dep_ == "auxpass" for child in verb.children)
    told = rule.id in _ON_A_PATIENT and _acted_on(verb)  # somebody else has to tell applicants
    if pronoun and subject is not None and not passive:
        subject = antecedent(subject) or subject
    people = subject is not None and subject.lower_ == "those" and are_people(subject)
    pronoun = pronoun and not people
    agentless = passive and depth == 0
    bearer = None if told else bearer_of(cue, text, analysis, subject, verb, agentless, context)
    if told:  # measures need to be taken by the owner
        inner = next(c for c in verb.children if c.dep_ == "xcomp")
        bearer = bearer_of(cue, text, analysis, None, inner, True, context, agent=True)
    if bearer is None and people and subject is not None and not passive:
        start = subject.idx - analysis.start_char
        bearer = Bearer(subject.text, Role.OTHER, (start, start + len(subject.text)))
    if bearer is None and rule.id in _APPEALS:
        bearer = _addressed(cue, text, subject, context)
    if bearer is None and describes(cue, verb, subject):
        return None
    if rule.id == "en-required-to" and bearer is None and serves(verb, subject):
        return None
    if rule.id == "en-issuer-will" and told_of(verb):
        return None
    if rule.id == "en-will-duty" and subject is not None and subject.tag_ == "DT":
        return None  # this will take some time
    if rule.id == "en-will-duty" and verb.dep_ in ("ccomp", "acl", "relcl", "pcomp"):
        return None  # knowing that it will cause harm
    if "deontic" in rule.checks and not _deontic(cue, verb, subject, bearer, passive):
        return None
    reading = _finish(cue, text, bearer, verb, bearer is not None, context, pronoun, passive)
    if reading is not None:
        traits = tuple(_traits(verb, subject, passive, pronoun))
        at = object_of(verb, subject if passive else None, analysis.start_char)
        reading = replace(reading, traits=traits, object=_words(text, at))
    if reading is not None and subject is not None and not (pronoun or passive):
        return replace(reading, open=False)
    return reading


def _traits(verb: Token, subject: Token | None, passive: bool, pronoun: bool) -> Iterator[str]:
    """Name what the model of `confidence.py` looks at around an English cue."""
    yield f"verb={verb.lemma_.lower()}" + ("-ed" if passive else "")
    yield "passive" if passive else "active"
    yield f"subject={'none' if subject is None else subject.lower_ if pronoun else subject.lemma_.lower()}"
    kinds = {child.dep_ for child in verb.children}
    yield from (
        f"has={kind}"
        for kind in ("dobj", "agent", "acomp", "attr", "advcl", "ccomp")
        if kind in kinds
    )
    if subject is not None and subject.tag_ in ("NNP", "NNPS"):
        yield "acronym" if subject.text[:3].isupper() else "proper"
    ending = _ENDING.search(subject.lemma_.lower()) if subject is not None else None
    if ending is not None:  # application, assessment: what is done, not who does it
        yield f"ending={ending[0]}"
    if subject is not None and any(
        c.lower_ in ("a", "an", "each", "any", "no") for c in subject.children
    ):
        yield "generic"


def _acted_on(verb: Token) -> bool:
    """Reads as: what the subject needs is to have something done to it."""
    wanted = [c for c in verb.children if c.dep_ == "xcomp"]
    return any(c.dep_ == "auxpass" for w in wanted for c in w.children)


def _addressed(cue: Cue, text: str, subject: Token | None, context: Context) -> Bearer | None:
    """Read whoever an actor appeals to, though no list has the name: we call on Zembla to."""
    named = cue.group("bearer")
    if named is None or subject is None or not role_of(subject.text, "en", context):
        return None
    words = text[slice(*named)]
    if len(words) <= 80 and _ALL_THOSE.match(words):
        return Bearer(words, Role.OTHER, named)
    if len(words) > 80 or _PRONOUN.match(words):
        return None
    article = re.match(r"(?:the|all|an?)\s+", words)
    start = named[0] + (article.end() if article else 0)
    return Bearer(text[start : named[1]], Role.OTHER, (start, named[1]))


def _appeals(cue: Cue, token: Token) -> bool:
    """Reads as: a finite verb of appeal, or one in capitals (INVITES), no noun or infinitive."""
    words = cue.match.string[slice(*cue.span)]
    going_on = token.dep_ == "xcomp" and token.head.lemma_ == "continue"
    planned = words.lower().startswith("will")
    if any(c.lower_ == "would" for c in token.children):
        return any(c.lower_ in ("we", "i") for c in token.children)  # we would encourage
    if any(c.lower_ in ("do", "does") and c.dep_ == "aux" for c in token.children):
        return True
    if token.tag_ == "NNS" and words.lower() in _MISREAD_AS_NOUNS and token.i > 0:
        # Memorandum 5 directs agencies to: the parse took the verb for a noun
        return token.nbor(-1).tag_ in ("NN", "NNP", "CD")
    finite = token.pos_ in ("VERB", "AUX") and (
        token.tag_ != "VB" or planned or joins_finite(token)
    )
    return words.isupper() or finite or going_on


def _finish(
    cue: Cue,
    text: str,
    bearer: Bearer | None,
    verb: Token | None,
    actor: bool,
    context: Context,
    pronoun: bool = False,
    passive: bool = False,
) -> Reading | None:
    """Apply the rule's checks and cut out action and condition."""
    checks = cue.rule.checks
    if "actor" in checks and not actor and not pronoun:
        return None
    if "rules" in checks and not context.rules:
        return None
    if "addressed" in checks and not (context.rules or context.reader):
        return None
    if "controls" in checks and not context.controls:
        return None
    if "prescriptive" in checks and not (actor or pronoun or passive):
        return None
    if "declares" in checks and not (context.policy and _itself(bearer, verb)):
        return None
    if "promise" in checks and context.rules:
        return None  # there it says what others will have done
    if "plan" in checks and not _plans(bearer, text, context):
        return None
    strength = cue.rule.strength
    if not actor and not pronoun and cue.rule.subject == "agent":
        # Nobody is told to act: a duty by implication.
        soft = verb is not None and verb.lemma_.lower() in _SOFT
        strength *= 0.4 if soft else 0.6 if passive else 0.5
    condition = condition_in(cue, text)
    action = action_in(cue, text, condition)
    if cue.rule.tokens:  # an imperative is cue and action
        action = (cue.span[0], max(action[1], cue.span[1]))
    return Reading(
        cue,
        round(strength, 2),
        bearer,
        pronoun=pronoun,
        action=text[slice(*action)] or None,
        condition=text[slice(*condition)] if condition else None,
        exception=_words(text, exception_in(text, "en")),
        deadline=_words(text, deadline_in(text, "en")),
    )


def _itself(bearer: Bearer | None, verb: Token | None) -> bool:
    """Reads as: the main clause tells what the institution itself does."""
    main = verb is not None and verb.dep_ in ("ROOT", "conj")
    return main and bearer is not None and (bearer.issuer or bearer.role is Role.INSTITUTION)


def _words(text: str, span: Span | None) -> str | None:
    return text[slice(*span)] if span else None


def _deontic(
    cue: Cue, verb: Token, subject: Token | None, bearer: Bearer | None, passive: bool
) -> bool:
    lemma = verb.lemma_.lower()
    permission = "may" in cue.match[0].lower()
    if subject is not None and subject.lower_ == "there" and permission:
        return False
    advice = "should" in cue.match[0].lower()
    stative = _STATIVE_PASSIVE if passive else _STATIVE
    acts = lemma == "apply" and _takes(verb, "dobj", "for")  # they shall apply the measures
    if bearer is None and not advice and lemma in stative and not acts:
        return False
    if lemma == "apply" and bearer is None and not passive and not _takes(verb, "dobj", "for"):
        return False
    if advice and bearer is None and not passive and _predicts(verb):
        return False
    if permission:
        return _permits(verb, bearer, passive, cue.rule.modality is Modality.MUST_NOT)
    if lemma == "be" and bearer is None:
        return not any(
            c.lower_ in _COPULA_GUESS for c in verb.children if c.dep_ in ("acomp", "attr")
        )
    return True


def _predicts(verb: Token) -> bool:
    """Reads as a forecast: should lead to, should be better."""
    if verb.lemma_.lower() in ("help", "assist"):
        return True
    if verb.lemma_.lower() == "take" and any(
        w.lemma_.lower() in _TIMES for c in verb.children if c.i > verb.i for w in c.subtree
    ):
        return not any(
            c.dep_ == "dobj" and not any(w.lemma_.lower() in _TIMES for w in c.subtree)
            for c in verb.children
        )
    which = any(c.tag_ == "WDT" for c in verb.children)
    if which and verb.lemma_.lower() in _BRINGS_ABOUT:
        return True  # a guide, which should allow researchers to go on
    compares = any(c.tag_ in ("JJR", "RBR") for c in verb.children if c.dep_ in ("acomp", "attr"))
    return compares or verb.lemma_.lower() in ("lead", "result", "increase", "decrease", "lie")


def _takes(verb: Token, dependency: str, preposition: str) -> bool:
    return any(
        child.dep_ == dependency or (child.dep_ == "prep" and child.lower_ == preposition)
        for child in verb.children
    )


def _permits(verb: Token, bearer: Bearer | None, passive: bool, denies: bool) -> bool:
    """Reads as permission: a person may act, or an act may be done, in a main clause."""
    if verb.lemma_.lower() in _SENTIENT:
        return False
    top: Token = verb
    while top.dep_ in ("conj", "xcomp") and top.head is not top:
        top = top.head
    labelled = any(t.text == ":" for t in verb.doc[top.head.i : top.i])  # Use: funds may only be
    if not labelled and top.dep_ in (
        "relcl",
        "acl",
        "advcl",
        "pcomp",
        "csubj",
        "ccomp",
        "parataxis",
    ):
        governing = top.head.lemma_.lower()
        if denies and bearer is not None and top.dep_ == "ccomp":
            return True  # except that the reviewers may not
        if chooses(top) and bearer is not None:
            return True
        if top.dep_ != "ccomp" or governing not in ("provide", "decide", "agree", "be", "specify"):
            return False
    if passive and bearer is None and not denies and of_some(verb):
        return False  # some applications may be refused
    if denies and bearer is None and not passive and verb.lemma_.lower() in _UNABLE:
        return False
    return bearer is not None or passive or verb.lemma_.lower() not in _STATIVE


def _plans(bearer: Bearer | None, text: str, context: Context) -> bool:
    if bearer is None:
        return False
    own = bearer.role in (Role.INSTITUTION, Role.OTHER) and not context.rules
    if own and _NAMED.match(bearer.text):  # in its policy an institution names itself
        return True
    planner = bearer.role in (Role.GOVERNMENT, Role.FUNDER, Role.INTERNATIONAL)
    # A body that answers to the issuer: a working group will report to us.
    return (
        planner
        or bearer.issuer
        or re.search(r"\b(?:to|with|for)_us\b".replace("_", r"\s+"), text) is not None
    )
