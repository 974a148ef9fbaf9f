"""Obligations as records, from what was read of a sentence or of an item's stem.

In: a segment, a reading, and whose bearer it is. Out: the obligation, without an id. Always: what
an item takes from its stem has no place in the item's own words and counts a little less.
"""

from __future__ import annotations

from pipeline.extract.confidence import confidence, regulative
from pipeline.extract.reading import Bearer, Reading
from pipeline.extract.roles import Context
from pipeline.records import Modality, Obligation, Segment

_NEGATED = {Modality.MUST: Modality.MUST_NOT, Modality.SHOULD: Modality.SHOULD_NOT}
_OF_STEM = 0.9  # of the strength of its cue


def of_sentence(
    segment: Segment, reading: Reading, lent: tuple[Bearer | None, str | None], context: Context
) -> Obligation:
    """Give what a sentence obliges to by itself; its bearer may be lent."""
    bearer, origin = lent
    return Obligation(
        id="",
        document=segment.document,
        segment=segment.id,
        modality=reading.cue.rule.modality or Modality.MUST,
        cue=segment.text[slice(*reading.cue.span)],
        cue_span=reading.cue.span,
        rule=reading.cue.rule.id,
        strength=reading.strength,
        bearer=bearer.text if bearer else None,
        bearer_span=bearer.span if bearer and origin == "sentence" else None,
        bearer_from=origin,
        role=bearer.role if bearer else None,
        action=reading.action,
        condition=reading.condition,
        object=reading.object,
        exception=reading.exception,
        deadline=reading.deadline,
        regulative=regulative(reading, segment.language, origin),
        confidence=confidence(reading, segment.language, origin, context.rules),
    )


def of_item(segment: Segment, reading: Reading, denied: bool, context: Context) -> Obligation:
    """Give what an item obliges to as its stem has it; `denied` items begin with not."""
    modality = reading.cue.rule.modality or Modality.MUST
    origin = "stem" if reading.bearer else None
    return Obligation(
        id="",
        document=segment.document,
        segment=segment.id,
        modality=_NEGATED.get(modality, modality) if denied else modality,
        cue=reading.cue.match.string[slice(*reading.cue.span)],
        cue_span=(0, 0),
        rule=reading.cue.rule.id,
        strength=round(reading.strength * _OF_STEM, 2),
        bearer=reading.bearer.text if reading.bearer else None,
        bearer_from=origin,
        role=reading.bearer.role if reading.bearer else None,
        action=segment.text.strip(" ;,.。、"),
        condition=reading.condition,
        exception=reading.exception,
        deadline=reading.deadline,
        regulative=regulative(reading, segment.language, origin),
        confidence=confidence(reading, segment.language, "stem", context.rules),
    )
