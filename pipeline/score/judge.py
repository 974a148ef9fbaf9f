"""Findings held against the labels of one document.

In: the labels, where each labelled sentence stands, and what was found. Out:
marks: for each sentence and measure, whether the finding agrees. Always: a
sentence that could not be found is marked as if nothing had been found in
it; what a label leaves open is not marked.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.records import Definition, Document, Finding, Obligation, Segment, Span
from pipeline.score.agree import same_body, same_owner, same_term, share
from pipeline.score.bare import letters
from pipeline.score.gold import GoldDefinition, GoldDocument, GoldDuty, GoldSentence
from pipeline.score.resolve import Placed

DUTIES = frozenset({"must", "must-not", "should", "should-not"})
_HALF = 0.5  # of the shorter one of a sentence and a segment


class Mark(NamedTuple):
    """One decision: outcome is tp, fp, fn (found or not) or right, wrong (of those found)."""

    sentence: str
    measure: str
    outcome: str
    note: str = ""  # what was found instead


@dataclass(frozen=True, slots=True)
class Found:
    """What the stages made of a file."""

    document: Document
    segments: Sequence[Segment]
    findings: Sequence[Finding]


Places = Mapping[str, Placed | None]


def judge(gold: GoldDocument, places: Places, found: Found) -> list[Mark]:
    """Mark every labelled sentence of a document."""
    spots = _Spots(gold, places)
    duties = _by_sentence(spots, found)
    marks: list[Mark] = []
    for sentence in gold.sentences:
        if not sentence.named:
            said = duties.get(sentence.id, [])
            marks += _duty_marks(sentence, said)
            marks += _bearer_marks(sentence, said, places[sentence.id], found.document)
    return marks + list(_definition_marks(gold, places, spots, found))


class _Spots:
    """The labelled sentences by their place, to ask which one holds a character."""

    def __init__(self, gold: GoldDocument, places: Places) -> None:
        spans = [(p.span(), s.id) for s in gold.sentences if (p := places[s.id]) is not None]
        self._spans = sorted(spans)
        self._starts = [span[0] for span, _ in self._spans]

    def holding(self, position: int) -> str | None:
        """Name the sentence that holds a character."""
        i = bisect_right(self._starts, position) - 1
        if i >= 0 and position < self._spans[i][0][1]:
            return self._spans[i][1]
        return None

    def sharing(self, span: Span) -> Iterator[str]:
        """Name the sentences of which a span holds half, or that hold half of it."""
        i = max(bisect_right(self._starts, span[0]) - 1, 0)
        while i < len(self._spans) and self._spans[i][0][0] < span[1]:
            if share(self._spans[i][0], span) >= _HALF:
                yield self._spans[i][1]
            i += 1


def _by_sentence(spots: _Spots, found: Found) -> dict[str, list[Obligation]]:
    """Give each sentence the obligations whose cue it holds, or whose segment it is."""
    segments = {s.id: s for s in found.segments}
    said: dict[str, list[Obligation]] = {}
    for finding in found.findings:
        if not isinstance(finding, Obligation):
            continue
        segment = segments[finding.segment]
        low, high = finding.cue_span
        if low < high:
            holder = spots.holding(segment.span[0] + low)
            holders = [holder] if holder else []
        else:  # the cue stands in the stem
            holders = list(spots.sharing(segment.span))
        for holder in holders:
            said.setdefault(holder, []).append(finding)
    return said


def _duty_marks(sentence: GoldSentence, said: Sequence[Obligation]) -> Iterator[Mark]:
    """Mark duty or not, then each modality."""
    modalities = [str(o.modality) for o in said]
    shown = ", ".join(f"{o.modality} ({o.cue})" for o in said)
    sure = [d for d in sentence.duties if not d.optional]
    any_duty = bool(DUTIES & set(modalities))
    if any(set(d.modality) <= DUTIES for d in sure):
        yield Mark(sentence.id, "duty", "tp" if any_duty else "fn", shown)
    elif not any(DUTIES & set(d.modality) for d in sentence.duties):
        yield Mark(sentence.id, "duty", "fp" if any_duty else "tn", shown)
    accepted: set[str] = set()
    for duty in sorted(sure, key=lambda d: len(d.modality)):
        met = [m for m in duty.modality if m in modalities and m not in accepted]
        name = met[0] if met else duty.modality[0]
        yield Mark(sentence.id, f"modality {name}", "tp" if met else "fn", shown)
        accepted |= set(met)
    allowed = {m for d in sentence.duties for m in d.modality}
    for modality in sorted(set(modalities) - allowed):
        yield Mark(sentence.id, f"modality {modality}", "fp", shown)


def _bearer_marks(
    sentence: GoldSentence, said: Sequence[Obligation], placed: Placed | None, document: Document
) -> Iterator[Mark]:
    """Mark bearers of the duties that were found with the right modality."""
    for duty in sentence.duties:
        match = next((o for o in said if str(o.modality) in duty.modality), None)
        if duty.optional or duty.origin is None or match is None or placed is None:
            continue
        shown = f"{match.bearer} ({match.role}, {match.bearer_from})"
        named = match.bearer is not None
        if duty.origin == "none":
            yield Mark(sentence.id, "bearer named", "fp" if named else "tn", shown)
            continue
        yield Mark(sentence.id, "bearer named", "tp" if named else "fn", shown)
        if duty.roles:
            right = str(match.role) in duty.roles
            yield Mark(sentence.id, "bearer role", "right" if right else "wrong", shown)
        if duty.bearers and match.bearer is not None and match.bearer_from == "sentence":
            right = _same_bearer(duty, match.bearer, placed, document)
            yield Mark(sentence.id, "bearer words", "right" if right else "wrong", shown)


def _same_bearer(duty: GoldDuty, words: str, placed: Placed, document: Document) -> bool:
    wanted = [letters(document.text[slice(*placed.span(*b))]) for b in duty.bearers]
    found = letters(words)
    return any(found in w or w in found for w in wanted)


class _Claim(NamedTuple):
    """A labelled definition and where it stands; None where its sentence was not found."""

    sentence: GoldSentence
    label: GoldDefinition
    region: Span | None
    terms: tuple[str, ...]
    body: Span | None
    longer: Span | None  # the body with the list that ends it


def _definition_marks(
    gold: GoldDocument, places: Places, spots: _Spots, found: Found
) -> Iterator[Mark]:
    text = found.document.text
    claims = [_claim(s, d, places, text) for s in gold.sentences for d in s.definitions]
    made = [(f, body_of(f, text)) for f in found.findings if isinstance(f, Definition)]
    matched, left = _match(claims, made)
    by_id = {s.id: s for s in gold.sentences}
    wanted: dict[str, bool] = {}
    for claim, match in matched:
        if not claim.label.optional:
            wanted[claim.sentence.id] = wanted.get(claim.sentence.id, False) or match is not None
    for name, is_found in wanted.items():
        yield Mark(name, "definition", "tp" if is_found else "fn")
    extra: dict[str, str] = {}
    regions = [c.region for c in claims if c.region]
    for finding, body in left:
        if any(share(body, region) > 0 or share(finding.span, region) > 0 for region in regions):
            continue
        holder = spots.holding(body[0]) or spots.holding(finding.span[0])
        if holder is not None and not by_id[holder].named:
            extra.setdefault(holder, f"{finding.term} := {finding.body}")
    for sentence in gold.sentences:
        if sentence.id in extra:
            yield Mark(sentence.id, "definition", "fp", extra[sentence.id])
        elif not sentence.definitions and not sentence.named:
            yield Mark(sentence.id, "definition", "tn")
    for claim, match in matched:
        if match is not None and not claim.label.optional:
            yield from _detail_marks(claim, match, text)


def _detail_marks(claim: _Claim, match: tuple[Definition, Span], text: str) -> Iterator[Mark]:
    finding, _ = match
    if claim.terms:
        right = any(same_term(finding.term, term) for term in claim.terms)
        yield Mark(claim.sentence.id, "term", "right" if right else "wrong", finding.term)
    if claim.body is not None:
        bodies = [text[slice(*b)] for b in (claim.body, claim.longer) if b]
        right = any(same_body(finding.body, body) for body in bodies)
        yield Mark(claim.sentence.id, "body", "right" if right else "wrong", finding.body)
    right = same_owner(finding.source, claim.label.owners)
    yield Mark(claim.sentence.id, "owner", "right" if right else "wrong", finding.source or "own")


def body_of(finding: Definition, text: str) -> Span:
    """Find where a definition's body stands."""
    low, high = finding.span
    start = text.find(finding.body, low, high)
    return (start, start + len(finding.body)) if start >= 0 else finding.span


