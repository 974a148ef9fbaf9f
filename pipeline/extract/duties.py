"""Obligations of a document: one modality of one segment each.

In: segments in reading order with their analyses. Out: obligations, without
ids, in reading order. Always: a cue in the segment's own words wins over the
stem's; a bearer is borrowed from the stem, the previous sentence of the same
paragraph or the heading only where the sentence names none.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.extract import english, japanese
from pipeline.extract.glossary import is_glossary
from pipeline.extract.leads import (
    announces,
    asks_for_acts,
    fulfils,
    heads_examples,
    is_act,
    is_aim,
    is_case,
    is_condition,
    is_example,
    is_remark,
    is_statement,
    lists_cases,
    lists_matters,
    lists_names,
    lists_reports,
    names_stage,
    names_topic,
    opens_conditions,
    points_below,
    tells_meaning,
    tells_when,
    tests_cases,
)
from pipeline.extract.lending import lent, settled
from pipeline.extract.obliging import of_item, of_sentence
from pipeline.extract.reading import Bearer, Reading
from pipeline.extract.roles import NOWHERE, Context
from pipeline.extract.rules import find_cues, load_pack
from pipeline.extract.tokens import finder
from pipeline.extract.told_ja import tells_of_abroad, tells_of_an_act, tells_what_is_meant
from pipeline.records import BlockKind, Modality, Obligation, Role, Segment, Span

if TYPE_CHECKING:
    from spacy.tokens import Span as Analysis

_READ_KINDS = frozenset({BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.NOTE, BlockKind.TABLE})
_LONGEST = 6000  # characters: no sentence, and rules look around in a whole sentence
_QUESTION = re.compile(r"(?:[?？]|(?<=[るいたすうむ])(?:か|のか|だろうか|でしょうか)[。．]?)\s*$")
# Orders by form alone; their lead-in says how strongly they bind.
_BARE_ORDERS = frozenset({"ja-koto-order", "ja-shinai-koto"})
# What an item only seems to say of itself when its lead-in has the modality.
_ORDERS = frozenset({"en-imperative", "en-imperative-not", "en-avoid", "en-order-by-words"})
_PLAIN = _ORDERS | {"ja-plain"}
# What a case only has the form of: "if the criteria are met: the user will not ..."
_WEAK = {"en-will-duty", "en-issuer-will", "en-will-be-done", "en-can", "en-cannot"}
_OPEN_STEM = re.compile(r"(?:[:：—–-]|\bto|。)\s*$")
# Members should: – not share keys
_NEGATED_ITEM = re.compile(r"^\W*(?:[(]?\w{1,3}[).]\s+)?(?:not|never)\s+(?!only\b)", re.IGNORECASE)
_SOFTER = {
    (Modality.SHOULD, Modality.MUST): Modality.SHOULD,
    (Modality.SHOULD, Modality.MUST_NOT): Modality.SHOULD_NOT,
    (Modality.COMMITS, Modality.MUST): Modality.COMMITS,
}
_PROVISO = re.compile(
    r"^\s*(?:ただし|但し)[、，].*(?:この限りでな|限りではな|を除く|適用しない)|^\s*This (?:shall|does) not apply"
)
_CODE = re.compile(r"^\s*[A-ZＡ-Ｚ]{1,2}[-－‐]?[0-9０-９]+\s*[）)]")
_LEADERS = re.compile(r"(?:\.\s?){5,}|[…‥・]{4,}|_{5,}")
# The comma of many official Japanese texts; rules know 、 alone. ３，０００ has none.
_COMMA = re.compile(r"(?<![0-9０-９])，|，(?![0-9０-９])")
_LINK_END = re.compile(
    r"[\s,;]*(?:\b(?:and|but|or|while|whereas))?(?:\s+(?:the|an?|each|all))?\s*$"
)


def obligations(
    segments: Sequence[Segment],
    analyses: Sequence[Analysis | None],
    context: Context,
) -> Iterator[tuple[int, Obligation]]:
    """Yield `(position of the segment, obligation)` in reading order, ids left empty."""
    by_stem: dict[str, list[Reading]] = {}
    last: tuple[int, Bearer] | None = None  # block and bearer of the sentence before
    section: tuple[str, ...] = ()  # headings above, and whom its duties have addressed so far
    addressed: Role | None = None
    led_by: tuple[tuple[str, ...] | None, Bearer | None] = (None, None)  # last lead-in's bearer
    conditions: tuple[str, ...] | None = None  # headings over a list of conditions that is open
    topics: tuple[tuple[str, ...] | None, list[Reading]] = (None, [])  # 以下に重要な事項を挙げる。
    examples: tuple[str, ...] | None = None  # headings over a list of examples that is open
    matters: tuple[str, ...] | None = None  # headings over a list of what is to be told
    meaning: tuple[str, ...] | None = None  # headings over a text that says what a word means
    wanted = {segment.stem for segment in segments if segment.stem}
    for position, (segment, analysis) in enumerate(zip(segments, analyses, strict=True)):
        if segment.kind not in _READ_KINDS or _LEADERS.search(segment.text):
            continue
        # Items of a list that is introduced tell plainly what is to be done.
        item = segment.kind is BlockKind.ITEM and (
            segment.stem is not None or not segment.text.rstrip().endswith(("。", "．"))
        )
        around = replace(context, plain=True) if item and context.rules else context
        if segment.language != "ja":
            around = replace(around, prose=segment.kind is BlockKind.PARAGRAPH)
        if segment.language != "ja" and not context.reader:
            heading = segment.trail[-1] if segment.trail else None
            if item and asks_for_acts(segment.stem, heading):
                around = replace(around, reader=True)
        readings = read(segment.text, segment.language, analysis, around)
        if is_glossary(segment.trail[-1:]) and not by_stem.get(segment.stem or ""):
            # there a noun clause explains a term
            readings = [r for r in readings if r.cue.rule.id != "ja-koto-order"]
        if segment.text in wanted:
            by_stem[segment.text] = readings
            lead = next((r.bearer for r in readings if r.bearer is not None), None)
            led_by = (segment.trail, lead) if segment.language != "ja" else led_by
        # Only an item's first sentence continues its stem.
        first = position == 0 or segments[position - 1].block != segment.block
        led = first and _led(segment.stem, by_stem)
        # In a guide an order under "considerations include:" is one of its own.
        alone = around.reader and not by_stem.get(segment.stem or "")
        plainly = _PLAIN - _ORDERS if alone else _PLAIN
        if any(r.cue.rule.lead for r in readings) and announces(segment.text, segment.language):
            topics = (segment.trail, [r for r in readings if r.cue.rule.lead])
        elif _binds(readings) and points_below(segment.text):
            topics = (segment.trail, readings)
        readings = [
            r for r in readings if not (r.cue.rule.lead or (led and r.cue.rule.id in plainly))
        ]
        if segment.trail != section:
            section, addressed = segment.trail, None
        listed = conditions == segment.trail and is_condition(segment.text)
        if not listed and segment.kind is not BlockKind.ITEM:
            conditions = None
        if heads_examples(segment.text):
            examples = segment.trail
        elif segment.kind is BlockKind.PARAGRAPH or examples != segment.trail:
            examples = None
        listed = listed or (examples is not None and segment.language == "ja")
        readings = [r for r in readings if not _only_said(r, segment, by_stem, first, listed)]
        if topics[0] == segment.trail and _goes_on(segment) and _binds(topics[1]):
            # …に取り組む, below 以下を遵守すべきである: no plan of the issuer's
            readings = [r for r in readings if r.bearer or r.cue.rule.id != "ja-plan"]
        if matters == segment.trail and segment.kind is BlockKind.ITEM:
            readings = [r for r in readings if r.bearer or r.cue.rule.id != "ja-koto-order"]
        if segment.language == "ja" and lists_matters(segment.text):
            matters = segment.trail
        elif readings or segment.kind is BlockKind.PARAGRAPH:
            matters = None
        if segment.language == "ja" and not context.rules:
            if tells_what_is_meant(segment.text):
                meaning = segment.trail
            elif segment.kind is BlockKind.PARAGRAPH:
                meaning = None
            if tells_of_abroad(segment.text, segment.trail) or tells_of_an_act(segment.text):
                readings = [r for r in readings if not _binds([r])]
            elif meaning == segment.trail and not segment.text.rstrip().endswith("。"):
                # 不正行為とは、…, and a list of noun clauses: what is meant, not what is to be done
                readings = [r for r in readings if r.bearer or r.cue.rule.id != "ja-koto-order"]
        if fulfils(segment.text) or (
            opens_conditions(segment.text) and not _lays_duty(readings, by_stem, segment)
        ):
            conditions = segment.trail
        # What names a table's cell is no sentence that the cell goes on with.
        cell = segment.kind is BlockKind.TABLE
        if segment.stem is not None and not cell and first and not readings:
            inherited = list(_from_stem(segment, segment.stem, by_stem, context))
            if not _names_group(segment, wanted):
                yield from ((position, obligation) for obligation in inherited)
            if inherited and segment.text in wanted:  # (a) ensure that: (i) ..., (ii) ...
                by_stem[segment.text] = by_stem.get(segment.stem, [])
            if inherited:
                continue
        if not readings and topics[0] == segment.trail and _goes_on(segment):
            # The list goes on through subheadings of its own: ■ 開発時, 1) 学習データ
            words = topics[1][0].cue.match.string
            for duty in _from_stem(segment, words, {words: topics[1]}, context):
                yield position, duty
        if first and segment.stem is not None and by_stem.get(segment.stem):
            readings = [_like_stem(r, by_stem[segment.stem][0]) for r in readings]
        proviso = _proviso(segments, position) if readings else None
        said: Bearer | None = None  # of an earlier clause of this sentence
        for reading in readings:
            bearer, origin = lent(segment, reading, last, by_stem if first else {}, said)
            if bearer is None and reading.cue.rule.id in _PLAIN and led_by[0] == segment.trail:
                # (4) Require each ...: the list goes on, though the page broke it off its stem
                bearer, origin = led_by[1], "stem" if led_by[1] else None
            bearer = settled(bearer, segment, addressed)
            duty = of_sentence(segment, reading, (bearer, origin), context)
            yield position, replace(duty, exception=duty.exception or proviso)
            said = bearer if origin == "sentence" else said
            if bearer is not None and bearer.role is Role.INSTITUTION:
                addressed = bearer.role
        named = [r.bearer for r in readings if r.bearer is not None]
        if named:
            last = (segment.block, settled(named[0], segment, addressed) or named[0])
        elif last is not None and last[0] != segment.block:
            last = None


def read(
    text: str, language: str, analysis: Analysis | None, context: Context = NOWHERE
) -> list[Reading]:
    """Read the duties of one sentence, by place.

    Actions under one modality stay together, at its first cue, while one bearer is
    meant; where the clause of a further cue names another bearer, it is a duty of its
    own: "institutions shall ..., and funders shall ..." are two.
    """
    if len(text) > _LONGEST or _QUESTION.search(text):
        return []
    japanese_text = language == "ja"
    pack = load_pack("duties_ja" if japanese_text else "duties_en")
    reader = japanese.read if japanese_text else english.read
    found: dict[Modality, list[Reading]] = {}
    taken: list[Span] = []
    plain = _COMMA.sub("、", text) if japanese_text else text
    for cue in find_cues(plain, pack, finder(analysis, pack)):
        modality = cue.rule.modality
        if modality is None or any(a < cue.span[1] and cue.span[0] < b for a, b in taken):
            continue
        reading = reader(cue, text, analysis, context)
        if reading is None:
            continue
        taken.append(cue.span)
        known = found.setdefault(modality, [])
        if known and known[-1].bearer is None and reading.bearer is not None:
            known[-1] = reading  # the cue that names somebody says more
        elif not known or _another(known, reading):
            known.append(reading)
    plans = found.get(Modality.COMMITS)
    if plans and plans[0].cue.rule.id == "en-issuer-will" and len(found) > 1:
        first = min(r.cue.span[0] for m, rs in found.items() if m != Modality.COMMITS for r in rs)
        bearer = plans[0].bearer
        if not (bearer and bearer.span and bearer.span[0] > first):
            del found[Modality.COMMITS]  # "should …, and aim to …" is all advice
    readings = [reading for group in found.values() for reading in group]
    return _parted(text, sorted(readings, key=lambda reading: reading.cue.span))


def _parted(text: str, readings: list[Reading]) -> list[Reading]:
    """End the action of each duty where the bearer of the next one begins."""
    for i, (reading, following) in enumerate(itertools.pairwise(readings)):
        span = following.bearer.span if following.bearer else None
        if span is None or reading.action is None or span[0] < reading.cue.span[1]:
            continue
        at = text.find(reading.action, reading.cue.span[1])
        if 0 <= at < span[0] < at + len(reading.action):
            kept = _LINK_END.sub("", reading.action[: span[0] - at])
            readings[i] = replace(reading, action=kept or None)
    return readings


def _only_said(
    reading: Reading,
    segment: Segment,
    by_stem: dict[str, list[Reading]],
    first: bool,
    listed: bool,
) -> bool:
    """Reads as a case, a condition or an aim that only has the form of a duty."""
    stem = segment.stem if first else None
    if stem is not None and segment.language != "ja":
        weak = reading.cue.rule.id in _WEAK and not _binds(by_stem.get(stem, ()))
        if lists_reports(stem) or (weak and lists_cases(stem)):
            return True
        if reading.bearer is None and tells_when(stem):
            return True
    if segment.language == "ja" and is_example(segment.text) and "「" in segment.text[:20]:
        return True  # 事例１）「お客様の情報は、…のために利用いたします。」
    if reading.cue.rule.id not in _BARE_ORDERS:
        return False
    if is_example(segment.text) or (stem is not None and tests_cases(stem)):
        return True
    if stem is not None and _binds(by_stem.get(stem, ())) and not fulfils(stem):
        return False
    if stem is not None and (lists_cases(stem) or tells_meaning(stem)):
        return True
    heading = segment.trail[-1] if segment.trail else None
    if reading.bearer is not None:
        return False
    met = fulfils(segment.text) and not names_topic(segment.text)
    return met or listed or is_aim(segment.text, heading)


def _binds(readings: Sequence[Reading]) -> bool:
    return any(r.cue.rule.modality not in (Modality.MAY, Modality.COMMITS) for r in readings)


def _lays_duty(
    readings: Sequence[Reading], by_stem: dict[str, list[Reading]], segment: Segment
) -> bool:
    """Reads as: the sentence, or the lead-in that it continues, binds somebody."""
    return _binds(readings) or _binds(by_stem.get(segment.stem or "", ()))


def _led(stem: str | None, by_stem: dict[str, list[Reading]]) -> bool:
    """Reads as: the lead-in says, or leaves unsaid, that its items are to be done."""
    return stem is not None and bool(by_stem.get(stem) or _OPEN_STEM.search(stem))


def _another(known: Sequence[Reading], reading: Reading) -> bool:
    """Reads as: the clause of this cue names somebody that no earlier one names."""
    bearer = reading.bearer
    if bearer is None or bearer.span is None or reading.cue.rule.subject == "none":
        return False
    before = [r for r in known if r.bearer is not None]
    if not before or bearer.span[0] <= before[-1].cue.span[0]:
        return False
    return all(r.bearer is None or r.bearer.text != bearer.text for r in before)


def _like_stem(reading: Reading, stem: Reading) -> Reading:
    """Let a bare order in a list bind as its lead-in does: 行うことが望ましい: …すること."""
    if reading.cue.rule.id not in _BARE_ORDERS:
        return reading
    own, lead = reading.cue.rule.modality, stem.cue.rule.modality
    softer = _SOFTER.get((lead, own), own) if lead and own else own
    rule = replace(reading.cue.rule, modality=softer)
    return replace(reading, cue=replace(reading.cue, rule=rule))


def _names_group(segment: Segment, wanted: set[str]) -> bool:
    """Reads as the heading of a list within the list: D-3）バイアスへの配慮, 学習時."""
    named = segment.text in wanted and _CODE.match(segment.text) is not None
    return (named and not is_act(segment.text)) or names_stage(segment.text)


def _goes_on(segment: Segment) -> bool:
    return segment.kind is BlockKind.ITEM and is_act(segment.text)


def _from_stem(
    segment: Segment, stem: str, by_stem: dict[str, list[Reading]], context: Context
) -> Iterator[Obligation]:
    """Let an item take the modality and bearer of the sentence it continues."""
    if not announces(stem, segment.language):
        return
    if lists_cases(stem) or tests_cases(stem) or is_case(segment.text):
        return
    if _QUESTION.search(segment.text):  # consider: who owns the data?
        return
    if segment.language != "ja" and is_remark(stem, segment.text):
        return
    if segment.language == "ja" and lists_names(stem, segment.text):
        return
    if segment.language == "ja" and is_statement(segment.text):
        return
    readings = by_stem.get(stem)
    if readings is None:
        readings = read(stem, segment.language, None, context)
    denied = segment.language != "ja" and _NEGATED_ITEM.match(segment.text) is not None
    for reading in readings:
        yield of_item(segment, reading, denied, context)


def _proviso(segments: Sequence[Segment], position: int) -> str | None:
    """Give the next sentence of the paragraph when it only takes something out: ただし、…."""
    if position + 1 >= len(segments):
        return None
    following = segments[position + 1]
    if following.block != segments[position].block or not _PROVISO.search(following.text):
        return None
    return following.text