def _claim(sentence: GoldSentence, label: GoldDefinition, places: Places, text: str) -> _Claim:
    placed = places[sentence.id]
    holder = places[label.term_in] if label.term_in else placed
    terms = tuple(text[slice(*holder.span(*t))] for t in label.terms) if holder else ()
    if placed is None:
        return _Claim(sentence, label, None, terms, None, None)
    region = placed.span()
    body = placed.span(*label.body) if label.body else None
    longer = None
    last = places[label.body_to[0]] if label.body_to else None
    if body is not None and label.body_to and last is not None:
        longer = (body[0], last.span(0, label.body_to[1])[1])
        region = (region[0], max(region[1], longer[1]))
    return _Claim(sentence, label, region, terms, body, longer)


_Made = tuple[Definition, Span]


def _match(
    claims: Sequence[_Claim], made: Sequence[_Made]
) -> tuple[list[tuple[_Claim, _Made | None]], list[_Made]]:
    """Give each label the finding that overlaps it most, those with its term first."""
    free = list(made)
    pairs: dict[int, _Made] = {}
    for by_term in (True, False):
        for i, claim in enumerate(claims):
            if i in pairs or claim.region is None:
                continue
            fits = [
                (share(m[1], claim.body or claim.region), -m[0].span[0], n)
                for n, m in enumerate(free)
                if share(m[1], claim.region) > 0
                and (not by_term or any(same_term(m[0].term, term) for term in claim.terms))
            ]
            if fits:
                pairs[i] = free.pop(max(fits)[2])
    return [(claim, pairs.get(i)) for i, claim in enumerate(claims)], free
